"""The webhook's door against a bare view with one INSERT: fifty senders at once, over HTTP, on the same server."""

import json
import secrets
from collections.abc import Iterator
from statistics import median

from timeline.bench.figures import Figure, at_most, bars, told
from timeline.bench.load import FRESH, Measured, Target, drive
from timeline.bench.running import Run
from timeline.bench.servers import TEXTBOOK, serving, serving_site
from timeline.bench.textbook.hooks import make_table
from timeline.models import Delivery

SENDERS = 50
BARS = bars(
    at_most(
        "webhook_p99_vs_bare_insert",
        1.5,
        "99th percentile of the time to answer a webhook, fifty at once, against a bare view with one INSERT",
    ),
    told("webhook_p99", "the same of the webhook alone", "ms"),
    told("webhooks_per_second", "webhooks stored a second then", "posts/s"),
)


def measure(run: Run) -> Iterator[Figure]:
    """Post to both in turns; every delivery must be there afterwards."""
    secret = secrets.token_hex(20)
    with run.empty() as url:
        make_table()
        book = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "timeline.bench.textbook.settings"}
        door = {"COURTLISTENER_SECRET": secret, "COURTLISTENER_SENDERS": "127.0.0.1"}
        with serving_site(url, **door) as site, serving(TEXTBOOK, book) as textbook:
            own, bare = _target(f"{site}/hooks/courtlistener/{secret}/"), _target(f"{textbook}/hook/")
            pairs = [(_posted(run, own, "webhook"), _posted(run, bare, "bare view")) for _ in range(run.rounds)]
        if not Delivery.objects.exists():
            raise AssertionError("no webhook was stored")
    yield BARS["webhook_p99_vs_bare_insert"].figure(median(one.p99 / other.p99 for one, other in pairs))
    yield BARS["webhook_p99"].figure(median(one.p99 for one, _ in pairs))
    yield BARS["webhooks_per_second"].figure(round(median(one.rate for one, _ in pairs)))


def _target(address: str) -> Target:
    """Make the target of posts of some 3,000 bytes, each with a key of its own."""
    body = json.dumps({"payload": {"results": [{"id": 1, "description": "ORDER. " * 400}]}, "webhook": {"version": 2}})
    headers = (("Content-Type", "application/json"), ("Idempotency-Key", FRESH))
    return Target(address, headers=headers, body=body.encode())


def _posted(run: Run, target: Target, name: str) -> Measured:
    drive(target, seconds=run.seconds / 5, connections=SENDERS)
    done = drive(target, seconds=run.seconds, connections=SENDERS)
    run.say(f"{name:10} {done.rate:6.0f}/s, median {done.median:6.1f} ms, p99 {done.p99:6.1f} ms")
    return done
