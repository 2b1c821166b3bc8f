import pytest
import yaml
from hypothesis import given, strategies as st

from quiz.reading.yaml import parser as nodes
from quiz.reading.yaml.document import Document
from quiz.reading.yaml.limits import MAX_DEPTH
from quiz.reading.yaml.parser import MAX_EVENTS, read_nodes
from tests.examples import examples


def parse(text: str) -> Document:
    return read_nodes(text.encode(), "f")


def found(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.span.line, one.span.column) for one in parse(text).diagnostics]


def test_scalars_stay_as_written() -> None:
    document = parse("a: No\nb: 3.10\nc: 12:30\nd: 010\ne: 2024-01-15\nf: =\ng: ~\n")
    assert document.root is not None
    assert document.root.plain == {
        "a": "No", "b": "3.10", "c": "12:30", "d": "010", "e": "2024-01-15", "f": "=", "g": "~",
    }  # fmt: skip


def test_nodes_know_their_places() -> None:
    document = parse("# x\nid: a\r\nlist:\n  - 'b'\n  - {c: d}\ntext: |\n  one\n  two\n\n\nlast: z\n")
    assert document.root is not None
    fields = document.root.fields()
    span = fields["id"][1].span
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 5, 2, 6)
    quoted, flow = fields["list"][1].items()
    assert (quoted.span.column, quoted.span.end_column, quoted.style) == (5, 8, "'")
    assert (flow.span.line, flow.span.column, flow.span.end_column, flow.style) == (5, 5, 11, "{")
    block = fields["text"][1]
    assert (block.span.line, block.span.column, block.span.end_line, block.span.end_column) == (6, 7, 6, 8)
    assert block.style == "|"


def test_a_block_list_is_shown_by_its_first_line() -> None:
    document = parse("a:\n  - b\n\n# far below\n\nc: d\n")
    assert document.root is not None
    span = document.root.fields()["a"][1].span
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 3, 2, 6)


def test_wide_characters_count_as_one_column() -> None:
    document = parse('"😀😀": x\n')
    assert document.root is not None
    assert document.root.fields()["😀😀"][1].span.column == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("Y003", 1, 1)]),
        ("# nothing\n\n", [("Y003", 1, 1)]),
        ("a: b\n---\nc: d\n", [("Y020", 2, 1)]),
        ("a: &x b\n", [("Y023", 1, 4)]),
        ("a: b\nc: *a\n", [("Y024", 2, 4)]),
        ("<<: {a: b}\n", [("Y025", 1, 1)]),
        ("a: !!str b\n", [("Y026", 1, 4)]),
        ("a: !b c\n", [("Y026", 1, 4)]),
        ("a: b\nc: d\na: e\n", [("Y027", 3, 1)]),
        ("? [a]\n: b\n", [("Y028", 1, 3)]),
        ("a: {{may}}\n", [("Y019", 1, 4)]),
        ("a: b # c\n", [("Y033", 1, 6)]),
        ("a: #1\n", [("Y033", 1, 4)]),
        ("- a # b\n", [("Y033", 1, 5)]),
    ],
)
def test_what_is_refused_is_told_at_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["a: 'b # c'\n", "a: b#c\n", "# a # b\na: b\n", "a: 'b' # c\n", "a: |\n  b # c\n", "a: # c\n  - b\n"],
)
def test_other_hashes_are_left_alone(text: str) -> None:
    assert found(text) == [] or text == "a: # c\n  - b\n"


def test_a_duplicate_key_names_both_lines() -> None:
    (one,) = parse("a: b\n\na: c\n").diagnostics
    assert "lines 1 and 3" in one.message
    assert one.related[0].span.line == 1


def test_the_rest_of_a_file_is_read_when_something_is_refused() -> None:
    document = parse("a: *x\nb: [c, d]\nb: e\n")
    assert [one.code for one in document.diagnostics] == ["Y024", "Y027"]
    assert document.root is not None
    assert document.root.fields()["b"][1].plain == ["c", "d"]


