"""What is done to the site, one function a scenario; each returns a remark, or nothing, once the fault is over."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from tests.survival.running import Suffering
from timeline.operations import lanes
from tracker.launcher.folder import CHECKOUT

Scenario = Callable[[Suffering], str]
SCENARIOS: dict[str, Scenario] = {}
# Which rule of alarm has to fire; others may.
ALARMS: dict[str, str] = {}
# What is not done here, and why: for the table.
NOT_DONE = {
    "the disk of copies of sources is full": "a load that takes copies; not scripted yet",
}


def scenario(name: str, *, alarm: str = "") -> Callable[[Scenario], Scenario]:
    """Give a scenario its name in the table, and the alarm that it is wrong not to hear."""

    def enter(does: Scenario) -> Scenario:
        SCENARIOS[name] = does
        if alarm:
            ALARMS[name] = alarm
        return does

    return enter


def _kill(name: str, words: str) -> None:
    def does(suffering: Suffering) -> str:
        suffering.kill(words)
        return ""

    scenario(f"kill -9: {name}")(does)


for _name, _words in {
    "web": "tracker.wsgi",
    "stream": "tracker.asgi",
    "beat": "tracker beat",
    "worker": "--hostname=worker@",
    "worker of courts": "--hostname=court@",
    "Valkey": "valkey-server",
    "PostgreSQL": "/postgres",
}.items():
    _kill(_name, _words)


@scenario("PostgreSQL cuts every connection")
def cut(suffering: Suffering) -> str:
    with suffering.database() as connection:
        others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
        sql = f"SELECT count(pg_terminate_backend(pid)) {others}"
        return f"{connection.execute(sql).fetchone()[0]} connections"


@scenario("Valkey forgets everything")
def flush(suffering: Suffering) -> str:
    suffering.broker().flushall()
    return ""


@scenario("Valkey's memory is full for 5 s")
def memory_full(suffering: Suffering) -> str:
    broker = suffering.broker()
    broker.config_set("maxmemory", "1mb")
    time.sleep(5)
    broker.config_set("maxmemory", "0")
    return ""


@scenario("no connection of PostgreSQL is free for 5 s")
def exhaust(suffering: Suffering) -> str:
    held = []
    with contextlib.suppress(psycopg.OperationalError):
        while True:
            held.append(suffering.database())
    time.sleep(5)
    for connection in held:
        connection.close()
    return f"{len(held)} taken away"


@scenario("slow loris: 200 readers send a byte a second, for 10 s")
def loris(suffering: Suffering) -> str:
    readers = _connected(suffering, 200)
    for _ in range(10):
        for reader in readers:
            with contextlib.suppress(OSError):
                reader.send(b"G")
        time.sleep(1)
    return _closed(readers)


@scenario("5,000 idle connections are tried, and held for 10 s")
def idle(suffering: Suffering) -> str:
    readers = _connected(suffering, 5_000)
    time.sleep(10)
    return _closed(readers)


@scenario("10 × normal load for 10 s")
def crowd(suffering: Suffering) -> str:
    began = time.time()
    suffering.load.more(readers=20, seconds=10)
    took = sorted(seconds for moment, status, seconds in list(suffering.load.asked) if moment >= began and status)
    half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
    return f"{len(took) / 10:.0f} answers a second, median {half * 1_000:.0f} ms, 99 % within {most * 1_000:.0f} ms"


@scenario("poison messages in every lane")
def poison(suffering: Suffering) -> str:
    broker = suffering.broker()
    for lane in lanes.LANES:
        broker.lpush(lane, "no envelope at all")
        broker.lpush(lane, '{"body": "bm90IEpTT04=", "content-type": "application/json", "headers": {}}')
    return ""


@scenario("beat runs twice for 10 s")
def two_beats(suffering: Suffering) -> str:
    command = [sys.executable, "-m", "celery", "-A", "tracker", "beat", "--loglevel=INFO", "--pidfile="]
    command += [f"--schedule={suffering.folder / 'second-beat'}"]
    log = suffering.folder.parent / "second-beat.log"
    with log.open("wb") as output:
        second = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=suffering.environment() | {"LOG_ROUNDS": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    time.sleep(10)
    second.kill()
    second.wait()
    return f"the second one sent {log.read_text().count('Sending due task')} tasks"


@scenario("kill -9: the launcher, then started again")
def launcher(suffering: Suffering) -> str:
    suffering.site.process.kill()
    suffering.start_again()
    return ""


def _connected(suffering: Suffering, number: int) -> list[socket.socket]:
    readers, deadline = [], time.monotonic() + 10
    while len(readers) < number and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            readers.append(socket.create_connection(("127.0.0.1", suffering.load.port), timeout=2))
    return readers


def _closed(readers: list[socket.socket]) -> str:
    for reader in readers:
        reader.close()
    return f"{len(readers):,} connected"
