"""How right matching and classification are on labelled items, all of them and those that no rule was written for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils import timezone

from timeline.bench.figures import SHARE, Figure, at_least, at_most, bars
from timeline.bench.headlines import measure_headlines
from timeline.bench.labelled import ALL, HELD_OUT, Measured, measure_items, read_items
from timeline.bench.running import Run
from timeline.matching import build, load_record_names
from timeline.records.loading import SHIPPED, load

ITEMS: Final = Path(__file__).resolve().parents[3] / "tests" / "timeline" / "quality" / "items"
IDENTIFIERS, PRECISION, RECALL, TYPES, HEADLINE_TYPES = 1.0, 0.95, 0.85, 0.85, 0.8
SUGGESTED, FOUND = "suggested disputes that are right", "items about a dispute that are suggested for it"
TYPED, OF_HELD_OUT = "court and GAO texts that get the right type", ", of the items no rule was written for"
HEADLINES_TYPED = "headlines, English and German, that get the right type"
FALSE_FACTS = "headlines of what is denied, asked, expected or supposed that are typed as if it had happened"
BARS = bars(
    at_least("quality_identifier_precision", IDENTIFIERS, "disputes found by a number that are right", SHARE),
    at_least("quality_suggestion_precision", PRECISION, SUGGESTED, SHARE),
    at_least("quality_suggestion_recall", RECALL, FOUND, SHARE),
    at_least("quality_event_type_accuracy", TYPES, TYPED, SHARE),
    at_least("quality_held_out_suggestion_precision", PRECISION, SUGGESTED + OF_HELD_OUT, SHARE),
    at_least("quality_held_out_suggestion_recall", RECALL, FOUND + OF_HELD_OUT, SHARE),
    at_least("quality_held_out_event_type_accuracy", TYPES, TYPED + OF_HELD_OUT, SHARE),
    at_least("quality_headline_type_accuracy", HEADLINE_TYPES, HEADLINES_TYPED, SHARE),
    at_most("quality_headline_false_facts", 0, FALSE_FACTS, "headlines"),
    at_least("quality_held_out_headline_type_accuracy", HEADLINE_TYPES, HEADLINES_TYPED + OF_HELD_OUT, SHARE),
    at_most("quality_held_out_headline_false_facts", 0, FALSE_FACTS + OF_HELD_OUT, "headlines"),
)


def measure(run: Run) -> Iterator[Figure]:
    """Load the shipped record, match and classify the labelled items with it, and compare."""
    with run.empty():
        load([SHIPPED], now=timezone.now())
        index = build(load_record_names())
    whole, held_out = (measure_items(index, read_items(ITEMS, part)) for part in (ALL, HELD_OUT))
    yield BARS["quality_identifier_precision"].figure(whole.identifiers.precision)
    yield from _figures("quality", whole)
    yield from _figures("quality_held_out", held_out)
    for name, part in (("quality", ALL), ("quality_held_out", HELD_OUT)):
        typed = measure_headlines(part)
        yield BARS[f"{name}_headline_type_accuracy"].figure(typed.types.precision)
        yield BARS[f"{name}_headline_false_facts"].figure(len(typed.false_facts))


def _figures(name: str, measured: Measured) -> Iterator[Figure]:
    yield BARS[f"{name}_suggestion_precision"].figure(measured.suggestions.precision)
    yield BARS[f"{name}_suggestion_recall"].figure(measured.suggestions.recall)
    yield BARS[f"{name}_event_type_accuracy"].figure(measured.official_types.precision)
