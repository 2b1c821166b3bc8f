"""Lessons and events as they are read, and what is said of slips in them."""

import pytest

from quiz.bank.lessons import Event, FullName, Lesson, circles
from quiz.bank.model import Bank
from quiz.reading.reader import read_bank
from quiz.reading.reading import Reading

QUESTIONS = """\
id: tea
title: Tea
references: [{id: book, title: A book}]
questions:
- {id: leaf, type: true-false, prompt: p, answer: true, explanation: e, sources: [book]}
- {id: cup, status: draft, type: true-false, prompt: p}
"""
LESSON = "- {id: a, title: A, text: t, questions: [leaf]}\n"
LESSONS = f"{QUESTIONS}lessons:\n{LESSON}"


def read(text: str) -> Reading:
    return read_bank(text.encode(), "tea.yaml", {})


def bank_of(text: str) -> Bank:
    reading = read(text)
    assert reading.diagnostics == ()
    assert reading.bank is not None
    return reading.bank


def test_a_lesson_and_an_event_are_read_as_written() -> None:
    bank = bank_of(f"""{QUESTIONS}
lessons:
- id: first
  title: "  The   leaf "
  text: |
    One line,
      and another.
  questions: [leaf, tea/leaf, coffee/bean, cup]
  sources: ["book, page 1"]
  after: [coffee/first]
  start: TRUE
  markup: markdown
  valid_until: 2030-01-31
events:
- {{date: 1610, text: "Tea  comes", column: Trade, questions: [leaf, coffee/bean], sources: [book]}}
""")
    (lesson,) = bank.lessons
    assert lesson == Lesson(
        id="first",
        title="The leaf",
        text="One line,\n  and another.",
        questions=("leaf", "tea/leaf", "coffee/bean", "cup"),
        sources=("book, page 1",),
        after=("coffee/first",),
        start=True,
        markup="markdown",
        valid_until="2030-01-31",
    )
    assert bank.references_of(lesson)[0][0].locator == "page 1"
    assert bank.events == (
        Event(date="1610", text="Tea comes", column="Trade", questions=("leaf", "coffee/bean"), sources=("book",)),
    )
    assert list(bank.references) == ["book"]


OTHER = "is another format's word: put"


@pytest.mark.parametrize(
    ("right", "slip", "code", "help_"),
    [
        ("questions: [leaf]", "question: [leaf]", "B003", "did you mean `questions`?"),
        ("questions: [leaf]", "questions: leaf", "B005", "write `- …` lines below `questions:`"),
        ("questions: [leaf]", "questions: []", "B013", "add what is missing"),
        ("questions: [leaf]", "questions: [laef]", "B072", "did you mean `leaf`?"),
        ("questions: [leaf]", "questions: [tea/pot]", "B072", "write the id of a question"),
        (
            "questions: [leaf]",
            "questions: [{id: leaf, type: order}]",
            "B005",
            "name it by its id, such as `- some-id`; what it is stands in a list of its own",
        ),
        ("questions: [leaf]", "questions: [a/b/c]", "B007", "write an id, or `bank/id` for one of another bank"),
        ("text: t", "text: t, prompt: p", "B003", "`prompt` does not belong here: a question has it"),
        (
            "text: t",
            "text: t, requires: [b]",
            "B003",
            f"`requires` {OTHER} the ids of the lessons that come before it in the list `after`",
        ),
        ("text: t", "text: t, after: [b]", "B071", "write the id of a lesson"),
        ("text: t", "text: t, after: [a]", "B073", "remove one of the names from `after`"),
        ("text: t", "text: t, start: yes", "B011", "write `start: true`"),
        ("text: t", "text: t, markup: html", "B012", "write one of markdown, plain"),
        ("text: t", "text: t, valid_until: 2030", "B008", "write a full date, such as 2027-12-31"),
        ("text: t", "text: t, sources: [bok]", "B042", "did you mean `book`?"),
        ("text: t", "text: ''", "B006", "write something there, or remove the line"),
        ("text: t", "content: t", "B003", f"`content` {OTHER} what it teaches in `text`"),
        ("title: A, t", "titel: A, t", "B003", "did you mean `title`?"),
        ("title: A, t", "title: [A], t", "B005", "write `title: …` with one value, without the dash or the brackets"),
    ],
)
def test_a_slip_in_a_lesson_is_told_on_its_line_with_what_to_type(right: str, slip: str, code: str, help_: str) -> None:
    reading = read(LESSONS.replace(right, slip))
    (found,) = reading.diagnostics
    assert (found.code, found.help, found.span.line) == (code, help_, 8)
    assert reading.bank is not None
    assert len(reading.bank.questions) == 1
    assert len(reading.bank.lessons) == (code in {"B071", "B072", "B073", "B042"})


@pytest.mark.parametrize(
    ("event", "code", "help_"),
    [
        ("{date: 1610-13, text: t, column: c}", "B008", "write 2017, 2017-12 or 2017-12-31"),
        ("{date: 1610, text: t}", "B002", "add `column: …`"),
        ("{when: 1610, text: t, column: c}", "B003", f"`when` {OTHER} the year, month or day in `date`"),
        ("{date: 1610, text: t, column: c, questions: [cap]}", "B072", "did you mean `cup`?"),
        ("{date: 1610, text: t, column: c, hint: h}", "B003", "`hint` does not belong here: a question has it"),
        ("a", "B005", "write `- date: …` and its other fields below it"),
    ],
)
def test_a_slip_in_an_event_is_told_on_its_line_with_what_to_type(event: str, code: str, help_: str) -> None:
    reading = read(f"{QUESTIONS}events:\n- {event}\n")
    (found,) = reading.diagnostics
    assert (found.code, found.help, found.span.line) == (code, help_, 8)


def test_lessons_stand_in_the_bank_and_in_no_question() -> None:
    (found,) = read(LESSONS.replace("id: leaf,", "id: leaf, lessons: [a],")).diagnostics
    assert found.help == "`lessons` belongs to the bank: write it at the left margin, above or below the questions"
    (found,) = read(LESSONS.replace("lessons:", "lesson:")).diagnostics
    assert found.help == "did you mean `lessons`?"
    (found,) = read(f"{QUESTIONS}lessons: {{a: b}}\n").diagnostics
    assert (found.code, found.help) == ("B005", "write `- id: …` lines below `lessons:`")


def test_an_id_of_two_lessons_names_both_and_the_first_stays() -> None:
    reading = read(LESSONS + LESSON)
    (found,) = reading.diagnostics
    assert (found.code, found.span.line, found.related[0].span.line) == ("B070", 9, 8)
    assert reading.bank is not None
    assert len(reading.bank.lessons) == 1


def test_circles_are_told_once_each() -> None:
    a, b, c, d = (FullName("tea", letter) for letter in "abcd")
    assert list(circles({a: [b], b: [c], c: [a], d: [a]})) == [(a, b, c)]
    assert list(circles({a: [b, c], b: [c], c: []})) == []
    assert list(circles({a: [d]})) == []
    long = [FullName("tea", str(number)) for number in range(5000)]
    assert list(circles(dict(zip(long, [[one] for one in long[1:]], strict=False)))) == []


def test_lessons_of_faults_alone_do_not_hold_the_reader_up() -> None:
    reading = read(f"{QUESTIONS}lessons:\n" + "- {a: b}\n" * 20_000)
    assert [one.code for one in reading.diagnostics].count("B052") == 1
    assert len(reading.diagnostics) < 26_000
