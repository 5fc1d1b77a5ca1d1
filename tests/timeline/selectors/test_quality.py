"""What the record lacks: each count is that of its list, and a quote is found only where a copy of ours has it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_claim, make_dispute, make_event, make_source, make_statement
from timeline import quality_days
from timeline.models import Capture, ChangeSet, Citation, Copy, PassageCheck, QualityDay
from timeline.passages.words import digest
from timeline.publishing import publish, retract
from timeline.selectors.copies import looked_up
from timeline.selectors.quality import BY_NAME, MEASURES, SHOWN_DAYS, Figure, counted, figures, trend

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def names(measure: str, **asked) -> list[str]:
    return [one.id for one in counted(BY_NAME[measure], **asked)]


def copy_of(source, *, verdicts=(), number=1, state="read"):
    """Keep a copy of a source in which words were looked for; `verdicts` are pairs of words and what came of it."""
    copy = Copy.objects.create(
        sha256=f"{number:064x}", size=1, media_type="text/html", kept_at=NOW, state=state, text="." * (state == "read")
    )
    Capture.objects.create(source=source, captured_at=NOW, outcome="ok", copy=copy)
    for words, verdict in verdicts:
        place = {"start": 0, "end": 1} if verdict == "found" else {}
        PassageCheck.objects.create(copy=copy, words=digest(words), verdict=verdict, checked_at=NOW, **place)


@pytest.fixture
def record(transactional_db=None):
    """Events and statements of two disputes, one well cited and one badly."""
    one, other = make_dispute(slug="one"), make_dispute(slug="other")
    ruling = make_source(kind="court-ruling", published="2019-11-22")
    report = make_source(kind="news", url="https://news.example/1")
    good = make_event(dispute=one, cited=False)
    for source in (ruling, report):
        Citation.objects.create(event=good, source=source)
    bad = make_event(dispute=other, cited=False, date="2019-11")
    Citation.objects.create(event=bad, source=report)
    claim = make_claim(dispute=other)
    said = [
        make_statement(event=bad, dispute=other, claim=claim, cited=False, quote=f"Word {n}: Café.") for n in range(4)
    ]
    sources = [make_source(url=f"https://news.example/said/{n}") for n in range(4)]
    for statement, source in zip(said, sources, strict=True):
        Citation.objects.create(statement=statement, source=source)
    publish([one, other, good, bad, claim, *said])
    return {"good": good, "bad": bad, "said": said, "sources": sources, "ruling": ruling, "report": report}


def test_each_count_is_the_length_of_its_list_in_all_disputes_and_in_each(record):
    ChangeSet.objects.update(single_editor=True)

    for measure in MEASURES:
        for dispute, figure in figures()[measure.name].items():
            assert len(counted(measure, dispute=dispute, limit=1000)) == figure.count, (measure.name, dispute)


def test_events_are_counted_by_their_sources_and_dates(record):
    bad = record["bad"].public_id

    assert names("events-without-primary-source") == [bad]
    assert names("events-with-one-source") == [bad]
    assert names("events-without-exact-day") == [bad]
    assert figures()["events-with-one-source"] == {"": Figure(1, 2), "one": Figure(0, 1), "other": Figure(1, 1)}
    assert names("events-with-one-source", dispute="one") == []


def test_a_source_is_counted_once_in_all_and_in_each_dispute_that_shows_it(record):
    found = figures()["sources-without-copy"]

    assert (found[""].total, found["one"].total, found["other"].total) == (6, 2, 5)
    assert names("sources-without-date") == sorted(
        names("sources-without-date"), key=names("sources-without-date").index
    )
    assert record["ruling"].public_id not in names("sources-without-date")


def test_quotes_are_counted_as_the_pages_tell_of_them(record):
    (found, missing, unread, _none), sources = record["said"], record["sources"]
    copy_of(sources[0], verdicts=[(found.quote, "found")], number=1)
    copy_of(sources[1], verdicts=[(missing.quote, "not-found")], number=2)
    copy_of(sources[2], number=3, state="none")

    told = looked_up((source.public_id, one.quote) for one, source in zip(record["said"], sources, strict=True))
    states = [told[source.public_id, one.quote].state for one, source in zip(record["said"], sources, strict=True)]

    assert states == ["found", "not-found", "no-text", "no-copy"]
    assert names("quotes-not-found") == [missing.public_id]
    assert names("quotes-not-looked-up") == [unread.public_id]
    assert names("quotes-without-copy") == [record["said"][3].public_id]


def test_nothing_is_verified_before_there_is_a_copy(record):
    found = figures()

    assert found["quotes-without-copy"][""] == Figure(4, 4)
    assert found["sources-without-copy"][""] == Figure(6, 6)
    assert found["sources-not-reached"][""] == Figure(0, 6)


def test_a_link_is_out_of_reach_by_its_last_answer(record):
    asked = record["report"]
    Capture.objects.create(source=asked, captured_at=NOW, outcome="gone", status=404)
    assert names("sources-not-reached") == [asked.public_id]
    assert asked.public_id not in names("sources-never-asked")

    Capture.objects.create(source=asked, captured_at=NOW + timedelta(days=1), outcome="blocked", status=403)
    assert names("sources-not-reached") == []


def test_what_was_retracted_and_what_is_a_draft_is_counted_nowhere(record):
    make_event(dispute=record["bad"].dispute, date="2019")
    retract([*record["said"], record["bad"]], note="It did not happen.")

    assert names("events-without-exact-day") == []
    assert figures()["quotes-without-copy"][""] == Figure(0, 0)


def test_the_figures_of_a_day_are_its_last_and_stay(record):
    quality_days.keep(now=NOW)
    quality_days.keep(now=NOW + timedelta(hours=1))
    copy_of(record["sources"][0], verdicts=[(record["said"][0].quote, "found")])
    quality_days.keep(now=NOW + timedelta(days=1))

    days = trend(until=NOW.date())["quotes-without-copy"]

    assert [(day.day, figure.count, figure.total) for day, figure in days] == [(22, 4, 4), (23, 3, 4)]
    assert QualityDay.objects.filter(measure="quotes-without-copy", dispute="").count() == 2
    later = trend("one", until=NOW.date() + timedelta(days=1 + SHOWN_DAYS))["events-with-one-source"]
    assert [(day.day, figure) for day, figure in later] == [(23, Figure(0, 1))], "older days are not shown any more"
