"""Collects the words of the interface from code, templates and vocabularies, and keeps the German catalogue in step.

`manage.py messages` writes; the test suite compares. No gettext tools are needed, and the compiled catalogue is kept
in the repository, so a fresh clone speaks German at once.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from contracts.procedure import DISPOSITIONS, PRACTICAL_RESULTS, REASONS, RULES, STATUSES, STEP_CODES
from contracts.procedure.derivation import INPUT_WORDS
from timeline.api.journalists import MEANINGS
from timeline.api.problems import TITLES
from timeline.api.resources import RESOURCES
from timeline.codelists import FeedState
from timeline.filters import FILTERS
from timeline.pages.standing import SILENT

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "timeline" / "locale" / "de" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The editors' desk and the API's own documents are in English alone.
ENGLISH_ONLY = ("timeline/admin/", "timeline/templates/admin/", "timeline/templates/timeline/examples/")
HEADER = "# The words of the interface in German, written by hand; `manage.py messages` adds, drops and compiles."
NO_DATE = datetime(2020, 1, 1, tzinfo=UTC)
DATED = re.compile(
    rb'"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    rb"|Generated-By): [^\n]*\n"
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def wanted() -> Catalog:
    """Return a catalogue without translations of everything that pages may say."""
    catalog = Catalog(locale="de", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for place, words, context in sorted(_found(), key=lambda found: (found[0], str(found[1]), found[2] or "")):
        catalog.add(words, locations=[(place, 0)], context=context)
    return catalog


def _found() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for path in sorted(ROOT.glob("contracts/**/*.py")) + sorted(ROOT.glob("timeline/**/*.py")):
        yield from _in_code(path, path.read_text())
    for folder in ("timeline/templates", "tracker/templates"):
        for path in sorted((ROOT / folder).rglob("*.html")):
            # What remains of a template are calls and letters for all else: indented at will, which Python minds.
            calls = templatize(path.read_text(), origin=str(path))
            yield from _in_code(path, "\n".join(line.strip() for line in calls.splitlines()))
    for place, words in _vocabularies():
        yield place, words, None


def _in_code(path: Path, source: str) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    place = str(path.relative_to(ROOT))
    if place.startswith(ENGLISH_ONLY):
        return
    file = io.BytesIO(source.encode())
    for _line, words, _comments, context in extract("python", file, keywords=KEYWORDS, options={"encoding": "utf-8"}):
        if words:
            yield place, words, context


def _vocabularies() -> Iterator[tuple[str, str]]:
    """Yield the words that code keeps in tables without marking them: they are translated when they are shown."""
    yield from (("contracts/procedure/steps.py", step.label) for step in STEP_CODES.values())
    for found in (STATUSES, PRACTICAL_RESULTS, DISPOSITIONS, REASONS):
        for one in found.values():
            yield from (("contracts/procedure", words) for words in (one.label, one.help))
    yield from (("timeline/pages/standing.py", words) for words in (SILENT.label, SILENT.help))
    yield from (("contracts/procedure/derivation.py", words) for words in INPUT_WORDS.values())
    yield from (("contracts/procedure/rules", rule.what) for rule in RULES.values())
    yield from (("contracts/procedure/rules", rule.owner) for rule in RULES.values())
    yield from (("contracts/procedure/rules", rule.verification.value) for rule in RULES.values())
    yield from (("contracts/procedure/rules", rule.trigger) for rule in RULES.values())
    yield from (("contracts/procedure/rules", rule.assumption) for rule in RULES.values() if rule.assumption)
    yield from (("contracts/procedure/rules", rule.moved[0]) for rule in RULES.values() if rule.moved)
    yield from (("timeline/records", phrase) for phrase in _phrases_of_the_record())
    yield from (("timeline/codelists.py", str(label)) for _, label in FeedState.choices)
    yield from (("timeline/filters.py", one.help) for one in FILTERS)
    yield from (("timeline/api/resources.py", one.help) for one in RESOURCES)
    yield from (("timeline/api/problems.py", title) for _, title in TITLES.values())
    yield from (("timeline/api/journalists.py", meaning) for meaning in MEANINGS.values())


def _phrases_of_the_record() -> Iterator[str]:
    """Yield what the record keeps in English alone: parts in words of sources, posts, titles of people.

    Who edits another site has no German for theirs; pages then mark them as English.
    """
    for path in sorted((ROOT / "timeline" / "records").glob("*.yaml")):
        record = yaml.load(path.read_bytes(), yaml.CSafeLoader)  # the safe loader, written in C
        for owner in (*record.get("events", []), *record.get("protests", [])):
            yield from (part["as"] for part in owner.get("parties", []) if "as" in part)
        for party in record.get("parties", []):
            yield from filter(None, [party.get("role_title")])
            for post in party.get("posts", []):
                yield from filter(None, [post["post"], post.get("note")])


def kept() -> Catalog:
    """Return the German catalogue as it is in the repository."""
    if not PO.exists():
        return Catalog(locale="de")
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def updated() -> Catalog:
    """Return what is wanted with the translations that are kept; words that nobody says any more are dropped."""
    catalog, old = wanted(), kept()
    for message in catalog:
        found = old.get(_id(message), message.context)
        if message.id and found is not None:
            message.string = found.string
            message.flags |= found.flags & {"fuzzy"}
    return catalog


def _id(message: Message) -> str:
    return _strings(message.id)[0]


def _strings(words: str | Iterable[str] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def as_po(catalog: Catalog) -> bytes:
    """Write a catalogue for people: sorted by place, without dates, so that only its words differ."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, omit_header=False, include_lineno=False, sort_by_file=True)
    return DATED.sub(b"", file.getvalue())


def as_mo(catalog: Catalog) -> bytes:
    """Compile a catalogue for the program; the same words give the same bytes at any time."""
    catalog.creation_date = catalog.revision_date = NO_DATE
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def mistakes(catalog: Catalog) -> list[str]:
    """Return what is wrong with a catalogue: missing, uncertain or half translations, placeholders nobody fills."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        strings, sources = _strings(message.string), _strings(message.id)
        name = f"{message.context}: {sources[0]}" if message.context else sources[0]
        if not all(strings) or len(strings) != len(sources):
            found.append(f"not translated: {name}")
        if "fuzzy" in message.flags:
            found.append(f"uncertain: {name}")
        allowed = {match.group() for source in sources for match in PLACEHOLDER.finditer(source)}
        used = {match.group() for string in strings for match in PLACEHOLDER.finditer(string)}
        if not used <= allowed:
            found.append(f"unknown placeholder {', '.join(sorted(used - allowed))}: {name}")
    return found
