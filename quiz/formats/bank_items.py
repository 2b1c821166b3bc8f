"""The questions of a bank as items, for the writers of formats."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from quiz.bank.numerals import number_value
from quiz.bank.questions.base import Choice, Distractor, as_choice
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.typed import Blank, Cloze, TextQuestion, read_blank
from quiz.bank.questions.written import OpenQuestion
from quiz.bank.seen import text_of
from quiz.formats.items import (
    Body,
    Choices,
    Gap,
    Gaps,
    Item,
    Names,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pair,
    Pairs,
    Sequence,
    Sorting,
    Truth,
    Typed,
    gap_mark,
)
from quiz.formats.prose import NOTHING, Prose
from quiz.formats.report import Loss, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quiz.bank.markup import Markup
    from quiz.bank.model import Bank, Reference
    from quiz.bank.questions.base import Citation
    from quiz.bank.questions.registry import Question


def items_of(bank: Bank, questions: Iterable[Question] | None = None) -> list[Item]:
    """Return the questions of a bank as items, in order; `questions` are some of them. Drafts are none of them."""
    texts = _Texts(bank.markup)
    return [
        _item(question, bank, texts, number) for number, question in enumerate(questions or bank.questions, start=1)
    ]


def _item(question: Question, bank: Bank, texts: _Texts, number: int) -> Item:
    passage = bank.passage_of(question)
    return Item(
        place=Place(number),
        body=ITEM_BODIES[type(question)](question, texts),
        prompt=texts.prose(question.prompt),
        source_type=question.type,
        id=question.id,
        name=question.id,
        category=bank.title,
        tags=question.tags,
        explanation=texts.prose(question.explanation),
        hints=(texts.prose(question.hint),) if question.hint else (),
        points=question.points,
        difficulty=question.difficulty,
        group=question.group,
        sources=tuple([one if isinstance(one, str) else _joined(one.ref, one.locator) for one in question.sources]),
        citations=tuple([_shown(*one) for one in bank.references_of(question)]),
        as_of=question.as_of,
        valid_until=question.valid_until,
        passage=question.passage or "",
        passage_title=passage.title if passage else "",
        passage_text=_Texts(passage.markup or bank.markup).prose(passage.text) if passage else NOTHING,
        image=question.image.file if question.image else "",
        image_alt=(question.image.alt or "") if question.image else "",
        losses=tuple(_changes(question, number)),
    )


def _changes(question: Question, number: int) -> Iterator[Loss]:
    """Give what no format has a place for, and numbers that are written in another way."""
    if question.image is not None:
        yield Loss(Place(number), "image", question.image.file, question.id)
    if isinstance(question, Number):
        near = (text for one in question.near for text in (one.value, one.tolerance))
        for text in (*question.accepted, question.tolerance, *near):
            if decimal_text(text) != text:
                yield Loss(Place(number), "number-form", text, question.id, "changed")


def _joined(name: str, locator: str | None) -> str:
    return f"{name}, {locator}" if locator else name


def _shown(citation: Citation, reference: Reference | None) -> str:
    return _joined(reference.title if reference is not None else citation.ref, citation.locator)


class _Texts:
    """The texts of a bank as prose."""

    def __init__(self, markup: Markup) -> None:
        self._is_plain = markup == "plain"

    def prose(self, text: str | None, *, is_row: bool = False) -> Prose:
        if not text:
            return NOTHING
        return Prose(text) if self._is_plain else Prose(text_of(text, is_row=is_row), text)

    def option(self, choice: Choice, share: float) -> Option:
        return Option(self.prose(choice.text, is_row=True), share, self.prose(choice.feedback))


def _single(question: Single, texts: _Texts) -> Body:
    options = [texts.option(as_choice(question.answer), 1.0)]
    for distractor in question.distractors:
        credit = distractor.credit if isinstance(distractor, Distractor) else 0.0
        options.append(texts.option(as_choice(distractor), credit))
    return Choices(_in_sequence(options, question, texts), is_ordered=question.sequence is not None)


def _multiple(question: Multiple, texts: _Texts) -> Body:
    right = [texts.option(as_choice(one), 1 / len(question.answers)) for one in question.answers]
    wrong = [texts.option(as_choice(one), -1 / len(question.distractors)) for one in question.distractors]
    options = _in_sequence([*right, *wrong], question, texts)
    return Choices(options, several=True, is_ordered=question.sequence is not None)


def _in_sequence(options: list[Option], question: Single | Multiple, texts: _Texts) -> tuple[Option, ...]:
    if question.sequence is None:
        return tuple(options)
    places = {texts.prose(text, is_row=True): place for place, text in enumerate(question.sequence)}
    return tuple(sorted(options, key=lambda option: places[option.text]))


def _truth(question: TrueFalse, texts: _Texts) -> Body:
    said = question.feedback
    on_true, on_false = (texts.prose(said.to(value) if said else None) for value in (True, False))
    return Truth(question.answer, on_true, on_false)


def _number(question: Number, texts: _Texts) -> Body:
    tolerance = decimal_text(question.tolerance)
    right = (NumberOption(decimal_text(value), tolerance) for value in question.accepted)
    near = (
        NumberOption(decimal_text(one.value), decimal_text(one.tolerance), one.credit, texts.prose(one.feedback))
        for one in question.near
    )
    return Numeric((*right, *near), (question.unit,) if question.unit else ())


def decimal_text(number: str) -> str:
    """Return a number of a bank with a point as its decimal sign; a fraction that has no end is cut to 12 digits.

    >>> decimal_text("12,5"), decimal_text("1/4"), decimal_text("6.02e23")
    ('12.5', '0.25', '6.02e23')
    """
    if re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", number):
        return number
    value = number_value(number)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact if Fraction(exact) == value else Decimal(f"{float(value):.12g}")
    return f"{rounded.normalize():f}" if -30 < rounded.adjusted() < 30 else str(rounded.normalize())


def _text(question: TextQuestion, texts: _Texts) -> Body:
    right = (Option(Prose(answer), 1.0) for answer in question.answers)
    near = (Option(Prose(one.text), one.credit, texts.prose(one.feedback)) for one in question.near)
    return Typed((*right, *near), **_spelling(question))


def _spelling(question: TextQuestion | ListQuestion | Cloze) -> dict[str, Any]:
    return {
        "is_case_sensitive": question.case_sensitive,
        "accents": question.accents,
        "typos": question.typos,
    }


def _list(question: ListQuestion, _texts: _Texts) -> Body:
    return Names(question.spellings, question.need, **_spelling(question))


def _open(question: OpenQuestion, texts: _Texts) -> Body:
    return Open(texts.prose(question.answer), tuple(texts.prose(point, is_row=True) for point in question.rubric))


def _order(question: Order, texts: _Texts) -> Body:
    return Sequence(tuple(texts.prose(item, is_row=True) for item in question.items))


def _match(question: Match, texts: _Texts) -> Body:
    pairs = [(left, right) for left, right in question.pairs.items()] + [("", right) for right in question.distractors]
    return Pairs(tuple(Pair(texts.prose(left, is_row=True), texts.prose(right, is_row=True)) for left, right in pairs))


def _classify(question: Classify, texts: _Texts) -> Body:
    return Sorting(
        tuple(
            (texts.prose(name, is_row=True), tuple(texts.prose(item, is_row=True) for item in items))
            for name, items in question.categories.items()
        )
    )


def _cloze(question: Cloze, texts: _Texts) -> Body:
    gaps: list[Gap] = []
    text = ""
    for segment in question.segments:
        if isinstance(segment, Blank):
            text += gap_mark(len(gaps))
            gaps.append(_gap(segment))
        else:
            text += segment
    return Gaps(texts.prose(text), tuple(gaps), **_spelling(question))


def gap_of(content: str) -> Gap:
    """Return the gap that a bank writes so between its braces. Raises `ValueError` with what to type instead."""
    return _gap(read_blank(content))


def _gap(blank: Blank) -> Gap:
    right = tuple(Option(Prose(answer), 1.0) for answer in blank.answers)
    return Gap(right, tuple(Prose(wrong) for wrong in blank.wrong))


ITEM_BODIES: Final[dict[type, Callable[[Any, _Texts], Body]]] = {
    Single: _single,
    Multiple: _multiple,
    TrueFalse: _truth,
    Number: _number,
    TextQuestion: _text,
    ListQuestion: _list,
    OpenQuestion: _open,
    Order: _order,
    Match: _match,
    Classify: _classify,
    Cloze: _cloze,
}
"""What makes an item's body of each type of question."""
