import msgspec

from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic, finding, sorted_findings
from quiz.diagnostics.lines import Span
from quiz.text import shortened


def test_diagnostics_can_be_stored() -> None:
    one = finding("B042", "There is no reference.", "f", Span(3, 5, 3, 9), help="add it")
    assert one.severity is Severity.WARNING
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Diagnostic) == one


def test_order_is_by_file_and_line_and_nothing_comes_twice() -> None:
    second, first = finding("B003", "x", "f", Span(9, 1, 9, 2)), finding("B004", "y", "f", Span(2, 7, 2, 8))
    other = finding("B004", "y", "a", Span(70, 7, 70, 8))
    assert sorted_findings([second, first, second, other]) == (other, first, second)


def test_quoted_text_is_cleaned_and_cut() -> None:
    assert shortened("a\x1b\n b") == "a␛ b"
    assert len(shortened("x" * 100)) == 60
    assert shortened("x" * 100).endswith("…")
