"""Links the field's words in a page's texts to the glossary, each at its first use on the page. Pure."""

import re
from functools import cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.glossary.terms import all_terms

# Quoted words are somebody else's: a quotation is one token, in which nothing is looked for.
TOKENS = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\"|\w+")
JOINED = "-‑’'&/@."  # a word right behind one of these is a part of a longer one: JEDI-Ausschreibung
MOST_TEXTS = 400  # first uses are found near the top; a list of ten thousand need not be read to its end


class Form(NamedTuple):
    """One way to write a term; acronyms are matched as written, other words with any first letter."""

    text: str
    exact: bool
    term: str


@cache
def index(lang: str) -> dict[str, tuple[Form, ...]]:
    """Return all forms of a language by their first word in small letters, the longest first."""
    found: dict[str, list[Form]] = {}
    for term in all_terms():
        for text in term.forms[lang]:
            first = TOKENS.match(text)
            if first:
                exact = sum(letter.isupper() for letter in text) > 1
                found.setdefault(first.group().lower(), []).append(Form(text, exact, term.id))
    return {word: tuple(sorted(forms, key=lambda form: -len(form.text))) for word, forms in found.items()}


@cache
def names(lang: str) -> dict[str, str]:
    """Map names and forms of a language, small letters, to their terms, everyday words included."""
    return {form.lower(): term.id for term in all_terms() for form in (*term.forms[lang], term.name[lang])}


class FirstUses:
    """What one page has linked so far; `path` is the glossary's address in the page's language."""

    def __init__(self, path: str) -> None:
        """Begin a page on which nothing is linked."""
        self.path = path
        self.used: set[str] = set()
        self.texts = 0

    def link(self, text: str, lang: str) -> SafeString:
        """Return a plain text escaped, with each term that the page had not yet linked, by words of its language."""
        self.texts += 1
        if lang not in ("en", "de") or self.texts > MOST_TEXTS:
            return escape(text)
        forms, parts, done, behind = index(lang), [], 0, 0
        for token in TOKENS.finditer(text):
            start = token.start()
            candidates = forms.get(token.group().lower()) if start >= behind else None
            form = _fitting(candidates, text, start) if candidates else None
            if form is None:
                continue
            behind = start + len(form.text)  # a term within a longer one is not looked for
            if form.term not in self.used:
                parts += [escape(text[done:start]), self._anchor(form.term, text[start:behind])]
                self.used.add(form.term)
                done = behind
        parts.append(escape(text[done:]))
        return mark_safe("".join(parts))  # noqa: S308  # every part is escaped

    def link_whole(self, text: str, lang: str) -> SafeString:
        """Return a label, linked if all of it is one term, everyday words included."""
        term = names(lang).get(text.lower()) if lang in ("en", "de") else None
        if term is None or term in self.used:
            return escape(text)
        self.used.add(term)
        return self._anchor(term, text)

    def _anchor(self, term: str, words: str) -> SafeString:
        return mark_safe(f'<a class="term" href="{self.path}#{term}">{escape(words)}</a>')  # noqa: S308  # ids are ours


def _fitting(forms: tuple[Form, ...], text: str, start: int) -> Form | None:
    """Return the longest form that stands at a place as whole words."""
    if start and text[start - 1] in JOINED:
        return None
    for form in forms:
        end = start + len(form.text)
        found = text[start:end]
        alike = found == form.text if form.exact else found.lower() == form.text.lower()
        if alike and not _goes_on(text, end):
            return form
    return None


def _goes_on(text: str, end: int) -> bool:
    """Say whether a word continues behind a place: a letter, or a joining sign with a letter behind it."""
    after, behind = text[end : end + 1], text[end + 1 : end + 2]
    return after.isalnum() or after == "_" or (after in "-‑" and behind.isalnum()) if after else False
