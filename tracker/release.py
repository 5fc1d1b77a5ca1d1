"""Names the release where the deployment does not: by the newest of the files that decide what readers get."""

from pathlib import Path

FOLDERS = ("contracts", "timeline", "tracker")
KINDS = (".py", ".html", ".mo", ".csv")


def of_sources(folder: Path) -> str:
    """Return a name that is the same in every process of one checkout and changes with every change of its code."""
    times = [
        path.stat().st_mtime_ns
        for name in FOLDERS
        for path in (folder / name).rglob("*")
        if path.suffix in KINDS and path.is_file()
    ]
    return f"{len(times)}-{max(times, default=0)}"
