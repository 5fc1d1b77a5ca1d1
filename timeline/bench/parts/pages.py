"""The pages in a real browser: all events at once against a bare list and two libraries, one window, the server."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import TimeoutError  # noqa: A004 - it is the one that visits raise

from timeline import selectors
from timeline.bench.figures import Figure, at_least, at_most, bars, told
from timeline.bench.filling import fill
from timeline.bench.load import Target, drive
from timeline.bench.parts.api import ratio, take_turns
from timeline.bench.peers.pages import NoPeers, install, write_libraries, write_list
from timeline.bench.peers.visits import Visit, files, visit
from timeline.bench.processes import process
from timeline.bench.running import Run
from timeline.bench.servers import collect_static, serving, serving_site
from timeline.bench.world import make_world, shown
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.models import Event
from timeline.publishing import publish

SOME, MANY, ROUNDS = 1_000, 10_000, 3
BROWSER = "gzip, deflate, br, zstd"  # what Chromium takes
MEMORY = "timeline.bench.peers.memory:application"
PEERS = Path(settings.BASE_DIR) / ".local" / "peers"
BARS = bars(
    at_most(
        "page_all_1000_vs_list", 0.6, "time until 1,000 events with the picture stand in `?all=1`, against a bare list"
    ),
    at_most("page_all_10000_vs_list", 0.3, "the same with 10,000 events"),
    at_least("page_all_10000_vs_vis_timeline", 6, "how much longer vis-timeline takes for 10,000 events"),
    at_least("page_all_10000_vs_timelinejs", 20, "how much longer TimelineJS3 takes for 10,000 events"),
    at_most("page_all_longest_task", 100, "the longest task of `?all=1` with 10,000 events", "ms"),
    at_most("page_all_nodes_per_event", 25, "nodes of `?all=1` with 1,000 events, the whole page, an event", "nodes"),
    at_most("page_all_heap", 4, "JavaScript heap of `?all=1` with 10,000 events", "MiB"),
    at_most("page_all_layout_shift", 0.02, "cumulative layout shift of `?all=1` with 10,000 events", "CLS"),
    at_most("page_first_window_size", 40, "bytes of the JEDI page with style and script as sent", "KiB"),
    at_most("page_first_window_longest_task", 50, "its longest task", "ms"),
    at_most("page_script_size", 30, "script of a dispute's page as sent, htmx included, which it fetches later", "KiB"),
    at_least(
        "page_warm_vs_memory", 0.3, "requests a second for the JEDI page against its bytes from memory through Django"
    ),
    at_most(
        "page_cold_vs_api",
        3,
        "time of the JEDI page, put together anew with its kept parts, against the API's list of its events",
    ),
    at_most(
        "page_first_reader_vs_api",
        3,
        "time of the JEDI page for the first reader after a publication, when the worker has prepared it, against the "
        "API's list of its events, asked for the first time too",
    ),
    told(
        "page_nothing_kept_vs_api",
        "time of the JEDI page where nothing at all is kept or prepared, against the API's list of its events",
        "×",
    ),
)


def measure(run: Run) -> Iterator[Figure]:
    """Measure the two sizes in the browser, then the JEDI page in browser and server."""
    with TemporaryDirectory() as folder, run.empty() as url:
        run.say("gathering static files")
        yield from _measured(run, collect_static(url, Path(folder)))


def _measured(run: Run, static: dict[str, str]) -> Iterator[Figure]:
    visits: dict[str, Visit] = {}
    for name, size in (("1000", run.sized(SOME)), ("10000", run.sized(MANY))):
        found = _sized(run, size, static, libraries=name == "10000")
        yield BARS[f"page_all_{name}_vs_list"].figure(found["ours"].all_ms / found["list"].all_ms)
        visits |= {f"{key}_{name}": one for key, one in found.items()}
    yield from _libraries(visits)
    ours = visits["ours_10000"]
    yield BARS["page_all_longest_task"].figure(ours.longest)
    yield BARS["page_all_nodes_per_event"].figure(visits["ours_1000"].nodes / run.sized(SOME))
    yield BARS["page_all_heap"].figure(ours.heap / 2**20)
    yield BARS["page_all_layout_shift"].figure(ours.cls)
    yield from _jedi(run, static)


def _libraries(visits: dict[str, Visit]) -> Iterator[Figure]:
    for key, bar in (("vis", "page_all_10000_vs_vis_timeline"), ("tl", "page_all_10000_vs_timelinejs")):
        peer = visits.get(f"{key}_10000")
        if peer is None:
            yield BARS[bar].unmeasured("the library could not be installed, or showed nothing within two minutes")
        else:
            yield BARS[bar].figure(peer.all_ms / visits["ours_10000"].all_ms)


def _sized(run: Run, size: int, static: dict[str, str], *, libraries: bool) -> dict[str, Visit]:
    """Invent one dispute with so many events, write the peers' pages of the same, and let them take turns."""
    with run.empty() as url, TemporaryDirectory() as name:
        folder = Path(name)
        world = make_world(size)
        for document in (*world.contracts, *world.protests):
            document["dispute"] = shown(world.disputes[0])
        fill(world)
        query = EventQuery(dispute=("dispute-0",))
        write_list(folder, selectors.list_events(query, limit=size).documents)
        peers = libraries and _write_peers(run, folder, selectors.list_events(query, limit=size).documents)
        with serving_site(url, **static) as site, files(folder) as beside:
            page = f"{site}/disputes/dispute-0/?all=1"
            for _ in range(4):  # both processes of the server have it then, in all likelihood
                _sent(page, BROWSER)
            targets = {"list": (f"{beside}/list-{size}.html", ".ev", False), "ours": (page, "[data-event]", False)}
            if peers:
                targets["vis"] = (f"{beside}/vis-{size}.html", ".vis-item-content", True)
                targets["tl"] = (f"{beside}/tl-{size}.html", ".tl-timemarker", True)
            return _turns(run, targets, size)


