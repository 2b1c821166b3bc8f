"""How lists are printed: as a table for people, as JSON for programs."""

import json
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

import click

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)


def show_json(value: Any) -> None:
    # Escaped to ASCII, so that nothing in it can steer a terminal and no encoding loses a letter.
    click.echo(json.dumps(value, indent=2))


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> None:
    """Print rows under a head, columns as wide as they need; `right` are the columns of figures."""
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [
            " " * (width - _width(cell)) + cell if place in right else cell + " " * (width - _width(cell))
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def _width(cell: str) -> int:

    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else not unicodedata.combining(letter) for letter in cell
    )
