"""What the launcher prints: one line at a time, in colour only on a terminal."""

import sys
from pathlib import Path


def say(line: str) -> None:
    """Tell the person at the terminal something; standard output stays free for what a command prints."""
    print(line, file=sys.stderr, flush=True)


def last_lines(path: Path, count: int = 12) -> str:
    """Return the end of a log file, indented."""
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 16_384))
            lines = file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-count:])
