"""Readers and programs who wander over a site: a hundred thousand different addresses, each whole answer read."""

import http.client
import random
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.db import connection

from timeline.bench.load import NotServed
from timeline.bench.world import OF_PROTESTS, SEED, TYPES, VOCABULARY, World

READERS, PATIENCE = 8, 60
MOST_KEYS = 50_000
CODINGS = ("br, gzip", "gzip", "zstd", "identity")
# What may be answered where addresses are invented: found, moved to the address with its words, unknown, too narrow.
EXPECTED = frozenset({200, 301, 302, 400, 404})
KEYS = """SELECT key FROM timeline_entry WHERE document_type = 'event' AND valid_to IS NULL AND state = 'live'
 ORDER BY key LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Places:
    """The names that addresses are made of."""

    events: Sequence[str]
    disputes: Sequence[str]
    contracts: Sequence[str]
    parties: Sequence[str]
    protests: Sequence[str]
    sources: Sequence[str]


def places(world: World) -> Places:
    """Return the names of an invented record that this process is pointed at."""
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [MOST_KEYS])
        events = [key for (key,) in cursor.fetchall()]
    of_world = (world.disputes, world.contracts, world.parties, world.protests, world.sources)
    return Places(events, *([str(one["id"]) for one in documents] for documents in of_world))


def addresses(found: Places, count: int) -> Iterator[str]:
    """Invent so many paths, always the same for the same names: pages in both languages, lists, searches, mistakes."""
    rng = random.Random(SEED)
    ways = (_event, _filtered, _listed, _searched, _object, _elsewhere)
    for _ in range(count):
        way = rng.choices(ways, weights=(26, 14, 24, 10, 22, 4))[0]
        yield way(rng, found)


def wander(site: str, paths: Iterable[str]) -> int:
    """Ask for all paths by several readers at once; return how many were answered with 200.

    Raises NotServed for a status that none of these addresses should have.
    """
    shared, lock = iter(paths), threading.Lock()
    readers = [_Reader(site, shared, lock, CODINGS[number % len(CODINGS)]) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    for reader in readers:
        if reader.error:
            raise NotServed(str(reader.error)) from reader.error
    return sum(reader.found for reader in readers)


class _Reader(threading.Thread):
    """One reader on one kept connection."""

    def __init__(self, site: str, paths: Iterator[str], lock: threading.Lock, coding: str) -> None:
        super().__init__()
        self._place, self._paths, self._lock, self._coding = urlsplit(site).netloc, paths, lock, coding
        self.found = 0
        self.error: Exception | None = None

    def run(self) -> None:
        """Ask until nothing is left."""
        line = http.client.HTTPConnection(self._place, timeout=PATIENCE)
        try:
            while (path := self._next()) is not None:
                self._ask(line, path)
        except (OSError, http.client.HTTPException, NotServed) as error:
            self.error = error
        finally:
            line.close()

    def _next(self) -> str | None:
        with self._lock:
            return next(self._paths, None)

    def _ask(self, line: http.client.HTTPConnection, path: str) -> None:
        line.request("GET", path, headers={"Accept-Encoding": self._coding})
        answer = line.getresponse()
        answer.read()
        if answer.status not in EXPECTED:
            raise NotServed(f"{path} answered {answer.status}")
        self.found += answer.status == http.HTTPStatus.OK


def _event(rng: random.Random, found: Places) -> str:
    key = rng.choice(found.events)
    pages = (f"/events/{key}/", f"/de/events/{key}/", f"/api/v1/events/{key}/", f"/api/v1/events/{key}/revisions/")
    return rng.choices(pages, weights=(5, 2, 3, 1))[0]


def _filtered(rng: random.Random, found: Places) -> str:
    language = rng.choice(("", "", "/de"))
    return f"{language}/disputes/{rng.choice(found.disputes)}/?{urlencode(_filters(rng, found))}"


def _listed(rng: random.Random, found: Places) -> str:
    return f"/api/v1/events/?{urlencode({**_filters(rng, found), 'limit': str(rng.choice((10, 20, 50, 100)))})}"


def _searched(rng: random.Random, found: Places) -> str:
    words = " ".join(rng.choices(VOCABULARY.split(), k=rng.randint(1, 3)))
    asked = urlencode({"q": words, "dispute": rng.choice(found.disputes)})
    return rng.choice((f"/search/?{asked}", f"/api/v1/search/?{urlencode({'q': words})}"))


def _object(rng: random.Random, found: Places) -> str:
    name, keys = rng.choice(
        (
            ("parties", found.parties),
            ("contracts", found.contracts),
            ("protests", found.protests),
            ("sources", found.sources),
        )
    )
    return f"{rng.choice(('', '/de', '/api/v1'))}/{name}/{rng.choice(keys)}/"


def _elsewhere(rng: random.Random, found: Places) -> str:
    number = rng.randrange(1_000_000)
    one = rng.choice(found.disputes)
    return rng.choice(
        (
            "/",
            f"/?page={number}",
            f"/events/nothing{number}/",
            f"/nowhere/{number}/",
            f"/api/v1/changes/?since={number}&limit=20",
            f"/api/v1/events/?type=none-{number}",
            f"/disputes/{one}/deadlines.ics",
            f"/parties/?q={rng.choice(VOCABULARY.split())}",
            "/statements/",
            "/deadlines/",
            "/glossary/",
        )
    )


def _filters(rng: random.Random, found: Places) -> dict[str, str]:
    """Return some filters of lists of events, seldom the same twice."""
    first = rng.randint(2000, 2024)
    some = {
        "type": rng.choice([kind for kind, _ in TYPES]),
        "from": f"{first}-{rng.randint(1, 12):02}-01",
        "to": f"{first + rng.randint(0, 2)}-12-{rng.randint(1, 28):02}",
        "contract": rng.choice(found.contracts),
        "party": rng.choice(found.parties),
        "significance": rng.choice(("1", "2", "3")),
        "q": rng.choice(sorted(OF_PROTESTS)).replace("-", " "),
    }
    return {name: some[name] for name in rng.sample(sorted(some), rng.randint(1, 3))}
