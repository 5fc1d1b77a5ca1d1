"""What speaks against a dispute: another sense of its acronym, another program, another buyer, mere upkeep. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from timeline.matching.evidence import Evidence
from timeline.matching.reading import Reading
from timeline.matching.senses import other_sense
from timeline.matching.vocabulary import (
    AFTER_PROGRAMS,
    BEFORE_PROGRAMS,
    FOREIGN,
    NO_PROGRAM,
    ORGANISATIONS,
    OTHER_BUYERS,
    UPKEEP,
)
from timeline.matching.words import Word

# “Defense Enterprise Office Solutions (DEOS)”, “the DEOS contract”.
_SPELLED_OUT: Final = re.compile(r"((?:[A-Z][\w’'-]+(?: (?:of|and|for|the|to|in))?[ -]){2,7})\(([A-Z][A-Z0-9]{2,9})\)")
_CONTRACT_OF_A_NAME: Final = re.compile(
    r"\b([A-Z][A-Z0-9]{2,9}) (?:contract|program|award|procurement|competition|solicitation)\b"
)


def against(evidence: Evidence, reading: Reading) -> Iterator[str]:
    """Yield what speaks against a dispute in a text, in sentences; any of them is enough to leave it out."""
    sides = {"buyer", "bidder"} & evidence.kinds
    if evidence.name:
        sense, count = other_sense(evidence.name, reading.every_word)
        is_ours = "buyer" in sides or (sides and evidence.is_beside_procurement)
        if count >= (2 if is_ours else 1) and len(sides) < 2:
            yield f"“{evidence.name}” seems to mean {sense}."
        if not evidence.is_named_in_title and (reading.title_words & OTHER_BUYERS or any(_programs(reading))):
            yield f"“{evidence.name}” is mentioned in passing; the title names something else."
        return
    if reading.every_word & UPKEEP:
        yield "It speaks of upkeep."
    if "buyer" not in sides and (reading.every_word & OTHER_BUYERS or reading.title_words & FOREIGN):
        yield "It names another buyer."
    elif reading.opening & OTHER_BUYERS and not evidence.is_topic_in_title:
        yield "It names another buyer, and its title nothing of what is bought."
    for program in (*_programs(reading), *_programs_in_text(reading.text.text)):
        yield f"It names {program}, which the record does not know."


def _programs(reading: Reading) -> Iterator[str]:
    """Yield what the title names as another program: unknown capitals behind “for” or before “contract”."""
    title = reading.title
    capitals = [
        at
        for at, word in reading.loose(title)
        if len(word.raw) > 2 and word.raw.isupper() and word.raw[0].isalpha() and not _is_of_the_record(reading, word)
    ]
    if len(capitals) > len(title) // 2:  # a title all in capitals names nothing by them
        return
    for at in capitals:
        before = title[at - 1].folded if at else ""
        after = title[at + 1].folded if at + 1 < len(title) else ""
        if title[at].raw not in NO_PROGRAM and (before in BEFORE_PROGRAMS or after in AFTER_PROGRAMS):
            yield title[at].raw


def _programs_in_text(text: str) -> Iterator[str]:
    for said, acronym in _SPELLED_OUT.findall(text):
        spelled = [word for word in re.split(r"[ -]", said) if word[:1].isupper()]
        initials = "".join(word[0] for word in spelled)
        if initials.endswith(acronym) and spelled[-1].lower() not in ORGANISATIONS and acronym not in NO_PROGRAM:
            yield acronym
    yield from (name for name in _CONTRACT_OF_A_NAME.findall(text) if name not in NO_PROGRAM)


def _is_of_the_record(reading: Reading, word: Word) -> bool:
    return any(word.raw in mention.spelling.split() for mention in reading.found)
