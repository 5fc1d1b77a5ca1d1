"""Write the record of a dispute, or all parties, from the editors' tables as a file that loads without a change."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from contracts.codelists import PartyKind
from contracts.models import Dispute
from timeline.models import Entry as LogEntry
from timeline.models import Event, RecordOrigin, State
from timeline.records.schema import ENTRIES, FORMAT, PARTIES_FILE, SECTIONS, SLUGGED, Values
from timeline.records.shortening import Ids, shorten
from timeline.records.stored import MODELS, key_field, values_by_key
from timeline.records.yaml_style import entry_lines, map_lines

HEAD = """\
# The record of the {name} dispute: contracts, proceedings, claims, events, statements and their sources.
# Facts and our own sentences: CC BY 4.0. Quotations and anchors are verbatim and remain their owners’.
# People and organisations stand in parties.yaml.
"""
PARTIES_HEAD = """\
# People and organisations of all disputes, each once: organisations first, then people, by id.
# A post without dates is one whose start and end no source of the record gives.
"""
PEOPLE_HEAD = """
# People

"""
OF_DISPUTE = ("contract", "protest", "claim", "event", "statement")


def dump_parties() -> str:
    """Return the file of all parties that readers see."""
    return parties_file(_live("party", _rows("party").all()))


def parties_file(found: dict[str, Values]) -> str:
    """Write parties by public name as a record file."""
    ids = Ids(PARTIES_FILE)
    parts = [f"{PARTIES_HEAD}format: {FORMAT}\nparties:\n"]
    for are_people, head in ((False, ""), (True, PEOPLE_HEAD)):
        keys = sorted(key for key, values in found.items() if (values["kind"] == PartyKind.PERSON) == are_people)
        lines = [line for key in keys for line in entry_lines(ENTRIES["party"], shorten("party", key, found[key], ids))]
        parts.append(head + _text(lines) if lines else "")
    return "".join(parts)


def dump_dispute(slug: str) -> str:
    """Return the file of a dispute as readers see it; raise Dispute.DoesNotExist.

    It holds what is published, as the editors' rows now stand: drafts and what was retracted are left out.
    """
    dispute = Dispute.objects.get(slug=slug)
    sections = {kind: _live(kind, _rows(kind).filter(dispute=dispute)) for kind in OF_DISPUTE}
    _drop_examples(sections)
    sections["source"] = _live("source", _sources(slug, sections))
    _drop_links_to_hidden(sections["event"])
    [(_key, values)] = values_by_key("dispute", [slug]).items()
    return dispute_file(slug, values, sections)


def dispute_file(slug: str, values: Values, sections: dict[str, dict[str, Values]]) -> str:
    """Write a dispute's values, and those of what belongs to it by kind and public name, as a record file."""
    ids = _ids(slug, sections)
    for kind in ("event", "statement"):
        sections[kind] = dict(sorted(sections[kind].items(), key=lambda item: _moment(item[1])))
    parts = [HEAD.format(name=values["name"]) + f"format: {FORMAT}\n"]
    parts.append("dispute:\n" + _text(map_lines(ENTRIES["dispute"], shorten("dispute", slug, values, ids))))
    for section, kind in SECTIONS.items():
        if sections.get(kind):
            entries = [_text(entry_lines(ENTRIES[kind], shorten(kind, k, v, ids))) for k, v in sections[kind].items()]
            parts.append(f"{section}:\n" + "\n".join(entries))
    return "\n".join(parts)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _rows(kind: str) -> Any:
    return MODELS[kind]._default_manager


def _live(kind: str, rows: Any) -> dict[str, Values]:
    """Return the values of those rows that readers see, in the order in which the rows were made."""
    keys = list(rows.filter(deleted_at=None).order_by("pk").values_list(key_field(MODELS[kind]), flat=True))
    live = LogEntry.objects.filter(
        document_type=MODELS[kind].document_type, key__in=keys, valid_to=None, state=State.LIVE
    )
    shown = set(live.values_list("key", flat=True))
    values = values_by_key(kind, shown)
    return {key: values[key] for key in keys if key in values}


