"""The API against the textbook: lists, unchanged answers, and a window deep in the list."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

from timeline.api.cursors import Cursor, encode
from timeline.bench.figures import Figure, at_least, at_most, bars
from timeline.bench.load import Measured, Target, drive
from timeline.bench.peers.datasette import NoDatasette, install, listed, serving_datasette
from timeline.bench.running import Run, Say
from timeline.bench.servers import TEXTBOOK, serving, serving_site

WARMING = 0.2
LIST, BARE = "/api/v1/events/", "timeline.bench.peers.bare:application"
TYPE, FIRST, LAST = "modification", "2002-01-01", "2025-12-31"
BARS = bars(
    at_least("api_list_vs_textbook", 15, "requests a second for the newest events of the largest contract"),
    at_least("api_list_of_type_vs_textbook", 15, "the same for one type of event within a range of dates"),
    at_least("api_304_vs_textbook", 35, "requests a second for the first list, where nothing has changed (304)"),
    at_most("api_deep_vs_first", 1.3, "time of a list 50,000 events deep against that of the first"),
    at_least(
        "api_list_vs_json_agg",
        1.1,
        "the list of one type against one hand-written statement that builds its JSON, behind a bare WSGI application",
    ),
    at_least("api_304_vs_bare_wsgi", 0.35, "unchanged answers against a bare WSGI application with one indexed read"),
    at_most(
        "api_growth_largest_contract", 1.3, "time of the list of the largest contract against that among 1,000 events"
    ),
    at_most("api_growth_small_contract", 1.3, "the same for a contract with about a hundred events"),
    at_least("api_list_vs_datasette", 1.5, "the list of one type against Datasette on the same data, under granian"),
)
SMALL = 1_000
PEERS = Path(settings.BASE_DIR) / ".local" / "peers"
# A contract that fills one window, whatever the size of the record.
HUNDRED = """SELECT split_part(scope, ':', 2) FROM timeline_eventscope
 WHERE scope LIKE 'contract:%' AND valid_to IS NULL AND NOT is_statement
 GROUP BY scope HAVING count(*) >= 100 ORDER BY count(*), scope LIMIT 1"""

Runs = dict[str, list[Measured]]


class Unequal(RuntimeError):
    """The two implementations do not answer with the same events."""


def measure(run: Run) -> Iterator[Figure]:
    """Serve both implementations of the same record and let them take turns; then a small record, and the limits."""
    with run.record() as record:
        book = {"DATABASE_URL": record.url, "DJANGO_SETTINGS_MODULE": "timeline.bench.textbook.settings"}
        with serving_site(record.url) as site:
            with serving(TEXTBOOK, book) as textbook:
                found = targets(site, textbook, record.world.largest_contract, record.deep)
                runs = take_turns(found, run.rounds, run.seconds, run.say)
            yield from figures(runs)
            with serving(BARE, {"DATABASE_URL": record.url}) as bare:
                limits = limiting(found, bare, record.world.largest_contract)
                yield from limit_figures(take_turns(limits, run.rounds, run.seconds, run.say))
            contracts = {"largest": record.world.largest_contract, "small": _contract_of_a_hundred()}
            yield from _growth(run, site, contracts)
            yield _datasette(run, found["typed"], record.world.largest_contract)


def _datasette(run: Run, typed: Target, contract: str) -> Figure:
    """Let the list of one type take turns with Datasette's, which answers out of a SQLite file of the same record."""
    bar = BARS["api_list_vs_datasette"]
    try:
        programs = install(PEERS, fetch=run.scale == 1)
    except NoDatasette as error:
        return bar.unmeasured(str(error))
    run.say("copying the record for Datasette")
    with serving_datasette(programs) as events:
        peer = listed(events, contract=contract, type=TYPE, date_from=FIRST, date_to=LAST)
        _compare(typed.url, peer)
        runs = take_turns({"typed": typed, "datasette": Target(peer)}, run.rounds, run.seconds, run.say)
    return bar.figure(ratio(runs["typed"], runs["datasette"]))


def _growth(run: Run, site: str, contracts: Mapping[str, str]) -> Iterator[Figure]:
    """Let lists of this record and of one with a thousand events take turns."""
    with run.another(SMALL) as few:
        beside = {"largest": few.world.largest_contract, "small": _contract_of_a_hundred()}
        with serving_site(few.url) as other:
            found = {}
            for name, contract in contracts.items():
                found[name] = Target(f"{site}{LIST}?{urlencode({'contract': contract})}")
                found[f"{name}_of_few"] = Target(f"{other}{LIST}?{urlencode({'contract': beside[name]})}")
            runs = take_turns(found, run.rounds, run.seconds, run.say)
    for name in contracts:
        yield BARS[f"api_growth_{name}_contract"].figure(ratio(runs[f"{name}_of_few"], runs[name]))


