"""The filter form's groups: every value with its count, in the order of its codelist, zeros kept. Pure."""

from dataclasses import dataclass

from contracts.codelists import Forum
from timeline.codelists import EventType, Significance
from timeline.filters import EventQuery

MOST_PARTIES = 14


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One fieldset of the filter form."""

    name: str
    label: str
    choices: list[Choice]


def facet_groups(
    query: EventQuery, counts: dict[str, dict[str, int]], names: dict[str, str] | None = None
) -> list[FacetGroup]:
    """Make the groups type, forum, contract, party and claim from counts; `names` gives slugs their names."""
    labels = names or {}
    fixed = (
        ("type", "Type", [(value, label) for value, label in EventType.choices if value != EventType.STATEMENT]),
        ("forum", "Forum", list(Forum.choices)),
        ("significance", "Significance", [(str(value), label) for value, label in Significance.choices]),
    )
    groups = [FacetGroup(name, label, _choices(query, name, counts, choices)) for name, label, choices in fixed]
    for name, label in (("contract", "Contract"), ("party", "Party")):
        ordered = sorted(counts.get(name, {}).items(), key=lambda item: (-item[1], item[0]))[:MOST_PARTIES]
        chosen = [value for value in getattr(query, name) if value not in dict(ordered)]
        choices = [(value, labels.get(value, value)) for value in [*(v for v, _ in ordered), *chosen]]
        groups.append(FacetGroup(name, label, _choices(query, name, counts, choices)))
    return groups


def _choices(
    query: EventQuery, name: str, counts: dict[str, dict[str, int]], choices: list[tuple[str, str]]
) -> list[Choice]:
    found = counts.get(name, {})
    chosen = getattr(query, name)
    return [Choice(value, str(label), found.get(value, 0), value in chosen) for value, label in choices]
