"""Editorial texts as maps from language to words, and what no stored text may contain. Pure."""

import unicodedata
from collections.abc import Mapping

LANGUAGES = ("en", "de")
MAIN_LANGUAGE = "en"

TextMap = dict[str, str]


class TextError(ValueError):
    """A text that cannot be stored, with the reason."""


def clean(text: str, *, longest: int) -> str:
    """Return the text in NFC without outer blanks; raise TextError on control characters or too great a length."""
    if len(text) > longest:
        raise TextError(f"{len(text):,} characters; at most {longest:,} are allowed")
    bad = next((c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"), None)
    if bad is not None:
        raise TextError(f"the control character U+{ord(bad):04X} is not allowed")
    return unicodedata.normalize("NFC", text).strip()


def text_map(value: str | Mapping[str, str], *, longest: int) -> TextMap:
    """Make a clean map of a plain text (English) or a map; languages in fixed order, empty ones left out."""
    if isinstance(value, str):
        value = {MAIN_LANGUAGE: value}
    unknown = set(value) - set(LANGUAGES)
    if unknown:
        raise TextError(f"unknown language {', '.join(sorted(map(str, unknown)))}; known: {', '.join(LANGUAGES)}")
    wrong = [lang for lang, text in value.items() if not isinstance(text, str)]
    if wrong:
        raise TextError(f"the text in {wrong[0]} is not a text")
    cleaned = {lang: clean(value[lang], longest=longest) for lang in LANGUAGES if lang in value}
    return {lang: text for lang, text in cleaned.items() if text}


def pick(texts: Mapping[str, str] | None, lang: str) -> tuple[str, str]:
    """Return the text in a language, or the main one, with the language it is in; ("", lang) where there is none."""
    if not texts:
        return "", lang
    for choice in (lang, MAIN_LANGUAGE, *texts):
        if choice in texts:
            return texts[choice], choice
    return "", lang
