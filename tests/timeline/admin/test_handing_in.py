"""Handing in a copy: by its bytes it is a page, a PDF or text, never too large, whatever it is called."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_event
from tests.timeline.evidence.conftest import NOW, copied, page, publisher, read_all, source
from tests.timeline.evidence.pdf import pdf
from timeline.evidence import store
from timeline.models import Capture, Citation, Copy, PassageCheck, Source, Watch

__all__ = ["publisher", "source"]


def address(source: Source, act: str = "hand-in") -> str:
    return f"/admin/timeline/source/{source.pk}/{act}/"


def send(client: Any, source: Source, body: bytes, name: str = "page.html") -> Any:
    file = SimpleUploadedFile(name, body, content_type="text/html")
    return client.post(address(source), {"file": file, "as_it_stood": "on"})


def test_a_page_that_is_handed_in_is_read_and_proves_what_is_cited(source: Source, client_as: Any):
    Citation.objects.create(event=make_event(cited=False), source=source, anchor="ordered the Pentagon to stop work")

    assert send(client_as("editor"), source, page()).status_code == 302
    read_all(NOW.replace(year=2036))

    capture = Capture.objects.get()
    assert (capture.kind, capture.outcome) == ("uploaded", "ok")
    assert capture.handed_in_by is not None
    assert capture.handed_in_by.username == "editor-user"
    assert capture.copy is not None
    assert store.content(capture.copy) == page()
    assert PassageCheck.objects.get().verdict == "found"
    assert Watch.objects.get().held == capture


def test_a_pdf_is_taken(source: Source, client_as: Any):
    assert send(client_as("editor"), source, pdf(["Denied."])).status_code == 302

    assert Copy.objects.get().media_type == "application/pdf"


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg onload='alert(1)'></svg>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"MZ\x90\0" + b"\0" * 50,
        b"\x7fELF" + b"\0" * 50,
        b"\0\1\2\3" * 50,
        b"",
    ],
    ids=["zip", "svg", "svg in xml", "picture", "program", "program of Linux", "bytes", "nothing"],
)
@pytest.mark.parametrize("name", ["page.html", "x.pdf"])
def test_what_is_no_page_is_refused_by_its_bytes(source: Source, client_as: Any, body: bytes, name: str):
    response = send(client_as("editor"), source, body, name)

    assert response.status_code == 200
    assert not Copy.objects.exists()


def test_what_is_too_large_is_refused(source: Source, client_as: Any, settings: Any):
    settings.CAPTURE_MOST_BYTES = 500

    assert b"It is larger than" in send(client_as("editor"), source, page()).content
    assert not Copy.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.html", "/etc/x", "a\0b.html", "<script>.html", "x" * 900]
)
def test_the_name_of_a_file_decides_nothing(source: Source, client_as: Any, name: str, tmp_path: Any):
    send(client_as("editor"), source, page(), name)

    kept = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert kept in ([], [f"{Copy.objects.get().sha256}.warc.gz"] if Copy.objects.exists() else [])


@pytest.mark.parametrize("role", ["contributor", ""])
def test_others_than_editors_hand_nothing_in(source: Source, client_as: Any, role: str):
    client = client_as(role)

    assert client.get(address(source)).status_code == 403
    assert send(client, source, page()).status_code == 403
    assert not Copy.objects.exists()


def test_only_who_may_take_down_removes_copies(source: Source, client_as: Any):
    copied(source)
    facts = {"note": "A court ordered it.", "understood": "on"}

    assert client_as("publisher").post(address(source, "remove-copies"), facts).status_code == 403
    assert Copy.objects.count() == 1

    administrator = client_as("administrator")
    assert administrator.get(address(source, "remove-copies")).status_code == 200
    assert administrator.post(address(source, "remove-copies"), facts).status_code == 302
    assert not Copy.objects.exists()


def test_the_acts_stand_on_the_form_of_a_source(source: Source, client_as: Any):
    shown = client_as("administrator").get(reverse("admin:timeline_source_change", args=[source.pk])).content.decode()

    assert address(source) in shown
    assert address(source, "remove-copies") in shown
