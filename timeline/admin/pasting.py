"""The desk's page “A source from its address”: paste, wait, confirm."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from timeline import pasting
from timeline.admin.acts.page import Act, form_url
from timeline.admin.fields import PartialDateFormField
from timeline.admin.forms import WordedForm
from timeline.codelists import SourceKind
from timeline.models import PastedAddress, PastedState, Source

TITLE = "A source from its address"


class AddressForm(forms.Form):
    """The address."""

    url = forms.CharField(
        label="Address",
        max_length=4000,
        help_text="As your browser shows it. What leads only to you (tracking) is taken out.",
        widget=UnfoldAdminTextInputWidget({"inputmode": "url", "autofocus": True, "autocomplete": "off"}),
    )


class ProposedForm(WordedForm):
    """The source that is proposed, to be put right before it becomes a draft."""

    published = PartialDateFormField(label="Published", required=False)
    url = forms.URLField(
        label="Address", max_length=2000, assume_scheme="https", widget=UnfoldAdminTextInputWidget({"inputmode": "url"})
    )

    class Meta:
        model = Source
        fields = ("title", "publisher", "published", "kind", "lang", "url")
        labels = {"lang": "Language"}
        widgets = {
            "title": UnfoldAdminTextInputWidget(),
            "publisher": UnfoldAdminTextInputWidget(),
            "kind": UnfoldAdminSelectWidget(),
            "lang": UnfoldAdminTextInputWidget(),
        }

    def __init__(self, pasted: PastedAddress, posted: Any = None) -> None:
        """Begin with what the page says."""
        said = pasted.proposed
        initial = {
            **{name: said.get(name, "") for name in ("title", "publisher", "published")},
            "kind": said.get("kind") or SourceKind.NEWS,
            "lang": said.get("lang") or "en",
            "url": said.get("url") or pasted.url,
        }
        super().__init__(posted, initial=initial)
        date_from = said.get("date_from")
        self.fields["published"].help_text = f"As the page gives it ({date_from}): check it." if date_from else ""
        self.fields["title"].help_text = "" if said.get("title") else "It says none of itself: write it."


class Pasting:
    """Adds the pages to the admin of sources."""

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
        form = AddressForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    pasted = pasting.paste(form.cleaned_data["url"], by=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
            except pasting.PasteRefused as refused:
                form.add_error("url", str(refused))
            else:
                return HttpResponseRedirect(reverse("admin:timeline_source_pasted", args=[pasted.pk]))
        act = Act(self, request, [], from_form=False)
        return act.page("admin/timeline/paste.html", title=TITLE, form=form)

    def _pasted(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what became of an address, or make the source of it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        rows = PastedAddress.objects.select_related("source")
        pasted = get_object_or_404(rows, pk=pk, pasted_by=request.user)
        form = ProposedForm(pasted, request.POST if request.method == "POST" else None)
        if pasted.source is None and form.is_valid():
            with transaction.atomic():
                source = pasting.take(pasted, form.instance, now=timezone.now())
                if source is form.instance:
                    self.log_addition(request, source, "Added from its address.")
            pasted.refresh_from_db()
        if pasted.source is not None:
            messages.success(request, words(pasted))
            return HttpResponseRedirect(form_url(pasted.source))
        # A page that looks again by itself must hold no form: what was typed would be lost.
        waits = pasted.state == PastedState.WAITING and not form.is_bound and "by_hand" not in request.GET
        act = Act(self, request, [], from_form=False)
        shown = {"pasted": pasted, "form": form, "words": words(pasted), "waits": waits}
        answer = act.page("admin/timeline/pasted.html", title=TITLE, **shown)
        if waits:
            answer["Refresh"] = "2"
        return answer


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
