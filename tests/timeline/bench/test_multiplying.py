"""An invented record that was multiplied within the database is one that the door could have written."""

import pytest
from django.db import connection

from timeline.bench.filling import fill
from timeline.bench.multiplying import MOST_COPIES, multiply
from timeline.bench.world import make_world
from timeline.models import Revision
from timeline.publishing.rebuild import rebuild_index
from timeline.publishing.writing import INDEX_TABLES, SEARCHED

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[tuple]]:
    """Return all rows of the index; words without their places, since an id stands among the names by its letters."""
    with connection.cursor() as cursor:
        found = {}
        for table in INDEX_TABLES:
            words = "strip(x.search)" if table in SEARCHED else "''"
            cursor.execute(f"SELECT (to_jsonb(x) - 'search')::text, {words}::text FROM {table} x ORDER BY 1")  # noqa: S608
            found[table] = cursor.fetchall()
        return found


def test_the_index_of_copies_is_what_would_be_made_from_the_log():
    fill(make_world(40))
    before = Revision.objects.count()

    assert multiply(30) == 40 * 31

    copied = rows()
    assert Revision.objects.count() == Revision.objects.latest("seq").seq == before + 40 * 30
    assert Revision.objects.filter(document_type="event").values("key").distinct().count() == 40 * 31
    rebuild_index()
    assert rows() == copied


def test_more_copies_than_there_are_ids_are_refused():
    with pytest.raises(ValueError, match=str(MOST_COPIES)):
        multiply(MOST_COPIES + 1)
