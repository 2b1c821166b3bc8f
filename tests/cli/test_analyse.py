"""`quiz analyse`: from the store and from results files, in every form."""

import csv
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.practice.questions.choice import Chosen
from quiz.practice.questions.typed import Typed
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.exchange.transfer import export_results
from quiz.scores.item_analysis.analysis import RULE
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from tests.conftest import Invoke

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Sit = Callable[..., None]


@pytest.fixture
def sit(nine: Bank) -> Sit:
    """Let so many learners take an exam on the bank of nine; every second one is right on the first question."""

    def call(folder: Path, people: int, mode: Mode = Mode.EXAM, first: int = 0) -> None:
        store = open_store(folder)
        for number in range(first, first + people):
            recorder = start(
                store,
                [nine],
                learner=f"learner {number:02}",
                options=Options(count=None),
                seed=1,
                mode=mode,
                now=lambda: NOW + timedelta(minutes=1),
            )
            at = {item.question.id: place for place, item in enumerate(recorder.attempt.items)}
            choice = "Resolution 1718 (2006)" if number % 2 else "Resolution 1874 (2009)"
            for name, response in (
                ("single", Chosen((choice,))),
                ("text", Typed("=HYPERLINK(1)") if number % 3 else DONT_KNOW),
            ):
                recorder.step(recorder.attempt.go(at[name]))
                recorder.answer(response, seconds=1)
            recorder.hand_in()
        store.close()

    return call


