"""Asks a public service for known weaknesses of the locked packages, and says what was not asked as loudly as what was.

`python requirements/audit.py [arguments of pip-audit]` ends with 1 where a weakness is known, with 0 where none is
or where the service could not be asked: a build without that network must not fail, nor look as if it had been checked.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent / "production.txt"
SECONDS = 120


def main(arguments: list[str]) -> int:
    """Ask, print what came of it, and return the exit status."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner=off", "--timeout=10", "--format=json", "--desc=off", *arguments]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return _not_asked(f"no answer within {SECONDS} seconds")
    try:
        found: list[dict[str, Any]] = json.loads(said.stdout)["dependencies"]
    except ValueError:
        return _not_asked((said.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1][:300])
    asked = [one for one in found if "skip_reason" not in one]
    if not asked:
        return _not_asked(f"it knows none of {len(found)} packages")
    weak = [(one, weakness) for one in asked for weakness in one["vulns"]]
    for one, weakness in weak:
        mended = ", ".join(weakness["fix_versions"]) or "no release yet"
        print(f"{one['name']} {one['version']}: {weakness['id']}, mended in {mended}")
    print(f"{len(asked)} packages were audited, {len(found) - len(asked)} were not; {len(weak)} weaknesses are known.")
    return 1 if weak else 0


def _not_asked(why: str) -> int:
    print(f"NOTHING WAS AUDITED: the service of advisories could not be asked ({why}).")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
