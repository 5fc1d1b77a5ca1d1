"""Invents what a busy feed answers, poll after poll: RSS, of which half the entries stood in earlier answers. Pure."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from timeline.bench.world import SEED, WORDS

AT_ONCE = 1_000
# How far back an entry may have been published that an answer repeats.
WINDOW = 5_000
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
KINDS = ("modification", "award", "protest filed", "decision", "solicitation")


def answers(items: int) -> Iterator[bytes]:
    """Yield answers of a thousand entries each (one, if there are fewer), always the same for the same number."""
    rng = random.Random(SEED)
    fresh, wanted = 0, max(items // 2, 1)
    for begin in range(0, items, AT_ONCE):
        entries = []
        for number in range(begin, min(begin + AT_ONCE, items)):
            if fresh < wanted and (not fresh or rng.random() < (wanted - fresh) / (items - number)):
                entries.append(_entry(fresh))
                fresh += 1
            else:
                entries.append(_entry(rng.randrange(max(0, fresh - WINDOW), fresh)))
        yield _document(entries)


def built_later(answer: bytes) -> bytes:
    """Return the same answer as it reads when nothing happened but that the publisher wrote it anew."""
    return answer.replace(b"<lastBuildDate>Wed,", b"<lastBuildDate>Thu,", 1)


def _document(entries: list[str]) -> bytes:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Invented docket</title>'
        "<link>https://docket.example/</link><description>Invented entries</description>"
        "<lastBuildDate>Wed, 01 Jan 2020 00:00:00 +0000</lastBuildDate>\n"
    )
    return f"{head}{''.join(entries)}</channel></rss>\n".encode()


def _entry(number: int) -> str:
    """Write the entry of this number: a title of 60 to 90 characters, a summary of 150 to 500."""
    rng = random.Random(number)
    title = " ".join(rng.choices(WORDS, k=rng.randint(8, 11))).capitalize()
    sentences = [" ".join(rng.choices(WORDS, k=rng.randint(7, 13))).capitalize() for _ in range(rng.randint(2, 5))]
    summary = ". ".join(sentences)
    published = format_datetime(BEGIN + timedelta(minutes=37 * number))
    return (
        f"<item><title>{title}</title><link>https://docket.example/entries/{number}</link>"
        f'<guid isPermaLink="false">entry-{number:07}</guid><pubDate>{published}</pubDate>'
        f"<category>{rng.choice(KINDS)}</category><description>{summary} &amp; Co.</description></item>\n"
    )
