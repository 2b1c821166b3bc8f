"""What the bundled banks teach: lessons in an order that a beginner can follow, passages and a chronology."""

import re
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

import pytest

from quiz.bank.lessons import Lesson
from quiz.bank.model import Bank
from quiz.bank.questions.base import Choice, as_choice
from quiz.bank.questions.registry import Question
from quiz.library.library import Library

from .conftest import BANKS, raw
from .test_seed_facts import right_parts

GLOSSARY: Final[list[dict[str, Any]]] = raw(Path(__file__).with_name("glossary.yaml"))
COLUMNS: Final = {"DPRK", "UN and others", "EU"}
LONGEST_START: Final = 10
WIDEST_DIAGRAM: Final = 72


@pytest.fixture(scope="module")
def banks(library: Library) -> list[Bank]:
    found = [entry.bank for entry in library.entries if entry.bank is not None]
    assert sorted(bank.id for bank in found) == sorted(BANKS)
    return found


@pytest.fixture(scope="module")
def lessons(banks: list[Bank]) -> dict[str, Lesson]:
    """All lessons by `bank/lesson`, each after those that it comes after."""
    found = {f"{bank.id}/{lesson.id}": lesson for bank in banks for lesson in bank.lessons}
    after = {name: [_full(name, one) for one in lesson.after] for name, lesson in found.items()}
    return {name: found[name] for name in TopologicalSorter(after).static_order()}


def _full(near: str, name: str) -> str:
    return name if "/" in name else f"{near.split('/', 1)[0]}/{name}"


def _says(text: str, entry: dict[str, Any]) -> bool:
    forms = "|".join(map(re.escape, [entry["term"], *entry.get("forms", [])]))
    return re.search(rf"(?<![\w-])(?:{forms})(?![\w-])", text) is not None


def _asked(question: Question) -> str:
    """What a learner reads before answering, and the hint."""
    distractors: tuple[str | Choice, ...] = getattr(question, "distractors", ())
    choices = [as_choice(one).text for one in distractors]
    return "\n".join([question.prompt, *right_parts(question), *choices, question.hint or ""])


def test_each_lesson_but_the_first_comes_after_the_one_before(lessons: dict[str, Lesson]) -> None:
    """So that the order is one and the same for everybody."""
    names = list(lessons)
    assert 12 <= len(names) <= 14
    assert [[_full(name, one) for one in lessons[name].after] for name in names] == [
        [],
        *([name] for name in names[:-1]),
    ]


def test_the_path_begins_with_five_lessons_and_a_short_one(lessons: dict[str, Lesson]) -> None:
    assert [lesson.start for lesson in lessons.values()] == [True] * 5 + [False] * (len(lessons) - 5)
    assert len(next(iter(lessons.values())).questions) <= LONGEST_START


def test_each_bank_has_a_lesson_of_those_at_the_start(lessons: dict[str, Lesson]) -> None:
    assert {name.split("/", 1)[0] for name, lesson in lessons.items() if lesson.start} == set(BANKS)


def test_a_lesson_says_where_in_its_sources_it_can_be_checked(lessons: dict[str, Lesson]) -> None:
    assert [name for name, lesson in lessons.items() if not all(one.locator for one in lesson.citations)] == []
    assert [name for name, lesson in lessons.items() if not lesson.citations] == []


def test_a_lesson_says_what_is_not_to_be_mixed_up(lessons: dict[str, Lesson]) -> None:
    assert [name for name, lesson in lessons.items() if "Not to be mixed up: " not in lesson.text] == []


def test_no_question_belongs_to_two_lessons(lessons: dict[str, Lesson]) -> None:
    counts = Counter(_full(name, one) for name, lesson in lessons.items() for one in lesson.questions)
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_lesson_asks_one_question_of_a_group(lessons: dict[str, Lesson], questions: dict[str, Question]) -> None:
    """An attempt draws one of them, so that the others would never be asked in the lesson."""
    twice = []
    for name, lesson in lessons.items():
        asked = [questions[_full(name, one)] for one in lesson.questions]
        groups = Counter(question.group for question in asked if question.group is not None)
        twice += [(name, group) for group, count in groups.items() if count > 1]
    assert twice == []


def test_a_diagram_fits_the_narrowest_text(lessons: dict[str, Lesson]) -> None:
    diagrams = [part for lesson in lessons.values() for part in lesson.text.split("```text")[1:]]
    assert diagrams
    assert [line for part in diagrams for line in part.splitlines() if len(line.strip()) > WIDEST_DIAGRAM] == []


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: entry["term"])
def test_no_term_is_met_before_its_lesson(
    entry: dict[str, Any], lessons: dict[str, Lesson], questions: dict[str, Question]
) -> None:
    assert set(entry) <= {"term", "forms", "lesson"}
    names = list(lessons)
    assert _says(lessons[entry["lesson"]].text, entry), f"{entry['lesson']} does not name it"
    early = names[: names.index(entry["lesson"])]
    assert [name for name in early if _says(lessons[name].text, entry)] == [], "a lesson says it too early"
    asked = [_full(name, one) for name in early for one in lessons[name].questions]
    assert [name for name in asked if _says(_asked(questions[name]), entry)] == [], "a question asks it too early"


def test_a_term_stands_in_the_glossary_once() -> None:
    assert [term for term, count in Counter(entry["term"] for entry in GLOSSARY).items() if count > 1] == []


def test_each_bank_has_a_passage_of_an_act_with_three_questions(banks: list[Bank]) -> None:
    for bank in banks:
        counts = Counter(question.passage for question in bank.questions if question.passage is not None)
        assert counts == {passage.id: 3 for passage in bank.passages}
        assert bank.passages
        assert all(one.locator for passage in bank.passages for one in passage.citations)


def test_events_stand_in_three_columns_with_source_and_question(banks: list[Bank]) -> None:
    events = [event for bank in banks for event in bank.events]
    assert {event.column for event in events} == COLUMNS
    assert [event.text for event in events if not event.questions] == []
    assert [event.text for event in events if not all(one.locator for one in event.citations)] == []
    assert [event.text for event in events if not event.citations] == []
    assert max(event.date for event in events) >= "2026"
