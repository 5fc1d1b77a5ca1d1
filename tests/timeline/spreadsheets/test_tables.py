"""Files that editors hand in: read as they were written, within bounds, or refused with a reason."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from timeline.spreadsheets import tables
from timeline.spreadsheets.columns import guess
from timeline.spreadsheets.tables import FORMULA, TableRefused, csv_bytes, read_table, workbook_bytes

WORDS = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), blacklist_characters="\ufeff"), max_size=20
)


@given(rows=st.lists(st.tuples(WORDS, WORDS).filter(any), min_size=1, max_size=5))
def test_what_is_written_is_read_back(rows):
    for write in (csv_bytes, workbook_bytes):
        found = read_table(write(["a", "b"], rows))
        assert [tuple(cells) for _, cells in found.rows] == rows


def test_a_workbook_gives_days_and_numbers_as_text_and_names_formulas():
    book = Workbook()
    book.active.append(["date", "significance", "title", "sealed"])
    book.active.append([date(2019, 11, 22), 2.0, "=1+1", True])
    file = BytesIO()
    book.save(file)

    assert read_table(file.getvalue()).rows == [(2, ["2019-11-22", "2", FORMULA, "yes"])]


def test_a_csv_with_semicolons_and_lines_within_cells_keeps_its_row_numbers():
    found = read_table(b'a;b\n"one\ntwo";x\n;\nthree;=1+1\n')

    assert found.rows == [(2, ["one\ntwo", "x"]), (4, ["three", FORMULA])]


@pytest.mark.parametrize(
    ("content", "words", "is_large"),
    [
        (b"", "empty", False),
        (b"a,b\n", "no rows", False),
        ("a\nM\u00fcller".encode("latin-1"), "Line 2 is not UTF-8", False),
        (b"PK\x03\x04 nothing", "no workbook", False),
        (b"a\n\0", "NUL", False),
        (b'a\n"x', "no CSV", False),
        (b"a\n" + b"x" * (tables.LONGEST_CELL + 1), "characters", True),
        (b"a\n" + b"x\n" * (tables.MOST_ROWS + 1), "divide the file", True),
        (b"a\n" + b"," * 70 + b"x", "columns", True),
        (b"x" * (tables.MOST_BYTES + 1), "Divide it", True),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(content, words, is_large):
    with pytest.raises(TableRefused, match=words) as refused:
        read_table(content)
    assert refused.value.is_large is is_large


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<a/>")
        archive.writestr("xl/sharedStrings.xml", b" " * (tables.MOST_UNPACKED + 1))
    assert len(file.getvalue()) < 100_000

    with pytest.raises(TableRefused, match="far larger"):
        read_table(file.getvalue())


def test_heads_are_guessed_by_name_and_by_other_names_each_once():
    assert guess(["When", "Headline", "DATE", "Titel (de)", "Source", "title"]) == {
        "date": 2,
        "title": 5,
        "title_de": 3,
        "sources": 4,
    }
