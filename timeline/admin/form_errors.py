"""Collects all that stands against saving a form, that of its parts and of theirs included, for the top of the page."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS


class FormError(NamedTuple):
    """Where it stands on the page, in words, and what is wrong there."""

    place: str
    sentence: str


def form_errors(form: Any, formsets: list[Any]) -> list[FormError]:
    """Return the errors of a bound form and its inlines in the order of the page, each once."""
    found = [*_of_form(form, "")]
    for formset in formsets:
        found += _of_formset(formset, "")
    return list(dict.fromkeys(found))


def _of_formset(shown: Any, above: str) -> Iterator[FormError]:
    """Yield the errors of one inline; `shown` is Django's wrapper of the formset."""
    name = str(shown.opts.verbose_name_plural)
    place = f"{above}{name}" if above else name.capitalize()
    for sentence in shown.formset.non_form_errors():
        yield FormError(place, str(sentence))
    for number, form in enumerate(shown.formset.forms, start=1):
        row = f"{place}, {form.instance if form.instance.pk else f'no. {number}'}"
        yield from _of_form(form, row)
        for nested in getattr(form, "nested_formsets", []):
            yield from _of_formset(nested, f"{row}, ")


def _of_form(form: Any, place: str) -> Iterator[FormError]:
    if not form.is_bound:
        return
    for name, sentences in form.errors.items():
        field = "" if name == NON_FIELD_ERRORS else str(form[name].label if name in form.fields else name)
        where = ": ".join(filter(None, [place, field]))
        for sentence in sentences:
            yield FormError(where, str(sentence))
