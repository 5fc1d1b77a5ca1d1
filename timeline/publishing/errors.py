"""Why something was not published: a list of problems, each naming its object."""

from typing import NamedTuple

from timeline.documents.shapes import Ref


class Problem(NamedTuple):
    """One reason against publishing, the object it is about, and the other one that stands against it, if any."""

    ref: Ref
    message: str
    other: Ref | None = None

    def __str__(self) -> str:
        """Return object and reason."""
        return f"{self.ref}: {self.message}"


class PublishingRefused(Exception):
    """Nothing was written; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems."""
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))
