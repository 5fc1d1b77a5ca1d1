"""Write the grounds of protests with their fates, which a load replaces whole."""

from collections.abc import Sequence

from contracts.models import Ground
from timeline.models import GroundFate
from timeline.records.columns import Find
from timeline.records.schema import Values


def write_grounds(owned: Sequence[tuple[int, Values]], find: Find) -> None:
    """Replace the grounds of these protests (primary key and values of each) in the order of their file."""
    Ground.objects.filter(protest__in=[pk for pk, _ in owned]).delete()
    given = [(pk, place, ground) for pk, values in owned for place, ground in enumerate(values.get("grounds", []))]
    rows = Ground.objects.bulk_create(
        Ground(
            protest_id=pk,
            public_id=ground["key"],
            title=ground["title"],
            text=ground.get("text", {}),
            note=ground.get("note", {}),
            position=place,
        )
        for pk, place, ground in given
    )
    GroundFate.objects.bulk_create(
        GroundFate(
            ground=row,
            protest_id=find("protest", fate["protest"]),
            fate=fate["fate"],
            event_id=find("event", fate["event"]) if "event" in fate else None,
            source_id=find("source", fate["source"]) if "source" in fate else None,
            anchor=fate.get("anchor", ""),
            note=fate.get("note", {}),
        )
        for row, (_, _, ground) in zip(rows, given, strict=True)
        for fate in ground.get("fates", [])
    )
