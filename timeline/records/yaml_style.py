"""Write values as YAML as the shipped files look: short things on one line, long texts folded, keys in order. Pure."""

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contracts.texts import LANGUAGES
from timeline.records.fields import Field, Line, ListOf, Map, Schemes, Words
from timeline.records.nodes import meaning_of

LINE_WIDTH = 120
TEXT_WIDTH = 118
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<][^\n\t\u0085\u2028\u2029\ufeff]*")
_LONELY = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def scalar(text: str, *, in_flow: bool) -> str:
    """Write a text on one line so that every YAML reader reads this text: plain where that is safe, else quoted."""
    plain = _PLAIN.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith((":", " "))
    if plain and meaning_of(text) == "a text" and not (in_flow and re.search(r"[,\[\]{}?]", text)):
        return text
    if '"' in text and "'" not in text and not _LONELY.search(text):
        return f"'{text}'"
    quoted = json.dumps(text, ensure_ascii=False)
    return _LONELY.sub(lambda found: f"\\U{ord(found.group()):08x}", quoted)


def entry_lines(shape: Map, values: Mapping[str, Any]) -> list[str]:
    """Return the lines of an entry as an item of a list, its keys in the order of its shape."""
    return _item(_map_lines(shape, values))


def map_lines(shape: Map, values: Mapping[str, Any]) -> list[str]:
    """Return the lines of an entry that stands alone, indented by two."""
    return _indented(_map_lines(shape, values))


def _item(lines: list[str]) -> list[str]:
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _map_lines(shape: Map, values: Mapping[str, Any], indent: int = 2) -> list[str]:
    return [line for key, field in _present(shape, values) for line in _field_lines(key, field, values[key], indent)]


def _present(shape: Map, values: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
    unknown = set(values) - set(shape.fields)
    if unknown:
        raise ValueError(f"no place in the file for {', '.join(sorted(unknown))}")
    return ((key, field) for key, field in shape.fields.items() if key in values)


def _field_lines(key: str, field: Field, value: Any, indent: int) -> list[str]:
    """Return the lines of one key; `indent` is the column at which it will stand."""
    if isinstance(field, Words) and _is_map(field, value):
        line = f"{key}: {_flow(field, value)}"
        if indent + len(line) <= TEXT_WIDTH:
            return [line]
        texts = [line for lang, text in _by_language(value) for line in _text_lines(lang, text, indent + 2)]
        return [f"{key}:", *_indented(texts)]
    if isinstance(field, Words | Line):
        return _text_lines(key, value["en"] if isinstance(field, Words) else value, indent)
    if isinstance(field, ListOf) and isinstance(field.item, Map):
        items = [line for item in value for line in _item_lines(field.item, item, indent)]
        return [f"{key}:", *items]
    return [f"{key}: {_flow(field, value)}"]


def _is_map(field: Words, value: Mapping[str, str]) -> bool:
    """Say whether a text needs its languages named: English alone does not, unless it is a translation."""
    return not field.need_main or set(value) != {"en"}


def _text_lines(key: str, text: str, indent: int) -> list[str]:
    """Write a text beside its key if it fits, else folded below it."""
    line = f"{key}: {scalar(text, in_flow=False)}"
    if indent + len(line) <= TEXT_WIDTH or not _can_fold(text):
        return [line]
    return [f"{key}: >-", *_indented(fold(text, TEXT_WIDTH - indent - 2))]


def _can_fold(text: str) -> bool:
    """Say whether a text can stand in a folded block: one paragraph with at least one place to break."""
    return re.search(r"\S \S", text) is not None and not re.search(r"\s{2}", text) and not _LONELY.search(text)


def fold(text: str, width: int) -> list[str]:
    """Break a text at single spaces into lines of at most `width`, longer only where one word is."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _item_lines(shape: Map, values: Mapping[str, Any], indent: int) -> list[str]:
    """Write an item of a list on one line, or as a block where it holds long texts or lists of its own."""
    line = f"- {_flow(shape, values)}"
    has_parts = any(isinstance(field, ListOf) for field in shape.fields.values())
    if not has_parts or (indent + len(line) <= LINE_WIDTH and "id" not in shape.fields and "sources" not in values):
        return [line]
    return _item(_map_lines(shape, values, indent + 2))


def _flow(field: Field, value: Any) -> str:
    """Write a value on one line, within braces and brackets."""
    write = FLOWS.get(type(field))
    if write:
        return write(field, value)
    return "true" if value is True else str(value)


def _flow_line(_: Line, text: str) -> str:
    return scalar(text, in_flow=True)


def _flow_words(field: Words, texts: Mapping[str, str]) -> str:
    if not _is_map(field, texts):
        return scalar(texts["en"], in_flow=True)
    return "{" + ", ".join(f"{lang}: {scalar(text, in_flow=True)}" for lang, text in _by_language(texts)) + "}"


def _flow_map(shape: Map, values: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_flow(field, values[key])}" for key, field in _present(shape, values)) + "}"


def _flow_list(field: ListOf, items: list[Any]) -> str:
    if field.lone and len(items) == 1:
        return _flow(field.item, items[0])
    return "[" + ", ".join(_flow(field.item, item) for item in items) + "]"


def _flow_schemes(_: Schemes, pairs: list[list[str]]) -> str:
    found: dict[str, list[str]] = {}
    for scheme, identifier in pairs:
        found.setdefault(scheme, []).append(scalar(identifier, in_flow=True))
    written = {scheme: ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]" for scheme, ids in found.items()}
    return "{" + ", ".join(f"{scheme}: {ids}" for scheme, ids in written.items()) + "}"


FLOWS: dict[type, Callable[[Any, Any], str]] = {
    Line: _flow_line,
    Words: _flow_words,
    Map: _flow_map,
    ListOf: _flow_list,
    Schemes: _flow_schemes,
}


def _by_language(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(lang, texts[lang]) for lang in LANGUAGES if lang in texts]
