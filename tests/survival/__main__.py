"""Run the scenarios, all or those whose names hold a word, and write what came of them into docs/survival.md."""

import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.survival.checks import is_read, wrong
from tests.survival.every import NOT_DONE, SCENARIOS
from tests.survival.network import take_own_network
from tests.survival.running import Suffering
from tests.survival.table import CannotRunError, Outcome, write
from tracker.launcher.folder import CHECKOUT, LocalFolder
from tracker.launcher.home import forget_outside

PATIENCE = 120
OK = 200


def suffer(suffering: Suffering, name: str) -> Outcome:
    """Do one thing to the site, and wait until a later webhook is worked on, an editor publishes, all processes run."""
    processes = suffering.processes()
    began = time.time()
    try:
        remark = SCENARIOS[name](suffering)
    except CannotRunError as why:
        return Outcome.not_run(name, why)
    over = time.time()
    published, back = len(suffering.published), None
    while back is None and time.time() - over < PATIENCE:
        later = [number for number, moment in list(suffering.load.taken.items()) if moment > over]
        if (
            any(is_read(suffering.database_url, number) for number in later[:3])
            and len(suffering.published) > published + 1
            and suffering.processes() == processes
            and suffering.load.ask("/health/ready") == OK
        ):
            back = time.time() - over
        time.sleep(0.2)
    time.sleep(2)
    taken = [number for number, moment in list(suffering.load.taken.items()) if moment < began]
    wrongs = wrong(suffering.database_url, taken, suffering.published) if back is not None else ["it did not come back"]
    answers = [(status, took) for moment, status, took in list(suffering.load.asked) if moment >= began - 1]
    failed = sum(1 for status, _ in answers if not status or status >= 500)
    return Outcome(name, failed, max(took for _, took in answers), back, wrongs, remark)


def main(words: list[str]) -> int:
    """Return how many scenarios left something wrong."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    take_own_network()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    chosen = [name for name in SCENARIOS if not words or any(word in name for word in words)]
    outcomes = []
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "local"
        suffering = Suffering(folder)
        try:
            time.sleep(10)
            for name in chosen:
                outcomes.append(suffer(suffering, name))
                print(outcomes[-1], flush=True)  # noqa: T201 - what it is run for
        finally:
            suffering.end()
            if words or any(one.wrong for one in outcomes):
                print(suffering.site.output[-6_000:])  # noqa: T201 - the reason is in there
            forget_outside(LocalFolder(folder))
    write(CHECKOUT / "docs" / "survival.md", SCENARIOS, outcomes, NOT_DONE)
    return sum(bool(one.wrong) for one in outcomes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
