"""Two clocks are one: the second beat stands by, in processes of its own, until the first is gone."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from tests.timeline.pipeline.stages import eventually
from tests.worker import TOLD, database_url_of_tests
from tracker.beat import LockedScheduler
from tracker.celery import app
from tracker.launcher.folder import CHECKOUT

SENDS, LEADS, STANDS_BY = "Sending due task", "this beat is the clock", "this one stands by"


@pytest.fixture
def start_beat(transactional_db, broker, tmp_path):
    started = []

    def start():
        log = tmp_path / f"beat-{len(started)}.log"
        command = [sys.executable, "-m", "celery", "-A", "tracker", "beat", "--loglevel=INFO"]
        command += [f"--schedule={tmp_path / f'schedule-{len(started)}'}", "--pidfile="]
        env = {**os.environ, "DATABASE_URL": database_url_of_tests(), "SWEEP_SECONDS": "1", **TOLD}
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=output, stderr=output)
        started.append(process)
        return process, log.read_text

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_second_beat_sends_nothing_until_the_first_is_gone(start_beat, end):
    first, said_by_first = start_beat()
    eventually(lambda: said_by_first().count(SENDS) > 3, seconds=20)
    _, said_by_second = start_beat()
    eventually(lambda: STANDS_BY in said_by_second(), seconds=20)
    sent = said_by_first().count(SENDS)
    eventually(lambda: said_by_first().count(SENDS) > sent + 2, seconds=20)
    assert SENDS not in said_by_second()

    first.send_signal(end)

    eventually(lambda: LEADS in said_by_second() and SENDS in said_by_second(), seconds=20)


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_is_set_back_silences_no_beat(broker, tmp_path):
    beat = LockedScheduler(app, schedule_filename=str(tmp_path / "schedule"))
    try:
        for entry in beat.schedule.values():
            entry.last_run_at = entry.default_now() + timedelta(hours=1)
        beat.tick()

        for entry in beat.schedule.values():
            assert entry.last_run_at <= entry.default_now()
        quickest = beat.schedule["prepare-pages"]
        assert quickest.is_due().next <= 5
    finally:
        beat.close()
