import doctest
import unicodedata

import pytest
from hypothesis import given, strategies as st

from quiz import text as text_module
from quiz.text import clean, clean_in_place, clean_line, columns, counted, decimals, indent_of, percent, shortened

STEERING = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x2028,
    0x2029,
    *range(0xE0000, 0xE0080),
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain [/x] list[int]", "plain [/x] list[int]"),
        ("Ünïcode 조선 ✓ 🙂", "Ünïcode 조선 ✓ 🙂"),
        ("two\nlines", "two\nlines"),
        ("a\tb", "a    b"),
        ("\x1b[31m", "␛[31m"),
        ("\x00\x07\x08\r", "␀␇␈␍"),
        ("\x7f", "␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("\x85", "<U+0085>"),
        ("a\u202eb", "a<U+202E>b"),
        ("\u2066\u2069\u061c\u200f", "<U+2066><U+2069><U+061C><U+200F>"),
        ("\u2028", "<U+2028>"),
        ("\U000e0041", "<U+E0041>"),
        ("g\udce9o", "g\ufffdo"),
        ("Jos\udcc3\udca9", "José"),  # UTF-8 in a locale of ASCII alone
        ("é\udce9조", "é\ufffd조"),
        ("a\udce2\udc80\udcaeb", "a<U+202E>b"),
        ("\ud800\udcc3\udca9", "\ufffd\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_could_steer_a_terminal_is_made_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_cleaned_text_steers_nothing_and_loses_nothing_else(text: str) -> None:
    cleaned = clean(text)
    assert not {chr(code) for code in STEERING if code != 0x0A} & set(cleaned)
    assert clean(cleaned) == cleaned
    kept = [letter for letter in text if ord(letter) not in STEERING and not 0xD800 <= ord(letter) < 0xE000]
    rest = iter(cleaned)
    assert all(letter in rest for letter in kept)
    cleaned.encode()


@given(st.text())
def test_a_cleaned_line_is_one_line_without_spaces_at_its_ends(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(letter) == "Cc" for letter in line)


@pytest.mark.parametrize(
    ("text", "line"), [(" a\n b\t\tc ", "a b c"), ("a\u00a0b", "a b"), ("\r\n", "␍"), ("\u3000x", "x")]
)
def test_a_line_has_single_spaces(text: str, line: str) -> None:
    assert clean_line(text) == line


@given(st.text())
def test_in_an_editor_every_character_keeps_its_column_and_none_steers(text: str) -> None:
    shown = clean_in_place(text)
    assert len(shown) == len(text)
    assert not {chr(code) for code in STEERING if code != 0x09} & set(shown)
    for letter, instead in zip(text, shown, strict=True):
        assert letter == instead or ord(letter) in STEERING or 0xD800 <= ord(letter) < 0xE000


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        (" a \n b ", 3, "a b"),
        ("\x1b[31m", 3, "␛[…"),
        ("", 1, ""),
        ("ab", 1, "…"),
    ],
)
def test_what_is_too_long_is_cut_with_an_ellipsis(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("조선", 4), ("ｱ", 1), ("\u200da", 1), ("✓ –", 3)],
)
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(("line", "spaces"), [("", 0), ("a", 0), ("  a", 2), ("   ", 3), (" \ta", 1)])
def test_the_indent_of_a_line_is_counted_in_spaces(line: str, spaces: int) -> None:
    assert indent_of(line) == spaces


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 questions"), (1, "1 question"), (2, "2 questions"), (-1, "-1 questions")]
)
def test_a_noun_follows_its_number(number: int, text: str) -> None:
    assert counted(number, "question") == text


def test_a_plural_can_be_given() -> None:
    assert (counted(2, "category", "categories"), counted(1, "category", "categories")) == (
        "2 categories",
        "1 category",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0, "0"),
        (-0.001, "0"),
        (3.0, "3"),
        (2.50, "2.5"),
        (2 / 3, "0.67"),
        (0.1 + 0.2, "0.3"),
        (10, "10"),
        (100.0, "100"),
        (1000.004, "1000"),
        (-2.5, "-2.5"),
    ],
)
def test_decimals_are_at_most_two_and_have_no_trailing_noughts(value: float, text: str) -> None:
    assert decimals(value) == text


def test_other_places_can_be_asked_for() -> None:
    assert [decimals(1234.5678, places) for places in (0, 1, 3)] == ["1235", "1234.6", "1234.568"]
    assert decimals(100, 0) == "100"


@pytest.mark.parametrize(
    ("fraction", "text"), [(0, "0 %"), (1, "100 %"), (2 / 3, "66.67 %"), (0.5, "50 %"), (0.125, "12.5 %")]
)
def test_a_share_as_a_percentage(fraction: float, text: str) -> None:
    assert percent(fraction) == text


def test_a_share_can_be_rounded_to_whole_percent() -> None:
    assert [percent(share, 0) for share in (0, 1 / 3, 0.995, 1)] == ["0 %", "33 %", "100 %", "100 %"]


def test_the_examples_in_the_text_module_hold() -> None:
    assert doctest.testmod(text_module).failed == 0
