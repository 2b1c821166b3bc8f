"""What the terminal reports of itself is no key, however late and in however many parts it comes; keys are keys."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, strategies as st
from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.message import Message

from quiz.tui.textual_private.keyboard import ReportGuard

COLOUR = "\x1b]11;rgb:ffff/ffff/ffff"
BELL, STRING_END = "\x07", "\x1b\\"
ATTRIBUTES = "\x1b[?65;1;2;6;9;15;16;17;18;21;22;28;29c"
"""Longer than what Textual looks at before it makes keys of it."""


def names(messages: Iterable[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, Key)]


def keys(*parts: str, pause: bool = False, kind: type[XTermParser] = ReportGuard) -> list[str]:
    """Return the keys that come of text in parts; with `pause` the line is slow between two of them."""
    guard = kind()
    found: list[str] = []
    for part in parts:
        found += names(guard.feed(part))
        if pause:
            found += names(wait(guard))
    return found + names(wait(guard))


def wait(guard: XTermParser) -> list[Message]:
    """Let the time that the guard waits pass, twice: for the guard, and for what it guards."""
    found: list[Message] = []
    for _ in range(2):
        if guard._timeout_time is not None:
            guard._timeout_time = 0.0
        found += guard.tick()
    return found


@pytest.mark.parametrize("report", [COLOUR + BELL, COLOUR + STRING_END, ATTRIBUTES, COLOUR + STRING_END + ATTRIBUTES])
def test_a_report_is_swallowed_in_any_two_parts(report: str) -> None:
    assert keys("1", report, "2") == ["1", "2"]
    for place in range(1, len(report)):
        assert keys("1" + report[:place], report[place:] + "2") == ["1", "2"], place


def test_a_report_in_single_letters_is_swallowed() -> None:
    assert keys(*(COLOUR + STRING_END + ATTRIBUTES + "a")) == ["a"]


def test_a_report_that_never_ends_is_dropped_after_a_while() -> None:
    assert keys(COLOUR, "a", pause=True) == ["a"]
    assert keys("\x1b[?62;1", "a", pause=True) == ["a"]


def test_a_report_that_breaks_off_ends_where_the_next_sequence_begins() -> None:
    assert keys(COLOUR + "\x1b[A") == ["up"]
    assert keys(COLOUR + "\x1b" + ATTRIBUTES + "a") == ["a"]
    assert keys("\x1b[?62;1\x1b[A") == ["up"]
    assert "1" in keys("\x1b]11;" + "f" * 300 + "1")


@pytest.mark.parametrize(
    "text",
    [
        "\x1b",
        "\x1b\x1b",
        "\x1b]",
        "\x1b[",
        "\x1b[A",
        "\x1b[15~",
        "\x1bOP",
        "\x1ba",
        "\x1b\x1b[A",
        "\x1b[105;5u",
        "\x1b]x",
    ],
)
@pytest.mark.parametrize("pause", [False, True])
def test_keys_that_begin_like_a_report_are_the_keys_that_textual_makes_of_them(text: str, pause: bool) -> None:
    expected = keys(text, "x", pause=pause, kind=XTermParser)
    assert expected
    assert keys(text, "x", pause=pause) == expected
    assert keys(*text, "x") == keys(*text, "x", kind=XTermParser)


@given(st.lists(st.sampled_from(["\x1b", "[", "]", "a", "1", ";", "?", "~", "A", "\r", "ö", "\x1b[200~", "\x1b[201~"])))
def test_what_is_no_report_comes_as_it_would_without_the_guard(parts: list[str]) -> None:
    text = re.sub(r"\x1b+(?=\]\d|\[\?)", "", "".join(parts))
    assert keys(text) == keys(text, kind=XTermParser)


def test_escape_waits_no_longer_than_textual_lets_it() -> None:
    guard = ReportGuard()
    assert names(guard.feed("\x1b")) == []
    assert guard._awaiting.timeout == constants.ESCAPE_DELAY
    assert guard._timeout_time is not None
    guard._timeout_time = 0.0
    assert names(guard.tick()) == ["escape"]


def test_a_paste_is_whole_and_a_mode_report_is_still_heard() -> None:
    guard = ReportGuard()
    pasted = list(guard.feed("\x1b[200~1\n2[?3]4\x1b[201~c"))
    assert [message.text for message in pasted if isinstance(message, Paste)] == ["1\n2[?3]4"]
    assert names(pasted) == ["c"]
    (heard,) = guard.feed("\x1b[?2026;2$y")
    assert type(heard).__name__ == "TerminalSupportsSynchronizedOutput"


def test_what_is_held_at_the_end_of_the_input_is_given_on() -> None:
    guard = ReportGuard()
    assert names([*guard.feed("\x1b"), *guard.feed("")]) == ["escape"]
    guard = ReportGuard()
    assert names([*guard.feed(COLOUR), *guard.feed("")]) == []


def test_what_came_in_one_read_came_at_one_time() -> None:
    assert len({message.time for message in ReportGuard().feed("1\r2\r" * 50)}) == 1
