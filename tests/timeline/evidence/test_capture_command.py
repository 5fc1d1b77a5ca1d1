from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_event, make_source
from tests.feed_server import status
from tests.timeline.evidence.conftest import html, page
from timeline.models import Capture, Citation, Watch


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("capture", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_copies_what_is_named_and_says_what_came_of_it(source, publisher):
    publisher["/gone"] = status(404)
    gone = make_source(url=publisher("/gone"))

    said = run(source.public_id, gone.url)

    assert f"ok           {source.url}" in said
    assert f"gone         {gone.url}  the source answered 404" in said
    assert Capture.objects.count() == 2


def test_all_copies_all_and_missing_only_those_without_a_copy(source, publisher):
    publisher["/second"] = html(page("Another text altogether."))
    make_source(url=publisher("/second"))
    make_source(url="")
    run("--all")
    assert publisher.requests == ["/story", "/second"]

    assert "0 passages were found" in run("--missing")

    assert len(publisher.requests) == 2


def test_it_counts_the_passages_that_were_found(source, db):
    Citation.objects.create(event=make_event(cited=False), source=source, anchor="ordered the Pentagon")

    assert "1 passages were found in their copies, 0 were not." in run(source.public_id)


def test_what_is_stopped_stays_so(source):
    run(source.public_id)
    Watch.objects.update(stopped="Its publisher asked for it.")

    assert "1 are not copied" in run("--all")
    assert Capture.objects.count() == 1


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["--all", "--missing"]])
def test_it_refuses_what_it_does_not_know(db, arguments):
    with pytest.raises(CommandError):
        run(*arguments)
