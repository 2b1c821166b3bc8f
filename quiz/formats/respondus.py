"""Respondus' standard format, numbered questions with lettered answers: the reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.decoding import decoded
from quiz.formats.items import Body, Choices, Item, Open, Option, Pair, Pairs, Reading, Truth, Typed, Unheld
from quiz.formats.prose import NOTHING, plain
from quiz.formats.report import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.items import Source

_NUMBER: Final = re.compile(r"(\d{1,5})[.)](?:\s+(.*)|\Z)")
_CHOICE: Final = re.compile(r"(\*?)\s*([A-Za-z])[.)]\s*(.*)")
_POINTS: Final = re.compile(r"\((\d{1,4}(?:\.\d{1,4})?)\s*(?:points?|pts?)\.?\)\s*", re.IGNORECASE)
_HEAD: Final = re.compile(r"(title|type|points?)\s*:\s*(.*)", re.IGNORECASE)
_KEY: Final = re.compile(r"(\d{1,5})[.)]?\s*([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*\Z")
_SEVERAL: Final = frozenset({"MA", "MR"})


class _Question:
    """A question while its lines are read."""

    def __init__(self, number: int, line: int, head: dict[str, str]) -> None:
        self.number = number
        self.line = line
        self.end = line
        self.head = head
        self.prompt: list[str] = []
        self.said: list[str] = []
        self.choices: list[tuple[str, str, bool]] = []
        self.key: set[str] = set()
        self.is_out_of_order = False


def read(source: Source) -> Reading:
    """Read a file in Respondus' standard format. Raises `UnknownEncoding`."""
    text, encoding, faults = decoded(source)
    lines = text.removeprefix("\ufeff").split("\n")
    questions, keys, outside = _questions(lines)
    for question in questions:
        question.key = keys.get(question.number, set())
    items = tuple(_item(question, lines) for question in questions)
    return Reading(items, (), (*faults, *outside), encoding=encoding, form="respondus")


def _questions(lines: Sequence[str]) -> tuple[list[_Question], dict[int, set[str]], list[Fault]]:
    """Return the questions, the right letters of the list of answers by number, and text that belongs to none."""
    questions: list[_Question] = []
    keys: dict[int, set[str]] = {}
    outside: list[Fault] = []
    head: dict[str, str] = {}
    current: _Question | None = None
    is_key = was_blank = False
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if not line:
            was_blank = True
            continue
        if re.fullmatch(r"answers?\s*:", line, re.IGNORECASE):
            is_key, current = True, None
        elif is_key and (match := _KEY.match(line)):
            keys[int(match[1])] = {letter.strip().lower() for letter in match[2].split(",")}
        elif match := _HEAD.match(line):
            head[match[1].casefold().removesuffix("s") if match[1].casefold() != "points" else "points"] = match[
                2
            ].strip()
            current = None
        elif match := _NUMBER.match(line):
            current = _Question(int(match[1]), number, head)
            current.is_out_of_order = bool(questions) and current.number != questions[-1].number + 1
            questions.append(current)
            head, is_key = {}, False
            _add_prompt(current, match[2] or "")
        elif current is None or line.startswith("~") or (was_blank and current.choices and not _CHOICE.match(line)):
            outside.append(Fault(Place(number), "text-outside", line))
        else:
            _add(current, line)
            current.end = number
        was_blank = False
    return questions, keys, outside


def _add_prompt(question: _Question, text: str) -> None:
    if match := _POINTS.match(text):
        question.head = {"points": match[1], **question.head}
        text = text[match.end() :]
    if text:
        question.prompt.append(text)


def _add(question: _Question, line: str) -> None:
    if line.startswith("@"):
        question.said.append(line[1:].strip())
    elif (match := _CHOICE.match(line)) and (match[2].islower() or question.choices or question.prompt):
        question.choices.append((match[2].lower(), match[3].strip(), bool(match[1])))
    elif question.choices:
        letter, text, is_right = question.choices[-1]
        question.choices[-1] = (letter, f"{text} {line}", is_right)
    else:
        _add_prompt(question, line)


def _item(question: _Question, lines: Sequence[str]) -> Item:
    place = Place(question.line, question.end)
    source = "\n".join(lines[question.line - 1 : question.end])
    faults = [Fault(place, "number-out-of-order", source)] if question.is_out_of_order else []
    kind = question.head.get("type", "").upper()
    body = _body(question, kind)
    if isinstance(body, str):
        faults.append(Fault(place, body, source))
        body = Unheld()
    points = question.head.get("points", "")
    return Item(
        place=place,
        body=body,
        prompt=plain(" ".join(question.prompt)),
        source_type=kind,
        source=source,
        name=plain(question.head.get("title", "")).plain,
        explanation=plain(" ".join(question.said)),
        points=float(points) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", points) and float(points) else 1.0,
        faults=tuple(faults),
    )


def _body(question: _Question, kind: str) -> Body | str:
    """Return the body of a question, or the code of its fault."""
    texts = [plain(text) for _, text, _ in question.choices]
    if kind == "E":
        return Open(texts[0] if texts else NOTHING)
    if not texts:
        return "no-choices"
    if kind.startswith("F"):
        return Typed(tuple(Option(text, 1.0) for text in texts))
    if kind.startswith("MT"):
        return _pairs(question)
    right = {at for at, (letter, _, star) in enumerate(question.choices) if star or letter in question.key}
    if not right:
        return "no-key"
    if [text.plain.casefold() for text in texts] == ["true", "false"] and len(right) == 1:
        return Truth(right == {0})
    options = tuple(Option(text, float(at in right)) for at, text in enumerate(texts))
    return Choices(options, several=kind in _SEVERAL or len(right) > 1)


def _pairs(question: _Question) -> Body | str:
    pairs: list[Pair] = []
    for _, text, _ in question.choices:
        left, sign, right = text.partition("=")
        if not sign:
            return "pair-without-arrow"
        pairs.append(Pair(plain(left), plain(right)))
    return Pairs(tuple(pairs))
