"""Sheets: rows of cells of CSV files and of spreadsheets, as texts."""

from __future__ import annotations

import csv
import io
import re
import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.formats.archive import Package
from quiz.formats.packages import package
from quiz.formats.report import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 400
FORMULA: Final = "\ufdd2formula"
"""What stands in the place of a cell whose formula has no value; Unicode says that it is no text."""

DELIMITERS: Final = (",", ";", "\t", "|")
SEPARATOR_LINE: Final = re.compile(r"sep=([^\n])\n", re.IGNORECASE)
"""What Excel writes above a table whose delimiter is not the usual one."""
LONGEST_CELL: Final = 1 << 20
"""Characters of a cell."""
_GUARDED: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would take for a formula."""


class Row(NamedTuple):
    """A row that is not empty: its number, from 1, that of its last line, and its cells, trimmed."""

    number: int
    end: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """The rows of a sheet, and its name where there are several. is_separated: signs part the cells, as in CSV."""

    name: str | None
    rows: tuple[Row, ...]
    is_separated: bool = False


def csv_rows(text: str) -> tuple[Row, ...]:
    """Return the rows of a CSV text. Raises `Unreadable`.

    The delimiter is what a first line `sep=…` says, as Excel writes it, else that of the first line that has one.
    """
    said = SEPARATOR_LINE.match(text)
    before = 1 if said else 0
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text)
    rows: list[Row] = []
    line = before + 1
    for cells, last in csv_lines(text, delimiter):
        end = before + last
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, end, tuple(cell.strip() for cell in cells[:MOST_COLUMNS])))
        line = end + 1
    return tuple(rows)


def _delimiter(text: str) -> str:
    heads = (line for line in text[:LONGEST_CELL].split("\n") if any(sign in line for sign in DELIMITERS))
    return max(DELIMITERS, key=next(heads, "").count)


def csv_lines(text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Give the cells of each row, and the number of its last line. Raises `Unreadable`."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(reader):
            if number > MOST_ROWS:
                raise Unreadable("too-large", f"more than {MOST_ROWS} rows")
            yield cells, reader.line_num
    except csv.Error as error:
        raise Unreadable("too-large", str(error)) from error
    finally:
        csv.field_size_limit(before)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV, each cell that a spreadsheet would take for a formula behind an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_GUARDED) else cell for cell in row])
    return out.getvalue()


def unguarded(cell: str) -> str:
    """Return a cell that `csv_text` wrote as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def xlsx_sheets(data: bytes) -> list[Sheet]:
    """Return the sheets of a spreadsheet. Raises `Unreadable`, and `PackageMissing` where there is no openpyxl."""
    archive = Package(data)
    archive.bounded()
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name)[:1024]:
            raise Unreadable("doctype", name)
    openpyxl = package("openpyxl", "a spreadsheet")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles, checks and charts, none of which are read
        return _sheets(openpyxl, data)


def _sheets(openpyxl: Any, data: bytes) -> list[Sheet]:
    try:
        values, formulas = (
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=flag, keep_links=False)
            for flag in (True, False)
        )
        several = len(values.worksheets) > 1
        return [
            Sheet(sheet.title if several else None, tuple(_rows(sheet, with_formulas)))
            for sheet, with_formulas in zip(values.worksheets, formulas.worksheets, strict=True)
        ]
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes of its code
        raise Unreadable("not-a-package", type(error).__name__) from error


def _rows(values: Any, formulas: Any) -> Iterator[Row]:
    bounds = {"max_col": MOST_COLUMNS, "values_only": True}
    rows = zip(values.iter_rows(**bounds), formulas.iter_rows(**bounds), strict=False)
    for number, (known, written) in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Unreadable("too-large", f"more than {MOST_ROWS} rows")
        cells = tuple(_cell(value, formula) for value, formula in zip(known, written, strict=False))
        while cells and not cells[-1]:
            cells = cells[:-1]
        if cells:
            yield Row(number, number, cells)


def _cell(value: Any, formula: Any) -> str:
    match value:
        case None:
            return FORMULA if isinstance(formula, str) and formula.startswith("=") else ""
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()


def xlsx_bytes(rows: Iterable[Sequence[str | int]], title: str) -> bytes:
    """Return rows as a spreadsheet of one sheet in which every text is a text. Raises `PackageMissing`."""
    openpyxl = package("openpyxl", "a spreadsheet")
    cells = package("openpyxl.cell", "a spreadsheet")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        written = []
        for value in row:
            cell = cells.WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # else a text that begins with = would be a formula
            written.append(cell)
        sheet.append(written)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
