import textwrap
from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.bank.model import Reference
from quiz.bank.questions.choice import Single, TrueFalse
from quiz.bank.questions.number import Number
from quiz.bank.questions.placement import Match
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.typed import Cloze
from quiz.diagnostics.codes import Severity
from quiz.reading.reader import read_bank
from quiz.reading.reading import Reading
from tests.examples import examples

REFERENCES = {"un-1718": Reference(id="un-1718", title="Resolution 1718")}
SUPPORT = "explanation: Because.\nsources: [un-1718]\n"
FIELDS = {
    "single": "answer: A\ndistractors: [B, C]\n",
    "multiple": "answers: [A, B]\ndistractors: [C]\n",
    "true-false": "answer: true\n",
    "number": "answer: 366\ntolerance: 0.5\nunit: million euros\n",
    "text": "answers: [Pyongyang]\n",
    "list": "answers: [Coal, [Iron, Ferrum], Lead]\nneed: 2\n",
    "open": "answer: It froze funds.\nrubric: [The freeze., The funds.]\n",
    "order": "items: [a, b, c]\n",
    "match": "pairs: {a: b, c: d}\n",
    "classify": "categories: {x: [a], y: [b]}\n",
    "cloze": "text: In {{May|may}} {{2001}}.\n",
}


def bank(*questions: str) -> str:
    items = "".join("  - " + textwrap.indent(question.rstrip(), "    ").lstrip() + "\n" for question in questions)
    return f"id: bank\ntitle: Bank\nquestions:\n{items}"


def question(kind: str = "single", extra: str = "", name: str = "q", fields: str | None = None) -> str:
    return f"id: {name}\ntype: {kind}\nprompt: P?\n{FIELDS[kind] if fields is None else fields}{SUPPORT}{extra}"


def read(text: str) -> Reading:
    return read_bank(text.encode(), "f.yaml", REFERENCES)


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.diagnostics]


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_type_is_read(kind: str) -> None:
    reading = read(bank(question(kind)))
    assert reading.diagnostics == ()
    assert reading.bank is not None
    assert [one.type for one in reading.bank.questions] == [kind]
    assert reading.bank.references == REFERENCES


def test_scalars_are_text_unless_the_format_says_otherwise() -> None:
    text = bank(
        question(fields="answer: No\ndistractors: [3.10, 12:30, 010, 2024-01-15, null]\n"),
        question("number", fields="answer: 1.50\n", name="n"),
        question("true-false", fields="answer: TRUE\n", name="t"),
        question("match", fields="pairs: {2006: 1718, 2009: 1874}\n", name="m"),
    )
    reading = read(text)
    assert reading.diagnostics == ()
    assert reading.bank is not None
    single, number, flag, match = reading.bank.questions
    assert isinstance(single, Single)
    assert single.answer == "No"
    assert single.distractors == ("3.10", "12:30", "010", "2024-01-15", "null")
    assert isinstance(number, Number)
    assert number.answer == "1.50"
    assert isinstance(flag, TrueFalse)
    assert flag.answer is True
    assert isinstance(match, Match)
    assert match.pairs == {"2006": "1718", "2009": "1874"}


def test_topic_is_the_title_unless_given() -> None:
    reading = read(bank(question()))
    assert reading.bank is not None
    assert reading.bank.topic == "Bank"


