"""The clocks of two machines are set an hour ahead and back: that of the site's processes, that of the database."""

import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

from tests.survival.databases import Apart, Server
from tests.survival.scenarios import scenario
from tests.survival.table import CannotRunError
from tracker.launcher import postgres

SECONDS = 15
SITE = f"the clock of the site's processes is an hour ahead for {SECONDS} s, then set back"
DATABASE = f"the clock of the database is an hour ahead for {SECONDS} s, then set back"
# libfaketime would do, did not its monotonic clocks break time.sleep of Python 3.11 and later.
SOURCE = Path(__file__).with_name("clock.c")


def compiled(folder: Path) -> Path:
    """Return the library that tells programs another time; raise CannotRunError where it cannot be made."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        raise CannotRunError("Linux with a C compiler")
    made = folder / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE)], check=True)
    return made


class Clock:
    """One machine's clock, told to its programs by a file."""

    def __init__(self, file: Path, library: Path) -> None:
        self.file = file
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(file)}
        file.write_bytes(bytes(8))

    def set(self, seconds: int) -> None:
        """Set it ahead by so many seconds; 0 is right."""
        with self.file.open("r+b", buffering=0) as file:
            file.write(struct.pack("=q", seconds))

    def jump(self) -> str:
        """Set it ahead for a while, and back."""
        self.set(3_600)
        time.sleep(SECONDS)
        self.set(0)
        return ""


class Jumping(Apart):
    """A site with one clock, and its database with another."""

    def start_servers(self) -> list[Server]:
        disk = self.folder.parent / "disk"
        disk.mkdir(mode=0o711)
        library = compiled(self.folder.parent)
        self.clock, self.clock_of_database = (
            Clock(self.folder.parent / f"{name}.clock", library) for name in ("site", "database")
        )
        server = Server(self.folder.parent / "database", disk)
        with mock.patch.dict(postgres.PLAIN_ENVIRONMENT, self.clock_of_database.environment):
            server.start()
        self.settings |= self.clock.environment
        return [server]


@scenario(SITE)
def jump(suffering: Jumping) -> str:
    return suffering.clock.jump()


@scenario(DATABASE)
def jump_of_database(suffering: Jumping) -> str:
    return suffering.clock_of_database.jump()
