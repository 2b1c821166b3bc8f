"""QTI of every version: what is read, what is told, and what is refused."""

import html
import io
import re
import zipfile
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest

from quiz.authoring.exporting import exported
from quiz.authoring.importing import written
from quiz.formats.archive import is_safe, packed
from quiz.reading.reader import read_bank
from tests.formats.conftest import Plans, questions, told


def item_2(declaration: str, body: str, *, more: str = "") -> str:
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t">'
        f'<responseDeclaration identifier="R" {declaration}</responseDeclaration><itemBody>{body}</itemBody>{more}'
        "</assessmentItem>"
    )


def item_1(kind: str, presentation: str, processing: str = "") -> str:
    field = (
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    )
    return (
        '<questestinterop><assessment title="T"><section>'
        f'<item ident="i" title="t"><itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata><presentation>'
        f"<material><mattext>Q?</mattext></material>{presentation}</presentation><resprocessing>{processing}</resprocessing>"
        "</item></section></assessment></questestinterop>"
    )


def labels(**texts: str) -> str:
    rows = (
        f'<response_label ident="{name}"><material><mattext>{text}</mattext></material></response_label>'
        for name, text in texts.items()
    )
    return f"<render_choice>{''.join(rows)}</render_choice>"


def gives(score: str, *conditions: str) -> str:
    return f"<respcondition><conditionvar>{''.join(conditions)}</conditionvar><setvar>{score}</setvar></respcondition>"


def equal(value: str, response: str = "R") -> str:
    return f'<varequal respident="{response}"> {value} </varequal>'


def entry(**values: int) -> str:
    return "".join(f'<mapEntry mapKey="{name}" mappedValue="{value}"/>' for name, value in values.items())


def simple(**texts: str) -> str:
    return "".join(f'<simpleChoice identifier="{name}">{text}</simpleChoice>' for name, text in texts.items())


def associable(**texts: str) -> str:
    rows = (
        f'<simpleAssociableChoice identifier="{name}">{text}</simpleAssociableChoice>' for name, text in texts.items()
    )
    return f"<simpleMatchSet>{''.join(rows)}</simpleMatchSet>"


CHOICES = '<response_lid ident="R">' + labels(x="a", y="b") + "</response_lid>"


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (
            item_1("multiple_choice_question", CHOICES, gives("100", equal("x"))),
            {"type": "single", "prompt": "Q?", "answer": "a"},
        ),
        (item_1("Multiple Choice", CHOICES, gives("SCORE.max", equal("y"))), {"type": "single", "answer": "b"}),
        (
            item_1(
                "multiple_answers_question",
                '<response_lid ident="R">' + labels(x="a", y="b", z="c") + "</response_lid>",
                gives("100", f"<and>{equal('x')}{equal('z')}<not>{equal('y')}</not></and>"),
            ),
            {"type": "multiple", "answers": ["a", "c"], "distractors": ["b"]},
        ),
        (
            item_1(
                "numerical_question", '<response_str ident="R"/>', gives("100", "<vargte>1</vargte><varlte>2</varlte>")
            ),
            {"type": "number", "answer": 1.5, "tolerance": 0.5},
        ),
        (
            item_2(
                'cardinality="single" baseType="float"><correctResponse><value>3</value></correctResponse>',
                '<p>How many? <textEntryInteraction responseIdentifier="R"/></p>',
                more='<responseProcessing><equal toleranceMode="absolute" tolerance="0.5 0.5"/></responseProcessing>',
            ),
            {"type": "number", "prompt": "How many? _____", "answer": 3, "tolerance": 0.5},
        ),
        (
            item_2(
                f'cardinality="single"><mapping>{entry(x=2, y=1)}</mapping>',
                '<choiceInteraction responseIdentifier="R"><prompt>Q?</prompt>'
                f"{simple(x='a <b>c</b>', y='b')}</choiceInteraction>",
            ),
            {"type": "single", "answer": "a **c**", "distractors": [{"text": "b", "credit": 0.5}]},
        ),
        (
            item_2(
                "cardinality='single'>",
                '<p>Q?</p><extendedTextInteraction/><rubricBlock view="scorer">So.</rubricBlock>',
            ),
            {"type": "open", "prompt": "Q?", "answer": "So."},
        ),
    ],
)
def test_a_question_is_read(xml: str, wanted: dict[str, Any], plan: Plans) -> None:
    found = plan(xml, "file.xml", form="qti")
    (question,) = questions(found)
    assert {name: question.get(name) for name in wanted} == wanted
    assert told(found) == []


