"""Test vectors of deadlines: rows of a CSV file, each with the date that its rule must give."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.procedure.due import due_date
from contracts.procedure.inputs import NO_INPUTS, BadInput, Inputs, inputs_from, known_inputs
from contracts.procedure.rules import UnknownRule

COLUMNS = ("id", "rule", "trigger_date", "inputs", "expected_date")
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Checked:
    """One vector: what was expected and what the rule gives, both as ISO dates, NONE or the words of an error.

    `unused` names inputs of the row that no rule takes.
    """

    id: str
    rule: str
    expected: str
    computed: str
    unused: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Say whether the rule gives what was expected."""
        return self.expected == self.computed


def check(rows: Iterable[Mapping[str, str]]) -> Iterator[Checked]:
    """Compute every row strictly: a file names in its inputs the closures, and by rule code the lapses, it means."""
    for row in rows:
        try:
            given = _given(row)
            unused = tuple(sorted(given.keys() - known_inputs()))
            known = {name: value for name, value in given.items() if name not in unused}
            computed = _computed(row, inputs_from(known) if known else NO_INPUTS)
        except UnknownRule as error:
            unused, computed = (), f"no such rule: {error}"
        except (BadInput, ValueError, OverflowError) as error:
            unused, computed = (), f"unreadable: {error}"
        yield Checked(row["id"], row["rule"], row["expected_date"].strip(), computed, unused)


def _given(row: Mapping[str, str]) -> dict[str, Any]:
    text = (row.get("inputs") or "").strip()
    given = json.loads(text) if text else {}
    if not isinstance(given, dict):
        raise BadInput("inputs are no JSON object")
    return given


def _computed(row: Mapping[str, str], inputs: Inputs) -> str:
    trigger = date.fromisoformat(row["trigger_date"].strip())
    due = due_date(row["rule"].strip(), trigger, inputs, strict=True).due
    return due.isoformat() if due else NONE
