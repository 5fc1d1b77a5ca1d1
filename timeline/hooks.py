"""The doors at which sources push: a webhook is stored as it came, in one statement, before anybody looks into it."""

import hashlib
import ipaddress
import json
from collections.abc import Collection
from secrets import compare_digest

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import path
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt

COURTLISTENER = "courtlistener"
# The demonstration's own receiver: only on a site for trying out, only from this machine, only into its example feed.
EXAMPLE = "example-courtlistener"
LOOPBACK = ("127.0.0.1", "::1")
MOST_BYTES = 2_000_000
LONGEST_LENGTH = 18
LONGEST_KEY = 200
NOT_KEPT = frozenset({"cookie", "authorization"})

# A single statement is one transaction: the bytes, the key and the row of work are stored together or not at all. Its
# moment is the database's, by whose clock workers look for what is due.
STORE = """INSERT INTO timeline_delivery (hook, key, received_at, sender, headers, raw, state, due_at, attempts, error)
 VALUES (%s, %s, statement_timestamp(), %s, %s, %s, 'waiting', statement_timestamp(), 0, '')
 ON CONFLICT (hook, key) DO NOTHING"""


@csrf_exempt
def courtlistener(request: HttpRequest, secret: str) -> HttpResponse:
    """Take a webhook of CourtListener: 200 whether it is new or was stored before.

    Its webhooks carry no signature: a secret address and the senders' addresses stand for it. Nothing but the database
    is needed to answer; the next sweep finds the row, so an answer waits for no broker. 404 for a wrong secret, 403 for
    other senders, 405, 411 without its length, 413 above two million bytes, 400 for a body that is empty or did not
    arrive whole: nothing is stored of it, so that its key is still free when it is sent again.
    """
    hook, senders = _receiver(secret)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    sender = sender_of(request)
    if sender not in senders:
        return _say("This address does not send for CourtListener.", 403)
    body = _whole_body(request)
    if isinstance(body, HttpResponse):
        return body
    is_new = keep(hook, request, body, sender)
    return _say("Stored." if is_new else "Known already.", 200)


def example_secret() -> str:
    """Return the last part of the address of the demonstration's receiver; it follows from the site's own key."""
    return salted_hmac("timeline.hooks.example", COURTLISTENER, algorithm="sha256").hexdigest()


def _receiver(secret: str) -> tuple[str, Collection[str]]:
    """Return which receiver a secret opens, and who may send to it; raise Http404 for one that opens none."""
    known = settings.COURTLISTENER_SECRET
    if known and compare_digest(secret.encode(), known.encode()):
        return COURTLISTENER, settings.COURTLISTENER_SENDERS
    if settings.PUBLISH_EXAMPLES and compare_digest(secret.encode(), example_secret().encode()):
        return EXAMPLE, LOOPBACK
    raise Http404


def _whole_body(request: HttpRequest) -> bytes | HttpResponse:
    """Return the body if it is as long as was said before; else the refusal.

    Of a connection that breaks off the web server hands over what came, without an error, and of one sent in pieces
    nothing: only the length tells.
    """
    said = request.headers.get("Content-Length") or ""
    if not said or request.headers.get("Transfer-Encoding"):
        return _say("Say how long the body is (Content-Length), and send it in one piece.", 411)
    if not (said.isascii() and said.isdecimal()):
        return _say("Content-Length is no number.", 400)
    # Longer than any number of bytes that is taken, and too long to be worth reading as a number.
    if len(said) > LONGEST_LENGTH or int(said) > MOST_BYTES:
        return _say(f"At most {MOST_BYTES:,} bytes.", 413)
    try:
        body = request.body
    except RequestDataTooBig:
        return _say(f"At most {MOST_BYTES:,} bytes.", 413)
    except UnreadablePostError:
        body = b""
    if not body or len(body) != int(said):
        return _say("The body is empty or did not arrive whole.", 400)
    return body


def keep(hook: str, request: HttpRequest, body: bytes, sender: str) -> bool:
    """Store a webhook unless its key is known; return whether it was new.

    One without a usable key is known by its content.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        key = f"sha256:{hashlib.sha256(body).hexdigest()}"
    headers = {name.lower(): value for name, value in request.headers.items() if name.lower() not in NOT_KEPT}
    with connection.cursor() as cursor:
        cursor.execute(STORE, [hook, key, sender or None, json.dumps(headers), body])
        return bool(cursor.rowcount)


def sender_of(request: HttpRequest) -> str:
    """Return the address that sent a request, in its shortest form; behind a proxy, the one that the proxy saw."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.SENDER_HEADER:
        said = request.headers.get(settings.SENDER_HEADER, "").rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return ""
    hidden = getattr(address, "ipv4_mapped", None)
    return str(hidden or address)


def _say(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


urlpatterns = [path("courtlistener/<str:secret>/", courtlistener, name="hook-courtlistener")]
