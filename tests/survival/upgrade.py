"""The last release, taking in and publishing under load, is replaced by this code process by process."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests import last_release
from tests.one_socket import HAND_OVER
from tests.survival.running import Suffering
from tests.survival.scenarios import scenario
from tests.survival.table import CannotRunError
from tests.tracker.launcher.site import wait_for
from tracker.launcher import ports
from tracker.launcher.children import Child, children
from tracker.launcher.folder import CHECKOUT, LocalFolder
from tracker.launcher.processes import leash
from tracker.launcher.servers import Servers

NAME = "upgrade from the last release, in the middle of ingestion"
READY_SECONDS = 120
# docs/operations.md: the schema first, then who writes what others read, then those.
ORDER = ("web", "stream", "court", "worker", "beat")
PAUSE = 5


class ByHand:
    """A site without a launcher: its processes are started one by one, each of the code that is asked for."""

    def __init__(self, folder: Path) -> None:
        self.log = folder.parent / "by-hand.log"
        self.log.touch()
        self.folder = LocalFolder(folder)
        self.folder.create()
        self.servers = Servers(self.folder)
        self.servers.start()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self.socket.getsockname()[1]
        named = children(host="127.0.0.1", port=self.port, stream_port=ports.choose(None), local=folder)
        self.children = {one.name: one for one in named}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def run(self, code: Path, env: dict[str, str], *arguments: str) -> None:
        """Run something of a release to its end; raise AssertionError with its words if it fails."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=code, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]

    def start(self, name: str, code: Path, env: dict[str, str]) -> None:
        """Start one process and wait until it says that it is ready."""
        child = self.children[name]
        said = self.output.count(child.ready or "")
        with self.log.open("ab") as log:
            self.running[name] = subprocess.Popen(
                self._command(child),
                cwd=code,
                env={**env, "PYTHONUNBUFFERED": "1", **child.env},
                stdout=log,
                stderr=log,
                pass_fds=[self.socket.fileno()] if name == "web" else [],
                start_new_session=True,
                preexec_fn=leash(os.getpid(), signal.SIGTERM),  # noqa: PLW1509 - it makes two bound system calls
            )
        if child.ready:
            assert wait_for(lambda: self.output.count(child.ready or "") > said, READY_SECONDS), self.output[-2_000:]

    def stop(self, name: str) -> None:
        """Let one process finish what it does, as an init system does."""
        process = self.running.pop(name)
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def end(self) -> None:
        """Stop everything."""
        for name in list(self.running):
            self.stop(name)
        self.servers.stop()
        self.socket.close()

    def _command(self, child: Child) -> list[str]:
        if child.name != "web":
            return list(child.command)
        served = child.command[child.command.index("gunicorn") + 1 :]
        return [sys.executable, "-c", HAND_OVER, str(self.socket.fileno()), *served]


class Upgrading(Suffering):
    """The last release under load, with its own editor."""

    site: ByHand  # type: ignore[assignment]  # it is no launcher's

    def start_site(self) -> ByHand:
        try:
            self.code = last_release.unpack(self.folder.parent / "older")
        except last_release.NotHereError as error:
            raise CannotRunError(str(error)) from error
        site = ByHand(self.folder)
        self.site = site
        self.settings |= {"DJANGO_SETTINGS_MODULE": "tracker.settings", "SITE_URL": f"http://127.0.0.1:{site.port}"}
        env = self.environment()
        site.run(self.code, env, "-m", "tracker.launcher.prepare", str(self.folder))
        for name in ORDER:
            site.start(name, self.code, env)
        return site

    def processes(self) -> int:
        return sum(1 for process in self.site.running.values() if process.poll() is None)

    def replace(self, name: str) -> None:
        """Stop one process of the last release and start that of this code."""
        self.site.stop(name)
        self.site.start(name, CHECKOUT, self.environment())

    def replace_editor(self) -> None:
        """Let the editor go on with this code."""
        self.stop_editor()
        self.code = CHECKOUT
        self.start_editor()


@scenario(NAME)
def upgrade(suffering: Upgrading) -> str:
    env, began = suffering.environment(), time.monotonic()
    suffering.site.run(CHECKOUT, env, "manage.py", "migrate", "--verbosity=0")
    took = time.monotonic() - began
    time.sleep(PAUSE)
    for name in ORDER:
        suffering.replace(name)
        time.sleep(PAUSE)
    suffering.replace_editor()
    places = {Path(f"/proc/{process.pid}/cwd").readlink() for process in suffering.site.running.values()}
    assert places == {CHECKOUT}, f"processes of older code are left: {places}"
    return f"from {last_release.COMMIT[:7]}; migrated in {took:.1f} s while the older code ran"
