"""CSV: the reader and the writer."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from quiz.formats.decoding import decoded
from quiz.formats.items import Reading, Writing
from quiz.formats.sheets import Sheet, csv_rows, csv_text
from quiz.formats.table import items_of
from quiz.formats.table_writer import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.items import Item, Source, Target


def read(source: Source) -> Reading:
    """Read a CSV file. Raises `UnknownEncoding` and `Unreadable`."""
    text, encoding, faults = decoded(source)
    items, losses, more = items_of(
        Sheet(None, csv_rows(text.removeprefix("\ufeff")), is_separated=True), source.columns
    )
    return Reading(tuple(items), tuple(losses), (*faults, *more), encoding=encoding, form="csv")


def write(items: Sequence[Item], _target: Target) -> Writing:
    """Write items as a CSV file in UTF-8, with the mark by which spreadsheets know it."""
    rows, losses = rows_of(items)
    return Writing(codecs.BOM_UTF8 + csv_text(rows).encode("utf-8", "replace"), tuple(losses))
