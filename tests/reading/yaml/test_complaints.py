"""What the parsers say, held against the parsers that are installed."""

from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from quiz.diagnostics.findings import Diagnostic
from quiz.diagnostics.lines import Lines
from quiz.reading.yaml import slip
from quiz.reading.yaml.complaints import COMPLAINTS, Complaint, Meaning, understood
from quiz.reading.yaml.libyaml import open_parser
from quiz.reading.yaml.parser import read_nodes
from quiz.reading.yaml.syntax_errors import explain_slip
from tests.examples import examples

PROVOCATIONS: dict[str | None, dict[str, str]] = {
    None: {
        "block sequence entries are not allowed in this context": "a: - b\n",
        "sequence entries are not allowed here": "a: - b\n",
        "mapping keys are not allowed in this context": "a: ? b\n",
        "mapping keys are not allowed here": "a: ? b\n",
        "mapping values are not allowed in this context": "a: b: c\n",
        "mapping values are not allowed here": "a: b: c\n",
        "did not find expected <document start>": "a: b\n...\nc\n",
        "expected '<document start>', but found …": "a: b\n...\nc\n",
        "found duplicate %YAML directive": "%YAML 1.1\n%YAML 1.1\n---\na\n",
        "found duplicate YAML directive": "%YAML 1.1\n%YAML 1.1\n---\na\n",
        "found duplicate %TAG directive": "%TAG !a! b\n%TAG !a! b\n---\na\n",
        "duplicate tag handle …": "%TAG !a! b\n%TAG !a! b\n---\na\n",
        "found incompatible YAML document": "%YAML 3.1\n---\na\n",
        "found incompatible YAML document (version 1.* is required)": "%YAML 3.1\n---\na\n",
        "Exceeds the limit (… digits) for integer string conversion…": f"%YAML 1.{'9' * 5000}\n---\na\n",
        "chr() arg not in range(0x110000)": 'a: "\\UFFFFFFFF"\n',
        "'utf-8' codec can't encode …surrogates not allowed": 'a: "\\ud800"\n',
    },
    "while increasing flow level": {"exceeded maximum nesting depth": "[" * 5000},
    "while increasing block level": {"exceeded maximum nesting depth": "- " * 5000},
    "while scanning for the next token": {
        "found character that cannot start any token": "a: @b\n",
        "found character '\\t' that cannot start any token": "a:\n\t- b\n",
        "found character … that cannot start any token": "a: `b\n",
    },
    "while scanning a simple key": {"could not find expected ':'": "a: b\nc\n"},
    "while scanning a plain scalar": {
        "found unexpected ':'": "[a:]\n",
        "found a tab character that violates indentation": "a: b\n\tc\n",
    },
    "while scanning a quoted scalar": {
        "found unexpected end of stream": "a: 'b",
        "found unexpected document indicator": 'a: "b\n---\nc: d\n',
        "found unexpected document separator": 'a: "b\n---\nc: d\n',
    },
    "while parsing a quoted scalar": {
        "found unknown escape character": 'a: "\\d"\n',
        "did not find expected hexdecimal number": 'a: "\\xzz"\n',
        "found invalid Unicode character escape code": 'a: "\\ud800"\n',
    },
    "while scanning a double-quoted scalar": {
        "found unknown escape character …": 'a: "\\d"\n',
        "expected escape sequence of … hexadecimal numbers, but found …": 'a: "\\xzz"\n',
    },
    "while scanning a block scalar": {
        "found a tab character where an indentation space is expected": "a: |\n\tb\n",
        "found an indentation indicator equal to 0": "a: |0\n b\n",
        "expected indentation indicator in the range 1-9, but found 0": "a: |0\n b\n",
        "did not find expected comment or line break": "a: | b\n",
        "expected a comment or a line break, but found …": "a: | b\n",
        "expected chomping or indentation indicators, but found …": "a: |x\n b\n",
    },
    "while scanning an anchor": {
        "did not find expected alphabetic or numeric character": "a: & b\n",
        "expected alphabetic or numeric character, but found …": "a: & b\n",
    },
    "while scanning an alias": {
        "did not find expected alphabetic or numeric character": "a: * b\n",
        "expected alphabetic or numeric character, but found …": "a: * b\n",
    },
    "while scanning a tag": {
        "did not find the expected '>'": "a: !<b c\n",
        "did not find expected whitespace or line break": "a: !b{ c\n",
        "expected ' ', but found …": "a: !b{ c\n",
        "expected '!', but found …": "a: !b:!c d\n",
        "expected URI escape sequence of … hexadecimal numbers, but found …": "a: !%zz c\n",
        "'utf-8' codec can't decode …": "a: !%ff c\n",
    },
    "while parsing a tag": {
        "did not find expected tag URI": "a: !<> c\n",
        "did not find URI escaped octet": "a: !%zz c\n",
        "found an incorrect leading UTF-8 octet": "a: !%ff c\n",
        "found an incorrect trailing UTF-8 octet": "a: !%c3%28 c\n",
        "expected '>', but found …": "a: !<b c\n",
        "expected URI, but found …": "a: !<> c\n",
    },
    "while parsing a node": {
        "found undefined tag handle": "a: !b!c d\n",
        "found undefined tag handle …": "a: !b!c d\n",
    },
    "while parsing a block node": {
        "did not find expected node content": "a: ]\n",
        "expected the node content, but found …": "a: ,b\n",
    },
    "while parsing a block collection": {
        "did not find expected '-' indicator": "- a\nb: c\n",
        "expected <block end>, but found …": "- a\nb: c\n",
    },
    "while parsing a block mapping": {
        "did not find expected key": "a: b\n- c\n",
        "expected <block end>, but found …": "a: b\n- c\n",
    },
    "while parsing a flow node": {
        "did not find expected node content": "a: [,]\n",
        "expected the node content, but found …": "a: [,]\n",
    },
    "while parsing a flow sequence": {
        "did not find expected ',' or ']'": "a: [b\nc: d\n",
        "expected ',' or ']', but got …": "a: [b\nc: d\n",
    },
    "while parsing a flow mapping": {
        "did not find expected ',' or '}'": "a: {b: c\nd: e\n",
        "expected ',' or '}', but got …": "a: {b: c\nd: e\n",
    },
    "while scanning a directive": {
        "could not find expected directive name": "%\n---\na\n",
        "found unexpected non-alphabetical character": "%A!\n---\na\n",
        "found unknown directive name": "%A b\n---\na\n",
        "did not find expected comment or line break": "%YAML 1.1 x\n---\na\n",
        "expected alphabetic or numeric character, but found …": "%\n---\na\n",
        "expected a comment or a line break, but found …": "%YAML 1.1 x\n---\na\n",
        "expected a digit or '.', but found …": "%YAML 1x\n---\na\n",
        "expected a digit or ' ', but found …": "%YAML 1.1x\n---\na\n",
        "expected a digit, but found …": "%YAML x\n---\na\n",
        "expected ' ', but found …": "%TAG !a!b\n---\na\n",
        "expected '!', but found …": "%TAG a b\n---\na\n",
    },
    "while parsing a directive": {"expected URI, but found …": "%TAG !a! \n---\na\n"},
    "while scanning a %YAML directive": {
        "did not find expected digit or '.' character": "%YAML 1x\n---\na\n",
        "did not find expected version number": "%YAML x\n---\na\n",
        "found extremely long version number": "%YAML 1.12345678901\n---\na\n",
    },
    "while scanning a %TAG directive": {
        "did not find expected whitespace": "%TAG !a!b\n---\na\n",
        "did not find expected whitespace or line break": "%TAG !a! b{\n---\na\n",
    },
    "while parsing a %TAG directive": {"did not find expected tag URI": "%TAG !a! \n---\na\n"},
    "while parsing a tag directive": {"did not find expected '!'": "%TAG !a b\n---\na\n"},
    "while scanning a tag directive": {"did not find expected '!'": "%TAG a b\n---\na\n"},
}
TEXTS = sorted({text for problems in PROVOCATIONS.values() for text in problems.values()}, key=lambda text: text[:20])


