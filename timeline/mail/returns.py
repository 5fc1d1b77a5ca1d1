"""Reads mail that came back to us (RFC 3464, 3463, 3834): what it says of the letter, or that nobody can tell. Pure."""

import re
from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from timeline.codelists import ReturnKind

# What a server returns holds some headers and a report; more is somebody trying us out.
MOST_BYTES = 262_144
MOST_PARTS = 40
MOST_LINES = 8_000
MOST_PARAMETERS = 10_000  # the standard library takes the square of it
EXCERPT = 2_000

CONTAINERS = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
# Addresses that will never take mail: no such mailbox, no such system, no such syntax, moved without a new one, null MX
# (RFC 3463, 3.2; RFC 7505, 4.2).
NOBODY = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
LOCAL_PART = re.compile(r"[^\s<>;:,\"'()@]+@")
# Where mail servers write the address to which something came.
RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


class Returned(NamedTuple):
    """What one message says: its kind, the status code it gives, and its beginning without anybody's address."""

    kind: ReturnKind
    status: str
    excerpt: str
    came_to: tuple[str, ...]


def read(raw: bytes) -> Returned:
    """Read a message of any shape; what is too large, too deep or no report is unknown, never guessed at."""
    if _is_hostile(raw):
        return Returned(ReturnKind.UNKNOWN, "", _excerpt(raw), ())
    message = message_from_bytes(raw)
    came_to = tuple(str(value)[:1_000] for name in RECIPIENT_HEADERS for value in (message.get_all(name) or ())[:5])
    kind, status = _judged(message)
    return Returned(kind, status, _excerpt(raw), came_to)


def _is_hostile(raw: bytes) -> bool:
    """Say whether a message is larger, deeper or fuller than any report, before anything is parsed."""
    is_full = raw.count(b"\n") + raw.count(b"\r") > 2 * MOST_LINES or raw.count(b";") > MOST_PARAMETERS
    return is_full or len(raw) > MOST_BYTES or len(CONTAINERS.findall(raw)) > MOST_PARTS


def _judged(message: Message) -> tuple[ReturnKind, str]:
    is_report = message.get_content_type() == "multipart/report"
    if is_report and str(message.get_param("report-type", "")).lower() == "delivery-status":
        return _of_report(message)
    answered = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    return (ReturnKind.UNKNOWN if answered == "no" else ReturnKind.ANSWER), ""


def _of_report(message: Message) -> tuple[ReturnKind, str]:
    """Judge by the recipients of the report: every one must have failed for good."""
    recipients = _recipients(message)
    if not recipients:
        return ReturnKind.UNKNOWN, ""
    actions = {str(one.get("Action", "")).split(";")[0].strip().lower() for one in recipients}
    found = [STATUS.match(str(one.get("Status", "")).strip()) for one in recipients]
    statuses = sorted({match.group() for match in found if match})
    if not all(found):
        return ReturnKind.UNKNOWN, ""
    status = statuses[0]
    if actions == {"failed"} and all(one.startswith("5.") for one in statuses):
        return (ReturnKind.NOBODY if set(statuses) <= NOBODY else ReturnKind.PERMANENT), status
    if actions <= {"failed", "delayed"} and all(one.startswith("4.") for one in statuses):
        return ReturnKind.TEMPORARY, status
    if actions <= {"delivered", "relayed", "expanded"} and all(one.startswith("2.") for one in statuses):
        return ReturnKind.DELIVERED, status
    return ReturnKind.UNKNOWN, status


def _recipients(message: Message) -> list[Message]:
    """Return the groups of fields for each recipient: those of the first report that name one."""
    parts = message.get_payload()
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, Message) and part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            return [one for one in groups if isinstance(one, Message) and "Final-Recipient" in one]
    return []


def _excerpt(raw: bytes) -> str:
    """Return how it begins, printable, with the names before every @ left out."""
    text = raw[: 4 * EXCERPT].decode("utf-8", "replace").replace("\x00", "").replace("\r\n", "\n")
    return LOCAL_PART.sub("…@", text)[:EXCERPT]
