"""Typing: a text, or the blanks of a cloze text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from msgspec import Struct

from quiz.bank.ascending import in_ascending_order
from quiz.bank.matching import fold
from quiz.bank.questions.typed import Blank, Cloze, TextQuestion
from quiz.practice.edit_distance import FAR
from quiz.practice.grade import Grade, Part, grade_of_parts
from quiz.practice.misspelling import Spelling, marked, nearest
from quiz.practice.picking import chosen
from quiz.practice.questions.base import (
    GAP,
    LONGEST_TEXT,
    AnswerPlace,
    FeedbackRow,
    PlacedAnswer,
    Presentation,
    RowState,
    Shuffle,
    StemAndChoices,
    Told,
    Unreadable,
    near_state,
    told_parts,
    what_counts,
)
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quiz.bank.questions.base import NearText
    from quiz.practice.misspelling import Stretch

TypedQuestion: TypeAlias = TextQuestion | Cloze

_COUNTED: Final = 200
"""Characters by which typed answers are told apart where they are counted."""

_NEAR_MISS: Final = "A near miss: one letter more is off than is forgiven."


class Typed(Struct, frozen=True, tag="typed"):
    """To text (as typed) and number (without its unit and groups: `-1500.5`, `12,5`, `6.02e23`, `1/3`)."""

    text: str


class Filled(Struct, frozen=True, tag="filled"):
    """To cloze: a text a blank, empty where it was left."""

    blanks: tuple[str, ...]


RESPONSES: Final[Mapping[type[TypedQuestion], type[Typed | Filled]]] = {
    TextQuestion: Typed,
    Cloze: Filled,
}


def _texts(response: Typed | Filled) -> tuple[str, ...]:
    return response.blanks if isinstance(response, Filled) else (response.text,)


def present(question: TypedQuestion, shuffled: Shuffle) -> Presentation:
    if not isinstance(question, Cloze) or not any(blank.wrong for blank in question.blanks):
        return Presentation()
    return Presentation(
        lists=tuple(
            in_ascending_order(blank.choices) or shuffled(blank.choices, f"blank {number}")
            for number, blank in enumerate(question.blanks, start=1)
        )
    )


def stem_and_choices(question: TypedQuestion) -> StemAndChoices | None:
    return None if isinstance(question, Cloze) else StemAndChoices(question.prompt)


def grade(question: TypedQuestion, response: Typed | Filled) -> Grade:
    texts = _texts(response)
    match question:
        case TextQuestion():
            if near_text := _near_text(question, texts[0]):
                return Grade(near_text.credit)
            slips = nearest(texts[0], question.answers, question.folding).slips
            return Grade(float(slips <= question.typos), _near_miss(slips, question.typos))
        case Cloze():
            return _cloze_grade(question, texts)
        case _:
            assert_never(question)


def _near_text(question: TextQuestion, given: str) -> NearText | None:
    """Return what a text is nearly right by: the answers come first as they are, and with their slips after it."""
    if not question.near:
        return None
    folded = fold(given, question.folding)
    if any(fold(answer, question.folding) == folded for answer in question.answers):
        return None
    return next((near for near in question.near if fold(near.text, question.folding) == folded), None)


def _near_miss(slips: int, allowed: int) -> str | None:
    if slips == 0 or slips > allowed + 1:
        return None
    if slips <= allowed:
        return "Accepted with a slip of the fingers: compare the spelling."
    return _NEAR_MISS


def _cloze_grade(question: Cloze, texts: tuple[str, ...]) -> Grade:
    parts = []
    is_near = False
    for number, (given, blank) in enumerate(zip(texts, question.blanks, strict=True), start=1):
        spelt = _spelt(question, given, blank)
        is_right = spelt is not None and spelt.slips <= question.typos
        is_near = is_near or (spelt is not None and spelt.slips == question.typos + 1)
        parts.append(Part(f"Blank {number}", given.strip() or None, blank.answers[0], is_right))
    shared = grade_of_parts(tuple(parts))
    return Grade(shared.fraction, f"{shared.how} {_NEAR_MISS}", shared.parts) if is_near else shared


def blind_chance(_question: TypedQuestion) -> float:
    return 0.0


def random_score(question: TypedQuestion) -> float | None:
    if not isinstance(question, Cloze):
        return 0.0
    return sum(1 / len(blank.choices) for blank in question.blanks if blank.wrong) / len(question.blanks)


def missing(_question: TypedQuestion, response: Typed | Filled) -> str | None:
    if isinstance(response, Typed):
        return None
    filled = sum(bool(blank.strip()) for blank in response.blanks)
    return None if filled == len(response.blanks) else f"{filled} of {len(response.blanks)} blanks filled."


def cleaned(question: TypedQuestion, response: Typed | Filled, _presentation: Presentation) -> Typed | Filled | None:
    texts = _texts(response)
    if len(texts) != len(line_labels(question)) or any(len(text) > LONGEST_TEXT for text in texts):
        return None
    shown = tuple(map(clean_line, texts))
    if isinstance(question, Cloze) and not all(
        not blank.wrong or not text or text in blank.choices for text, blank in zip(shown, question.blanks, strict=True)
    ):
        return None
    return Filled(shown) if isinstance(question, Cloze) else Typed(*shown)


def line_labels(question: TypedQuestion) -> tuple[str, ...]:
    if isinstance(question, Cloze):
        return tuple(f"blank {number} " for number in range(1, len(question.blanks) + 1))
    return ("",)


def shown_after(_question: TypedQuestion, _lines: Sequence[str]) -> tuple[str, ...]:
    return ()


def is_whole(question: TypedQuestion, lines: Sequence[str]) -> bool:
    return len(lines) == len(line_labels(question))


def parse(question: TypedQuestion, presentation: Presentation, lines: Sequence[str]) -> Typed | Filled:
    if isinstance(question, Cloze):
        lists = presentation.lists or ((),) * len(lines)
        blanks = zip(lines, question.blanks, lists, strict=True)
        return Filled(tuple(chosen(line, blank.answers, choices) for line, blank, choices in blanks))
    if not lines[0]:
        raise Unreadable
    return Typed(lines[0])


def expected(question: TypedQuestion, presentation: Presentation) -> str:
    match question:
        case TextQuestion():
            return "Type the answer"
        case Cloze():
            picks = ", the letter or the text of a choice where there is a list" if presentation.lists else ""
            return f"Type one line for each blank{picks}; leave a line empty to leave that blank"
        case _:
            assert_never(question)


def instruction(question: TypedQuestion) -> str:
    match question:
        case TextQuestion():
            return f"Type the answer{what_counts(question.folding)}."
        case Cloze():
            return f"Fill in the blanks{_how_filled(question)}."
        case _:
            assert_never(question)


def _how_filled(question: Cloze) -> str:
    picks = sum(bool(blank.wrong) for blank in question.blanks)
    if picks == len(question.blanks):
        return " from the lists" if picks > 1 else " from the list"
    return f"{': type, or pick from a list' if picks else ''}{what_counts(question.folding)}"


def body(question: TypedQuestion) -> str | None:
    """Return the text of a cloze question with its blanks numbered: `Relations date from [1] ____.`"""
    if not isinstance(question, Cloze):
        return None
    number = 0
    text = ""
    for part in question.segments:
        if isinstance(part, Blank):
            number += 1
            text += f"[{number}] {GAP}"
        else:
            text += part
    return text


def answer_lines(question: TypedQuestion) -> tuple[str, ...]:
    match question:
        case TextQuestion():
            return (question.answers[0],)
        case Cloze():
            return ("".join(part.answers[0] if isinstance(part, Blank) else part for part in question.segments),)
        case _:
            assert_never(question)


def response_text(response: Typed | Filled) -> str:
    return response.text if isinstance(response, Typed) else "; ".join(blank or GAP for blank in response.blanks)


def choices_taken(_response: Typed | Filled) -> tuple[str, ...]:
    return ()


def told(question: TypedQuestion, response: Typed | Filled) -> Told:
    match question:
        case TextQuestion():
            if _near_text(question, _texts(response)[0]):
                return Told()
            return _told_text(question, nearest(_texts(response)[0], question.answers, question.folding))
        case Cloze():
            return _told_cloze(question, _texts(response))
        case _:
            assert_never(question)


def _told_text(question: TextQuestion, spelt: Spelling) -> Told:
    if spelt.slips == 0 or spelt.slips > question.typos + 1:
        return Told()
    if spelt.slips <= question.typos:
        return Told(f"A slip is forgiven: it is spelled {spelt.answer}.", "a slip forgiven")
    if spelt.slips == 1:
        return Told("One letter off.", "one letter off")
    return Told(f"One letter off: {spelt.slips} are wrong, and {question.typos} forgiven.", "one letter off")


def _told_cloze(question: Cloze, texts: tuple[str, ...]) -> Told:
    given = [(text, _spelt(question, text, blank)) for text, blank in zip(texts, question.blanks, strict=True)]
    left_out = sum(spelt is None for _, spelt in given)
    right = sum(spelt is not None and spelt.slips <= question.typos for _, spelt in given)
    count = told_parts(right, len(given) - right - left_out, left_out)
    near = [at for at, (_, spelt) in enumerate(given, 1) if spelt is not None and spelt.slips == question.typos + 1]
    if not near:
        return count
    if len(given) == 1:
        return Told("One letter off.", "one letter off")
    blanks = f"Blank {near[0]} is" if len(near) == 1 else f"Blanks {' and '.join(map(str, near))} are"
    return Told(f"{count.sentence} {blanks} one letter off.", count.short)


def _spelt(question: Cloze, text: str, blank: Blank) -> Spelling | None:
    """Return what was put into a blank beside the spelling nearest to it; None where it was left empty.

    What is picked from a list is right or another text, and never a slip.
    """
    if not text.strip():
        return None
    if blank.wrong:
        return Spelling(blank.answers[0], 0 if text.strip() == blank.answers[0] else FAR)
    return nearest(text, blank.answers, question.folding)


def feedback_rows(
    question: TypedQuestion, response: Typed | Filled | None, presentation: Presentation
) -> Iterator[FeedbackRow]:
    match question:
        case TextQuestion():
            return _text_rows(question, _texts(response)[0] if response is not None else None)
        case Cloze():
            rows = _cloze_rows(question, _texts(response) if response is not None else None)
            lists = presentation.lists or ((),) * len(question.blanks)
            return (_with_others(row, choices) for row, choices in zip(rows, lists, strict=True))
        case _:
            assert_never(question)


def _text_rows(question: TextQuestion, given: str | None) -> Iterator[FeedbackRow]:
    if given is None:
        yield FeedbackRow(question.answers[0], RowState.ANSWER, "right answer")
        return
    if near := _near_text(question, given):
        yield FeedbackRow(given, near_state(near.credit), "your answer", near.feedback)
        yield FeedbackRow(question.answers[0], RowState.ANSWER, "right answer")
        return
    spelt = nearest(given, question.answers, question.folding)
    is_right = spelt.slips <= question.typos
    answer = spelt.answer if 0 < spelt.slips <= question.typos + 1 else question.answers[0]
    spelling = _spelling(question, given, spelt)
    yield FeedbackRow(given, RowState.RIGHT if is_right else RowState.WRONG, "your answer", spelling=spelling)
    if given.strip() != answer:
        yield FeedbackRow(answer, RowState.ANSWER, "right answer")


def _spelling(question: TextQuestion | Cloze, given: str, spelt: Spelling) -> tuple[Stretch, ...]:
    """Return what was typed with the letters marked that are off, where they are few enough to be a slip."""
    if not 0 < spelt.slips <= question.typos + 1:
        return ()
    return marked(given, spelt.answer, question.folding)


def _with_others(row: FeedbackRow, choices: Sequence[str]) -> FeedbackRow:
    """Return the row of a blank with the choices of its list that were neither picked nor right."""
    return row._replace(others=tuple(choice for choice in choices if choice not in {row.given, row.right}))


def _cloze_rows(question: Cloze, texts: tuple[str, ...] | None) -> Iterator[FeedbackRow]:
    for number, blank in enumerate(question.blanks, start=1):
        label, answer = f"Blank {number}", blank.answers[0]
        given = texts[number - 1].strip() if texts is not None else ""
        spelt = _spelt(question, given, blank)
        if texts is None:
            yield FeedbackRow(label, RowState.ANSWER, right=answer)
        elif spelt is None:
            yield FeedbackRow(label, RowState.MISSED, "left out", right=answer)
        else:
            is_right = spelt.slips <= question.typos
            yield FeedbackRow(
                label,
                RowState.RIGHT if is_right else RowState.WRONG,
                "" if is_right else "yours",
                given=given,
                right=spelt.answer if spelt.slips <= question.typos + 1 else answer,
                spelling=_spelling(question, given, spelt),
            )


def places(question: TypedQuestion) -> tuple[AnswerPlace, ...]:
    match question:
        case TextQuestion():
            return (_typed_place(question, None, question.answers[0]),)
        case Cloze():
            return tuple(
                _picked_place(f"Blank {number}", blank)
                if blank.wrong
                else _typed_place(question, f"Blank {number}", blank.answers[0])
                for number, blank in enumerate(question.blanks, start=1)
            )
        case _:
            assert_never(question)


def _typed_place(question: TypedQuestion, label: str | None, answer: str) -> AnswerPlace:
    return AnswerPlace(label, {_key(question, answer): (answer, True)}, is_typed=True)


def _picked_place(label: str, blank: Blank) -> AnswerPlace:
    options = {choice: (choice, choice == blank.answers[0]) for choice in blank.choices}
    return AnswerPlace(label, options, has_distractors=True)


def _key(question: TypedQuestion, text: str) -> str:
    return fold(text, question.folding)


def placed_answers(question: TypedQuestion, response: Typed | Filled, grade: Grade) -> Iterator[PlacedAnswer]:
    if isinstance(response, Typed):
        text = response.text[:_COUNTED]
        yield PlacedAnswer(0, _key(question, text), text, grade.fraction >= 1)
        return
    assert isinstance(question, Cloze)
    for at, (part, blank) in enumerate(zip(grade.parts, question.blanks, strict=True)):
        text = part.given or "" if blank.wrong else (part.given or "")[:_COUNTED]
        key = text if blank.wrong else _key(question, text)
        yield PlacedAnswer(at, key if text else None, text, part.is_right)
