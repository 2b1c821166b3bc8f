"""S030: questions and lessons whose last day is over, told from what was found once and the day that it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.diagnostics.lines import Span
from quiz.lint.rules import OUT_OF_DATE, lint_finding
from quiz.lint.selection import closeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from quiz.bank.model import Bank
    from quiz.bank.questions.base import Lint
    from quiz.bank.questions.registry import Question
    from quiz.diagnostics.findings import Diagnostic


class LastDay(Struct, frozen=True, array_like=True):
    """The last day on which a question or lesson surely holds, with the place where its bank says so."""

    day: str
    span: Span
    kind: str = "question"


def dated_questions(bank: Bank) -> Iterator[Question]:
    """Give the questions that hold until a day and do not switch the rule off."""
    if not _is_off(bank.lint):
        yield from (one for one in bank.questions if one.valid_until is not None and not _is_off(one.lint))


def over(last_days: Iterable[LastDay], file: str, today: date) -> Iterator[Diagnostic]:
    """Give a finding for each last day that is over."""
    for last in last_days:
        if last.day < today.isoformat():
            yield lint_finding(
                OUT_OF_DATE,
                f"The {last.kind} was valid until {last.day}: it may be out of date.",
                file,
                last.span,
                help="look whether it still holds, and write a later day, or mend it",
            )


def _is_off(lint: Lint | None) -> bool:
    return lint is not None and any(closeness(entry, OUT_OF_DATE) for entry in lint.ignore)
