"""Writes events as a workbook for spreadsheets: the same columns as the CSV, every cell a text, none a formula."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from timeline.documents.shapes import Document
from timeline.exports.tables import cells, heads

PART = 1 << 16
LONGEST = 32_767  # characters that a cell of a workbook can hold
WIDTHS = (14, 12, 12, 12, 12, 18, 12, 48, 80)


def workbook(documents: Iterable[Document], *, lang: str, site: str, past: bool = False) -> Iterator[bytes]:
    """Yield the bytes of a workbook of events."""
    rows = (cells(document, lang, site, past=past) for document in documents)
    return sheet_of("Events", heads(lang, past=past), rows)


def sheet_of(title: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield the bytes of a workbook with one sheet; rows go to disk as they are written, so that memory stays flat."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.append([_text(sheet, word, bold=True) for word in head])
    for row in rows:
        sheet.append([_text(sheet, word) for word in row])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _text(sheet: WriteOnlyWorksheet, words: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", words)[:LONGEST])
    cell.data_type = "s"  # whatever it begins with: a text is never computed
    if bold:
        cell.font = Font(bold=True)
    return cell
