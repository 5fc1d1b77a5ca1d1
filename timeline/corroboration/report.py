"""One report of a happening in the few facts that it is compared by; plain values, so that a row can keep it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

# So far apart may the days be under which two reports of one happening are filed.
WINDOW: Final = timedelta(days=10)

_SETS: Final = frozenset(
    {"contracts", "parties", "challengers", "winners", "deeds", "said", "words", "figures", "passages"}
)
_DAYS: Final = frozenset({"day", "published"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one report tells.

    `key` names it for ever and decides where all else is level. `day` is the day it happened if the report says so,
    `published` when the report, or the content of an event, became public. `challengers`, `winners` and `subject` are
    slugs of parties; `deeds` what is done according to the title (codes of `deeds.DEEDS`), `said` according to the
    first sentences; `words` stems that say something; `figures` its
    numbers; `passages` hashes of runs of words, to know copies by. `is_comment` says that it looks back or judges,
    `is_answer` that it tells how somebody takes a happening that others tell.
    `event` is the key of the record's event that it stands for, 0 for an item.
    """

    key: str
    dispute: int
    contracts: frozenset[int] = frozenset()
    protest: int = 0
    kind: str = ""
    register: str = "press"
    type: str = "other"
    forum: str = ""
    day: date | None = None
    published: date | None = None
    parties: frozenset[str] = frozenset()
    challengers: frozenset[str] = frozenset()
    winners: frozenset[str] = frozenset()
    subject: str = ""
    deeds: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    passages: frozenset[int] = frozenset()
    is_comment: bool = False
    is_answer: bool = False
    event: int = 0

    @property
    def near(self) -> date | None:
        """The day it is filed under: that of the happening, else that of its publication."""
        return self.day or self.published

    @property
    def told(self) -> date | None:
        """The day it was told, for what an editor would call “about the same time”."""
        return self.published or self.day

    @property
    def is_official(self) -> bool:
        """Whether a court, GAO or an agency wrote it, so that each of its papers tells one thing once."""
        return self.register != "press"

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values without what is empty, in an order that depends on nothing."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value:
                found[one.name] = (
                    sorted(value) if one.name in _SETS else value.isoformat() if one.name in _DAYS else value
                )
        return found

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Report":
        """Read what `as_json` wrote."""
        read: dict[str, Any] = {name: _read(name, value) for name, value in values.items()}
        return cls(**read)


def _read(name: str, value: Any) -> Any:
    if name in _SETS:
        return frozenset(value)
    return date.fromisoformat(value) if name in _DAYS else value
