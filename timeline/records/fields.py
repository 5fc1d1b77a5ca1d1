"""What may stand at a place of a record file: each kind of field reads a node and says what is wrong with it. Pure.

A field returns the value in the form that files, rows and hashes share (see `timeline.records.schema`): texts as maps
of languages, dates as EDTF text, sums as text, other entries as `Mention`. Nothing (no value, an empty list) is None.
"""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from contracts import texts
from contracts.dates import DateError, PartialDate
from timeline.records.mistakes import Mistake, excerpt
from timeline.records.nodes import Items, Node, Pairs, Scalar

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SUM = re.compile(r"\d{1,16}(?:\.\d{1,2})?")
_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PUBLIC_ID = re.compile(r"[a-z0-9]{6,16}")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class Reader:
    """Collects the mistakes of one file; `entry` is the entry being read."""

    file: str
    entry: str = ""
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, line: int, reason: str) -> None:
        """Note a mistake of the current entry."""
        self.mistakes.append(Mistake(self.file, line, self.entry, reason))


class Table(dict[str, Any]):
    """The values of a map by key, and the line it began on."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """Another entry, named by its id in the file or by its public name."""

    kind: str
    name: str
    line: int


class Field(Protocol):
    """A kind of value."""

    def read(self, node: Node, reader: Reader, what: str) -> Any:
        """Return the value; note mistakes under the name `what` and return None."""
        ...


def is_nothing(node: Node) -> bool:
    """Say whether a place was left empty."""
    return isinstance(node, Scalar) and node.meaning == "nothing"


def _text_of(node: Node, reader: Reader, what: str, longest: int) -> str | None:
    if not isinstance(node, Scalar):
        reader.wrong(node.line, f"{what} is {_shape(node)}, not a text")
        return None
    if node.meaning != "a text":
        reader.wrong(node.line, f"{what} is {node.meaning}, not a text; put it in quotes")
        return None
    try:
        return texts.clean(node.text, longest=longest) or None
    except texts.TextError as error:
        reader.wrong(node.line, f"{what}: {error}")
        return None


def _shape(node: Node) -> str:
    if isinstance(node, Items):
        return "a list"
    return "a map" if isinstance(node, Pairs) else node.meaning


def _word_of(node: Node, reader: Reader, what: str, wanted: str) -> str | None:
    """Read a short unquoted word, whatever YAML takes it for."""
    if isinstance(node, Scalar) and len(node.text) <= 10_000:
        return node.text.strip()
    shown = excerpt(node.text) if isinstance(node, Scalar) else _shape(node)
    reader.wrong(node.line, f"{what} is {shown}, not {wanted}")
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """A text that has no translation: a name, a docket number, a quote."""

    longest: int
    most_words: int | None = None
    pattern: re.Pattern[str] | None = None
    wanted: str = ""

    def read(self, node: Node, reader: Reader, what: str) -> str | None:
        """Return the clean text."""
        text = _text_of(node, reader, what, self.longest)
        if text is None:
            return None
        if self.most_words and len(text.split()) > self.most_words:
            reader.wrong(node.line, f"{what} has {len(text.split())} words; at most {self.most_words} are allowed")
        if self.pattern and not self.pattern.fullmatch(text):
            reader.wrong(node.line, f"{what} {excerpt(text)} is not {self.wanted}")
        return text


@dataclass(frozen=True, slots=True)
class Words:
    """An editorial text: a plain one is English, a map has one a language."""

    longest: int
    need_main: bool = True

    def read(self, node: Node, reader: Reader, what: str) -> dict[str, str] | None:
        """Return the clean map."""
        if not isinstance(node, Pairs):
            text = _text_of(node, reader, what, self.longest)
            return {texts.MAIN_LANGUAGE: text} if text else None
        found = {}
        for lang, inner in node.values.items():
            if lang not in texts.LANGUAGES:
                known = ", ".join(texts.LANGUAGES)
                reader.wrong(node.lines[lang], f"{what} has the unknown language {excerpt(lang)}; known: {known}")
                continue
            text = None if is_nothing(inner) else _text_of(inner, reader, f"{what} in {lang}", self.longest)
            if text:
                found[lang] = text
        if self.need_main and found and texts.MAIN_LANGUAGE not in found:
            reader.wrong(node.line, f"{what} lacks the language {texts.MAIN_LANGUAGE}")
        return {lang: found[lang] for lang in texts.LANGUAGES if lang in found} or None


@dataclass(frozen=True, slots=True)
class Day:
    """A date as EDTF text."""

    def read(self, node: Node, reader: Reader, what: str) -> str | None:
        """Return the text of a date that the calendar has."""
        word = _word_of(node, reader, what, "a date")
        if word is None:
            return None
        try:
            return PartialDate.parse(word).text
        except DateError as error:
            reader.wrong(node.line, f"{what}: {error}")
            return None


@dataclass(frozen=True, slots=True)
class Code:
    """One word of a codelist."""

    codes: Collection[str]

    def read(self, node: Node, reader: Reader, what: str) -> str | None:
        """Return the code."""
        word = _word_of(node, reader, what, "a code")
        if word is None or word in self.codes:
            return word
        near = difflib.get_close_matches(word[:40], list(self.codes), 1)
        hint = f"; did you mean “{near[0]}”?" if near else f"; known: {', '.join(self.codes)}"
        reader.wrong(node.line, f"{what} has the unknown code {excerpt(word)}{hint}")
        return None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    least: int
    most: int

    def read(self, node: Node, reader: Reader, what: str) -> int | None:
        """Return the number."""
        word = _word_of(node, reader, what, "a whole number")
        if word is None:
            return None
        if not re.fullmatch(r"\d{1,9}", word) or not self.least <= int(word) <= self.most:
            reader.wrong(
                node.line, f"{what} is {excerpt(word)}, not a whole number between {self.least} and {self.most}"
            )
            return None
        return int(word)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money in whole units, with two decimals at most."""

    def read(self, node: Node, reader: Reader, what: str) -> str | None:
        """Return the sum as text without needless zeros."""
        word = _word_of(node, reader, what, "a sum")
        if word is None:
            return None
        if not _SUM.fullmatch(word):
            reader.wrong(node.line, f"{what} is {excerpt(word)}, not a sum like 1000000 or 999.95")
            return None
        return sum_text(Decimal(word))


