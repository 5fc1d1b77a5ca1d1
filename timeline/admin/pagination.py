"""Count lists cheaply: exactly while they are short, by the planner's estimate once they are long."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

COUNTED = 2_000


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
