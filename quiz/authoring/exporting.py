"""Export of banks to files of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from quiz.bank.questions.base import ref_of
from quiz.files import FileProblem, read_bounded
from quiz.formats.bank_items import items_of
from quiz.formats.items import Picture, Target, Writing
from quiz.formats.pictures import LARGEST, file_name
from quiz.formats.registry import FORMATS
from quiz.formats.report import Loss, Place
from quiz.library.pictures import PictureProblem, picture_file
from quiz.practice.draw import Options, draw
from quiz.reading.reader import no_collection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from quiz.bank.model import Bank
    from quiz.bank.questions.registry import Question
    from quiz.formats.items import Item


def exported(
    bank: Bank, form: str, *, file: Path | None = None, seed: int = 0, count: int | None = None, has_key: bool = False
) -> Writing:
    """Return the file that a bank becomes in a format, and what is not in it.

    file: that of the bank, beside which its pictures are; without it none is exported. count: how many questions, drawn
    by `seed`; all where it is None. Raises `PackageMissing`.
    """
    questions = bank.questions
    if count is not None or FORMATS[form].is_drawn:
        drawn = {one.key.question for one in draw([bank], Options(count=count), seed)}
        questions = tuple(question for question in questions if question.id in drawn)
    target = Target(bank.title, bank.id, bank.language, seed, has_key)
    with no_collection():
        writing = _written(bank, questions, form, target, file)
    return replace(writing, losses=(*writing.losses, *_of_the_bank(bank)))


def _written(bank: Bank, questions: Sequence[Question], form: str, target: Target, file: Path | None) -> Writing:
    """Return the file that questions of a bank become, whose items have left memory then."""
    items = items_of(bank, questions)
    if file is not None and FORMATS[form].has_pictures:
        items = _with_pictures(items, file)
    writing = FORMATS[form].write(items, target)
    left_out = {loss.question for loss in writing.losses if loss.kind == "left-out"}
    changed = [loss for item in items for loss in item.losses if item.id not in left_out]
    return replace(writing, losses=(*writing.losses, *changed))


def _with_pictures(items: list[Item], file: Path) -> list[Item]:
    """Return items with the pictures that can be had, which are no losses then."""
    known: dict[str, bytes] = {}
    found: list[Item] = []
    for item in items:
        picture = _picture(item, file, known) if item.image else None
        if picture is None:
            found.append(item)
            continue
        losses = tuple(loss for loss in item.losses if loss.code != "image")
        found.append(replace(item, picture=picture, losses=losses))
    return found


def _picture(item: Item, file: Path, known: dict[str, bytes]) -> Picture | None:
    """Return the picture of an item, under a name that is its own in `known`; None where there is none to read."""
    try:
        data = read_bounded(picture_file(file, item.image), LARGEST)
    except (PictureProblem, FileProblem):
        return None
    name = file_name(item.image, data)
    if name is None:
        return None
    stem, _, end = name.rpartition(".")
    number = 1
    while known.setdefault(name, data) != data:
        number += 1
        name = f"{stem}-{number}.{end}"
    return Picture(name, data, item.image_alt)


def _of_the_bank(bank: Bank) -> Iterator[Loss]:
    """Give a loss for each part of a bank that no other format has a place for."""
    yield from (Loss(Place(1), "draft", draft.prompt, draft.id, "left-out") for draft in bank.drafts)
    cited = {ref_of(source) for question in bank.questions for source in question.sources}
    parts_of = (("references", cited), ("passages", bank.passages), ("lessons", bank.lessons), ("events", bank.events))
    for name, parts in parts_of:
        if parts:
            yield Loss(Place(1), "field", f"{name}: {len(parts)}")