def _installed() -> dict[str, str]:
    """The parsers that are installed, by name, each with its version."""
    found = {"PyYAML": yaml.__version__}
    if hasattr(yaml, "CSafeLoader"):
        import yaml._yaml as fast

        found["libyaml"] = fast.get_version_string()
    return found


def _said(name: str) -> list[Complaint]:
    """The sentences of a parser in the version that is installed; one nobody knows yet is held against the newest."""
    known = {entry for complaint in COMPLAINTS for entry in complaint.seen if entry.startswith(f"{name} ")}
    version = f"{name} {_installed()[name]}"
    version = version if version in known else max(known)
    return [complaint for complaint in COMPLAINTS if version in complaint.seen]


def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


def _complaint(text: str) -> yaml.MarkedYAMLError:
    parser = open_parser(text)
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        list(iter(parser.get_event, None))
    return caught.value


SENTENCES = [
    pytest.param(name, complaint, id=f"{name}: {complaint.context}: {complaint.problem}")
    for name in _installed()
    for complaint in _said(name)
]


@pytest.mark.parametrize(("name", "complaint"), SENTENCES)
def test_every_sentence_is_said_by_the_parser_that_is_installed(
    name: str, complaint: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "PyYAML":
        _slow(monkeypatch)
    error = _complaint(PROVOCATIONS[complaint.context][complaint.problem])
    assert (error.context, error.problem) == (complaint.context, error.problem)
    assert complaint.fits(str(error.problem))
    assert understood(error.context, str(error.problem)) is complaint.meaning


def test_there_is_a_provocation_for_every_sentence() -> None:
    provoked = {(context, problem) for context, problems in PROVOCATIONS.items() for problem in problems}
    assert provoked == {(complaint.context, complaint.problem) for complaint in COMPLAINTS}


def test_every_meaning_has_a_sentence() -> None:
    assert {complaint.meaning for complaint in COMPLAINTS} == set(Meaning)


@pytest.mark.parametrize("slow", [False, True])
@given(text=st.text(alphabet="ab0:-[]{}'\"\\#&*!|>?%@`,.<xuU\n\t \xa0é", max_size=40))
@examples(200)
def test_no_parser_says_what_is_not_in_the_table(slow: bool, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if slow:
            _slow(patch)
        parser = open_parser(text)
    said: tuple[str | None, str] | None = None
    try:
        list(iter(parser.get_event, None))
    except yaml.MarkedYAMLError as error:
        said = error.context, str(error.problem)
    assert said is None or understood(*said), said


def _told(text: str, context: str | None, problem: str | None, at: int) -> Diagnostic:
    mark = yaml.Mark("f", at, 0, 0, None, 0)
    error = yaml.MarkedYAMLError(context=context, problem=problem, problem_mark=mark)
    return explain_slip("f", text, Lines(text), error)


def test_a_sentence_nobody_knows_is_repeated_with_its_place_and_nothing_is_claimed() -> None:
    told = _told("a: b\nc: [d\n", "while folding a napkin", "found the corner missing", 8)
    assert (told.code, told.span.line, told.span.column) == ("Y010", 2, 4)
    assert "It says: while folding a napkin, found the corner missing." in told.message
    assert told.help
    assert told.fix == ()


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        (None, "mapping values are not allowed in this context, any more"),
        ("while parsing a flow napkin", "did not find expected ',' or ']'"),
        ("while scanning a quoted scalar", "found a character nobody expected"),
        ("while increasing flow level", "could not find expected ':'"),
        (None, "found character that cannot start any token"),
        ("while scanning for the next token", None),
    ],
)
def test_part_of_a_known_sentence_is_no_known_sentence(context: str | None, problem: str | None) -> None:
    told = _told('a: "b\nc: [d\n\te: @f\n', context, problem, 8)
    assert told.code == "Y010"
    assert f"{context or problem}" in told.message


def test_an_error_without_a_sentence_or_a_place_is_told_too() -> None:
    told = explain_slip("f", "a: b\n", Lines("a: b\n"), yaml.YAMLError("out of\nwords \x1b[1m"))
    assert "out of words" in told.message
    assert "\x1b" not in told.message
    assert told.span.line == 1


@pytest.mark.parametrize("text", TEXTS)
def test_a_parser_with_other_words_is_quoted(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_words(*_: Any) -> None: ...

    monkeypatch.setattr(slip, "understood", other_words)
    document = read_nodes(text.encode(), "f")
    assert document.root is None or not document.broken
    assert all(one.code != "Y010" or "The YAML parser" in one.message for one in document.diagnostics)
    assert {one.code for one in document.diagnostics} <= {"Y010", "Y021", "Y026", "Y028"}
