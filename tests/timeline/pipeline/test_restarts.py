"""A database and a broker that crash and come back in the middle of a run; both belong to these tests alone."""

import os
from collections.abc import Iterator
from functools import partial

import pytest

from tests.own_servers import OwnServers, own_servers
from tests.timeline.pipeline.conftest import (
    NEWS,
    env_of_workers,
    make_jedi,
    make_wire,
    run_all,
    undisturbed_run,
)
from tests.timeline.pipeline.stages import answer_held, asked, disturb, eventually, is_done, matching_held, reading_held
from tests.timeline.pipeline.tables import differences, tables
from tests.worker import WorkerProcess
from timeline.models import Fetch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own(transactional_db) -> Iterator[OwnServers]:
    with own_servers(f"own-{os.environ['TEST_DATABASE']}") as servers:
        yield servers


@pytest.fixture
def undisturbed(own, server):
    """The tables after a run in which nothing went wrong; everything is as before when the test begins."""
    make_jedi()
    server["/feed"] = NEWS
    expected = undisturbed_run(make_wire(server), run_all)
    assert len(expected["Candidate"]) == 2
    return expected


@pytest.fixture
def worker(own, server, tmp_path) -> Iterator[WorkerProcess]:
    """A worker with its beat, on the servers that crash."""
    arguments = ("--loglevel=INFO", "--concurrency=1", "--without-mingle", "--beat", f"--schedule={tmp_path / 'beat'}")
    process = WorkerProcess(tmp_path / "worker.log", arguments=arguments, env=env_of_workers(server, **own.env))
    process.wait_until_ready()
    yield process
    process.kill()


def test_a_database_that_crashes_in_the_middle_of_every_stage_loses_nothing(undisturbed, own, worker, server):
    def crash_and_restart() -> None:
        own.crash("postgres")
        own.restart("postgres")

    stages = [partial(answer_held, server, "/feed", NEWS), partial(reading_held, "a"), matching_held]
    disturb(stages, crash_and_restart, nudged=False)

    assert differences(tables(), undisturbed) == []


def test_a_broker_that_is_away_for_a_while_and_forgets_everything_costs_time_only(undisturbed, own, worker, server):
    with answer_held(server, "/feed", NEWS) as is_in_the_middle:
        eventually(is_in_the_middle)
        own.crash("valkey")
    eventually(Fetch.objects.exists)
    own.restart("valkey")

    eventually(is_done)

    assert differences(tables(), undisturbed) == []
    assert asked(server, "/feed") == 2  # one of them was the undisturbed run's
