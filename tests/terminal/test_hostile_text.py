"""Text that tries to steer the terminal shows literally everywhere; nothing of it reaches the terminal as it is."""

import re
from typing import TYPE_CHECKING

import pytest

from quiz.text import clean_line
from tests.tui.sentences import PALETTE, PUT_RIGHT, WRONG, nth

if TYPE_CHECKING:
    from tests.terminal.conftest import Place, Terminal

pytestmark = pytest.mark.terminal

HOSTILE = "[/x] [red]x[/] [@click=app.exit]x list[int] \x1b]0;t\x07 \u202eend \x9b31m"
SHOWN = clean_line(HOSTILE)
YAML = r'"%s [/x] [red]x[/] [@click=app.exit]x list[int] \e]0;t\a \u202eend \x9b31m"'
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SIZE = (118, 60)
"""As much as goes into one column, so that a text that is broken over lines can be put together again."""


F8 = "\x1b[19~"
TAGS = re.compile(r"(?:right|your) answer *$", re.MULTILINE)
"""What the app says at the right edge of a choice, beside a text that may go on below."""


def field(label: str) -> str:
    return YAML % label


BANK = f"""\
id: hostile
title: {field("title")}
topic: {field("topic")}
description: {field("description")}
language: en
authors: [{field("author")}]
license: {field("license")}
questions:
  - id: choices
    type: single
    tags: [{field("tag")}]
    prompt: {field("prompt")}
    answer: {field("answer")}
    distractors:
      - text: {field("distractor")}
        feedback: {field("feedback")}
      - {field("other")}
    hint: {field("hint")}
    explanation: {field("explanation")}
    sources:
      - {{ref: ref, locator: {field("locator")}}}
    as_of: 2017-12
references:
  - id: ref
    type: book
    title: {field("source")}
    publisher: {field("publisher")}
    author: [{{literal: {field("writer")}}}]
    issued: {field("issued")}
    note: {field("note")}
    URL: {field("https://example.org/")}
"""

TYPES = f"""\
id: types
title: {field("title")}
language: en
questions:
  - id: multiple
    type: multiple
    prompt: {field("multiple")}
    answers: [{field("right")}]
    distractors: [{field("wrong")}]
  - id: number
    type: number
    prompt: {field("number")}
    answer: 3
    unit: {field("unit")}
  - id: order
    type: order
    prompt: {field("order")}
    items: [{field("first")}, {field("second")}, {field("third")}]
  - id: match
    type: match
    prompt: {field("match")}
    pairs: {{ {field("left")}: {field("right")}, {field("left two")}: {field("right two")} }}
    distractors: [{field("spare")}]
  - id: classify
    type: classify
    prompt: {field("classify")}
    categories: {{ {field("group")}: [{field("item")}], {field("group two")}: [{field("item two")}] }}
  - id: cloze
    type: cloze
    prompt: {field("cloze")}
    text: {field("before {{word}} after")}
"""


def assert_only_own_escapes(terminal: "Terminal") -> None:
    """Nothing reached the terminal but what the app itself sends: CSI sequences, a pointer, its own question."""
    written = terminal.raw.decode("utf-8")
    rest = re.sub(r"\x1b\[[<>=?]?[0-9;:]*[ $]?[@-~]|\x1b\]22;[a-z-]*(?:\x07|\x1b\\\\)", "", written)
    rest = rest.removeprefix("\x1b]11;?\x07")  # the background is asked for once, before anything else
    stray = next(
        (place for place, letter in enumerate(rest) if not letter.isprintable() and letter not in "\r\n"), None
    )
    assert stray is None, f"{rest[stray : stray + 20]!a} reached the terminal"
    assert not BIDI.search(written)


def folded(text: str) -> str:
    """Return text without the spaces and frames at which lines may have been broken."""
    return re.sub(r"[\s│▌▇▆▅▄▃▂▁█]+", "", text)


def assert_shown(terminal: "Terminal", *labels: str) -> None:
    """Fail where a text does not come to be shown literally; a screen is drawn in several writes."""
    wanted = [folded(f"{label} {SHOWN}") for label in labels]

    def is_shown() -> bool:
        found = folded(TAGS.sub("", terminal.text))
        return all(text in found for text in wanted)

    terminal.wait(is_shown)


def assert_begun(terminal: "Terminal", *labels: str) -> None:
    """The same of rows in columns, whose texts go on below their beginning, where another text stands between."""
    wanted = [folded(f"{label} [/x] [red]x[/]") for label in labels] + [folded(word) for word in SHOWN.split()]

    def is_shown() -> bool:
        found = folded(TAGS.sub("", terminal.text))
        return all(text in found for text in wanted)

    terminal.wait(is_shown)