def as_json(invoke: Invoke, *arguments: object) -> Any:
    result = invoke("analyse", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_table(invoke: Invoke, sit: Sit, data: Path) -> None:
    sit(data, 12)

    result = invoke("analyse", "nine")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Nine types: 12 people, exam; from the scores on this machine"
    assert lines[1] == RULE
    assert next(line for line in lines if line.startswith("single")).split()[1:4] == ["12", "50", "%"]
    for title in ("Questions", "What needs a look", "Choices", "Set taken whole: the whole bank"):
        assert title in lines
    assert any(line.split() == ["text", "=HYPERLINK(1)", "8", "67", "%"] for line in lines)
    assert "too few" not in result.stdout


def test_the_json(invoke: Invoke, sit: Sit, data: Path) -> None:
    sit(data, 12)

    found = as_json(invoke, "nine")

    assert (found["bank"], found["mode"], found["people"], found["too_few"]) == ("nine", "exam", 12, False)
    assert found["people_by_mode"] == {"exam": 12}
    assert sum(found["distribution"]) == 12
    single = found["questions"][0]
    assert (single["question"], single["people"], single["facility"]) == ("single", 12, 0.5)
    assert single["random_guess_score"] == pytest.approx(1 / 3)
    assert single["discrimination_index"] is None
    assert single["sd"] == pytest.approx(0.5222, abs=1e-4)
    assert [(one["text"], one["people"], one["right"]) for one in single["places"][0]["options"]] == [
        ("Resolution 1718 (2006)", 6, True),
        ("Resolution 1874 (2009)", 6, False),
        ("Resolution 2270 (2016)", 0, False),
    ]
    assert {flag["code"] for flag in single["flags"]} >= {"unused-distractor", "no-spread"}
    text = next(one for one in found["questions"] if one["question"] == "text")
    assert (text["dont_know"], text["unanswered"], text["facility"]) == (4, 0, 0)
    (taken,) = found["sets"]
    assert (taken["people"], taken["possible"], found["sets_found"], found["no_sets"]) == (12, 10, 1, None)
    assert taken["cronbach_alpha"] == pytest.approx(0)


def test_of_fewer_than_ten_every_figure_is_marked(invoke: Invoke, sit: Sit, data: Path) -> None:
    sit(data, 9)

    result = invoke("analyse", "nine")

    assert "? = too few: fewer than 10 people" in result.stdout
    (single,) = [line for line in result.stdout.splitlines() if line.startswith("single") and "?" in line]
    assert "44 % ?" in single
    found = as_json(invoke, "nine")
    assert found["too_few"]
    assert all(one["too_few"] for one in found["questions"])
    assert [flag["code"] for flag in found["questions"][0]["flags"]] == ["too-few"]


def test_csv_has_a_row_a_question_that_no_spreadsheet_runs(invoke: Invoke, sit: Sit, data: Path, nine: Bank) -> None:
    sit(data, 12)

    rows = list(csv.DictReader(io.StringIO(invoke("analyse", "nine", "--format", "csv").stdout)))

    assert [row["question"] for row in rows] == [question.id for question in nine.questions]
    assert float(rows[0]["facility"]) == 0.5
    assert rows[0]["choices"].startswith("Resolution 1718 (2006): 6")
    assert rows[0]["discrimination_index"] == ""
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_html_goes_into_a_file(invoke: Invoke, sit: Sit, data: Path, tmp_path: Path) -> None:
    sit(data, 12)
    file = tmp_path / "made" / "nine.html"

    result = invoke("analyse", "nine", "--format", "html", "--output", file)

    assert (result.exit_code, result.stdout) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Item analysis: Nine types" in text
    assert invoke("analyse", "nine", "--format", "html").stdout.startswith("<!doctype html>")


def test_any_form_goes_into_a_file(invoke: Invoke, sit: Sit, data: Path, tmp_path: Path) -> None:
    sit(data, 2)
    for form in ("table", "json", "csv"):
        file = tmp_path / form
        assert invoke("analyse", "nine", "--format", form, "--output", file).stdout == ""
        assert file.read_text(encoding="utf-8") == invoke("analyse", "nine", "--format", form).stdout


def test_a_file_that_cannot_be_written(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("analyse", "nine", "--output", tmp_path / "shelf" / "nine.yaml" / "x", "--mode", "all")

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_modes(invoke: Invoke, sit: Sit, data: Path) -> None:
    sit(data, 3, Mode.PRACTICE)
    sit(data, 1, Mode.EXAM, first=7)

    assert as_json(invoke, "nine")["mode"] == "practice"
    assert as_json(invoke, "nine", "--mode", "exam")["people"] == 1
    assert as_json(invoke, "nine", "--mode", "review")["people"] == 0
    mixed = as_json(invoke, "nine", "--mode", "all")
    assert (mixed["mode"], mixed["people"]) == ("all", 4)
    said = invoke("analyse", "nine").stdout.splitlines()[0]
    assert "practice only (there are practice 3 people, exam 1 person; --mode chooses)" in said


def exported(folder: Path, file: Path) -> Path:
    store = open_store(folder)
    file.write_bytes(b"".join(export_results(store, NOW)))
    store.close()
    return file


def test_results_files_stand_in_for_the_store(invoke: Invoke, sit: Sit, data: Path, tmp_path: Path) -> None:
    sit(data, 1, first=50)
    files = []
    for number in range(2):
        sit(tmp_path / f"other-{number}", 6, first=6 * number)
        files.append(exported(tmp_path / f"other-{number}", tmp_path / f"{number}.jsonl"))
    sit(tmp_path / "whole", 12)

    found = as_json(invoke, "nine", *files)

    assert found == as_json(invoke, "nine", exported(tmp_path / "whole", tmp_path / "whole.jsonl"))
    assert found == as_json(invoke, "nine", *files, files[0])
    assert found["people"] == 12
    assert as_json(invoke, "nine")["people"] == 1
    assert "from 0.jsonl, 1.jsonl" in invoke("analyse", "nine", *files).stdout


def test_analysing_results_files_leaves_no_trace(invoke: Invoke, sit: Sit, data: Path, tmp_path: Path) -> None:
    sit(tmp_path / "other", 2)
    file = exported(tmp_path / "other", tmp_path / "other.jsonl")

    assert invoke("analyse", "nine", file).exit_code == 0
    assert not data.exists()


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "bad.jsonl:1: "), (b"{}\n", "bad.jsonl:1: "), (None, "no such file")]
)
def test_a_results_file_at_fault_is_named(
    invoke: Invoke, shelf: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "bad.jsonl"
    if content is not None:
        file.write_bytes(content)

    result = invoke("analyse", "nine", file)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(invoke: Invoke, shelf: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    result = invoke("analyse", "nine", pipe)

    assert result.exit_code == 2
    assert "not a regular file" in result.stderr


def test_a_bank_that_is_not_there(invoke: Invoke, shelf: Path) -> None:
    result = invoke("analyse", "nin")

    assert result.exit_code == 2
    assert "did you mean nine" in result.stderr


def test_a_bank_that_nobody_took(invoke: Invoke, shelf: Path) -> None:
    result = invoke("analyse", "nine")

    assert result.exit_code == 0
    assert "0 people" in result.stdout
    assert "None: no two people took the same set of questions whole" in result.stdout
