"""How right headlines are typed, and whether one that tells of nothing done is ever taken for a fact.

A headline is a line of JSON: `title`, `lang`, `part` (`rules` were open while the rules were written, `held-out` were
first measured without being looked at), `expect`, the types that are right, and `told`: whether it says that something
happened. What is denied, asked, expected or supposed is not; a type that is not expected of it is a false fact.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from timeline.bench.labelled import ALL, Tally
from timeline.classification import Told, classify

HEADLINES: Final = Path(__file__).resolve().parents[2] / "tests" / "timeline" / "quality" / "headlines.jsonl"


@dataclass(frozen=True, slots=True)
class Typed:
    """The types given: right and wrong, and the wrong ones that make a fact of what is not told as one."""

    types: Tally
    false_facts: list[str]


def measure_headlines(part: str = ALL, path: Path = HEADLINES) -> Typed:
    """Classify the headlines of a part by their words alone, and compare with the labels."""
    typed = Typed(Tally(), [])
    for line in path.read_bytes().splitlines():
        headline = orjson.loads(line)
        if part not in {ALL, headline["part"]}:
            continue
        given = classify(Told(title=headline["title"], kind="news", lang=headline["lang"])).type
        if given in headline["expect"]:
            typed.types.right += 1
            continue
        said = f"{headline['id']}: {headline['title']} → {given}"
        typed.types.wrong.append(said)
        if not headline["told"]:
            typed.false_facts.append(said)
    return typed
