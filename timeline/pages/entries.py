"""The entries of a record as markup, written by functions instead of templates: a page may hold ten thousand of them.

An entry costs a browser memory and time for every element, and the server for every step of a template, so both are
kept few: no wrappers, no blanks between elements, shapes and labels drawn by the style sheet from attributes. Every
value goes through `esc`, which leaves nothing unescaped but what the wording functions have marked as safe. Pure.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts import texts
from timeline.codelists import Stance
from timeline.documents.shapes import Document
from timeline.pages.paths import language, local
from timeline.pages.proceedings import name_of
from timeline.pages.shown import MOST_INCOMING, Evidence, Linked, Quoted, Shown, Year, address, distinct, role_words
from timeline.pages.wording import english, in_language, lower_first, money, words

MOST_IN_GROUP = 50  # events: the browser lays a group out when it comes near, smaller ones cost more than they save
# Above so many events a page with all of them is written lean; no shipped dispute has half as many.
LEAN_FROM = 500
EVENTS_BETWEEN_PAUSES = 1_000  # a browser reads so many in some thirty milliseconds
SIZES = (1, 2, 4, 8, 16, 32)  # the style sheet knows how high a group of at least so many events is likely to be

Gloss = Callable[[str, str], SafeString]


@dataclass(frozen=True, slots=True)
class Manner:
    """How entries are written: `gloss(text, language)` links terms in prose to the glossary, None leaves them plain.

    `whole` spells details out too. `lean` names parties without a link, as every link costs a browser that is to show
    thousands of entries: they stand linked on the event's own page.
    """

    gloss: Gloss | None = None
    whole: bool = False
    lean: bool = False


PLAIN = Manner()


def write_years(years: list[Year], *, whole: bool = False, gloss: Gloss | None = None, pause: str = "") -> SafeString:
    """Write the record by year and month; `whole` spells details out too and lets a browser skip what is far away.

    `gloss(text, language)` links terms in prose to the glossary; without it they stay plain. `pause` is the address of
    an empty script: where a browser meets it while it reads a very long page, it first lets the reader do something.
    """
    total = sum(len(month.events) for year in years for month in year.months)
    manner = Manner(gloss, whole=whole, lean=whole and total > LEAN_FROM)
    parts: list[str] = []
    since_pause = 0
    for year in years:
        count = ngettext("%(n)s event", "%(n)s events", year.count) % {"n": year.count}
        parts.append(f'<h3 class="year" id="y-{esc(year.name)}">{esc(year.name)} <small>{esc(count)}</small></h3>')
        if not whole:
            parts += (_month(month.name, month.events, len(month.events), manner) for month in year.months)
            continue
        for group, size in _grouped(year, manner):
            if pause and since_pause >= EVENTS_BETWEEN_PAUSES:
                parts.append(f'<script src="{esc(pause)}"></script>')
                since_pause = 0
            parts.append(group)
            since_pause += size
    return mark_safe("".join(parts))  # noqa: S308  # every value above went through esc


def _grouped(year: Year, manner: Manner) -> Iterator[tuple[str, int]]:
    """Write a year in groups of whole months, or pieces of long ones, that a browser lays out only when near.

    Yields each with the number of its events.
    """
    held: list[str] = []
    count = 0
    for month in year.months:
        for start in range(0, len(month.events), MOST_IN_GROUP):
            piece = month.events[start : start + MOST_IN_GROUP]
            if count and count + len(piece) > MOST_IN_GROUP:
                yield _group(held, count), count
                held, count = [], 0
            name = "" if start else month.name
            held.append(_month(name, piece, len(month.events), manner))
            count += len(piece)
    if count:
        yield _group(held, count), count


def _group(held: list[str], count: int) -> str:
    size = max(size for size in SIZES if size <= count)
    return f'<div class="group g{size}">{"".join(held)}</div>'


def _month(name: str, events: list[Shown], count: int, manner: Manner) -> str:
    head = f'<h4 class="month" data-n="{count}">{esc(name)}</h4>' if name else ""
    return f"{head}<ol>{''.join(_entry(event, manner) for event in events)}</ol>"


def write_sample(event: Shown) -> SafeString:
    """Write one entry without its anchor, for a page that shows it several times."""
    body = _brief(event) if event.level == "detail" else _full(event, PLAIN)
    return mark_safe(f'<li class="entry {event.level}">{_time(event, brief=event.level == "detail")}{body}</li>')  # noqa: S308  # as above


def _entry(event: Shown, manner: Manner) -> str:
    document = event.document
    brief = event.level == "detail" and not manner.whole
    body = _brief(event) if brief else _full(event, manner)
    return (
        f'<li class="entry {event.level}" id="e-{document["id"]}" data-event="">{_time(event, brief=brief)}{body}</li>'
    )


def _time(event: Shown, *, brief: bool) -> str:
    machine = str(event.document["date"]["text"]).rstrip("~")
    small = f' data-day="{esc(event.margin.small)}"' if event.margin.small and not brief else ""
    return f'<time datetime="{esc(machine)}"{small}>{esc(event.margin.bold)}</time>'


def _brief(event: Shown) -> str:
    """Write a detail: its title, and how much there is to see on its own page."""
    cited = sum(not one.again for one in event.evidence)
    sources = ngettext("%(n)s source", "%(n)s sources", cited) % {"n": cited}
    quotes = ngettext("%(n)s quote", "%(n)s quotes", len(event.quotes)) % {"n": len(event.quotes)}
    told = [part for part in (_automatic(event.document), sources, quotes if event.quotes else "") if part]
    title = f'<a href="{esc(event.href)}">{esc(words(event.document["title"]))}</a>'
    return f'<h4 class="m-{event.family}">{title}</h4><p class="evidence">{esc(", ".join(told))}</p>'


def _full(event: Shown, manner: Manner) -> str:
    document = event.document
    quotes = "".join(quote(one) for one in event.first_quotes)
    return (
        f'{_kicker(event)}<h4><a href="{esc(event.href)}">{esc(words(document["title"]))}</a></h4>'
        f'<p class="summary">{_prose(document["summary"], manner.gloss)}</p>{quotes}{_more_quotes(event)}'
        f"{_parties(document, manner)}{_rows(event)}{_note(document, manner.gloss)}"
        f"{_corrections(event)}{_evidence(event)}"
    )


def _kicker(event: Shown) -> str:
    """Say what kind of event it is, in which case, since when it is public, and what is special about it."""
    document, more = event.document, []
    if case := document["protest"]:
        name = case.get("docket") or name_of(case)
        more.append(f'<a href="{esc(address(case))}" class="nowrap">{esc(name)}</a>')
    if event.public:
        more.append(f"<span>{esc(event.public)}</span>")
    flags = (
        (event.level == "landmark", _("landmark")),
        (event.gone, _("withdrawn since")),
        (document.get("example"), _("example")),
        (automatic := _automatic(document), automatic),
    )
    more += [f"<b>{esc(flag)}</b>" for holds, flag in flags if holds]
    return f'<p class="kicker m-{event.family}">{esc(event.type_label)}{"".join(more)}</p>'


def _automatic(document: Document) -> str:
    """Say which source's own decision it was that nobody has looked at since."""
    source = document.get("automatic_from")
    return _("published automatically from %(source)s") % {"source": source} if source else ""