def _sources(slug: str, sections: dict[str, dict[str, Values]]) -> Any:
    """Choose the sources of a dispute: those its file gave, and those it cites that no other file gave."""
    own = Q(public_id__in=RecordOrigin.objects.filter(file=slug, kind="source").values("object_key"))
    elsewhere = RecordOrigin.objects.filter(kind="source").exclude(file=slug).values("object_key")
    cited = {key for found in sections.values() for values in found.values() for key in _cited(values)}
    return _rows("source").filter(own | (Q(public_id__in=cited) & ~Q(public_id__in=elsewhere)))


def _cited(values: Values) -> Iterable[str]:
    for citation in values.get("citations", []):
        if "source" in citation:
            yield citation["source"]
    for ground in values.get("grounds", []):
        yield from (fate["source"] for fate in ground.get("fates", []) if "source" in fate)
    for section in ("phases", "bids", "awards", "stays"):
        for part in values.get(section, []):
            yield from _cited(part)


def _drop_examples(sections: dict[str, dict[str, Values]]) -> None:
    """Leave out what the demonstration feed made: it is no part of any record."""
    examples = set(Event.objects.filter(is_example=True).values_list("public_id", flat=True))
    for key in examples & set(sections["event"]):
        del sections["event"][key]
    for key in [key for key, values in sections["statement"].items() if values["event"] in examples]:
        del sections["statement"][key]


def _drop_links_to_hidden(events: dict[str, Values]) -> None:
    """Leave out links to events that readers do not see, and to examples: no other site could follow them."""
    named = {link["to"] for values in events.values() for link in values.get("links", [])}
    live = LogEntry.objects.filter(document_type="event", key__in=named, valid_to=None, state=State.LIVE)
    real = Event.objects.filter(public_id__in=named, is_example=False)
    shown = set(live.values_list("key", flat=True)) & set(real.values_list("public_id", flat=True))
    for values in events.values():
        links = [link for link in values.pop("links", []) if link["to"] in shown]
        if links:
            values["links"] = links


def _moment(values: Values) -> tuple[str, int]:
    return str(values["date"]).rstrip("~"), values.get("day_order", 0)


def _ids(slug: str, sections: dict[str, dict[str, Values]]) -> Ids:
    """Give every object its id in the file: the one that it was loaded with, else one made of what it says."""
    origins = RecordOrigin.objects.filter(file=slug)
    ids = Ids(slug, {(origin.kind, origin.object_key): origin.entry for origin in origins})
    taken = {(kind, name) for (kind, _), name in ids.ids.items()}
    for kind, found in sections.items():
        for key, values in found.items():
            _give_id(ids, taken, kind, key, _words(kind, values))
            for section, part_kind in (("bids", "bid"), ("awards", "award")):
                for part in values.get(section, []):
                    words = [key, part["bidder"]] if part_kind == "bid" else [key, "award", part["date"]]
                    _give_id(ids, taken, part_kind, part["key"], words)
    return ids


def _give_id(ids: Ids, taken: set[tuple[str, str]], kind: str, key: str, words: Sequence[str]) -> None:
    if kind in SLUGGED or (kind, key) in ids.ids:
        return  # a slug is its own id
    base = re.sub(r"-{2,}|_", "-", slugify(" ".join(words)))[:80].strip("-") or kind
    name, number = base, 1
    while (kind, name) in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add((kind, name))
    ids.ids[kind, key] = name


def _words(kind: str, values: Values) -> list[str]:
    """Return the words that an id is made of where no file gave one."""
    if kind == "event":
        return [values["date"][:10].rstrip("~"), values["title"]["en"]]
    if kind == "statement":
        return [values["date"][:10].rstrip("~"), values["speaker"], *values["quote"].split()[:4]]
    if kind == "protest":
        return [values["forum"], values.get("docket", "").split(";")[0]]
    return [values.get("publisher", ""), values["title"] if isinstance(values["title"], str) else values["title"]["en"]]
