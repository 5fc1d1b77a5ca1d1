"""Reads one document in a process of its own, which may use so much time and memory and no more, and knows no secrets.

`read_apart` is the parent's side. The child is `python -m timeline.passages.apart`: the document on its standard
input, the text as JSON on its standard output.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from timeline.passages.texts import NoText, Text, read

SECONDS: Final = 30
CPU_SECONDS: Final = 25
MEMORY: Final = 1_500_000_000  # bytes of address space
_ROOT: Final = Path(__file__).resolve().parents[2]


def read_apart(body: bytes, content_type: str = "", url: str = "", *, seconds: float = SECONDS) -> Text:
    """Read the text of a document in a child process; raise NoText, also where it takes too much to read."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "timeline.passages.apart", content_type[:300], url[:2_000]],
            input=body,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=_ROOT,
            env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise NoText(f"the text could not be read within {seconds:g} seconds") from error
    if done.returncode < 0 or b"MemoryError" in done.stderr[-2_000:]:
        raise NoText("reading the text took too much time or memory")
    if done.returncode:
        raise RuntimeError(f"reading a text failed: {done.stderr[-500:].decode(errors='replace')}")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise NoText(answer["error"])
    return Text(**answer)


def main() -> None:
    """Read what comes on standard input, within limits, and write its text, or why there is none."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = asdict(read(sys.stdin.buffer.read(), *sys.argv[1:3]))
    except NoText as error:
        answer = {"error": str(error)[:500]}
    except MemoryError:
        answer = {"error": "reading the text took too much memory"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