FAULTS: dict[str, tuple[str, str, str]] = {
    # what the question is: the code, and the text that is underlined
    "unknown field": (question(extra="promt: x\n"), "B003", "promt"),
    "field twice but for spaces": (question(extra="hint: a\n' hint': b\n"), "B003", "' hint'"),
    "missing prompt": ("id: q\ntype: true-false\nanswer: true\n" + SUPPORT, "B002", "q"),
    "missing id": ("type: true-false\nprompt: P\nanswer: true\n" + SUPPORT, "B002", "type"),
    "missing type": ("id: q\nprompt: P\nanswer: true\n" + SUPPORT, "B002", "q"),
    "unknown type": (question().replace("single", "singel"), "B004", "singel"),
    "a list for a text": (question(extra="hint: [a]\n"), "B005", "[a]"),
    "a mapping for a text": (question(extra="hint: {a: b}\n"), "B005", "{a: b}"),
    "a text for a list": (question(extra="tags: a\n"), "B005", "a"),
    "a text for a mapping": (question("match", fields="pairs: a\n"), "B005", "a"),
    "a text for a question": ("just text", "B005", "just text"),
    "a list of tags with a list": (question(extra="tags: [a, [b]]\n"), "B005", "[b]"),
    "empty text": (question(extra='hint: ""\n'), "B006", '""'),
    "empty text of spaces": (question(extra='hint: "  "\n'), "B006", '"  "'),
    "empty choice": (question(fields='answer: A\ndistractors: [B, ""]\n'), "B006", '""'),
    "empty left side": (question("match", fields='pairs: {a: b, "": d}\n'), "B006", '""'),
    "bad id": (question(name="a b"), "B007", "a b"),
    "bad group": (question(extra="group: ä\n"), "B007", "ä"),
    "bad date": (question(extra="as_of: May 2014\n"), "B008", "May 2014"),
    "day that is not": (question(extra="as_of: 2014-02-30\n"), "B008", "2014-02-30"),
    "valid until a month": (question(extra="valid_until: 2014-02\n"), "B008", "2014-02"),
    "valid until no day": (question(extra="valid_until: 2014-02-30\n"), "B008", "2014-02-30"),
    "valid until a word": (question(extra="valid_until: May\n"), "B008", "May"),
    "valid until a list": (question(extra="valid_until: [2014-02-28]\n"), "B005", "[2014-02-28]"),
    "valid until misspelt": (question(extra="valid_untill: 2014-02-28\n"), "B003", "valid_untill"),
    "not a number": (question("number", fields="answer: many\n"), "B009", "many"),
    "points nan": (question(extra="points: nan\n"), "B009", "nan"),
    "typos with a point": (question("text", extra="typos: 1.5\n"), "B009", "1.5"),
    "points zero": (question(extra="points: 0\n"), "B010", "0"),
    "points too many": (question(extra="points: 1e9\n"), "B010", "1e9"),
    "typos too many": (question("text", extra="typos: 4\n"), "B010", "4"),
    "tolerance negative": (question("number", fields="answer: 1\ntolerance: -1\n"), "B010", "-1"),
    "flag": (question("text", extra="case_sensitive: yes\n"), "B011", "yes"),
    "true-false with 1": (question("true-false", fields="answer: 1\n"), "B011", "1"),
    "difficulty": (question(extra="difficulty: esay\n"), "B012", "esay"),
    "two items to order": (question("order", fields="items: [a, b]\n"), "B013", "[a, b]"),
    "one pair": (question("match", fields="pairs: {a: b}\n"), "B013", "{a: b}"),
    "one category": (question("classify", fields="categories: {a: [b]}\n"), "B013", "{a: [b]}"),
    "no answers": (question("text", fields="answers: []\n"), "B013", "[]"),
    "ten items to order": (question("order", fields=f"items: [{', '.join('abcdefghij')}]\n"), "B014", "[a, b"),
    "answers in single": (question(fields="answers: [A]\ndistractors: [B]\n"), "B015", "answers"),
    "answer list in single": (question(fields="answer: [A]\ndistractors: [B]\n"), "B015", "[A]"),
    "answer in multiple": (question("multiple", fields="answer: A\ndistractors: [B]\n"), "B015", "answer"),
    "answer in text": (question("text", fields="answer: A\n"), "B015", "answer"),
    "equal choices": (question(fields="answer: A\ndistractors: [B, B]\n"), "B021", "B"),
    "equal when folded": (question(fields="answer: A\ndistractors: [x2, x²]\n"), "B021", "x²"),
    "equal but for spaces": (question(fields="answer: A\ndistractors: [b  c, b c]\n"), "B021", "b c"),
    "answer among distractors": (question(fields="answer: A\ndistractors: [B, A]\n"), "B023", "A"),
    "no distractor": (question(fields="answer: A\ndistractors: []\n"), "B024", "[]"),
    "two answers and no distractor": (question("multiple", fields="answers: [A, B]\n"), "B024", "[A, B]"),
    "distractors missing": (question(fields="answer: A\n"), "B024", "q"),
    "credit of nothing": (question(fields="answer: A\ndistractors: [{text: B, credit: 0}]\n"), "B010", "0"),
    "credit in multiple": (
        question("multiple", fields="answers: [A]\ndistractors: [{text: B, credit: 0.5}]\n"),
        "B003",
        "credit",
    ),
    "sequence with a stranger": (question(extra="sequence: [A, B, C, D]\n"), "B025", "D"),
    "sequence too short": (question(extra="sequence: [A, B]\n"), "B025", "[A, B]"),
    "sequence with a double": (question(extra="sequence: [A, B, C, C]\n"), "B025", "C"),
    "item in two categories": (question("classify", fields="categories: {x: [a], y: [a]}\n"), "B026", "a"),
    "distractor that fits": (question("match", extra="distractors: [b]\n"), "B027", "b"),
    "one spelling of two answers": (question("list", fields="answers: [a, [b, Á.]]\n"), "B036", "Á."),
    "one answer twice": (question("list", fields="answers: [a, b, A]\n"), "B036", "A"),
    "more needed than there are": (question("list", extra="need: 4\n").replace("need: 2\n", ""), "B037", "4"),
    "none needed": (question("list", extra="need: 0\n").replace("need: 2\n", ""), "B010", "0"),
    "double point": (question("open", fields="answer: a\nrubric: [b, b]\n"), "B028", "b"),
    "double item": (question("order", fields="items: [a, b, a]\n"), "B028", "a"),
    "double distractor in match": (question("match", extra="distractors: [e, e]\n"), "B028", "e"),
    "double left side": (question("match", fields="pairs: {x2: b, x²: d}\n"), "B028", "x²"),
    "open blank": (question("cloze", fields='text: "{{a}} {{b"\n'), "B029", "{{"),
    "empty blank": (question("cloze", fields='text: "{{a}} {{|b}}"\n'), "B029", "{{"),
    "empty choice of a blank": (question("cloze", fields='text: "{{a}} {{b ~ }}"\n'), "B029", "{{"),
    "choice of a blank twice": (question("cloze", fields='text: "{{a}} {{b|c ~ c}}"\n'), "B021", "{{"),
    "no blank": (question("cloze", fields="text: no blank\n"), "B029", "no blank"),
    "duplicate key": (question(extra="hint: a\nhint: b\n"), "Y027", "hint"),
    "anchor": (question(extra="hint: &a b\n"), "Y023", "&a"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_question_is_left_out_and_told_at_its_place(fault: str) -> None:
    faulty, code, underlined = FAULTS[fault]
    text = bank(question(name="before"), faulty, question(name="after"))
    reading = read(text)
    errors = [one for one in reading.diagnostics if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == [code]
    span = errors[0].span
    line = text.split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1].startswith(underlined)
    assert reading.bank is not None
    assert [one.id for one in reading.bank.questions] == ["before", "after"]


@pytest.mark.parametrize("number", ["nan", "inf", "-Infinity", "1_000", "1,000", "0x10", "010", "+5", ".5", "１"])
def test_numbers_are_finite_and_exact(number: str) -> None:
    reading = read(bank(question("number", fields=f"answer: {number}\n")))
    assert codes(reading) == ["B009"]


@pytest.mark.parametrize(
    ("language", "fields", "code", "message", "help_"),
    [
        ("en", "answer: 1e309", "B010", "An exponent is at most 308 either way.", "write it within these bounds"),
        ("en", "answer: 1/0", "B010", "Below the line of a fraction stands a 0.", "write it within these bounds"),
        ("en", f"answer: {'9' * 61}", "B010", "A number has at most 60 characters.", "write it within these bounds"),
        ("en", "answer: 1,500", "B009", "`1,500` could be 1500 or 1.5.", "write `answer: 1500` or `answer: 1.5`"),
        ("de", "answer: 1.500", "B009", "`1.500` could be 1500 or 1,5.", "write `answer: 1500` or `answer: 1,5`"),
        ("de", "answer: 3,142", "B009", "`3,142` could be 3142 or 3,1420.", "write `answer: 3142` or `answer: 3,1420`"),
        ("en", "answer: 12,5", "B009", "`12,5` could be 12.5 or 125.", "write `answer: 12.5` or `answer: 125`"),
        ("fr", "answer: 1.500.000", "B009", "`1.500.000` could be 1500000.", "write `answer: 1500000`"),
        (
            "de",
            "answer: viele",
            "B009",
            "`viele` is not a number.",
            "write a number and nothing else, such as 1500, 0,5, 6.02e23 or 1/3; the unit goes into `unit`",
        ),
        ("en", "answers: [1/2, 0.5]", "B031", "`0.5` counts already as an answer.", "change or remove it"),
        (
            "en",
            "answers: [1]\nnear: [{value: 1.0}]",
            "B031",
            "`1.0` counts already as an answer.",
            "change or remove it",
        ),
        (
            "en",
            "answer: 3\nanswers: [-3]",
            "B015",
            "A number question has `answer` or `answers`, not both.",
            "put all right numbers into `answers:`",
        ),
        (
            "en",
            "answer: [3, -3]",
            "B015",
            "A number question has a list in `answers`, one value in `answer`.",
            "write `answers:` above the list",
        ),
        ("en", "answers: 3", "B005", "`answers` should be a list, not a text.", "write `- …` lines below `answers:`"),
        ("en", "answers: []", "B013", "`answers` needs at least 1; there are none.", "add what is missing"),
        ("en", "tolerance: 1", "B002", "A number question needs the field `answer`.", "add `answer: …`"),
        ("en", "answr: 1", "B003", "A number question has no field `answr`.", "did you mean `answer`?"),
        ("en", "answer: 1\ntolerance: -1/2", "B010", "`tolerance` is below 0.", "write 0 or more"),
    ],
)
def test_what_is_wrong_with_a_number_is_told_with_what_to_write(
    language: str, fields: str, code: str, message: str, help_: str | None
) -> None:
    text = bank(question("number", fields=f"{fields}\n")) + f"language: {language}\n"
    (found,) = read(text).diagnostics
    assert (found.code, found.message) == (code, message)
    assert help_ in {None, found.help}
    assert found.span.line >= 4


@pytest.mark.parametrize("language", ["en", "de"])
def test_numbers_are_kept_as_they_are_written(language: str) -> None:
    written = [
        "6.02e23",
        "1E+3",
        "6.03×10^23",
        "1/3",
        "1.60",
        "-2",
        *(["12,5", "0,125"] if language == "de" else ["1.500"]),
    ]
    text = bank(question("number", fields="answers:\n" + "".join(f"  - {number}\n" for number in written)))
    reading = read(text + f"language: {language}\n")
    assert reading.diagnostics == ()
    assert reading.bank is not None
    (number,) = reading.bank.questions
    assert isinstance(number, Number)
    assert list(number.accepted) == written


@pytest.mark.parametrize(
    ("credit", "code", "help_"),
    [
        ("0", "B010", "remove `credit`: what is wrong earns nothing without it"),
        ("1", "B010", "what is wholly right belongs among the answers; write less than 1"),
        ("1.5", "B010", "what is wholly right belongs among the answers; write less than 1"),
        ("50", "B010", "write 0.5"),
        ("33.3", "B010", "write 0.333"),
        ("250", "B010", "what is wholly right belongs among the answers; write less than 1"),
        ("-0.5", "B010", "write a share above 0 and below 1, such as 0.5"),
        ("50 %", "B009", "write 0.5"),
        ("100%", "B009", "what is wholly right belongs among the answers; write less than 1"),
        ("half", "B009", "write a share above 0 and below 1, such as 0.5"),
        ("'0,5'", "B009", "write a share above 0 and below 1, such as 0.5"),
        ("[0.5]", "B005", "write `credit: 0.5`"),
    ],
)
def test_a_credit_that_is_no_share_is_told_with_what_to_write(credit: str, code: str, help_: str) -> None:
    reading = read(bank(question(fields=f"answer: A\ndistractors: [{{text: B, credit: {credit}}}]\n")))
    assert [(one.code, one.help) for one in reading.diagnostics] == [(code, help_)]


@pytest.mark.parametrize(
    ("kind", "fields", "help_"),
    [
        (
            "single",
            "answer: {text: A, credit: 0.5}\ndistractors: [B]\n",
            "only a distractor of a `single`",
        ),
        ("multiple", "answers: [{text: A, credit: 0.5}]\ndistractors: [B]\n", "only a distractor of a `single`"),
        ("single", "answer: A\ndistractors: [{text: B, credits: 0.5}]\n", "did you mean `credit`?"),
        (
            "single",
            "answer: A\ndistractors: [{text: B, weight: 0.5}]\n",
            "the share that a choice",
        ),
        ("single", "answer: A\ndistractors: [B]\ncredit: 0.5\n", "put the number in `points`"),
    ],
)
def test_a_credit_in_the_wrong_place_is_told_with_what_to_write(kind: str, fields: str, help_: str) -> None:
    reading = read(bank(question(kind, fields=fields)))
    (found,) = [one for one in reading.diagnostics if one.code == "B003"]
    assert found.help is not None
    assert help_ in found.help


@pytest.mark.parametrize(
    ("feedback", "code", "help_"),
    [
        ("It is so.", "B005", "write `true: …` and `false: …` below it, indented"),
        ("{}", "B006", "write `true: …` or `false: …` below it, or remove it"),
        ("{True: a}", "B003", "did you mean `true`?"),
        ("{flase: a}", "B003", "did you mean `false`?"),
        ("{correct: a}", "B003", "each said to a learner who chose that"),
        ("{true: [a]}", "B005", "one value"),
        ('{true: ""}', "B006", "remove the line"),
    ],
)
def test_feedback_on_a_statement_that_cannot_be_read_is_told_with_what_to_write(
    feedback: str, code: str, help_: str
) -> None:
    reading = read(bank(question("true-false", fields=f"answer: true\nfeedback: {feedback}\n")))
    (found,) = reading.diagnostics
    assert found.code == code
    assert found.help is not None
    assert help_ in found.help


@pytest.mark.parametrize("blank", ["a~b", "a ~b", "a~ b", "a|b~ ~ c", "~a"])
def test_a_tilde_that_parts_nothing_is_hinted_at_with_both_ways_to_write_it(blank: str) -> None:
    reading = read(bank(question("cloze", fields=f'text: "{{{{x}}}} {{{{{blank}}}}}"\n')))
    (found,) = reading.diagnostics
    assert (found.code, found.severity) == ("B030", Severity.HINT)
    assert found.help == r"write ` ~ ` between choices to pick from, `\~` where the sign itself is meant"
    assert reading.bank is not None
    assert len(reading.bank.questions) == 1


@pytest.mark.parametrize("text", ["{{a ~ b}} ~x~", r"{{a\\~b}}", r"\\{{ ~ {{a}}"])
def test_a_tilde_elsewhere_or_written_as_itself_is_not_spoken_of(text: str) -> None:
    assert read(bank(question("cloze", fields=f'text: "{text}"\n'))).diagnostics == ()


@pytest.mark.parametrize(
    ("kind", "near", "code", "underlined", "help_"),
    [
        ("text", "[{text: A}]", "B031", "A", "change or remove it"),
        ("text", "[{text: x}, {text: ' X.'}]", "B031", "' X.'", "change or remove it"),
        ("text", "[{text: x, credit: 1}]", "B010", "1", "write less than 1"),
        ("text", "[{text: x, credit: 50 %}]", "B009", "50 %", "write 0.5"),
        ("text", "[{text: x, points: 0.5}]", "B003", "points", "in `credit`"),
        ("text", "[{value: x}]", "B003", "value", "in `text`"),
        ("text", "[{txt: x}]", "B003", "txt", "did you mean `text`?"),
        ("text", "[{credit: 0.5}]", "B002", "credit", "add `text: …`"),
        ("text", "[x]", "B005", "x", "write `text: …` and `credit: …` and `feedback: …` below it, indented"),
        ("text", "x", "B005", "x", "write `- …` lines below `near:`"),
        ("number", "[{value: 366}]", "B031", "366", "change or remove it"),
        ("number", "[{value: 366.2, tolerance: 0.1}]", "B031", "366.2", "change or remove it"),
        ("number", "[{value: 1, tolerance: 3}, {value: 2, tolerance: 2}]", "B031", "2", "change or remove it"),
        ("number", "[{value: many}]", "B009", "many", "write a number"),
        ("number", "[{value: 1, tolerance: -1}]", "B010", "-1", "write 0 or more"),
        ("number", "[{text: 1}]", "B003", "text", "in `value`"),
        ("single", "[{text: x}]", "B003", "near", "number and text questions have it"),
    ],
)
def test_what_is_wrong_with_what_is_near_is_told_at_its_place(
    kind: str, near: str, code: str, underlined: str, help_: str
) -> None:
    own = {
        "text": "answers: [A]\n",
        "number": "answer: 366\ntolerance: 0.5\n",
        "single": "answer: A\ndistractors: [B]\n",
    }
    text = bank(question(kind, fields=f"{own[kind]}near: {near}\n"))
    (found,) = read(text).diagnostics
    assert found.code == code
    assert found.help is not None
    assert help_ in found.help
    line = text.split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith(underlined)


def test_what_is_near_may_be_wider_than_the_answer_and_stand_beside_what_a_slip_makes_of_it() -> None:
    number = question("number", fields="answer: 366\ntolerance: 0.5\nnear: [{value: 366, tolerance: 5, credit: 0}]\n")
    text = question("text", fields="answers: [Brussels]\ntypos: 1\nnear: [{text: Brusels, credit: 0.5}]\n", name="t")
    accents = question("text", fields="answers: [côte]\naccents: true\nnear: [{text: cote}]\n", name="u")
    assert read(bank(number, text, accents)).diagnostics == ()


WARNINGS: dict[str, tuple[str, str]] = {
    "similar choices": (question(fields="answer: A\ndistractors: [b, B]\n"), "B022"),
    "similar rights": (question("match", fields="pairs: {a: x, b: X}\n"), "B022"),
    "no explanation": (question().replace("explanation: Because.\n", ""), "B040"),
    "no source": (question().replace("sources: [un-1718]\n", ""), "B041"),
    "empty sources": (question().replace("[un-1718]", "[]"), "B041"),
    "unknown reference": (question().replace("un-1718", "'un-1817, paragraph 8'"), "B042"),
    "unknown reference in a mapping": (question().replace("[un-1718]", "[{ref: un-9999}]"), "B042"),
}


@pytest.mark.parametrize("warning", WARNINGS)
def test_a_question_with_a_warning_can_be_played(warning: str) -> None:
    text, code = WARNINGS[warning]
    reading = read(bank(text))
    assert codes(reading) == [code]
    assert reading.diagnostics[0].severity is Severity.WARNING
    assert reading.bank is not None
    assert len(reading.bank.questions) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (question(extra="explanatoin: x\n"), "explanation"),
        (question(extra="titles: x\n"), None),
        (question().replace("single", "singel"), "single"),
        (question().replace("un-1718", "un-1781"), "un-1718"),
        (question(extra="difficulty: esay\n"), "easy"),
    ],
)
def test_a_near_miss_is_guessed(text: str, meant: str | None) -> None:
    helps = [one.help or "" for one in read(bank(text)).diagnostics]
    assert any(f"did you mean `{meant}`?" in help_ for help_ in helps) == (meant is not None)


