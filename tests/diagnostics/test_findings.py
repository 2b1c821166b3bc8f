import re

import msgspec
import pytest

from quiz.diagnostics.findings import RULES, Diagnostic, Lines, Severity, Span, finding, sorted_findings
from quiz.text import shortened


def test_every_rule_has_a_code_of_its_own_kind() -> None:
    assert all(re.fullmatch(r"[YB][0-9]{3}", code) and rule.code == code for code, rule in RULES.items())
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name) for rule in RULES.values())
    assert all(rule.meaning.endswith(".") for rule in RULES.values())


def test_only_what_cannot_be_read_at_all_is_unreadable() -> None:
    assert {code for code, rule in RULES.items() if rule.unreadable} == {"Y001", "Y002"}


def test_diagnostics_can_be_stored() -> None:
    one = finding("B042", "There is no reference.", "f", Span(3, 5, 3, 9), help="add it")
    assert one.severity is Severity.WARNING
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Diagnostic) == one


def test_order_is_by_file_and_line_and_nothing_comes_twice() -> None:
    second, first = finding("B003", "x", "f", Span(9, 1, 9, 2)), finding("B004", "y", "f", Span(2, 7, 2, 8))
    other = finding("B004", "y", "a", Span(70, 7, 70, 8))
    assert sorted_findings([second, first, second, other]) == (other, first, second)


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


def test_quoted_text_is_cleaned_and_cut() -> None:
    assert shortened("a\x1b\n b") == "a␛ b"
    assert len(shortened("x" * 100)) == 60
    assert shortened("x" * 100).endswith("…")
