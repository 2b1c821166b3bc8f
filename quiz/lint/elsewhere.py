"""What lessons and events name of other banks, held against the banks that there are."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from quiz.bank.lessons import FullName, circles, full_name
from quiz.diagnostics.findings import finding
from quiz.diagnostics.suggest import did_you_mean
from quiz.reading.lessons import CIRCLE_REMEDY, circle_message
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quiz.bank.model import Bank
    from quiz.diagnostics.findings import Diagnostic
    from quiz.lint.across import CheckedFile
    from quiz.lint.parts import Elsewhere

_TOLD: Final = 20
"""How many circles are told."""


def elsewhere_findings(checked: Sequence[CheckedFile], banks: Iterable[Bank]) -> Iterator[Diagnostic]:
    """Give the findings about what the checked files name of other banks; `banks` are all that there are."""
    by_id: dict[str, Bank] = {}
    for bank in banks:
        by_id.setdefault(bank.id, bank)
    known = {name: _Names(bank) for name, bank in by_id.items()}
    for one in checked:
        for named in one.report.elsewhere:
            if (found := _missing(named, known, str(one.file.path))) and one.selection.is_on(found.code):
                yield found
    yield from _circles(checked, by_id)


class _Names:
    """The ids of a bank's questions, drafts too, and of its lessons."""

    def __init__(self, bank: Bank) -> None:
        self.question = [question.id for question in (*bank.questions, *bank.drafts)]
        self.lesson = [lesson.id for lesson in bank.lessons]
        self._every = {"question": frozenset(self.question), "lesson": frozenset(self.lesson)}

    def has(self, named: Elsewhere) -> bool:
        return named.id in self._every[named.kind]


def _missing(named: Elsewhere, known: Mapping[str, _Names], file: str) -> Diagnostic | None:
    names = known.get(named.bank)
    if names is None:
        message = f"There is no bank `{shortened(named.bank)}` here: `{shortened(named.id)}` of it is passed over."
        help_ = did_you_mean(named.bank, list(known), "learners need that bank too; without it this does no harm")
        return finding("B074", message, file, named.span, help=help_)
    if names.has(named):
        return None
    message = f"The bank `{shortened(named.bank)}` has no {named.kind} `{shortened(named.id)}`; it is passed over."
    ids = names.question if named.kind == "question" else names.lesson
    help_ = did_you_mean(named.id, ids, f"write the id of a {named.kind} of that bank")
    return finding("B074" if named.kind == "question" else "B071", message, file, named.span, help=help_)


def _circles(checked: Sequence[CheckedFile], banks: Mapping[str, Bank]) -> Iterator[Diagnostic]:
    """Give each circle through several banks once, at the first name in a checked file that is part of it."""
    places = {
        (FullName(one.report.bank, named.lesson), named.name): (str(one.file.path), named.span)
        for one in reversed(checked)
        for named in reversed(one.report.elsewhere)
        if named.kind == "lesson"
    }
    if not places:
        return
    after = {
        full_name(lesson.id, bank.id): [full_name(name, bank.id) for name in lesson.after]
        for bank in banks.values()
        for lesson in bank.lessons
    }
    for circle in islice(circles(after), _TOLD):
        steps = zip(circle, (*circle[1:], circle[0]), strict=True)
        place = next((places[step] for step in steps if step in places), None)
        if place is not None:
            message = circle_message(["/".join(name) for name in circle])
            yield finding("B073", message, *place, help=CIRCLE_REMEDY)
