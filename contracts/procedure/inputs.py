"""The further inputs of a time limit beside its trigger, read from JSON or from `key=value` and checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

from contracts.procedure.closures import Closure, ClosureKind
from contracts.procedure.forums import forum_of_code


class BadInput(ValueError):
    """An input has a name or a value that no rule can use."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a rule may need beside its trigger date; None is "not given".

    `time` is the time of day of the trigger in the forum's zone, or in `zone`, or with its own offset;
    `close` the end of business of whoever received a notice. `judgment_entered` is False where no judgment
    was entered, or the day of entry. `until` is a date and `days` a length set by an order.
    """

    agency: str | None = None
    award_date: date | None = None
    debriefing_date: date | None = None
    debriefing_required: bool = True
    questions_timely: bool = True
    answers_delivered: date | None = None
    time: time_of_day | None = None
    zone: ZoneInfo | None = None
    close: time_of_day | None = None
    first_filed: date | None = None
    supplement_filed: date | None = None
    judgment_entered: bool | date = True
    reconsideration_decided: date | None = None
    rehearing_denied: date | None = None
    amended: date | None = None
    next_closing: date | None = None
    until: date | None = None
    days: int | None = None
    closures: tuple[Closure, ...] = ()


NO_INPUTS = Inputs()


def inputs_from(mapping: Mapping[str, Any]) -> Inputs:
    """Return the inputs that `mapping` (parsed JSON) gives; BadInput names what cannot be read."""
    values: dict[str, Any] = {}
    for name, value in mapping.items():
        read = _READERS.get(name)
        if read is None:
            raise BadInput(f"no rule takes an input {name!r}; known: {', '.join(sorted(_READERS))}")
        if value is None:
            continue
        try:
            values[name] = read(value)
        except (TypeError, ValueError, KeyError, AttributeError, OSError) as error:
            raise BadInput(f"{name}={value!r} cannot be read: {error}") from error
    return Inputs(**values)


def known_inputs() -> frozenset[str]:
    """Return the names of all inputs."""
    return frozenset(_READERS)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).casefold()
    if word in {"true", "yes", "1"}:
        return True
    if word in {"false", "no", "0"}:
        return False
    raise ValueError("neither true nor false")


def _flag_or_day(value: object) -> bool | date:
    try:
        return _flag(value)
    except ValueError:
        return date.fromisoformat(str(value))


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _closures(value: list[dict[str, Any]]) -> tuple[Closure, ...]:
    return tuple(sorted((_closure(entry) for entry in value), key=lambda closure: (closure.forum, closure.first)))


def _closure(entry: dict[str, Any]) -> Closure:
    first, last = _day(entry["from"]), _day(entry["to"])
    if last < first:
        raise ValueError("a closure ends before it begins")
    kind = ClosureKind(entry.get("kind", ClosureKind.STATED))
    return Closure(forum_of_code(entry["forum"]).code, first, last, kind, str(entry.get("source", "stated")))


_READERS: dict[str, Callable[[Any], Any]] = {
    "agency": str,
    "award_date": _day,
    "debriefing_date": _day,
    "debriefing_required": _flag,
    "questions_timely": _flag,
    "answers_delivered": _day,
    "time": lambda value: time_of_day.fromisoformat(str(value)),
    "zone": lambda value: ZoneInfo(str(value)),
    "close": lambda value: time_of_day.fromisoformat(str(value)),
    "first_filed": _day,
    "supplement_filed": _day,
    "judgment_entered": _flag_or_day,
    "reconsideration_decided": _day,
    "rehearing_denied": _day,
    "amended": _day,
    "next_closing": _day,
    "until": _day,
    "days": int,
    "closures": _closures,
}
