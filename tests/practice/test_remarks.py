"""What can be reported of a question, and how it is typed."""

import pytest
from hypothesis import given, strategies as st

from quiz.practice.notes import NOTE_LIMIT, Refused, note_text
from quiz.practice.remarks import REMARK_LIMIT, RemarkKind, remark_text, typed_remark


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("wrong key it was 1718", RemarkKind.WRONG_KEY, "it was 1718"),
        ("wrong-key: it was 1718", RemarkKind.WRONG_KEY, "it was 1718"),
        ("1 it was 1718", RemarkKind.WRONG_KEY, "it was 1718"),
        ("UNCLEAR", RemarkKind.UNCLEAR, ""),
        ("out of date, since 2017", RemarkKind.OUT_OF_DATE, "since 2017"),
        ("4", RemarkKind.SLIP, ""),
        ("slip – “teh”", RemarkKind.SLIP, "“teh”"),
        ("other  too\x1b easy ", RemarkKind.OTHER, "too␛ easy"),
    ],
)
def test_a_kind_is_typed_as_its_word_or_number(line: str, kind: RemarkKind, text: str) -> None:
    assert typed_remark(line) == (kind, text)


@pytest.mark.parametrize("line", ["", "wrong", "12 things", "slippery", "6 x", "it was 1718"])
def test_without_a_kind_the_kinds_are_told(line: str) -> None:
    with pytest.raises(Refused, match="1 wrong key; 2 unclear; 3 out of date; 4 slip; 5 other"):
        typed_remark(line)


def test_other_needs_a_line_of_ones_own() -> None:
    with pytest.raises(Refused, match="Say in a line what it is"):
        typed_remark("other")


def test_a_line_that_is_too_long_is_refused() -> None:
    assert remark_text(RemarkKind.SLIP, "x" * REMARK_LIMIT) == "x" * REMARK_LIMIT
    with pytest.raises(Refused, match=r"A line is at most 500 characters; this has 501: 1 too many"):
        remark_text(RemarkKind.SLIP, "x" * (REMARK_LIMIT + 1))


def test_every_kind_has_words_of_its_own() -> None:
    assert len({kind.word for kind in RemarkKind} | {kind.meaning for kind in RemarkKind}) == 2 * len(RemarkKind)


@given(st.text(max_size=NOTE_LIMIT // 8))
def test_a_note_that_is_kept_again_is_the_same(written: str) -> None:
    assert note_text(note_text(written)) == note_text(written)
