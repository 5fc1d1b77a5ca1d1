"""From entries to the values that files and tables share: mentions become public names, short forms long. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from contracts.identifiers import normal_docket, public_id_for
from timeline.records.entries import Entry, RecordFile
from timeline.records.fields import Mention, Table
from timeline.records.mistakes import excerpt
from timeline.records.schema import Values

START, END = "start", "end"


@dataclass(slots=True)
class Names:
    """Which names exist: ids of entries file by file, and public names of all entries and of what the site shows."""

    ids: dict[tuple[str, str, str], str] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)
    protests: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[RecordFile]) -> "Names":
        """Collect the names of these files; what the site shows besides is added to `keys`."""
        names = cls()
        for file in files:
            for entry in file.entries:
                names.ids[file.name, entry.kind, entry.id] = entry.key
                names.keys.add((entry.kind, entry.key))
                if entry.kind == "protest":
                    names.protests[entry.key] = entry
        return names

    def unknown(self, files: Iterable[RecordFile]) -> set[tuple[str, str]]:
        """Return kind and name of what these files mention without holding it."""
        mentions = (
            (file, mention) for file in files for entry in file.entries for mention in mentions_in(entry.values)
        )
        return {(mention.kind, mention.name) for file, mention in mentions if self.key(file, mention) is None}

    def key(self, file: RecordFile, mention: Mention) -> str | None:
        """Return the public name of what is mentioned in a file, None if nothing is called so."""
        found = self.ids.get((file.name, mention.kind, mention.name))
        if found:
            return found
        return mention.name if (mention.kind, mention.name) in self.keys else None


@dataclass(frozen=True, slots=True)
class PartName:
    """A bid or an award: its id in the file and its public id."""

    kind: str
    id: str
    key: str
    values: Values


@dataclass(slots=True)
class Given:
    """What a file gives to one object: the values to compare, to hash and to write."""

    entry: Entry
    values: Values
    parts: list[PartName] = field(default_factory=list)
    mentions: set[tuple[str, str]] = field(default_factory=set)


def give(file: RecordFile, names: Names) -> list[Given]:
    """Resolve all sound entries of a file, noting as mistakes the mentions of what does not exist, in all of them."""
    day_orders: Counter[str] = Counter()
    given = []
    for entry in file.entries:
        found = Given(entry, {})
        values = found.values = _plain(entry.values, found, names)
        for own in ("id", "key"):
            values.pop(own, None)
        if not entry.is_sound:
            continue
        if entry.kind not in {"party", "dispute", "source"}:
            values["dispute"] = file.name
        _spell_out(found, names, day_orders)
        found.values = _without_empty(values)
        given.append(found)
    return given


def _spell_out(found: Given, names: Names, day_orders: Counter[str]) -> None:
    kind, values = found.entry.kind, found.values
    _cite(values)
    if kind == "contract":
        _spell_out_contract(found)
    elif kind == "protest":
        for stay in values.get("stays", []):
            stay.setdefault("key", stay_key(found.entry.file.name, found.entry.id, stay))
        _in_time_order(values, "stays")
        _spell_out_grounds(found)
    elif kind == "event":
        _spell_out_event(found, names, day_orders)
    for name in ("contracts", "succeeds"):
        if name in values:
            values[name] = sorted(set(values[name]))


def _spell_out_contract(found: Given) -> None:
    values, file, contract = found.values, found.entry.file, found.entry.id
    for phase in values.get("phases", []):
        phase.setdefault("key", phase_key(file.name, contract, phase))
    _in_time_order(values, "phases")
    for award in values.get("awards", []):
        award["suppliers"] = sorted(set(award["suppliers"]))
        award.setdefault("currency", "USD")
    for section, kind in (("bids", "bid"), ("awards", "award")):
        for part in values.get(section, []):
            name = part.pop("id")
            part.setdefault("key", public_id_for(kind, file.name, name))
            found.parts.append(PartName(kind, name, part["key"], part))


def _spell_out_grounds(found: Given) -> None:
    """Give grounds their public ids, and fates the proceeding where they name none: that of their ground."""
    for ground in found.values.get("grounds", []):
        ground.setdefault("key", ground_key(found.entry.file.name, found.entry.id, ground))
        for fate in ground.get("fates", []):
            fate.setdefault("protest", found.entry.key)


def ground_key(dispute: str, protest: str, ground: Values) -> str:
    """Derive the public id of a ground that a file gives none: from its protest and its English title."""
    return public_id_for("ground", dispute, f"{protest}-{slugify(ground.get('title', {}).get('en', ''))}")


def phase_key(dispute: str, contract: str, phase: Values) -> str:
    """Derive the public id of a phase that a file gives none: from its contract and its English name."""
    return public_id_for("phase", dispute, f"{contract}-{slugify(phase.get('name', {}).get('en', ''))}")


def stay_key(dispute: str, protest: str, stay: Values) -> str:
    """Derive the public id of a stay that a file gives none: from its protest, its kind and its first day."""
    return public_id_for("stay", dispute, f"{protest}-{stay.get('kind')}-{stay.get('start')}")


def _in_time_order(values: Values, section: str) -> None:
    """Put phases or stays in the order in which the tables return them."""
    if section in values:
        values[section] = sorted(values[section], key=lambda part: str(part.get("start", "")))


def _spell_out_event(found: Given, names: Names, day_orders: Counter[str]) -> None:
    values, date = found.values, str(found.values.get("date"))
    values.setdefault("day_order", day_orders[date])
    day_orders[date] += 1
    for step, read in zip(values.get("steps", []), found.entry.values.get("steps", []), strict=True):
        step.setdefault("protest", values.get("protest"))
        if "for" in step:
            step["for"] = sorted(set(step["for"]))
        if "cases" in step:
            step["cases"] = _cases(step, read, found.entry, names)


def _cases(step: Values, read: Table, entry: Entry, names: Names) -> list[str]:
    """Write the cases of a step as their protest writes them, and in its order."""
    protest = names.protests.get(str(step["protest"]))
    if protest is None:
        if step["protest"]:
            entry.file.wrong(entry, read.line, "a step names cases of a protest that these files do not hold")
        return []
    known = [case["docket"] for case in protest.values.get("cases", []) if "docket" in case]
    wanted = {normal_docket(docket): docket for docket in step["cases"]}
    for number, docket in wanted.items():
        if number not in map(normal_docket, known):
            entry.file.wrong(entry, read.line, f"{excerpt(docket)} is no case of {protest.label}")
    return [docket for docket in known if normal_docket(docket) in wanted]


def _cite(values: Values) -> None:
    """Turn `event`, `start_event`, `end_event` and `sources` into one list of citations, here and in all parts."""
    for value in values.values():
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, dict) and "source" not in inner:
                _cite(inner)
    short = [
        {"event": values.pop(f"{when}_event"), "locator": when} for when in (START, END) if f"{when}_event" in values
    ]
    if isinstance(values.get("event"), list):
        short += [{"event": event} for event in values.pop("event")]
    cited = short + values.pop("sources", [])
    if cited:
        values["citations"] = cited


def mentions_in(value: Any) -> Iterator[Mention]:
    """Walk the mentions of other entries in values as read."""
    if isinstance(value, Mention):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mentions_in(inner)


def _plain(value: Any, found: Given, names: Names) -> Any:
    if isinstance(value, Mention):
        key = names.key(found.entry.file, value)
        if key is None:
            found.entry.file.wrong(found.entry, value.line, _unknown(value))
        else:
            found.mentions.add((value.kind, key))
        return key
    if isinstance(value, Table):
        plain = {name: _plain(inner, found, names) for name, inner in value.items()}
        if "public_id" in plain:
            plain["key"] = plain.pop("public_id")
        return plain
    if isinstance(value, list):
        return [_plain(inner, found, names) for inner in value]
    return value


def _unknown(mention: Mention) -> str:
    where = "parties.yaml has no such entry" if mention.kind == "party" else "this file has no such entry"
    return f"unknown {mention.kind} {excerpt(mention.name)}: {where}, nor does the site show one"


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        plain = {name: _without_empty(inner) for name, inner in value.items()}
        return {name: inner for name, inner in plain.items() if inner not in (None, "", [], {}, False, 0)}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value