def _prose(value: texts.TextMap, gloss: Gloss | None) -> str:
    """Write an editorial text, its terms linked to the glossary where a page has one at hand."""
    if gloss is None:
        return esc(words(value))
    text, lang = texts.pick(value, language())
    linked = gloss(text, lang)
    return linked if lang == language() or not text else in_language(linked, lang)


def _parties(document: Document, manner: Manner) -> str:
    if not document["parties"]:
        return ""
    rows = [f"{_party(row['party'], manner)} {esc(role_words(row))}" for row in document["parties"]]
    label = _("Parties")
    return f'<p class="parties" data-label="{esc(label)}">{", ".join(rows)}</p>'


def _party(party: Document, manner: Manner) -> str:
    name = esc(short_name(party))
    return name if manner.lean else f'<a href="{esc(address(party))}">{name}</a>'


def short_name(party: Document) -> str:
    """Return how a party is called for short."""
    return str(party.get("short_name") or party.get("name") or "—")


def _rows(event: Shown) -> str:
    """Write sums and typed links, outgoing first."""
    label = _("Amount")
    rows = [
        f"<div><dt>{esc(label)}</dt><dd>{esc(money(amount))} <span>{esc(words(amount['what']))}</span></dd></div>"
        for amount in event.document["amounts"]
    ]
    rows += [_link(link) for link in (*event.links, *event.incoming[:MOST_INCOMING])]
    return f'<dl class="rows">{"".join(rows)}</dl>' if rows else ""


