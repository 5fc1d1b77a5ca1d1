"""The site that is made to suffer: `make run`'s own program in a folder of its own, an editor and a load beside it."""

import contextlib
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import redis

from tests.survival.alarms import TOKEN, Alarms
from tests.survival.load import SECRET, Load
from tests.survival.readers import Readers
from tests.tracker.launcher.site import Site, plain_environment
from tracker.launcher import local
from tracker.launcher.folder import CHECKOUT, LocalFolder

EDITOR = CHECKOUT / "tests" / "survival" / "editor.py"
START_SECONDS = 300  # an empty folder on a machine that is busy with other things
# It asks nobody beyond this machine, and takes webhooks from it.
ENVIRONMENT = {
    "SWEEP_SECONDS": "5",
    "CLAIM_SECONDS": "65",
    "CAPTURE_PUBLISHED": "0",
    "RECHECK_HOURS": "0",
    "COURTLISTENER_SECRET": SECRET,
    "COURTLISTENER_SENDERS": "127.0.0.1",
    "API_REQUESTS_A_MINUTE": "0",
    "METRICS_TOKEN": TOKEN,
    "DJANGO_SETTINGS_MODULE": "tests.survival.settings",
}


class Suffering:
    """A running site with all that is done to it meanwhile; `code` is the checkout whose code the editor uses."""

    code = CHECKOUT

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.readers = Readers()
        self.settings = {**ENVIRONMENT, **self.readers.environment()}
        self.site = self.start_site()
        self._notes = folder.parent / "editor.txt"
        self._notes.touch()
        self.start_editor()
        while not self.published:  # from then on webhooks are taken in
            time.sleep(0.2)
        self.load = Load(self.site.port)
        self.alarms = Alarms(folder.parent / "prometheus", self.site.port)

    def start_site(self) -> Site:
        """Start the site and return it once it is up."""
        site = Site(self.folder, **self.settings)
        site.wait_until_up(START_SECONDS)
        return site

    def start_editor(self) -> None:
        """Let the editor, who notes what is committed, publish by this or another release's code."""
        env = {**self.environment(), "PYTHONPATH": str(self.code)}
        env.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        run = f"import runpy; runpy.run_path({str(EDITOR)!r}, run_name='__main__')"
        with self._notes.open("ab") as notes, (self.folder.parent / "editor.log").open("ab") as log:
            command = [sys.executable, "-c", run]
            self._editor = subprocess.Popen(command, cwd=self.code, env=env, stdout=notes, stderr=log)

    def stop_editor(self) -> None:
        """End the editor."""
        self._editor.send_signal(signal.SIGTERM)
        self._editor.wait()

    @property
    def database_url(self) -> str:
        """The address of its database."""
        port = json.loads((self.folder / "ports.json").read_text())["postgres"]
        return f"postgresql://tracker:{LocalFolder(self.folder).secret('postgres')}@127.0.0.1:{port}/tracker"

    @property
    def redis_url(self) -> str:
        """The address of its broker."""
        port = json.loads((self.folder / "ports.json").read_text())["valkey"]
        return f"redis://:{LocalFolder(self.folder).secret('valkey')}@127.0.0.1:{port}/0"

    @property
    def published(self) -> list[int]:
        """What the editor knows to be committed; raise RuntimeError where there is no editor any more."""
        if self._editor.poll() is not None:
            raise RuntimeError((self.folder.parent / "editor.log").read_text()[-2_000:])
        return [int(line) for line in self._notes.read_text().splitlines()]

    def environment(self) -> dict[str, str]:
        """Return what a process needs to be one of the site's."""
        folder = LocalFolder(self.folder)
        servers = {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}
        return plain_environment(self.folder, **self.settings) | servers | local.development_environment(folder)

    def kill(self, words: str) -> None:
        """SIGKILL the process, leader of its session, whose command line holds the words."""
        for child in psutil.Process(self.site.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if words in " ".join(child.cmdline()):
                    child.kill()
                    return
        raise LookupError(f"No process of the site holds {words!r}.")

    def processes(self) -> int:
        """Return how many processes the launcher keeps alive."""
        with contextlib.suppress(psutil.NoSuchProcess):
            children = psutil.Process(self.site.process.pid).children()
            return sum(1 for child in children if child.status() != psutil.STATUS_ZOMBIE)
        return 0

    def start_again(self) -> None:
        """Start the launcher again at the same port, as an init system would."""
        self.site.process.wait()
        self.site = Site(self.folder, PORT=str(self.site.port), **self.settings)
        self.site.port = self.load.port
        self.site.wait_until_up(START_SECONDS)

    def broker(self) -> redis.Redis:
        """Return a connection to Valkey."""
        return redis.Redis.from_url(self.redis_url)

    def database(self) -> psycopg.Connection:
        """Return a connection to PostgreSQL."""
        return psycopg.connect(self.database_url, autocommit=True, connect_timeout=5)

    def beats_since(self, moment: float) -> bool:
        """Say whether a worker left a sign of life that beat asked for after a moment."""
        told = self.load.read("/metrics", Authorization=f"Bearer {TOKEN}")
        found = re.search(r"^tracker_pulse_age_seconds (\S+)$", told, re.MULTILINE)
        return found is not None and time.time() - float(found[1]) > moment

    def end(self) -> None:
        """Stop everything."""
        self.alarms.end()
        self.load.stop()
        self.stop_editor()
        self.site.end()
        self.readers.end()
