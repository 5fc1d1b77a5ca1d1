"""The disk of the database is full for a while: no table can grow, then not even the write-ahead log."""

import contextlib
import os
import shutil
import subprocess
import time

import psycopg

from tests.survival.databases import Apart, Server
from tests.survival.scenarios import scenario
from tests.survival.table import CannotRunError

SECONDS = 10
NAME = f"the database's disk is full: for {SECONDS} s no table grows, for {SECONDS} s more no log of PostgreSQL's"


class SmallDisk(Apart):
    """A site whose PostgreSQL has a small file system of its own."""

    def start_servers(self) -> list[Server]:
        self.disk = self.folder.parent / "disk"
        self.disk.mkdir()
        if not shutil.which("mount"):
            raise CannotRunError("Linux with `mount`")
        mount = ["mount", "-t", "tmpfs", "-o", "size=1g,mode=711", "survival", str(self.disk)]
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotRunError("root, who may mount a small file system")
        server = Server(self.folder.parent / "database", self.disk)
        server.start()
        return [server]

    def fill(self) -> None:
        """Leave not one byte, also not of what PostgreSQL let go of since."""
        with (self.disk / "ballast").open("ab", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(bytes(65_536))

    def empty(self) -> None:
        """Let there be room again."""
        os.truncate(self.disk / "ballast", 0)

    def end(self) -> None:
        super().end()
        subprocess.run(["umount", "--lazy", str(self.disk)], check=False)


@scenario(NAME)
def full(suffering: SmallDisk) -> str:
    server = suffering.servers[0]
    starts = server.starts
    try:
        grown = _while_full(suffering, "CREATE TEMP TABLE grown AS SELECT generate_series(1, 100000)")
        logged = _while_full(suffering, "SELECT pg_logical_emit_message(true, '', 'x'), pg_switch_wal()")
    finally:
        suffering.empty()
    assert psycopg.errors.DiskFull.__name__ in grown, f"the disk was never full: {grown}"
    assert psycopg.OperationalError.__name__ in logged, f"its log went on: {logged}"
    refused = sum(number for how, number in [*grown.items(), *logged.items()] if how != "written")
    return (
        f"{refused} writes of the script refused, too; PostgreSQL ended and was started {server.starts - starts} times"
    )


def _while_full(suffering: SmallDisk, sql: str) -> dict[str, int]:
    """Try to write for a while; return how often it ended in which error."""
    over, ended = time.monotonic() + SECONDS, {}
    while time.monotonic() < over:
        suffering.fill()
        try:
            with suffering.database() as connection:
                connection.execute(sql)
            how = "written"
        except psycopg.Error as error:
            how = type(error).__name__
        ended[how] = ended.get(how, 0) + 1
        time.sleep(0.1)
    return ended
