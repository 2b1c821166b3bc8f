"""Lists printed as a table for people, as JSON for programs, as CSV for spreadsheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import click

from quiz.text import clean, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

_FORMULA: Final = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20\u2212")
"""The first characters of a formula in a spreadsheet, wide forms too, which some fold."""

TITLE_LIMIT: Final = 60
"""Characters that a title may have in a table: one that is longer would break every row of it."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SPECIAL: Final = re.compile(r"[^\x00-\x7e]")


def _format(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help="How to print it."
    )


FORMAT = _format("table", "json")
FORMAT_WITH_CSV = _format("table", "json", "csv")


def show_json(value: Any) -> None:
    """Print a value as JSON.

    It is escaped to ASCII, so that nothing in it can steer a terminal and no encoding loses a letter. A name that is
    not UTF-8 has U+FFFD for what JSON cannot say.
    """
    import json

    text = _SURROGATES.sub("\ufffd", json.dumps(value, indent=2, ensure_ascii=False))
    click.echo(_SPECIAL.sub(lambda match: json.dumps(match[0])[1:-1], text))


def show_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV under a header row; None is an empty cell, texts cannot be taken for formulas."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *(map(_cell, row) for row in rows)])
    click.echo(text.getvalue(), nl=False)


def _cell(value: object) -> object:
    """Return a value as a cell: a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    sign = "'" if value.lstrip("\"'\u2018\u2019\u201c\u201d \u00a0\n")[:1] in _FORMULA else ""
    return sign + value.replace("\r", "\n")  # a return on its own would not be quoted, and begin a row


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> None:
    """Print rows under a head, columns as wide as they need; `right` are the columns of figures."""
    rows = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [
            " " * (width - columns(cell)) + cell if number in right else cell + " " * (width - columns(cell))
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())
