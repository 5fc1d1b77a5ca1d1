"""The further inputs of a time limit beside its trigger, read from JSON or from `key=value` and checked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

from contracts.procedure.closures import Closure
from contracts.procedure.readers import as_closures, as_day, as_flag, as_flag_or_day, as_time, as_zone


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
    for written, value in mapping.items():
        name = input_name(written)
        read = _READERS.get(name)
        if read is None:
            raise BadInput(f"no rule takes an input {written!r}; known: {', '.join(sorted(_READERS))}")
        if value is None:
            values.update({name: _NULL[name]} if name in _NULL else {})
            continue
        try:
            values[name] = read(value)
        except (TypeError, ValueError, KeyError, AttributeError, OSError) as error:
            raise BadInput(f"{name}={value!r} cannot be read: {error}") from error
    return Inputs(**values)


def input_name(written: str) -> str:
    """Return the name of an input as rules know it, however its words are set apart."""
    name = re.sub(r"[^a-z]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", written.strip()).casefold())
    return _ALIASES.get(name, name)


def known_inputs() -> frozenset[str]:
    """Return the names of all inputs."""
    return frozenset(_READERS)


_READERS: dict[str, Callable[[Any], Any]] = {
    "agency": str,
    "award_date": as_day,
    "debriefing_date": as_day,
    "debriefing_required": as_flag,
    "questions_timely": as_flag,
    "answers_delivered": as_day,
    "time": as_time,
    "zone": as_zone,
    "close": as_time,
    "first_filed": as_day,
    "supplement_filed": as_day,
    "judgment_entered": as_flag_or_day,
    "reconsideration_decided": as_day,
    "rehearing_denied": as_day,
    "amended": as_day,
    "next_closing": as_day,
    "until": as_day,
    "days": int,
    "closures": as_closures,
}

# Other names that files give to the same inputs.
_ALIASES = {
    "award": "award_date",
    "date_of_award": "award_date",
    "debriefing": "debriefing_date",
    "debriefing_held": "debriefing_date",
    "debriefing_offered": "debriefing_date",
    "answers": "answers_delivered",
    "answers_date": "answers_delivered",
    "time_of_day": "time",
    "timezone": "zone",
    "tz": "zone",
    "first_protest_filed": "first_filed",
    "judgment": "judgment_entered",
    "judgment_date": "judgment_entered",
    "n": "days",
    "length": "days",
    "closure": "closures",
    "closed": "closures",
}
# Where these are null, the fact is that there was none.
_NULL: dict[str, Any] = {"judgment_entered": False}
