"""What the launcher prints: whole lines, each with the name of the process that wrote it, in colour on a terminal."""

import contextlib
import os
import sys
from pathlib import Path

COLOURS = {"web": 36, "worker": 32, "court": 32, "beat": 35, "stream": 34, "demo": 33, "setup": 90}
NAME_WIDTH = 7


def say(line: str) -> None:
    """Tell the person at the terminal something; standard output stays free for what a command prints.

    Where the terminal is gone there is nobody to tell, and the orderly end matters more.
    """
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def prefixed(name: str, line: str) -> str:
    """Return a log line with the name of its process in front."""
    head = f"{name:<{NAME_WIDTH}}|"
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
        head = f"\033[{COLOURS.get(name, 37)}m{head}\033[0m"
    return f"{head} {line}"


def last_lines(path: Path, count: int = 12) -> str:
    """Return the end of a log file, indented."""
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 16_384))
            lines = file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return indented(lines[-count:])


def because(path: Path) -> str:
    """Return the reason that a log names for the commonest failure, ready to be put into a sentence."""
    return ", because the disk is full" if "No space left on device" in last_lines(path) else ""


def indented(lines: list[str]) -> str:
    """Return the lines as a block that stands out below a sentence."""
    return "\n".join(f"    {line}" for line in lines)