def blackboard(text: str, ident: str, *labels: str) -> str:
    rows = "".join(f'<response_label ident="{label}"/>' for label in labels)
    return (
        f"<flow><flow><material><mat_formattedtext>{text}</mat_formattedtext></material></flow>"
        f'<response_lid ident="{ident}"><render_choice>{rows}</render_choice></response_lid></flow>'
    )


def right_block(*texts: str) -> str:
    rows = "".join(f"<material><mat_formattedtext>{text}</mat_formattedtext></material>" for text in texts)
    return f'<flow class="RIGHT_MATCH_BLOCK">{rows}</flow>'


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (
            item_1(
                "Matching",
                blackboard("one", "R1", "a1", "a2") + blackboard("two", "R2", "b1", "b2") + right_block("I", "II"),
                gives("SCORE.max", equal("a1", "R1")) + gives("SCORE.max", equal("b2", "R2")),
            ),
            {"type": "match", "prompt": "Q?", "pairs": {"one": "I", "two": "II"}, "distractors": []},
        ),
        (
            item_1(
                "Fill in the Blank Plus",
                '<material><mattext>An [x] [y].</mattext></material><response_str ident="x"/><response_str ident="y"/>',
                gives("SCORE.max", f"<and><or>{equal('a', 'x')}{equal('b', 'x')}</or>{equal('c', 'y')}</and>"),
            ),
            {"type": "cloze", "prompt": "t", "text": "Q?\nAn {{a|b}} {{c}}."},
        ),
        (
            item_1(
                "Fill in the Blank",
                '<response_str ident="R"/>',
                f"<respcondition><conditionvar>{equal('a')}</conditionvar></respcondition>",
            ),
            {"type": "text", "prompt": "Q?", "answers": ["a"]},
        ),
        (
            item_1("", '<response_str ident="R"/><material><mattext>.</mattext></material>', gives("1", equal("a"))),
            {"type": "text", "prompt": "Q? _____ .", "answers": ["a"]},
        ),
        (
            item_1("Multi-Select", CHOICES, gives("50", equal("x")) + gives("-50", equal("y"))),
            {"type": "multiple", "answers": ["a"], "distractors": ["b"]},
        ),
        (
            item_1("Some Kind", CHOICES, gives("1", equal("x"))),
            {"type": "single", "answer": "a"},
        ),
        (
            item_1(
                "multiple_choice_question", CHOICES.replace("<mattext>a", "<mattext>a <b>c</b>"), gives("1", equal("x"))
            ),
            {"type": "single", "answer": "a **c**"},
        ),
        (
            item_2(
                'cardinality="multiple" baseType="directedPair"><correctResponse><value>A X</value>'
                "<value>A Y</value></correctResponse>",
                '<matchInteraction responseIdentifier="R"><prompt>Q?</prompt>'
                f"{associable(A='both', B='none')}{associable(X='one', Y='two')}</matchInteraction>",
            ),
            {"type": "match", "pairs": {"one": "both", "two": "both"}, "distractors": ["none"]},
        ),
        (
            item_2(
                'cardinality="single" baseType="float"><correctResponse><value>50</value></correctResponse>',
                '<p>How far?</p><p><textEntryInteraction responseIdentifier="R"/> km</p>',
                more='<responseProcessing><equal toleranceMode="relative" tolerance="10 10"/></responseProcessing>',
            ),
            {"type": "number", "prompt": "How far?", "answer": 50, "tolerance": 5, "unit": "km"},
        ),
        (
            item_2(
                'cardinality="single"><correctResponse><value>So.</value></correctResponse>',
                '<contentBody>Why?</contentBody><extendedTextInteraction responseIdentifier="R"/>',
            ),
            {"type": "open", "prompt": "Why?", "answer": "So."},
        ),
    ],
)
def test_what_other_programs_write_is_read(xml: str, wanted: dict[str, Any], plan: Plans) -> None:
    (question,) = questions(plan(xml, "file.xml", form="qti"))
    assert {name: question.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("xml", "told_"),
    [
        (
            item_1("multiple_choice_question", CHOICES, gives("1", equal("x"))).replace(
                "</mattext>", '</mattext><matimage uri="a.png"/>', 1
            ),
            ["image"],
        ),
        (
            item_1("multiple_choice_question", CHOICES, gives("1", equal("x"))).replace(
                "</item>", '<itemfeedback ident="odd"><material><mattext>So.</mattext></material></itemfeedback></item>'
            ),
            ["answer-feedback"],
        ),
        (
            item_1("multiple_choice_question", CHOICES, gives("1", equal("x"))).replace(
                "<section>",
                "<section><presentation_material><material><mattext>Read.</mattext></material></presentation_material>",
            ),
            ["description"],
        ),
        (
            item_1("multiple_choice_question", CHOICES, gives("2", equal("x")) + gives("-1", equal("y"))),
            ["negative-credit"],
        ),
        (
            item_2(
                'cardinality="single"><correctResponse><value>x</value></correctResponse>',
                '<choiceInteraction responseIdentifier="R"><prompt>Q?</prompt>'
                f"{simple(x='a', y='b')}</choiceInteraction><feedbackBlock>So.</feedbackBlock>"
                '<rubricBlock view="scorer">Look.</rubricBlock><p><math><msup><mi>c</mi><mn>2</mn></msup></math></p>',
            ),
            ["combined-feedback", "math", "text-outside"],
        ),
    ],
)
def test_what_has_no_place_is_told(xml: str, told_: list[str], plan: Plans) -> None:
    found = plan(xml, "file.xml", form="qti")
    assert len(questions(found)) == 1
    assert sorted(code for _, code in told(found)) == told_


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (item_1("multiple_choice_question", CHOICES), "no-key"),
        (item_1("calculated_question", CHOICES), "unsupported-type"),
        (item_1("text_only_question", ""), "description"),
        (
            item_1(
                "ordering",
                '<response_lid ident="R">' + labels(x="a", y="", z="c") + "</response_lid>",
                gives("1", equal("x"), equal("y"), equal("z")),
            ),
            "empty-answer",
        ),
        (item_2("cardinality='single'>", "<p>Q?</p><hotspotInteraction/>"), "unsupported-type"),
        (item_2("cardinality='single'>", "<p>Q?</p>"), "description"),
        ("<manifest/>", "foreign-root"),
        ("<!DOCTYPE x><questestinterop/>", "doctype"),
    ],
)
def test_what_is_no_question_here_is_told(xml: str, code: str, plan: Plans) -> None:
    assert [one for _, one in told(plan(xml, "file.xml", form="qti"))] == [code]