def _link(link: Linked) -> str:
    title = f'<a href="{esc(address(link.event))}">{esc(words(link.event["name"]))}</a>'
    return f"<div><dt>{esc(link.label)}</dt><dd>{title} <span>{esc(link.when)}</span></dd></div>"


def _note(document: Document, gloss: Gloss | None) -> str:
    if not document["note"]:
        return ""
    label = _("Note:")
    return f'<p class="note">{esc(label)} {_prose(document["note"], gloss)}</p>'


def _corrections(event: Shown) -> str:
    """Write the corrections under an entry, together as one part of its grid."""
    head, revision = _("Correction."), _("Revision")
    rows = [
        f'<p class="correction"><b>{esc(head)}</b> {esc(english(one["note"]))} '
        f'<a href="{esc(local("/corrections/"))}#r-{one["seq"]}">{esc(revision)} {one["seq"]}</a></p>'
        for one in event.corrections
    ]
    return f"<div>{''.join(rows)}</div>" if rows else ""


def _more_quotes(event: Shown) -> str:
    if not event.more_quotes:
        return ""
    more = ngettext("%(n)s more quote", "%(n)s more quotes", event.more_quotes) % {"n": event.more_quotes}
    return f'<p class="note"><a href="{esc(event.href)}#quotes">{esc(more)}</a></p>'


def quote(one: Quoted, page_of: str = "") -> SafeString:
    """Write a quote: the words in their language, a translation marked as such, who said it and in which capacity.

    `page_of` is the id of the claim on whose own page it stands: that page need not name the claim with every quote.
    """
    document = one.document
    said, lang = document["quote"], language()
    translated = said["translations"].get(lang, "") if said["lang"] != lang else ""
    introduced = _("In English:")
    in_words = f'<p class="small">{esc(introduced)} {esc(translated)}</p>' if translated else ""
    marked = f' lang="{esc(said["lang"])}"' if said["lang"] != lang else ""
    return mark_safe(  # noqa: S308  # every value below went through esc
        f'<figure class="quote" data-statement="{document["id"]}"><blockquote{marked}>{esc(said["text"])}</blockquote>'
        f"{in_words}<figcaption>{_speaker(document)} · "
        f'<a href="{esc(one.href)}">{esc(one.when)}</a>{_stance(one, page_of)}</figcaption></figure>'
    )


def _speaker(document: Document) -> str:
    speaker, behalf = document["speaker"], document["on_behalf_of"]
    name = f'<a href="{esc(address(speaker))}"><b>{esc(short_name(speaker))}</b></a>'
    capacity = f", {esc(words(document['capacity']))}" if document["capacity"] else ""
    word = _("for")
    return f"{name}{capacity}" + (f", {esc(word)} {esc(short_name(behalf))}" if behalf else "")


def _stance(one: Quoted, page_of: str) -> str:
    claim = one.document["claim"]
    if not claim:
        return ""
    if page_of == claim["id"]:
        label = lower_first(str(Stance(one.stance).label)) if one.stance else ""
        return f' · <span class="said st-{esc(one.stance)}">{esc(label)}</span>' if one.stance else ""
    word = f'<span class="said st-{esc(one.stance)}">{esc(one.stance_label)}</span>' if one.stance else ""
    return f' · {word} <a href="{esc(address(claim))}">{esc(words(claim["name"]))}</a>'


def _evidence(event: Shown) -> str:
    """Write how well it is sourced, then the sources with publisher and date; the first of each kind bears its word."""
    first, second = distinct(event.primary), distinct(event.secondary)
    primary = ngettext("%(n)s primary", "%(n)s primary", len(first)) % {"n": len(first)}
    secondary = ngettext("%(n)s secondary", "%(n)s secondary", len(second)) % {"n": len(second)}
    listed = _sources(first, primary) + _sources(second, secondary)
    return f'<p class="evidence">{esc(event.confidence)}{listed}</p>'


def _sources(sources: list[Evidence], kind: str) -> str:
    return "".join(
        _source(source, f' data-kind="{esc(kind)}"' if number == 0 else "") for number, source in enumerate(sources)
    )


def _source(source: Evidence, mark: str) -> str:
    """Write a source as one link: its title in its language, then publisher, date and place in it."""
    title = in_language(source.title, source.lang) if source.lang != language() else source.title
    told = ", ".join(esc(part) for part in (title, source.publisher, source.published, source.locator) if part)
    away = ' rel="external noopener"' if source.href else ""
    return f'<a href="{esc(source.href or source.page)}"{away}{mark}>{told}</a>'
