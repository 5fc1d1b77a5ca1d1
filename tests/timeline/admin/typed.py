"""Where the form of a row is, and what it says of what was typed."""

from typing import Any

from django.contrib import admin
from django.urls import reverse

from timeline.admin.publishable import PublishableAdmin


def pages() -> list[Any]:
    """All forms of the desk that write the record, inlines and those nested in them included."""
    found: list[Any] = []
    waiting: list[Any] = [desk for desk in admin.site._registry.values() if isinstance(desk, PublishableAdmin)]
    while waiting:
        page = waiting.pop()
        found.append(page)
        waiting += getattr(page, "inlines", ())
    return found


def form_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def errors(response: Any) -> str:
    assert response.status_code == 200, "the form was accepted"
    form = response.context["adminform"].form
    texts = [str(form.errors)]
    for formset in response.context["inline_admin_formsets"]:
        texts += [str(formset.formset.errors), str(formset.formset.non_form_errors())]
    return " ".join(texts)
