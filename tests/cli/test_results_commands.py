"""Results and backups through the commands, and the options of `quiz scores`."""

import csv
import io
import json
import os
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quiz.cli import quiz
from quiz.cli.tables import show_csv
from quiz.library.library import open_bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import start
from quiz.scores.store.sqlite.open import open_store
from tests.conftest import Invoke, Run


def _same(now: datetime) -> datetime:
    return now


@pytest.fixture
def filled(data: Path, nine_file: Path) -> Path:
    """Three attempts: Ada's in practice, all right but for nothing; Bob's exam; and one of Ada's from 2020, open."""
    bank = open_bank(nine_file).bank
    assert bank is not None
    store = open_store(data)
    begun = (
        ("Ada", Mode.PRACTICE, datetime(2020, 5, 1, 12, tzinfo=UTC)),
        ("Ada", Mode.PRACTICE, datetime.now(UTC)),
        ("=Bob", Mode.EXAM, datetime.now(UTC)),
    )
    for seed, (learner, mode, now) in enumerate(begun):
        options = Options(count=2)
        recorder = start(store, [bank], learner=learner, options=options, seed=seed, mode=mode, now=partial(_same, now))
        recorder.answer(DONT_KNOW, 2)
        if seed:
            recorder.hand_in()
    store.close()
    return data


