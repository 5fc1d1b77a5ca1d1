"""An item that came before its docket, contract or party was in the record is matched by itself once it is."""

from datetime import timedelta

import pytest

from contracts.models import Case, Party
from tests.factories import make_bid, make_contract, make_dispute, make_item, make_party, make_protest
from tests.feed_server import entry, rss
from tests.timeline.pipeline.conftest import NOW, run_all, tables
from tests.timeline.pipeline.stages import eventually
from timeline import pipeline, review, tasks
from timeline.models import Candidate, Growth, Item
from timeline.pipeline import growing
from timeline.pipeline.claims import take_some
from tracker.celery import app

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def look_through(now=LATER):
    """Look through all items as workers would; return those that wait to be matched again."""
    while pipeline.match_gains(now=now):
        pass
    return set(Item.objects.filter(state="waiting", claimed_until=None).values_list("title", flat=True))


def unmatched(title, **more):
    return make_item(title=title, state="unmatched", due_at=None, **more)


@pytest.fixture
def known(jedi):
    """The record as it is, looked for in all items already."""
    look_through(NOW)
    return jedi


def test_a_docket_that_is_entered_after_its_item_makes_the_candidate(feed, server, jedi):
    server["/feed"] = rss(entry("a", title="Complaint filed", text="Docket No. 20-1234C, Court of Federal Claims."))
    run_all()
    look_through(NOW)
    run_all()
    assert not Candidate.objects.exists()
    protest = make_protest(dispute=jedi, forum="COFC", docket="20-1234C", protester=make_party(name="Acme"))

    assert look_through() == {"Complaint filed"}
    run_all(LATER)

    candidate = Candidate.objects.get()
    assert (candidate.protest, candidate.strength, candidate.item.state) == (protest, "identifier", "matched")
    assert look_through(LATER + timedelta(hours=1)) == set()


def test_a_suggestion_becomes_certain_when_its_docket_is_entered(feed, server, jedi):
    text = "Amazon Web Services sues over JEDI and the Pentagon. Docket No. 20-1234C, Court of Federal Claims."
    server["/feed"] = rss(entry("a", title="Amazon sues over JEDI", text=text))
    run_all()
    look_through(NOW)
    run_all()
    assert Candidate.objects.get().strength == "suggestion"
    protest = make_protest(dispute=jedi, forum="COFC", docket="20-1234C", protester=make_party(name="Acme"))

    assert look_through() == {"Amazon sues over JEDI"}
    run_all(LATER)

    candidate = Candidate.objects.get()
    assert (candidate.protest, candidate.strength, candidate.state) == (protest, "identifier", "new")
    assert look_through(LATER + timedelta(hours=1)) == set()


@pytest.mark.parametrize("state", ["rejected", "cited"])
def test_a_suggestion_that_an_editor_decided_is_left_alone(feed, server, jedi, state):
    server["/feed"] = rss(entry("a", title="Amazon sues over JEDI", text="Amazon Web Services, Pentagon. No. 20-1234C"))
    run_all()
    look_through(NOW)
    run_all()
    Candidate.objects.update(state=state)
    make_protest(dispute=jedi, forum="COFC", docket="20-1234C", protester=make_party(name="Acme"))

    assert look_through() == set()


def give_alias(dispute, alias):
    party = Party.objects.get(name__startswith="Amazon")
    party.aliases.append(alias)
    party.save()


def give_bid(dispute, name):
    make_bid(contract=dispute.contracts.get(), bidder=make_party(name=name))


def give_docket(dispute, docket):
    case = Case.objects.get(protest__dispute=dispute)
    case.docket_raw = docket
    case.save()


@pytest.mark.parametrize(
    ("text", "grow"),
    [
        ("GAO decided B416657 today.", lambda it: make_protest(dispute=it, forum="GAO", docket="B-416657")),
        ("The second, B-416657.2, too.", lambda it: make_protest(dispute=it, forum="GAO", docket="B-416657")),
        ("In 1:20-cv-01234-PEC it ruled.", lambda it: make_protest(dispute=it, forum="COFC", docket="20-1234C")),
        ("In 20-1234C it ruled.", lambda it: give_docket(it, "20-1234C")),
        ("Of W15P7T 17 R 0004", lambda it: make_contract(dispute=it, solicitation_number="W15P7T-17-R-0004")),
        ("Under HQ003420D0001", lambda it: make_contract(dispute=it, award_ids=["HQ0034-20-D-0001"])),
        ("All for ABMS, in the end", lambda it: make_contract(dispute=it, acronym="ABMS")),
        ("A word with International Widgets", lambda it: give_bid(it, "International Widgets, Inc.")),
        ("What the Pentagon says of REAN", lambda it: give_alias(it, "REAN")),
    ],
    ids=["B-number", "supplement", "docket", "docket in place", "solicitation", "award", "contract", "bidder", "alias"],
)
def test_what_names_anything_new_is_matched_again_and_nothing_else(known, text, grow):
    unmatched("It is said", text=text)
    unmatched("Weather", text="Rain over JEDI, and B-400000, and 19-1796C, and Amazon.")

    grow(known)

    assert look_through() == {"It is said"}


def test_a_party_that_takes_a_larger_part_or_part_in_another_dispute_is_new(known):
    unmatched("Amazon again", text="It is said of Amazon.")

    make_bid(
        contract=make_contract(dispute=make_dispute(name="HLS")), bidder=Party.objects.get(name__startswith="Amaz")
    )

    assert look_through() == {"Amazon again"}


