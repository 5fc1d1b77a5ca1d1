"""Give a published object another address; the old one leads readers to it for ever."""

from typing import Any

from django import forms
from django.http import HttpResponse
from unfold.widgets import UnfoldAdminTextInputWidget

from contracts.models.base import Slugged
from timeline.admin.acts.page import Act, in_words
from timeline.publishing import Problem, PublishingRefused, readdress


class AddressForm(forms.Form):
    """The new slug, and why."""

    slug = forms.SlugField(
        label="New address",
        max_length=100,
        help_text="Small letters, digits, hyphens.",
        widget=UnfoldAdminTextInputWidget(),
    )
    note = forms.CharField(label="Public note", max_length=2000, required=False, widget=UnfoldAdminTextInputWidget())


def readdress_page(act: Act) -> HttpResponse:
    """Ask for the new address, then move the object to it."""
    row: Any = act.rows[0]
    form = AddressForm(act.request.POST or None, initial={"slug": getattr(row, "slug", "")})
    problems: list[Problem] = []
    if not isinstance(row, Slugged):
        return act.done("Its address is an opaque id, which never changes.")
    if act.request.method == "POST" and form.is_valid():
        old = row.slug
        try:
            readdress(row, form.cleaned_data["slug"], note=form.cleaned_data["note"], actor=act.actor)
        except PublishingRefused as refused:
            problems = refused.problems
        else:
            return act.done(f"“{row}” now has the address {row.slug}; {old} leads to it.")
    return act.page("admin/timeline/readdress.html", title="Change the address", form=form, problems=in_words(problems))
