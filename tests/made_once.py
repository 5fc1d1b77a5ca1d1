"""Rows that all tests of a module begin with, made once: for modules in which every test asks for the same ones."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from typing import TypeVar

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

T = TypeVar("T")


def made_once(blocker: DjangoDbBlocker, make: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Write rows for the rest of a module and yield what gives each test its own copy of the objects made.

    The body of a fixture of a module's scope. The tests run within the same transaction, so each of them is rolled back
    to these rows, and these are at the end of the module; hence no test of it may commit, and each meets the rows.
    """
    with ExitStack() as stack:
        with blocker.unblock():
            block = transaction.atomic()
            block._from_testcase = True  # what must be outermost in production may be within this, as within any test
            stack.enter_context(block)
            made = make()
        yield lambda: deepcopy(made)
        with blocker.unblock():
            transaction.set_rollback(True)
            stack.close()
