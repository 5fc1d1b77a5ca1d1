"""A Python process of its own that is told what to do a line at a time, so that its time and memory are its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any

from timeline.bench.servers import PRODUCTION, ROOT

PROGRAM = "import django; django.setup(); from timeline.bench import {module}; {module}.main()"

Told = dict[str, float]
Tell = Callable[[Any], Told]


@contextmanager
def process(
    module: str, *arguments: str, database_url: str, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Tell]:
    """Start `main` of a module of the benchmark, as production would run it; yields what tells it something (JSON).

    Each line that it is told it answers with one. Raises RuntimeError with its last words where it ends instead.
    """
    command = [sys.executable, "-c", PROGRAM.format(module=module), *arguments]
    env = {**os.environ, **PRODUCTION, "DATABASE_URL": database_url, **environment}
    pipe = subprocess.PIPE
    with (
        TemporaryFile("w+") as errors,
        subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, stderr=errors, text=True) as running,
    ):

        def tell(words: Any) -> Told:
            if running.stdin is None or running.stdout is None:
                raise ValueError("the process was started without pipes")
            running.stdin.write(f"{json.dumps(words)}\n")
            running.stdin.flush()
            if line := running.stdout.readline():
                told: Told = json.loads(line)
                return told
            running.wait()
            errors.seek(0)
            raise RuntimeError(f"the process {module} {' '.join(arguments)} failed: {errors.read().strip()[-250:]}")

        try:
            yield tell
        finally:
            running.terminate()


def heard() -> Iterator[Any]:
    """Yield, in the process, what it is told."""
    for line in sys.stdin:
        yield json.loads(line)


def answer(told: Told) -> None:
    """Answer, in the process, with what came of it."""
    print(json.dumps(told), flush=True)  # noqa: T201 - the parent process reads it


def peak() -> int:
    """Return the most memory that this process held so far, in bytes; raise OSError where the system does not say."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("this system does not say how much memory a process held")
