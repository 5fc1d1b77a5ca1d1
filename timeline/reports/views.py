"""The page of the form and the page after it; the only public pages that are never cached."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from timeline import selectors
from timeline.addresses import ROOMS
from timeline.documents.shapes import Document
from timeline.guarding import Door, is_foreign, make_token, words_against
from timeline.pages.lists import heading
from timeline.pages.paths import language, page_path
from timeline.pages.wording import words
from timeline.reports.form import ReportForm
from timeline.reports.receiving import receive_report

DOOR = Door("report", a_network=5, of_all=300)  # more than editors can read in a day


@csrf_exempt  # readers get no cookie: the signed token and the origin do its work, see guarding
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a report: 303 to the thanks, 400 for what must be mended, 403 from elsewhere, 429."""
    about = _about(request)
    if request.method != "POST":
        return _form(request, ReportForm(), about)
    if is_foreign(request):
        return _refused(request, _("The form was sent from another site."), 403)
    return _take(request, about)


def _take(request: HttpRequest, about: Document | None) -> HttpResponse:
    """Store what the form holds, unless something of it must be mended or it is one of too many."""
    form, now = ReportForm(request.POST), timezone.now()
    if form.is_trapped:
        return HttpResponseRedirect(reverse("report-thanks"), status=303)
    refused = words_against(request, DOOR, valid=form.is_valid(), now=now)
    if refused:
        why, status = refused
        if status == 429:
            return _refused(request, why, status)
        return _form(request, form, about, again=why, status=status)
    receive_report(
        about=(about["object"], about["id"]) if about else ("", ""),
        seq=_seq(request),
        lang=language(),
        message=form.cleaned_data["message"],
        source_url=form.cleaned_data["source_url"],
        email=form.cleaned_data["email"],
        now=now,
    )
    return HttpResponseRedirect(reverse("report-thanks"), status=303)


@never_cache
@require_safe
def thanks_page(request: HttpRequest) -> HttpResponse:
    """Say that the report arrived."""
    return render(request, "timeline/report_thanks.html", {"canonical_path": "/report/thanks/", "section": ""})


def _about(request: HttpRequest) -> Document | None:
    """Return what the report is about: an object that readers can or could see, named as `event:abc`; else nothing."""
    object_type, _colon, key = request.GET.get("about", "").partition(":")
    if object_type not in ROOMS or not key or len(key) > 100 or "\0" in key:
        return None
    found = selectors.find(object_type, key)
    if found is None:
        return None
    document = found.data if found.state == selectors.State.LIVE else None
    name = words(heading(document)) if document else ""
    return {
        "object": object_type,
        "id": key,
        "name": name or f"{object_type} {key}",
        "href": page_path(object_type, key),
        "seq": _seq(request) or found.seq,
    }


def _seq(request: HttpRequest) -> int | None:
    text = request.GET.get("seq", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _form(
    request: HttpRequest, form: ReportForm, about: Document | None, *, again: str = "", status: int = 200
) -> HttpResponse:
    fields = [form[name] for name in ("message", "source_url", "email")]
    for field in fields:
        described = [f"{field.auto_id}-help"] if field.help_text else []
        described += [f"{field.auto_id}-error"] if field.errors else []
        if described:
            field.field.widget.attrs["aria-describedby"] = " ".join(described)
        if field.errors:
            field.field.widget.attrs["aria-invalid"] = "true"
    context: dict[str, Any] = {
        "form": form,
        "fields": fields,
        "about": about,
        "again": again,
        "token": make_token(request, timezone.now()),
        "canonical_path": "/report/",
        "section": "",
    }
    return render(request, "timeline/report.html", context, status=status)


def _refused(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "timeline/report_refused.html", {"reason": reason}, status=status)
