"""A broker and a cache that Sentinels watch, by settings alone: the primary is killed, another takes over."""

from collections.abc import Iterator

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from tests.sentinels import MASTER, OF_SENTINELS, Group, sentinels
from tests.timeline.pipeline.conftest import NEWS, env_of_workers, make_jedi, make_wire, run_all, undisturbed_run
from tests.timeline.pipeline.stages import answer_held, asked, eventually, is_done
from tests.timeline.pipeline.tables import differences, tables
from tests.worker import WorkerProcess
from timeline.cache_servers import pool_of
from timeline.models import Feed
from tracker.caches import entry


@pytest.fixture
def group(tmp_path) -> Iterator[Group]:
    with sentinels(tmp_path) as found:
        yield found


@pytest.fixture
def undisturbed(transactional_db, server):
    """The tables after a run in which nothing went wrong; everything is as before when the test begins."""
    make_jedi()
    server["/feed"] = NEWS
    expected = undisturbed_run(make_wire(server), run_all)
    assert len(expected["Candidate"]) == 2
    return expected


@pytest.fixture
def worker(undisturbed, group, server, tmp_path) -> Iterator[WorkerProcess]:
    """A worker with its beat, whose broker and cache are the group."""
    arguments = ("--loglevel=INFO", "--concurrency=1", "--without-mingle", "--beat", f"--schedule={tmp_path / 'beat'}")
    process = WorkerProcess(tmp_path / "worker.txt", arguments=arguments, env=env_of_workers(server, **group.env))
    try:
        process.wait_until_ready(90)
        yield process
    finally:
        process.kill()


@pytest.fixture
def cache(group):
    found = entry(group.cache_url, master=MASTER, sentinel_password=OF_SENTINELS)
    return RedisCache(found["LOCATION"], found)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_fails_over_in_the_middle_of_a_task_costs_time_only(undisturbed, group, worker, server):
    with answer_held(server, "/feed", NEWS) as is_in_the_middle:
        eventually(is_in_the_middle)
        dead = group.kill_primary()
    eventually(lambda: group.primary() != dead)
    eventually(is_done)

    assert differences(tables(), undisturbed) == []
    assert asked(server, "/feed") == 2  # one of them was the undisturbed run's
    assert Feed.objects.get().state == "ok"


def test_the_cache_goes_on_with_the_new_primary(group, cache):
    cache.set("before", [1])
    assert cache.get("before") == [1]
    dead = group.kill_primary()
    eventually(lambda: group.primary() != dead)

    def is_kept() -> bool:
        try:
            cache.set("after", [2])
        except RedisError:  # whoever asks before it has taken over is told so
            return False
        return cache.get("after") == [2]

    eventually(is_kept, seconds=20)


def test_requests_are_counted_where_the_cache_is(group, settings):
    settings.CACHES = {"default": entry(group.cache_url, master=MASTER, sentinel_password=OF_SENTINELS)}
    counting = pool_of(group.cache_url, socket_timeout=1)

    connection = counting.get_connection()
    connection.send_command("INCR", "counted")

    assert connection.read_response() == 1
    assert connection.port == group.primary()
    assert connection.db == 1
    counting.disconnect()