def test_a_duplicate_id_names_both_lines() -> None:
    reading = read(bank(question(), question("true-false")))
    (one,) = reading.diagnostics
    assert one.code == "B020"
    assert one.span.line == 11
    assert "lines 4 and 11" in one.message
    assert one.related[0].span.line == 4
    assert reading.bank is not None
    assert len(reading.bank.questions) == 1


def test_everything_is_told_in_one_pass() -> None:
    faulty = "id: a b\ntype: single\nprompt: ''\nanswer: A\ndistractors: [A, {txt: B}]\nas_of: x\npoints: -1\n"
    reading = read(bank(faulty, question("order", fields="items: [a]\n")))
    assert sorted(codes(reading)) == sorted(["B007", "B006", "B023", "B003", "B008", "B010", "B040", "B041", "B013"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("just text\n", ["B001"]),
        ("- a\n", ["B001"]),
        ("id: a\ntitle: b\n", ["B050"]),
        ("id: a\ntitle: b\nquestions: []\n", ["B050"]),
        ("id: a\ntitle: b\nquestions:\n", ["B050"]),
        ("id: a\ntitle: b\nquestions: x\n", ["B005"]),
        ("", ["Y003"]),
    ],
)
def test_a_file_that_is_no_bank_says_so(text: str, expected: list[str]) -> None:
    reading = read(text)
    assert codes(reading) == expected
    assert reading.bank is None or reading.bank.questions == ()


