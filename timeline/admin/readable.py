"""Puts documents into words for editors: codes as labels, references as names, dates and sums as people write them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from contracts.codelists import AwardStatus, BidOutcome, CaseKind, Forum, PartyKind, Role, Stage, StayKind
from contracts.procedure.steps import DISPOSITIONS, REASONS, STEP_CODES
from contracts.texts import LANGUAGES, pick
from timeline.admin.fields import LANGUAGE_NAMES
from timeline.codelists import (
    Confidence,
    EventType,
    FindingDirection,
    PublicBasis,
    Relation,
    Significance,
    SourceKind,
    Stance,
    StatementRelation,
)
from timeline.documents import find_rows
from timeline.documents.shapes import Document, Ref, ref_of, references

HIDDEN = {"object", "id", "slug", "example"}
PART_LABELS = {
    "appeals": "Appeals the decision in",
    "day_order": "Order among events of the day",
    "docket_number": "Number, normalised",
    "docket": "Docket number",
    "lang": "Language",
    "public": "Became public",
    "existence": "Existence known since",
    "role_note": "In the source's words",
    "url": "Address",
}
_CODES: dict[str, dict[Any, Any]] = {
    "basis": dict(PublicBasis.choices),
    "confidence": dict(Confidence.choices),
    "disposition": {term.code: term.label for term in DISPOSITIONS.values()},
    "finding": dict(FindingDirection.choices),
    "forum": dict(Forum.choices),
    "kind": dict([*PartyKind.choices, *SourceKind.choices, *CaseKind.choices, *StayKind.choices]),
    "outcome": dict(BidOutcome.choices),
    "reason": {term.code: term.label for term in REASONS.values()},
    "relation": dict([*Relation.choices, *StatementRelation.choices]),
    "role": dict(Role.choices),
    "significance": dict(Significance.choices),
    "stage": dict(Stage.choices),
    "stance": dict(Stance.choices),
    "status": dict(AwardStatus.choices),
    "step": {step.code: step.label for step in STEP_CODES.values()},
    "type": dict(EventType.choices),
}


class Line(NamedTuple):
    """One part of a document: its label and its content, an entry a line."""

    label: str
    texts: list[str]


class Names:
    """Names of the objects that documents refer to: as the reference shows them, else as the editors' row has them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Look up, a query a type, the rows of references that show no name."""
        nameless = {ref_of(found) for doc in documents for _, found in references(doc) if not found.get("name")}
        self._of_rows = {ref: f"{row} (not published)" for ref, row in find_rows(nameless).items()}

    def __call__(self, reference: Mapping[str, Any]) -> str:
        """Return the name of what a reference names."""
        name = reference.get("name")
        if isinstance(name, Mapping):
            name = pick(name, "en")[0]
        if not name:
            return self._of_rows.get(Ref(reference["object"], reference["id"]), str(reference["id"]))
        date = reference.get("date")
        return f"{date['text']} {name}" if date else str(name)


def label_of(part: str) -> str:
    """Return what editors call a part of a document."""
    return PART_LABELS.get(part) or part.replace("_", " ").capitalize()


def read(document: Document, names: Names) -> list[Line]:
    """Return the parts of a document that have content, in its order."""
    lines = [Line(label_of(part), texts(part, value, names)) for part, value in document.items() if part not in HIDDEN]
    return [line for line in lines if line.texts]


def texts(part: str, value: Any, names: Names) -> list[str]:
    """Return one part's content, an entry a line; nothing for an empty one."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, list):
        return [_phrase(part, item, names) for item in value]
    if _is_text_map(value) and set(value) != {"en"}:
        return [f"{LANGUAGE_NAMES[lang]}: {value[lang]}" for lang in LANGUAGES if lang in value]
    return [_phrase(part, value, names)]


def _phrase(part: str, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_phrase(part, item, names) for item in value)
    if isinstance(value, dict):
        return _phrase_of_map(part, value, names)
    return str(_CODES.get(part, {}).get(value, value))


def _phrase_of_map(part: str, value: dict[str, Any], names: Names) -> str:
    for mark, phrase in _SHAPES:
        if mark in value:
            return phrase(value, names)
    if _is_text_map(value):
        return " / ".join(value[lang] for lang in LANGUAGES if lang in value)
    pieces = [
        (name, _phrase(name, item, names))
        for name, item in value.items()
        if name not in HIDDEN and item not in (None, "", [], {})
    ]
    return "; ".join(text if name == part.rstrip("s") else f"{label_of(name).lower()}: {text}" for name, text in pieces)


def _citation(value: dict[str, Any], names: Names) -> str:
    quoted = [f"“{value['anchor']}”"] if value["anchor"] else []
    return ", ".join([names(value["source"]), *quoted, *filter(None, [value["locator"]])])


def _part_played(value: dict[str, Any], names: Names) -> str:
    note = f" ({value['role_note']})" if value["role_note"] else ""
    return f"{names(value['party'])}: {_phrase('role', value['role'], names)}{note}"


def _sum(value: dict[str, Any], names: Names) -> str:
    what = _phrase("what", value.get("what") or {}, names)
    return f"{value['currency']} {value['amount']:,}" + (f" ({what})" if what else "")


def _quote(value: dict[str, Any], _: Names) -> str:
    return f"“{value['text']}” ({value['lang']})" + "".join(f" / {text}" for text in value["translations"].values())


# The shapes that documents share, each known by one of its keys; the first that fits decides.
_SHAPES: tuple[tuple[str, Callable[[dict[str, Any], Names], str]], ...] = (
    ("object", lambda value, names: names(value)),
    ("precision", lambda value, _: str(value["text"])),
    ("source", _citation),
    ("role", _part_played),
    ("currency", _sum),
    ("translations", _quote),
    (
        "relation",
        lambda value, names: f"{_phrase('relation', value['relation'], names)}: {names(value['event'])}",
    ),
)


def _is_text_map(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGE_NAMES)
