"""Tells of errors (Sentry) and of how long things took (OpenTelemetry), where an operator wants that."""

from importlib import import_module

from django.conf import settings


def start(part: str) -> None:
    """Begin to tell what happens in this process, which is a `web`, `stream` or `worker` process."""
    # By name, since who wants neither need not have installed them.
    if settings.SENTRY_DSN:
        import_module("tracker.telemetry.errors").start(settings.SENTRY_DSN, part=part)
    if settings.OTEL_ENDPOINT:
        import_module("tracker.telemetry.traces").start(
            settings.OTEL_ENDPOINT, part=part, percent=settings.OTEL_PERCENT
        )
