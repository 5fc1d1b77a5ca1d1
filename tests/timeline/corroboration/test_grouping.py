"""Groups: a function of the set of reports, in no order of arrival, with an editor's word above the rules'."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline.corroboration import Report, group

DAY = date(2020, 2, 13)


def report(key, day=DAY, **given):
    values = {
        "dispute": 1,
        "type": "order",
        "forum": "COFC",
        "published": day,
        "day": day,
        "challengers": frozenset({"amazon"}),
        "deeds": frozenset({"halts"}),
    }
    return Report(key=key, **{**values, **given})


def keys(groups):
    return {frozenset(one.key for one in found.reports) for found in groups}


REPORTS = st.lists(
    st.builds(
        report,
        st.uuids().map(str),
        day=st.integers(0, 6).map(lambda days: DAY + timedelta(days=days)),
        type=st.sampled_from(["order", "ruling", "other", "protest-filed"]),
        forum=st.sampled_from(["COFC", "GAO", ""]),
        challengers=st.sampled_from([frozenset(), frozenset({"amazon"}), frozenset({"oracle"})]),
        deeds=st.sampled_from([frozenset(), frozenset({"halts"}), frozenset({"denies"})]),
        passages=st.sampled_from([frozenset(), frozenset(range(20))]),
        is_comment=st.booleans(),
    ),
    max_size=12,
)


@given(reports=REPORTS, data=st.data())
def test_the_order_of_arrival_changes_nothing(reports, data):
    other_order = data.draw(st.permutations(reports))

    first, second = group(reports), group(other_order)

    assert keys(first) == keys(second)
    assert {one.leader.key for one in first} == {one.leader.key for one in second}
    assert sorted(str(sorted(one.ties.items())) for one in first) == sorted(
        str(sorted(one.ties.items())) for one in second
    )


@given(reports=REPORTS)
def test_every_report_stands_in_one_group_and_says_why_but_for_the_leader(reports):
    groups = group(reports)

    assert sorted(one.key for found in groups for one in found.reports) == sorted(one.key for one in reports)
    for found in groups:
        assert set(found.ties) == {one.key for one in found.reports} - {found.leader.key}
        assert all(tie.reasons for tie in found.ties.values())


@given(reports=REPORTS)
def test_groups_of_far_days_do_not_touch_each_other(reports):
    later = [
        report(f"later {one.key}", day=one.day + timedelta(days=400), type=one.type, forum=one.forum) for one in reports
    ]

    assert keys(group([*reports, *later])) == keys(group(reports)) | keys(group(later))


def test_a_paper_leads_its_group():
    groups = group([report("article"), report("paper", register="court", kind="docket-entry")])

    assert [one.leader.key for one in groups] == ["paper"]


def test_an_article_that_fits_two_happenings_does_not_join_them():
    """One ruling on Thursday and another on Friday: the article without a day goes to one, and they stay two."""
    thursday, friday = report("thursday"), report("friday", day=DAY + timedelta(days=2))
    vague = report("vague", day=None, published=DAY + timedelta(days=2))

    groups = keys(group([thursday, friday, vague]))

    assert not any({"thursday", "friday"} <= found for found in groups)
    assert len(groups) == 2


def test_what_an_editor_took_out_stays_out():
    reports = [report("a"), report("b"), report("c")]

    assert keys(group(reports, apart=frozenset({"b"}))) == {frozenset({"a", "c"}), frozenset({"b"})}


def test_what_an_editor_put_together_stays_together_and_says_so():
    reports = [report("a"), report("b", type="award"), report("c")]

    (found,) = group(reports, by_hand=[("b", "a")])

    assert found.ties["b"].reasons == ("An editor put them together.",)


def test_reports_of_one_event_of_the_record_cite_it():
    event = report("event:x", register="record", kind="event", event=7)

    (found,) = group([report("a"), event])

    assert found.event == 7
    assert found.ties["a"].to == "event:x"
