"""Nothing of ours stays English under /de/: pages are compared with their English twins, text by text."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import pytest
import yaml
from lxml import html

from contracts.codelists import Forum
from tests.browser.pages import PATHS
from timeline.records.loading import SHIPPED

ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "data-label", "content", "aria-valuetext")
# Words for programs, names of parameters, what a page shows as it was typed, and what another revision said.
SKIPPED = {"script", "style", "pre", "code", "kbd", "del", "ins"}
FOR_PROGRAMS = {"viewport", "color-scheme", "robots", "og:type", "og:url", "og:locale", "og:image", "twitter:card"}
# The switch to the other language, and what others said: a quote without a mark is in the language of its page.
NOT_OURS = {"a.language", "blockquote."}
# English on purpose: citation styles, the columns of the files for programs, the field's terms beside the German ones.
IN_ENGLISH = ("/cite/", "/data/", "/glossary/", "/style/")
# What both languages write alike.
SAME = {
    "Open",
    "Apache",
    "License",
    "Joint",
    "Warfighting",
    "Cloud",
    "Capability",
    "Excel",
    "Lines",
    "Name",
    "Timeline",
    "Bib",
    "OpenAPI",
    "Rule",
    "Fed",
    "Cir",
    "App",
    "April",
    "August",
    "September",
    "November",
    "Normal",
    "Median",
    "Status",
    "Revision",
    "Contract",
    "Disputes",
    "America",
    "New",
    "York",
    "Chicago",
    "Denver",
    "Los",
    "Angeles",
    "Anchorage",
    "Pacific",
    "Honolulu",
    "date",
    "colour",
    "Comptroller",
    "General",
    "Webhooks",
}
WORD = re.compile(r"[A-Za-zÄÖÜäöüß][a-zäöüß]{2,}")  # not the codes of rules and styles
Texts = list[tuple[str, str, str]]  # language, text, where it stands


def read(address: str) -> str:
    try:
        with urlopen(address) as answer:  # noqa: S310  # our own server
            return answer.read().decode()
    except HTTPError as error:
        return error.read().decode()


def texts(page: str) -> Texts:
    return list(_texts(html.document_fromstring(page), "", own=False))


def _texts(element: html.HtmlElement, lang: str, *, own: bool) -> Iterator[tuple[str, str, str]]:
    """Yield texts and spoken attributes; the language is empty where the page's own holds."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return
    if own:
        lang = element.get("lang", lang)
    where = f"{element.tag}.{element.get('class') or ''}"
    if (element.get("name") or element.get("property")) not in FOR_PROGRAMS:
        yield from ((lang, value, where) for name in ATTRIBUTES if (value := element.get(name)))
    yield lang, element.text or "", where
    for child in element:
        yield from _texts(child, lang, own=True)
        yield lang, child.tail or "", where


@cache
def record() -> tuple[frozenset[str], str]:
    """Return the words of the record's names, and all its texts as one."""
    names, said = set(), []

    def walk(value: object, key: str) -> None:
        if isinstance(value, dict):
            for name, item in value.items():
                walk(item, str(name))
        elif isinstance(value, list):
            for item in value:
                walk(item, key)
        elif value is not None:
            said.append(" ".join(str(value).split()))
            if key in {"name", "aliases", "publisher", "acronym", "docket", "id", "url"}:
                names.update(WORD.findall(str(value)))

    for path in sorted(SHIPPED.glob("*.yaml")):
        walk(yaml.load(path.read_bytes(), yaml.CSafeLoader), "")
    for label in Forum.labels:
        names.update(WORD.findall(str(label)))
    return frozenset(names), "\n".join(said)


@pytest.mark.parametrize("path", PATHS)
def test_a_german_page_says_nothing_of_ours_in_english(shipped_site: str, path: str):
    names, said = record()
    asked = {value for _name, value in parse_qsl(urlsplit(path).query)}
    english = {
        text.removesuffix(" · Contract Disputes") for lang, text, _ in texts(read(shipped_site + path)) if not lang
    }
    left = []
    for lang, whole, where in texts(read(f"{shipped_site}/de{path}")):
        text = whole.removesuffix(" · Contract Disputes")  # the site's name ends every title
        if not set(WORD.findall(text)) - SAME - names or text.startswith("/api/") or where in NOT_OURS or text in asked:
            continue
        # The head of a page has no place for a mark of language.
        if not lang and text in english and not (where in {"meta.", "title."} and of_the_record(text, said)):
            left.append(f"{where}: {text}")
        if lang == "en" and not path.startswith(IN_ENGLISH) and not of_the_record(text, said):
            left.append(f"marked as English, but no text of the record: {where}: {text}")
    assert left == []


def of_the_record(text: str, said: str) -> bool:
    """Say whether a text stands in the record; pages begin some with a capital and cut others short."""
    words = " ".join(text.replace("\u00a0", " ").split()).rstrip(" …")
    return words in said or words[:1].lower() + words[1:] in said or words.rstrip(".") in said