def test_an_odd_line_break_is_a_space_and_moves_no_line() -> None:
    document = parse("a: b\u2028c\nd: e\n")
    assert document.root is not None
    assert document.root.plain == {"a": "b c", "d": "e"}
    assert document.root.fields()["d"][0].span.line == 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_given_up(opening: str) -> None:
    assert parse(opening * 50_000).diagnostics[-1].code == "Y021"
    assert parse(opening * (MAX_DEPTH + 1)).broken


@pytest.mark.parametrize("times", [MAX_DEPTH + 1, 1000, 1001, 20_000])
@pytest.mark.parametrize("opening", ["[", "{", "[ ", "[\n", "{a: ", "[{a: ", "- ", "? ", "[{", "\n"])
@pytest.mark.parametrize("slow", [False, True])
def test_nesting_is_never_taken_for_another_fault(
    opening: str, times: int, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if slow:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    rising = "".join(" " * depth + "a:\n" for depth in range(min(times, 1500)))
    codes = {one.code for one in parse(rising if opening == "\n" else opening * times).diagnostics}
    assert codes & {"Y021", "Y019", "Y028"}
    assert codes <= {"Y021", "Y019", "Y028", "Y027"}


def test_the_allowed_depth_is_allowed() -> None:
    assert found("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []


def test_too_many_parts_are_given_up() -> None:
    document = parse("[" + "a," * (MAX_EVENTS + 5) + "]")
    assert [one.code for one in document.diagnostics] == ["Y022"]


def test_the_slow_parser_gives_up_at_too_many_parts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    monkeypatch.setattr(nodes, "MAX_EVENTS", 1000)
    for text in ("[" + "a," * 1005 + "]", "- a\n" * 1005, "".join(f"a{number}: b\n" for number in range(600))):
        assert [one.code for one in parse(text).diagnostics] == ["Y022"]


def test_aliases_are_never_followed() -> None:
    levels = ["a0: &a0 [x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    document = parse("\n".join(levels))
    assert {one.code for one in document.diagnostics} == {"Y023", "Y024"}
    assert len(document.values) < 200


def test_the_slow_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "a: b\nc: [d, 'e']\n",
        "a: b # c\n",
        "a: {{b}}\n",
        "a: &x b\nc: *x\n",
        'a: "b\nc: "d"\n',
        "a: @b\n",
        "a:b\nc: d\n",
        'a: "\\ud800"\n',
        'a: "é\\\\ud800 \\ud800 \\n"\n',
        'a: "\\U00110000"\n',
        'a: "\\UFFFFFFFF"\n',
        f"%YAML 1.{'9' * 5000}\n---\na: b\n",
    ]
    fast = [(parse(text).diagnostics, parse(text).values) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [(parse(text).diagnostics, parse(text).values) for text in texts] == fast


@given(st.binary(max_size=200))
def test_any_bytes_end_in_nodes_or_a_finding(data: bytes) -> None:
    document = read_nodes(data, "f")
    assert document.root is not None or document.diagnostics
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= one.span.line <= lines and one.span.column >= 1 for one in document.diagnostics)


def test_a_text_with_a_comment_that_is_a_whole_file_is_told_as_any() -> None:
    assert [found.code for found in parse("\\ #").diagnostics] == ["Y033"]


@given(st.text(alphabet="ab:-[]{}'\"\\#&*!|>?%@`,.\n\t \u2028\xa0é", max_size=60))
@examples(200)
def test_any_text_ends_in_nodes_or_a_finding(text: str) -> None:
    document = parse(text)
    assert document.root is not None or document.diagnostics
    for one in document.diagnostics:
        assert 1 <= one.span.line <= len(document.lines)
        assert one.span.column <= len(document.lines[one.span.line]) + 1
        assert (one.span.end_line, one.span.end_column) >= (one.span.line, one.span.column)


def test_a_key_that_stands_twice_beside_a_key_that_is_none() -> None:
    document = read_nodes(b"? {a: b}\n: c\nd: e\nd: f\n", "f")
    assert [found.code for found in document.diagnostics] == ["Y028", "Y027"]
