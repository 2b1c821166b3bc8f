"""One table of cases for all types: what is asked, what is typed line by line, which keys in the app, the grade.

The line mode and the app are both run on it, so that the same response earns the same in both.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quiz.practice.questions.base import Presentation, letter


class Shown:
    """How a question is laid out, to say in keys and lines what is meant in words."""

    def __init__(self, presentation: Presentation) -> None:
        self.rows = presentation.rows
        self.options = presentation.options
        self.lists = presentation.lists

    def numbers(self, *texts: str) -> list[str]:
        """Return the shown number of each row."""
        return [str(self.rows.index(text) + 1) for text in texts]

    def line(self, *texts: str) -> str:
        """Return the shown numbers as they are typed on a line."""
        return ",".join(self.numbers(*texts))

    def places(self, places: Mapping[str, str]) -> list[str]:
        """Return number and letter of each pair, such as `1b`."""
        return [f"{self.rows.index(row) + 1}{letter(self.options.index(option))}" for row, option in places.items()]

    def picks(self, *texts: str) -> list[str]:
        """Return for each blank the letter of the text where there is a list, else the text."""
        return [
            letter(choices.index(text)) if text in choices else text
            for text, choices in zip(texts, self.lists, strict=True)
        ]

    def moves(self, *wanted: str) -> list[str]:
        """Return the keys that bring the rows into the wanted order: go to each, and send it to its place."""
        order, cursor = list(self.rows), 0
        keys: list[str] = []
        for place, text in enumerate(wanted):
            at = order.index(text)
            keys += ["down" if at > cursor else "up"] * abs(at - cursor)
            keys.append(str(place + 1))
            order.insert(place, order.pop(at))
            cursor = place
        return keys


@dataclass(frozen=True)
class Case:
    """A question with one response, in both forms, and what it earns.

    keys: up to the enter that submits. again: whether it is incomplete, so that only a second enter takes it.
    """

    name: str
    question: Mapping[str, Any]
    plain: Callable[[Shown], Sequence[str]]
    keys: Callable[[Shown], Sequence[str]]
    fraction: float
    how: str | None = None
    again: bool = False
    language: str = "en"
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the bank beside those that every bank here has."""

    @property
    def enter(self) -> Sequence[str]:
        """The key that submits; where something is judged that is the last key already."""
        return () if self.question["type"] == "open" else ("enter",)

    @property
    def bank(self) -> str:
        """The question as the text of a bank, with the passage that it is about."""
        bank: dict[str, Any] = {"id": "case", "title": "Case", "language": self.language, **self.fields}
        if (passage := self.question.get("passage")) is not None:
            bank["passages"] = [{"id": passage, "title": "A title [/x]", "text": "One line.\n\nAnother [/x]."}]
        return json.dumps(bank | {"questions": [{"id": "q", "prompt": "P?", **self.question}]})


def _typed(text: str) -> Callable[[Shown], Sequence[str]]:
    """Type a text into one field."""
    return lambda _: list(text)


def _chosen(*texts: str) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: shown.numbers(*texts)


def _line(*texts: str) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: [shown.line(*texts)]


def _says(*lines: str) -> Callable[[Shown], Sequence[str]]:
    return lambda _: lines


def _fields(*texts: str) -> Callable[[Shown], Sequence[str]]:
    """Type texts into fields; enter goes from each to the next."""
    return lambda _: [key for number, text in enumerate(texts) for key in (*(["enter"] if number else []), *text)]


def _ordered(*wanted: str) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: shown.moves(*wanted)


def _pick_lines(*texts: str) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: shown.picks(*texts)


def _pick_keys(*texts: str) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: [key for text in shown.picks(*texts) for key in (*text, "tab")][:-1]


def _place_keys(places: Mapping[str, str]) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: [key for place in shown.places(places) for key in place]


def _place_line(places: Mapping[str, str]) -> Callable[[Shown], Sequence[str]]:
    return lambda shown: [",".join(shown.places(places))]


