"""Lines that are too long hang below their own text, and every cell leads back to its letter."""

import pytest
from hypothesis import given, strategies as st
from rich.cells import get_character_cell_size
from textual._wrap import compute_wrap_offsets
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from quiz.tui.textual_private.wrapping import HOOKS, LEAST, NARROW, STATES, HangingDocument, breaks, hang_of


def test_textual_has_what_is_overridden_read_and_set() -> None:
    assert all(hasattr(kind, name) for kind, name in HOOKS)
    assert all(hasattr(WrappedDocument(Document("a")), name) for name in STATES)


def test_every_letter_that_is_said_to_take_one_cell_takes_one() -> None:
    narrow = [letter for letter in map(chr, range(0x110000)) if NARROW.fullmatch(letter)]
    assert len(narrow) > 1000
    assert {get_character_cell_size(letter) for letter in narrow} == {1}


@given(st.text(st.sampled_from("abé“ \xa0😀\t-"), max_size=60), st.integers(1, 20))
def test_a_line_is_broken_where_textual_breaks_it(line: str, width: int) -> None:
    assert breaks(line, width, 4) == compute_wrap_offsets(line, width, 4)


LINES = st.text(st.sampled_from("ab 😀界\t-:"), max_size=60)


@pytest.mark.parametrize(
    ("line", "width", "hang"),
    [
        ("prompt: Which?", 40, 0),
        ("    prompt: Which?", 40, 4),
        ("      One thing", 40, 6),
        ("      - text: Rice", 40, 8),
        ("  - - a", 40, 6),
        ("                              deep", 40, 40 - LEAST),
        ("    prompt", 10, 0),
    ],
)
def test_what_goes_on_stands_below_the_text(line: str, width: int, hang: int) -> None:
    assert hang_of(line, width) == hang


def test_a_long_line_is_broken_for_the_room_below_its_text() -> None:
    line = "      " + "word " * 20
    document = HangingDocument(Document(f"a\n{line}\nb"), 30)
    document.wrap(30)
    first, *below = document.get_sections(1)
    assert len(first) <= 30
    assert below
    assert all(len(section.rstrip()) <= 24 for section in below)
    assert document.location_to_offset((1, len(first))) == Offset(6, 2)
    assert document.offset_to_location(Offset(6, 2)) == (1, len(first))
    assert document.offset_to_location(Offset(0, 2)) == (1, len(first)), "left of it is its first letter"


@given(st.lists(LINES, min_size=1, max_size=6), st.integers(0, 40), st.data())
def test_after_any_change_it_is_as_if_it_were_wrapped_anew(lines: list[str], width: int, data: st.DataObject) -> None:
    document = Document("\n".join(lines))
    wrapped = HangingDocument(document, width)
    wrapped.wrap(width, 4)
    row = data.draw(st.integers(0, document.line_count - 1))
    start = (row, data.draw(st.integers(0, len(document.get_line(row)))))
    last = data.draw(st.integers(row, document.line_count - 1))
    least = start[1] if last == row else 0
    end = (last, data.draw(st.integers(least, max(least, len(document.get_line(last))))))
    result = document.replace_range(start, end, data.draw(st.text(st.sampled_from("ab -\n"), max_size=40)))
    wrapped.wrap_range(start, end, result.end_location)
    anew = HangingDocument(document, width)
    anew.wrap(width, 4)
    for name in ("_wrap_offsets", "_line_index_to_offsets", "_offset_to_line_info"):
        assert getattr(wrapped, name) == getattr(anew, name)
    assert "".join(anew.get_sections(row)) == document.get_line(row)


def test_it_is_wrapped_anew_where_lines_or_widths_changed() -> None:
    document = Document("one two\nthree four")
    wrapped = HangingDocument(document, 20)
    for width, lines in ((20, 2), (5, 4), (5, 4)):
        wrapped.wrap(width)
        assert wrapped.height == lines
    end = document.replace_range((0, 3), (0, 3), " one one").end_location
    wrapped.wrap(5)  # as Textual does where it takes several edits back
    assert wrapped.height == 6
    document.replace_range((0, 3), end, "")
    wrapped.wrap_range((0, 3), end, (0, 3))
    wrapped.wrap(5)
    assert wrapped.height == 4


@given(st.lists(LINES, min_size=1, max_size=4), st.integers(1, 40), st.data())
def test_a_place_on_the_screen_leads_back_to_its_letter(lines: list[str], width: int, data: st.DataObject) -> None:
    document = HangingDocument(Document("\n".join(lines)), width)
    document.wrap(width, 4)
    row = data.draw(st.integers(0, len(lines) - 1))
    line = lines[row]
    column = data.draw(st.integers(0, len(line)))
    if "\t" not in line:
        assert document.offset_to_location(document.location_to_offset((row, column))) == (row, column)
