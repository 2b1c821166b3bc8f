import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from quiz.library.folders import library_folders
from quiz.library.library import open_library

Invoke = Callable[..., Result]


def take(nine_file: Path, invoke: Invoke, *answers: str) -> None:
    typed = "".join(f"{answer}\n" for answer in answers)
    taken = invoke("take", str(nine_file), "--plain", "--type", "true-false", "--confidence", input=typed)
    assert taken.exit_code == 0, taken.stderr


@pytest.fixture
def shelved(nine_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZ_BANKS", str(nine_file.parent))
    return nine_file


def test_progress_of_nobody_says_so(shelved: Path, invoke: Invoke) -> None:
    told = invoke("progress")
    assert told.exit_code == 0
    assert "No attempt is finished yet." in told.stdout
    banks = [entry.bank for entry in open_library(library_folders()).entries]
    questions = sum(len(bank.questions) for bank in banks if bank is not None)
    assert f"0 days in a row, 0 of {questions} known, 0 due today, too few answers in 7 days." in told.stdout


def test_progress_tells_scores_states_days_and_confidence(shelved: Path, invoke: Invoke) -> None:
    take(shelved, invoke, "true", "3")
    told = invoke("progress").stdout
    assert "1 attempt; the last" in told
    assert "1 answer on 1 day; 1 day in a row, best run 1." in told
    assert "sure" in told
    figures = json.loads(invoke("progress", "--format", "json").stdout)
    assert figures["responses"] == 1
    assert [sat["banks"] for sat in figures["scores"]] == [["nine"]]
    assert sum(part["seen"] for part in figures["by_bank"]) == 1
    assert figures["calibration"][0]["confidence"] == "sure"
    assert sum(count for _, count in figures["activity"]) == 1
    assert sum(count for _, count in figures["forecast"]) == 1


def test_progress_is_of_one_learner(shelved: Path, invoke: Invoke) -> None:
    take(shelved, invoke, "true", "")
    assert json.loads(invoke("progress", "--learner", "Bob", "--format", "json").stdout)["responses"] == 0


def test_progress_of_one_bank_is_of_its_questions_alone(shelved: Path, invoke: Invoke) -> None:
    take(shelved, invoke, "true", "")
    told = invoke("progress", "--bank", "nine").stdout
    assert "Progress of Ada, Nine types, " in told
    assert "of 9 known" in told
    assert "1 answer on 1 day" in told
    assert "0 answers on 0 days" in invoke("progress", "--bank", "aid").stdout


def test_a_bank_that_is_not_there_is_named_with_those_that_are_near(shelved: Path, invoke: Invoke) -> None:
    told = invoke("progress", "--bank", "nin")
    assert told.exit_code == 2
    assert "there is no bank “nin”; did you mean nine or" in told.stderr
