"""What an import brings, what it loses and what is wrong, as lines to read before anything is written."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from quiz.formats.records import place_text
from quiz.formats.registry import FORMATS
from quiz.text import clean_line, counted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.authoring.importing import Plan, PlannedBank
    from quiz.formats.report import Fault, Loss

Tone: TypeAlias = Literal["title", "plain", "bad", "muted"]
MOST: Final = 200
"""Lines of one kind; how many more there are is told."""


class PreviewLine(NamedTuple):
    """A line, and how it is shown: a title, a plain line, something wrong, or what matters less."""

    tone: Tone
    text: str


def preview_lines(plan: Plan) -> Iterator[PreviewLine]:
    """Give what there is to know of an import, the most important first."""
    title = FORMATS[plan.form].title if plan.form in FORMATS else plan.form
    yield PreviewLine("muted", f"{clean_line(plan.file)}: {title}" + (f", {plan.encoding}" if plan.encoding else ""))
    for bank in plan.banks:
        yield from _bank_lines(bank)
    faults = plan.all_faults
    if faults:
        yield PreviewLine("title", f"What is wrong: {len(faults)}")
        yield from _cut(_fault_line(fault) for fault in faults)
    losses = [loss for bank in plan.banks for loss in bank.content.losses]
    for kind, words in (("lost", "What is lost"), ("changed", "What is changed"), ("note", "What to know")):
        told = [loss for loss in losses if loss.kind == kind]
        if told:
            yield PreviewLine("title", f"{words}: {len(told)}")
            yield from _cut(_loss_line(loss) for loss in told)
    questions = [question for bank in plan.banks for question in bank.content.questions]
    if questions:
        yield PreviewLine("title", f"What comes: {counted(len(questions), 'question')}")
        yield from _cut(
            PreviewLine("plain", f"{one.fields['type']}: {shortened(clean_line(str(one.fields['prompt'])), 100)}")
            for one in questions
        )


def _bank_lines(bank: PlannedBank) -> Iterator[PreviewLine]:
    content = bank.content
    number = counted(len(content.questions), "question")
    doing = "comes up to date with" if bank.base is not None else "gets"
    yield PreviewLine("title", f"“{clean_line(content.title)}” {doing} {number} of {content.blocks}")
    yield PreviewLine("muted", clean_line(str(bank.path)))
    kinds = Counter(str(question.fields["type"]) for question in content.questions)
    if kinds:
        yield PreviewLine("plain", ", ".join(f"{times} {kind}" for kind, times in kinds.most_common()))
    if bank.kept:
        yield PreviewLine("plain", f"Kept, though no longer in the source: {', '.join(bank.kept)}")


def _fault_line(fault: Fault) -> PreviewLine:
    return PreviewLine("bad", clean_line(f"{place_text(fault)}: {fault.message}; {fault.help}"))


def _loss_line(loss: Loss) -> PreviewLine:
    text = f" ({shortened(clean_line(loss.text), 60)})" if loss.text else ""
    return PreviewLine("plain", clean_line(f"{place_text(loss)}: {loss.message}") + text)


def _cut(lines: Iterable[PreviewLine]) -> Iterator[PreviewLine]:
    """Give the first lines, and how many more there are."""
    rest = iter(lines)
    yield from islice(rest, MOST)
    if more := sum(1 for _ in rest):
        yield PreviewLine("muted", f"… and {more} more")
