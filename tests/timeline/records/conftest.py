"""Fixtures for record files."""

from pathlib import Path

import pytest

from tests.timeline.records.small_record import SmallRecord


@pytest.fixture
def record(tmp_path: Path) -> SmallRecord:
    """A small record in a folder of its own."""
    return SmallRecord(tmp_path)