@pytest.mark.parametrize("missing", ["id", "title"])
def test_a_bank_without_id_or_title_cannot_be_played(missing: str) -> None:
    text = bank(question()).replace(f"{missing}: {'bank' if missing == 'id' else 'Bank'}\n", "")
    reading = read(text)
    assert codes(reading) == ["B002"]
    assert reading.bank is None


def test_fields_of_the_bank_are_checked() -> None:
    text = bank(question()) + "titel: x\nupdated: soon\nauthors: [a, '']\n"
    assert codes(read(text)) == ["B003", "B008", "B006"]


def test_own_references_come_first() -> None:
    own = "references:\n  - {id: un-1718, title: Our own copy}\n  - {id: other, title: Other}\n"
    reading = read(bank(question()) + own)
    assert reading.diagnostics == ()
    assert reading.bank is not None
    assert {name: one.title for name, one in reading.bank.references.items()} == {"un-1718": "Our own copy"}


def test_unknown_references_are_not_checked_where_sources_are_not_known() -> None:
    assert read_bank(bank(question()).encode(), "f", None).diagnostics == ()


def test_text_is_cleaned() -> None:
    text = bank(
        question(
            fields='answer: "A \\e[31m\\u202e"\ndistractors: ["B\\n c", C]\n',
            extra='hint: "one\\n\\ntwo \\a"\n',
            name='"q"',
        )
    )
    reading = read(text)
    assert reading.bank is not None
    (single,) = reading.bank.questions
    assert isinstance(single, Single)
    assert single.answer == "A ␛[31m<U+202E>"
    assert single.distractors == ("B\n c", "C")
    assert single.hint == "one\n\ntwo ␇"


