"""Dark or light: what the terminal says of its background, else what its environment says, else dark."""

import pytest

from quiz.tui.background import answers, is_dark


@pytest.mark.parametrize(
    ("colour", "dark"),
    [
        ("rgb:0000/0000/0000", True),
        ("rgb:1e1e/1e1e/2e2e", True),
        ("rgb:ffff/ffff/ffff", False),
        ("rgb:FD/F6/E3", False),
        ("rgb:0/0/f", True),
        ("rgba:ffff/ffff/dddd/8000", False),
        ("rgb:0000/b000/0000", True),
        ("rgb:0000/f000/0000", False),
    ],
)
@pytest.mark.parametrize("environment", [{}, {"COLORFGBG": "15;0"}, {"COLORFGBG": "0;15"}], ids=str)
def test_what_the_terminal_says_comes_first(colour: str, dark: bool, environment: dict[str, str]) -> None:
    for end in ("\x07", "\x1b\\"):
        assert is_dark(f"ab\x1b]11;{colour}{end}\x1b[?62cd".encode(), environment) is dark


@pytest.mark.parametrize(
    ("value", "dark"),
    [("15;0", True), ("0;15", False), ("0;7", False), ("12;8", True), ("0;default;15", False), ("7;default", True)],
)
def test_without_an_answer_the_environment_tells(value: str, dark: bool) -> None:
    for sent in (b"", b"\x1b[?62;22c", b"ab\xff", b"\x1b]11;?\x07", b"\x1b]11;rgb:"):
        assert is_dark(sent, {"COLORFGBG": value}) is dark


def test_without_either_it_is_dark() -> None:
    assert is_dark(b"", {})
    assert is_dark(b"", {"COLORFGBG": ""})


def test_where_there_is_no_terminal_none_is_asked() -> None:
    assert not answers({"TERM": "xterm-256color"})  # pytest has taken standard input
