"""The formats that can be read and written.

A format is a row in `_ROWS`, and a module with `read`, a module with `write`, or one with both:

- `read(source: Source) -> Reading` makes items (`quiz/formats/items.py`) of the bytes of a file. It says what stands in
  the source, with its place; what this program can hold is for `quiz/formats/mapper.py` to decide. What is wrong with
  one question is a fault of its item and stops no other. A file that cannot be read at all raises `Unreadable`.
- `write(items: Sequence[Item], target: Target) -> Writing` makes the bytes of a file of the items of a bank, and tells
  what the format cannot hold (`quiz/formats/untold.py` knows the fields that every question has).

How a file is recognised stands in `quiz/formats/recognition.py`; the codes of losses and faults in
`quiz/formats/report.py`. A library that a format needs is loaded with `package` of `quiz/formats/packages.py`, when
such a file is met. `tests/formats/development.py` compares the reports of a set of files with those they must give.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.items import Item, Reading, Source, Target, Writing


class Format(NamedTuple):
    """A format: its name, what people call it, the modules that read and write it, and the ends of names that it gives.

    is_text: whether a file that is written may go to standard output. is_drawn: whether questions are drawn for it, at
    most one of a group. has_pictures: whether a file that is written holds the pictures of questions. loses:
    the codes of what is lost when such a file is read; what one that is written holds, the guide finds by writing it.
    """

    name: str
    title: str
    reader: str = ""
    writer: str = ""
    ends: tuple[str, ...] = ()
    is_text: bool = True
    is_drawn: bool = False
    has_pictures: bool = False
    loses: tuple[str, ...] = ()

    def read(self, source: Source) -> Reading:
        """Read a file. Raises `Unreadable`, `PackageMissing` and `UnknownEncoding`."""
        reading: Reading = importlib.import_module(self.reader).read(source)
        return reading

    def write(self, items: Sequence[Item], target: Target) -> Writing:
        """Make a file. Raises `PackageMissing`."""
        writing: Writing = importlib.import_module(self.writer).write(items, target)
        return writing


_ROWS: Final = (
    Format(
        "gift",
        "Moodle GIFT",
        "quiz.formats.gift",
        "quiz.formats.gift_writer",
        (".gift",),
        loses=(
            "essay",
            "description",
            "answer-feedback",
            "several-numbers",
            "unequal-credit",
            "negative-credit",
            "wildcard",
            "partial-credit",
            "image",
        ),
    ),
    Format(
        "moodle-xml",
        "Moodle XML",
        "quiz.formats.moodle_xml",
        "quiz.formats.moodle_xml_writer",
        (".xml",),
        has_pictures=True,
        loses=(
            "essay",
            "description",
            "unsupported-type",
            "answer-feedback",
            "combined-feedback",
            "several-hints",
            "media",
            "partial-credit",
            "several-numbers",
            "several-units",
            "unit-grading",
            "number-in-gap",
            "unequal-credit",
            "negative-credit",
            "wildcard",
        ),
    ),
    Format(
        "csv",
        "CSV",
        "quiz.formats.csv_table",
        "quiz.formats.csv_table",
        (".csv",),
        loses=(
            "unsupported-type",
            "essay",
            "answer-feedback",
            "column",
        ),
    ),
    Format(
        "xlsx",
        "spreadsheet",
        "quiz.formats.xlsx_table",
        "quiz.formats.xlsx_table",
        (".xlsx",),
        is_text=False,
        loses=(
            "unsupported-type",
            "essay",
            "answer-feedback",
            "column",
        ),
    ),
    Format(
        "anki",
        "Anki",
        "quiz.formats.anki",
        "quiz.formats.anki_writer",
        (".apkg",),
        is_text=False,
        has_pictures=True,
        loses=(
            "unsupported-type",
            "media",
            "reversed-card",
            "gap-hint",
            "column",
        ),
    ),
    Format(
        "anki-text",
        "text of Anki",
        "quiz.formats.anki_text",
        loses=(
            "unsupported-type",
            "image",
            "media",
            "reversed-card",
            "gap-hint",
            "column",
        ),
    ),
    Format(
        "qti",
        "QTI",
        "quiz.formats.qti",
        loses=(
            "essay",
            "description",
            "unsupported-type",
            "answer-feedback",
            "combined-feedback",
            "several-numbers",
        ),
    ),
    Format(
        "qti21",
        "QTI 2.1",
        writer="quiz.formats.qti2_writer",
        ends=(".zip",),
        is_text=False,
        has_pictures=True,
    ),
    Format(
        "qti12",
        "QTI 1.2 for Canvas",
        writer="quiz.formats.qti1_writer",
        ends=(".zip",),
        is_text=False,
        has_pictures=True,
    ),
    Format(
        "aiken",
        "Aiken",
        "quiz.formats.aiken",
        "quiz.formats.aiken",
        (".aiken",),
    ),
    Format(
        "kahoot",
        "Kahoot",
        "quiz.formats.kahoot",
        "quiz.formats.kahoot",
        (".kahoot.xlsx",),
        is_text=False,
        loses=("time-limit",),
    ),
    Format("respondus", "Respondus", "quiz.formats.respondus", loses=("essay",)),
    Format(
        "text2qti",
        "text2qti",
        "quiz.formats.text2qti",
        loses=("essay", "description", "unsupported-type", "combined-feedback", "group-pick"),
    ),
    Format(
        "mkdocs-quiz",
        "mkdocs-quiz",
        "quiz.formats.mkdocs_quiz",
        "quiz.formats.mkdocs_quiz",
        (".md",),
        loses=("text-outside",),
    ),
    Format("quizdown", "quizdown", "quiz.formats.quizdown", loses=("setting",)),
    Format("yaml", "YAML or JSON", "quiz.formats.foreign", loses=("essay", "column")),
    Format(
        "paper",
        "paper to print (HTML)",
        writer="quiz.formats.paper",
        ends=(".html", ".htm"),
        is_drawn=True,
        has_pictures=True,
    ),
)
FORMATS: Final[dict[str, Format]] = {row.name: row for row in _ROWS}
"""Every format by its name, in the order in which they are listed."""

READ: Final = tuple(name for name, one in FORMATS.items() if one.reader)
WRITTEN: Final = tuple(name for name, one in FORMATS.items() if one.writer)


def written_as(name: str) -> tuple[str, ...]:
    """Return the formats that a file with this name may be written in: of those whose end fits, the longest end."""
    fits = [(len(end), one.name) for one in FORMATS.values() for end in one.ends if name.lower().endswith(end)]
    longest = max((length for length, _ in fits), default=0)
    return tuple(form for length, form in fits if length == longest)
