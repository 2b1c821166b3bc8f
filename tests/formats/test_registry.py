"""The table of formats: modules that are there, names that are read, and the guide that says the same."""

import importlib
from pathlib import Path

import pytest

from quiz.formats.recognition import SUFFIXES
from quiz.formats.registry import FORMATS, READ, written_as

GUIDE = Path(__file__).parents[2] / "questions" / "README.md"


def guide_rows() -> list[str]:
    """Return the table of formats as the guide has it."""
    rows = ["| format | | in | out | pictures out | what does not come over |", f"|{' --- |' * 6}"]
    for one in FORMATS.values():
        pictures = "yes" if one.has_pictures else ""
        out = ", ".join(f"`{end}`" for end in one.ends)
        rows.append(
            f"| {one.title} | `{one.name}` | {'yes' if one.reader else ''} | {out} | {pictures} | {one.loses} |"
        )
    return rows


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_has_the_functions_of_its_modules(form: str) -> None:
    one = FORMATS[form]
    assert one.reader or one.writer
    if one.reader:
        assert callable(importlib.import_module(one.reader).read)
    if one.writer:
        assert callable(importlib.import_module(one.writer).write)
        assert one.ends


def test_what_is_recognised_is_read() -> None:
    assert set(READ) == set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("a.gift", ("gift",)),
        ("A.XML", ("moodle-xml",)),
        ("a.xlsx", ("xlsx",)),
        ("a.kahoot.xlsx", ("kahoot",)),
        ("a.html", ("paper",)),
        ("a.txt", ()),
    ],
)
def test_the_name_of_a_file_says_its_format(name: str, forms: tuple[str, ...]) -> None:
    assert written_as(name) == forms


def test_the_guide_lists_every_format_with_what_it_loses() -> None:
    assert "\n".join(guide_rows()) in GUIDE.read_text(encoding="utf-8")
