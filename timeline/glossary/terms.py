"""Reads the glossary that is shipped with the code, and finds the public text of a rule that a term rests on. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("terms.yaml")
LANGUAGES = ("en", "de")
# Where the cited text can be read; of other rules (courts' own, case law) the citation alone is shown.
READABLE = (
    (re.compile(r"(\d+) C\.F\.R\. § (\d+\.\d+)"), "https://www.ecfr.gov/current/title-{}/section-{}"),
    (re.compile(r"(\d+) U\.S\.C\. §§? (\d+)"), "https://www.law.cornell.edu/uscode/text/{}/{}"),
    (re.compile(r"FAR (\d+\.[\d-]+)"), "https://www.acquisition.gov/far/{}"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field.

    `name`, `aside` (what stands beside it in brackets), `text` and `forms` are by language; `forms` are all words that
    pages may link in running text, the name and its plural included. `source` is a citation or empty.
    """

    id: str
    name: Mapping[str, str]
    aside: str
    text: Mapping[str, str]
    source: str
    forms: Mapping[str, tuple[str, ...]]

    @property
    def href(self) -> str:
        """Return where the cited rule can be read; empty where no public text has a lasting address."""
        for pattern, address in READABLE:
            if found := pattern.search(self.source):
                return address.format(*found.groups())
        return ""


@cache
def all_terms() -> tuple[Term, ...]:
    """Return the glossary in the order of its file."""
    rows = yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_term(row) for row in rows)


def _term(row: dict[str, Any]) -> Term:
    given, unlinked = row.get("forms", {}), row.get("unlinked", ())
    return Term(
        id=row["id"],
        name={lang: row[lang] for lang in LANGUAGES},
        aside=row.get("aside", ""),
        text=row["text"],
        source=row.get("source", ""),
        forms={lang: _forms(row[lang], given.get(lang, ()), lang, lang in unlinked) for lang in LANGUAGES},
    )


def _forms(name: str, given: list[str], lang: str, unlinked: bool) -> tuple[str, ...]:  # noqa: FBT001  # one caller
    forms = [*(() if unlinked else (name,)), *given]
    if lang == "en":
        forms += [f"{form}s" for form in forms if form[-1].isalpha() and form[-1] not in "sd" and not form.isupper()]
    return tuple(dict.fromkeys(forms))


def by_letter(lang: str) -> list[tuple[str, list[Term]]]:
    """Return the glossary as a reader of a language looks it up: by first letter, ä among a."""
    letters: dict[str, list[Term]] = {}
    for term in sorted(all_terms(), key=lambda one: sort_key(one.name[lang])):
        letters.setdefault(sort_key(term.name[lang])[0].upper(), []).append(term)
    return list(letters.items())


def sort_key(word: str) -> str:
    """Return a word as dictionaries sort it: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
