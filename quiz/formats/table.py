"""Questions in the rows of a table: the columns that are known, and what they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from quiz.bank.questions.base import DATE_PATTERN, DIFFICULTIES
from quiz.formats.bank_items import gap_of
from quiz.formats.items import (
    Body,
    Choices,
    Gap,
    Gaps,
    Item,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pair,
    Pairs,
    Sequence,
    Truth,
    Typed,
    Unheld,
    gap_mark,
)
from quiz.formats.prose import NOTHING, plain
from quiz.formats.report import LOSSES, Fault, Loss, Place
from quiz.formats.sheets import FORMULA, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence as Row_

    from quiz.formats.sheets import Row, Sheet

FIELDS: Final[dict[str, str]] = {
    "id": "id, ident, identifier, key",
    "type": "type, question type, kind",
    "prompt": "prompt, question, question text, front, stem",
    "answer": "answer, answers, right answer, correct answer, correct answers, back, solution",
    "correct": "correct, correct option, correct choice, right",
    "distractor": "distractor, distractors, wrong, wrong answer, wrong answers, incorrect, incorrect answer, "
    "incorrect answers",
    "choice": "choice, choices, option, options",
    "feedback": "feedback",
    "explanation": "explanation, answer explanation, general feedback, comment, rationale",
    "hint": "hint",
    "tags": "tags, tag, keywords",
    "difficulty": "difficulty, level",
    "points": "points, marks, score, grade",
    "tolerance": "tolerance",
    "unit": "unit",
    "sources": "sources, source, reference",
    "as_of": "as_of, as of",
    "category": "category, topic, chapter",
}
"""What the header of a column may say, for each field; numbers and letters may follow where a field is repeated."""

_NAMES: Final = {name.strip(): field for field, names in FIELDS.items() for name in names.split(",")}
_REPEATED: Final = frozenset({"distractor", "feedback", "choice", "answer"})
_TYPES: Final = {
    **{name: name for name in ("single", "multiple", "number", "text", "order", "match", "open", "cloze")},
    **dict.fromkeys(
        ("multiple choice", "multiplechoice", "mc", "single choice", "mcq", "multichoice", "dropdown"), "choice"
    ),
    **dict.fromkeys(("multiple response", "multiple answer", "multiple answers", "ma", "mr", "checkbox"), "multiple"),
    **dict.fromkeys(("true/false", "true false", "truefalse", "tf", "t/f", "boolean"), "true-false"),
    **dict.fromkeys(("numeric", "numerical"), "number"),
    **dict.fromkeys(("short answer", "shortanswer", "short", "fill in the blank", "fib", "sa"), "text"),
    **dict.fromkeys(("essay", "long answer", "open ended"), "open"),
    **dict.fromkeys(("ordering", "sequence"), "order"),
    "matching": "match",
}
_TRUTHS: Final = {"true": True, "t": True, "yes": True, "false": False, "f": False, "no": False}
_PARTS: Final = re.compile(r"(?<!\\)\|")
_HEADING: Final = 20
"""Rows within which the header is looked for: a title may stand above it."""
OWN_HEADER: Final = ("id", "type", "prompt", "answer")
"""How the header of a table begins that this program wrote."""


class Column(NamedTuple):
    """A column that is known: its place, from 0, and its field."""

    place: int
    field: str


def items_of(sheet: Sheet, named: Mapping[str, tuple[str, ...]]) -> tuple[list[Item], list[Loss], list[Fault]]:
    """Return the items of a sheet, and what is told of its columns. named: the columns of fields, as a person said."""
    if not sheet.rows:
        return [], [], []
    at = _header_place(sheet, named)
    above, header, rows = sheet.rows[:at], sheet.rows[at], sheet.rows[at + 1 :]
    place = Place(header.number, member=sheet.name)
    columns, unknown = _columns(header, named)
    if "prompt" not in {column.field for column in columns}:
        known = ", ".join(FIELDS)
        return [], [], [Fault(place, "no-columns", " | ".join(header.cells), detail=f"known are {known}")]
    losses = [
        Loss(
            Place(row.number, row.end, member=sheet.name),
            "text-outside",
            " | ".join(filter(None, row.cells)),
            kind="note",
        )
        for row in above
    ]
    losses += (Loss(place, "column", name, kind="note") for name in unknown)
    is_own = tuple(cell.casefold() for cell in header.cells[: len(OWN_HEADER)]) == OWN_HEADER
    width = len(header.cells) if sheet.is_separated else None
    return [_item(_Cells(row, columns, sheet.name, is_own=is_own), width) for row in rows], losses, []


def _header_place(sheet: Sheet, named: Mapping[str, tuple[str, ...]]) -> int:
    """Return the place of the row that names the columns: the first, unless only one below a heading does."""
    for at, row in enumerate(sheet.rows[:_HEADING]):
        fields = [column.field for column in _columns(row, named)[0]]
        if "prompt" in fields and len(fields) > 1:
            return at
    return 0


def _columns(header: Row, named: Mapping[str, tuple[str, ...]]) -> tuple[list[Column], list[str]]:
    said = {name.casefold(): _NAMES.get(field.casefold(), field) for field, names in named.items() for name in names}
    columns: list[Column] = []
    unknown: list[str] = []
    for place, cell in enumerate(header.cells):
        name = " ".join(cell.casefold().replace("_", " ").split())
        field = said.get(cell.casefold()) or (_field_of(name) if not said or name not in said else None)
        if field:
            columns.append(Column(place, field))
        elif cell:
            unknown.append(cell)
    return columns, unknown


def _field_of(name: str) -> str | None:
    if name == "as of":
        return "as_of"
    if re.fullmatch(r"[a-h]", name):
        return "choice"
    if found := _NAMES.get(name):
        return found
    match = re.fullmatch(r"(.*?)[ ]?(\d{1,2}|[a-h])", name)
    field = _NAMES.get(match[1].strip()) if match else None
    if field == "answer":
        return "choice"  # `answer 1`, `answer 2`: which is right is said elsewhere
    return field if field in _REPEATED else None


class _Cells:
    """The cells of a row by their fields, and which of them were read."""

    def __init__(self, row: Row, columns: Row_[Column], member: str | None, *, is_own: bool) -> None:
        self.row = row
        self.place = Place(row.number, row.end, member=member)
        self.is_own = is_own
        self._all: dict[str, list[str]] = {}
        self._read: set[tuple[str, int]] = set()
        for column in columns:
            cell = row.cells[column.place] if column.place < len(row.cells) else ""
            self._all.setdefault(column.field, []).append(unguarded(cell) if is_own else cell)

    def first(self, field: str) -> str:
        at = next((at for at, cell in enumerate(self._all.get(field, ())) if cell), None)
        if at is None:
            return ""
        self._read.add((field, at))
        return self._all[field][at]

    def each(self, field: str, most: int | None = None) -> list[str]:
        """Return the cells of a field, the empty ones too; `most` of them."""
        cells = self._all.get(field, [])[:most]
        self._read.update((field, at) for at in range(len(cells)))
        return cells

    def has(self, field: str) -> bool:
        """Tell whether a field says anything, without reading it."""
        return any(self._all.get(field, ()))

    def unread(self) -> list[tuple[str, str]]:
        """Return what nothing has read, with its field."""
        return [
            (field, cell)
            for field, cells in self._all.items()
            for at, cell in enumerate(cells)
            if cell and (field, at) not in self._read
        ]

    def parts(self, field: str) -> list[str]:
        """Return what the cells of a field list, parted by `|`."""
        parts = (part for cell in self.each(field) for part in _PARTS.split(cell))
        return [part.replace("\\|", "|").strip() for part in parts if part.strip()]

    def sources(self) -> list[str]:
        """Return the sources that are listed: parted by `|`, in tables of other programs by `;` too."""
        if self.is_own or "|" in self.first("sources"):
            return self.parts("sources")
        return self.first("sources").split(";")

    @property
    def has_formula(self) -> bool:
        return any(cell == FORMULA for cells in self._all.values() for cell in cells)


class RowFault(Exception):
    """A row that cannot be read: the code of its fault, and what of it is wrong."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def _item(cells: _Cells, width: int | None) -> Item:
    """Return the question of a row. width: how many cells the header has, where none may stand beyond."""
    source = " | ".join(cell.replace(FORMULA, "=…") for cell in cells.row.cells)
    faults: tuple[Fault, ...] = ()
    body: Body = Unheld()
    losses: list[Loss] = []
    kind = cells.first("type").casefold()
    try:
        kind, body = _body(cells, width)
    except RowFault as faulty:
        faults = (Fault(cells.place, faulty.code, source, detail=faulty.detail),)
    points, difficulty, as_of = cells.first("points"), cells.first("difficulty").casefold(), cells.first("as_of")
    for field, value, fits in (
        ("points", points, _is_points(points)),
        ("difficulty", difficulty, difficulty in DIFFICULTIES),
        ("as_of", as_of, re.fullmatch(DATE_PATTERN, as_of) is not None),
    ):
        if value and not fits:
            losses.append(Loss(cells.place, "setting", f"{field}: {value}", kind=LOSSES["setting"].kind))
    hint = cells.first("hint")
    item = Item(
        place=cells.place,
        body=body,
        prompt=plain(cells.first("prompt")),
        source_type=kind,
        source=source,
        id=cells.first("id"),
        category=cells.first("category"),
        tags=tuple(filter(None, (tag.strip() for tag in re.split(r"[;|]", cells.first("tags"))))),
        explanation=plain(cells.first("explanation")),
        hints=(plain(hint),) if hint else (),
        points=float(points) if _is_points(points) else 1.0,
        difficulty=difficulty if difficulty in DIFFICULTIES else None,
        sources=tuple(filter(None, (plain(one).plain.strip(" ,") for one in cells.sources()))),
        as_of=as_of if re.fullmatch(DATE_PATTERN, as_of) else None,
        faults=faults,
    )
    if not faults and not isinstance(body, Unheld):
        losses += (_unread(cells.place, field, cell) for field, cell in cells.unread())
    return replace(item, losses=tuple(losses))


