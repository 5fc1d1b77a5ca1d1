"""The benchmark's figures on quality: how right matching and classification are, and that their cost does not grow."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from timeline.bench.figures import Figure, at_least, at_most, unmeasured
from timeline.bench.labelled import Measured, measure, read_items
from timeline.matching import Index, Text, build, match
from timeline.matching.names import ContractNames, DisputeNames, PartyNames, ProtestNumbers

ITEMS: Final = Path(__file__).resolve().parents[2] / "tests" / "timeline" / "quality" / "items"
IDENTIFIERS, PRECISION, RECALL, TYPES, GROWTH = 1.0, 0.95, 0.85, 0.85, 1.3
FEW, MANY = 10, 10_000
ROUNDS: Final = 7
SHARE: Final = "share"
NAMES: Final = {
    "quality_identifier_precision": f"≥ {IDENTIFIERS:g}",
    "quality_suggestion_precision": f"≥ {PRECISION}",
    "quality_suggestion_recall": f"≥ {RECALL}",
    "quality_event_type_accuracy": f"≥ {TYPES}",
    "quality_held_out_suggestion_precision": f"≥ {PRECISION}",
    "quality_held_out_suggestion_recall": f"≥ {RECALL}",
    "quality_held_out_event_type_accuracy": f"≥ {TYPES}",
    "matching_cost_at_10000_vs_10": f"≤ {GROWTH}",
}


def quality_figures(index: Index, folder: Path = ITEMS) -> list[Figure]:
    """Measure on the labelled items of a folder, with the index of the shipped record; bars that hold are marked."""
    if not folder.is_dir():
        return [
            unmeasured(name, bar, f"no labelled items in {folder}") for name, bar in NAMES.items() if "quality" in name
        ]
    return [
        *_figures("quality", measure(index, read_items(folder)), with_identifiers=True),
        *_figures("quality_held_out", measure(index, read_items(folder, "held-out")), with_identifiers=False),
    ]


def _figures(name: str, measured: Measured, *, with_identifiers: bool) -> Iterator[Figure]:
    if with_identifiers:
        yield at_least(f"{name}_identifier_precision", measured.identifiers.precision, IDENTIFIERS, SHARE)
    yield at_least(f"{name}_suggestion_precision", measured.suggestions.precision, PRECISION, SHARE)
    yield at_least(f"{name}_suggestion_recall", measured.suggestions.recall, RECALL, SHARE)
    yield at_least(f"{name}_event_type_accuracy", measured.official_types.precision, TYPES, SHARE)


def cost_figures() -> list[Figure]:
    """Measure what matching one item costs with few and with many contracts in the record, in turns; best of rounds."""
    few, many = (build(invented(count)) for count in (FEW, MANY))
    texts = _texts()
    best = {id(few): float("inf"), id(many): float("inf")}
    for _ in range(ROUNDS):
        for index in (few, many):
            best[id(index)] = min(best[id(index)], _seconds(index, texts))
    ratio = best[id(many)] / best[id(few)]
    per_second = len(texts) / best[id(many)]
    return [
        at_most("matching_cost_at_10000_vs_10", ratio, GROWTH),
        Figure("matching_items_per_second_at_10000", round(per_second), "items/s", "", holds=True),
    ]


def _seconds(index: Index, texts: Sequence[Text]) -> float:
    begin = time.perf_counter()
    for text in texts:
        match(index, text)
    return time.perf_counter() - begin


def invented(count: int) -> Iterator[DisputeNames]:
    """Yield so many invented disputes, of one contract, one protest and two parties each; all share one agency."""
    agency = PartyNames(slug="army", name="U.S. Army", aliases=("Army",), part="buyer", kind="agency")
    for number in range(count):
        code = f"{chr(65 + number % 26)}{chr(65 + number // 26 % 26)}{chr(65 + number // 676 % 26)}X"
        contract = ContractNames(
            pk=number,
            slug=code.lower(),
            name=code,
            title=f"{code.title()} vehicle upkeep {number}",
            acronym=code,
            numbers=(f"W56KGY-16-R-{number:04}",),
            buyer=agency.slug,
        )
        protest = ProtestNumbers(
            pk=number, name=f"GAO {number}", dockets=(f"B-4{number:05}",), forum="GAO", contracts=(number,)
        )
        maker = PartyNames(slug=f"maker-{number}", name=f"Maker{number} Corporation", part="bidder", kind="company")
        yield DisputeNames(
            pk=number,
            slug=code.lower(),
            name=code,
            title=contract.title,
            contracts=(contract,),
            protests=(protest,),
            parties=(agency, maker),
        )


def _texts() -> list[Text]:
    """Return a mixture of what comes in: numbers, parties, and mostly nothing of the record."""
    filler = (
        "The department said on Friday that offers are due in March and that a decision is expected by the summer. "
    )
    return [
        Text(title=f"Denied: Maker{number % FEW} Corporation (B-4{number % FEW:05})", text=filler * 4)
        if number % 10 == 0
        else Text(title=f"Maker{number % FEW} protests Army award of vehicle contract", text=filler * 6)
        if number % 10 == 1
        else Text(title=f"A headline about something else, the {number}th", text=filler * 8)
        for number in range(600)
    ]
