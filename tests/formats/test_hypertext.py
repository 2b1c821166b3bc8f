"""HTML as our text: tables, also within each other."""

from quiz.formats.hypertext import hypertext


def test_a_table_within_a_table_is_seen_once() -> None:
    inner = "<table><tr><td>x</td><td>y</td></tr></table>"
    prose = hypertext(f"<table><caption>Two</caption><tr><td>a {inner}</td><td>b</td></tr></table>")
    assert prose.plain == "Two\na x | y | b"
    assert prose.markdown == "Two\n\n| a x \\| y | b |\n| --- | --- |"


def test_what_is_nested_deeply_grows_no_faster_than_it_is_written() -> None:
    assert hypertext("<table><tr><td>x" * 60).plain.count("x") == 60
