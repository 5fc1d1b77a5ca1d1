"""From the tree of a record file to its entries: every value read, every mistake noted with its line. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contracts.identifiers import public_id_for
from timeline.records.fields import Map, Reader, Table
from timeline.records.mistakes import Mistake, RecordRefused, excerpt
from timeline.records.nodes import Items, Node, Pairs, Scalar, read_tree
from timeline.records.schema import ENTRIES, FORMAT, PARTIES_FILE, SECTIONS, SLUGGED

HEAD = "format"


@dataclass(slots=True)
class Entry:
    """One entry of a file; `values` are as read, mentions not yet resolved, and lack what was not sound."""

    file: "RecordFile"
    kind: str
    id: str
    line: int
    values: Table
    is_sound: bool = True

    @property
    def label(self) -> str:
        """Return kind and id, for messages."""
        return f"{self.kind} {self.id}"

    @property
    def key(self) -> str:
        """Return the public name of the object: slug, explicit public id, or the one derived from dispute and id."""
        if self.kind in SLUGGED:
            return self.id
        return str(self.values.get("public_id") or public_id_for(self.kind, self.file.name, self.id))


@dataclass(slots=True)
class RecordFile:
    """A file that was read: its path, its name in the origins (the dispute's slug, or `parties`), its entries."""

    path: Path
    name: str = ""
    entries: list[Entry] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """Return the entries of one section, in their order."""
        return (entry for entry in self.entries if entry.kind == kind)

    def wrong(self, entry: Entry, line: int, reason: str) -> None:
        """Note a mistake in an entry."""
        self.mistakes.append(Mistake(str(self.path), line, entry.label, reason))


def read_file(path: Path) -> RecordFile:
    """Read a record file; what is wrong with it stands in `mistakes`."""
    found = RecordFile(path)
    try:
        read_parsed(found, read_tree(path))
    except RecordRefused as refused:
        found.mistakes += refused.mistakes
    return found


def read_parsed(found: RecordFile, tree: Pairs) -> None:
    """Read the entries of a file's tree into it, with what is wrong with them."""
    reader = Reader(str(found.path))
    _read_head(tree, reader)
    found.name = _name_of(tree)
    for section, kind in SECTIONS.items():
        if section not in tree.values:
            continue
        for node in _items(section, tree.values[section], reader):
            entry = _entry(found, kind, node, reader)
            if entry:
                found.entries.append(entry)
    reader.entry = ""
    _refuse_wrong_sections(found, tree, reader)
    found.mistakes += reader.mistakes


def _read_head(tree: Pairs, reader: Reader) -> None:
    given = tree.values.get(HEAD)
    if given is None:
        reader.wrong(tree.line, "lacks the line “format: 1”")
    elif not isinstance(given, Scalar) or given.text != FORMAT:
        reader.wrong(given.line, f"is of a format other than {FORMAT}, which this version reads")
    for key in tree.values:
        if key != HEAD and key not in SECTIONS:
            reader.wrong(tree.lines[key], f"has the unknown section {excerpt(key)}; known: {', '.join(SECTIONS)}")


def _name_of(tree: Pairs) -> str:
    dispute = tree.values.get("dispute")
    if not isinstance(dispute, Pairs):
        return PARTIES_FILE
    slug = dispute.values.get("id")
    return slug.text if isinstance(slug, Scalar) else ""


def _refuse_wrong_sections(found: RecordFile, tree: Pairs, reader: Reader) -> None:
    sections = [section for section in SECTIONS if section in tree.values]
    if found.name == PARTIES_FILE and "dispute" in sections:
        reader.wrong(tree.lines["dispute"], f"no dispute can be called “{PARTIES_FILE}”: that is the name of a file")
    if "parties" in sections and len(sections) > 1:
        reader.wrong(tree.lines["parties"], "parties stand in parties.yaml, beside the files of the disputes")
    elif "parties" not in sections and "dispute" not in sections:
        reader.wrong(tree.line, "has neither the section “dispute” nor the section “parties”")


def _items(section: str, node: Node, reader: Reader) -> list[Node]:
    reader.entry = ""
    if section == "dispute":
        return [node]
    if isinstance(node, Items):
        return node.items
    if not (isinstance(node, Scalar) and node.meaning == "nothing"):
        reader.wrong(node.line, f"the section {section} is not a list")
    return []


def _entry(file: RecordFile, kind: str, node: Node, reader: Reader) -> Entry | None:
    given = node.values.get("id") if isinstance(node, Pairs) else None
    name = given.text if isinstance(given, Scalar) else ""
    reader.entry = f"{kind} {name[:100]}" if name else kind
    shape: Map = ENTRIES[kind]
    before = len(reader.mistakes)
    values = shape.read(node, reader, "the entry")
    if values is None or "id" not in values:
        return None
    return Entry(file, kind, str(values["id"]), node.line, values, len(reader.mistakes) == before)
