"""From bytes to a tree of texts, lists and maps that know their lines; YAML without tags, anchors, surprises. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from timeline.records.mistakes import Mistake, RecordRefused, excerpt, plain

LARGEST = 64_000_000  # bytes; far above any record, and read before it is judged
DEEPEST = 12
# The C parser is ten times quicker; a PyYAML built without it lacks the name.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RESOLVER = yaml.SafeLoader("")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ENTRY = re.compile(rb"^- (?:\{\s*)?id: *[\"']?([A-Za-z0-9_.-]{1,200})", re.MULTILINE)
_MEANINGS = {"null": "nothing", "bool": "a truth value", "int": "a number", "float": "a number", "timestamp": "a date"}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its text, and what YAML takes it for (“a text”, “a number”, “a date”, “nothing” …)."""

    line: int
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: "list[Node]"


@dataclass(frozen=True, slots=True)
class Pairs:
    """A map; `lines` says where each key stands."""

    line: int
    values: "dict[str, Node]"
    lines: dict[str, int]


Node: TypeAlias = Scalar | Items | Pairs


def read_tree(path: Path) -> Pairs:
    """Read a file of one YAML map; raise RecordRefused naming file, line and reason."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise RecordRefused([Mistake(str(path), 1, "", f"cannot be read: {error.strerror}")]) from error
    if content is None:
        raise RecordRefused([Mistake(str(path), 1, "", f"is larger than {LARGEST:,} bytes")])
    return parse_tree(content, file=str(path))


def parse_tree(content: bytes, *, file: str) -> Pairs:
    """Parse the bytes of one YAML map; `file` is named in mistakes."""
    try:
        text = _decoded(content, file)
        tree = _Builder(file, content).build(yaml.parse(text, LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        reason = " ".join(part for part in (error.context, error.problem) if part)
        raise RecordRefused([_mistake(file, content, line, f"this is not YAML: {plain(reason, 200)}")]) from error
    except yaml.YAMLError as error:
        raise RecordRefused([_mistake(file, content, 1, f"this is not YAML: {excerpt(str(error))}")]) from error
    if not isinstance(tree, Pairs):
        raise RecordRefused([Mistake(file, 1, "", "a record file is a map that begins with “format: 1”")])
    return tree


def _decoded(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"the byte 0x{content[error.start]:02X} is not UTF-8"
        raise RecordRefused([_mistake(file, content, line, reason)]) from error
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        reason = f"the control character U+{ord(bad.group()):04X} is not allowed"
        raise RecordRefused([_mistake(file, content, line, reason)])
    return text


def _mistake(file: str, content: bytes, line: int, reason: str) -> Mistake:
    """Name the entry that a line of a file which cannot be parsed stands in: the last `- id:` up to it."""
    lines = content.split(b"\n", line)[:line]
    ids = _ENTRY.findall(b"\n".join(lines))
    return Mistake(file, line, ids[-1].decode() if ids else "", reason)


class _Builder:
    """Builds the tree from the parser's events, so that depth and aliases are bounded before anything is expanded."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file, self.content = file, content
        self.mistakes: list[Mistake] = []

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        tree: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    self._refuse(event, "a record file holds one document; remove the line “---”")
                    break
                tree = self._node(next(events), events, 0)
        if self.mistakes:
            raise RecordRefused(self.mistakes)
        return tree

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors and aliases (& and *) are not used in record files")
        if tag := getattr(event, "tag", None):
            self._refuse(event, f"tags are not used in record files: {excerpt(tag)}")
        if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent) and depth >= DEEPEST:
            self._refuse(event, f"is nested deeper than {DEEPEST} levels")
            raise RecordRefused(self.mistakes)
        if isinstance(event, yaml.SequenceStartEvent):
            items = Items(line, [])
            for inner in iter(lambda: next(events), None):
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                items.items.append(self._node(inner, events, depth + 1))
            return items
        if isinstance(event, yaml.MappingStartEvent):
            return self._pairs(line, events, depth)
        return _scalar(line, event)

    def _pairs(self, line: int, events: Iterator[yaml.Event], depth: int) -> Pairs:
        pairs = Pairs(line, {}, {})
        for inner in iter(lambda: next(events), None):
            if isinstance(inner, yaml.MappingEndEvent):
                break
            key = self._node(inner, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(inner, "a key is a single word")
            elif key.text in pairs.values:
                self._refuse(inner, f"the key {excerpt(key.text)} stands here twice")
            else:
                pairs.values[key.text] = value
                pairs.lines[key.text] = key.line
        return pairs

    def _refuse(self, event: yaml.Event, reason: str) -> None:
        self.mistakes.append(_mistake(self.file, self.content, _line(event), reason))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(line: int, event: yaml.Event) -> Scalar:
    if not isinstance(event, yaml.ScalarEvent):
        return Scalar(line, "", "nothing")
    return Scalar(line, event.value, meaning_of(event.value) if event.implicit[0] else "a text")


def meaning_of(text: str) -> str:
    """Say what YAML takes an unquoted text for."""
    tag = str(RESOLVER.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]  # by its stubs
    return _MEANINGS.get(tag.rpartition(":")[2], "a text")
