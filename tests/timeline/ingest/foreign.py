"""Samples that are not ours: a folder given with --samples or SAMPLES, never part of the repository."""

import os
from pathlib import Path

import pytest


def sample(request: pytest.FixtureRequest, name: str) -> bytes:
    """Read a foreign sample; skip, and say so, where there is no folder or no such file in it."""
    folder = request.config.getoption("--samples", default=None) or os.environ.get("SAMPLES")
    if not folder:
        pytest.skip("no folder of foreign samples given (--samples DIR or SAMPLES=DIR)")
    path = Path(folder) / name
    if not path.is_file():
        pytest.skip(f"the folder of foreign samples has no {name}")
    return path.read_bytes()