def _unread(place: Place, field: str, cell: str) -> Loss:
    """Return the loss of a cell that means nothing in a question of its type."""
    if field == "feedback":
        return Loss(place, "answer-feedback", cell)
    return Loss(place, "column", f"{field}: {cell}")


def _is_points(text: str) -> bool:
    return re.fullmatch(r"\d{1,4}(?:\.\d{1,6})?", text) is not None and 0 < float(text) <= 1000


def _body(cells: _Cells, width: int | None) -> tuple[str, Body]:
    """Return the type and the body of a row: of the type that it says, else of what its cells look like."""
    if width is not None and any(cells.row.cells[width:]):
        raise RowFault("too-many-fields", " | ".join(cells.row.cells[width:]))
    if cells.has_formula:
        raise RowFault("formula")
    said = cells.first("type").casefold()
    kind = _TYPES.get(" ".join(re.split(r"[\s_-]+", said)), "") if said else ""
    if said and not kind:
        return said, Unheld()
    if kind in {"", "choice"}:
        kind = _kind_of(cells, kind)
    return kind, _READERS[kind](cells)


def _kind_of(cells: _Cells, kind: str) -> str:
    if _choice_cells(cells):
        return "keyed"
    answers = _answers(cells)
    if cells.has("distractor") or kind:
        return "multiple" if len(answers) > 1 else "single"
    if [answer.casefold() for answer in answers] in (["true"], ["false"]):
        return "true-false"
    return "number" if cells.has("tolerance") else "text"


