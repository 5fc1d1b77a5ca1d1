"""From the values that files and tables share to what a file shows: ids for public names, short forms for long. Pure.

The reverse of `keying`: what is written here is read there as the same values.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts.identifiers import public_id_for
from timeline.records.keying import END, START, ground_key, phase_key, stay_key
from timeline.records.schema import SLUGGED, Values


@dataclass(slots=True)
class Ids:
    """The ids that objects have in a file, by kind and public name."""

    dispute: str
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    day_orders: Counter[str] = field(default_factory=Counter)

    def of(self, kind: str, key: str) -> str:
        """Return the id of an object in this file; what stands elsewhere is named by its public name."""
        return self.ids.get((kind, key), key)

    def head(self, kind: str, key: str) -> Values:
        """Return id and, where it does not follow from that, the public id."""
        name = self.of(kind, key)
        if kind in SLUGGED or public_id_for(kind, self.dispute, name) == key:
            return {"id": name}
        return {"id": name, "public_id": key}


def shorten(kind: str, key: str, values: Values, ids: Ids) -> Values:
    """Return an entry as a file shows it; events must come in the order of the file."""
    shown = {name: value for name, value in values.items() if name != "dispute"}
    _cite(shown, ids)
    shown = SHORTENERS.get(kind, _as_it_is)({**ids.head(kind, key), **shown}, ids)
    return _named(shown, MENTIONS.get(kind, {}), ids)


def _as_it_is(shown: Values, _: Ids) -> Values:
    return shown


def _contract(shown: Values, ids: Ids) -> Values:
    for phase in shown.get("phases", []):
        _drop_derived_key(phase, phase_key(ids.dispute, shown["id"], phase))
    for section, kind in (("bids", "bid"), ("awards", "award")):
        shown_parts = [{**ids.head(kind, part.pop("key")), **part} for part in shown.get(section, [])]
        if shown_parts:
            shown[section] = shown_parts
    for award in shown.get("awards", []):
        if "amount" not in award and award.get("currency") == "USD":
            award.pop("currency")
    return shown


def _protest(shown: Values, ids: Ids) -> Values:
    for stay in shown.get("stays", []):
        _drop_derived_key(stay, stay_key(ids.dispute, shown["id"], stay))
    for ground in shown.get("grounds", []):
        _drop_derived_key(ground, ground_key(ids.dispute, shown["id"], ground))
        for fate in ground.get("fates", []):
            if ids.of("protest", fate["protest"]) == shown["id"]:
                del fate["protest"]
    return shown


def _drop_derived_key(part: Values, derived: str) -> None:
    key = part.pop("key")
    if key != derived:
        part["public_id"] = key


def _event(shown: Values, ids: Ids) -> Values:
    expected = ids.day_orders[shown["date"]]
    ids.day_orders[shown["date"]] += 1
    given = shown.pop("day_order", 0)
    if given != expected:
        shown["day_order"] = given
    for step in shown.get("steps", []):
        if step["protest"] == shown.get("protest"):
            del step["protest"]
    return shown


SHORTENERS: dict[str, Callable[[Values, Ids], Values]] = {"contract": _contract, "protest": _protest, "event": _event}

# Where values name other objects: the kind by key; a map for what stands in items of a list.
Mentions = Mapping[str, Any]
CITED: Mentions = {"event": "event", "sources": {"source": "source", "event": "event"}}
MENTIONS: dict[str, Mentions] = {
    "party": {"posts": {"of": "party"}, **CITED},
    "contract": {
        "buyer": "party",
        "succeeds": "contract",
        "phases": CITED,
        "bids": {"bidder": "party", **CITED},
        "awards": {"suppliers": "party", **CITED},
        **CITED,
    },
    "protest": {
        "contracts": "contract",
        "cases": {"protester": "party"},
        "parties": {"id": "party"},
        "appeals": "protest",
        "stays": {"start_event": "event", "end_event": "event", **CITED},
        "grounds": {"fates": {"protest": "protest", "event": "event", "source": "source"}},
        **CITED,
    },
    "claim": CITED,
    "event": {
        "contracts": "contract",
        "protest": "protest",
        "steps": {"protest": "protest", "for": "party"},
        "parties": {"id": "party"},
        "links": {"to": "event"},
        **CITED,
    },
    "statement": {"speaker": "party", "on_behalf_of": "party", "claim": "claim", **CITED},
}


def _named(values: Values, mentions: Mentions, ids: Ids) -> Values:
    """Return values with ids in place of public names."""
    return {name: _name(value, mentions.get(name), ids) for name, value in values.items()}


def _name(value: Any, mentions: Any, ids: Ids) -> Any:
    if mentions is None:
        return value
    if isinstance(value, list):
        return [_name(item, mentions, ids) for item in value]
    if isinstance(value, dict):
        return _named(value, mentions, ids)
    return ids.of(mentions, value)


def _cite(values: Values, ids: Ids) -> None:
    """Turn lists of citations, here and in all parts, into `sources` and the short forms that parts have."""
    for name, value in values.items():
        if isinstance(value, list) and name != "citations" and value and isinstance(value[0], dict):
            values[name] = [dict(item) for item in value]
            for item in values[name]:
                _cite(item, ids)
    cited = list(values.pop("citations", []))
    if "key" in values:
        for when in (START, END):
            if cited and "kind" in values and cited[0] == {"event": cited[0].get("event"), "locator": when}:
                values[f"{when}_event"] = cited.pop(0)["event"]
        events = []
        while cited and set(cited[0]) == {"event"}:
            events.append(cited.pop(0)["event"])
        if events:
            values["event"] = events
    if cited:
        values["sources"] = cited
