"""Reads an uploaded CSV or workbook into rows of text within bounds, and writes such files. Pure.

django-import-export's formats read a workbook whole, and the results of its formulas as if somebody had typed them;
its resources save one model row by row. Here a formula is refused and a bomb ends early; a row makes several objects.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_MEMBERS = 200
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
FORMULA = "\0formula"  # no cell of a file can hold it: the byte is refused
BEGINS_FORMULA = ("=", "+", "-", "@")


class TableRefused(ValueError):
    """A file that cannot be read, with the reason and what to do about it; `is_large` if it is only too much."""

    def __init__(self, reason: str, *, is_large: bool = False) -> None:
        """Keep the reason."""
        self.is_large = is_large
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows as (number of the row as a spreadsheet shows it, cells), all of it text."""

    heads: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes) -> Table:
    """Read a file by its bytes, whatever it is called; raise TableRefused."""
    if len(content) > MOST_BYTES:
        raise TableRefused(
            f"The file has {len(content):,} bytes; at most {MOST_BYTES:,} are read. Divide it.", is_large=True
        )
    if not content.strip():
        raise TableRefused("The file is empty.")
    lines = _of_workbook(content) if content.startswith(b"PK") else _of_csv(content)
    return _table(lines)


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table as CSV that no spreadsheet computes; `read_table` reads it back as it was."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith((*BEGINS_FORMULA, "'")) else cell for cell in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def workbook_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table as a workbook of one sheet, every cell a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Events")
    sheet.freeze_panes = "A2"
    for row in (heads, *rows):
        cells = [WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _table(lines: Iterator[tuple[int, list[str]]]) -> Table:
    heads: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, cells in lines:
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise TableRefused(f"Row {number} has more than {MOST_COLUMNS} columns.", is_large=True)
        if not any(cells):
            continue
        if not heads:
            last = max(place for place, head in enumerate(cells[:MOST_COLUMNS], start=1) if head or place == 1)
            heads = cells[:last]
            continue
        if len(rows) == MOST_ROWS:
            raise TableRefused(f"More than {MOST_ROWS:,} rows: divide the file.", is_large=True)
        rows.append((number, (cells + [""] * len(heads))[: len(heads)]))
    if not rows:
        raise TableRefused("The file has no rows below its head.")
    return Table(heads, rows)


def _of_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    if "\0" in text:
        raise TableRefused("The file holds NUL bytes: it is neither CSV nor a workbook (.xlsx).")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL * 4)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        # Rows are counted as a spreadsheet shows them: a cell may hold several lines.
        for number, cells in enumerate(reader, start=1):
            yield number, [_cell(cell.strip(), number) for cell in cells]
    except csv.Error as error:
        raise TableRefused(f"Line {reader.line_num} is no CSV: {error}.") from error


def _cell(text: str, number: int) -> str:
    if text.startswith("="):
        return FORMULA
    if text.startswith("'") and text[1:].startswith((*BEGINS_FORMULA, "'")):
        text = text[1:]  # spreadsheets and our own export mark a text so that looks like a formula
    if len(text) > LONGEST_CELL:
        raise TableRefused(f"Row {number} has a cell of more than {LONGEST_CELL:,} characters.", is_large=True)
    return text


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = content[: error.start].count(b"\n") + 1
        raise TableRefused(
            f"Line {place} is not UTF-8. Save the file as “CSV UTF-8” or as a workbook (.xlsx): "
            "guessing its encoding would spoil names."
        ) from error


def _of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise TableRefused("Unpacked, the workbook is far larger than any table of events.", is_large=True)
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except TableRefused:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError) as error:
        raise TableRefused(f"The file is no workbook (.xlsx) that can be read: {error}.") from error
    try:
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            yield number, [_value(cell, number) for cell in cells]
    except TableRefused:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, IndexError, SyntaxError) as error:
        raise TableRefused(f"The first sheet cannot be read: {error}.") from error
    finally:
        book.close()


def _value(cell: object, number: int) -> str:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if len(text) > LONGEST_CELL:
        raise TableRefused(f"Row {number} has a cell of more than {LONGEST_CELL:,} characters.", is_large=True)
    return text
