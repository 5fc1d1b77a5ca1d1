"""The shipped record in the database, once for all that is measured against it."""

import pytest
from django.db import transaction
from django.utils import timezone

from timeline.matching import Index, build, load_record_names
from timeline.records.loading import SHIPPED, load


@pytest.fixture(scope="module")
def index(django_db_setup, django_db_blocker) -> Index:
    """The index of the shipped record; the rows are gone again when it stands."""
    with django_db_blocker.unblock(), transaction.atomic():
        load([SHIPPED], now=timezone.now())
        names = load_record_names()
        transaction.set_rollback(True)
    return build(names)