def _contract_of_a_hundred() -> str:
    with connection.cursor() as cursor:
        cursor.execute(HUNDRED)
        return str(cursor.fetchone()[0])


def limiting(found: Mapping[str, Target], bare: str, contract: str) -> dict[str, Target]:
    """Put what is bounded beside what bounds it."""
    asked = {"contract": contract, "type": TYPE, "date_from": FIRST, "date_to": LAST}
    return {
        "typed": found["typed"],
        "json_agg": Target(f"{bare}/events/?{urlencode(asked)}"),
        "304": found["304"],
        "304_bare": _conditional(f"{bare}/tag/"),
    }


def limit_figures(runs: Runs) -> Iterator[Figure]:
    """Turn the runs beside the limits into ratios."""
    yield BARS["api_list_vs_json_agg"].figure(ratio(runs["typed"], runs["json_agg"]))
    yield BARS["api_304_vs_bare_wsgi"].figure(ratio(runs["304"], runs["304_bare"]))


def targets(site: str, textbook: str, contract: str, deep: str) -> dict[str, Target]:
    """Name what is measured, after seeing that both implementations answer alike."""
    events, plain = f"{site}{LIST}", f"{textbook}/events/"
    typed = {"contract": contract, "type": TYPE}
    own = {
        "list": f"{events}?{urlencode({'contract': contract})}",
        "typed": f"{events}?{urlencode({**typed, 'from': FIRST, 'to': LAST})}",
    }
    book = {
        "list": f"{plain}?{urlencode({'contract': contract})}",
        "typed": f"{plain}?{urlencode({**typed, 'date_from': FIRST, 'date_to': LAST})}",
    }
    found: dict[str, Target] = {}
    for name, address in own.items():
        _compare(address, book[name])
        found |= {name: Target(address), f"{name}_textbook": Target(book[name])}
    found["304"] = _conditional(own["list"])
    found["304_textbook"] = _conditional(book["list"])
    found["first"] = Target(events)
    found["deep"] = Target(f"{events}?{urlencode({'cursor': encode(Cursor(after=deep))})}")
    return found


def take_turns(found: Mapping[str, Target], rounds: int, seconds: float, say: Say) -> Runs:
    """Drive every target once a round, those that are compared one after the other; keep all runs in their order."""
    runs: Runs = {name: [] for name in found}
    for number in range(rounds):
        for name, target in found.items():
            drive(target, seconds=seconds * WARMING)
            runs[name].append(drive(target, seconds=seconds))
            one = runs[name][-1]
            say(f"round {number + 1} {name:16} {one.rate:8.0f}/s {one.median:7.2f} ms {one.size / 1024:6.0f} KiB")
    return runs


def figures(runs: Runs) -> Iterator[Figure]:
    """Turn runs into the ratios that the bars are set for."""
    yield BARS["api_list_vs_textbook"].figure(ratio(runs["list"], runs["list_textbook"]))
    yield BARS["api_list_of_type_vs_textbook"].figure(ratio(runs["typed"], runs["typed_textbook"]))
    yield BARS["api_304_vs_textbook"].figure(ratio(runs["304"], runs["304_textbook"]))
    yield BARS["api_deep_vs_first"].figure(ratio(runs["first"], runs["deep"]))


def ratio(first: list[Measured], second: list[Measured]) -> float:
    """Return the median of the rounds' ratios: what disturbs the machine disturbs both of one round."""
    return median(one.rate / other.rate for one, other in zip(first, second, strict=True))


def _conditional(address: str) -> Target:
    """Make the target that is asked for with the tag of its own answer."""
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - an address on this machine
        return Target(address, 304, (("If-None-Match", answer.headers["ETag"]),))


def _compare(own: str, book: str) -> None:
    """See that both answers hold a hundred events of the same days; raise Unequal if not."""
    days = [_days(own, lambda event: str(event["date"]["text"])), _days(book, lambda event: str(event["date"]))]
    if days[0] != days[1] or len(days[0]) != 100:
        raise Unequal(f"{own} and {book} do not answer with the same hundred events")


def _days(address: str, day: Callable[[dict[str, dict[str, str]]], str]) -> list[str]:
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - an address on this machine
        found = json.load(answer)
    return [day(event) for event in (found if isinstance(found, list) else found["results"])]
