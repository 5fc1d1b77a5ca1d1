"""Writes the numbered chronology as one page that stands alone and prints: it needs no script and no address. Pure."""

from collections.abc import Container, Iterable, Iterator, Sequence

from django.utils.html import conditional_escape as esc
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from timeline.codelists import EventType, Stance
from timeline.documents.shapes import Document
from timeline.exports.pack.about import About
from timeline.exports.pack.evidence import Cited, Tally
from timeline.pages import days
from timeline.pages.paths import page_path
from timeline.pages.wording import plain, words
from timeline.selectors.absent import Removed

STYLE = """
@page { size: A4; margin: 20mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt serif } }
:root { color-scheme: light }
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  color: #111; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.7em; line-height: 1.15; margin: 0 0 .3em }
h2 { font-size: 1.2em; margin: 2.2em 0 .6em; break-after: avoid }
h3 { font-size: 1em; margin: .1em 0 .2em }
ol { list-style: none; padding: 0 }
li { margin: 0 0 1.1em; padding-left: 3.2em; position: relative; break-inside: avoid }
.n { position: absolute; left: 0; width: 2.6em; text-align: right; font-variant-numeric: tabular-nums; color: #444 }
p { margin: .2em 0 }
.m, .e { font-size: .88em; color: #333 }
a { color: inherit }
blockquote { margin: .3em 0; padding-left: .8em; border-left: 2px solid #888 }
@media print { body { margin: 0; max-width: none; padding: 0 } }
"""


def page(
    about: About, documents: Iterable[Document], tally: Tally, removed: Sequence[Removed], gone: Container[str]
) -> Iterator[str]:
    """Yield the page in the language that is on; `tally` takes what comes by, `gone` are ids removed since."""
    kind, evidence, check = _("chronology"), _("Evidence"), _("How to check this")
    title = f"{about.dispute['name']}: {kind}"
    yield (
        f'<!doctype html>\n<html lang="{about.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{esc(title)}</title><style>{STYLE}</style></head>\n<body><header><h1>{esc(title)}</h1>"
        f"<p>{esc(words(about.dispute['title']))}</p>"
        f'<p class="m">{esc(about.state)} <a href="{esc(about.address)}">{esc(about.address)}</a></p>'
        f'<p class="m">{esc(about.licence)}</p></header>\n<ol>\n'
    )
    for document in documents:
        number, cited = tally.take(document)
        yield _entry(number, document, cited, about.site, is_gone=document["id"] in gone)
    yield f"</ol>\n<h2>{esc(evidence)}</h2>\n<ol>\n"
    for one in tally.cited.values():
        yield _source(one)
    yield "</ol>\n"
    yield from _absent(removed, tally.sealed)
    yield f"<h2>{esc(check)}</h2>\n<p>{esc(about.check)}</p>\n</body></html>\n"


def _entry(number: int, document: Document, cited: list[tuple[Cited, str]], site: str, *, is_gone: bool) -> str:
    path = page_path("event", document["id"], document.get("slug", ""))
    public, evidence = _("Public since"), _("Evidence")
    facts = [_day(document), str(EventType(document["type"]).label)]
    protest = document["protest"] or {}
    if "docket" in protest:
        facts.append(f"{protest['forum']} {protest['docket']}")
    if document["public"]["date"] and document["public"]["date"]["text"] != document["date"]["text"]:
        facts.append(f"{public} {days.long(document['public']['date'])}")
    if document.get("sealed"):
        facts.append(_("filed under seal"))
    if is_gone:
        facts.append(_("retracted since"))
    body = _said(document) if "speaker" in document else f"<p>{esc(words(document.get('summary')))}</p>"
    note = f'<p class="m">{esc(words(document["note"]))}</p>' if document["note"] else ""
    shown = "; ".join(
        f'<a href="#e{one.number}">E{one.number}</a>{" “" + str(esc(passage)) + "”" if passage else ""}'
        for one, passage in cited
    )
    return (
        f'<li id="n{number}"><span class="n">{number}</span><p class="m">{esc(" · ".join(facts))}</p>'
        f'<h3><a href="{esc(site + path)}">{esc(_title(document))}</a></h3>{body}{note}'
        f'<p class="e">{esc(evidence)}: {shown or "–"}</p></li>\n'
    )


def _day(document: Document) -> str:
    first = days.long(document["date"])
    return f"{first} – {days.long(document['until'])}" if document["until"] else first


def _title(document: Document) -> str:
    if "speaker" in document:
        return str(document["speaker"].get("name", document["speaker"]["id"]))
    return str(words(document["title"]))


def _said(document: Document) -> str:
    quote, stance, claim = document["quote"], document["stance"], document["claim"] or {}
    about = [plain(document["capacity"])]
    if stance and "name" in claim:
        about.append(f"{Stance(stance).label}: {plain(claim['name'])}")
    shown = " · ".join(one for one in about if one)
    return f'<p class="m">{esc(shown)}</p><blockquote lang="{esc(quote["lang"])}">{esc(quote["text"])}</blockquote>'


def _source(cited: Cited) -> str:
    source = cited.source
    parts = [source["publisher"], source["name"], source["published"] or ""]
    by = pgettext("chronology", "Cited by")
    entries = ", ".join(f'<a href="#n{number}">{number}</a>' for number in cited.entries)
    return (
        f'<li id="e{cited.number}"><span class="n">E{cited.number}</span>{esc(", ".join(p for p in parts if p))}<br>'
        f'<a href="{esc(source["url"])}">{esc(source["url"])}</a>'
        f'<p class="e">{esc(by)} {entries}</p></li>\n'
    )


def _absent(removed: Sequence[Removed], sealed: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Name what is not here: papers under seal, what was retracted, and what was taken down."""
    if not removed and not sealed:
        return
    heading, seal = _("What is not here"), _("filed under seal")
    yield f"<h2>{esc(heading)}</h2>\n<ul>\n"
    for number, key in sealed:
        yield f'<li><a href="#n{number}">{number}</a> ({esc(key)}): {esc(seal)}</li>\n'
    for one in removed:
        how = _("Retracted") if one.how == "retracted" else _("Taken down")
        yield f"<li>{esc(one.object)} {esc(one.id)}: {esc(how)}, {one.removed_at:%Y-%m-%d}. {esc(one.reason)}</li>\n"
    yield "</ul>\n"