def test_what_was_taken_out_and_entered_again_counts_as_new(known):
    case = Case.objects.get()
    protest = case.protest
    case.delete()
    look_through()
    unmatched("While it was gone", text="Of 19-1796C")

    again = Case(protest=protest, docket_raw="19-1796C")
    again.clean()
    again.save()

    assert look_through() == {"While it was gone"}


def test_nothing_is_looked_at_unless_a_name_or_number_is_new(known, django_assert_max_num_queries):
    unmatched("News of JEDI", text="Of 19-1796C")
    with django_assert_max_num_queries(5):
        assert not pipeline.match_gains(now=LATER)

    known.name = "Jedi"
    known.save()

    assert look_through() == set()
    assert Growth.objects.get().due_at is None


def test_decisions_and_candidates_are_left_alone(feed, server, jedi):
    text = "With 20-1234C."
    server["/feed"] = rss(
        entry("a", title="Amazon protests JEDI, No. 19-1796C", text=text),
        entry("b", title="JEDI: Amazon, No. 19-1796C", text=text),
    )
    run_all()
    look_through(NOW)
    first, _ = Candidate.objects.order_by("pk")
    review.reject(first, actor=None, now=NOW)
    before = tables()

    make_protest(dispute=jedi, forum="COFC", docket="20-1234C")

    assert look_through() == set()
    assert tables() == before


def test_items_are_looked_at_in_batches_and_each_once(known, monkeypatch):
    monkeypatch.setattr(growing, "BATCH", 2)
    for number in range(5):
        unmatched(f"News {number}", text="Of 20-1234C" if number % 2 else "Of nothing")
    make_protest(dispute=known, forum="COFC", docket="20-1234C")

    rounds = [pipeline.match_gains(now=LATER) for _ in range(5)]

    assert rounds == [True, True, True, False, False]
    assert set(Item.objects.filter(state="waiting").values_list("title", flat=True)) == {"News 1", "News 3"}


def test_what_the_record_gains_meanwhile_is_looked_for_next(known, monkeypatch):
    monkeypatch.setattr(growing, "BATCH", 1)
    unmatched("First", text="Of 20-1111C")
    unmatched("Second", text="Of 20-2222C")
    make_protest(dispute=known, forum="COFC", docket="20-2222C")
    pipeline.match_gains(now=LATER)
    pipeline.match_gains(now=LATER)

    make_protest(dispute=known, forum="COFC", docket="20-1111C")

    assert look_through() == {"Second"}
    assert look_through() == {"First", "Second"}


def test_who_compares_an_item_with_the_record_as_it_was_loses_it(known):
    item = make_item(title="Just now", text="Of 20-1234C", due_at=NOW)
    claim = take_some(Item, now=LATER, limit=1)
    make_protest(dispute=known, forum="COFC", docket="20-1234C")

    assert look_through() == {"Just now"}
    assert not Item.objects.filter(claim.mine).exists()
    assert Item.objects.get(pk=item.pk).attempts == 0


def test_only_one_worker_looks_through_and_a_lost_one_is_followed_by_another(known):
    unmatched("It is said", text="Of 20-1234C")
    make_protest(dispute=known, forum="COFC", docket="20-1234C")
    assert pipeline.match_gains(now=LATER)
    Growth.objects.update(claimed_until=LATER + timedelta(minutes=1))

    assert not pipeline.match_gains(now=LATER)

    assert look_through(LATER + timedelta(minutes=2)) == {"It is said"}


def test_it_is_never_given_up(known, settings):
    unmatched("It is said", text="Of 20-1234C")
    make_protest(dispute=known, forum="COFC", docket="20-1234C")
    pipeline.match_gains(now=LATER)
    Growth.objects.update(attempts=settings.MAX_ATTEMPTS)

    assert look_through() == set()

    assert look_through(LATER + timedelta(seconds=settings.CLAIM_SECONDS)) == {"It is said"}


def test_an_item_that_cannot_be_read_is_left_to_the_matching_and_stops_no_other(known):
    poison = unmatched("Poison")
    Item.objects.filter(pk=poison.pk).update(parsed={"identifiers": [{}]})
    unmatched("It is said", text="Of 20-1234C")
    make_protest(dispute=known, forum="COFC", docket="20-1234C")

    assert look_through() == {"Poison", "It is said"}


def test_the_task_is_on_the_clock_and_does_one_batch(known, settings):
    assert settings.CELERY_BEAT_SCHEDULE["match-gains"]["task"] == tasks.match_gains.name
    unmatched("It is said", text="Of 20-1234C")
    make_protest(dispute=known, forum="COFC", docket="20-1234C")

    tasks.match_gains()

    assert ["number", "20-1234C", str(known.pk)] in Growth.objects.get().gained


@pytest.mark.django_db(transaction=True)
def test_a_worker_matches_an_item_whose_docket_is_entered_later(start_worker, jedi):
    unmatched("Complaint filed", text="No. 20-1234C, Court of Federal Claims.")
    look_through(NOW)
    make_protest(dispute=jedi, forum="COFC", docket="20-1234C")

    start_worker(concurrency=1)
    app.send_task("timeline.match_gains")

    eventually(Candidate.objects.exists, nudged=True)
    assert Candidate.objects.get().strength == "identifier"
