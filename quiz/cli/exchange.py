"""What `quiz import` and `quiz export` share: how losses and faults are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.formats.records import loss_lines, place_text
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.formats.report import Fault, Loss


def tell_faults(file: str, faults: Iterable[Fault]) -> None:
    """Tell each fault on standard error: its place, what is wrong, and what to do."""
    for fault in faults:
        member = f"{clean_line(fault.place.member)}:" if fault.place.member else ""
        message = clean_line(f"{fault.severity} {fault.code}: {fault.message}; {fault.help}")
        click.echo(f"{clean_line(file)}:{member}{fault.place.line}: {message}", err=True)


def tell_losses(file: str, losses: Iterable[Loss], place: Callable[[Loss], str] = place_text) -> None:
    """Tell on standard error what was lost: each code once, with how often and where first."""
    for line in loss_lines(losses, place):
        click.echo(f"{clean_line(file)}: {clean_line(line)}", err=True)
