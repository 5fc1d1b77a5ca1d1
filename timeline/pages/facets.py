"""The filter form's groups: every value with its count, in the order of its codelist, zeros kept. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from contracts.codelists import Forum
from timeline.codelists import EventType, Significance
from timeline.filters import EventQuery

MOST_PARTIES = 14
# Filters without a group in the form, as the links that remove them name them.
OTHER_FILTERS = {
    "from": gettext_lazy("from"),
    "to": gettext_lazy("to"),
    "q": gettext_lazy("words"),
    "claim": gettext_lazy("Claim"),
    "role": gettext_lazy("Role"),
    "speaker": pgettext_lazy("filter", "Speaker"),
    "source": gettext_lazy("Source"),
    "protest": gettext_lazy("Protest"),
    "stance": gettext_lazy("Stance"),
    "finding": pgettext_lazy("filter", "Finding"),
    "confidence": gettext_lazy("Sourcing"),
    "source_kind": gettext_lazy("Kind of source"),
    "precision": gettext_lazy("Precision of the date"),
    "language": gettext_lazy("Language"),
    "changed_from": gettext_lazy("changed from"),
    "changed_to": gettext_lazy("changed to"),
}


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
        (
            "type",
            pgettext("filter", "Type"),
            [(value, label) for value, label in EventType.choices if value != EventType.STATEMENT],
        ),
        ("forum", pgettext("filter", "Forum"), list(Forum.choices)),
        ("significance", _("Significance"), [(str(value), label) for value, label in Significance.choices]),
    )
    groups = [FacetGroup(name, label, _choices(query, name, counts, choices)) for name, label, choices in fixed]
    for name, label in (("contract", _("Contract")), ("party", pgettext("filter", "Party"))):
        ordered = sorted(counts.get(name, {}).items(), key=lambda item: (-item[1], item[0]))[:MOST_PARTIES]
        chosen = [value for value in getattr(query, name) if value not in dict(ordered)]
        choices = [(value, labels.get(value, value)) for value in [*(v for v, _ in ordered), *chosen]]
        groups.append(FacetGroup(name, label, _choices(query, name, counts, choices)))
    return groups


def chosen_words(groups: Iterable[FacetGroup], name: str, value: str) -> tuple[str, str]:
    """Return a filter that is set in words: the label of its group and of its value, as far as the form has them."""
    for group in groups:
        if group.name == name:
            return group.label, next((one.label for one in group.choices if one.value == value), value)
    return str(OTHER_FILTERS.get(name, name)), value


def _choices(
    query: EventQuery, name: str, counts: dict[str, dict[str, int]], choices: Iterable[tuple[str, object]]
) -> list[Choice]:
    found = counts.get(name, {})
    chosen = getattr(query, name)
    return [Choice(value, str(label), found.get(value, 0), value in chosen) for value, label in choices]
