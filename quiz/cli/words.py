"""Words that a person types on the command line."""

from __future__ import annotations

from typing import Final

import click

from quiz.text import clean_line


class _Words(click.ParamType[str]):
    """A text on one line, cleaned: one that is not in the encoding of the system could neither be shown nor kept."""

    name = "TEXT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        return clean_line(str(value))


WORDS: Final = _Words()
