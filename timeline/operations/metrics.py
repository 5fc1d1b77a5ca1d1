"""Writes how the site fares for Prometheus: what the tables say at this moment, and what each process counted."""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from timeline.operations import backlogs, pulse
from timeline.operations.checks import Check, checks

# Answers come within milliseconds; what takes longer than the last is one heap.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
ANSWERS = Histogram(
    "tracker_answer_seconds",
    "Seconds until an answer began, by part of the site and class of its status.",
    ("part", "status"),
    buckets=BUCKETS,
)


def written(*, now: datetime) -> bytes:
    """Return all metrics in Prometheus's text format."""
    registry = CollectorRegistry()
    registry.register(_Tables(now))
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no annotations
    else:
        registry.register(ANSWERS)
    return generate_latest(registry)


class _Tables:
    """Collects from the tables as they are when asked."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        found = checks(now=self._now)
        yield _by("tracker_check", "1 if it is well: database, broker, workers, disk.", "check", _well(found))
        if all(one.is_well for one in found if one.is_needed):
            yield from self._of_tables()

    def _of_tables(self) -> Iterator[Metric]:
        work = backlogs.backlogs(now=self._now)
        yield _by("tracker_work_waiting", "Rows that are due.", "kind", {one.kind: one.waiting for one in work})
        yield _by("tracker_work_oldest_seconds", "How long the oldest waits.", "kind", {w.kind: w.oldest for w in work})
        yield _by("tracker_work_failing", "Rows that failed before.", "kind", {one.kind: one.failing for one in work})
        yield _by("tracker_work_dead", "Rows that were given up.", "kind", backlogs.dead())
        states, silent = backlogs.feeds(now=self._now)
        yield _by("tracker_feeds", "Feeds that are switched on, by how they fare.", "state", states)
        yield GaugeMetricFamily("tracker_feed_silent_seconds", "Since the feed longest unheard answered.", silent)
        seq, behind = backlogs.log()
        yield GaugeMetricFamily("tracker_log_seq", "The log's last line.", seq)
        yield GaugeMetricFamily("tracker_log_unfollowed", "Lines whose sources were not looked at.", behind)
        used, most = backlogs.connections()
        yield GaugeMetricFamily("tracker_database_connections", "Connections of the database.", used)
        yield GaugeMetricFamily("tracker_database_connections_most", "Connections that it takes.", most)
        age = pulse.age(now=self._now)
        if age is not None:
            yield GaugeMetricFamily("tracker_pulse_age_seconds", "Since a worker did what beat asked for.", age)


def _well(found: list[Check]) -> dict[str, float]:
    return {one.name: float(one.is_well) for one in found}


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=(label,))
    for value, number in sorted(values.items()):
        family.add_metric((value,), number)
    return family
