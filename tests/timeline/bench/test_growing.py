"""`make grow`: measures, writes its tables between marks, keeps the rows of other sizes, leaves nothing behind."""

import re
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from timeline.bench import growing
from timeline.bench.growing import Served, Size
from timeline.bench.grown import ASKED, PAGE, keep, write
from timeline.management.commands import grow

ROOT = Path(__file__).resolve().parents[3]
MARKS = """Before.
<!-- sizes: written by make grow -->
old
<!-- end of sizes -->
Between.
<!-- processes: written by make grow -->
<!-- end of processes -->
After.
"""
SMALL = Size(
    events=1_000,
    in_partitions=False,
    filled=2.0,
    database=25_300_000,
    log=3_000_000,
    index=2_000_000,
    indexes=1_500,
    list_=4.25,
    period=4,
    common=5,
    rare=3,
    publication=1_250,
    rebuild=1.0,
    moment="2026-11-23, 0.5",
)
LARGE = replace(SMALL, events=10_000_000, in_partitions=True, rebuild=None)
WARM = Served(processes=2, asked="page warm", rate=1_234.5, median=3, p99=9, moment="2026-11-23, 0.5")


def databases() -> list[str]:
    """Return the names of the server's databases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def page(tmp_path):
    target = tmp_path / "page.md"
    target.write_text(MARKS)
    return target


def test_the_tables_stand_between_their_marks_and_nothing_else_is_touched(page):
    write(page, [SMALL, LARGE], [WARM])

    text = page.read_text()
    assert text.startswith("Before.\n")
    assert "\nBetween.\n" in text
    assert text.endswith("After.\n")
    assert "old" not in text
    assert "| 1,000 | 25.3 MB | 3.0 MB | 2.0 MB | 1.5 kB | 4.2 ms |" in text
    assert re.search(r"^\| 10,000,000 \(log in partitions\) .* not run \|", text, re.MULTILINE)
    assert "| page warm | 2 | 1,234 | 3.0 ms | 9.0 ms | 2026-11-23, 0.5 |" in text


def test_a_page_without_a_place_for_them_is_not_written(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Nothing.")

    with pytest.raises(ValueError, match="no place"):
        write(page, [SMALL], [])
    assert page.read_text() == "Nothing."


def test_a_size_that_is_measured_again_replaces_its_row_alone(tmp_path):
    kept = tmp_path / "grow.json"
    keep(kept, [LARGE, SMALL], [WARM])
    slower, cold = replace(SMALL, list_=9.0), replace(WARM, asked="page cold")

    sizes, served = keep(kept, [slower], [cold])

    assert sizes == [slower, LARGE]
    assert served == [WARM, cold]


@pytest.mark.parametrize("sizes", ["many", "5", "150000", "100000000000"])
def test_sizes_that_cannot_be_are_refused_before_anything_is_measured(sizes):
    with pytest.raises(CommandError):
        call_command("grow", f"--events={sizes}")


@pytest.mark.django_db(transaction=True)
def test_a_short_run_writes_every_row_and_leaves_nothing_behind(page, tmp_path, migrated, monkeypatch):
    monkeypatch.setattr(grow, "migrated", lambda: nullcontext((migrated, "")))
    monkeypatch.setattr(growing, "PROCESSES", (2,))  # each number of processes is two more starts of the site
    before = databases()
    call_command(
        *("grow", "--events=200", "--served-events=200", "--seconds=0.2"),
        output=tmp_path / "grow.json",
        page=page,
    )

    text = page.read_text()
    assert len(re.findall(r"^\| 200 \| .* MB \|", text, re.MULTILINE)) == 1
    rows = re.findall(r"^\| (page warm|page cold|API list|search) \| (\d) \| [\d,]+ \|", text, re.MULTILINE)
    assert rows == [(asked, "2") for asked in ASKED]
    assert databases() == before


def test_the_page_in_the_documentation_has_both_places():
    text = (ROOT / PAGE).read_text()

    for name in ("sizes", "processes"):
        assert f"<!-- {name}: written by make grow -->" in text
        assert f"<!-- end of {name} -->" in text
