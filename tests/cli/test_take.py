"""`quiz take --plain` as a command: options, exit codes, errors, and what a process alone can show."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.model import Bank
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.draw import Options, draw
from quiz.practice.presentation import present
from quiz.practice.types import Mode
from quiz.scores.store.engine import open_store
from tests.conftest import Invoke, Lines, Run
from tests.plain import sentences
from tests.plain.dialogues import prompts

DONT_KNOW = "?\n" * 9


def asked(out: str) -> list[str]:
    return [line.split(" (")[0] for line in out.splitlines() if line.startswith("Question ")]


# The whole of it


def test_a_quiz_is_taken_and_its_score_found_again(run: Run, shelf: Path) -> None:
    done = run("take", "nine", "--plain", "--seed", 7, input=DONT_KNOW)
    assert done.returncode == 0
    assert asked(done.stdout) == [sentences.question(at, 9) for at in range(1, 10)]
    assert sentences.score("0 of 10 (0 %)") in done.stdout
    (one,) = json.loads(run("scores", "--format", "json").stdout)
    assert (one["banks"], one["seed"], one["answered"], one["score"], one["possible"]) == (["nine"], 7, 9, 0, 10)
    assert one["finished"] is not None


def test_the_end_of_the_input_is_no_error_and_keeps_what_was_answered(
    invoke: Invoke, nine_file: Path, data: Path
) -> None:
    done = invoke("take", nine_file, "--plain", input="?\n?\n")
    assert done.exit_code == 0
    assert sentences.SCORE not in done.stdout
    assert sentences.input_ended(2, 9) in done.stderr
    store = open_store(data)
    (summary,) = store.summaries()
    store.close()
    assert (summary.answered, summary.finished) == (2, None)


@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_standard_output_depends_on_bank_options_seed_and_input_alone(
    run: Run, invoke: Invoke, nine_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    typed = "1\n:hint\n2\n:flag\n1b,2a,3c\n:skip\n4,3,2,1\n\nx\n:go 1\n" + DONT_KNOW + ":submit\nyes\n"
    options = ("take", nine_file, "--plain", "--mode", mode, "--count", "all")
    outs = []
    for hash_seed, zone, learner in [("0", "UTC", "one"), ("12345", "Asia/Pyongyang", "two")]:
        monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("QUIZ_DATA_DIR", str(tmp_path / learner))
        done = run(*options, "--seed", 11, "--learner", learner, input=typed)
        assert done.returncode == 0
        outs.append(done.stdout)
    again = invoke(*options, "--seed", 11, "--learner", learner, input=typed).stdout
    assert outs[0] == outs[1] == again
    assert sentences.SCORE in again
    assert invoke(*options, "--seed", 12, input=typed).stdout != again


def test_a_quiz_interrupted_ends_with_130_and_keeps_what_was_answered(nine_file: Path, data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "quiz", "take", str(nine_file), "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("?\n")
    process.stdin.flush()
    while not process.stdout.readline().startswith("Question 2"):
        pass
    process.send_signal(signal.SIGINT)
    _, notes = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in notes
    assert "kept" in notes
    store = open_store(data)
    assert store.summaries()[0].answered == 1
    store.close()


def test_an_interrupt_amid_code_that_is_made_from_text_ends_with_130_too(tmp_path: Path) -> None:
    """The interpreter keeps such an interrupt in mind, as where a class of data is made while the program loads."""
    (tmp_path / "interrupted.py").write_text(
        "import quiz.cli\n"
        "quiz.cli.quiz.main = lambda *_, **__: exec('raise KeyboardInterrupt')\n"
        "from quiz.__main__ import main\n"
        "main()\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (130, b"")


# Drawing


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--count", "4"], 4),
        (["--count", "all"], 9),
        (["--type", "single", "--type", "order"], 2),
        (["--tag", "un"], 2),
        (["--tag", "un", "--difficulty", "easy"], 1),
        (["--difficulty", "easy", "--difficulty", "hard"], 2),
    ],
)
def test_options_choose_the_questions(invoke: Invoke, nine_file: Path, options: list[str], number: int) -> None:
    done = invoke("take", nine_file, "--plain", *options, input="?\n" * number)
    assert done.exit_code == 0
    assert len(asked(done.stdout)) == number
    assert "Score: " in done.stdout


def test_the_seed_gives_the_order_of_draw_and_choices(invoke: Invoke, nine_file: Path, nine: Bank) -> None:
    done = invoke("take", nine_file, "--plain", "--seed", 99, input=DONT_KNOW)
    drawn = draw([nine], Options(count=None), 99)
    assert prompts(done.stdout) == [one.question.prompt for one in drawn]
    order = next(one.question for one in drawn if one.question.type == "order")
    rows = [f"  {place}. {row}" for place, row in enumerate(present(order, "nine", 99).rows, start=1)]
    assert "\n".join(rows) in done.stdout


def test_too_few_questions_are_all_asked_and_it_is_said(invoke: Invoke, nine_file: Path) -> None:
    done = invoke("take", nine_file, "--plain", "--count", "20", input=DONT_KNOW)
    assert (done.exit_code, len(asked(done.stdout))) == (0, 9)
    assert "9 questions" in done.stderr
    assert "only" not in invoke("take", nine_file, "--plain", "--count", "9").stderr
    assert "only" not in invoke("take", nine_file, "--plain", "--count", "all").stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--tag", "moon"], "tag moon"),
        (["--tag", "first", "--difficulty", "hard"], "tag first and difficulty hard"),
        (["--type", "number", "--tag", "un"], "tag un and type number"),
    ],
)
def test_a_filter_that_leaves_nothing_is_named(
    invoke: Invoke, nine_file: Path, data: Path, options: list[str], named: str
) -> None:
    done = invoke("take", nine_file, "--plain", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert named in done.stderr
    assert invoke("scores").stdout.startswith("No attempt yet.")


@pytest.mark.parametrize(
    "options",
    [
        ["--count", "0"],
        ["--count", "-1"],
        ["--count", "many"],
        ["--count", "1.5"],
        ["--count", "٣"],
        ["--seed", "-1"],
        ["--seed", "x"],
        ["--type", "essay"],
        ["--difficulty", "extreme"],
        ["--mode", "sleep"],
        ["--nonsense"],
    ],
)
def test_wrong_options_are_wrong_usage(invoke: Invoke, nine_file: Path, data: Path, options: list[str]) -> None:
    done = invoke("take", nine_file, "--plain", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert options[0] in done.stderr
    assert not data.exists()


def test_several_banks_are_mixed_and_one_named_twice_is_asked_once(
    invoke: Invoke, nine_file: Path, shelf: Path
) -> None:
    (shelf / "ten.yaml").write_text(nine_file.read_text().replace("id: nine", "id: ten"))
    done = invoke("take", "nine", nine_file, "ten", "--plain", "--count", "all", input="?\n" * 18)
    assert asked(done.stdout)[-1] == "Question 18 of 18"
    (one,) = json.loads(invoke("scores", "--format", "json").stdout)
    assert sorted(one["banks"]) == ["nine", "ten"]


def test_without_a_bank_all_are_asked_together(invoke: Invoke, shelf: Path) -> None:
    done = invoke("take", "--plain", "--count", "all", "--tag", "first")
    assert asked(done.stdout) == ["Question 1 of 1"]
    assert "The questions are drawn from 5 banks: Nine types, Aid, " in done.stderr
    assert "drawn from" not in invoke("take", "nine", "--plain").stderr


def test_of_very_many_banks_the_first_are_named(invoke: Invoke, nine_file: Path, shelf: Path) -> None:
    for number in range(14):
        text = nine_file.read_text().replace("id: nine", f"id: b{number:02}").replace("Nine types", f"B{number:02}")
        (shelf / f"b{number:02}.yaml").write_text(text)
    told = invoke("take", "--plain", "--count", 1).stderr
    assert "drawn from 19 banks: B00, B01, B02, " in told
    assert ", B11 and 7 more.\n" in told


def test_what_was_answered_is_on_standard_output_where_it_is_asked_for(invoke: Invoke, nine_file: Path) -> None:
    one = ("take", nine_file, "--plain", "--type", "true-false")
    assert sentences.your_answer("True") in invoke(*one, "--echo", input="t\n").stdout
    uid = json.loads(invoke("scores", "--format", "json").stdout)[0]["id"]
    assert invoke("take", "--resume", uid, "--plain", "--echo").exit_code == 2  # it is finished
    assert sentences.YOUR_ANSWER not in invoke(*one, input="t\n").stdout
    done = invoke("take", nine_file, "--echo")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "add --plain" in done.stderr


# Going on, and the modes


def test_an_attempt_goes_on_where_it_was_left(invoke: Invoke, nine_file: Path, data: Path, lines: Lines) -> None:
    first = invoke("take", "nine", "--plain", "--seed", 5, "--count", "all", input="?\n:skip\n:flag\n:quit\n")
    assert first.exit_code == 0
    store = open_store(data)
    uid = store.summaries()[0].uid
    attempt = store.load(uid)
    nine_file.unlink()
    typed = "".join(f"{line}\n" for line in lines(attempt.items[2]))
    second = invoke("take", "--plain", "--resume", uid[:8], input=typed)
    assert second.exit_code == 0, second.stderr
    assert second.stdout.startswith(sentences.question(3, 9))
    after = store.load(uid)
    store.close()
    assert after.items == attempt.items
    assert after.answered == 2
    assert after.flagged == {2}


def test_the_newest_open_attempt_is_resumed_where_none_is_named(invoke: Invoke, shelf: Path) -> None:
    exam = ("take", "nine", "--plain", "--mode", "exam")
    invoke(*exam, "--seed", 1, "--type", "true-false", input="")
    invoke(*exam, "--seed", 2, "--type", "single", input="")
    invoke("take", "nine", "--plain", "--seed", 3, "--type", "text", input="Pyongyang\n")
    assert sentences.NOTHING_KEPT in invoke("take", "nine", "--plain", "--seed", 4, input="").stderr
    again = invoke("take", "--plain", "--resume", input="")
    assert prompts(again.stdout) == ["Which resolution came first?"]


@pytest.mark.parametrize(("uid", "said"), [("", "no attempt is open"), ("ffff", "ffff"), ("xyz", "xyz"), ("%", "%")])
def test_without_such_an_open_attempt_it_says_so(invoke: Invoke, shelf: Path, uid: str, said: str) -> None:
    done = invoke("take", "--plain", "--resume", uid)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr


def test_a_finished_attempt_is_not_resumed(invoke: Invoke, shelf: Path) -> None:
    invoke("take", "nine", "--plain", "--type", "true-false", input="t\n")
    (one,) = json.loads(invoke("scores", "--format", "json").stdout)
    done = invoke("take", "--plain", "--resume", one["id"])
    assert done.exit_code == 2
    assert "is finished" in done.stderr


@pytest.mark.parametrize(
    "option", ["--mode=exam", "--count=3", "--seed=1", "--tag=x", "--confidence", "--time-limit=5"]
)
def test_what_says_what_is_drawn_and_resume_do_not_go_together(invoke: Invoke, shelf: Path, option: str) -> None:
    done = invoke("take", "--plain", option, "--resume=abc")
    assert done.exit_code == 2
    assert f"--resume continues an attempt as it was drawn; leave out {option.partition('=')[0]}" in done.stderr


def test_banks_and_resume_do_not_go_together(invoke: Invoke, shelf: Path) -> None:
    done = invoke("take", "nine", "--plain", "--resume=abc")
    assert done.exit_code == 2
    assert "--resume" in done.stderr


def test_the_mistakes_are_asked_until_they_are_put_right(invoke: Invoke, shelf: Path) -> None:
    invoke("take", "nine", "--plain", "--type", "true-false", input="f\n:retry\nt\n")
    wrong = invoke("take", "--plain", "--mode", "mistakes", input="f\n")
    assert prompts(wrong.stdout) == ["The Council adopted the resolution."]
    right = invoke("take", "--plain", "--mode", "mistakes", input="t\n")
    assert sentences.question(1, 1) in right.stdout
    none = invoke("take", "--plain", "--mode", "mistakes")
    assert (none.exit_code, none.stdout) == (0, "")
    assert none.stderr.endswith("There is no mistake to put right in the chosen banks.\n")


def test_a_review_asks_new_questions_as_many_as_the_day_still_has(invoke: Invoke, shelf: Path) -> None:
    first = invoke("take", "nine", "--plain", "--mode", "review", "--seed", 1, input="?\n")
    assert sentences.question(1, 9) in first.stdout
    second = invoke("take", "nine", "--plain", "--mode", "review", "--seed", 1, input="")
    assert sentences.question(1, 8) in second.stdout


def test_a_time_limit_is_announced(invoke: Invoke, nine_file: Path) -> None:
    assert "Time limit: 10 minutes.\n" in invoke("take", nine_file, "--plain", "--time-limit", 10).stderr


def test_that_nothing_is_due_is_good_news(invoke: Invoke, shelf: Path) -> None:
    review = ("take", "nine", "--plain", "--mode", "review")
    assert invoke(*review, input="?\n" * 9).exit_code == 0
    done = invoke(*review)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "9 questions come back tomorrow." in done.stderr
    assert "Error" not in done.stderr


def test_what_is_gone_on_with_is_not_drawn_again(invoke: Invoke, shelf: Path) -> None:
    assert "drawn from" in invoke("take", "--plain", "--mode", "review", input="?\n").stderr
    again = invoke("take", "--plain", "--mode", "review", input="?\n").stderr
    assert "Going on with what was left open" in again
    assert "drawn from" not in again


def test_the_options_are_kept_with_the_attempt(invoke: Invoke, shelf: Path, data: Path) -> None:
    invoke(
        "take", "nine", "--plain", "--mode", "exam", "--count", 2, "--difficulty", "easy", "--difficulty", "hard",
        "--confidence", "--time-limit", "0.5", "--unseen-first", input="",
    )  # fmt: skip
    store = open_store(data)
    last = store.last_asked("Ada")
    store.close()
    assert last is not None
    mode, options, banks = last
    assert (mode, banks) == (Mode.EXAM, ("nine",))
    assert options == Options(
        count=2, difficulties=("easy", "hard"), confidence=True, time_limit=30.0, unseen_first=True
    )


# Banks


def test_an_unknown_bank_is_told_with_what_may_be_meant(invoke: Invoke, shelf: Path) -> None:
    done = invoke("take", "nein", "--plain")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "“nein”" in done.stderr
    assert "did you mean nine" in done.stderr
    far = invoke("take", "zzzzzzzz", "--plain")
    assert far.exit_code == 2
    assert "quiz list" in far.stderr
    assert "did you mean" not in far.stderr


def test_a_bank_with_a_faulty_question_plays_with_the_others_and_says_so(invoke: Invoke, nine_file: Path) -> None:
    nine_file.write_text(nine_file.read_text().replace("answer: true\n", "answer: maybe\n"))
    done = invoke("take", nine_file, "--plain", input="?\n" * 8)
    assert done.exit_code == 0
    assert asked(done.stdout)[-1] == "Question 8 of 8"
    assert "1 error" in done.stderr
    assert str(nine_file) in done.stderr


FAULTY = {
    "not YAML": ("a: [b", 1),
    "no bank": ("- a\n", 1),
    "no question": ("id: a\ntitle: A\n", 1),
    "no sound question": ("id: a\ntitle: A\nquestions:\n  - id: q\n    type: single\n", 1),
    "empty": ("", 1),
    "too deep": ("[" * 50_000, 1),
    "not UTF-8": ("id: a\ntitle: \udcff\n", 2),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_bank_file_is_told(invoke: Invoke, tmp_path: Path, fault: str) -> None:
    text, code = FAULTY[fault]
    path = tmp_path / "faulty.yaml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = invoke("take", path, "--plain", input="?\n")
    assert (done.exit_code, done.stdout) == (code, "")
    assert str(path) in done.stderr


@pytest.mark.parametrize("kind", ["missing", "pipe", "folder", "too large", "device"])
def test_what_is_no_readable_file_is_told_without_a_wait(invoke: Invoke, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "bank.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "too large":
        with path.open("wb") as file:
            file.truncate(50 << 20)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    done = invoke("take", path, "--plain")
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(path) in done.stderr


def test_without_a_terminal_the_app_is_refused_with_a_way_on(invoke: Invoke, nine_file: Path) -> None:
    done = invoke("take", nine_file)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--plain" in done.stderr


# The store


@pytest.mark.parametrize("command", [["take", "nine", "--plain"], ["scores"], ["scores", "abc"]])
def test_a_store_that_cannot_be_made_is_told_and_nothing_is_asked(
    invoke: Invoke, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUIZ_DATA_DIR", str(tmp_path / "file" / "data"))
    done = invoke(*command, input=DONT_KNOW)
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(tmp_path / "file" / "data" / "scores.db") in done.stderr


def test_a_missing_home_is_told(
    invoke: Invoke, nine_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for name in ("QUIZ_DATA_DIR", "QUIZ_CACHE_DIR", "QUIZ_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file" / "nowhere"))
    monkeypatch.setenv("HOME", str(tmp_path / "file" / "nowhere"))
    done = invoke("take", nine_file, "--plain", input=DONT_KNOW)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "QUIZ_DATA_DIR" in done.stderr


def test_a_damaged_store_is_set_aside_and_the_quiz_goes_on(invoke: Invoke, nine_file: Path, data: Path) -> None:
    data.mkdir()
    (data / "scores.db").write_text("no database")
    done = invoke("take", nine_file, "--plain", input=DONT_KNOW)
    assert done.exit_code == 0
    assert str(data / "scores.damaged-1.db") in done.stderr
    assert (data / "scores.damaged-1.db").read_text() == "no database"
    assert len(json.loads(invoke("scores", "--format", "json").stdout)) == 1


@pytest.mark.parametrize(
    ("command", "closed"),
    [
        *((["take", "--plain"], closed) for closed in ("<&-", ">&-", "2>&-")),
        *((command, "<&- >&- 2>&-") for command in (["take", "--plain"], ["list"], ["scores"], ["check"])),
    ],
)
def test_closed_streams_are_no_reason_to_fail(nine_file: Path, command: list[str], closed: str) -> None:
    if sys.platform == "win32":
        pytest.skip("needs a shell that closes streams")
    line = f'exec "$0" -m quiz "$@" {closed}'
    names = [str(nine_file)] if command[0] in {"take", "check"} else []
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, *command, *names], input="?\n", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


# Hostile text

HOSTILE = "[/x] [red]x[/] [@click=app.exit]x list[int] \\e]0;t\\a\\u202e"
SHOWN = "[/x] [red]x[/] [@click=app.exit]x list[int] ␛]0;t␇<U+202E>"


def hostile_bank() -> dict[str, Any]:
    """Return a bank in which every text says what should never be obeyed."""

    def text(name: str) -> str:
        return f"{HOSTILE} {name}"

    common: dict[str, Any] = {
        "prompt": text("prompt"),
        "hint": text("hint"),
        "explanation": text("explanation"),
        "tags": [text("tag")],
        "sources": [{"ref": "r", "locator": text("locator")}, text("unknown reference")],
    }
    own: dict[str, dict[str, Any]] = {
        "single": {
            "answer": {"text": text("answer"), "feedback": text("praise")},
            "distractors": [{"text": text("distractor"), "feedback": text("feedback")}],
        },
        "multiple": {"answers": [text("one"), text("two")], "distractors": [text("three")]},
        "true-false": {"answer": "true"},
        "number": {"answer": "5", "unit": text("unit")},
        "text": {"answers": [text("spelling")]},
        "list": {"answers": [text("name"), [text("other name")]]},
        "open": {"answer": text("model"), "rubric": [text("point")]},
        "order": {"items": [text("first"), text("then"), text("last")]},
        "match": {"pairs": {text("left"): text("right"), text("left 2"): text("right 2")}},
        "classify": {"categories": {text("category"): [text("thing")], text("category 2"): [text("thing 2")]}},
        "cloze": {"text": f"{text('cloze')} {{{{{text('blank')}}}}}"},
    }
    assert set(own) == set(QUESTION_TYPES)
    fields = ("title", "publisher", "author", "issued", "genre", "note")
    return {
        "id": "hostile",
        "title": text("title"),
        "topic": text("topic"),
        "description": text("description"),
        "authors": [text("author")],
        "license": text("license"),
        "questions": [{"id": f"q-{kind}", "type": kind, **common, **own[kind]} for kind in own],
        "references": [{"id": "r", "URL": f"https://example.org/{HOSTILE}"} | {name: text(name) for name in fields}],
    }


@pytest.fixture
def hostile_file(shelf: Path) -> Path:
    path = shelf / "hostile.yaml"
    # JSON is YAML; its doubled backslashes are made single again, so that YAML reads the escapes.
    path.write_text(json.dumps(hostile_bank()).replace("\\\\", "\\"), encoding="utf-8")
    return path


def steering(text: str) -> set[str]:
    """Return the characters of `text` by which a terminal could be steered."""
    bidi = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    return {letter for letter in text if (ord(letter) < 0x20 and letter != "\n") or 0x7F <= ord(letter) < 0xA0} | (
        bidi & set(text)
    )


def test_hostile_text_is_shown_literally_and_steers_nothing(invoke: Invoke, hostile_file: Path) -> None:
    said = ""
    for line, *options in [("1", "--type", "single"), ("2", "--type", "single"), ("1",), ("?",)]:
        typed = ":hint\n" + f"{line}\n:source\n" * 90
        done = invoke("take", hostile_file, "--plain", "--count", "all", "--seed", 1, *options, input=typed)
        said += done.stdout
        assert done.exit_code == 0, done.stderr
        assert steering(done.stdout) == steering(done.stderr) == set()
    names = (
        *("title", "prompt", "hint", "explanation", "locator", "publisher", "author", "answer", "distractor", "one"),
        *("three", "praise", "feedback", "unit", "spelling", "first", "last", "left", "right", "category", "thing"),
        *("cloze", "blank", "name", "other name"),
    )
    assert [name for name in names if f"{SHOWN} {name}" not in said] == []
    assert f"Source 2 of 2: {SHOWN} unknown reference\n" in said
    assert "  Note: not in the source list\n" in said


def test_hostile_text_in_lists_and_scores_is_shown_literally(invoke: Invoke, hostile_file: Path) -> None:
    learner = "\x1b]0;t\x07\u202eEve"
    invoke("take", hostile_file, "--plain", "--learner", learner, input="?\n" * 9)
    (one,) = json.loads(invoke("scores", "--format", "json").stdout)
    assert one["learner"] == "␛]0;t␇<U+202E>Eve"
    for command in (["list"], ["scores"], ["scores", one["id"]]):
        for form in ("table", "json"):
            done = invoke(*command, "--format", form)
            assert done.exit_code == 0, done.stderr
            assert steering(done.stdout) == steering(done.stderr) == set()
    assert SHOWN[:40] in invoke("list").stdout
    assert f"{SHOWN} prompt" in invoke("scores", one["id"]).stdout
    whole = json.loads(invoke("scores", one["id"], "--format", "json").stdout)
    assert {response["prompt"] for response in whole["responses"]} == {f"{SHOWN} prompt"}


def test_hostile_file_names_and_arguments_steer_nothing(invoke: Invoke, shelf: Path, nine_file: Path) -> None:
    name = "\x1b]0;t\x07\u202e.yaml"
    (shelf / name).write_text(nine_file.read_text().replace("answer: true\n", "answer: maybe\n").replace("nine", "bad"))
    (shelf / f"x{name}").write_text("a: [")
    for command in (
        ["list"],
        ["list", "--format", "json"],
        ["take", "bad", "--plain"],
        ["take", shelf / f"x{name}", "--plain"],
        ["take", "\x1b[31m\u202e", "--plain"],
        ["take", "nine", "--plain", "--tag", "\x1b[31m\u202e"],
        ["take", "nine", "--plain", "--count", "\x1b[31m\u202e"],
        ["scores", "\x1b[31m\u202e"],
    ):
        done = invoke(*command)
        assert steering(done.stdout) == steering(done.stderr) == set(), command