def test_a_share_too_small_to_be_written_is_none(plan: Plans) -> None:
    xml = item_1("multiple_choice_question", CHOICES, gives("999999", equal("x")) + gives("0.00001", equal("y")))
    assert questions(plan(xml, "file.xml", form="qti"))[0]["distractors"] == ["b"]


def test_a_package_is_read_by_its_manifest_and_nothing_leaves_it(plan: Plans) -> None:
    item = item_1("multiple_choice_question", CHOICES, gives("1", equal("x")))
    manifest = (
        '<manifest><resources><resource><file href="b.xml"/><file href="a.xml"/></resource></resources></manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in (
            ("a.xml", item),
            ("b.xml", item),
            ("../c.xml", item),
            ("imsmanifest.xml", manifest),
            ("x.xml", "<x/>"),
        ):
            package.writestr(name, text)
    found = plan(out.getvalue(), "file.zip")
    (content,) = (bank.content for bank in found.banks)
    assert [question.item.place.member for question in content.questions] == ["b.xml", "a.xml"]
    assert [(fault.code, fault.place.member) for fault in content.faults] == [("unsafe-file-name", "../c.xml")]
    assert [question.id for question in content.questions] == ["i", "i-2"]


def packed_files(**files: str) -> bytes:
    return packed({f"{name.replace('__', '/')}.xml": text.encode() for name, text in files.items()})


