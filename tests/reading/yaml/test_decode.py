import codecs

import pytest

from quiz.reading.yaml.decode import decode, is_parsable

BANK = "id: a\ntitle: Café – 北\n"


@pytest.mark.parametrize("data", [BANK.encode(), codecs.BOM_UTF8 + BANK.encode(), BANK.replace("\n", "\r\n").encode()])
def test_utf8_with_or_without_mark_is_read(data: bytes) -> None:
    text, found = decode(data, "f")
    assert text is not None
    assert text.replace("\r\n", "\n") == BANK
    assert found == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_named(encoding: str) -> None:
    text, (found,) = decode(BANK.encode(encoding), "f")
    assert text is None
    assert found.code == "Y002"
    assert "UTF-16" in found.message or "UTF-32" in found.message
    assert "UTF-8" in (found.help or "")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251"])
def test_a_stray_byte_has_line_and_column(encoding: str) -> None:
    letter = "ж" if encoding == "cp1251" else "é"
    text, (found,) = decode(f"id: a\r\ntitle: Caf{letter}\r\n".encode(encoding), "f")
    assert text is None
    assert (found.code, found.span.line, found.span.column) == ("Y002", 2, 11)


def test_characters_before_a_stray_byte_are_counted_and_not_bytes() -> None:
    _, (found,) = decode("title: 北京 ".encode() + b"\xff", "f")
    assert (found.span.line, found.span.column) == (1, 11)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x90", "\ufeff", "\uffff"])
def test_control_characters_are_refused_where_they_stand(character: str) -> None:
    _, found = decode(f"id: a\ntitle: x{character}y\n".encode(), "f")
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("Y030", 2, 9)]
    assert not is_parsable(found)


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_odd_line_breaks_are_warned_of(character: str) -> None:
    _, found = decode(f"id: a\ntitle: x{character}y\n".encode(), "f")
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("Y031", 2, 9)]
    assert is_parsable(found)


@pytest.mark.parametrize("character", ["\xa0", "\u2003", "\u3000"])
def test_indentation_with_odd_spaces_is_refused(character: str) -> None:
    _, found = decode(f"a:\n {character}b: c\n".encode(), "f")
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("Y032", 2, 2)]


def test_a_hard_space_inside_a_text_is_nothing_special() -> None:
    assert decode("title: 10\xa0%\n".encode(), "f")[1] == []
