"""XLSX: the reader and the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.formats.items import Reading, Writing
from quiz.formats.sheets import xlsx_bytes, xlsx_sheets
from quiz.formats.table import items_of
from quiz.formats.table_writer import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.items import Item, Source, Target
    from quiz.formats.report import Fault, Loss


def read(source: Source) -> Reading:
    """Read a spreadsheet, all its sheets. Raises `Unreadable` and `PackageMissing`."""
    items: list[Item] = []
    losses: list[Loss] = []
    faults: list[Fault] = []
    for sheet in xlsx_sheets(source.data):
        more = items_of(sheet, source.columns)
        items += more[0]
        losses += more[1]
        faults += more[2]
    return Reading(tuple(items), tuple(losses), tuple(faults), form="xlsx")


def write(items: Sequence[Item], _target: Target) -> Writing:
    """Write items as a spreadsheet of one sheet. Raises `PackageMissing`."""
    rows, losses = rows_of(items)
    return Writing(xlsx_bytes(rows, "Questions"), tuple(losses))
