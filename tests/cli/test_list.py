import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from quiz.scores.store.sqlite.open import open_store

Run = Callable[..., subprocess.CompletedProcess[str]]
Invoke = Callable[..., Result]
KEYS = {
    "id": str,
    "title": str,
    "topic": str,
    "description": str | None,
    "authors": list,
    "license": str | None,
    "updated": str | None,
    "path": str,
    "questions": int,
    "drafts": int,
    "problems": int,
    "last_score": float | None,
    "best_score": float | None,
}
BUNDLED = {"aid": "Aid", "diplomacy": "Diplomacy", "human-rights": "Human rights", "sanctions": "Sanctions"}


def listed(invoke: Invoke, *options: str) -> dict[str, dict[str, object]]:
    done = invoke("list", "--format", "json", *options)
    assert done.exit_code == 0
    return {one["id"]: one for one in json.loads(done.stdout)}


def row(invoke: Invoke, bank: str) -> list[str]:
    (line,) = [line for line in invoke("list").stdout.splitlines() if line.startswith(f"{bank} ")]
    return line.split()


def test_every_bank_is_listed_with_the_documented_keys(invoke: Invoke, shelf: Path) -> None:
    banks = listed(invoke)
    assert BUNDLED.items() <= {name: one["title"] for name, one in banks.items()}.items()
    for one in banks.values():
        assert set(one) == KEYS.keys() | {"due", "mastery", "new", "learning", "known", "solid", "seen"}
        assert [name for name, kind in KEYS.items() if not isinstance(one[name], kind)] == []
        assert isinstance(one["due"], int)
        assert isinstance(one["mastery"], int | float)
    assert banks["nine"] == {
        "id": "nine",
        "title": "Nine types",
        "topic": "types",
        "description": "One question of each type.",
        "authors": [],
        "license": None,
        "updated": None,
        "path": str(shelf / "nine.yaml"),
        "questions": 9,
        "drafts": 0,
        "problems": 0,
        "due": 0,
        "mastery": 0,
        "new": 9,
        "learning": 0,
        "known": 0,
        "solid": 0,
        "seen": 0,
        "last_score": None,
        "best_score": None,
    }


def test_whose_a_bank_is_and_on_which_terms_is_in_the_json(invoke: Invoke, shelf: Path) -> None:
    bank = shelf / "nine.yaml"
    bank.write_text(f"{bank.read_text()}authors: [A. Teacher]\nlicense: CC0-1.0\nupdated: 2026-11\n")
    nine = listed(invoke)["nine"]
    assert (nine["authors"], nine["license"], nine["updated"]) == (["A. Teacher"], "CC0-1.0", "2026-11")


def test_own_banks_come_before_named_folders_and_those_before_the_bundled(
    invoke: Invoke, shelf: Path, data: Path
) -> None:
    own = data / "banks"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text((shelf / "nine.yaml").read_text().replace("id: nine", "id: mine"))
    assert list(listed(invoke))[:2] == ["mine", "nine"]


def test_the_last_and_best_score_are_fractions_of_the_points(invoke: Invoke, nine_file: Path) -> None:
    for line in ("t\n", "f\n"):
        assert invoke("take", nine_file, "--plain", "--type", "true-false", input=line).exit_code == 0
    bank = listed(invoke)["nine"]
    assert (bank["last_score"], bank["best_score"]) == (0, 1)
    assert bank["mastery"] == 0
    assert [bank[state] for state in ("new", "learning", "known", "solid", "seen")] == [8, 1, 0, 0, 1]
    assert " ".join(row(invoke, "nine")) == "nine Nine types – 0 of 9 – 1 8 – 0 % 100 %"
    other = listed(invoke, "--learner", "Bob")["nine"]
    assert (other["last_score"], other["best_score"]) == (None, None)


def test_an_attempt_left_open_is_no_score(invoke: Invoke, nine_file: Path) -> None:
    invoke("take", nine_file, "--plain", input="?\n")
    assert listed(invoke)["nine"]["last_score"] is None


