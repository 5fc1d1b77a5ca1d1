"""Two inputs on the form of an event, parties and sources as lines, and what each line means while it is typed."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from unfold.widgets import UnfoldAdminTextareaWidget

from timeline import entering

LINES_URL = "timeline_event_lines"
LONGEST = 20_000
STILL_ASKED = "It is still being asked for. Save again in a moment, or write its title after it."


def _lines(kind: str, label: str, example: str, help_text: str) -> forms.CharField:
    attributes = {
        "rows": 2,
        "class": "field-sizing-content",
        "placeholder": example,
        "data-lines": kind,
        "data-lines-url": reverse_lazy(f"admin:{LINES_URL}"),
        "spellcheck": "false",
        "autocomplete": "off",
    }
    widget = UnfoldAdminTextareaWidget(attributes)
    return forms.CharField(label=label, required=False, max_length=LONGEST, help_text=help_text, widget=widget)


class EnteringForm(forms.Form):
    """The two inputs; what was read stands in `party_read` and `source_read` once the form was checked."""

    entered_by: Any = None  # the account, set by the admin for each request
    party_lines = _lines(
        "parties",
        "Add parties",
        "plaintiff: aws",
        "role: party, one a line, by name, other name or slug. A new one: plaintiff: + company Example Inc.",
    )
    source_lines = _lines(
        "sources",
        "Add sources",
        "https://www.example.org/story “its words”",
        "An address a line, a passage in quotation marks after it. A new one is asked for while you go on.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse lines that cannot be added, by their numbers."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.party_read = entering.read_parties(cleaned.get("party_lines") or "")
        self.source_read = entering.read_sources(
            cleaned.get("source_lines") or "", by=self.entered_by, now=timezone.now()
        )
        for name, read in (("party_lines", self.party_read), ("source_lines", self.source_read)):
            for line in read:
                if wrong := line.wrong or (STILL_ASKED if line.waits else ""):
                    self.add_error(name, f"Line {line.number}: {wrong}")
        return cleaned


class Entering:
    """Adds the inputs, and the address that reads them, to the admin of events."""

    admin_site: Any
    has_change_permission: Any
    has_add_permission: Any
    log_addition: Any

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Tell the form who types."""
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]  # a mixin before the admin
        form.entered_by = request.user
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer lines to whoever may save them."""
        found = super().get_fieldsets(request, obj)  # type: ignore[misc]  # as above
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return (*found[:1], LINES, *found[1:]) if may else found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - as Django calls it
        """Put the lines to the event after what was changed in its tables."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # as above
        made = entering.add(form.instance, form.party_read, form.source_read, now=timezone.now())
        for row in made:
            self.log_addition(request, row, f"Added with the event “{form.instance}”.")

    def get_urls(self) -> list[URLPattern]:
        """Add the address that says what lines mean."""
        wrapped = self.admin_site.admin_view(self._read_lines)
        return [path("lines/", wrapped, name=LINES_URL), *super().get_urls()]  # type: ignore[misc]  # as above

    def _read_lines(self, request: HttpRequest) -> HttpResponse:
        """Answer with a list of what each line means."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        text = request.POST.get("text", "")[:LONGEST]
        read = (
            entering.read_parties(text)
            if request.POST.get("kind") == "parties"
            else entering.read_sources(text, by=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
        )
        return render(request, "admin/timeline/lines_read.html", {"lines": read})


LINES = (None, {"fields": ("party_lines", "source_lines")})
