"""What matching one item costs in a record of ten contracts and in one of ten thousand."""

import time
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.bench.figures import Figure, at_most, bars, told
from timeline.bench.running import Run
from timeline.matching import Index, Text, build, match
from timeline.matching.names import ContractNames, DisputeNames, PartyNames, ProtestNumbers

FEW, MANY = 10, 10_000
ROUNDS: Final = 7
BARS = bars(
    at_most("matching_cost_at_10000_vs_10", 1.3, "time to match an item with 10,000 contracts against that with 10"),
    told("matching_items_per_second_at_10000", "items matched a second then, in one process", "items/s"),
)


def measure(run: Run) -> Iterator[Figure]:
    """Match the same items with few and with many contracts in the record, in turns; best of rounds."""
    del run  # it needs no database and always has the same size
    growth, rate = cost()
    yield BARS["matching_cost_at_10000_vs_10"].figure(growth)
    yield BARS["matching_items_per_second_at_10000"].figure(round(rate))


def cost() -> tuple[float, float]:
    """Return how many times as much an item costs with many contracts, and the items a second then."""
    few, many = (build(invented(count)) for count in (FEW, MANY))
    texts = _texts()
    best = {id(few): float("inf"), id(many): float("inf")}
    for _ in range(ROUNDS):
        for index in (few, many):
            best[id(index)] = min(best[id(index)], _seconds(index, texts))
    return best[id(many)] / best[id(few)], len(texts) / best[id(many)]


def _seconds(index: Index, texts: Sequence[Text]) -> float:
    begin = time.perf_counter()
    for text in texts:
        match(index, text)
    return time.perf_counter() - begin


def invented(count: int) -> Iterator[DisputeNames]:
    """Yield invented disputes: one contract, one protest and one maker each; all share an agency and GAO."""
    agency = PartyNames(slug="army", name="U.S. Army", aliases=("Army",), part="buyer", kind="agency")
    auditors = PartyNames(
        slug="gao", name="U.S. Government Accountability Office", aliases=("GAO",), kind="oversight-body"
    )
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
            parties=(agency, auditors, maker),
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
        else Text(title=f"GAO sees savings in the Army's purchases, the {number}th report says", text=filler * 6)
        if number % 10 == 2
        else Text(title=f"A headline about something else, the {number}th", text=filler * 8)
        for number in range(600)
    ]
