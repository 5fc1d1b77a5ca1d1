"""Texts, numbers and sums in the language of the page, for presenters and templates alike. Pure."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from contracts import texts
from timeline.documents.shapes import Document
from timeline.pages.paths import MAIN_LANGUAGE, language

NO_BREAK = "\u00a0"
NUMBERS = (
    pgettext_lazy("number in words", "no"),
    pgettext_lazy("number in words", "one"),
    pgettext_lazy("number in words", "two"),
    pgettext_lazy("number in words", "three"),
    pgettext_lazy("number in words", "four"),
    pgettext_lazy("number in words", "five"),
    pgettext_lazy("number in words", "six"),
    pgettext_lazy("number in words", "seven"),
    pgettext_lazy("number in words", "eight"),
    pgettext_lazy("number in words", "nine"),
    pgettext_lazy("number in words", "ten"),
    pgettext_lazy("number in words", "eleven"),
    pgettext_lazy("number in words", "twelve"),
)
SIZES = (
    (1_000_000_000, pgettext_lazy("sum", "%(sign)s%(number)s billion")),
    (1_000_000, pgettext_lazy("sum", "%(sign)s%(number)s million")),
    (1, pgettext_lazy("sum", "%(sign)s%(number)s")),
)

# German nouns that begin a term which also stands within sentences (results, reasons, kinds of change).
NOUNS = frozenset(
    {"Sache", "Abhilfe", "Abhilfemaßnahme", "Empfehlung", "Feststellung", "Urteil", "Zurückverweisung", "Umkehrung"}
)


def words(value: texts.TextMap | str | None) -> SafeString | str:
    """Return a text in the page's language; one in another language is marked as such."""
    if isinstance(value, str):
        return value
    text, found = texts.pick(value, language())
    return text if found == language() or not text else in_language(text, found)


def plain(value: texts.TextMap | str | None) -> str:
    """Return a text in the page's language without markup, for titles and attributes."""
    return value if isinstance(value, str) else texts.pick(value, language())[0]


def english(text: str) -> SafeString | str:
    """Return a text that the record keeps in English alone; on other pages it is marked as such."""
    return text if language() == MAIN_LANGUAGE or not text else in_language(text, MAIN_LANGUAGE)


def term(text: str) -> SafeString | str:
    """Return a term of a vocabulary in the page's language; one without a translation is marked as English."""
    translated = _(text) if text else ""
    return translated if translated != text else english(text)


def plain_term(text: str) -> str:
    """Return a term of a vocabulary in the page's language without markup, for attributes and programs."""
    return _(text) if text else ""


def term_upper(text: str) -> SafeString | str:
    """Return a term of a vocabulary as the beginning of a line."""
    translated = _(text) if text else ""
    return upper_first(translated) if translated != text else english(upper_first(text))


def in_language(text: str, lang: str) -> SafeString:
    """Mark a text as being in another language than the page."""
    return format_html('<span lang="{}">{}</span>', lang, text)


def number(count: int) -> str:
    """Return a small number in words."""
    return str(NUMBERS[count]) if count < len(NUMBERS) else grouped(count)


def grouped(count: float, places: int = 0) -> str:
    """Return a number with its thousands apart: 1,234 or 1.234."""
    text = f"{count:,.{places}f}"
    separators = {",": pgettext("between thousands", ","), ".": pgettext("decimal point", ".")}
    return "".join(separators.get(character, character) for character in text)


def money(value: Document | None) -> str:
    """Return a sum as a newspaper writes it: $10 billion, 10 Mrd. $."""
    if not value:
        return ""
    amount = value["amount"]
    sign = "$" if value["currency"] == "USD" else f"{value['currency']}{NO_BREAK}"
    size, pattern = next(((size, pattern) for size, pattern in SIZES if amount >= size), SIZES[-1])
    places = next((n for n in (0, 1) if round(amount / size, n) == round(amount / size, 2)), 2) if size > 1 else 0
    return (str(pattern) % {"sign": sign, "number": grouped(amount / size, places)}).replace(" ", NO_BREAK).strip()


def listed(names: list[str]) -> str:
    """Join names as prose does: A, B and C."""
    return names[0] if len(names) == 1 else _(" and ").join((", ".join(names[:-1]), names[-1]))


def signed(number: int) -> str:
    """Return a whole number; a negative one has a minus, which a hyphen is not."""
    return str(number).replace("-", "−")  # a minus is meant


def lower_first(text: str) -> str:
    """Return words as they stand within a sentence; German keeps the capital of a noun."""
    first = text.split(maxsplit=1)[0].strip(":,") if text else ""
    return text if language() == "de" and first in NOUNS else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return words as they stand at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
