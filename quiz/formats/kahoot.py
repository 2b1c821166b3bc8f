"""Kahoot's sheet of questions: the reader and the writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.decoding import decoded
from quiz.formats.items import Body, Choices, Item, Option, Reading, Truth, Unheld, Writing
from quiz.formats.prose import Prose, plain
from quiz.formats.report import Fault, Loss, Place, Unreadable
from quiz.formats.sheets import Sheet, csv_rows, xlsx_bytes, xlsx_sheets
from quiz.formats.table import RowFault, key_places
from quiz.formats.untold import untold
from quiz.formats.writing import NoPlace, each_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.items import Source, Target
    from quiz.formats.sheets import Row

LONGEST_PROMPT: Final = 120
LONGEST_CHOICE: Final = 75
MOST_CHOICES: Final = 4
_SECONDS: Final = 20
_HEADER: Final = (
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_ROWS_BEFORE: Final = 7
"""Rows above the header in the sheet that Kahoot offers."""


def read(source: Source) -> Reading:
    """Read a sheet of Kahoot, XLSX or CSV. Raises `Unreadable`, `UnknownEncoding` and `PackageMissing`."""
    faults: tuple[Fault, ...] = ()
    if source.data.startswith(b"PK"):
        sheets = xlsx_sheets(source.data)
    else:
        text, _, faults = decoded(source)
        sheets = [Sheet(None, csv_rows(text.removeprefix("\ufeff")))]
    items: list[Item] = []
    for sheet in sheets:
        found = _columns(sheet)
        if found is not None:
            at, columns = found
            items += (
                _item(row, columns, sheet.name) for row in sheet.rows[at + 1 :] if _cell(row, columns["question"])
            )
    if not items and not any(map(_columns, sheets)):
        raise Unreadable("no-columns", "a row with Question, Answer 1, Answer 2 and Correct is looked for")
    losses: tuple[Loss, ...] = ()
    if items and any("time" in (found[1] if (found := _columns(sheet)) else {}) for sheet in sheets):
        losses = (Loss(items[0].place, "time-limit", "seconds of each question", kind="note"),)
    return Reading(tuple(items), losses, faults, form="kahoot")


def _columns(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the place of the header row and of its columns; None where there is none."""
    for at, row in enumerate(sheet.rows[:50]):
        names = [re.sub(r"[\s_]", "", cell.casefold()) for cell in row.cells]
        columns = {
            f"answer{number}": place
            for number in range(1, 5)
            if (place := _place(names, f"answer{number}")) is not None
        }
        question, correct = _place(names, "question"), _place(names, "correct")
        if question is not None and correct is not None and len(columns) > 1:
            time = _place(names, "time")
            return at, {"question": question, "correct": correct, **columns, **({} if time is None else {"time": time})}
    return None


def _place(names: Sequence[str], start: str) -> int | None:
    return next((at for at, name in enumerate(names) if name.startswith(start)), None)


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _item(row: Row, columns: dict[str, int], member: str | None) -> Item:
    place = Place(row.number, row.end, member=member)
    source = " | ".join(row.cells)
    choices = [_cell(row, at) for name, at in columns.items() if name.startswith("answer")]
    body: Body = Unheld()
    faults: tuple[Fault, ...] = ()
    try:
        right = key_places(_cell(row, columns["correct"]), choices)
    except RowFault as faulty:
        faults = (Fault(place, faulty.code, source, detail=faulty.detail),)
    else:
        body = _body(choices, right)
    return Item(
        place=place,
        body=body,
        prompt=plain(_cell(row, columns["question"])),
        source_type="quiz",
        source=source,
        faults=faults,
    )


def _body(choices: list[str], right: set[int]) -> Body:
    if [text.casefold() for text in choices if text] == ["true", "false"] and len(right) == 1:
        return Truth(right == {0})
    options = tuple(Option(plain(text), float(at in right)) for at, text in enumerate(choices) if text)
    return Choices(options, several=len(right) > 1)


def write(items: Sequence[Item], _target: Target) -> Writing:
    """Write items as a sheet that Kahoot imports; what it has no room for is left out. Raises `PackageMissing`."""
    questions, losses = each_written(items, lambda item: (_row_of(item), untold(item, ())))
    rows: list[list[str | int]] = [["", "Add questions below"]]
    rows += [[""] for _ in range(_ROWS_BEFORE - 1)]
    rows.append(["", *_HEADER])
    rows += ([number, *row] for number, row in enumerate(questions, start=1))
    return Writing(xlsx_bytes(rows, "Sheet1"), tuple(losses))


def _row_of(item: Item) -> list[str | int]:
    """Return the cells of a question. Raises `NoPlace`."""
    options = _options(item)
    prompt, texts = _line(item.prompt), [_line(option.text) for option in options]
    if len(prompt) > LONGEST_PROMPT or len(texts) > MOST_CHOICES or max(map(len, texts)) > LONGEST_CHOICE:
        raise NoPlace("size")
    right = ",".join(str(at) for at, option in enumerate(options, start=1) if option.share > 0)
    return [prompt, *texts, *[""] * (MOST_CHOICES - len(texts)), _SECONDS, right]


def _options(item: Item) -> list[Option]:
    """Return the choices of an item, a share above 0 for the right ones. Raises `NoPlace` where it has none."""
    match item.body:
        case Choices(options=options, several=several):
            return [Option(one.text, float(one.share > 0 if several else one.share >= 1)) for one in options]
        case Truth(answer=answer):
            return [Option(Prose("True"), float(bool(answer))), Option(Prose("False"), float(not answer))]
        case _:
            raise NoPlace


def _line(prose: Prose) -> str:
    return " ".join(prose.plain.split())
