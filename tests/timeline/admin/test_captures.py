"""The desk's pages of copies: a stranger's bytes are shown as text or sent as a file, never run, and to staff only."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.timeline.evidence.conftest import NOW, copied, html, publisher, source
from timeline.evidence.removal import remove_copies
from timeline.models import Capture, Watch

__all__ = ["publisher", "source"]

HOSTILE = b"<!doctype html><html><body><p>Words enough to be read as a page of some length.</p>" * 3
HOSTILE += b"<script>alert(1)</script><img src=x onerror=alert(2)></p>&lt;script&gt;alert(3)&lt;/script&gt;"


@pytest.fixture
def capture(source: Any, publisher: Any) -> Capture:
    publisher["/story"] = html(HOSTILE, **{"X-Evil": "<script>alert(4)</script>"})
    newest = copied(source).newest
    assert newest is not None
    return newest


def address(capture: Capture, page: str) -> str:
    return reverse(f"admin:timeline_capture_{page}", args=[capture.pk])


def test_the_bytes_are_a_download_that_no_browser_runs(capture: Capture, client_as: Any):
    response = client_as("editor").get(address(capture, "bytes"))

    assert response.status_code == 200
    assert response.content == HOSTILE
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Frame-Options"] == "DENY"
    assert "no-store" in response["Cache-Control"]


def test_the_text_is_plain_text(capture: Capture, client_as: Any):
    response = client_as("editor").get(address(capture, "text"))

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_nothing_of_a_strangers_page_is_markup_of_the_desk(capture: Capture, client_as: Any):
    shown = client_as("editor").get(address(capture, "change")).content.decode()

    for number in range(1, 5):
        assert f"<script>alert({number})" not in shown
    assert "onerror=alert(2)>" not in shown
    assert "&lt;script&gt;alert(3)" in shown


@pytest.mark.parametrize("page", ["bytes", "text", "change"])
@pytest.mark.parametrize("role", ["contributor", ""])
def test_others_than_editors_get_none_of_it(capture: Capture, client_as: Any, page: str, role: str):
    assert client_as(role).get(address(capture, page)).status_code == 403


@pytest.mark.parametrize("page", ["bytes", "text"])
def test_readers_are_sent_to_the_log_in(capture: Capture, page: str):
    response = Client().get(address(capture, page))

    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_what_changed_is_shown(source: Any, publisher: Any, client_as: Any):
    copied(source)
    publisher["/story"] = html(b"<p>Something else altogether, but still of a length that can be read.</p>")
    newest = copied(source, now=NOW + timedelta(days=1)).newest
    assert newest is not None

    shown = client_as("editor").get(address(newest, "change")).content.decode()

    assert "<del>" in shown
    assert "<ins>Something else altogether" in shown


def test_an_editor_lets_sources_be_copied_again(capture: Capture, client_as: Any):
    watch = Watch.objects.get()
    tomorrow = timezone.now() + timedelta(days=1)
    Watch.objects.update(due_at=tomorrow)

    client_as("editor").post(
        reverse("admin:timeline_watch_changelist"), {"action": "copy_now", "_selected_action": [watch.pk]}
    )

    watch.refresh_from_db()
    assert watch.due_at is not None
    assert watch.due_at < tomorrow


def test_only_who_may_remove_copies_lets_a_source_be_copied_again(capture: Capture, client_as: Any):
    watch = Watch.objects.get()
    remove_copies(capture.source, reason="By order of a court.", now=timezone.now())
    chosen = {"action": "let_copy_again", "_selected_action": [watch.pk]}

    for role, is_stopped in (("publisher", True), ("administrator", False)):
        client_as(role).post(reverse("admin:timeline_watch_changelist"), chosen)
        watch.refresh_from_db()
        assert bool(watch.stopped) is is_stopped
    assert watch.due_at is not None
