"""Lessons in the app: from the first one to the list of them, and the chronology that fills meanwhile."""

from pathlib import Path
from typing import Any

from quiz.bank.lessons import Event
from quiz.bank.model import Bank
from quiz.practice.timeline import timeline
from quiz.tui.screens.timeline import event_lines
from tests.tui.driving import SMALL, judgements, opened, write_bank

LESSONS: list[dict[str, Any]] = [
    {
        "id": "ways",
        "title": "How it came",
        "text": "By ship and by land.",
        "questions": ["q2", "q3"],
        "after": ["leaves"],
    },
    {
        "id": "leaves",
        "title": "What tea is",
        "start": True,
        "markup": "markdown",
        "text": "Tea is made of **leaves**:\n\n```\nleaves  ->  tea\n```",
        "questions": ["q1"],
        "sources": ["book, page 1"],
        "valid_until": "2020-01-01",
    },
]
EVENTS = [
    {"date": "1610", "text": "First tea in Amsterdam", "column": "Sea", "questions": ["q1"]},
    {"date": "1638-05", "text": "A gift to the Tsar", "column": "Land", "questions": ["q3"]},
    {"date": "1773-12-16", "text": "A tea party", "column": "America"},
]
BOOK = {"id": "book", "title": "A book of tea", "genre": "handbook", "accessed": "2026-11-01", "note": "Second."}


def tea(banks: Path) -> None:
    rest: dict[str, Any] = {"lessons": LESSONS, "events": EVENTS, "references": [BOOK]}
    write_bank(banks, *judgements(4), name="tea", title="Tea", **rest)


async def test_a_diagram_in_a_lesson_is_never_broken_and_moves_by_arrows(banks: Path) -> None:
    diagram = "leaves ---> a pot ---> a cup ---> a guest"
    text = f"Tea is made of leaves.\n\n```\n{diagram}\n```\n\nThen it is drunk."
    lessons = [{"id": "a", "title": "A", "text": text, "questions": ["q1"], "markup": "markdown"}]
    write_bank(banks, *judgements(1), name="tea", title="Tea", lessons=lessons)
    async with opened(size=SMALL) as app:
        await app.press("g", "enter")
        app.shows("leaves ---> a pot ---> a cup ---> a›", "enter Questions → Code f1 Keys")
        await app.press("right")
        app.shows("a pot ---> a cup ---> a guest", "Tea is made of leaves.", "Then it is drunk.")
        await app.press("left")
        app.shows("leaves ---> a pot")


async def test_a_newcomer_goes_from_lesson_to_lesson_and_the_list_and_the_chronology_fill(banks: Path) -> None:
    tea(banks)
    async with opened() as app:
        app.shows("Welcome", "enter First lesson", "Lessons 2")
        await app.press("enter")
        app.shows(
            "Tea lesson", "1 of 2", "What tea is", "Tea is made of leaves:", "leaves -> tea", "A book of tea page 1"
        )
        app.shows("May be out of date valid until 2020-01-01", "enter Questions", "f8 Sources", "a Put aside")
        await app.press("f8")
        app.shows("A book of tea", "Kind handbook", "Read 2026-11-01", "Note Second.")
        await app.press("escape", "enter")
        app.shows("lesson", "1 of 1")
        assert app.attempt.options.lesson is not None
        await app.press("t", "enter", "enter")
        app.shows("What tea is lesson, 1 question", "enter Go on with today: 3 to go")
        await app.press("right")
        app.shows("Tea lesson, today")
        await app.press("escape")
        await app.press("enter")
        app.shows("How it came", "By ship and by land.", "2 of 2")
        await app.press("enter", "t", "enter", "escape")
        # What was left open is of today, and goes on from there.
        app.shows("Today", "1 lesson", "lesson: How it came", "Lessons next: How it came 1 of 2 done")
        await app.press("g")
        app.shows("Lessons", "1 of 2 done", "■ What tea is", "▫ How it came", "next")
        await app.press("y")
        app.shows("2 of 3 met", "Sea", "1610 First tea in Amsterdam", "1638-05 · · ·", "A tea party")
        app.hides("Tsar")
        await app.press("space")
        app.shows("A gift to the Tsar", "space Hide")
        await app.press("escape", "escape", "enter")
        app.shows("lesson", "1 of 2", "✓ Right")  # the lesson that was left open, where it was left
        await app.press("enter", "t", "enter", "enter")
        app.shows("How it came lesson, 2 questions")