def test_a_test_says_the_sections_of_items_and_a_stimulus_is_a_passage(plan: Plans) -> None:
    item = item_2(
        'cardinality="single"><correctResponse><value>x</value></correctResponse>',
        f'<choiceInteraction responseIdentifier="R"><prompt>Q?</prompt>{simple(x="a", y="b")}</choiceInteraction>',
        more='<assessmentStimulusRef identifier="s" href="../texts/s.xml"/>',
    )
    test = (
        '<assessmentTest title="Whole"><testPart><assessmentSection title="One"><assessmentItemRef href="items/a.xml"/>'
        '</assessmentSection><assessmentSection title="Two"><assessmentItemRef href="items/b.xml"/></assessmentSection>'
        "</testPart></assessmentTest>"
    )
    stimulus = (
        '<qti-assessment-stimulus identifier="s" title="S"><qti-stimulus-body><p>Read <b>it</b>.</p>'
        "</qti-stimulus-body></qti-assessment-stimulus>"
    )
    missing = item.replace("s.xml", "t.xml")
    found = plan(packed_files(items__a=item, items__b=item, items__c=missing, test=test, texts__s=stimulus), "file.zip")
    (content,) = (bank.content for bank in found.banks)
    assert [fault.code for fault in found.all_faults] == ["file-missing"]
    assert content.title == "Whole"
    assert [question.fields.get("tags") for question in content.questions] == [["One"], ["Two"], None]
    reading = read_bank(content.text("bank").encode(), "bank.yaml", {})
    assert reading.bank is not None
    assert [question.passage for question in reading.bank.questions] == ["s", "s", None]
    (passage,) = reading.bank.passages
    assert (passage.title, passage.markup, passage.text) == ("S", "markdown", "Read **it**.")
    written(found)
    again = plan(packed_files(items__a=item, texts__s=stimulus), "file.zip", update=True)
    assert [question.fields["passage"] for question in again.banks[0].content.questions] == ["s"]
    anew = plan(packed_files(items__a=item, texts__s=stimulus.replace('"s"', '"new"')), "file.zip", update=True)
    assert [loss.code for loss in anew.banks[0].content.losses] == ["description"]


def test_a_section_of_which_one_is_drawn_is_a_group_and_others_are_told(plan: Plans) -> None:
    def section(ident: str, number: str, inside: str) -> str:
        said = f"<selection_ordering><selection>{number}</selection></selection_ordering>"
        return f'<section ident="{ident}" title="{ident}">{said}{inside}</section>'

    one, two = "<selection_number>1</selection_number>", "<selection_number>2</selection_number>"
    item = item_1(
        "true_false_question",
        f'<response_lid ident="R">{labels(a="True", b="False")}</response_lid>',
        gives("1", equal("a")),
    )
    body = item[item.index("<item") : item.index("</item>") + len("</item>")]
    sections = section("one", one, body * 2) + section("two", two, body)
    sections += section("three", f"{two}<sourcebank_ref>b7</sourcebank_ref>", "")
    found = plan(item.replace(body, sections), "quiz.xml")
    assert [one.get("group") for one in questions(found)] == ["one", "one", None]
    assert [(loss.code, loss.text) for loss in found.banks[0].content.losses] == [
        ("group-pick", "2"),
        ("unsupported-type", "2 questions of the bank b7"),
    ]


