"""Writes the letter about what is new, as plain text and as HTML, in the language that is active."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.alerts.news import Item, News
from timeline.alerts.scopes import name_of, path_of


@dataclass(frozen=True, slots=True)
class Digest:
    """A letter that is ready for the outbox."""

    subject: str
    text: str
    html: str


def digest(scope: str, found: News, *, own_page: str) -> Digest:
    """Write the letter; its subject says what happened, and how much more there is."""
    name = name_of(scope)
    context = {
        "name": name,
        "items": found.items,
        "has_more": found.has_more,
        "page": f"{settings.SITE_URL}{path_of(scope)}",
        "own_page": own_page,
    }
    html = render_to_string("timeline/alert_letter.html", context)
    return Digest(_subject(name, found), _text(context, found), html)


def _subject(name: str, found: News) -> str:
    first, more = found.items[0].entry.title, len(found.items) - 1
    if not more:
        return f"{name}: {first}"
    # The number at the end must survive the cut of long subjects.
    short = first if len(first) <= 110 else f"{first[:109]}…"
    rest = ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}
    return f"{name[:60]}: {short} ({rest})"


def _text(context: dict[str, object], found: News) -> str:
    parts = [_item(one) for one in found.items]
    if found.has_more:
        parts.append(_("There is more: %(page)s") % context)
    foot = _(
        "You get this because you follow “%(name)s”: %(page)s\n"
        "How often you are written to, and how to leave with one click: %(own_page)s"
    )
    return "\n\n".join([*parts, "-- \n" + foot % context]) + "\n"


def _item(one: Item) -> str:
    told = [one.entry.title]
    if one.reason:
        told.append(_("Reason: %s") % one.reason)
    for part in one.mended:
        told.append(_("%(part)s before: %(words)s") % {"part": part.label, "words": part.before or "–"})
        told.append(_("%(part)s now: %(words)s") % {"part": part.label, "words": part.after or "–"})
    if one.entry.summary and not one.reason:
        told.append(one.entry.summary)
    return "\n".join([*told, one.entry.url])