def test_a_bank_with_faults_is_listed_with_their_number(invoke: Invoke, shelf: Path) -> None:
    text = (shelf / "nine.yaml").read_text()
    (shelf / "nine.yaml").write_text(text.replace("answer: true\n", "answer: maybe\n").replace("    typos: 1\n", ""))
    (shelf / "broken.yaml").write_text("a: [")
    banks = listed(invoke)
    assert (banks["nine"]["questions"], banks["nine"]["problems"]) == (8, 1)
    assert (banks["broken"]["questions"], banks["broken"]["title"]) == (0, "broken")
    assert banks["broken"]["problems"] != 0
    assert row(invoke, "broken")[:2] == ["broken", "broken"]
    assert row(invoke, "broken")[3] == "–"


def test_a_shadowed_bank_is_named_and_left_out_of_the_json(invoke: Invoke, shelf: Path, data: Path) -> None:
    own = data / "banks"
    own.mkdir(parents=True)
    (own / "nine.yaml").write_text((shelf / "nine.yaml").read_text().replace("Nine types", "My own"))
    assert listed(invoke)["nine"]["title"] == "My own"
    done = invoke("list")
    lines = [line for line in done.stdout.splitlines() if line.startswith("nine ")]
    assert len(lines) == 2
    assert f"shadowed by {own / 'nine.yaml'}" in lines[1]


def test_a_folder_that_is_missing_is_said_on_standard_error(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_BANKS", str(tmp_path / "nowhere"))
    done = run("list", "--format", "json")
    assert done.returncode == 0
    assert str(tmp_path / "nowhere") in done.stderr
    assert {one["id"] for one in json.loads(done.stdout)} == set(BUNDLED)


def test_a_file_name_that_is_no_text_does_not_break_the_list(run: Run, shelf: Path) -> None:
    name = b"caf\xe9.yaml"
    try:
        (Path(str(shelf)) / name.decode("utf-8", "surrogateescape")).write_bytes((shelf / "nine.yaml").read_bytes())
    except OSError:
        pytest.skip("file names must be text here")
    for form in ("table", "json"):
        done = run("list", "--format", form)
        assert done.returncode == 0
        assert "Traceback" not in done.stderr


def test_a_store_that_cannot_be_read_is_told_and_the_banks_are_listed(invoke: Invoke, data: Path) -> None:
    store = open_store(data)
    store._connection.execute("drop table part")
    store.close()
    done = invoke("list")
    assert done.exit_code == 2
    assert str(data / "scores.db") in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Human rights" in done.stdout


@pytest.mark.parametrize("kind", ["damaged", "in a file"])
def test_a_folder_of_data_that_is_of_no_use_leaves_the_banks(
    invoke: Invoke, data: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "damaged":
        data.mkdir()
        (data / "scores.db").write_text("no database")
    else:
        data.write_text("no folder")
    before = sorted(data.parent.rglob("*"))
    done = invoke("list", "--format", "json")
    assert done.exit_code == 2
    assert str(data / "scores.db") in done.stderr
    assert {one["id"] for one in json.loads(done.stdout)} == set(BUNDLED)
    made = [path for path in data.parent.rglob("*") if path not in before and "cache" not in path.parts]
    assert made == []


def test_another_form_is_wrong_usage(invoke: Invoke) -> None:
    assert invoke("list", "--format", "xml").exit_code == 2


def test_a_title_without_end_breaks_no_row_of_the_table(invoke: Invoke, shelf: Path) -> None:
    text = "id: long\ntitle: {}\nquestions:\n  - {{id: q, type: true-false, prompt: P., answer: true}}\n"
    (shelf / "long.yaml").write_text(text.format("W" * 200))
    lines = invoke("list").stdout.splitlines()
    assert max(map(len, lines)) < 160
    assert listed(invoke)["long"]["title"] == "W" * 200
