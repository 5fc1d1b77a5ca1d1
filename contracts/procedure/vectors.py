"""Test vectors of deadlines: rows of a CSV file, each with the date that its rule must give."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.procedure.due import due_date
from contracts.procedure.inputs import NO_INPUTS, BadInput, input_name, inputs_from, known_inputs
from contracts.procedure.readers import as_day, as_trigger
from contracts.procedure.rules import UnknownRule, rules_like

COLUMNS = ("id", "rule", "trigger_date", "inputs", "expected_date")
NONE = "NONE"
NO_CLOCK = frozenset({NONE, "NULL", "NO CLOCK", "-", "N/A"})

Row = Mapping[str | Any, str | Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """One vector: what was expected and what the rule gives, both as ISO dates, NONE or the words of an error.

    `unused` names inputs of the row that no rule takes; `unreadable` says that the row itself is at fault. A row that
    expects nothing is computed all the same, and agrees with nothing.
    """

    id: str
    rule: str
    expected: str
    computed: str
    unused: tuple[str, ...] = ()
    unreadable: bool = False

    @property
    def unexpected(self) -> bool:
        """Say whether the row names no date to compare with."""
        return not self.expected and not self.unreadable

    @property
    def agrees(self) -> bool:
        """Say whether the rule gives what was expected."""
        return self.expected == self.computed and not self.unreadable


def check(rows: Iterable[Row]) -> Iterator[Checked]:
    """Compute every row strictly: a file names in its inputs the closures, and by rule code the lapses, it means."""
    for row in rows:
        yield checked(row)


def checked(row: Row) -> Checked:
    """Compute one row; what stands against that is said in place of its date."""
    identity = str(row.get("id") or "").strip(), str(row.get("rule") or "").strip()
    expected, unused = str(row.get("expected_date") or ""), tuple[str, ...]()
    try:
        lacking = [column for column in ("rule", "trigger_date") if not (row.get(column) or "").strip()]
        if lacking or None in row:
            raise BadInput(f"it lacks {', '.join(lacking)}" if lacking else "it has more fields than the head")
        expected = _expected(expected)
        given = _given(row)
        unused = tuple(sorted(name for name in given if input_name(name) not in known_inputs()))
        computed = _computed(row, {name: value for name, value in given.items() if name not in unused})
    except UnknownRule as error:
        near = rules_like(str(error))
        return Checked(*identity, expected, f"no such rule: {error}{_near(near)}", unused, unreadable=True)
    except (BadInput, ValueError, OverflowError) as error:
        return Checked(*identity, expected, f"unreadable: {error}", unused, unreadable=True)
    return Checked(*identity, expected, computed, unused)


def _near(codes: list[str]) -> str:
    return f" (near it: {', '.join(codes)})" if codes else ""


def _expected(text: str) -> str:
    """Return the date that a row expects as it is written by ISO, NONE for no clock, nothing where it names none."""
    if not text.strip():
        return ""
    return NONE if text.strip().upper() in NO_CLOCK else as_day(text).isoformat()


def _given(row: Row) -> dict[str, Any]:
    text = (row.get("inputs") or "").strip()
    try:
        given = json.loads(text) if text else {}
    except json.JSONDecodeError as error:
        raise BadInput(f"inputs are no JSON: {error}") from error
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise BadInput("inputs are no JSON object")
    return given


def _computed(row: Row, given: dict[str, Any]) -> str:
    trigger, at = as_trigger(row["trigger_date"])
    if at is not None:
        given.setdefault("time", at.isoformat())
    due = due_date(row["rule"].strip(), trigger, inputs_from(given) if given else NO_INPUTS, strict=True).due
    return due.isoformat() if due else NONE
