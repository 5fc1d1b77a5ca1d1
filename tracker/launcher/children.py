"""The one list of the processes that `make run` keeps alive beside the servers; add yours here."""

import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

PYTHON = sys.executable
# Root is who runs a container or a rented machine; the site is on loopback and takes JSON only.
CELERY = (PYTHON, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "-A", "tracker")


@dataclass(frozen=True)
class Child:
    """One process of the running site.

    `ready` is a piece of its output that says it has started (None: being alive is enough); `grace` is the time in
    seconds that it gets to finish what it does.
    """

    name: str
    command: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)
    ready: str | None = None
    grace: float = 5
    death_signal: signal.Signals = signal.SIGTERM


def children(*, host: str, port: int, stream_port: int, local: Path, demo_port: int | None = None) -> list[Child]:
    """Return the processes in the order of their start; they are stopped in the same order, the worker last."""
    site = [web(host, port), stream(host, stream_port), beat(local), court(), worker()]
    if demo_port is not None:
        site.insert(0, demo(demo_port))
    return site


def web(host: str, port: int) -> Child:
    """Serve pages, admin and API."""
    return Child(
        "web",
        (PYTHON, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "tracker.wsgi:application"),
        env={"BIND": bind(host, port), "WEB_WORKERS": os.environ.get("WEB_WORKERS", "2")},
        ready="Ready to serve",
    )


def stream(host: str, port: int) -> Child:
    """Serve the answers that stay open long."""
    served = ("--worker-class", "asgi", "tracker.asgi:application")
    return Child(
        "stream",
        (PYTHON, "-m", "gunicorn", "--config", "deploy/gunicorn.py", *served),
        env={"BIND": bind(host, port), "WEB_WORKERS": "1"},
        ready="Ready to serve",
    )


def demo(port: int) -> Child:
    """Serve the examples of the demonstration feed, and say when the worker has proposed them."""
    return Child("demo", (PYTHON, "manage.py", "demo", "--serve", "--port", str(port)), ready="Serving")


def beat(local: Path) -> Child:
    """Send the periodic tasks."""
    schedule = str(local / "beat-schedule")
    return Child("beat", (*CELERY, "beat", "--loglevel=INFO", "--schedule", schedule))


def court() -> Child:
    """Run the tasks that a court's webhook needs, and no other."""
    return _worker("court", "--concurrency=1", "--queues=court")


def worker() -> Child:
    """Run the tasks, all of them."""
    return _worker("worker", "--concurrency=2")


def _worker(name: str, *takes: str) -> Child:
    return Child(
        name,
        (*CELERY, "worker", "--loglevel=INFO", f"--hostname={name}@%h", *takes, "--without-gossip", "--without-mingle"),
        ready=" ready.",
        grace=10,
        death_signal=signal.SIGKILL,  # without its broker it waits for a new one instead of ending
    )


def bind(host: str, port: int) -> str:
    """Return `host:port`, with brackets around an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
