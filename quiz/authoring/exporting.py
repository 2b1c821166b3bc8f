"""Export of banks to files of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from quiz.formats.bank_items import items_of
from quiz.formats.items import Target, Writing
from quiz.formats.registry import FORMATS
from quiz.formats.report import Loss, Place
from quiz.practice.draw import Options, draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.bank.model import Bank


def exported(bank: Bank, form: str, *, seed: int = 0, count: int | None = None, has_key: bool = False) -> Writing:
    """Return the file that a bank becomes in a format, and what is not in it.

    count: how many questions, drawn by `seed`; all where it is None. Raises `PackageMissing`.
    """
    questions = bank.questions
    if count is not None or FORMATS[form].is_drawn:
        drawn = {one.key.question for one in draw([bank], Options(count=count), seed)}
        questions = tuple(question for question in questions if question.id in drawn)
    items = items_of(bank, questions)
    writing = FORMATS[form].write(items, Target(bank.title, bank.id, bank.language, seed, has_key))
    left_out = {loss.question for loss in writing.losses if loss.kind == "left-out"}
    changed = (loss for item in items for loss in item.losses if item.id not in left_out)
    return replace(writing, losses=(*writing.losses, *changed, *_of_the_bank(bank)))


def _of_the_bank(bank: Bank) -> Iterator[Loss]:
    """Give a loss for each part of a bank that no other format has a place for."""
    yield from (Loss(Place(1), "draft", draft.prompt, draft.id, "left-out") for draft in bank.drafts)
    for name, parts in (("passages", bank.passages), ("lessons", bank.lessons), ("events", bank.events)):
        if parts:
            yield Loss(Place(1), "field", f"{name}: {len(parts)}")