DONT_KNOW: Final = "You said that you don't know."
NEAR_MISS: Final = "A near miss: one letter more is off than is forgiven."
SLIP: Final = "Accepted with a slip of the fingers: compare the spelling."
_UNKNOWN: Final = _says("?")
_ASKS: Final = _typed("?")

SINGLE: Final = {"type": "single", "answer": "Blue", "distractors": ["Red", "Green"]}
PARTLY: Final = {
    "type": "single",
    "answer": "Cobalt blue",
    "distractors": [{"text": "Prussian blue", "feedback": "It is blue.", "credit": "0.4"}, "Red", "Green"],
}
MULTIPLE: Final = {"type": "multiple", "answers": ["Coal", "Iron", "Lead"], "distractors": ["Wheat", "Rice"]}
ALL_RIGHT: Final = {"type": "multiple", "answers": ["Coal", "Iron", "Lead"]}
TRUE: Final = {"type": "true-false", "answer": True, "feedback": {"false": "It is so.", "true": "Well seen."}}
NUMBER: Final = {"type": "number", "answer": "1500", "tolerance": "2.5", "unit": "EUR"}
TEXT: Final = {"type": "text", "answers": ["Pyongyang", "P’yŏngyang"], "typos": "1"}
NEAR_TEXT: Final = {
    "type": "text",
    "answers": ["Brussels"],
    "typos": "1",
    "near": [
        {"text": "Brusels", "credit": "0.5", "feedback": "With two s."},
        {"text": "Bruges", "feedback": "Not far."},
    ],
}
NEAR_NUMBER: Final = {
    "type": "number",
    "answer": "149.6",
    "tolerance": "0.6",
    "near": [
        {"value": "150", "tolerance": "5", "credit": "0.5", "feedback": "Roughly."},
        {"value": "1.496", "feedback": "In units of 100 million."},
    ],
}
NEAR_MARK: Final = {"type": "text", "answers": ["‽"], "near": [{"text": "?", "credit": "0.5"}]}
RESUME: Final = {"type": "text", "answers": ["résumé"], "accents": True}
ROOTS: Final = {"type": "number", "answers": ["1/4", "-1/4"]}
AVOGADRO: Final = {"type": "number", "answer": "6.022e23", "tolerance": "1e21", "unit": "per mole"}
COMMA: Final = {"type": "number", "answer": "12,5", "tolerance": "0,5", "near": [{"value": "1,25", "credit": "0.5"}]}
LIST: Final = {
    "type": "list",
    "answers": ["Albania", ["Czechia", "Czech Republic"], "Poland", "Romania"],
    "need": "3",
    "typos": "1",
}
OPEN: Final = {"type": "open", "answer": "It froze funds.", "rubric": ["The freeze.", "The funds."]}
ORDER: Final = {"type": "order", "items": ["one", "two", "three", "four"]}
MATCH: Final = {"type": "match", "pairs": {"first": "2006", "second": "2009", "third": "2006"}, "distractors": ["2011"]}
CLASSIFY: Final = {"type": "classify", "categories": {"UN": ["panel", "council"], "EU": ["regulation", "directive"]}}
CLOZE: Final = {"type": "cloze", "text": "In {{May|the month of May}} {{2001}}, in {{Pyongyang}}.", "typos": "1"}
PICKS: Final = {
    "type": "cloze",
    "text": "In {{May|the month of May ~ June ~ July}} {{2001}}, in {{Pyongyang ~ Seoul}}.",
    "typos": "1",
}
MARKS: Final = {"type": "cloze", "text": "A question ends with {{?|question mark}}, as in “Who{{? ~ . ~ !}}”"}
_YEARS: Final = {"first": "2006", "second": "2009", "third": "2006"}
_RESULTS: Final = {"```python\na = 1\n```": "`1`", "`2 ** 3`": "```\n8\n```", "*none*": "`None`"}
_MAKERS: Final = {"panel": "UN", "council": "UN", "regulation": "EU", "directive": "EU"}

