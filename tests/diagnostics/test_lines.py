import pytest

from quiz.diagnostics.lines import Lines


@pytest.mark.parametrize("text", ["ab\ncd\n\nef", "ab\r\ncd\r\n\r\nef", "ab\rcd\r\ref"])
def test_lines_are_counted_as_editors_do(text: str) -> None:
    lines = Lines(text)
    assert len(lines) == 4
    assert [lines[number] for number in range(1, 5)] == ["ab", "cd", "", "ef"]
    assert lines.place(text.index("d")) == (2, 2)
    assert lines.place(text.index("e")) == (4, 1)
    assert lines.place(len(text)) == (4, 3)


def test_other_separators_break_no_line() -> None:
    assert len(Lines("a\x0bb\x0cc\x85d\u2028e\u2029f")) == 1