def test_messages_quote_cleaned_and_cut() -> None:
    reading = read(bank(question(name='"' + "\\e" + "x" * 500 + '"')))
    (message,) = [one.message for one in reading.diagnostics if one.code == "B007"]
    assert "\x1b" not in message
    assert len(message) < 100


def test_the_fault_of_a_cloze_is_found_in_a_folded_text() -> None:
    text = bank(question("cloze", fields="text: >-\n  One {{a}} two\n  \\{{ and\n  {{three.\n"))
    (one,) = [one for one in read(text).diagnostics if one.code == "B029"]
    assert (one.span.line, one.span.column) == (10, 7)


def test_a_cloze_is_prose() -> None:
    reading = read(bank(question("cloze", fields="text: |\n  One {{a}}\n  two {{b}}\n")))
    assert reading.bank is not None
    (cloze,) = reading.bank.questions
    assert isinstance(cloze, Cloze)
    assert cloze.text == "One {{a}}\ntwo {{b}}"


KEYS = ["id", "type", "prompt", "answer", "answers", "distractors", "items", "pairs", "categories", "text", "points"]
VALUES = st.recursive(
    st.sampled_from(
        ["", "a", "A", "a²", "single", "cloze", "match", "order", "true", "1", "nan", "{{a}}", "{{", "x y", "\x1b"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, "ref", "feedback"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from([*KEYS, "sources", "hint", "as_of", "tags", "sequence"]), VALUES), max_size=3
    )
)
@examples(75)
def test_any_questions_end_in_a_bank_and_findings(questions: list[dict[str, Any]]) -> None:
    import json

    text = json.dumps({"id": "a", "title": "b", "questions": questions}, indent=1)
    reading = read(text)
    assert reading.bank is not None
    lines = text.count("\n") + 1
    assert all(1 <= one.span.line <= lines and one.message for one in reading.diagnostics)
    left_out = len(questions) - len(reading.bank.questions)
    errors = sum(one.severity is Severity.ERROR for one in reading.diagnostics)
    assert bool(left_out) <= bool(errors)
    assert not any(one.message == "This question cannot be read." for one in reading.diagnostics)


LINES = bank(*[question(kind, name=f"q{number}") for number, kind in enumerate(QUESTION_TYPES)]).split("\n")


@given(st.data())
@examples(75)
def test_any_slip_in_a_bank_ends_in_findings_with_lines(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[at])))
        insert = data.draw(st.text(alphabet="ab:-[]{}'\"\\#&*!|> \t,²", max_size=3))
        cut = data.draw(st.integers(0, 3))
        lines[at] = lines[at][:column] + insert + lines[at][column + cut :]
    reading = read("\n".join(lines))
    assert all(1 <= one.span.line <= len(lines) + 1 for one in reading.diagnostics)
    assert reading.bank is not None or reading.diagnostics


def test_a_bank_of_faults_alone_does_not_hold_the_reader_up() -> None:
    reading = read("id: a\ntitle: b\nquestions:\n" + "- {a: b}\n" * 20_000)
    (one,) = [one for one in reading.diagnostics if one.code == "B052"]
    assert "left out" in one.message
    assert len(reading.diagnostics) < 26_000
