"""Rules about the choices, whichever of them is right."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from quiz.bank.quantities import Quantity, quantity
from quiz.lint.stem_and_choices import QuestionForm, Remark
from quiz.lint.symbols import are_values, has_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from quiz.lint.words import Words


_RANGE: Final = re.compile(r"(?<=\d)(?:\s?[-–—−]\s?|\s(?:to|and|bis|und|à|et|a|y)\s)(?=\d)")


_DECIMAL_COMMA: Final = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d)|\d{4,})|(?<![\d.,])(?<=0),(?=\d)|(?<=\b0),(?=\d)")


def is_meta(choice: str, words: Words | None) -> bool:
    """Tell whether a bare choice speaks of the other choices: none or all of them."""
    return words is not None and bool(words.none.fullmatch(choice) or words.all.fullmatch(choice))


def is_truth(form: QuestionForm, words: Words | None) -> bool:
    """Tell whether a question is a `true-false` one in disguise: its two choices are true and false, or yes and no."""
    return words is not None and len(form.choices) == 2 and all(choice in words.truths for choice in form.bare_choices)


def none_of_the_above(form: QuestionForm, words: Words | None) -> Iterator[Remark]:
    """F001: it shows that a learner knows what is wrong, not what is right."""
    for index, choice in enumerate(form.bare_choices):
        if words is not None and words.none.fullmatch(choice) and not _is_value(form, index):
            yield Remark(
                f"`{form.choices[index]}` is no answer to the question.",
                "write a distractor that someone could take for the answer, or leave this one out",
                index,
            )


def _is_value(form: QuestionForm, index: int) -> bool:
    """Tell whether a choice of one word, such as `None`, is a value among others."""
    others = [choice for place, choice in enumerate(form.choices) if place != index]
    is_word = " " not in form.choices[index].strip()
    return is_word and (form.is_code or has_code(form.stem) or are_values(others))


def all_of_the_above(form: QuestionForm, words: Words | None) -> Iterator[Remark]:
    """F002: two choices known to be right give it away, one known to be wrong rules it out."""
    if len(form.choices) < 3:
        return
    for index, choice in enumerate(form.bare_choices):
        if words is not None and words.all.fullmatch(choice) and not has_code(form.choices[index]):
            yield Remark(
                f"`{form.choices[index]}` can be told from two of the others alone.",
                "make it a `multiple` question with all right choices under `answers`",
                index,
            )


def lost_sequence(form: QuestionForm, words: Words | None) -> Remark | None:
    """F005: numbers out of order make a learner search."""
    read = _quantities(form, words)
    if len(read) < 3 or len({quantity.frame for quantity in read}) > 1:
        return None
    values = [quantity.values for quantity in read]
    if values in (sorted(values), sorted(values, reverse=True)):
        return None
    return Remark("The choices are numbers and stand in no order.", "list them in `sequence` from low to high")


def _quantities(form: QuestionForm, words: Words | None) -> list[Quantity]:
    plain = [choice for choice, bare in zip(form.choices, form.bare_choices, strict=True) if not is_meta(bare, words)]
    read = [found for choice in plain if (found := _quantity(choice))]
    return read if len(read) == len(plain) else []


def _quantity(choice: str) -> Quantity | None:
    """Return the numbers of a choice. A comma that can part no thousands is the decimal sign."""
    return quantity(_DECIMAL_COMMA.sub(".", choice) if "," in choice else choice)


def complex_choices(form: QuestionForm, words: Words | None) -> Remark | None:
    """F009: combinations of other choices test logic, and half of them can be ruled out unread."""
    if words is None:
        return None
    combined = sum(bool(words.references.fullmatch(choice)) for choice in form.bare_choices)
    if combined < 2 and not (combined and len(form.choices) > 2) and not _is_permutation(form.choices):
        return None
    return Remark(
        "Choices are combinations of others.",
        "make it a `multiple` question, in which each of them is chosen or not",
    )


def _is_permutation(choices: Sequence[str]) -> bool:
    parts = [tuple(sorted(part.strip().casefold() for part in re.split(r"[,;/]| and ", choice))) for choice in choices]
    vocabulary = {part for listed in parts for part in listed}
    return len(parts) > 2 and all(len(listed) > 1 for listed in parts) and len(vocabulary) < len(parts)


def vague_words(form: QuestionForm, words: Words | None) -> Iterator[Remark]:
    """F010: how often is often? Two learners read it in two ways."""
    if words is None or form.in_symbols:
        return
    vague = {
        index: match[0]
        for index, choice in enumerate(form.choices)
        if (match := words.vague.search(choice)) is not None and match[0] != choice
    }
    if len(vague) != 1:
        return  # in several choices it tells nothing
    for index, word in vague.items():
        yield Remark(f"`{word}` can be read in two ways.", "say how often, how much or when", index)


def absolute_words(form: QuestionForm, words: Words | None) -> Iterator[Remark]:
    """F011: little is always so; learners rule such choices out. In most choices it tells nothing."""
    if words is None or form.in_symbols:
        return
    absolutes = {
        index: match[0]
        for index, (choice, bare) in enumerate(zip(form.choices, form.bare_choices, strict=True))
        if not is_meta(bare, words)
        and (match := words.absolute.search(choice))
        and not (match[0] == choice and "__" in form.stem)  # a word that fills a gap is no claim
    }
    if 2 * len(absolutes) > len(form.choices):
        return
    for index, word in absolutes.items():
        yield Remark(
            f"`{word}` marks a choice that is hardly ever right.",
            "say what is meant without it, or use such words in right choices too",
            index,
        )


def equal_choices(form: QuestionForm, _words: Words | None) -> Iterator[Remark]:
    """F019: choices that say the same cannot be right and wrong."""
    seen: dict[object, int] = {}
    for index, choice in enumerate(form.choices):
        first = seen.setdefault(
            choice if form.is_code or has_code(choice) or has_code(form.stem) else _same(choice), index
        )
        if first != index:
            yield Remark(f"`{choice}` says the same as `{form.choices[first]}`.", "change or remove one of them", index)


def _same(choice: str) -> object:
    if value := _quantity(choice):
        return value.values, _bare_frame(value.frame)
    folded = unicodedata.normalize("NFKC", choice).casefold()
    return "".join(re.findall(r"\w+|[^\w\s.,;:!?'\"()“”‘’\-–—]", folded)) or folded


@lru_cache(maxsize=1024)
def _bare_frame(frame: str) -> str:
    return "".join(re.findall(r"\w+|[%€$£<>]|\0", frame))


def overlapping_ranges(form: QuestionForm, _words: Words | None) -> Iterator[Remark]:
    """F022: where ranges share a number, two choices are right for it."""
    ranges: list[tuple[int | Fraction, int | Fraction, int]] = []
    frames: set[str] = set()
    for index, choice in enumerate(form.choices):
        found = _quantity(choice) if _RANGE.search(choice) else None
        ends = found.numbers if found else ()
        frames.add(_bare_frame(found.frame) if found else "")
        if len(ends) != 2 or ends[0] >= ends[1] or all(_is_year(end) for end in ends):
            return  # times in which things happened may overlap
        ranges.append((*ends, index))
    if len(frames) > 1:
        return  # in other units
    for (_, end, _), (start, _, index) in pairwise(sorted(ranges)):
        if end >= start:
            yield Remark(
                f"The range `{form.choices[index]}` overlaps another.", "let each range begin after the last", index
            )


def _is_year(number: int | Fraction) -> bool:
    return number.denominator == 1 and 1000 <= number <= 2100


def choice_count(form: QuestionForm, words: Words | None) -> Remark | None:
    """F020: with one distractor half of all guesses are right."""
    if is_truth(form, words):
        return None  # F004 says so
    if not 0 < len(form.choices) < 3 or len(form.keys) != 1:
        return None
    return Remark(
        "There are two choices: half of all guesses are right.",
        "add a distractor, or make it a `true-false` question",
    )


def every_choice_right(form: QuestionForm, _words: Words | None) -> Remark | None:
    """F023: who chooses everything is right, whatever they know."""
    if len(form.choices) < 2 or len(form.keys) < len(form.choices):
        return None
    return Remark(
        "Every choice is right: choosing everything earns all.",
        "add a distractor, or make sure that learners gain from finding each of them",
    )


def choice_crowd(form: QuestionForm, _words: Words | None) -> Remark | None:
    """F021: more than four good distractors are rare, and reading them takes time."""
    if len(form.keys) != 1 or len(form.choices) <= 5:
        return None
    return Remark(
        f"There are {len(form.choices)} choices; few learners weigh more than five.",
        "keep the distractors that learners really take",
    )
