"""What the checker makes of lessons: their length and their marks, and what they name of other banks."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.check import check
from quiz.lint.checking import Report, check_located
from quiz.lint.validity import over
from quiz.reading.reader import read_located

HEAD = """\
title: B
references: [{id: s, title: S}]
questions:
- {id: q, type: true-false, prompt: The tea is hot., answer: true, explanation: e, sources: [s]}
"""


def checked(text: str, head: str = "id: b\n", more: str = "") -> Report:
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    lesson = f"lessons:\n- id: a\n  title: A\n  questions: [q]\n{more}  text: |\n{lines}"
    return check_located(read_located((head + HEAD + lesson).encode(), "b.yaml"))


def codes(*arguments: str) -> list[tuple[str, int]]:
    return [(found.code, found.span.line) for found in checked(*arguments).diagnostics]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("word " * 79, True),
        ("word " * 80, False),
        ("word, " * 150, False),
        ("word " * 151, True),
        ("word " * 80 + "– … " * 100, False),
    ],
)
def test_a_lesson_is_to_have_80_to_150_words(text: str, is_told: bool) -> None:
    assert codes(text.strip()) == ([("S005", 7)] if is_told else [])


def test_code_between_fences_is_not_counted_and_headings_are_shown_as_written() -> None:
    diagram = "```\n" + "box -> box\n" * 100 + "```"
    markdown = "id: b\nmarkup: markdown\n"
    text = "word " * 100 + "\n\n"
    assert codes(text + diagram, markdown) == []
    assert codes(text + diagram) == [("S005", 7), ("S007", 13)]
    assert codes("# Head\n\n" + text, markdown) == [("S004", 8)]
    assert codes("word", "id: b\nlanguage: ja\n") == []


def test_a_lesson_that_was_valid_until_a_day_is_told_after_it() -> None:
    report = checked("word " * 100, "id: b\n", "  valid_until: 2026-11-30\n")
    assert list(over(report.last_days, "b.yaml", date(2026, 11, 30))) == []
    (found,) = over(report.last_days, "b.yaml", date(2026, 12, 1))
    assert (found.code, found.span.line) == ("S030", 10)
    assert found.message == "The lesson was valid until 2026-11-30: it may be out of date."


def test_what_a_question_switches_off_is_on_in_the_lessons_below_it() -> None:
    ignoring = HEAD.replace("sources: [s]", "sources: [s], lint: {ignore: [S005], reason: r}")
    lesson = "lessons:\n- {id: a, title: A, questions: [q], text: t}\n"
    report = check_located(read_located(f"id: b\n{ignoring}{lesson}".encode(), "b.yaml"))
    assert "S005" in [found.code for found in report.diagnostics]


def test_what_is_named_of_other_banks_is_held_against_those_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "word " * 100

    def bank(name: str, questions: str, after: str) -> None:
        lesson = f"- {{id: a, title: A, questions: [{questions}], after: [{after}], text: {text}}}"
        event = f"- {{date: 2006, text: t, column: c, questions: [{questions}]}}"
        told = HEAD.replace("The tea", f"The tea in {name}")
        (tmp_path / f"{name}.yaml").write_text(f"id: {name}\n{told}lessons:\n{lesson}\nevents:\n{event}\n")

    monkeypatch.setenv("QUIZ_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    bank("one", "q, two/q, two/k, far/q", "two/a, two/b, far/a")
    bank("two", "q, one/q", "one/a")
    result = CliRunner().invoke(check, ["one.yaml", "two.yaml"])
    assert result.exit_code == 1
    told = [line.partition(": ")[2] for line in result.stdout.splitlines()]
    message = "There is no bank `far` here: `{}` of it is passed over."
    lacks = "The bank `two` has no {0} `{1}`; it is passed over."
    expected = [
        ("B074", lacks.format("question", "k")),
        ("B074", message.format("q")),
        ("B073", "The lessons `one/a` and `two/a` come after each other in a circle."),
        ("B071", lacks.format("lesson", "b")),
        ("B074", message.format("a")),
        ("B074", lacks.format("question", "k")),
        ("B074", message.format("q")),
    ]
    for (code, said), line in zip(expected, told, strict=True):
        assert code in line
        assert said in line