def test_hostile_text_is_literal_on_every_screen(place: "Place") -> None:
    place.write_bank(BANK, "hostile.yaml")
    app = place.open(size=SIZE, QUIZ_LEARNER=HOSTILE)
    app.wait("title [/x]")  # what was read before comes first, the own banks join it
    app.press("\x1b[B\x1b[B", "Tags: tag")
    assert_shown(app, "title", "description", "tag")
    app.wait(lambda: SHOWN[:40] in app.lines[0])  # the name of the learner

    app.press("\r", nth(1, 1))
    assert_shown(app, "title", "prompt", "answer", "distractor", "other")
    app.press("\x1bOQ", "hint [/x]")
    assert_shown(app, "hint")
    app.press("\x1bOP", "Answer, then press enter")
    app.press("\x1b", lambda: "Answer, then" not in app.text)
    app.press("\x10", PALETTE)
    app.press("\x1b", lambda: PALETTE not in app.text)
    assert_shown(app, "distractor")  # the palette is gone before the question stands there again

    line_of_distractor = next(line for line in app.lines if "distractor" in line)
    place_of_distractor = next(part for part in line_of_distractor.split() if part.isdigit())
    app.press(place_of_distractor, f"●  {place_of_distractor}")
    app.press("\r", WRONG)
    labels = ("answer", "distractor", "feedback", "explanation")
    assert_shown(app, *labels)
    app.press(F8, "Publisher")
    assert_shown(app, "source", "publisher", "locator", "writer", "issued", "note")
    app.press("\x1b", lambda: "Publisher" not in app.text)

    app.go_on("Once more")
    app.press("\x1b", PUT_RIGHT)
    app.wait(lambda: folded(f"prompt {SHOWN}")[:40] in folded(app.text))  # a row is cut where it has no room
    app.press("\x1b[C", nth(1, 1))
    assert_shown(app, *labels)
    app.press("\x1b", PUT_RIGHT)
    app.press("\x1b", "description")
    app.press("s", "hostile")
    app.wait(lambda: SHOWN[:40] in app.lines[0])
    app.press("\x1b", "description")
    app.type("\x11")
    assert app.wait_end() == 0
    assert_only_own_escapes(app)


def test_hostile_text_is_literal_in_every_kind_of_answer(place: "Place") -> None:
    place.write_bank(TYPES, "types.yaml")
    labels = {
        "multiple": ("right", "wrong"),
        "number": ("unit",),
        "order": ("first", "second", "third"),
        "match": ("left", "left two", "right", "right two", "spare"),
        "classify": ("group", "group two", "item", "item two"),
        "cloze": (),
    }
    app = place.open("take", "types", "--count", "all", size=SIZE)
    app.wait(nth(1, len(labels)))
    for item in place.attempts()[0].items:
        kind = item.question.type
        app.wait(lambda: f"{kind} [/x]" in app.text and WRONG not in app.text)  # noqa: B023 - it is not kept
        assert_begun(app, kind, *labels[kind])
        app.type("?" if kind not in {"number", "cloze"} else "?\r")
        app.wait(WRONG)
        kept = [label for label in labels[kind] if label != "spare"]  # what fits nothing goes with the verdict
        assert_begun(app, kind, *kept)
        app.go_on()
    app.type("\x11")
    assert app.wait_end() == 0
    assert_only_own_escapes(app)


def test_hostile_text_is_literal_line_by_line(place: "Place") -> None:
    place.write_bank(BANK, "hostile.yaml")
    lines = place.open("take", "hostile", "--plain", size=SIZE)
    lines.wait(nth(1, 1))
    lines.wait("other")
    lines.press("?\r", "Score:")
    lines.press(":source\r", "Publisher:")
    lines.type(":quit\r")
    assert lines.wait_end() == 0
    assert_shown(lines, "title", "prompt", "answer", "distractor", "other", "explanation", "source", "publisher")
    assert_only_own_escapes(lines)
    assert b"\x1b" not in lines.raw


def test_hostile_file_names_and_broken_banks_are_literal(place: "Place") -> None:
    name = "b\x1b]0;t\x07\u202e[x] [red]x.yaml"
    place.write_bank(f"id: broken\ntitle: {field('title')}\n{field('key')}: 1\nquestions: []\n", name)
    app = place.open(size=SIZE)
    app.wait(re.compile(r"Capitals +6\b"))
    app.wait(lambda: clean_line(name.removesuffix(".yaml")) in app.text or "title [/x]" in app.text)
    app.press("\x1b[H", "e shows where")
    app.type("\x11")
    assert app.wait_end() == 0
    assert_only_own_escapes(app)


def test_nothing_in_a_bank_can_be_clicked_or_ends_the_app(place: "Place") -> None:
    place.write_bank(BANK, "hostile.yaml")
    app = place.open("take", "hostile", size=(80, 24))
    app.wait("[@click=app.exit]x")
    link = "[@click=app.exit]x"
    row = next(number for number, line in enumerate(app.lines) if link in line)
    column = app.lines[row].index(link) + len(link) - 1
    app.type(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")
    app.press("\x1bOP", "Answer, then press")
    app.type("\x11")
    assert app.wait_end() == 0
    assert_only_own_escapes(app)