def _choice_cells(cells: _Cells) -> list[str]:
    """Return the choices where each has a column of its own, the key elsewhere."""
    return cells.each("choice") if cells.has("choice") else []


def _answers(cells: _Cells) -> list[str]:
    """Return the right answers where they are texts: the column that says which choice is right may have them too."""
    return cells.parts("answer") if cells.has("answer") else cells.parts("correct")


def _options(cells: _Cells, *, several: bool) -> Choices:
    if choices := _choice_cells(cells):
        return _keyed(cells, choices, several=several)
    answers, wrong = _answers(cells), cells.parts("distractor")
    if not answers:
        raise RowFault("no-key")
    said = cells.each("feedback", len(answers) + len(wrong))
    texts = [(answer, 1.0) for answer in answers] + [(text, 0.0) for text in wrong]
    options = tuple(
        Option(plain(text), share, plain(said[at]) if at < len(said) else NOTHING)
        for at, (text, share) in enumerate(texts)
    )
    return Choices(options, several=several)


def _keyed(cells: _Cells, choices: list[str], *, several: bool = False) -> Choices:
    parts = choices if len(choices) > 1 else [part.strip() for part in _PARTS.split(choices[0])]
    key = cells.first("correct") or cells.first("answer")
    right = key_places(key, parts)
    said = cells.each("feedback", len(parts))
    options = tuple(
        Option(plain(text), float(at in right), plain(said[at]) if at < len(said) else NOTHING)
        for at, text in enumerate(parts)
        if text
    )
    return Choices(options, several=several or len(right) > 1)


