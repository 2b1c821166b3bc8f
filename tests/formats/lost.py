"""A small file for each format and each thing that it loses on the way in, by the code of the loss."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import genanki

from quiz.formats.sheets import csv_text, xlsx_bytes


def _moodle(kind: str, inside: str, text: str = "Q?") -> str:
    return (
        f'<?xml version="1.0"?><quiz><question type="{kind}"><name><text>n</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inside}</question></quiz>'
    )


def _answer(fraction: str, text: str, more: str = "", feedback: str = "") -> str:
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{said}{more}</answer>'


_TRUTH: Final = _answer("100", "true") + _answer("0", "false")
_KM: Final = "<unit><multiplier>1</multiplier><unit_name>km</unit_name></unit>"
_M: Final = "<unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit>"


def _item(kind: str, presentation: str = "", processing: str = "", more: str = "") -> str:
    field = (
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    )
    return (
        '<questestinterop><assessment title="T"><section><item ident="i" title="t">'
        f"<itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata>"
        f"<presentation><material><mattext>Q?</mattext></material>{presentation}</presentation>"
        f"<resprocessing>{processing}</resprocessing>{more}</item></section></assessment></questestinterop>"
    )


def _said(name: str) -> str:
    return f'<itemfeedback ident="{name}"><material><mattext>Said.</mattext></material></itemfeedback>'


def _equal(value: str) -> str:
    equal = f'<varequal respident="R">{value}</varequal>'
    return f"<respcondition><conditionvar>{equal}</conditionvar><setvar>100</setvar></respcondition>"


def _between(low: int, high: int) -> str:
    bounds = f'<vargte respident="R">{low}</vargte><varlte respident="R">{high}</varlte>'
    return f"<respcondition><conditionvar>{bounds}</conditionvar><setvar>100</setvar></respcondition>"


_PICKED: Final = (
    '<response_lid ident="R"><render_choice>'
    + "".join(
        f'<response_label ident="{name}"><material><mattext>{name}</mattext></material></response_label>'
        for name in "ab"
    )
    + "</render_choice></response_lid>"
)
_TYPED: Final = '<response_str ident="R"><render_fib/></response_str>'


def _deck(*fields: str, kind: str = "basic") -> bytes:
    names = [{"name": name} for name in ("Front", "Back", "More")[: len(fields)]]
    sides = [("{{Front}}", "{{FrontSide}}{{Back}}"), ("{{Back}}", "{{Front}}")][: 2 if kind == "reversed" else 1]
    if kind == "cloze":
        sides = [("{{cloze:Front}}", "{{cloze:Front}}")]
    cards = [{"name": f"Card {at}", "qfmt": front, "afmt": back} for at, (front, back) in enumerate(sides)]
    model: Any = genanki.Model(7, kind, fields=names, templates=cards, model_type=int(kind == "cloze"))
    deck: Any = genanki.Deck(8, "Deck")
    deck.add_note(genanki.Note(model=model, fields=list(fields)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path))
        return path.read_bytes()


_HEADER: Final = ["prompt", "type", "answer", "distractor", "feedback", "feedback", "feedback"]
_TABLES: Final = {
    "unsupported-type": [_HEADER, ["Q?", "hotspot", "x"]],
    "essay": [_HEADER, ["Q?", "essay"]],
    "answer-feedback": [_HEADER, ["Q?", "single", "a", "b", "f", "g", "h"]],
    "column": [["prompt", "answer", "colour"], ["Q?", "a", "red"]],
}

_CLOZE: Final = "The {{c1::sea::water}}."
_NESTED: Final = "{{c1::a {{c2::b}}}}"

LOST: Final[dict[tuple[str, str], str | bytes]] = {
    ("gift", "essay"): "Write. {}",
    ("gift", "description"): "Only read.",
    ("gift", "answer-feedback"): "Q? {=a#yes =b}",
    ("gift", "several-numbers"): "Q? {#=1:0 =5:2}",
    ("gift", "unequal-credit"): "Q? {~%70%a ~%30%b ~%-100%c}",
    ("gift", "negative-credit"): "Q? {=a ~%-50%b}",
    ("gift", "wildcard"): "Q? {=blue =b*}",
    ("gift", "partial-credit"): "A {1:SA:=b~%50%c}.",
    ("gift", "image"): '[html]<img src\\="@@PLUGINFILE@@/a.png" alt\\="A"> Q? {T}',
    ("moodle-xml", "essay"): _moodle("essay", ""),
    ("moodle-xml", "description"): _moodle("description", ""),
    ("moodle-xml", "unsupported-type"): _moodle("calculated", _answer("100", "{a}")),
    ("moodle-xml", "answer-feedback"): _moodle("shortanswer", _answer("100", "a", feedback="Yes.")),
    ("moodle-xml", "combined-feedback"): _moodle(
        "multichoice", f"{_answer('100', 'a')}{_answer('0', 'b')}<correctfeedback><text>Oho.</text></correctfeedback>"
    ),
    ("moodle-xml", "several-hints"): _moodle("truefalse", f"{_TRUTH}{'<hint><text>h</text></hint>' * 2}"),
    ("moodle-xml", "media"): _moodle("truefalse", _TRUTH, '<audio src="a.mp3"></audio> Q?'),
    ("moodle-xml", "partial-credit"): _moodle("cloze", "", "A {1:SA:=b~%50%c}."),
    ("moodle-xml", "several-numbers"): _moodle(
        "numerical", _answer("100", "1") + _answer("100", "5", "<tolerance>2</tolerance>")
    ),
    ("moodle-xml", "several-units"): _moodle("numerical", f"{_answer('100', '1')}<units>{_KM}{_M}</units>"),
    ("moodle-xml", "unit-grading"): _moodle(
        "numerical", f"{_answer('100', '1')}<unitgradingtype>1</unitgradingtype><units>{_KM}</units>"
    ),
    ("moodle-xml", "number-in-gap"): _moodle("cloze", "", "A {1:NM:=5:1}."),
    ("moodle-xml", "unequal-credit"): _moodle(
        "multichoice", f"<single>false</single>{_answer('70', 'a')}{_answer('30', 'b')}{_answer('0', 'c')}"
    ),
    ("moodle-xml", "negative-credit"): _moodle("multichoice", _answer("100", "a") + _answer("-50", "b")),
    ("moodle-xml", "wildcard"): _moodle("shortanswer", _answer("100", "b*")),
    **{("csv", code): csv_text(rows) for code, rows in _TABLES.items()},
    **{("xlsx", code): xlsx_bytes(rows, "S") for code, rows in _TABLES.items()},
    ("anki", "unsupported-type"): _deck(_NESTED, "", kind="cloze"),
    ("anki", "media"): _deck("Hear [sound:a.mp3]", "dog"),
    ("anki", "reversed-card"): _deck("dog", "Hund", kind="reversed"),
    ("anki", "gap-hint"): _deck(_CLOZE, "", kind="cloze"),
    ("anki", "column"): _deck("dog", "Hund", "chien"),
    ("anki-text", "unsupported-type"): f"#separator:tab\n{_NESTED}\t\n",
    ("anki-text", "image"): '#separator:tab\n<img src="a.png"> Q?\tit\n',
    ("anki-text", "media"): "#separator:tab\nHear [sound:a.mp3]\tdog\n",
    ("anki-text", "reversed-card"): "#separator:tab\n#notetype:Basic (and reversed card)\ndog\tHund\n",
    ("anki-text", "gap-hint"): f"#separator:tab\n{_CLOZE}\t\n",
    ("anki-text", "column"): "#separator:tab\ndog\tHund\tchien\n",
    ("qti", "essay"): _item("essay_question", _TYPED),
    ("qti", "description"): _item("text_only_question"),
    ("qti", "unsupported-type"): _item("calculated_question", _TYPED),
    ("qti", "answer-feedback"): _item("short_answer_question", _TYPED, _equal("a"), _said("a_fb")),
    ("qti", "combined-feedback"): _item("multiple_choice_question", _PICKED, _equal("a"), _said("correct_fb")),
    ("qti", "several-numbers"): _item("numerical_question", _TYPED, _between(1, 2) + _between(5, 9)),
    ("kahoot", "time-limit"): "Question,Answer1,Answer2,Time limit,Correct\nQ?,a,b,20,2\n",
    ("respondus", "essay"): "Type: E\n1. Why?\n",
    ("text2qti", "essay"): "1. Why?\n____\n",
    ("text2qti", "description"): "Text: Read.\n\n1. Q?\n*a) a\nb) b\n",
    ("text2qti", "unsupported-type"): "1. Q?\n^^^^\n",
    ("text2qti", "combined-feedback"): "1. Q?\n+ Yes.\n*a) a\nb) b\n",
    (
        "text2qti",
        "group-pick",
    ): "GROUP\npick: 2\n1. Q?\n*a) a\nb) b\n2. R?\n*a) a\nb) b\n3. S?\n*a) a\nb) b\nEND_GROUP\n",
    ("mkdocs-quiz", "text-outside"): "Before.\n\n<quiz>\nQ?\n- [x] a\n- [ ] b\n</quiz>\n",
    ("quizdown", "setting"): "---\nshuffle: true\n---\n# Q?\n1. [x] a\n1. [ ] b\n",
    ("yaml", "essay"): '[{"question": "Q?", "type": "essay"}]',
    ("yaml", "column"): '[{"question": "Q?", "answer": "a", "colour": "red"}]',
}
