"""What the doctor says of a terminal, from what the terminal says of itself."""

import pytest

from quiz.diagnostics.codes import Severity
from quiz.doctor.terminal import Terminal, check_terminal, colours

GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def names(
    encoding: str = "utf-8", size: tuple[int, int] | None = (80, 24), **environment: str
) -> list[tuple[str, str]]:
    terminal = Terminal(environment=environment or GOOD, encoding=encoding, is_terminal=True, size=size)
    return [(finding.name, finding.severity.value) for finding in check_terminal(terminal).findings]


def test_a_usual_terminal_is_well() -> None:
    assert names() == []
    assert names(size=None) == []
    assert names(encoding="UTF8") == []


def test_what_is_no_terminal_is_not_judged_as_one() -> None:
    terminal = Terminal(environment={}, encoding="utf-8", is_terminal=False)
    assert check_terminal(terminal).findings == ()


@pytest.mark.parametrize(
    ("size", "severity"),
    [((79, 24), "hint"), ((80, 23), "hint"), ((40, 12), "hint"), ((39, 12), "warning"), ((19, 5), "warning")],
)
def test_a_small_window_is_told(size: tuple[int, int], severity: str) -> None:
    assert names(size=size) == [("terminal-size", severity)]


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_cannot_draw_is_told(term: str) -> None:
    assert ("terminal-kind", Severity.WARNING) in names(TERM=term, COLORTERM="truecolor")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_encoding_that_lacks_marks_is_told(encoding: str) -> None:
    assert names(encoding=encoding) == [("terminal-unicode", "warning")]


def test_few_colours_are_a_hint_and_none_are_a_wish() -> None:
    assert names(TERM="xterm") == [("terminal-colours", "hint")]
    assert names(TERM="xterm", NO_COLOR="1") == []


def test_colours_are_counted() -> None:
    assert colours(GOOD) == 1 << 24
    assert colours({"TERM": "screen-256color"}) == 256
    assert colours({"TERM": "linux"}) == 16
    assert colours({"TERM": "vt100"}) == 0


def test_dead_keys_in_iterm2_are_a_hint_until_the_line_is_set() -> None:
    term = "xterm-256color"
    assert names(TERM=term, TERM_PROGRAM="iTerm.app") == [("terminal-dead-keys", "hint")]
    assert names(TERM=term, TERM_PROGRAM="iTerm.app", TEXTUAL_DISABLE_KITTY_KEY="1") == []
    assert names(TERM=term, TERM_PROGRAM="WezTerm") == []