def test_out_and_in_again_lists_the_same(run: Run, filled: Path, tmp_path: Path) -> None:
    commands = [("scores", "--format", "json"), ("list", "--format", "json"), ("export-reviews",)]
    before = [run(*command).stdout for command in commands]
    assert json.loads(before[0])[0]["learner"] == "=Bob"
    assert run("export-results", "all.jsonl").returncode == 0
    shutil.rmtree(filled)
    done = run("import-results", "all.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "all.jsonl: 3 attempts (3 new)\n", "")
    assert [run(*command).stdout for command in commands] == before
    assert run("import-results", "all.jsonl").stdout == "all.jsonl: 3 attempts (3 known already)\n"


def test_standard_output_and_input_are_a_dash(run: Run, filled: Path) -> None:
    out = run("export-results", "-", "--learner", "Ada", "--since", "30 days").stdout
    header, *_, attempt = map(json.loads, out.splitlines())
    assert (header["format"], header["version"]) == ("eu-dprk-quiz-results", 1)
    assert (attempt["learner"], attempt["seed"]) == ("Ada", 1)
    shutil.rmtree(filled)
    assert run("import-results", "-", input=out).stdout == "-: 1 attempt (1 new)\n"


def test_a_faulty_file_is_named_with_its_line_and_the_others_are_taken(
    invoke: Invoke, filled: Path, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad\x1b.jsonl"
    assert invoke("export-results", good).exit_code == 0
    lines = good.read_bytes().splitlines(keepends=True)
    bad.write_bytes(b"".join([*lines[:-1], lines[-1].replace(b'"fraction":0.0', b'"fraction":1.0')]))
    shutil.rmtree(filled)
    done = invoke("import-results", bad, tmp_path / "none.jsonl", good)
    assert done.exit_code == 2
    assert f"bad␛.jsonl:{len(lines)}: number 3: the response to" in done.stderr
    assert "Nothing of this file was imported" in done.stderr
    assert "none.jsonl: there is no such file" in done.stderr
    assert done.stdout.endswith("good.jsonl: 3 attempts (3 new)\n")
    assert "\x1b" not in done.output


def test_a_pipe_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run("import-results", "pipe")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a regular file" in done.stderr


def test_a_day_to_come_is_told(invoke: Invoke, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    invoke("export-results", file)
    text = file.read_text(encoding="utf-8").replace('"day":"2020-05-01"', '"day":"2999-12-31"')
    file.write_text(text, encoding="utf-8")
    shutil.rmtree(filled)
    done = invoke("import-results", file)
    assert done.exit_code == 0
    assert "2999-12-31" in done.stderr


def test_an_export_that_fails_leaves_the_file_that_was_there(
    invoke: Invoke, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("before")
    store = open_store(filled)
    store._connection.execute("update snapshot set body = '{'")
    store.close()
    done = invoke("export-results", file)
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr
    assert file.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["all.jsonl"]


# Backups


def test_a_backup_is_brought_back(invoke: Invoke, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    assert invoke("backup", file).stdout == f"3 attempts copied to {file}\n"
    assert invoke("backup", file).exit_code == 0  # a backup may be replaced
    before = invoke("scores", "--format", "json").stdout
    store = open_store(filled)
    for uid in store.uids():
        store.delete(uid, datetime.now(UTC))
    store.close()
    shutil.rmtree(filled)
    done = invoke("restore", file)
    assert (done.exit_code, done.stdout) == (0, f"3 attempts brought back from {file}\n")
    assert invoke("scores", "--format", "json").stdout == before
    assert "is kept as" in invoke("restore", file).stdout


def test_a_backup_goes_through_a_pipe_and_back(filled: Path) -> None:
    made = CliRunner().invoke(quiz, ["backup", "-"])
    assert (made.exit_code, made.stderr) == (0, "3 attempts copied to standard output\n")
    before = CliRunner().invoke(quiz, ["scores", "--format", "json"]).stdout
    shutil.rmtree(filled)
    done = CliRunner().invoke(quiz, ["restore", "-"], input=made.stdout_bytes)
    assert (done.exit_code, done.stdout) == (0, "3 attempts brought back from standard input\n")
    assert CliRunner().invoke(quiz, ["scores", "--format", "json"]).stdout == before


@pytest.mark.parametrize("content", [b"", b"years of work", b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_backup_is_not_restored_from_standard_input(filled: Path, content: bytes) -> None:
    done = CliRunner().invoke(quiz, ["restore", "-"], input=content)
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: -: ")
    assert len(json.loads(CliRunner().invoke(quiz, ["scores", "--format", "json"]).stdout)) == 3
    assert filled.is_dir()


def test_results_go_to_standard_output_where_no_file_is_named(invoke: Invoke, filled: Path) -> None:
    assert filled.is_dir()
    assert invoke("export-results").stdout.splitlines()[1:] == invoke("export-results", "-").stdout.splitlines()[1:]


def test_results_to_be_analysed_come_from_standard_input(invoke: Invoke, filled: Path, nine_file: Path) -> None:
    assert filled.is_dir()
    results = invoke("export-results").stdout
    done = invoke("analyse", nine_file, "-", input=results)
    assert "from standard input" in done.stdout
    bad = invoke("analyse", nine_file, "-", input="no results")
    assert (bad.exit_code, bad.stderr.startswith("Error: -:1: ")) == (2, True)


def test_a_backup_goes_beside_the_scores_unless_a_file_is_named(invoke: Invoke, filled: Path) -> None:
    before = set((filled / "backups").iterdir())
    invoke("backup")
    (made,) = set((filled / "backups").iterdir()) - before
    assert invoke("restore", made).exit_code == 0


def test_what_is_no_backup_is_neither_replaced_nor_restored(invoke: Invoke, filled: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.odt"
    thesis.write_text("years of work")
    for command, said in (("backup", "is not replaced"), ("restore", "no sound backup")):
        done = invoke(command, thesis)
        assert done.exit_code == 2
        assert said in done.stderr
        assert "Traceback" not in done.output
    assert thesis.read_text() == "years of work"
    assert len(json.loads(invoke("scores", "--format", "json").stdout)) == 3


# Scores


@pytest.mark.parametrize(
    ("options", "seeds"),
    [
        ((), [2, 1, 0]),
        (("--sort", "oldest"), [0, 1, 2]),
        (("--mode", "exam"), [2]),
        (("--mode", "review"), []),
        (("--bank", "nine"), [2, 1, 0]),
        (("--bank", "' or 1=1 --"), []),
        (("--learner", "Ada"), [1, 0]),
        (("--learner", "Ada", "--mode", "practice", "--bank", "nine", "--since", "7"), [1]),
        (("--since", "2020-05-01"), [2, 1, 0]),
        (("--since", "2020-05-03"), [2, 1]),
        (("--since", "3d"), [2, 1]),
        (("--limit", "1"), [2]),
    ],
)
def test_scores_are_narrowed_and_sorted(
    invoke: Invoke, filled: Path, options: tuple[str, ...], seeds: list[int]
) -> None:
    done = invoke("scores", "--format", "json", *options)
    assert [one["seed"] for one in json.loads(done.stdout)] == seeds


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "-5", "999999", "0000-00-00"])
def test_a_time_that_is_none_is_refused(invoke: Invoke, data: Path, text: str) -> None:
    done = invoke("scores", f"--since={text}")
    assert done.exit_code == 2
    assert "neither a date" in done.stderr
    assert not data.exists()


def test_no_attempt_that_fits_is_told_apart_from_none_at_all(invoke: Invoke, filled: Path, tmp_path: Path) -> None:
    assert "No attempt is like that" in invoke("scores", "--mode", "review").stdout
    shutil.rmtree(filled)
    assert "No attempt yet" in invoke("scores").stdout


def test_scores_as_csv(invoke: Invoke, filled: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(invoke("scores", "--format", "csv").stdout)))
    assert [row["learner"] for row in rows] == ["'=Bob", "Ada", "Ada"]
    assert rows[2]["started"] == "2020-05-01T12:00:00Z"
    assert rows[2]["finished"] == ""
    assert [row["banks"] for row in rows] == ["nine"] * 3
    as_json = json.loads(invoke("scores", "--format", "json").stdout)
    assert list(rows[0]) == list(as_json[0])


def test_one_attempt_as_csv(invoke: Invoke, filled: Path) -> None:
    uid = json.loads(invoke("scores", "--format", "json").stdout)[0]["id"]
    (row,) = csv.DictReader(io.StringIO(invoke("scores", uid, "--format", "csv").stdout))
    (response,) = json.loads(invoke("scores", uid, "--format", "json").stdout)["responses"]
    assert row == {key: str(value) for key, value in response.items()}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("\rx", "'\nx"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("Ada, “the = first”", "Ada, “the = first”"),
        ("two\nlines", "two\nlines"),
        ("", ""),
        (-1.5, "-1.5"),
        (None, ""),
    ],
)
def test_no_cell_is_run_as_a_formula(cell: object, written: str) -> None:
    command = click.Command("show", callback=lambda: show_csv(["head", "x"], [(cell, 1)]))
    shown = CliRunner().invoke(command).stdout_bytes.decode()
    assert list(csv.reader(io.StringIO(shown, newline=""))) == [["head", "x"], [written, "1"]]
