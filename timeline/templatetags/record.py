"""Filters that templates need: a text in the reader's language, dates in words, sums, addresses, roles."""

import json
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.db.models import TextChoices
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from contracts import texts
from contracts.codelists import AwardStatus, CaseKind, PartyKind, Role, StayKind
from timeline.codelists import DocumentType, FindingDirection, SourceKind
from timeline.documents.shapes import Document
from timeline.pages import days, entries, paths, proceedings, refusals, shown, structured, wording

register = template.Library()

register.filter("words", wording.words)
register.filter("plain", wording.plain)
register.filter("english", wording.english)
register.filter("refused", refusals.told)
register.filter("term", wording.term)
register.filter("grouped", wording.grouped)
register.filter("lower_first", wording.lower_first)
register.filter("signed", wording.signed)
register.filter("local", paths.local)
register.filter("bare", paths.bare)
register.filter("minute", days.minute)
register.filter("day_and_month", days.day_and_month)

CODELISTS: dict[str, type[TextChoices]] = {
    "role": Role,
    "stay": StayKind,
    "case": CaseKind,
    "party": PartyKind,
    "award": AwardStatus,
    "source": SourceKind,
    "document": DocumentType,
    "finding": FindingDirection,
}


@register.filter
def label(value: str, codelist: str) -> str:
    """Return a code of a codelist in words."""
    return str(CODELISTS[codelist](value).label) if value else ""


@register.simple_tag(takes_context=True)
def current(context: Context, section: str, name: str) -> SafeString:
    """Tell screen readers whether a link of the masthead is the page itself or the section that it stands in."""
    if context.get("section") != section:
        return SafeString("")
    is_page = paths.local(str(context.get("canonical_path"))) == reverse(name)
    return format_html(' aria-current="{}"', "page" if is_page else "true")


@register.filter
def short_day(value: date | None) -> str:
    """Return a calendar day for tables."""
    return days.short_day(value) if value else ""


@register.filter
def long_day(value: date | None) -> str:
    """Return a calendar day for prose."""
    return days.long_day(value) if value else ""


@register.simple_tag
def canonical(path: str) -> SafeString:
    """Name the page's own address and its twin in the other language; filters and moments are left out."""
    bare = paths.bare(path)
    links = [("canonical", "", paths.local(bare))]
    links += [("alternate", code, paths.local(bare, code)) for code in paths.NAMES]
    links += [("alternate", "x-default", bare)]
    return format_html_join(
        "\n    ",
        '<link rel="{}"{} href="{}{}">',
        (
            (rel, format_html(' hreflang="{}"', lang) if lang else "", settings.SITE_URL, href)
            for rel, lang, href in links
        ),
    )


@register.simple_tag(takes_context=True)
def glossed(context: Context, value: texts.TextMap | str) -> SafeString | str:
    """Return a text in the page's language whose terms are linked to the glossary at their first use on the page."""
    text, lang = (value, paths.language()) if isinstance(value, str) else texts.pick(value, paths.language())
    linked: SafeString = context["first_uses"].link(text, lang)
    return linked if lang == paths.language() or not text else wording.in_language(linked, lang)


@register.simple_tag(takes_context=True)
def glossed_label(context: Context, label: str) -> SafeString:
    """Return a label of the interface, linked to the glossary if it is a term and not linked on the page before."""
    linked: SafeString = context["first_uses"].link_whole(str(label), paths.language())
    return linked


@register.filter
def long_date(value: Document | None) -> str:
    """Return a date for prose."""
    return days.long(value)


@register.filter
def short_date(value: Document | None) -> str:
    """Return a date for tables."""
    return days.short(value)


@register.filter
def machine_date(value: Document) -> str:
    """Return a date as HTML's `datetime` wants it: a year, a month, a day or a time."""
    return str(value["text"]).rstrip("~")


@register.filter
def money(value: Document | None) -> str:
    """Return a sum as a newspaper writes it."""
    return wording.money(value)


@register.filter
def address(value: Document) -> str:
    """Return the path of the page of what a reference names."""
    return shown.address(value)


@register.filter
def role_words(value: Document) -> str:
    """Return a party's part in the source's own words, else the role's label."""
    return shown.role_words(value)


@register.filter
def short_name(value: Document) -> str:
    """Return how a party is called for short."""
    return entries.short_name(value)


@register.filter
def as_quote(value: shown.Quoted, page_of: str = "") -> SafeString:
    """Write a quote with its speaker; on the page of the claim `page_of` without that claim's name."""
    return entries.quote(value, page_of)


@register.simple_tag
def entry_of(event: shown.Shown) -> SafeString:
    """Write one entry as a sample."""
    return entries.write_sample(event)


@register.simple_tag(takes_context=True)
def record_of(context: Context, years: list[shown.Year]) -> SafeString:
    """Write entries by year and month, terms linked where the page links them; all at once where the page has all."""
    first_uses = context.get("first_uses")
    gloss, pause = first_uses.link if first_uses else None, static("timeline/pause.js")
    return entries.write_years(years, whole=bool(context.get("all")), gloss=gloss, pause=pause)


