"""The pages: whole, escaped, standing alone, with the figures that the commands show."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from textual.theme import Theme

from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.practice.questions.choice import Chosen
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Typed
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Confidence, Mode
from quiz.reading.reader import read_bank
from quiz.scores.html.analysis_page import analysis_page
from quiz.scores.html.attempt_page import attempt_page
from quiz.scores.html.charts import bar, distribution, signed_bar
from quiz.scores.html.elements import Markup, element, facts, page, table
from quiz.scores.html.style import DARK, LIGHT, PAPER
from quiz.scores.item_analysis.analysis import Flag, analyse
from quiz.scores.store.base import Store
from quiz.tui import themes

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'&\x1b[31m\u202e"


class Page(HTMLParser):
    """Reads a page strictly: every element is closed in turn; keeps its tags, attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style" and data.strip():
            self.texts.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def check(text: str) -> Page:
    """Check what holds for every page, and return it taken apart."""
    read = Page(text)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(read.tags)
    names = {name for name, _ in read.attributes}
    assert not any(name.startswith("on") for name in names)
    assert "src" not in names
    assert "url(" not in text
    assert "@import" not in text
    assert all(re.match(r"https?://|#q\d+$", value or "") for name, value in read.attributes if name == "href")
    assert any(value and value.startswith("default-src 'none'") for _, value in read.attributes)
    assert read.tags.count("h1") == 1
    ids = [value for name, value in read.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert not re.search(r"\d[.]\d+ %", read.text)
    pictures = text.count("<svg")
    assert pictures == len(re.findall(r"<svg[^>]*role=\"img\"[^>]*><title>[^<]+</title>", text))
    return read


# Elements


def test_text_is_escaped_and_cleaned_wherever_it_stands() -> None:
    made = element("p", EVIL, title=EVIL)

    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert "\x1b" not in made
    assert "\u202e" not in made
    (text,) = Page(made).texts
    assert text.startswith("<script>alert(1)</script>\"'&")


def test_only_what_an_element_made_is_markup() -> None:
    assert element("p", element("b", "<")) == "<p><b>&lt;</b></p>"
    assert element("p", str(Markup("<b>"))) == "<p>&lt;b&gt;</p>"
    assert element("p", [None, ["a", element("br")]], id=None, class_="x") == '<p class="x">a<br></p>'


def test_what_is_empty_is_left_out_of_the_facts() -> None:
    assert facts(("One", "1"), ("Two", None), ("Three", "")) == "<dl><dt>One</dt><dd>1</dd></dl>"


def test_a_table_says_what_its_columns_are() -> None:
    read = Page(table(("Name", "Count"), [("a", "1")], numbers=(1,), caption="All"))

    assert read.attributes.count(("scope", "col")) == 2
    assert read.texts == ["All", "Name", "Count", "a", "1"]
    assert ("class", "num") in read.attributes


def test_a_page_stands_alone() -> None:
    read = check(page("Title <1>", element("p", "x")))

    assert read.texts == ["Title <1>", "Title <1>", "x"]


@pytest.mark.parametrize(("share", "width"), [(0, 0), (0.25, 25), (1, 100), (1.5, 100), (-1, 0)])
def test_a_bar_is_as_long_as_its_share(share: float, width: float) -> None:
    read = Page(bar(share, "A quarter"))

    assert [float(value or 0) for name, value in read.attributes if name == "width"][1] == width
    assert read.texts == ["A quarter"]


def test_right_and_wrong_are_told_apart_without_colour() -> None:
    kinds = [dict(Page(bar(0.5, "x", solid=solid)).attributes)["class"] for solid in (True, False)]

    assert kinds == ["solid", "outline"]
    assert (PAPER["primary"], PAPER["panel"], PAPER["soft"]) == ("#000000", "#FFFFFF", "#000000")


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 has it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        *[(ink, ("ground", "surface")) for ink in ("ink", "soft", "link", "success-ink", "warning-ink", "error-ink")],
        ("ink", ("panel",)),
        *[(f"on-{fill}", (fill,)) for fill in ("success", "warning", "error")],
    ],
)
def test_text_is_legible_on_every_ground(colours: dict[str, str], text: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        low, high = sorted((luminance(colours[text]), luminance(colours[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)


@pytest.mark.parametrize(("colours", "theme"), [(LIGHT, themes.LIGHT), (DARK, themes.DARK)], ids=["light", "dark"])
def test_the_colours_are_those_of_the_app(colours: dict[str, str], theme: Theme) -> None:
    fills = {name: getattr(theme, name) for name in ("surface", "panel", "primary", "success", "warning", "error")}
    texts = {f"{name}-ink": theme.variables[f"text-{name}"] for name in ("success", "warning", "error")}
    others = {
        "ground": theme.background,
        "ink": theme.foreground,
        "soft": theme.variables["text-muted"],
        "link": theme.variables["text-primary"],
    }
    assert fills.items() | texts.items() | others.items() <= colours.items()


def test_a_page_is_light_or_dark_as_the_reader_has_it_and_black_on_paper() -> None:
    text = page("x")

    assert text.index(f"--ground: {LIGHT['ground']}") < text.index("prefers-color-scheme: dark")
    assert text.index("prefers-color-scheme: dark") < text.index(f"--ground: {DARK['ground']}")
    assert text.rindex("--ink: #000000") > text.index("@media print")


def test_a_signed_bar_goes_both_ways_from_the_middle() -> None:
    places = {}
    for value in (-50, 50):
        numbers = [
            (name, float(found or 0)) for name, found in Page(signed_bar(value, "x")).attributes if name in "xwidth"
        ]
        places[value] = [found for name, found in numbers if name == "x"][1]

    assert places == {-50: 25, 50: 50}


def test_a_distribution_says_its_figures_and_stays_in_its_frame() -> None:
    picture = distribution([0, 3, 1, 0], "How many", "Share")
    read = Page(picture)

    assert "3 people from 25 to 50 %; 1 person from 50 to 75 %" in read.text
    assert {"3", "1", "0", "25", "50", "75", "100", "Share", "People"} <= set(read.texts)
    tops = [float(value or 0) for name, value in read.attributes if name == "y"]
    assert min(tops) > 0
    check(page("x", distribution([0] * 10, "Nobody", "Share")))


# The item analysis


@pytest.fixture
def evil() -> Bank:
    text = """\
id: evil
title: "<b>Evil</b> & co"
language: en
questions:
  - id: first
    type: single
    prompt: "</p><script>alert('p')</script>"
    answer: "<img src=x onerror=alert(1)>"
    distractors: ["\\"><svg onload=alert(2)>", "& < >"]
    explanation: "<a href='javascript:alert(3)'>x</a>"
    hint: "<i>"
    sources: ["<ref>, <locator>"]
    tags: ["<tag>", other]
  - {id: second, type: text, prompt: Two?, answers: [Two], tags: [other]}
  - {id: third, type: match, prompt: Three?, pairs: {"<l>": "<r>", "b": "c"}}
"""
    bank = read_bank(text.encode(), "evil.yaml", {}).bank
    assert bank is not None
    assert len(bank.questions) == 3
    return bank


@pytest.fixture
def taken(begin: Callable[..., Any], store: Store, evil: Bank) -> Store:
    right, wrong, other = (choice.text for choice in evil.questions[0].choices)  # type: ignore[union-attr]
    for number in range(12):
        recorder = begin(store, evil, learner=f"<u>{number}", mode=Mode.EXAM)
        responses = {
            "first": Chosen(((right, right, wrong, other)[number % 4],)),
            "second": Typed("<marquee>") if number % 3 else Typed("Two"),
            "third": Placed({"<l>": "<r>"}) if number % 4 < 2 else DONT_KNOW,
        }
        for at, item in enumerate(recorder.attempt.items):
            recorder.step(recorder.attempt.go(at).hint())
            recorder.answer(responses[item.question.id], seconds=5, confidence=Confidence.SURE)
        recorder.hand_in()
    return store


def test_the_analysis_as_a_page(taken: Store, evil: Bank) -> None:
    read = check(analysis_page(analyse(taken, evil), "<file>", MADE))

    assert "Item analysis: <b>Evil</b> & co" in read.texts
    assert "2026-11-22 09:30" in read.texts
    assert "<file>" in read.texts
    assert "</p><script>alert('p')</script>" in read.texts
    assert "✓ <img src=x onerror=alert(1)>" in read.texts
    assert "<marquee>" in read.texts
    assert "The whole bank" in read.texts
    assert "Cronbach's alpha" in read.texts
    assert "don't know 6 (50 %)" in read.text
    assert "Too few" not in read.text


def test_the_figures_on_the_page_are_those_of_the_analysis(taken: Store, evil: Bank) -> None:
    analysis = analyse(taken, evil)
    read = check(analysis_page(analysis, "x", MADE))

    first = analysis.questions[0]
    assert first.figures.facility == 0.5
    assert first.figures.discrimination is not None
    index = f"{first.figures.discrimination:.2f}".rstrip("0").rstrip(".")
    assert read.texts.count(index) == 2
    assert f"Discrimination {index}" in read.texts
    for flag in first.flags:
        assert flag.why in read.texts


def test_what_needs_a_look_has_one_row_a_question_with_all_its_reasons(taken: Store, evil: Bank) -> None:
    found = analyse(taken, evil)
    twice = replace(found.questions[0], flags=(*found.questions[0].flags, Flag("other", "another reason")))
    analysis = replace(found, questions=(twice, *found.questions[1:]))
    text = analysis_page(analysis, "x", MADE)
    (rows,) = re.findall(r"What needs a look</h2>.*?<tbody>(.*?)</tbody>", text, re.DOTALL)
    flagged = [item for item in analysis.questions if item.flags]

    assert len(flagged) < sum(len(item.flags) for item in flagged)
    assert rows.count("<tr>") == len(flagged)
    assert rows.count("<p>") == sum(len(item.flags) for item in flagged)


def test_ids_stand_only_where_they_are_looked_for(taken: Store, evil: Bank) -> None:
    read = check(analysis_page(analyse(taken, evil), "x", MADE))

    assert [read.texts.count(question.id) for question in evil.questions] == [1, 1, 1]
    assert read.texts[-1] == "Bank evil"


def test_of_too_few_people_every_figure_is_marked(begin: Callable[..., Any], store: Store, evil: Bank) -> None:
    for learner in "abc":
        recorder = begin(store, evil, learner=learner, mode=Mode.EXAM)
        recorder.answer(DONT_KNOW, seconds=1)
        recorder.hand_in()

    read = check(analysis_page(analyse(store, evil), "x", MADE))

    assert "Too few people" in read.text
    assert "0 % ?" in read.texts
    assert "0 %" not in [text for text in read.texts if "Facility" in text]
    assert "3 questions not judged" in read.text


def test_nobody_was_asked_yet(store: Store, evil: Bank) -> None:
    read = check(analysis_page(analyse(store, evil), "x", MADE))

    assert read.texts.count("Not asked yet.") == 3


# One attempt


@pytest.fixture
def nine_taken(begin: Callable[..., Any], store: Store) -> Any:
    """An exam on the bank of nine with one right, one sure and wrong, one don't know, the rest unanswered."""
    recorder = begin(store, mode=Mode.EXAM, options=Options(count=None, confidence=True))
    at = {item.question.id: place for place, item in enumerate(recorder.attempt.items)}
    for name, response, confidence in (
        ("single", Chosen(("Resolution 1874 (2009)",)), Confidence.SURE),
        ("text", Typed("Pyongyang"), Confidence.GUESS),
        ("match", Placed({"First test": "2006"}), Confidence.UNSURE),
        ("order", DONT_KNOW, None),
    ):
        recorder.step(recorder.attempt.go(at[name]).hint())
        recorder.answer(response, seconds=30, confidence=confidence)
    return recorder


def test_an_attempt_as_a_page(nine_taken: Any) -> None:
    attempt = nine_taken.hand_in()
    read = check(attempt_page(attempt, UTC))

    assert "Exam: Nine types" in read.texts
    assert "Ada" in read.texts
    assert f"{attempt.started:%Y-%m-%d %H:%M} to {attempt.finished:%H:%M}" in read.texts
    assert "1.33 of 10 points" in read.texts
    assert "13 % · 1 right, 1 partly, 2 wrong, 5 not answered · 4 hints" in read.texts
    for heading in ("Difficulty", "Confidence"):
        assert heading in read.texts
    assert read.texts[-1] == f"Attempt {attempt.uid}"
    assert "Judgement" not in read.texts  # three responses with a confidence say nothing of it
    assert "Misconceptions (sure but wrong): question" in read.texts
    assert "Lucky guesses: question" in read.texts


def test_confidence_is_judged_from_five_responses_on(nine_taken: Any) -> None:
    for position in nine_taken.attempt.open_positions[:2]:
        nine_taken.step(nine_taken.attempt.go(position))
        nine_taken.answer(DONT_KNOW, seconds=1, confidence=Confidence.SURE)
    read = check(attempt_page(nine_taken.hand_in(), UTC))

    assert "Judgement" in read.texts
    assert "over-confident" in read.text


def test_each_question_with_response_answer_explanation_and_sources(nine_taken: Any) -> None:
    text = attempt_page(nine_taken.hand_in(), UTC)
    place = next(at for at, item in enumerate(nine_taken.attempt.items, start=1) if item.question.id == "single")
    section = Page(re.findall(rf'<section class="question" id="q{place}">.*?</section>', text, re.DOTALL)[0])

    for wanted in (
        "× Wrong",
        f"{place}. Which resolution came first?",
        "Resolution 1874 (2009)",
        "your answer",
        "It answered the second test.",
        "Resolution 1718 (2006)",
        "right answer",
        "sure (a misconception: sure but wrong)",
        "It came within a week of the test.",
        "The Council adopted it five days after the test.",
        "EU relations; EEAS; Political dialogue; as of 2017-12",
    ):
        assert wanted in section.texts
    assert ("href", "https://example.org/1718") in section.attributes
    assert section.texts[-3] == "Resolution 1718; United Nations; 2006-10-14; paragraph 8; as of 2017-12;"


def test_what_is_unanswered_is_told_once_the_attempt_is_finished(nine_taken: Any) -> None:
    open_page, finished = attempt_page(nine_taken.attempt, UTC), attempt_page(nine_taken.hand_in(), UTC)

    assert "366 million euros" not in Page(open_page).text
    assert "366 million euros" in Page(finished).text
    assert "still open" in Page(open_page).texts


def test_an_attempt_from_a_hostile_bank(taken: Store) -> None:
    for summary in taken.summaries(limit=2):
        read = check(attempt_page(taken.load(summary.uid), UTC))
        assert "Exam: <b>Evil</b> & co" in read.texts
        assert "<a href='javascript:alert(3)'>x</a>" in read.texts
        assert "<ref>; <locator>; not in the source list" in read.texts
        assert summary.learner in read.texts
