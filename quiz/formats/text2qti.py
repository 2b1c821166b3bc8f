"""Plain text of text2qti: the reader. Code in it is never run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.decoding import decoded
from quiz.formats.figures import figure_of
from quiz.formats.items import Body, Choices, Item, NumberOption, Numeric, Open, Option, Reading, Typed, Unheld
from quiz.formats.number_ranges import range_option
from quiz.formats.prose import markdown, plain
from quiz.formats.report import Fault, Loss, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.formats.items import Source

_QUESTION: Final = re.compile(r"(\d+)\.(\s*)(.*)")
_MARKS: Final = (
    ("single", re.compile(r"(\*?)[A-Za-z]\)\s+(.*)")),
    ("multiple", re.compile(r"\[(\*?) ?\]\s+(.*)")),
    ("text", re.compile(r"(\*)\s+(.*)")),
    ("number", re.compile(r"(=)\s+(.*)")),
    ("said", re.compile(r"(\.\.\.)\s+(.*)")),
    ("solution", re.compile(r"(!)\s+(.*)")),
    ("graded", re.compile(r"([+-])\s+(.*)")),
    ("essay", re.compile(r"(____)\s*(.*)")),
    ("upload", re.compile(r"(\^\^\^\^)\s*(.*)")),
)
_OPTION: Final = re.compile(
    r"(?:quiz description|shuffle answers|show correct answers|one question at a time|can't go back)\s*:", re.IGNORECASE
)
_HEAD: Final = re.compile(r"(title|points|text title|quiz title|pick|points per question)\s*:\s*(.*)", re.IGNORECASE)
_FENCE: Final = re.compile(r"(`{3,})\s*\{([^}]*)\}")
_KINDS: Final = frozenset({"single", "multiple", "text", "number", "essay", "upload"})


class _Question:
    """A question while its lines are read: parts are its kind, its mark, its text, and what is said to it."""

    def __init__(self, line: int, text: str, head: dict[str, str], group: str | None) -> None:
        self.line = self.end = line
        self.prompt = [text] if text else []
        self.head = head
        self.group = group
        self.parts: list[tuple[str, str, str, str]] = []
        self.said: list[str] = []
        self.solution: list[str] = []
        self.graded: list[str] = []
        self.fault = ""


class _Reader:
    """The state of the reading: the question that is open, the group, and the head of the next question."""

    def __init__(self) -> None:
        self.title = ""
        self.questions: list[_Question | Item] = []
        self.faults: list[Fault] = []
        self.losses: list[Loss] = []
        self._head: dict[str, str] = {}
        self._group: dict[str, str] | None = None
        self._groups = 0
        self._current: _Question | None = None
        self._extend: Callable[[str], None] | None = None
        self._fence = ""

    def line(self, number: int, raw: str) -> None:
        """Take the next line."""
        line = raw.rstrip()
        if self._fence:
            self._fence = "" if line.strip() == self._fence else self._fence
        elif match := _FENCE.match(line):
            self._fence = match[1]
            self.faults.append(Fault(Place(number), "executable-block", line))
        elif not line.strip():
            self._extend = None
        elif line.startswith((" ", "\t")) and self._extend is not None:
            self._extend(line.strip())
        elif line in {"GROUP", "END_GROUP"}:
            self._begin_group(number) if line == "GROUP" else self._end_group()
        elif match := _HEAD.match(line):
            self._take_head(number, match[1].casefold(), match[2].strip())
        elif line.startswith("Text:"):
            place = Place(int(self._head.pop("text line", number)))
            text = line.removeprefix("Text:").strip()
            self.questions.append(Item(place=place, body=Unheld("description"), source=text, prompt=markdown(text)))
            self._head.pop("text title", None)
            self._current = None
        elif not _OPTION.match(line):
            self._take(number, line)

    def _begin_group(self, number: int) -> None:
        self._groups += 1
        self._group = {"line": str(number)}
        self._current = None

    def _end_group(self) -> None:
        self._group = self._current = None

    def _take_head(self, number: int, name: str, value: str) -> None:
        if name == "quiz title":
            self.title = plain(value).plain
        elif name in {"pick", "points per question"}:
            if self._group is not None:
                self._group[name] = value
                if name == "pick" and value != "1":
                    self.losses.append(Loss(Place(number), "group-pick", value, kind="note"))
        else:
            self._head[name] = value
            if name == "text title":
                self._head["text line"] = str(number)
            self._current = None

    def _take(self, number: int, line: str) -> None:
        if match := _QUESTION.match(line):
            self._begin(number, match)
            return
        current = self._current
        if current is None:
            self.faults.append(Fault(Place(number), "text-outside", line))
            return
        current.end = number
        for kind, pattern in _MARKS:
            if found := pattern.match(line):
                self._part(current, kind, found[1], found[2])
                return
        if current.fault:
            return
        if current.parts:
            self.faults.append(Fault(Place(number), "text-outside", line))
        else:
            current.prompt.append(line)

    def _begin(self, number: int, match: re.Match[str]) -> None:
        group = self._group
        name = f"g{self._groups}" if group is not None and group.get("pick", "1") == "1" else None
        head = {
            **({"points": group["points per question"]} if group and "points per question" in group else {}),
            **self._head,
        }
        self._current = _Question(number, match[3].strip(), head, name)
        self._current.fault = "" if match[2] else "missing-space"
        self._extend = self._current.prompt.append
        self._head = {}
        self.questions.append(self._current)

    def _part(self, question: _Question, kind: str, mark: str, text: str) -> None:
        if kind in _KINDS:
            question.parts.append((kind, mark, text, ""))
            self._extend = lambda more: self._longer(question, more)
        elif kind == "said" and question.parts:
            held = question.parts[-1]
            question.parts[-1] = (*held[:3], text)
        else:
            rows = {"said": question.said, "solution": question.solution, "graded": question.graded}[kind]
            rows.append(text)
            self._extend = rows.append

    @staticmethod
    def _longer(question: _Question, more: str) -> None:
        kind, mark, text, said = question.parts[-1]
        question.parts[-1] = (kind, mark, f"{text} {more}", said)


def read(source: Source) -> Reading:
    """Read a text of text2qti. Raises `UnknownEncoding`."""
    text, encoding, faults = decoded(source)
    lines = text.removeprefix("\ufeff").split("\n")
    reader = _Reader()
    for number, line in enumerate(lines, start=1):
        reader.line(number, line)
    items = tuple(one if isinstance(one, Item) else _item(one, lines) for one in reader.questions)
    told = (*faults, *reader.faults)
    return Reading(items, tuple(reader.losses), told, title=reader.title, encoding=encoding, form="text2qti")


def _item(question: _Question, lines: Sequence[str]) -> Item:
    place = Place(question.line, question.end)
    source = "\n".join(lines[question.line - 1 : question.end])
    body = question.fault or _body(question)
    faults = (Fault(place, body, source),) if isinstance(body, str) else ()
    points = question.head.get("points", "")
    return Item(
        place=place,
        body=Unheld() if isinstance(body, str) else body,
        prompt=markdown("\n".join(question.prompt)),
        source_type=question.parts[0][0] if question.parts else "",
        source=source,
        name=plain(question.head.get("title", "")).plain,
        explanation=markdown("\n".join([*question.said, *question.solution])),
        points=float(points) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", points) and float(points) else 1.0,
        group=question.group,
        losses=tuple(Loss(place, "combined-feedback", text) for text in question.graded),
        faults=faults,
    )


def _body(question: _Question) -> Body | str:
    """Return the body of a question, or the code of its fault."""
    kinds = {kind for kind, *_ in question.parts}
    if not kinds:
        return "no-choices"
    if len(kinds) > 1:
        return "mixed-choices"
    kind = kinds.pop()
    if kind == "essay":
        return Open()
    if kind == "upload":
        return Unheld()
    if kind == "number":
        options = [_number(text) for _, _, text, _ in question.parts]
        known = tuple(option for option in options if option is not None)
        return Numeric(known) if len(known) == len(options) else "not-a-number"
    options_ = tuple(
        Option(markdown(text), float(mark == "*"), markdown(said)) for _, mark, text, said in question.parts
    )
    return Typed(options_) if kind == "text" else Choices(options_, several=kind == "multiple")


def _number(text: str) -> NumberOption | None:
    if match := re.fullmatch(r"\[([^,\]]+),([^,\]]+)\]", text.strip()):
        return range_option(match[1], match[2])
    value, _, tolerance = text.partition("+-")
    tolerance = tolerance.strip()
    known = figure_of(value)
    if known is None:
        return None
    if tolerance.endswith("%"):
        share = figure_of(tolerance[:-1])
        return NumberOption(known.text, _decimal(abs(known.value) * share.value / 100)) if share else None
    if tolerance and figure_of(tolerance) is None:
        return None
    return NumberOption(known.text, tolerance or "0")


def _decimal(value: object) -> str:
    from quiz.formats.bank_items import decimal_text

    return decimal_text(str(value))
