"""Count lists cheaply: exactly while they are short, by the planner's estimate once long, suggestions not at all."""

import json
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

COUNTED = 2_000
SUGGESTED_PAGES = 500


class EstimatingPaginator(Paginator[Any]):
    """A paginator that never counts more than 2,000 rows; `is_estimate` says that the number is about right only."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """Return the number of rows, or an estimate above 2,000."""
        rows = self.object_list.order_by()
        counted = rows[: COUNTED + 1].count()
        if counted <= COUNTED:
            return counted
        [plan] = json.loads(rows.explain(format="json"))
        return max(int(plan["Plan"]["Plan Rows"]), COUNTED + 1)

    @property
    def is_estimate(self) -> bool:
        """Say whether the number is an estimate."""
        return self.count > COUNTED


class Suggestions(Paginator[Any]):
    """Pages of suggestions: nobody is told how many there are, so one row more than shown says whether more follow."""

    object_list: QuerySet[Any]

    def page(self, number: int | str) -> "PageOfSuggestions":
        """Return a page, which is empty behind the end; raises EmptyPage for a number that no list reaches."""
        number = int(number)
        if not 1 <= number <= SUGGESTED_PAGES:
            raise EmptyPage("There is no such page of suggestions.")
        begin = (number - 1) * self.per_page
        rows = list(self.object_list[begin : begin + self.per_page + 1])
        return PageOfSuggestions(rows[: self.per_page], number, self, follows=len(rows) > self.per_page)


class PageOfSuggestions(Page[Any]):
    """One page of suggestions."""

    def __init__(self, rows: list[Any], number: int, paginator: Suggestions, *, follows: bool) -> None:
        """Take the rows, and whether more follow."""
        super().__init__(rows, number, paginator)
        self._follows = follows

    def has_next(self) -> bool:
        """Say whether more follow."""
        return self._follows
