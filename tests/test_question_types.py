"""Every type of question through everything that is done with one. A type that lacks a part is told which, and where.

What is heavy is imported within the tests, so that a type without one part still says what is wrong with it.
"""

import ast
import html
import importlib
import json
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

import pytest

from quiz.bank.questions.base import QuestionBase
from quiz.bank.questions.registry import QUESTION_TYPES, Question
from tests.cases import CASES, Case, Shown

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("bank", "reading", "practice", "tui")
NOW: Final = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

every_type = pytest.mark.parametrize("kind", QUESTION_TYPES)


def file_of(kind: str, room: str) -> str:
    """Return the file in which a type has its part in a room."""
    family = QUESTION_TYPES[kind].__module__.rpartition(".")[2]
    return f"quiz/tui/widgets/{family}_input.py" if room == "tui" else f"quiz/{room}/questions/{family}.py"


def lacks(kind: str, room: str, part: str) -> str:
    """Say what a type lacks, and where it belongs."""
    registry = "quiz/tui/widgets/inputs.py" if room == "tui" else f"quiz/{room}/questions/registry.py"
    return f"the type {kind} has no {part}: write it in {file_of(kind, room)}, which stands in {registry}"


def case_of(kind: str) -> Case:
    """Return the case in which a question of a type is answered right."""
    right = [case for case in CASES if case.question["type"] == kind and case.fraction == 1]
    assert right, f"the type {kind} has no case that is right: write one in tests/cases.py"
    return right[0]


def bank_data(kind: str) -> dict[str, Any]:
    question = {"id": "q", "prompt": "Which is it?", **case_of(kind).question}
    whole = question | {"explanation": "It is so.", "sources": ["r"], "hint": "Think."}
    return {"id": "b", "title": "B", "references": [{"id": "r", "title": "R"}], "questions": [whole]}


def question_of(kind: str) -> Question:
    from quiz.reading.reader import read_bank

    reading = read_bank(json.dumps(bank_data(kind)).encode(), "b.yaml", {})
    assert reading.diagnostics == (), f"the case of {kind} in tests/cases.py is no question without a flaw"
    assert reading.bank is not None
    return reading.bank.questions[0]