AXIS = 512


@register.filter
def axis_x(value: float) -> str:
    """Turn per cent of the axis into its units."""
    return f"{value * AXIS / 100:.1f}"


@register.filter
def primary(evidence: list[shown.Evidence]) -> list[shown.Evidence]:
    """Return the primary sources of a list."""
    return [one for one in evidence if one.primary]


@register.filter
def secondary(evidence: list[shown.Evidence]) -> list[shown.Evidence]:
    """Return the other sources of a list."""
    return [one for one in evidence if not one.primary]


@register.filter
def distinct(evidence: list[shown.Evidence]) -> list[shown.Evidence]:
    """Return each source once, as it was first cited."""
    return shown.distinct(evidence)


@register.filter
def protest_name(value: Document) -> str:
    """Return what a reference calls a protest, in the language of the page."""
    return proceedings.name_of(value)


@register.simple_tag
def bar(row: proceedings.Proceeding, axis: proceedings.Axis | None) -> SafeString | str:
    """Draw a proceeding's bar on the common axis: open left if no filing is known, right if no end.

    What is pending reaches the day that the page shows; where no outcome was found, only its beginning is drawn.
    """
    if axis is None or (row.filed is None and row.ended is None):
        return ""
    lines = year_lines(axis)
    end = axis.x(row.ended) * AXIS / 100 if row.ended else 0.0
    start = axis.x(row.filed) * AXIS / 100 if row.filed else max(0.0, end - 22)
    if row.filed is None:
        shape = format_html(
            '<path class="bar-{} begun" d="M{} 20H{}V32H{}"/>', row.bar, f"{start:.1f}", f"{end:.1f}", f"{start:.1f}"
        )
    elif row.ended is None:
        until = axis.x(axis.day) * AXIS / 100 if row.pending and axis.day else start + 22
        shape = format_html(
            '<path class="bar-open" d="M{0} 20H{1}V32H{0}"/>', f"{max(start + 3, until):.1f}", f"{start:.1f}"
        )
    else:
        width = max(3.0, axis.x(row.ended) * AXIS / 100 - start)
        shape = format_html(
            '<rect class="bar-{}" x="{}" y="20" width="{}" height="12"/>', row.bar, f"{start:.1f}", f"{width:.1f}"
        )
    return format_html(
        '<svg viewBox="0 0 {} 52" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>', AXIS, lines, shape
    )


def year_lines(axis: proceedings.Axis) -> SafeString:
    """Write the lines of the years as one path, behind a bar."""
    return format_html('<path class="year-line" d="{}"/>', "".join(f"M{axis_x(x)} 0V52" for _, x in axis.years))


@register.simple_tag
def stance_units(claim: Document, stance: str) -> SafeString | str:
    """Write one mark a statement beside their number."""
    count = claim["counts"].get(stance, 0)
    if not count:
        return ""
    units = mark_safe("<i></i>" * count)  # noqa: S308  # nothing of a reader's; the style sheet knows the shapes
    return format_html('{} <span class="unit" aria-hidden="true">{}</span>', count, units)


@register.filter
def json_ld(value: Document) -> SafeString:
    """Write JSON-LD as a data block, which no policy has to allow; nothing in it can end the script element."""
    text = json.dumps(value)  # in ASCII, so that a whole page can be
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  # escaped above


@register.simple_tag(takes_context=True)
def structured_data(context: Context, heading: str, description: str, path: str) -> SafeString:
    """Write what the page says to machines: its object as schema.org names it, and the way to it."""
    document = context.get("document") or context.get("dispute")
    own = context.get("structured")
    site = settings.SITE_URL
    if own is None and paths.bare(path) == "/":
        own = structured.home(site, str(heading), str(description))
    address = paths.local(paths.bare(path))
    graph = structured.page_data(site, address, str(heading), str(description), document=document, own=own)
    return json_ld(graph)


@register.simple_tag
def life(row: dict[str, Any], axis: proceedings.Axis | None) -> SafeString | str:
    """Draw a dispute's life: a line from first to last event and a bar a proceeding, stacked in three rows."""
    if axis is None or row["first"] is None:
        return ""
    scale = AXIS / 100
    lines = year_lines(axis)
    line = format_html(
        '<path d="M{} 10H{}" class="life"/>',
        f"{axis.x(row['first']) * scale:.1f}",
        f"{axis.x(row['last']) * scale:.1f}",
    )
    bars = []
    for number, case in enumerate(case for case in row["cases"] if case.filed):
        start = axis.x(case.filed) * scale
        width = max(3.0, axis.x(case.ended) * scale - start) if case.ended else 12.0
        bars.append((case.bar, f"{start:.1f}", 18 + 11 * (number % 3), f"{width:.1f}"))
    shapes = format_html_join("", '<rect class="bar-{}" x="{}" y="{}" width="{}" height="8"/>', bars)
    return format_html(
        '<svg viewBox="0 0 {} 52" preserveAspectRatio="none" aria-hidden="true">{}{}{}</svg>', AXIS, lines, line, shapes
    )
