"""Run the scenarios, all or those whose names hold a word, and write what came of them into docs/survival.md."""

import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.survival.checks import is_read, wrong
from tests.survival.every import ALARMS, NOT_DONE, SCENARIOS, SITES
from tests.survival.network import take_own_network
from tests.survival.running import Suffering
from tests.survival.table import CannotRunError, Outcome, write
from tracker.launcher.folder import CHECKOUT, LocalFolder
from tracker.launcher.home import forget_outside

PATIENCE = 300
CALM = 60
OK = 200


def suffer(suffering: Suffering, name: str) -> Outcome:
    """Do one thing to the site, and wait until a later webhook is worked on, an editor publishes, all processes run."""
    suffering.alarms.quiet(CALM)
    processes, repeated, rang = suffering.processes(), suffering.readers.repeated(), suffering.alarms.now()
    began = time.time()
    broken = []
    try:
        remark = SCENARIOS[name](suffering)
    except CannotRunError as why:
        return Outcome.not_run(name, why)
    except AssertionError as what:
        remark, broken = "", [str(what)]
    over, until = time.time(), suffering.published
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(suffering.readers.wait, until, PATIENCE)
        back, told = came_back(suffering, processes, over), waiting.result()
    wrongs = left_wrong(suffering, until, over) if back is not None else ["it did not come back"]
    wrongs += broken
    fired = suffering.alarms.fired(began)
    alarms = None if fired is None else sorted(fired - rang)
    if alarms is not None and name in ALARMS and ALARMS[name] not in alarms:
        wrongs.append(f"{ALARMS[name]} did not fire")
    for what, number in suffering.readers.repeated().items():
        if number > repeated[what]:
            remark = "; ".join(filter(None, [remark, f"{number - repeated[what]} {what} came again under their id"]))
    answers = [(status, took) for moment, status, took in list(suffering.load.asked) if moment >= began - 1]
    failed = sum(1 for status, _ in answers if not status or status >= 500)
    return Outcome(name, failed, max(took for _, took in answers), back, wrongs, remark, told, alarms)


def came_back(suffering: Suffering, processes: int, over: float) -> float | None:
    """Return after how many seconds all went on, None if it never did."""
    published = len(suffering.published)
    while time.time() - over < PATIENCE:
        later = [number for number, moment in list(suffering.load.taken.items()) if moment > over]
        if (
            any(is_read(suffering.database_url, number) for number in later[:3])
            and len(suffering.published) > published + 1
            and suffering.processes() == processes
            and suffering.load.ask("/health/ready") == OK
        ):
            return time.time() - over
        time.sleep(0.2)
    return None


def left_wrong(suffering: Suffering, until: list[int], over: float) -> list[str]:
    """Return what is wrong once everything had its time: a claim of a worker that died lapses after a minute."""
    taken = [number for number, moment in list(suffering.load.taken.items()) if moment < over]
    deadline = time.time() + PATIENCE
    while True:
        found = wrong(suffering.database_url, taken, suffering.published) + suffering.readers.wrong(until)
        if not found and suffering.beats_since(over):
            return []
        if time.time() > deadline:
            return found or ["beat sends nothing any more"]
        time.sleep(0.5)


def on_one_site(kind: type[Suffering], names: list[str], *, show: bool) -> Iterator[Outcome]:
    """Do these things to one site, one after the other; `show` what it said even if nothing is wrong."""
    is_wrong = False
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "local"
        try:
            suffering = kind(folder)
        except CannotRunError as why:
            yield from (Outcome.not_run(name, why) for name in names)
            return
        try:
            time.sleep(10)
            for name in names:
                outcome = suffer(suffering, name)
                is_wrong |= bool(outcome.wrong)
                yield outcome
        finally:
            suffering.end()
            if show or is_wrong:
                print(suffering.site.output[-6_000:])  # noqa: T201 - the reason is in there
            forget_outside(LocalFolder(folder))


def main(words: list[str]) -> int:
    """Return how many scenarios left something wrong."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    take_own_network()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    chosen = [name for name in SCENARIOS if not words or any(word in name for word in words)]
    wrongs = 0
    for kind in dict.fromkeys((Suffering, *SITES.values())):
        names = [name for name in chosen if SITES.get(name, Suffering) is kind]
        for outcome in on_one_site(kind, names, show=bool(words)) if names else ():
            print(outcome, flush=True)  # noqa: T201 - what it is run for
            write(CHECKOUT / "docs" / "survival.md", SCENARIOS, [outcome], NOT_DONE)
            wrongs += bool(outcome.wrong)
    return wrongs


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
