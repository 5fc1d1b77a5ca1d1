"""The desk's page “Add a source from its address”, also as JSON for the forms that cite sources."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from contracts.models import Dispute
from contracts.models.base import KEPT
from timeline import pasting
from timeline.admin.acts.page import Act, form_url
from timeline.admin.fields import PartialDateFormField
from timeline.admin.forms import WordedForm
from timeline.codelists import SourceKind
from timeline.models import PastedAddress, PastedState, Source

LONGEST_PK = 18


class AddressForm(forms.Form):
    """The address."""

    url = forms.CharField(
        label="Address",
        max_length=4000,
        help_text="As your browser shows it. What leads only to you (tracking) is taken out.",
        widget=UnfoldAdminTextInputWidget({"inputmode": "url", "autofocus": True, "autocomplete": "off"}),
    )
    dispute = forms.CharField(required=False, widget=forms.HiddenInput)


class ProposedForm(WordedForm):
    """The source that is proposed, to be put right before it becomes a draft."""

    published = PartialDateFormField(label="Published", required=False)
    url = forms.URLField(
        label="Address", max_length=2000, assume_scheme="https", widget=UnfoldAdminTextInputWidget({"inputmode": "url"})
    )

    class Meta:
        model = Source
        fields = ("title", "publisher", "published", "kind", "lang", "url")
        widgets = {
            "title": UnfoldAdminTextInputWidget(),
            "publisher": UnfoldAdminTextInputWidget(),
            "kind": UnfoldAdminSelectWidget(),
            "lang": UnfoldAdminTextInputWidget(),
        }

    def __init__(self, pasted: PastedAddress, posted: Any = None) -> None:
        """Begin with what the page says; every input belongs to the form of this address, wherever it stands."""
        said = pasted.proposed
        initial = {
            **{name: said.get(name, "") for name in ("title", "publisher", "published")},
            "kind": said.get("kind") or SourceKind.NEWS,
            "lang": said.get("lang") or "en",
            "url": said.get("url") or pasted.url,
        }
        super().__init__(posted, initial=initial, prefix=f"p{pasted.pk}")
        for field in self.fields.values():
            field.widget.attrs["form"] = f"pasted-{pasted.pk}"
        date_from = said.get("date_from")
        self.fields["published"].help_text = f"As the page gives it ({date_from}): check it." if date_from else ""
        self.fields["title"].help_text = "" if said.get("title") else "It says none of itself: write it."


class Pasting:
    """Adds the page to the admin of sources: paste, wait, confirm."""

    admin_site: Any
    opts: Any
    has_add_permission: Any
    log_addition: Any

    @action(description="From an address…", url_path="from-an-address", permissions=["add"], icon="link")
    def paste_address(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 - as Unfold calls it
        """Go to the page at which an address is pasted."""
        return HttpResponseRedirect(reverse("admin:timeline_source_paste"))

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of pasted addresses."""
        wrap = self.admin_site.admin_view
        return [
            path("paste/", wrap(self._paste), name="timeline_source_paste"),
            path("paste/<int:pk>/", wrap(self._pasted), name="timeline_source_pasted"),
            *super().get_urls(),  # type: ignore[misc]  # a mixin before Django's class
        ]

    def _paste(self, request: HttpRequest) -> HttpResponse:
        """Take an address in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AddressForm(request.POST or None, initial={"dispute": request.GET.get("dispute", "")})
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    pasted = pasting.paste(form.cleaned_data["url"], by=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
            except pasting.PasteRefused as refused:
                form.add_error("url", str(refused))
            else:
                return self._answer(request, pasted, moved=True)
        if wants_json(request) and request.method == "POST":
            return JsonResponse(
                {"state": "invalid", "words": " ".join(map(str, form.errors.get("url", [])))}, status=400
            )
        act = Act(self, request, [], from_form=False)
        return act.page("admin/timeline/paste.html", title="A source from its address", form=form)

    def _pasted(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what became of an address, or make the source of it."""
        if not self.has_add_permission(request) or pk >= 10**LONGEST_PK:
            raise PermissionDenied
        rows = PastedAddress.objects.select_related("source")
        pasted = get_object_or_404(rows, pk=pk, pasted_by=request.user)
        if request.method != "POST" or pasted.source is not None:
            return self._answer(request, pasted)
        form = ProposedForm(pasted, request.POST)
        form.instance.dispute = _dispute(request.POST.get("dispute", ""))
        if not form.is_valid():
            return self._answer(request, pasted, form=form)
        with transaction.atomic():
            source = pasting.take(pasted, form.instance, now=timezone.now())
            if source is form.instance:
                self.log_addition(request, source, "Added from its address.")
        pasted.refresh_from_db()
        return self._answer(request, pasted)

    def _answer(
        self, request: HttpRequest, pasted: PastedAddress, *, form: ProposedForm | None = None, moved: bool = False
    ) -> HttpResponse:
        dispute = request.POST.get("dispute") or request.GET.get("dispute", "")
        context = {"pasted": pasted, "form": form or ProposedForm(pasted), "dispute": dispute, "words": words(pasted)}
        here = reverse("admin:timeline_source_pasted", args=[pasted.pk])
        if wants_json(request):
            return JsonResponse(
                {
                    "state": pasted.state,
                    "words": context["words"],
                    "at": here,
                    "source": offered(pasted.source) if pasted.source else None,
                    "html": ""
                    if pasted.state == PastedState.WAITING or pasted.source
                    else render_to_string("admin/timeline/_pasted.html", context, request=request),
                },
                status=400 if form is not None else 200,
            )
        if moved:
            return HttpResponseRedirect(f"{here}?dispute={dispute}" if dispute else here)
        if pasted.source is not None:
            messages.success(request, words(pasted))
            return HttpResponseRedirect(form_url(pasted.source))
        act = Act(self, request, [], from_form=False)
        # A page that looks again by itself must hold no form: what was typed would be lost.
        waits = pasted.state == PastedState.WAITING and form is None and "by_hand" not in request.GET
        shown = act.page("admin/timeline/pasted.html", title="A source from its address", waits=waits, **context)
        if waits:
            shown["Refresh"] = "2"
        return shown


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks, which takes JSON and nothing else."""
    return request.headers.get("Accept", "") == "application/json"


def offered(source: Source) -> dict[str, Any]:
    """Return a source as an input that searches names it."""
    return {"id": source.pk, "text": str(source), "url": form_url(source)}


def words(pasted: PastedAddress) -> str:
    """Say in a sentence what became of an address."""
    if pasted.state == PastedState.KNOWN:
        return f"It is in the record already: {pasted.source}."
    if pasted.state == PastedState.TAKEN:
        return f"Added as a draft: {pasted.source}."
    if pasted.state == PastedState.REFUSED:
        return pasted.reason
    if pasted.state == PastedState.READ:
        return "Read. Check what the page says of itself."
    return "It is being asked for."


def _dispute(pk: str) -> Dispute | None:
    if not pk.isdecimal() or len(pk) > LONGEST_PK:
        return None
    return Dispute.objects.filter(KEPT, pk=int(pk)).first()