async def test_the_row_of_lessons_says_less_where_there_is_no_room_and_is_in_view_beside_the_card(banks: Path) -> None:
    tea(banks)
    for number in range(4):
        write_bank(banks, *judgements(1), name=f"more-{number}")
    async with opened(size=(60, 20)) as app:
        await app.press("enter", "enter", "t", "enter", "enter", "escape")
        app.shows("Lessons next: How it came 1 of 2 done")
        await app.resize(SMALL)
        await app.press("end")
        app.shows("Lessons 1 of 2 done")
        app.hides("next:")


async def test_a_lesson_that_was_put_aside_is_not_offered_until_it_is_taken_back(banks: Path) -> None:
    tea(banks)
    async with opened() as app:
        await app.press("g", "a")
        app.shows("– What tea is", "put aside", "a Take back", "How it came Tea next")
        await app.press("a")
        app.shows("What tea is Tea next")
        await app.press("enter", "a")
        app.shows("put aside", "a Take back")
        await app.press("escape", "escape", "enter")
        app.shows("How it came")
        await app.press("enter", "t", "enter", "enter", "t", "enter", "enter")
        await app.press("enter")
        assert {item.question.id for item in app.attempt.items} == {"q1", "q4"}


async def test_lessons_and_chronology_are_read_in_a_small_terminal(banks: Path) -> None:
    tea(banks)
    async with opened(size=SMALL) as app:
        await app.press("enter")
        app.shows("What tea is", "leaves -> tea", "enter Questions")
        await app.press("escape", "y")
        app.shows("1610 Sea · · ·", "1773-12-16 America A tea party")


async def test_a_lesson_is_read_again_amid_its_questions_by_the_palette(banks: Path) -> None:
    tea(banks)
    async with opened() as app:
        await app.press("enter", "enter", "ctrl+p", *"lesson again")
        await app.press("enter")
        app.shows("What tea is", "enter Go on")
        app.hides("Put aside")
        await app.press("enter")
        app.shows("1 of 1", "Submit")


def test_in_the_chronology_a_year_is_loud_once_and_the_day_never() -> None:
    events = [Event(date=date, text="T.", column="Sea") for date in ("1610", "1610-05-03", "1638-05")]
    found = timeline([Bank(id="tea", title="Tea", topic="tea", questions=(), events=tuple(events))], ())
    loud = [
        [line.plain[span.start : span.end] for span in line.spans if span.style == "bold"]
        for line in event_lines(found, 76, shows_all=False)
    ]
    assert loud == [["1610"], [], ["1638"]]


def test_the_names_of_columns_stand_in_one_of_their_own_where_these_have_no_room_side_by_side() -> None:
    names = ("EU", "UN", "DPRK", "UN and others", "Others")
    events = tuple(Event(date=f"20{at}0", text="It was. " * 12, column=name) for at, name in enumerate(names, 1))
    bank = Bank(id="b", title="B", questions=(), events=events, topic="t")
    lines = [line.plain for line in event_lines(timeline([bank], {}), 76, shows_all=False)]
    assert {line.find("It was.") for line in lines} == {lines[0].find("It was.")}
    assert all(len(line) <= 76 for line in lines)


async def test_a_row_is_free_above_the_chronology_where_its_columns_have_no_room(banks: Path) -> None:
    events = [{"date": "1610", "text": "T.", "column": f"Column {number}"} for number in range(9)]
    write_bank(banks, *judgements(1), name="tea", title="Tea", events=events)
    async with opened() as app:
        await app.press("y")
        assert [line.strip().partition(" ")[0] for line in app.lines[:3]] == ["Timeline", "", "1610"]
