"""What readers may name: whether slugs, ids and docket numbers were ever public, asked in one statement."""

from collections.abc import Mapping, Sequence

from django.db import connection

from timeline.filters import Known
from timeline.selectors.objects import known_keys

ASKED = """SELECT x.document_type, x.key
 FROM unnest(%s::text[], %s::text[]) AS x(document_type, key)
 WHERE EXISTS (SELECT 1 FROM timeline_entry e WHERE e.document_type = x.document_type AND e.key = x.key)"""


def known_among(wanted: Mapping[str, Sequence[str]]) -> Known:
    """Look up all that a request names (object type → values) at once; return the function that answers for each.

    Docket numbers of protests cost one statement more, and only where no id fits.
    """
    pairs = [(object_type, value) for object_type, values in wanted.items() for value in values if "\0" not in value]
    found = set()
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(ASKED, [[pair[0] for pair in pairs], [pair[1] for pair in pairs]])
            found = set(cursor.fetchall())

    def known(object_type: str, values: Sequence[str]) -> dict[str, str]:
        answers = {value: value for value in values if (object_type, value) in found}
        missing = [value for value in values if value not in answers and "\0" not in value]
        if object_type == "protest" and missing:
            answers |= known_keys("protest", missing)
        return answers

    return known
