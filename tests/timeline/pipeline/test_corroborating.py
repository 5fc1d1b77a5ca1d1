"""Reports of one happening stand together whenever they come, however they are edited, and apart where they must."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_contract, make_dispute, make_event, make_feed, make_item, make_party, make_protest
from tests.timeline.pipeline.conftest import NOW
from timeline import pipeline, review
from timeline.models import Candidate, Item
from timeline.publishing import publish

REPORTS = {
    "docket": (
        "2020-02-13",
        "19-1796C AMAZON WEB SERVICES, INC. v. USA",
        "ORDER granting 130 Motion for Preliminary Injunction. Signed by Judge Patricia E. Campbell-Smith.",
    ),
    "wire": (
        "2020-02-13",
        "Judge stops work on the Pentagon's JEDI contract after Amazon's challenge",
        "The court granted a preliminary injunction on Thursday.",
    ),
    "paper": (
        "2020-02-14",
        "Court halts Microsoft's JEDI work for the Pentagon",
        "Amazon won a preliminary injunction against the contract on Thursday.",
    ),
    "protest": (
        "2020-02-13",
        "Oracle appeals JEDI ruling to the Federal Circuit",
        "The company said on Thursday that the Pentagon erred.",
    ),
    "later": (
        "2022-02-14",
        "Two years after the JEDI injunction, Amazon and the Pentagon work together",
        "A judge stopped the contract in 2020.",
    ),
}
RULING = {"docket", "wire", "paper"}


@pytest.fixture
def jedi(db):
    dispute = make_dispute(slug="jedi", name="JEDI", title={"en": "Joint Enterprise Defense Infrastructure Cloud"})
    pentagon = make_party(name="U.S. Department of Defense", aliases=["Pentagon"], kind="agency")
    make_contract(dispute=dispute, acronym="JEDI", solicitation_number="HQ0034-18-R-0077", buyer=pentagon)
    amazon = make_party(name="Amazon Web Services, Inc.", aliases=["AWS", "Amazon"])
    oracle = make_party(name="Oracle America, Inc.", aliases=["Oracle"])
    make_protest(dispute=dispute, forum="COFC", docket="19-1796C", protester=amazon)
    make_protest(dispute=dispute, forum="COFC", docket="18-1880C", protester=oracle)
    return dispute


@pytest.fixture
def feed(jedi):
    return make_feed(slug="wire", name="The Wire")


def arrive(feed, name, **given):
    published, title, text = REPORTS[name]
    kind = "docket-entry" if name == "docket" else "feed-entry"
    values = {"feed": feed, "key": name, "title": title, "text": text, "published": published, "kind": kind}
    item = make_item(**{**values, "url": f"https://wire.example/{name}", **given})
    Item.objects.filter(pk=item.pk).update(due_at=NOW)
    return item


def match_all():
    while pipeline.match_some(now=NOW):
        pass


def edit(name, **parsed):
    """What the reading does when a feed repeats an item with other content."""
    item = Item.objects.get(key=name)
    item.parsed.update(parsed)
    item.title = parsed.get("title", item.title)
    item.revision += 1
    item.state, item.due_at, item.changed_at = "waiting", NOW, NOW
    item.save()


def groups():
    found = {}
    for candidate in Candidate.objects.select_related("item", "leader__item"):
        leader = candidate.leader or candidate
        found.setdefault(leader.item.key, set()).add(candidate.item.key)
    return found


def of(name):
    return Candidate.objects.get(item__key=name)


def test_reports_of_one_happening_are_one_proposal_led_by_the_paper_and_each_says_why(feed):
    for name in REPORTS:
        arrive(feed, name)
    match_all()

    assert groups() == {"docket": RULING, "protest": {"protest"}, "later": {"later"}}
    assert all(len(of(name).tie) > 1 for name in ("wire", "paper"))
    assert {one.item.key for one in Candidate.objects.waiting(NOW)} == {"docket", "protest", "later"}


@pytest.mark.parametrize("order", list(permutations(sorted(RULING))))
def test_they_stand_the_same_in_whatever_order_they_come(feed, order):
    for name in ("protest", *order, "later"):
        arrive(feed, name)
        match_all()

    assert groups() == {"docket": RULING, "protest": {"protest"}, "later": {"later"}}


def test_a_report_that_is_edited_into_another_happening_leaves_the_group(feed):
    for name in RULING:
        arrive(feed, name)
    match_all()
    edit(
        "docket",
        text="ORDER granting 12 Motion for Extension of Time. (Entered: 03/20/2020)",
        title=REPORTS["docket"][1],
    )
    match_all()

    assert "docket" not in groups()["wire"]
    assert groups()["wire"] == {"wire", "paper"}


def test_a_leading_report_that_no_longer_names_the_dispute_leads_nobody(feed):
    for name in RULING:
        arrive(feed, name)
    match_all()
    edit("docket", text="The weather.", title="Rain")
    match_all()

    assert of("docket").state == "withdrawn"
    assert groups()["wire"] == {"wire", "paper"}


def test_matching_the_same_again_changes_nothing_and_makes_no_page_out_of_date(feed):
    for name in RULING:
        arrive(feed, name)
    match_all()
    before = list(Candidate.objects.order_by("pk").values())
    pipeline.rematch(now=NOW)
    match_all()

    assert list(Candidate.objects.order_by("pk").values()) == before


def test_a_report_that_comes_makes_the_page_of_its_group_out_of_date(feed):
    arrive(feed, "docket")
    match_all()
    seen = of("docket")
    arrive(feed, "paper")
    match_all()

    with pytest.raises(review.DecidedMeanwhile, match="changed while you were looking"):
        review.accept(seen, actor=None, now=NOW)


def test_reports_of_a_published_event_propose_to_cite_it_and_later_comments_do_not(jedi, feed):
    amazon = jedi.protests.get(cases__docket_raw="19-1796C").cases.get().protester
    event = make_event(
        dispute=jedi,
        type="order",
        date="2020-02-13",
        title={"en": "Court halts JEDI work"},
        summary={"en": "The court granted a preliminary injunction."},
        parties={amazon: "plaintiff"},
    )
    publish([event])
    for name in ("wire", "later"):
        arrive(feed, name)
    match_all()

    assert of("wire").about == event
    assert of("wire").about_reasons
    assert of("later").about is None


def test_grouping_asks_as_many_questions_in_a_record_full_of_candidates_as_in_an_empty_one(feed):
    def queries(name):
        arrive(feed, name)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            match_all()
        return len(asked)

    few = queries("wire")
    for number in range(60):
        day = NOW.date() - timedelta(days=40 * number + 3000)
        arrive(feed, "paper", key=f"old {number}", url=f"https://wire.example/old/{number}", published=day.isoformat())
    match_all()

    assert queries("protest") <= few + 2