def test_what_a_file_manager_puts_into_a_package_is_not_looked_at(plan: Plans) -> None:
    item = item_1(
        "true_false_question",
        f'<response_lid ident="R">{labels(a="True", b="False")}</response_lid>',
        gives("1", equal("a")),
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in {
            "q/quiz.xml": item,
            "__MACOSX/q/._quiz.xml": "\0",
            "q/._quiz.xml": "\0",
            "q/.DS_Store": "",
        }.items():
            made.writestr(name, text)
    found = plan(out.getvalue(), "quiz.zip")
    assert len(questions(found)) == 1
    assert told(found) == []


def test_a_package_without_questions_is_refused(plan: Plans) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("imsmanifest.xml", "<manifest/>")
    assert plan(out.getvalue(), "file.zip").unreadable


BANK: Final = """
id: bank
title: "A & B"
markup: markdown
passages: [{id: p, title: P, text: "Read **this**."}]
questions:
  - id: con
    type: single
    passage: p
    prompt: "Which of\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |"
    answer: a <b>
    distractors: ["1. c"]
  - {id: 1st, type: number, prompt: How far?, answer: 2.50, tolerance: 0.5, unit: km, near: [{value: 9, credit: 0.5}]}
  - {id: gaps, type: cloze, prompt: Fill in., text: "- A {{b|c}}\\n- D [gap1] {{e ~ f}}", case_sensitive: true}
  - {id: one-gap, type: cloze, prompt: Fill., text: "A {{b}} c."}
  - {id: open, type: open, prompt: Why?, answer: "Because **so**."}
"""


def files_of(form: str) -> tuple[dict[str, str], set[tuple[str | None, str]]]:
    """Return the files of the bank in a format, and what was told by question and code."""
    bank = read_bank(BANK.encode(), "bank.yaml", {}).bank
    assert bank is not None
    writing = exported(bank, form)
    with zipfile.ZipFile(io.BytesIO(writing.data)) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    return files, {(loss.question, loss.code) for loss in writing.losses}


@pytest.mark.parametrize("form", ["qti21", "qti12"])
def test_what_is_written_is_well_formed_and_stays_in_its_package(form: str) -> None:
    files, _ = files_of(form)
    for text in files.values():
        ET.fromstring(text)
    assert all(map(is_safe, files))
    listed = set(re.findall(r'<file href="([^"]+)"', files["imsmanifest.xml"]))
    assert listed == set(files) - {"imsmanifest.xml"}


def test_version_2_keeps_what_it_has_a_place_for_and_tells_the_rest() -> None:
    files, losses = files_of("qti21")
    assert losses == {
        ("con", "field"),
        ("1st", "identifier"),
        ("one-gap", "type-changed"),
        (None, "field"),
    }
    single = files["items/1-con.xml"]
    assert "<div>Read <b>this</b>.</div>" in single
    assert "<table><tbody><tr><th>a</th>" in single
    assert 'identifier="c1">a &lt;b&gt;</simpleChoice>' in single
    assert 'tolerance="0.5 0.5"' in files["items/2-1st.xml"]
    assert '<rubricBlock view="scorer"><div>Because <b>so</b>.</div></rubricBlock>' in files["items/5-open.xml"]


def test_canvas_gets_gaps_by_names_that_are_not_in_the_text() -> None:
    files, losses = files_of("qti12")
    assert ("gaps", "choices-in-gap") in losses
    assert "<li>A [gap_1]</li><li>D [gap1] [gap_2]</li>" in html.unescape(files["questions/questions.xml"])