def sum_text(amount: Decimal) -> str:
    """Write a sum without needless zeros."""
    try:
        whole = amount == amount.to_integral_value()
    except InvalidOperation:
        return str(amount)
    return str(amount.quantize(Decimal(1))) if whole else str(amount.quantize(Decimal("0.01")))


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no; no is the same as nothing."""

    def read(self, node: Node, reader: Reader, what: str) -> bool | None:
        """Return True or nothing."""
        word = _word_of(node, reader, what, "true or false")
        if word is not None and word not in {"true", "false"}:
            reader.wrong(node.line, f"{what} is {excerpt(word)}, not true or false")
        return True if word == "true" else None


@dataclass(frozen=True, slots=True)
class Name:
    """The id of another entry of this kind."""

    kind: str

    def read(self, node: Node, reader: Reader, what: str) -> Mention | None:
        """Return the mention; whether it exists is known when all is read."""
        word = _word_of(node, reader, what, f"the id of a {self.kind}")
        return Mention(self.kind, word, node.line) if word else None


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind; a single one may stand without its list where `lone` says so."""

    item: Field
    lone: bool = False

    def read(self, node: Node, reader: Reader, what: str) -> list[Any] | None:
        """Return the values."""
        if not isinstance(node, Items):
            if not self.lone:
                reader.wrong(node.line, f"{what} is {_shape(node)}, not a list")
                return None
            node = Items(node.line, [node])
        found = []
        for inner in node.items:
            if is_nothing(inner):
                reader.wrong(inner.line, f"{what} has an empty item")
                continue
            value = self.item.read(inner, reader, what)
            if value is not None:
                found.append(value)
        return found or None


@dataclass(frozen=True, slots=True)
class Map:
    """A map with known keys; `required` ones must have a value."""

    fields: Mapping[str, Field]
    required: Collection[str] = ()

    def read(self, node: Node, reader: Reader, what: str) -> Table | None:
        """Return the values by key, empty ones left out."""
        if not isinstance(node, Pairs):
            reader.wrong(node.line, f"{what} is {_shape(node)}, not a map")
            return None
        found = Table()
        found.line = node.line
        for key, inner in node.values.items():
            kind = self.fields.get(key)
            if kind is None:
                near = difflib.get_close_matches(key[:40], list(self.fields), 1)
                hint = f"; did you mean “{near[0]}”?" if near else f"; known: {', '.join(self.fields)}"
                reader.wrong(node.lines[key], f"{what} has the unknown key {excerpt(key)}{hint}")
            elif not is_nothing(inner):
                value = kind.read(inner, reader, key)
                if value is not None:
                    found[key] = value
        for key in self.required:
            if key not in node.values or is_nothing(node.values[key]):
                reader.wrong(node.line, f"{what} lacks {key}")
        return found


@dataclass(frozen=True, slots=True)
class Schemes:
    """Identifiers by scheme (`wikidata: Q1`); several of one scheme as a list."""

    longest_scheme: int
    longest: int

    def read(self, node: Node, reader: Reader, what: str) -> list[list[str]] | None:
        """Return pairs of scheme and identifier, sorted."""
        if not isinstance(node, Pairs):
            reader.wrong(node.line, f"{what} is {_shape(node)}, not a map")
            return None
        found = []
        for scheme, inner in node.values.items():
            if not re.fullmatch(rf"[a-z0-9-]{{1,{self.longest_scheme}}}", scheme):
                reader.wrong(node.lines[scheme], f"{excerpt(scheme)} is not a scheme of identifiers")
            for item in inner.items if isinstance(inner, Items) else [inner]:
                word = _word_of(item, reader, scheme, "an identifier")
                text = _text_of(Scalar(item.line, word, "a text"), reader, scheme, self.longest) if word else None
                if text:
                    found.append([scheme, text])
        return sorted(found) or None


def slug_line() -> Line:
    """Make the field of an own id: small letters, digits and single hyphens."""
    return Line(100, pattern=_ID, wanted="an id of small letters, digits and hyphens")


def public_id_line() -> Line:
    """Make the field of an explicit public id."""
    return Line(16, pattern=_PUBLIC_ID, wanted="a public id of 6 to 16 small letters and digits")


def address_line(longest: int) -> Line:
    """Make the field of a web address."""
    return Line(longest, pattern=_ADDRESS, wanted="a web address (http or https)")


def lang_line() -> Line:
    """Make the field of a language (BCP 47)."""
    return Line(10, pattern=_LANG, wanted="a language like en or de-CH")


def currency_line() -> Line:
    """Make the field of a currency (ISO 4217)."""
    return Line(3, pattern=_CURRENCY, wanted="a currency like USD")
