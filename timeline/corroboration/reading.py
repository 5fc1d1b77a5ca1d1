"""Read a report out of what an item tells: who, what is done, the words and passages that it is recognised by. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from zlib import crc32

from timeline.classification import Classified
from timeline.classification.registers import register_of
from timeline.classification.told import Told, sentences
from timeline.corroboration.attitudes import ANSWERS, BEFORE, COMMENT, EXPLAINS, LOOKS_BACK, REACTS, SPEAKS
from timeline.corroboration.deeds import DEEDS, OF_TYPE
from timeline.corroboration.report import Report
from timeline.corroboration.stems import EMPTY, SAME_STEM
from timeline.matching.topics import topic_of
from timeline.matching.words import words

STEM: Final = 6
MOST_WORDS, MOST_PASSAGES, RUN = 60, 80, 4
CHALLENGERS: Final = frozenset({"protester", "plaintiff", "appellant", "petitioner", "movant"})
WINNERS: Final = frozenset({"awardee"})
_FIGURE: Final = re.compile(r"\d(?:[\d.,/:-]*\d)?")
_CLAUSE: Final = re.compile(r"[,;:–—]\s")


def report_of(
    told: Told,
    classified: Classified,
    *,
    key: str,
    dispute: int,
    contract: int | None = None,
    protest: int | None = None,
    names: Iterable[str] = (),
) -> Report:
    """Return the report of an item: `names` are those of the dispute, which say nothing about what happened in it."""
    roles = {one.slug: one.role for one in classified.roles}
    lead = sentences(told.text, 2)
    register = register_of(told)
    happened = classified.happened
    return Report(
        key=key,
        dispute=dispute,
        contracts=frozenset({contract} if contract else ()),
        protest=protest or 0,
        kind=told.kind,
        register=register,
        type=classified.type,
        forum=classified.forum,
        day=happened.earliest if happened and happened.precision in {"day", "time"} else None,
        published=told.published,
        parties=frozenset(roles),
        challengers=frozenset(slug for slug, role in roles.items() if role in CHALLENGERS),
        winners=frozenset(slug for slug, role in roles.items() if role in WINNERS),
        subject=_subject(told),
        deeds=OF_TYPE.get(classified.type) or deeds_in(told.title, lead),
        said=OF_TYPE.get(classified.type) or _deeds(lead),
        words=words_of(told.title, lead, names=(*names, *(one.spelling for one in told.participants))),
        figures=frozenset(_FIGURE.findall(f"{told.title}\n{told.text}")[:MOST_WORDS]),
        passages=passages_of(told.text),
        is_comment=register == "press" and is_comment(told.title, told.text),
        is_answer=register == "press" and is_answer(told.title, told.text),
    )


def deeds_in(title: str, lead: str = "") -> frozenset[str]:
    """Return what is done: by the main clause of the title, else by the whole of it, else by the first sentences."""
    for text in (main_clause(title), title, lead):
        found = frozenset(code for code, said in DEEDS.items() if said.search(text))
        if found:
            return found
    return frozenset()


def main_clause(title: str) -> str:
    """Return a headline without what it says went before: “Judge stops work” of “Judge stops work after protest”."""
    found = BEFORE.search(title)
    if found is None:
        return title
    if title[: found.start()].strip(" ,:–—-“”\"'"):
        return title[: found.start()]
    comma = _CLAUSE.search(title, found.end())
    return title[comma.end() :] if comma else title


def is_comment(title: str, text: str) -> bool:
    """Say whether a report judges, explains, lists or looks back on what is told elsewhere."""
    if COMMENT.search(title) or EXPLAINS.search(title) or LOOKS_BACK.search(title):
        return True
    return bool(LOOKS_BACK.search(sentences(text, 1))) and not _deeds(title)


def is_answer(title: str, text: str = "") -> bool:
    """Say whether a report tells how somebody takes a happening: welcomes it, weighs what to do after it.

    The headline shows it; where it tells of no deed at all, the first sentence does.
    """
    if ANSWERS.search(title) or _answers_in(title):
        return True
    return not _deeds(title) and _answers_in(sentences(text, 1))


def _answers_in(text: str) -> bool:
    clause = main_clause(text)
    if clause == text or not _deeds(text.replace(clause, " ")):
        return False
    return bool(REACTS.search(clause)) or (bool(SPEAKS.search(text)) and not _deeds(clause))


def words_of(*texts: str, names: Iterable[str] = ()) -> frozenset[str]:
    """Return stems of the words that say something, without names; German and English words of one topic are one."""
    known = {word.folded for name in names for word in words(name)}
    found = (word.folded for text in texts for word in words(text))
    stems = dict.fromkeys(
        _stem(word) for word in found if len(word) > 3 and word.isalpha() and word not in known and word not in EMPTY
    )
    return frozenset(list(stems)[:MOST_WORDS])


def passages_of(text: str) -> frozenset[int]:
    """Return hashes of the runs of four words at the beginning of a text."""
    said = [word.folded for word in words(text[:4_000])][: MOST_PASSAGES + RUN - 1]
    return frozenset(crc32(" ".join(run).encode()) for run in _runs(said))


def published_event(
    *,
    key: str,
    event: int,
    dispute: int,
    contracts: Iterable[int],
    protest: int | None,
    type_: str,
    forum: str,
    day: date | None,
    public: date | None,
    roles: Iterable[tuple[str, str]],
    titles: Iterable[str],
    summaries: Iterable[str],
    names: Iterable[str] = (),
) -> Report:
    """Return an event of the record in the shape of a report; its own day stands for a public one that is not known."""
    parts = list(roles)
    titles, summaries = list(titles), list(summaries)
    title = titles[0] if titles else ""
    return Report(
        key=key,
        event=event,
        dispute=dispute,
        contracts=frozenset(contracts),
        protest=protest or 0,
        kind="event",
        register="record",
        type=type_,
        forum=forum,
        day=day,
        published=public or day,
        parties=frozenset(slug for slug, _ in parts),
        challengers=frozenset(slug for slug, role in parts if role in CHALLENGERS),
        winners=frozenset(slug for slug, role in parts if role in WINNERS),
        deeds=OF_TYPE.get(type_)
        or frozenset(code for text in titles for code in _deeds(text))
        or _deeds(" ".join(summaries)),
        words=words_of(*titles, *summaries, names=names),
        figures=frozenset(_FIGURE.findall(f"{title}\n{' '.join(summaries)}")),
    )


def _deeds(text: str) -> frozenset[str]:
    return frozenset(code for code, said in DEEDS.items() if said.search(text))


def _runs(said: list[str]) -> Iterator[list[str]]:
    yield from (said[at : at + RUN] for at in range(len(said) - RUN + 1))


def _stem(word: str) -> str:
    stem = topic_of(word)[:STEM] or word[:STEM]
    return SAME_STEM.get(stem, stem)


def _subject(told: Told) -> str:
    """Return the party that the title names first; empty if it names none."""
    title = told.title.casefold()
    places = [(title.find(one.spelling.casefold()), one.slug) for one in told.participants]
    return min((place for place in places if place[0] >= 0), default=(0, ""))[1]
