"""Aiken, one question with lettered choices after the other: the reader and the writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.decoding import decoded
from quiz.formats.items import Choices, Item, Option, Reading, Unheld, Writing
from quiz.formats.prose import plain
from quiz.formats.report import Fault, Place
from quiz.formats.untold import untold
from quiz.formats.writing import NoPlace, each_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.formats.items import Source, Target

_CHOICE: Final = re.compile(r"([A-Za-z])([.)])([ \t]*)(.*)")
_ANSWER: Final = re.compile(r"(?i:answer)\s*:\s*(.*)")
_STRICT: Final = re.compile(r"ANSWER: [A-Z]\Z")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Choice(NamedTuple):
    """A choice: its letter, its text, its line, and whether it is written as the format wants."""

    letter: str
    text: str
    line: int
    is_strict: bool


class _Block(NamedTuple):
    """A question: the line and the lines of its stem, its choices, and the answer line with its number, if any."""

    line: int
    stem: tuple[str, ...]
    choices: tuple[_Choice, ...]
    answer: str | None
    end: int
    source: str


def read(source: Source) -> Reading:
    """Read an Aiken file. Raises `UnknownEncoding`."""
    text, encoding, faults = decoded(source)
    items = tuple(_item(block) for block in _blocks(text.removeprefix("\ufeff").split("\n")))
    return Reading(items, (), faults, encoding=encoding, form="aiken")


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    stem: list[tuple[int, str]] = []
    choices: list[_Choice] = []

    def block(number: int, answer: str | None) -> _Block:
        first = stem[0][0] if stem else choices[0].line if choices else number
        texts = tuple(text for _, text in stem)
        return _Block(first, texts, tuple(choices), answer, number, "\n".join(lines[first - 1 : number]))

    last = 0
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line:
            continue
        if _ANSWER.match(line):
            yield block(number, line)
            stem, choices = [], []
        elif choice := _choice(line, number, has_choices=bool(choices), has_stem=bool(stem)):
            choices.append(choice)
        elif choices:
            yield block(last, None)
            stem, choices = [(number, line)], []
        else:
            stem.append((number, line))
        last = number
    if stem or choices:
        yield block(last, None)


def _choice(line: str, number: int, *, has_choices: bool, has_stem: bool) -> _Choice | None:
    match = _CHOICE.match(line)
    if match is None or not match[4] or not (has_stem or has_choices):
        return None
    if not match[3] and not has_choices:
        return None
    return _Choice(match[1].upper(), match[4].strip(), number, match[1].isupper() and bool(match[3]))


def _item(block: _Block) -> Item:
    place = Place(block.line, block.end)
    prompt = plain("\n".join(block.stem))
    faults: list[Fault] = []
    right = _key(block, faults)
    if right is None:
        return Item(place=place, body=Unheld(), prompt=prompt, source=block.source, faults=tuple(faults))
    letters = [choice.letter for choice in block.choices]
    odd = next((one for at, one in enumerate(block.choices) if one.letter != _LETTERS[at % 26]), None)
    if odd is not None:
        faults.append(Fault(Place(odd.line), "letters-out-of-order", block.source, detail=" ".join(letters)))
    if not all(choice.is_strict for choice in block.choices) or not _STRICT.match(block.answer or ""):
        faults.append(Fault(place, "loose-aiken", block.source))
    options = tuple(Option(plain(one.text), float(one.letter == right)) for one in block.choices)
    return Item(
        place=place,
        body=Choices(options),
        prompt=prompt,
        source_type="single",
        source=block.source,
        faults=tuple(faults),
    )


def _key(block: _Block, faults: list[Fault]) -> str | None:
    """Return the letter of the right choice; None where a fault was added that refuses the question."""
    here = Place(block.end)
    if block.answer is None:
        faults.append(Fault(Place(block.line, block.end), "no-answer-line", block.source))
        return None
    if not block.choices:
        faults.append(Fault(Place(block.line, block.end), "no-choices", block.source))
        return None
    match = _ANSWER.match(block.answer)
    said = match[1].strip() if match else ""
    named = re.match(r"([A-Za-z])(?:[.)]?\s*\Z|[.)]\s+\S|\s+-\s)", said)
    if named is None:
        faults.append(Fault(here, "answer-line", block.answer, detail=said))
        return None
    letter = named[1].upper()
    if letter not in {choice.letter for choice in block.choices}:
        faults.append(Fault(here, "answer-is-no-choice", block.answer, detail=letter))
        return None
    return letter


def write(items: Sequence[Item], _target: Target) -> Writing:
    """Write questions with one right choice as an Aiken file; all others are left out."""
    blocks, losses = each_written(items, lambda item: (_block_of(item), untold(item, ())))
    return Writing(("\n\n".join(blocks) + "\n").encode("utf-8", "replace"), tuple(losses))


def _block_of(item: Item) -> str:
    """Return a question with its choices and its key. Raises `NoPlace`."""
    if not isinstance(item.body, Choices) or item.body.several:
        raise NoPlace
    options = item.body.options
    texts = [option.text.plain for option in options]
    if len(options) > len(_LETTERS) or any("\n" in text for text in (item.prompt.plain, *texts)):
        raise NoPlace("size")
    rows = [item.prompt.plain, *(f"{_LETTERS[at]}) {text}" for at, text in enumerate(texts))]
    right = next(at for at, option in enumerate(options) if option.share >= 1)
    return "\n".join([*rows, f"ANSWER: {_LETTERS[right]}"])
