"""Passages of the record looked up in copies: results as rows, anew when words or copies change."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from tests.factories import make_event, make_source, make_statement
from tests.feed_server import FeedServer, status
from tests.timeline.evidence.conftest import NOW, copied, html, page, read_all
from tests.timeline.evidence.pdf import pdf
from timeline import evidence
from timeline.models import Capture, Citation, PassageCheck, Source, Watch
from timeline.passages.words import digest
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


def cite(source: Source, anchor: str) -> Citation:
    return Citation.objects.create(event=make_event(cited=False), source=source, anchor=anchor)


def said(source: Source, quote: str) -> None:
    statement = make_statement(cited=False, quote=quote)
    Citation.objects.create(statement=statement, source=source)


def verdicts() -> dict[str, str]:
    return dict(PassageCheck.objects.values_list("words", "verdict"))


@pytest.mark.parametrize(
    ("anchor", "verdict"),
    [
        ("ordered the Pentagon to stop work", "found"),
        ("do not agree with the long-term view", "found"),
        ("[w]e do not agree … view of the Department", "found"),
        ("ordered the Navy to stop work", "not-found"),
    ],
)
def test_the_anchor_of_a_citation_is_looked_up_in_the_copy(source, anchor, verdict):
    cite(source, anchor)

    copied(source)

    assert verdicts() == {digest(anchor): verdict}


def test_the_quote_of_a_statement_is_looked_up_with_its_place(source):
    said(source, "[W]e do not agree with the … view of the Department.")

    copy = copied(source).held.copy

    check = PassageCheck.objects.get()
    assert check.verdict == "found"
    assert copy.text[check.start : check.end] == "We do not agree with the long-term view of the Department"


def test_a_passage_of_a_pdf_has_a_page(db, publisher: FeedServer):
    publisher["/opinion.pdf"] = html(pdf(["Background."], ["The motion of the Depart-", "ment is denied."]))
    source = make_source(url=publisher("/opinion.pdf"))
    cite(source, "motion of the Department is denied")

    copied(source)

    assert PassageCheck.objects.values_list("verdict", "page").get() == ("found", 2)


def test_a_blocked_source_yields_no_result_at_all(source, publisher):
    cite(source, "ordered the Pentagon to stop work")
    publisher["/story"] = status(403)

    copied(source)

    assert not PassageCheck.objects.exists()


def test_what_is_read_again_after_an_edit_is_looked_up_in_both_copies(source, publisher):
    words = "do not agree with the long-term view"
    cite(source, words)
    copied(source)
    publisher["/story"] = html(page("The judge wrote nothing of the kind."))

    watch = copied(source, now=NOW + timedelta(days=1))

    assert watch.newest.compared == "edited"
    assert PassageCheck.objects.get(copy=watch.held.copy).verdict == "not-found"
    assert PassageCheck.objects.exclude(copy=watch.held.copy).get().verdict == "found"


def test_another_navigation_is_no_edit(source, publisher):
    copied(source)
    publisher["/story"] = html(page(nav="Sport and weather"))

    watch = copied(source, now=NOW + timedelta(days=1))

    assert watch.newest.compared == "around"
    assert Capture.objects.filter(compared="first").count() == 1


def test_a_published_change_of_words_is_looked_up_and_the_old_ones_are_forgotten(source):
    citation = cite(source, "ordered the Navy to stop work")
    copied(source)
    assert set(verdicts().values()) == {"not-found"}
    Citation.objects.filter(pk=citation.pk).update(anchor="ordered the Pentagon to stop work")

    publish([citation.event])
    follow_all()

    assert verdicts() == {digest("ordered the Pentagon to stop work"): "found"}


def test_words_that_are_published_are_looked_up_although_the_draft_says_others(source):
    citation = cite(source, "ordered the Pentagon to stop work")
    publish([citation.event])
    Citation.objects.filter(pk=citation.pk).update(anchor="ordered the Navy to stop work")

    copied(source)

    assert verdicts() == {
        digest("ordered the Pentagon to stop work"): "found",
        digest("ordered the Navy to stop work"): "not-found",
    }


def test_publishing_by_a_person_queues_the_sources_and_loading_files_does_not(source, settings):
    settings.CAPTURE_PUBLISHED = True
    other = make_source()
    publish([cite(other, "words").event])
    publish([cite(source, "words").event], actor=User.objects.create_user("publisher"))

    evidence.follow(now=NOW)

    assert list(Watch.objects.values_list("source", flat=True)) == [source.pk]
    assert evidence.due_now(now=NOW).watches == [Watch.objects.get().pk]


def test_the_log_is_followed_once_and_on_from_there(source, settings):
    settings.CAPTURE_PUBLISHED = True
    event = cite(source, "words").event
    publish([event], actor=User.objects.create_user("publisher"))
    assert evidence.due_now(now=NOW).lines
    evidence.follow(now=NOW)
    assert not evidence.due_now(now=NOW).lines
    Watch.objects.all().delete()

    assert not evidence.follow(now=NOW)

    assert not Watch.objects.exists()


def follow_all() -> None:
    later = NOW + timedelta(hours=1)
    while evidence.follow(now=later):
        pass
    read_all(later)
