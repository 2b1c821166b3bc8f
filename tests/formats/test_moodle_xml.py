"""Moodle XML: what is read, what is told, and what is refused."""

from typing import Any

import pytest

from tests.formats.conftest import Plans, questions, told


def quiz(*questions: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f"{head}\n<quiz>\n" + "\n".join(questions) + "\n</quiz>\n"


def question(kind: str, inside: str, prompt: str = "Which?") -> str:
    text = f'<questiontext format="html"><text><![CDATA[{prompt}]]></text></questiontext>'
    return f'<question type="{kind}">{text}{inside}</question>'


def answer(text: str, share: float, more: str = "") -> str:
    return f'<answer fraction="{share}"><text>{text}</text>{more}</answer>'


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (
            question("multichoice", answer("a", 100) + answer("b", 0) + "<shuffleanswers>\n 0\n</shuffleanswers>"),
            {"type": "single", "prompt": "Which?", "answer": "a", "distractors": ["b"], "sequence": ["a", "b"]},
        ),
        (
            question(
                "multichoice",
                "<single>false</single>" + answer("a", 33.33333) * 1 + answer("b", 33.33333) + answer("c", 33.33333),
            ),
            {"type": "multiple", "prompt": "Which?", "answers": ["a", "b", "c"]},
        ),
        (
            question("numerical", "<answer><fraction>100</fraction>3.5<tolerance>0.1</tolerance></answer>"),
            {"type": "number", "prompt": "Which?", "answer": 3.5, "tolerance": 0.1},
        ),
        (
            question("ordering", answer("c", 3) + answer("a", 1) + answer("b", 2)),
            {"type": "order", "prompt": "Which?", "items": ["a", "b", "c"]},
        ),
        (
            question(
                "ddwtos",
                "".join(f"<dragbox><text>{one}</text><group>1</group></dragbox>" for one in "ab"),
                "An [[2]] or [[1]].",
            ),
            {"type": "cloze", "prompt": "file", "text": "An {{b ~ a}} or {{a ~ b}}."},
        ),
        (
            question("cloze", "", "A &lt; {2:MC:no#bad~=a &amp; b} or {1:SA:=x\\~y~=z}."),
            {"type": "cloze", "prompt": "file", "text": "A < {{a & b ~ no}} or {{x\\~y|z}}."},
        ),
        (
            question("essay", '<graderinfo format="html"><text>Because.</text></graderinfo>'),
            {"type": "open", "prompt": "Which?", "answer": "Because."},
        ),
        (
            question("truefalse", answer("true", 100) + answer("false", 0), "<p>One</p><p>two<br>three</p>"),
            {"type": "true-false", "prompt": "One\ntwo\nthree", "answer": True},
        ),
    ],
)
def test_a_question_is_read(xml: str, wanted: dict[str, Any], plan: Plans) -> None:
    assert questions(plan(quiz(xml), "file.xml")) == [wanted]


TRUE = question("truefalse", answer("true", 100) + answer("false", 0))


@pytest.mark.parametrize(
    ("xml", "code", "line"),
    [
        ("<?xml version='1.0'?>\n<!DOCTYPE quiz [<!ENTITY a 'b'>]>\n<quiz/>", "doctype", 2),
        (quiz("<question>", "</quiz>"), "not-well-formed", 4),
        ("<?xml version='1.0'?>\n" + "<a>" * 300, "too-large", 2),
        ("<?xml version='1.0'?>\n<questions/>", "foreign-root", 2),
        (quiz(TRUE, question("gapselect", "", "No gap.")), "no-gap", 4),
        (quiz(TRUE, question("gapselect", "", "A [[1]] of none.")), "gap-without-option", 4),
        (
            quiz(
                TRUE, question("matching", "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>")
            ),
            "too-few-pairs",
            4,
        ),
        (quiz(TRUE, question("multichoice", "".join(answer(str(one), 0) for one in range(1000)))), "too-large", 4),
        (quiz(TRUE, question("shortanswer", answer("a", 100), "<b>x</b>" * 5000)), "too-large", 4),
        (quiz(TRUE, question("gapselect", "<selectoption>a</selectoption>", "<b>[[1]]</b>" * 5000)), "too-large", 4),
    ],
)
def test_what_is_wrong_is_told_on_its_line(xml: str, code: str, line: int, plan: Plans) -> None:
    found = plan(xml, "file.xml")
    assert (line, code) in told(found)
    assert len(questions(found)) == xml.count('"truefalse"')


def test_a_file_in_another_encoding_is_read_as_it_declares(plan: Plans) -> None:
    xml = quiz(TRUE.replace("Which?", "Größe?"), head='<?xml version="1.0" encoding="ISO-8859-1"?>')
    found = plan(xml.encode("iso-8859-1"), "file.xml")
    assert questions(found)[0]["prompt"] == "Größe?"
    assert told(found) == []


def test_names_of_characters_are_read_outside_and_left_alone_inside_cdata(plan: Plans) -> None:
    first = '<question type="truefalse"><questiontext><text>caf&eacute;</text></questiontext>'
    xml = quiz(
        first + answer("true", 0) + answer("false", 100) + "</question>",
        question("truefalse", answer("true", 100) + answer("false", 0), "x &eacute;&amp;eacute;"),
    )
    found = plan(xml, "file.xml")
    assert [one["prompt"] for one in questions(found)] == ["café", "x é&eacute;"]
    assert told(found) == [(3, "unknown-entity")]


@pytest.mark.parametrize("points", ["0", "5000"])
def test_points_that_a_bank_cannot_give_are_told(points: str, plan: Plans) -> None:
    inside = answer("a", 100) + answer("b", 0) + f"<defaultgrade>{points}</defaultgrade>"
    found = plan(quiz(question("multichoice", inside)), "a.xml")
    assert "points" not in questions(found)[0]
    assert told(found) == [(3, "setting")]


def test_what_is_said_of_a_category_is_told_but_not_what_moodle_itself_says(plan: Plans) -> None:
    def category(text: str) -> str:
        info = f'<info format="html"><text>{text}</text></info>'
        return f'<question type="category"><category><text>top/A</text></category>{info}</question>'

    own, stock = category("Only for the exam."), category("The default category for questions shared in context 'X'.")
    answers = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    truth = f'<question type="truefalse"><questiontext><text>So?</text></questiontext>{answers}</question>'
    found = plan(f'<?xml version="1.0"?>\n<quiz>\n{own}\n{stock}\n{truth}</quiz>', "file.xml")
    assert [(loss.code, loss.text) for loss in found.banks[0].content.losses] == [
        ("text-outside", "Only for the exam.")
    ]


def test_a_picture_without_words_is_called_by_the_name_of_its_file(plan: Plans) -> None:
    answers = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    text = '<text><![CDATA[So? <img src="@@PLUGINFILE@@/a%20b%C3%BC.png" alt=""/>]]></text>'
    asked = f'<questiontext format="html">{text}</questiontext>'
    found = plan(f'<quiz><question type="truefalse">{asked}{answers}</question></quiz>', "file.xml")
    assert questions(found)[0]["prompt"] == "So? [image: a bü.png]"