def _write_peers(run: Run, folder: Path, events: list[Document]) -> bool:
    try:
        write_libraries(folder, install(PEERS, fetch=run.scale == 1), events)
    except NoPeers as error:
        run.say(str(error))
        return False
    return True


def _turns(run: Run, targets: dict[str, tuple[str, str, bool]], size: int) -> dict[str, Visit]:
    """Visit each page once a round; return of each the visit with the middle time, and the middle longest task.

    TimelineJS3 has one turn.
    """
    found: dict[str, list[Visit]] = {name: [] for name in targets}
    for number in range(min(ROUNDS, run.rounds)):
        for name, (url, selector, library) in targets.items():
            if name == "tl" and number:
                continue
            try:
                one = visit(url, selector, size, library=library)
            except TimeoutError:
                if not library:
                    raise
                run.say(f"round {number + 1} {name:5} {size:6,} events: not within two minutes")
                continue
            run.say(
                f"round {number + 1} {name:5} {size:6,} events {one.all_ms:7.0f} ms, longest task {one.longest:.0f} ms"
            )
            found[name].append(one)
    in_order = {name: sorted(visits, key=lambda one: one.all_ms) for name, visits in found.items() if visits}
    return {
        name: replace(visits[len(visits) // 2], longest=median(one.longest for one in visits))
        for name, visits in in_order.items()
    }


def _jedi(run: Run, static: dict[str, str]) -> Iterator[Figure]:
    """Measure the page of a shipped dispute: what is sent, and how fast the server answers warm and cold."""
    with run.empty() as url, TemporaryDirectory() as name:
        call_command("load_record", "timeline/records/jedi.yaml", verbosity=0)
        body = Path(name) / "page.html.gz"
        with serving_site(url, **static) as site:
            page = f"{site}/disputes/jedi/"
            body.write_bytes(_sent(page))
            first = [visit(page, "[data-event]", 1) for _ in range(min(ROUNDS, run.rounds))]
            htmx = len(gzip.compress(_sent(f"{site}/static/django_htmx/htmx-2.min.js", "identity"), 6))
            yield BARS["page_first_window_size"].figure(median(one.sent for one in first) / 1024)
            yield BARS["page_first_window_longest_task"].figure(median(one.longest for one in first))
            yield BARS["page_script_size"].figure((median(one.script_sent for one in first) + htmx) / 1024)
            with serving(MEMORY, {"DJANGO_SETTINGS_MODULE": "tracker.settings", "BENCH_BODY": str(body)}) as memory:
                packed = (("Accept-Encoding", "gzip"),)
                targets = {"warm": Target(page, headers=packed), "memory": Target(f"{memory}/", headers=packed)}
                runs = take_turns(targets, run.rounds, run.seconds, run.say)
            yield BARS["page_warm_vs_memory"].figure(ratio(runs["warm"], runs["memory"]))
            yield BARS["page_first_reader_vs_api"].figure(_first_reader(run, site, url, static))
        with serving_site(url, PAGE_CACHE_SECONDS="0", **static) as site:
            yield BARS["page_cold_vs_api"].figure(_against_the_list(run, site))
        with serving_site(url, PAGE_CACHE_SECONDS="0", PAGE_PARTS_KEPT="0", **static) as site:
            yield BARS["page_nothing_kept_vs_api"].figure(_against_the_list(run, site))


def _against_the_list(run: Run, site: str) -> float:
    """Return how much longer the page takes than the API's list of its events, both asked for in turns."""
    pair = {"api": f"{site}/api/v1/events/?dispute=jedi&limit=500", "page": f"{site}/disputes/jedi/"}
    for address in pair.values():
        drive(Target(address), seconds=run.seconds)
    runs = take_turns({key: Target(address) for key, address in pair.items()}, run.rounds, run.seconds, run.say)
    return ratio(runs["api"], runs["page"])


def _first_reader(run: Run, site: str, database_url: str, static: dict[str, str]) -> float:
    """Publish a change again and again; each time the worker prepares, then one reader asks and one program."""
    page, api = f"{site}/disputes/jedi/", f"{site}/api/v1/events/?dispute=jedi&limit=500"
    changed = Event.objects.filter(dispute__slug="jedi").earliest("pk")
    pages: list[float] = []
    lists: list[float] = []
    with process("preparing", database_url=database_url, environment=static) as worker:
        for number in range(max(5, run.rounds)):
            changed.note = {"en": f"Changed {number}"}
            changed.save()
            publish([changed])
            run.say(f"prepared in {worker('now')['ms']:.0f} ms")
            for address, coding, times in ((api, "identity", lists), (page, BROWSER, pages)):
                begin = time.perf_counter()
                _sent(address, coding)
                times.append(time.perf_counter() - begin)
    return median(pages) / median(lists)


def _sent(url: str, accepted: str = "gzip") -> bytes:
    """Return the bytes of an answer as they are sent to a reader who takes these codings."""
    request = Request(url, headers={"Accept-Encoding": accepted})  # noqa: S310 - on this machine
    with urlopen(request, timeout=120) as answer:  # noqa: S310 - an address on this machine
        return bytes(answer.read())