_KEY: Final = re.compile(
    r"(?:(?:option|choice|answer)[ _]?)?(?:([A-Za-z])|(\d{1,3})(?:\.0)?)", re.IGNORECASE | re.ASCII
)
"""A letter or a number, with the word that the column of the choice may begin with."""


def key_places(key: str, choices: Row_[str]) -> set[int]:
    """Return the places, from 0, of the choices that a key names: by text, by letter, or by number from 1.

    Raises `RowFault` where it names none, or what is no choice.
    """
    if not key:
        raise RowFault("no-key")
    if key in choices:
        return {choices.index(key)}
    places: set[int] = set()
    for name in filter(None, (part.strip() for part in re.split(r"[,;|&]|\band\b", key))):
        if name in choices:
            place = choices.index(name)
        elif match := _KEY.fullmatch(name):
            place = ord(match[1].casefold()) - ord("a") if match[1] else int(match[2]) - 1
        else:
            raise RowFault("answer-is-no-choice", name)
        if not 0 <= place < len(choices) or not choices[place]:
            raise RowFault("answer-is-no-choice", name)
        places.add(place)
    if not places:
        raise RowFault("no-key")
    return places


def _truth(cells: _Cells) -> Body:
    answer = (cells.first("answer") or cells.first("correct")).casefold()
    if not answer:
        raise RowFault("no-key")
    if answer not in _TRUTHS and (choices := _choice_cells(cells)):
        answer = choices[min(key_places(answer, [choice.casefold() for choice in choices]))].casefold()
    if answer not in _TRUTHS:
        raise RowFault("answer-is-no-choice", answer)
    cells.each("choice")
    said = [*map(plain, cells.each("feedback", 2)), NOTHING, NOTHING]
    return Truth(_TRUTHS[answer], said[0], said[1])


def _number(cells: _Cells) -> Body:
    tolerance = cells.first("tolerance") or "0"
    unit = plain(cells.first("unit")).plain
    return Numeric(tuple(NumberOption(value, tolerance) for value in _answers(cells)), (unit,) if unit else ())


def _typed(cells: _Cells) -> Body:
    """Return a text to type: of choices beside it those that the key names, all where there is no key."""
    answers = _answers(cells)
    if choices := _choice_cells(cells):
        try:
            places = key_places(cells.first("correct") or cells.first("answer"), choices)
        except RowFault:
            places = set() if answers else set(range(len(choices)))
        answers = [choices[at] for at in sorted(places) if choices[at]] or answers
    return Typed(tuple(Option(plain(answer), 1.0) for answer in answers))


def _order(cells: _Cells) -> Body:
    return Sequence(tuple(map(plain, cells.parts("answer"))))


def _pairs(cells: _Cells) -> Body:
    pairs: list[Pair] = []
    for part in cells.parts("answer"):
        left, arrow, right = part.partition("->")
        if not arrow:
            raise RowFault("pair-without-arrow", part)
        pairs.append(Pair(plain(left), plain(right)))
    return Pairs((*pairs, *(Pair(NOTHING, plain(text)) for text in cells.parts("distractor"))))


def _open(cells: _Cells) -> Body:
    return Open(plain(cells.first("answer")))


_BLANK: Final = re.compile(r"\\\{\{|\{\{(.*?)\}\}", re.DOTALL)


def _cloze(cells: _Cells) -> Body:
    gaps: list[Gap] = []

    def cut(match: re.Match[str]) -> str:
        if match[1] is None:
            return "{{"
        if "{{" in match[1]:
            raise RowFault("gap-without-option", "a blank opens inside another")
        try:
            gaps.append(gap_of(match[1]))
        except ValueError as fault:
            raise RowFault("gap-without-option", str(fault)) from fault
        return gap_mark(len(gaps) - 1)

    return Gaps(plain(_BLANK.sub(cut, cells.first("answer"))), tuple(gaps))


_READERS: Final[dict[str, Callable[[_Cells], Body]]] = {
    "single": lambda cells: _options(cells, several=False),
    "multiple": lambda cells: _options(cells, several=True),
    "keyed": lambda cells: _keyed(cells, _choice_cells(cells)),
    "true-false": _truth,
    "number": _number,
    "text": _typed,
    "order": _order,
    "match": _pairs,
    "open": _open,
    "cloze": _cloze,
}
"""What reads each type of row."""