ABOUT: Final[dict[str, Any]] = {"passage": "p", "image": {"file": "map.png", "alt": "A map [/x]."}}
MARKDOWN: Final[dict[str, object]] = {
    "type": "single",
    "prompt": "What does *this* print?\n\n```python\nprint([1, 2][:1])\n```",
    "answer": "`[1]`",
    "distractors": [
        {"text": "`[2]`", "feedback": "A slice begins at `0`."},
        "```python\nraise TypeError(\n    'no')\n```",
    ],
    "hint": "A `slice`.",
    "explanation": "The slice ends **before** `1`.\n\n| expression | value |\n| - | -: |\n| `[1, 2][:1]` | `[1]` |",
}
"""A question as a bank with `markup: markdown` has it."""
MARKED: Final[dict[str, Any]] = {"markup": "markdown"}
SNIPPETS: Final = ("```python\na = 1\n```", "```python\nb = a\n```", "`c` = *b*")
STATED: Final[dict[str, Any]] = {
    "type": "single",
    "answer": {"text": "Often", "feedback": "As a rule."},
    "distractors": ["Never", {"text": "Always", "credit": "0.5"}],
    "sequence": ["Never", "Often", "Always"],
    "difficulty": "hard",
    "tags": ["un", "chronology"],
    "group": "how-often",
    "points": "2.5",
    "as_of": "2017-12",
    "hint": "More than once.",
    "explanation": "It was so.",
    "sources": ["book, page 3", {"ref": "book", "locator": "page 4"}],
    "lint": {"ignore": ["F006"], "reason": "It is so here."},
}
"""A question with every field that any type may have."""
CITED: Final[dict[str, Any]] = {"references": [{"id": "book", "title": "A book"}]}
TAUGHT: Final[dict[str, Any]] = {
    "markup": "markdown",
    "lessons": [{"id": "slices", "title": "Slices", "text": "`[:1]` is *one* item.", "questions": ["q"]}],
}
CASES: Final = (
    Case("single, right", SINGLE, _line("Blue"), _chosen("Blue"), 1),
    Case("single, wrong", SINGLE, _line("Red"), _chosen("Red"), 0),
    Case("single, about a text and a picture", SINGLE | ABOUT, _line("Red"), _chosen("Red"), 0),
    Case(
        "single, in Markdown, of a lesson, no longer valid",
        MARKDOWN | {"valid_until": "2020-01-31"},
        _line("`[2]`"),
        _chosen("`[2]`"),
        0,
        fields=TAUGHT,
    ),
    Case(
        "single, every other field, in a stated order",
        STATED,
        _says("3"),
        _says("3"),
        0.5,
        fields=CITED,
    ),
    Case("single, changed before it is given", SINGLE, _line("Blue"), _chosen("Red", "Green", "Blue"), 1),
    Case("single, partly right", PARTLY, _line("Prussian blue"), _chosen("Prussian blue"), 0.4),
    Case("single, don't know", SINGLE, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case(
        "multiple, all",
        MULTIPLE,
        _line("Lead", "Coal", "Iron"),
        _chosen("Iron", "Coal", "Lead"),
        1,
        "3 right, 0 wrong of 3.",
    ),
    Case(
        "multiple, two of three",
        MULTIPLE,
        _line("Coal", "Iron"),
        _chosen("Coal", "Iron"),
        2 / 3,
        "2 right, 0 wrong of 3.",
    ),
    Case(
        "multiple, two right and one wrong",
        MULTIPLE,
        _line("Coal", "Rice", "Iron"),
        _chosen("Coal", "Rice", "Iron"),
        2 / 3 - 1 / 2,
        "2 right, 1 wrong of 3.",
    ),
    Case(
        "multiple, everything",
        MULTIPLE,
        _line("Coal", "Iron", "Lead", "Wheat", "Rice"),
        _chosen("Coal", "Iron", "Lead", "Wheat", "Rice"),
        0,
        "3 right, 2 wrong of 3.",
    ),
    Case(
        "multiple, every choice right, two found",
        ALL_RIGHT,
        _line("Coal", "Lead"),
        _chosen("Lead", "Coal"),
        2 / 3,
        "2 right, 0 wrong of 3.",
    ),
    Case(
        "multiple, every choice right, all found",
        ALL_RIGHT,
        _line("Coal", "Iron", "Lead"),
        _chosen("Iron", "Lead", "Coal"),
        1,
        "3 right, 0 wrong of 3.",
    ),
    Case(
        "multiple, one taken back",
        MULTIPLE,
        _line("Coal"),
        _chosen("Coal", "Rice", "Rice"),
        1 / 3,
        "1 right, 0 wrong of 3.",
    ),
    Case(
        "multiple, in Markdown, in a stated order, one with feedback",
        {
            "type": "multiple",
            "answers": ["`a`", {"text": "**b**", "feedback": "It is *bold*."}, "```\nc = 1\n```"],
            "distractors": [{"text": "*d*", "feedback": "`d` is not."}, "e_f_"],
            "sequence": ["e_f_", "*d*", "```\nc = 1\n```", "**b**", "`a`"],
        },
        _says("5,4,2"),
        _says("5", "4", "2"),
        2 / 3 - 1 / 2,
        "2 right, 1 wrong of 3.",
        fields=MARKED,
    ),
    Case("multiple, don't know", MULTIPLE, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("true-false, right", TRUE, _says("t"), _says("t"), 1),
    Case("true-false, by number", TRUE, _says("2"), _says("2"), 0),
    Case("true-false, wrong", TRUE, _says("False"), _says("f"), 0),
    Case(
        "true-false, in Markdown",
        {"type": "true-false", "prompt": "`1 == 2`", "answer": False, "feedback": {"true": "They *differ*."}},
        _says("1"),
        _says("1"),
        0,
        fields=MARKED,
    ),
    Case("true-false, don't know", TRUE, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("number, in groups of three", NUMBER, _says("1,500"), _typed("1,500"), 1),
    Case("number, a decimal comma", COMMA, _says("13,0"), _typed("13,0"), 1, language="de"),
    Case("number, a point in place of a comma", COMMA, _says("12.45"), _typed("12.45"), 1, language="fr"),
    Case("number, near with a comma", COMMA, _says("1,25"), _typed("1,25"), 0.5, language="pt-BR"),
    Case("number, with its unit at the bound", NUMBER, _says("1502.5 EUR"), _typed("1502.5 EUR"), 1),
    Case("number, past the bound", NUMBER, _says("1502.51"), _typed("1502.51"), 0),
    Case("number, right where something is near", NEAR_NUMBER, _says("150.2"), _typed("150.2"), 1),
    Case("number, near", NEAR_NUMBER, _says("145"), _typed("145"), 0.5),
    Case("number, near without credit", NEAR_NUMBER, _says("1.496"), _typed("1.496"), 0),
    Case("number, not near", NEAR_NUMBER, _says("144.9"), _typed("144.9"), 0),
    Case("number, one of several right ones", ROOTS, _says("-0.25"), _typed("-0.25"), 1),
    Case("number, another as a fraction", ROOTS, _says("1 / 4"), _typed("1 / 4"), 1),
    Case("number, neither of them", ROOTS, _says("1/3"), _typed("1/3"), 0),
    Case("number, a power of ten", AVOGADRO, _says("6.02 x 10^23"), _typed("6.02 x 10^23"), 1),
    Case("number, another power of ten", AVOGADRO, _says("6.022e24 per mole"), _typed("6.022e24 per mole"), 0),
    Case(
        "number, in Markdown",
        {
            "type": "number",
            "prompt": "$x^2 = 4$ and $x > 0$",
            "answer": "2",
            "near": [{"value": "-2", "credit": "0.25", "feedback": "`-2` is *below* zero."}],
        },
        _says("-2"),
        _typed("-2"),
        0.25,
        fields=MARKED,
    ),
    Case("number, don't know", NUMBER, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("text, right", TEXT, _says("  pyongyang. "), _typed("  pyongyang. "), 1),
    Case("text, another spelling", TEXT, _says("P'yongyang"), _typed("P'yongyang"), 1),
    Case("text, a mark that is forgiven", {"type": "text", "answers": ["Józef"]}, _says("jozef"), _typed("jozef"), 1),
    Case("text, marks that count", RESUME, _says("resume"), _typed("resume"), 0),
    Case("text, a slip", TEXT, _says("Pyongyan"), _typed("Pyongyan"), 1, SLIP),
    Case("text, a near miss", TEXT, _says("Pyongya"), _typed("Pyongya"), 0, NEAR_MISS),
    Case("text, wrong", TEXT, _says("Seoul"), _typed("Seoul"), 0),
    Case("text, right where something is near", NEAR_TEXT, _says("brussels"), _typed("brussels"), 1),
    Case("text, near before what has a slip", NEAR_TEXT, _says("Brusels"), _typed("Brusels"), 0.5),
    Case("text, a slip where something is near", NEAR_TEXT, _says("Brussel"), _typed("Brussel"), 1, SLIP),
    Case("text, near without credit", NEAR_TEXT, _says("bruges."), _typed("bruges."), 0),
    Case("text, near forgives no slip", NEAR_TEXT, _says("Bruge"), _typed("Bruge"), 0),
    Case(
        "text, case that counts",
        {"type": "text", "answers": ["NaCl"], "case_sensitive": True},
        _says("nacl"),
        _typed("nacl"),
        0,
    ),
    Case(
        "text, in Markdown, of which a spelling is none",
        {
            "type": "text",
            "answers": ["*args"],
            "near": [{"text": "*arg*", "credit": "0.5", "feedback": "It is `*args`."}],
        },
        _says("*arg*"),
        _typed("*arg*"),
        0.5,
        fields=MARKED,
    ),
    Case("text, don't know", TEXT, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("text, a question mark that is near", NEAR_MARK, _UNKNOWN, _ASKS, 0.5),
    Case("text, a question mark that is the answer", {"type": "text", "answers": ["?"]}, _UNKNOWN, _ASKS, 1),
    Case(
        "list, in any order and spelling",
        LIST,
        _says("poland", "Czech Republic", "Albania."),
        _fields("poland", "Czech Republic", "Albania."),
        1,
        "3 right, 0 wrong of 3.",
    ),
    Case(
        "list, on one line, a slip and a wrong one",
        LIST,
        _says("Rumania; Seoul; Poland"),
        _fields("Rumania", "Seoul", "Poland"),
        2 / 3,
        "2 right, 1 wrong of 3.",
    ),
    Case(
        "list, one named twice",
        LIST,
        _says("Czechia", "Czech Republic", "Poland"),
        _fields("Czechia", "Czech Republic", "Poland"),
        2 / 3,
        "2 right, 0 wrong of 3, 1 repeated.",
    ),
    Case(
        "list, one only",
        LIST,
        _says("Poland", ""),
        _fields("Poland", "", ""),
        1 / 3,
        "1 right, 0 wrong of 3.",
        again=True,
    ),
    Case(
        "list, nothing right",
        LIST,
        _says("Seoul; Pusan; Osaka"),
        _fields("Seoul", "Pusan", "Osaka"),
        0,
        "0 right, 3 wrong of 3.",
    ),
    Case(
        "list, a mark that counts",
        {"type": "list", "answers": ["Kraków", "Gdańsk", "Łódź"], "need": 2, "accents": True},
        _says("Kraków; Gdansk"),
        _fields("Kraków", "Gdansk"),
        1 / 2,
        "1 right, 1 wrong of 2.",
    ),
    Case(
        "list, case that counts",
        {"type": "list", "answers": ["Na", "K"], "case_sensitive": True},
        _says("Na; k"),
        _fields("Na", "k"),
        1 / 2,
        "1 right, 1 wrong of 2.",
    ),
    Case(
        "list, in Markdown, of which a spelling is none",
        {"type": "list", "prompt": "Two of `def`:", "answers": ["*args", "**kwargs"]},
        _says("kwargs; *args"),
        _fields("kwargs", "*args"),
        1 / 2,
        "1 right, 1 wrong of 2.",
        fields=MARKED,
    ),
    Case("list, don't know", LIST, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case(
        "list, a question mark among the answers",
        {"type": "list", "answers": [".", ["?", "question mark"], "!"]},
        _says("?", "!", "."),
        _fields("?", "!", "."),
        1,
        "3 right, 0 wrong of 3.",
    ),
    Case(
        "open, right",
        OPEN,
        _says("It froze them.", "And more?", "", "1"),
        _says(*"It froze them.", "enter", *"And more?", "ctrl+s", "1"),
        1,
        "Judged by the learner.",
    ),
    Case(
        "open, partly", OPEN, _says("Funds.", "", "2"), _says(*"Funds.", "ctrl+s", "2"), 0.5, "Judged by the learner."
    ),
    Case("open, only thought", OPEN, _says("", "3"), _says("ctrl+s", "3"), 0, "Judged by the learner."),
    Case(
        "open, in Markdown",
        {"type": "open", "answer": "- *one*\n- `two`", "rubric": ["It names `one`.", "```\ntwo = 2\n```"]},
        _says("*one*", "", "2"),
        _says(*"*one*", "ctrl+s", "2"),
        0.5,
        "Judged by the learner.",
        fields=MARKED,
    ),
    Case("open, don't know", OPEN, _UNKNOWN, _says("?", "ctrl+s"), 0, DONT_KNOW),
    Case(
        "order, right",
        ORDER,
        _line("one", "two", "three", "four"),
        _ordered("one", "two", "three", "four"),
        1,
        "6 of 6 pairs in the right order.",
    ),
    Case(
        "order, one pair reversed",
        ORDER,
        _line("two", "one", "three", "four"),
        _ordered("two", "one", "three", "four"),
        4 / 6,
        "5 of 6 pairs in the right order.",
    ),
    Case(
        "order, the wrong way round",
        ORDER,
        _line("four", "three", "two", "one"),
        _ordered("four", "three", "two", "one"),
        0,
        "0 of 6 pairs in the right order.",
    ),
    Case(
        "order, in Markdown",
        {"type": "order", "items": SNIPPETS},
        _line(SNIPPETS[1], SNIPPETS[0], SNIPPETS[2]),
        _ordered(SNIPPETS[1], SNIPPETS[0], SNIPPETS[2]),
        1 / 3,
        "2 of 3 pairs in the right order.",
        fields=MARKED,
    ),
    Case("order, don't know", ORDER, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("match, right", MATCH, _place_line(_YEARS), _place_keys(_YEARS), 1, "3 right, 0 wrong of 3."),
    Case(
        "match, one wrong",
        MATCH,
        _place_line(_YEARS | {"third": "2011"}),
        _place_keys(_YEARS | {"third": "2011"}),
        2 / 3,
        "2 right, 1 wrong of 3.",
    ),
    Case(
        "match, one left out",
        MATCH,
        _place_line({"first": "2006", "third": "2009"}),
        _place_keys({"first": "2006", "third": "2009"}),
        1 / 3,
        "1 right, 1 wrong of 3, 1 left out.",
        again=True,
    ),
    Case(
        "match, in Markdown",
        {"type": "match", "pairs": _RESULTS, "distractors": ["*nothing*"]},
        _place_line(_RESULTS | {SNIPPETS[0]: "*nothing*"}),
        _place_keys(_RESULTS | {SNIPPETS[0]: "*nothing*"}),
        2 / 3,
        "2 right, 1 wrong of 3.",
        fields=MARKED,
    ),
    Case("match, don't know", MATCH, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("classify, right", CLASSIFY, _place_line(_MAKERS), _place_keys(_MAKERS), 1, "4 right, 0 wrong of 4."),
    Case(
        "classify, all in one",
        CLASSIFY,
        _place_line(dict.fromkeys(_MAKERS, "EU")),
        _place_keys(dict.fromkeys(_MAKERS, "EU")),
        0.5,
        "2 right, 2 wrong of 4.",
    ),
    Case(
        "classify, one only",
        CLASSIFY,
        _place_line({"directive": "EU"}),
        _place_keys({"directive": "EU"}),
        0.25,
        "1 right, 0 wrong of 4, 3 left out.",
        again=True,
    ),
    Case(
        "classify, in Markdown",
        {"type": "classify", "categories": {"`int`": ["`1`", "`2`"], "**text**": ['`"1"`']}},
        _place_line(dict.fromkeys(("`1`", "`2`", '`"1"`'), "`int`")),
        _place_keys(dict.fromkeys(("`1`", "`2`", '`"1"`'), "`int`")),
        2 / 3,
        "2 right, 1 wrong of 3.",
        fields=MARKED,
    ),
    Case("classify, don't know", CLASSIFY, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case(
        "cloze, right",
        CLOZE,
        _says("the month of may", "2001", "Pyongyang"),
        _says(*"the month of may", "tab", *"2001", "tab", *"Pyongyang"),
        1,
        "3 right, 0 wrong of 3.",
    ),
    Case(
        "cloze, a slip, a wrong digit and a short word",
        CLOZE,
        _says("Mai", "2002", "Pyongang"),
        _says(*"Mai", "tab", *"2002", "tab", *"Pyongang"),
        1 / 3,
        "1 right, 2 wrong of 3.",
    ),
    Case(
        "cloze, one left out",
        CLOZE,
        _says("May", "", "Pyongyang"),
        _says(*"May", "tab", "tab", *"Pyongyang"),
        2 / 3,
        "2 right, 0 wrong of 3, 1 left out.",
        again=True,
    ),
    Case(
        "cloze, marks that count",
        {"type": "cloze", "text": "A {{résumé}} in {{Paris}}.", "accents": True},
        _says("resume", "Paris"),
        _says(*"resume", "tab", *"Paris"),
        1 / 2,
        "1 right, 1 wrong of 2.",
    ),
    Case(
        "cloze, picked",
        PICKS,
        _pick_lines("May", "2001", "Pyongyang"),
        _pick_keys("May", "2001", "Pyongyang"),
        1,
        "3 right, 0 wrong of 3.",
    ),
    Case(
        "cloze, picked wrong",
        PICKS,
        _pick_lines("July", "2001", "Seoul"),
        _pick_keys("July", "2001", "Seoul"),
        1 / 3,
        "1 right, 2 wrong of 3.",
    ),
    Case(
        "cloze, picked by arrows in the app and by words in lines",
        PICKS,
        _says("the Month of May", "2001", ""),
        lambda shown: [*["down"] * (shown.lists[0].index("May") + 1), "tab", *"2001", "tab", "down", "backspace"],
        2 / 3,
        "2 right, 0 wrong of 3, 1 left out.",
        again=True,
    ),
    Case(
        "cloze, a question mark in a blank that it fills",
        MARKS,
        _says("?", "?"),
        lambda _: ["?", "tab", "?"],
        1,
        "2 right, 0 wrong of 2.",
    ),
    Case(
        "cloze, a question mark in a blank that it does not fill",
        {"type": "cloze", "text": "{{?}} asks, {{.}} ends."},
        _says("?", "?"),
        lambda _: ["?", "tab", "?"],
        0,
        DONT_KNOW,
    ),
    Case(
        "cloze, case that counts",
        {"type": "cloze", "text": "{{Na}} and {{K}}.", "case_sensitive": True},
        _says("Na", "k"),
        lambda _: ["N", "a", "tab", "k"],
        1 / 2,
        "1 right, 1 wrong of 2.",
    ),
    Case(
        "cloze, in Markdown",
        {"type": "cloze", "text": "```python\nfor x {{in ~ of}} y:\n    {{*}}\n```\n\n- *then* `{{print}}`"},
        lambda shown: [shown.picks("of", "", "")[0], "*", "print"],
        lambda shown: [shown.picks("of", "", "")[0], "tab", "*", "tab", *"print"],
        2 / 3,
        "2 right, 1 wrong of 3.",
        fields=MARKED,
    ),
    Case("cloze, picking, don't know", PICKS, _UNKNOWN, _ASKS, 0, DONT_KNOW),
    Case("cloze, don't know", CLOZE, _UNKNOWN, _ASKS, 0, DONT_KNOW),
)
