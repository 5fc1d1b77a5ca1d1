"""Several reports of one happening are decided together, and the editor's word on who belongs to it stands."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_candidate, make_dispute, make_feed, make_item
from timeline import regrouping, review
from timeline.corroboration import Report
from timeline.gathering import hold, regroup, taken_out
from timeline.models import Candidate, Event
from timeline.proposals import DateBasis, Proposal, ProposedParty, combined
from timeline.publishing import publish

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = datetime(2020, 2, 13, tzinfo=UTC).date()

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute():
    return make_dispute()


def report_of(dispute, name, *, type_="order", kind="news", feed=None):
    feed = feed or make_feed(source_kind=kind)
    item = make_item(feed=feed, key=name, title=f"Report {name}", state="matched", due_at=None)
    report = Report(
        key=name,
        dispute=dispute.pk,
        type=type_,
        forum="COFC",
        day=DAY,
        published=DAY,
        challengers=frozenset({"amazon"}),
        deeds=frozenset({"halts"}),
    )
    proposal = {
        "type": type_,
        "title": {"en": f"Court halts work: report {name}"},
        "summary": {"en": f"Report {name}."},
        "date": "2020-02-13",
        "date_basis": "happened",
    }
    return make_candidate(item=item, dispute=dispute, report=report.as_json(), day=DAY, told=DAY, proposal=proposal)


@pytest.fixture
def three(dispute):
    rows = [report_of(dispute, name) for name in ("a", "b", "c")]
    regroup(dispute.pk, [row.pk for row in rows])
    return [as_seen(row) for row in rows]


def as_seen(candidate):
    return Candidate.objects.select_related("item__feed", "dispute").get(pk=candidate.pk)


def led_by(candidate):
    return {one.item.key for one in candidate.reports.select_related("item")}


def test_accepting_the_leading_report_makes_one_event_that_cites_all(three):
    leader, *others = three

    event = review.accept(leader, actor=None, now=NOW)

    assert Event.objects.count() == 1
    assert {one.source.url for one in event.citations.all()} == {one.item.url for one in three}
    assert [as_seen(one).state for one in three] == ["accepted", "cited", "cited"]
    assert all(as_seen(one).event == event for one in others)
    assert publish([event]).change_set is not None


def test_taking_the_acceptance_back_lets_all_wait_again_as_a_group(three):
    leader, *_ = three
    review.accept(leader, actor=None, now=NOW)

    review.undo(as_seen(leader), actor=None, now=NOW)

    assert [as_seen(one).state for one in three] == ["new", "new", "new"]
    assert led_by(leader) == {"b", "c"}
    assert not Event.objects.filter(deleted_at=None).exists()


def test_one_cited_report_is_taken_out_of_the_event_and_put_back_with_one_act(three):
    leader, second, _ = three
    event = review.accept(leader, actor=None, now=NOW)

    review.undo(as_seen(second), actor=None, now=NOW)

    out = as_seen(second)
    assert (out.state, out.about) == ("new", event)
    assert event.citations.count() == 2
    review.cite(out, event, actor=None, now=NOW)
    assert event.citations.count() == 3


def test_citing_rejecting_and_putting_off_decide_the_whole_group(dispute, three):
    leader, *_ = three
    review.snooze(leader, until=NOW + timedelta(days=1), actor=None, now=NOW)
    assert {as_seen(one).state for one in three} == {"snoozed"}
    assert not Candidate.objects.waiting(NOW).exists()
    assert review.wake(now=NOW + timedelta(days=1)) == 3
    assert Candidate.objects.waiting(NOW).count() == 1

    review.reject(as_seen(leader), actor=None, now=NOW, note="No.")
    assert {as_seen(one).state for one in three} == {"rejected"}


def test_a_report_that_is_taken_out_stands_for_itself_and_is_not_decided_with_the_others(dispute, three):
    leader, second, _third = three

    regrouping.take_out(as_seen(second))

    assert led_by(leader) == {"c"}
    assert as_seen(second).leader is None
    assert taken_out(as_seen(leader)) == [second]
    regroup(dispute.pk, [one.pk for one in three])
    assert led_by(leader) == {"c"}
    review.accept(as_seen(leader), actor=None, now=NOW)
    assert as_seen(second).state == "new"


def test_what_was_taken_out_is_put_back_where_the_rules_place_it(three):
    leader, second, _ = three
    regrouping.take_out(as_seen(second))

    regrouping.put_back(as_seen(second))

    assert led_by(leader) == {"b", "c"}


def test_the_leading_report_can_be_taken_out_too(three):
    leader, second, _ = three

    regrouping.take_out(as_seen(leader))

    assert as_seen(leader).leader is None
    assert led_by(second) == {"c"}


def test_two_proposals_put_together_are_decided_together_and_say_who_did_it(dispute, three):
    leader, *_ = three
    other = report_of(dispute, "z", type_="award")
    regroup(dispute.pk, [other.pk])
    assert as_seen(other).leader is None

    regrouping.put_together(as_seen(other), as_seen(leader))

    joined = as_seen(other)
    assert joined.leader == leader
    assert joined.tie[-1] == "An editor put them together."
    regroup(dispute.pk, [one.pk for one in three])
    assert as_seen(other).leader == leader


@pytest.mark.parametrize("wrong", ["itself", "another dispute", "an example", "a decided one"])
def test_what_cannot_be_decided_together_is_refused(dispute, three, wrong):
    leader, _second, _ = three
    other = {
        "itself": lambda: as_seen(leader),
        "another dispute": lambda: report_of(make_dispute(), "far"),
        "an example": lambda: report_of(dispute, "example", feed=make_feed(is_example=True)),
        "a decided one": lambda: report_of(dispute, "decided"),
    }[wrong]()
    if wrong == "a decided one":
        review.reject(as_seen(other), actor=None, now=NOW)

    with pytest.raises(review.ReviewRefused):
        regrouping.put_together(as_seen(leader), as_seen(other))


def test_an_editor_who_saw_another_version_regroups_nothing(three):
    _leader, second, _ = three
    stale = as_seen(second)
    regrouping.take_out(as_seen(second))

    with pytest.raises(review.DecidedMeanwhile):
        regrouping.take_out(stale)


def test_examples_are_never_grouped_with_real_reports(dispute):
    real = report_of(dispute, "real")
    example = report_of(dispute, "example", feed=make_feed(is_example=True))

    regroup(dispute.pk, [real.pk, example.pk])

    assert as_seen(real).leader is None
    assert as_seen(example).leader is None


def test_a_paper_and_another_publisher_make_an_event_well_sourced_and_two_articles_do_not(dispute):
    article, paper = report_of(dispute, "article"), report_of(dispute, "paper", kind="court-ruling")
    regroup(dispute.pk, [article.pk, paper.pk])
    leader = next(one for one in map(as_seen, (article, paper)) if one.leader is None)

    assert review.accept(leader, actor=None, now=NOW).confidence == "verified"

    articles = [report_of(make_dispute(), "x")]
    assert review.accept(as_seen(articles[0]), actor=None, now=NOW).confidence == "single-source"


def test_two_who_group_the_same_dispute_wait_for_each_other(dispute):
    hold([dispute.pk, dispute.pk, None])  # twice in one transaction is once


def proposed(title, **given):
    return Proposal(
        **{
            "title": {"en": title},
            "summary": {"en": title},
            "date": "2020-02-13",
            "date_basis": DateBasis.HAPPENED,
            **given,
        }
    )


def test_a_group_is_proposed_under_a_headline_with_the_stated_day_and_what_others_add():
    caption = proposed("19-1796C AMAZON WEB SERVICES, INC. v. USA", parties=(ProposedParty("judge", "judge"),))
    undated = proposed("Court halts work", date="2020-02-14", date_basis=DateBasis.PUBLISHED)
    other = proposed("Judge stops JEDI", parties=(ProposedParty("aws", "plaintiff"),), date_public="2020-02-14")

    whole = combined(caption, [other, undated])

    assert whole.title == {"en": "Judge stops JEDI"}
    assert {one.slug for one in whole.parties} == {"judge", "aws"}
    assert (whole.date, whole.date_public) == ("2020-02-13", "")
    assert combined(undated, [other]).date == "2020-02-13"
    assert combined(other, []) == other


def test_the_day_on_which_a_sealed_paper_was_released_stands_though_articles_told_of_it_before():
    paper = proposed("19-1796C AMAZON WEB SERVICES, INC. v. USA", date_public="2020-03-06")

    assert combined(paper, [proposed("Judge stops JEDI")]).date_public == "2020-03-06"
