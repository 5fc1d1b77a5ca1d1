"""Every input of the desk says in plain words what belongs into it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import RequestFactory

# A password's rules stand beside it as a list of their own.
BY_OTHERS = {"auth.user", "auth.group"}


def inputs(desk: Any, request: Any) -> Iterator[tuple[str, Any]]:
    """Yield the inputs of a model's form and of all parts within it, by name."""
    if desk.has_add_permission(request) or desk.has_change_permission(request):
        yield from desk.get_form(request, None).base_fields.items()
    for part in desk.get_inline_instances(request, None):
        formset = part.get_formset(request, None)
        if part.has_change_permission(request, None):
            yield from ((f"{part.model.__name__}.{name}", field) for name, field in formset.form.base_fields.items())


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_every_input_has_a_help_text(model: Any, db: Any):
    if model._meta.label_lower in BY_OTHERS:
        return
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("superuser")
    found = {
        name: str(field.help_text)
        for name, field in inputs(admin.site._registry[model], request)
        if not field.widget.is_hidden
    }
    assert not [name for name, text in found.items() if not text.strip()], found