def bank_file(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.yaml"
    path.write_text(json.dumps(bank_data(kind) | {"id": kind}), encoding="utf-8")
    return path


# Where the parts stand


@pytest.mark.parametrize("path", sorted((ROOT / "quiz/bank/questions").glob("*.py")), ids=lambda path: path.stem)
def test_every_type_that_is_written_is_a_question(path: Path) -> None:
    """All that follows asks the union for the types, and would not see one that it lacks."""
    module = importlib.import_module(f"quiz.bank.questions.{path.stem}")
    written = {one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__}
    for one in written - {QuestionBase}:
        assert not issubclass(one, QuestionBase) or one in get_args(Question), (
            f"{one.__name__} of quiz/bank/questions/{path.name} is no Question yet: see quiz/bank/questions/registry.py"
        )


@every_type
@pytest.mark.parametrize("room", ROOMS)
def test_a_type_has_a_file_of_its_family_in_each_of_four_rooms(kind: str, room: str) -> None:
    assert (ROOT / file_of(kind, room)).is_file(), lacks(kind, room, "part here")


@every_type
@pytest.mark.parametrize("part", ["TEMPLATE", "own_texts", "subject", "short_answer", "__doc__"])
def test_a_type_says_what_it_is(kind: str, part: str) -> None:
    assert vars(QUESTION_TYPES[kind]).get(part), lacks(kind, "bank", part)


@every_type
def test_a_type_is_checked(kind: str) -> None:
    from quiz.reading.questions.registry import CHECKS

    assert QUESTION_TYPES[kind] in CHECKS, lacks(kind, "reading", "check")


@every_type
def test_a_type_is_practised(kind: str) -> None:
    from quiz.practice.questions.base import Family
    from quiz.practice.questions.registry import RESPONSE_CLASSES, family_of

    assert QUESTION_TYPES[kind] in RESPONSE_CLASSES, lacks(kind, "practice", "class of responses")
    family = family_of(question_of(kind))
    for part in (name for name in vars(Family) if not name.startswith("_")):
        assert hasattr(family, part), lacks(kind, "practice", part)


@every_type
def test_a_response_of_a_type_can_be_stored(kind: str) -> None:
    from quiz.practice.questions.registry import RESPONSE_CLASSES
    from quiz.practice.response import Response

    response = RESPONSE_CLASSES[QUESTION_TYPES[kind]]
    assert response in get_args(Response), f"{response.__name__} is no Response yet: see quiz/practice/response.py"


@every_type
def test_a_type_has_an_input(kind: str) -> None:
    from quiz.tui.widgets.answer import AnswerInput
    from quiz.tui.widgets.inputs import FAMILIES, input_class

    question = QUESTION_TYPES[kind]
    assert question.__module__.rpartition(".")[2] in FAMILIES, lacks(kind, "tui", "input")
    assert issubclass(input_class(question), AnswerInput), lacks(kind, "tui", "input")


@every_type
def test_a_type_can_be_exported(kind: str) -> None:
    from quiz.formats.bank_items import ITEM_BODIES

    assert QUESTION_TYPES[kind] in ITEM_BODIES, f"the type {kind} has no item: write it in quiz/formats/bank_items.py"


@every_type
def test_what_becomes_of_a_type_in_each_format_is_tried_and_told(kind: str) -> None:
    """What is tried there comes back from each format as it was, or is said to be lost."""
    from tests.formats.specimens import TYPES

    assert kind in TYPES, f"the type {kind} has no specimen: write one in tests/formats/specimens.py"


KNOWING: Final = {
    "quiz/practice/response.py": "lists every class of response",
    "quiz/formats/bank_items.py": "makes an item of a question, for every type",
    "quiz/formats/bodies.py": "knows how many answers there are at least where every choice is right",
    "quiz/lint/fixes.py": "puts `sequence` in order, which choices alone have",
    **{f"quiz/{room}/questions/registry.py": "joins the families" for room in ROOMS},
}


def test_no_other_module_knows_a_type() -> None:
    """What asks for one type by its name would pass over the next one in silence."""
    families = {Path(file_of(kind, "bank")).stem for kind in QUESTION_TYPES}
    homes = {file_of(kind, room) for kind in QUESTION_TYPES for room in ROOMS}
    modules = {f"quiz.{room}.questions.{family}" for room in ROOMS for family in families}
    for path in sorted((ROOT / "quiz").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name in homes or name in KNOWING:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module not in modules, f"{name} imports {node.module}: ask a registry instead"
            if isinstance(node, ast.Compare):
                for side in (node.left, *node.comparators):
                    texts = {one.value for one in ast.walk(side) if isinstance(one, ast.Constant)}
                    is_type = any(isinstance(one, ast.Attribute) and one.attr == "type" for one in ast.walk(node))
                    assert not (is_type and texts & QUESTION_TYPES.keys()), f"{name}:{node.lineno} compares a type"


# A bank


@every_type
def test_the_template_of_a_type_is_a_question_to_write_over(kind: str) -> None:
    from quiz.authoring.templates import new_bank
    from quiz.bank.questions.templates import PLACEHOLDERS
    from quiz.diagnostics.findings import is_error
    from quiz.reading.reader import read_bank

    text = new_bank("b", "B", kind=kind)
    errors = [found for found in read_bank(text.encode(), "b.yaml", {}).diagnostics if is_error(found)]
    assert {found.name for found in errors} <= {"undecided", "not-playable"}
    prompt = text.partition("prompt: ")[2].partition("\n")[0]
    assert prompt in PLACEHOLDERS


@every_type
def test_a_type_stands_in_the_schema(kind: str) -> None:
    from quiz.bank.format.json_schema import schema

    path = ROOT / "questions" / "bank.schema.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    name = QUESTION_TYPES[kind].__name__
    assert schema()["definitions"][name] == written["definitions"].get(name), (
        f"{path.name} does not have the type {kind}: quiz schema --output questions/{path.name}"
    )


@every_type
def test_a_type_has_an_example_in_the_guide(kind: str) -> None:
    guide = (ROOT / "questions" / "README.md").read_text(encoding="utf-8")
    assert f"\n### {kind}\n" in guide, f"questions/README.md has no section about the type {kind}"
    section = guide.partition(f"\n### {kind}\n")[2].partition("\n### ")[0]
    assert f"type: {kind}\n" in section, f"questions/README.md has no example of the type {kind}"
    assert f"[{kind}](#{kind})" in guide, f"the table of types in questions/README.md lacks {kind}"


@every_type
def test_a_question_of_a_type_is_found_by_what_it_says(kind: str) -> None:
    from quiz.library.search import texts

    question = question_of(kind)
    found = list(texts(question))
    assert found[0] == ("prompt", question.prompt)
    assert set(question.own_texts()) <= set(found)
    assert all(field in {*QUESTION_TYPES[kind].__struct_fields__, "feedback"} for field, _ in question.own_texts())


@every_type
def test_the_quick_check_and_the_explanation_of_a_sound_question_agree(kind: str) -> None:
    from quiz.reading.collector import Findings
    from quiz.reading.fast_check import is_sound
    from quiz.reading.question_errors import explain_question
    from quiz.reading.yaml.parser import read_nodes

    data = json.dumps(bank_data(kind)["questions"][0]).encode()
    root = read_nodes(data, "q.yaml").root
    assert root is not None
    assert isinstance(root.plain, dict)
    assert is_sound(question_of(kind), root.plain, {"r"}), f"{file_of(kind, 'reading')} doubts a sound question"
    findings = Findings("q.yaml")
    explain_question(findings, root, {"r"})
    assert findings.found == [], f"{file_of(kind, 'reading')} explains what is no fault"


@every_type
def test_texts_of_a_type_are_cleaned_and_mean_the_same(kind: str) -> None:
    from quiz.reading.normalize import tidy_question
    from quiz.reading.yaml.parser import read_nodes

    root = read_nodes(json.dumps(bank_data(kind)["questions"][0]).encode(), "q.yaml").root
    assert root is not None
    assert isinstance(root.plain, dict)
    assert tidy_question(root.plain) == root.plain


# The rules about questions


@every_type
def test_the_rules_see_a_question_of_a_type_or_say_that_they_do_not(kind: str) -> None:
    from quiz.lint.banks import gist
    from quiz.lint.stem_and_choices import form_of
    from quiz.lint.words import vocabulary
    from quiz.practice.presentation import present
    from tests.checks import check_bank

    question = question_of(kind)
    form = form_of(question)
    if form is not None:
        assert form.stem == question.prompt
        assert sorted(form.choices) == sorted(present(question, "b", 1).rows)
        assert not form.choices or form.keys
    assert gist(question, vocabulary("en")).words or not question.subject
    assert question.short_answer is None or question.short_answer
    assert check_bank(json.dumps(bank_data(kind)).encode(), "b.yaml", {}).questions == 1


@cache
def bundled_types() -> set[str]:
    """Return the types that the bundled banks have questions of."""
    from quiz.library.library import open_library

    banks = [entry.bank for entry in open_library([(ROOT / "questions", True)]).entries if entry.bank is not None]
    return {question.type for bank in banks for question in bank.questions}


@every_type
def test_a_type_stands_in_the_bundled_banks(kind: str) -> None:
    """What else keeps them in balance is told in tests/questions/test_balance.py."""
    assert kind in bundled_types(), f"no bank in questions/ has a question of the type {kind}"


# Practice


@every_type
def test_a_type_is_laid_out_parsed_graded_and_told(kind: str) -> None:
    from quiz.practice.grading import blind_chance, grade, placed_answers, random_score
    from quiz.practice.parsing import expected, is_whole, parse
    from quiz.practice.presentation import present
    from quiz.practice.response import DONT_KNOW, missing
    from quiz.practice.wording import (
        answer_lines,
        answer_places,
        body,
        choices_taken,
        instruction,
        response_text,
    )

    question = question_of(kind)
    presentation = present(question, "b", 1)
    assert present(question, "b", 1) == presentation
    lines = case_of(kind).plain(Shown(presentation))
    assert [is_whole(question, lines[:end]) for end in range(1, len(lines) + 1)][-2:] in ([True], [False, True])
    response = parse(question, presentation, lines)
    judged = grade(question, response)
    assert judged.fraction == 1
    assert grade(question, DONT_KNOW).fraction == 0
    assert parse(question, presentation, ["?"]) == DONT_KNOW
    assert 0 <= blind_chance(question) <= 1
    assert 0 <= (random_score(question) or 0) <= 1
    assert missing(question, response) is None
    assert missing(question, None) is not None
    assert expected(question, presentation)
    assert instruction(question)[-1] in ".?"
    assert all(answer_lines(question))
    assert response_text(response)
    assert body(question) != ""
    assert set(choices_taken(response)) <= set(presentation.rows)
    places = answer_places(question)
    assert all(sum(is_right for _, is_right in place.options.values()) >= 1 for place in places)
    given = placed_answers(question, response)
    assert {answer.place for answer in given} == set(range(len(places)))
    for answer in given:
        assert answer.key is not None
        text, is_right = places[answer.place].options.get(answer.key, (answer.text, answer.is_right))
        assert is_right, f"{text} is counted as wrong: see {file_of(kind, 'practice')}"


@every_type
def test_the_answers_to_a_type_are_counted(kind: str) -> None:
    import msgspec

    from quiz.practice.parsing import parse
    from quiz.practice.presentation import present
    from quiz.scores.item_analysis.choice_counts import ChoiceCounter

    question = question_of(kind)
    presentation = present(question, "b", 1)
    response = parse(question, presentation, case_of(kind).plain(Shown(presentation)))
    choices = ChoiceCounter(question)
    choices.add(msgspec.json.encode(response).decode(), 0.5)
    choices.add('{"type":"dont-know"}', 0.5)
    choices.add('{"type":"unknown"}', 0.5)
    assert (choices.people, choices.dont_know, choices.unlike) == (3, 1, 1)
    assert all(sum(option.people for option in place.options if option.right) for place in choices.places())


@every_type
def test_results_of_a_type_come_back_and_a_response_to_another_type_does_not(kind: str) -> None:
    from quiz.practice.attempt import begin
    from quiz.practice.draw import Options, draw
    from quiz.practice.parsing import parse
    from quiz.practice.presentation import present
    from quiz.practice.response import cleaned
    from quiz.reading.reader import read_bank
    from quiz.scores.exchange.results_format import Writer, read_results

    bank = read_bank(json.dumps(bank_data(kind)).encode(), "b.yaml", {}).bank
    assert bank is not None
    drawn = draw([bank], Options(), 1)
    attempt = begin(drawn, uid="0" * 32, learner="Ada", seed=1, options=Options(), started=NOW)
    lines = case_of(kind).plain(Shown(attempt.item.presentation))
    response = parse(attempt.item.question, attempt.item.presentation, lines)
    if attempt.item.question.IS_SELF_GRADED:
        attempt = attempt.write("What was written\nbefore.")
    after = attempt.answer(response, seconds=1, at=NOW, day=date(2026, 11, 22))
    writer = Writer()
    (received,) = read_results([writer.header(NOW), *writer.lines(after, [1])])
    assert received.attempt == after
    for other in QUESTION_TYPES:
        question = question_of(other)
        presentation = present(question, "b", 1)
        stranger = parse(question, presentation, case_of(other).plain(Shown(presentation)))
        if stranger.__class__ is not response.__class__:
            assert cleaned(attempt.item.question, stranger, attempt.item.presentation) is None


# The faces


@every_type
def test_a_type_has_cases_that_are_right_wrong_and_unknown(kind: str) -> None:
    cases = [case for case in CASES if case.question["type"] == kind]
    fractions = {case.fraction == 1 for case in cases}
    assert fractions == {True, False}, f"tests/cases.py needs cases of {kind}, right and not right"
    assert any(case.how == "You said that you don't know." for case in cases), (
        f"no case of {kind} in tests/cases.py is ?"
    )


UNDRAWN: Final = {"id", "type", "status"}
"""Fields that the table gives to each question itself, and the one that keeps a question from being asked."""


def fields_within(value: object) -> set[str]:
    """Return the names of all fields in a question, those within others too."""
    if isinstance(value, dict):
        return {str(name) for name in value}.union(*map(fields_within, value.values()))
    return set[str]().union(*map(fields_within, value)) if isinstance(value, list | tuple) else set()


def fields_of(definition: dict[str, Any], definitions: dict[str, Any]) -> set[str]:
    """Return the names of all fields that a part of the schema has, those of what it refers to too."""
    found = set(definition.get("properties", ()))
    parts = [*definition.get("properties", {}).values(), *definition.get("anyOf", ())]
    parts += [definition["items"]] if isinstance(definition.get("items"), dict) else []
    for part in parts:
        found |= fields_of(part, definitions)
    name = definition.get("$ref", "").rpartition("/")[2]
    return found | (fields_of(definitions[name], definitions) if name else set())


@every_type
def test_the_table_of_cases_has_every_field_that_a_type_may_have_and_the_type_in_markdown(kind: str) -> None:
    from quiz.bank.format.json_schema import schema

    definitions = schema()["definitions"]
    cases = [case for case in CASES if case.question["type"] == kind]
    given = fields_within([dict(case.question) for case in cases])
    fields = {one: definitions[QUESTION_TYPES[one].__name__]["properties"] for one in QUESTION_TYPES}
    shared = set.intersection(*map(set, fields.values()))
    own = {name: part for name, part in fields[kind].items() if name not in shared}
    lacking = fields_of({"properties": own}, definitions) - UNDRAWN - given
    assert not lacking, f"no case of {kind} in tests/cases.py has {lacking}"
    assert shared - UNDRAWN <= fields_within([dict(case.question) for case in CASES])
    is_marked = any(case.fields.get("markup") == "markdown" for case in cases)
    assert is_marked, f"no case of {kind} in tests/cases.py is in Markdown"


@every_type
def test_a_type_is_asked_line_by_line(kind: str, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from quiz.cli import quiz
    from quiz.practice.presentation import present
    from quiz.practice.wording import answer_lines

    question = question_of(kind)
    typed = case_of(kind).plain(Shown(present(question, kind, 1)))
    path = bank_file(kind, tmp_path)
    result = CliRunner().invoke(quiz, ["take", str(path), "--plain", "--seed", "1"], input="\n".join([*typed, ""]))
    assert result.exit_code == 0, result.output
    assert "Right." in result.output
    assert all(line in result.output for line in answer_lines(question))


async def test_every_type_is_asked_in_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.practice.wording import feedback_rows, instruction
    from quiz.tui.widgets.inputs import answer_input
    from tests.tui.driving import launch, opened
    from tests.tui.sentences import RIGHT

    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("quiz.tui.screens.attempt.VERDICT_PAUSE", 0.0)
    paths = [bank_file(kind, tmp_path) for kind in QUESTION_TYPES]
    async with opened(launch(*paths, seed=1), size=(80, 40)) as app:
        assert {item.question.type for item in app.attempt.items} == QUESTION_TYPES.keys()
        for position, item in enumerate(app.attempt.items):
            kind = item.question.type
            assert answer_input(item).KEYS, lacks(kind, "tui", "line that says how it is used")
            said, room = f"{instruction(item.question)} {answer_input(item).keys}", app.region("#headline").width
            assert len(said) <= room, f"“{said}” has {len(said)} columns, not {room}: see {file_of(kind, 'practice')}"
            app.shows(item.question.prompt, instruction(item.question))
            await app.press(*case_of(kind).keys(Shown(item.presentation)), *case_of(kind).enter)
            taken = app.attempt.counted[position]
            assert taken is not None, f"a question of the type {kind} was not answered:\n{app.text}"
            rows = [row.given or row.text for row in feedback_rows(item, taken.response)]
            app.shows(RIGHT, *(line for row in rows for line in row.splitlines()))
            await app.press("enter")


@every_type
def test_a_type_stands_in_a_page_of_results(kind: str) -> None:
    from quiz.practice.draw import Options
    from quiz.practice.parsing import parse
    from quiz.practice.wording import feedback_rows
    from quiz.reading.reader import read_bank
    from quiz.scores.html.attempt_page import attempt_page
    from quiz.scores.recorder import start
    from quiz.scores.store.engine import unsaved_store

    bank = read_bank(json.dumps(bank_data(kind)).encode(), "b.yaml", {}).bank
    assert bank is not None
    with closing(unsaved_store()) as store:
        recorder = start(store, [bank], learner="Ada", options=Options(), seed=1)
        item = recorder.attempt.item
        response = parse(item.question, item.presentation, case_of(kind).plain(Shown(item.presentation)))
        recorder.answer(response, 1.0)
        page = str(attempt_page(recorder.attempt))
    shown = html.unescape(page)
    rows = feedback_rows(item, response)
    assert rows, lacks(kind, "practice", "row of feedback")
    assert all(text in shown for row in rows for text in (row.text, row.given) if text)
