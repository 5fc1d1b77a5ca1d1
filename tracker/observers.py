"""Reads from the environment who is told of errors and traces, and refuses what is not installed for it."""

from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker import environment


class Observers(NamedTuple):
    """Addresses of a project in Sentry and of a collector of OpenTelemetry, and how many in a hundred it is told."""

    sentry_dsn: str
    otel_endpoint: str
    otel_percent: int


def from_environment() -> Observers:
    """Return who is told, both empty by default; raise `BadSetting` for what cannot be meant or is not installed."""
    found = Observers(
        environment.text("SENTRY_DSN"), environment.text("OTEL_ENDPOINT"), environment.number("OTEL_PERCENT", 10)
    )
    for name, address, module, extra in (
        ("SENTRY_DSN", found.sentry_dsn, "sentry_sdk", "sentry"),
        ("OTEL_ENDPOINT", found.otel_endpoint, "opentelemetry.sdk", "traces"),
    ):
        if address and urlsplit(address).scheme not in {"http", "https"}:
            raise environment.BadSetting(f"{name} is no address of the web; say https://….")
        if address and not find_spec(module):
            raise environment.BadSetting(f"{name} is set, but what it needs is not installed: pip install .[{extra}]")
    if not 0 <= found.otel_percent <= 100:
        raise environment.BadSetting(f"OTEL_PERCENT is {found.otel_percent}; say 0 to 100.")
    return found
