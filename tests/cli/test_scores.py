import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from quiz.bank.model import Bank
from quiz.practice.draw import Options, draw
from quiz.practice.presentation import present
from quiz.scores.store.sqlite.open import open_store

Invoke = Callable[..., Result]
HEAD = {
    "id": str,
    "banks": list,
    "mode": str,
    "learner": str,
    "seed": int,
    "started": str,
    "finished": str | None,
    "questions": int,
    "answered": int,
    "score": int | float,
    "possible": int | float,
    "lesson": str | None,
}
RESPONSE = {
    "bank": str,
    "question": str,
    "type": str,
    "prompt": str,
    "response": str,
    "right": str,
    "fraction": int | float,
    "points": int | float,
    "verdict": str,
    "seconds": int | float,
    "at": str,
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def take(invoke: Invoke, bank: object, typed: str, *options: object) -> None:
    assert invoke("take", bank, "--plain", *options, input=typed).exit_code == 0


def attempts(invoke: Invoke, *options: object) -> list[dict[str, object]]:
    done = invoke("scores", "--format", "json", *options)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_without_an_attempt_the_list_is_empty(invoke: Invoke) -> None:
    assert attempts(invoke) == []
    done = invoke("scores")
    assert (done.exit_code, done.stdout) == (0, "No attempt yet. `quiz take` starts one.\n")


def test_every_attempt_is_listed_newest_first_with_the_documented_keys(invoke: Invoke, nine_file: Path) -> None:
    take(invoke, nine_file, "?\n" * 9, "--seed", 4)
    take(invoke, nine_file, "t\n", "--type", "true-false", "--seed", 5)
    take(invoke, nine_file, "?\n", "--seed", 6)
    found = attempts(invoke)
    assert [one["seed"] for one in found] == [6, 5, 4]
    for one in found:
        assert set(one) == HEAD.keys()
        assert [name for name, kind in HEAD.items() if not isinstance(one[name], kind)] == []
        assert TIME.fullmatch(str(one["started"]))
        assert (one["banks"], one["mode"], one["learner"]) == (["nine"], "practice", "Ada")
    assert [one["finished"] is None for one in found] == [True, False, False]
    assert TIME.fullmatch(str(found[1]["finished"]))
    assert [(one["questions"], one["answered"], one["score"], one["possible"]) for one in found] == [
        (9, 1, 0, 10),
        (1, 1, 1, 1),
        (9, 9, 0, 10),
    ]


def test_the_list_can_be_limited_and_filtered_by_learner(invoke: Invoke, nine_file: Path) -> None:
    for seed, learner in enumerate(["Ada", "Bob  B", "Ada"]):
        take(invoke, nine_file, "?\n", "--seed", seed, "--learner", learner)
    assert [one["seed"] for one in attempts(invoke, "--limit", 2)] == [2, 1]
    assert [one["seed"] for one in attempts(invoke, "--learner", "Ada")] == [2, 0]
    assert [one["learner"] for one in attempts(invoke, "--learner", "Bob  B")] == ["Bob B"]
    assert attempts(invoke, "--learner", "Eve") == []
    assert invoke("scores", "--limit", "0").exit_code == 2


def test_there_is_no_limit_unless_asked(invoke: Invoke, nine_file: Path, data: Path) -> None:
    from quiz.library.library import open_bank
    from quiz.scores.recorder import start

    bank = open_bank(nine_file).bank
    assert bank is not None
    store = open_store(data)
    for seed in range(120):
        start(store, [bank], learner="Ada", options=Options(count=1), seed=seed)
    store.close()
    assert len(attempts(invoke)) == 120
    assert len(invoke("scores").stdout.splitlines()) == 121


def test_the_table_has_a_line_an_attempt(invoke: Invoke, nine_file: Path) -> None:
    take(invoke, nine_file, "t\n", "--type", "true-false")
    take(invoke, nine_file, "?\n")
    head, newest, oldest = invoke("scores").stdout.splitlines()
    assert head.split() == ["Id", "Started", "Banks", "Mode", "Learner", "Answered", "Score"]
    assert newest.split()[-2:] == ["1/9", "open"]
    assert oldest.split()[-3:] == ["1/1", "100", "%"]
    assert [line.split()[0] for line in (newest, oldest)] == [str(one["id"])[:8] for one in attempts(invoke)]


# One attempt


def test_one_attempt_is_shown_response_by_response(
    invoke: Invoke, nine_file: Path, nine: Bank, lines: Callable[..., list[str]]
) -> None:
    from quiz.practice.attempt import Item

    drawn = [one.question for one in draw([nine], Options(count=None), 21)]
    typed = [
        line
        for question in drawn
        for line in lines(Item("nine", "Nine types", "types", question, present(question, "nine", 21)), "right")
    ]
    take(invoke, nine_file, "\n".join(typed) + "\n", "--seed", 21)
    uid = attempts(invoke)[0]["id"]
    done = invoke("scores", uid, "--format", "json")
    whole = json.loads(done.stdout)
    assert set(whole) == HEAD.keys() | {"responses"}
    assert {name: whole[name] for name in HEAD} == attempts(invoke)[0]
    responses = whole["responses"]
    assert [one["question"] for one in responses] == [question.id for question in drawn]
    assert {one["type"] for one in responses} == {question.type for question in nine.questions}
    for one in responses:
        assert set(one) == RESPONSE.keys()
        assert [name for name, kind in RESPONSE.items() if not isinstance(one[name], kind)] == []
        assert (one["bank"], one["fraction"], one["verdict"]) == ("nine", 1, "Right")
        assert TIME.fullmatch(one["at"])
        assert one["seconds"] >= 0
    assert sum(one["points"] for one in responses) == whole["score"] == 10
    by_type = {one["type"]: one for one in responses}
    assert by_type["number"]["points"] == 2
    assert by_type["number"]["response"] == "366.5"
    assert by_type["cloze"]["right"] == "Relations date from May 2001."


def test_only_what_was_answered_is_among_the_responses(invoke: Invoke, nine_file: Path) -> None:
    take(invoke, nine_file, "?\n?\n")
    whole = json.loads(invoke("scores", attempts(invoke)[0]["id"], "--format", "json").stdout)
    assert whole["finished"] is None
    assert [(one["response"], one["verdict"], one["fraction"]) for one in whole["responses"]] == [
        ("Don't know", "Wrong", 0)
    ] * 2


def test_one_attempt_in_words_has_every_question_and_what_was_right(invoke: Invoke, nine_file: Path) -> None:
    take(invoke, nine_file, "2\nx\n", "--type", "single", "--type", "true-false", "--seed", 2)
    uid = str(attempts(invoke)[0]["id"])
    text = invoke("scores", uid[:12]).stdout
    assert f"Attempt {uid[:8]}: Nine types, practice" in text
    assert "still open" in text
    assert "Which resolution came first?" in text
    assert "The Council adopted the resolution." in text
    assert "– Open" in text
    assert "Answer:" in text


def test_an_attempt_is_shown_as_it_was_taken_though_the_bank_is_gone(invoke: Invoke, nine_file: Path) -> None:
    take(invoke, nine_file, "?\n", "--type", "text")
    uid = attempts(invoke)[0]["id"]
    nine_file.unlink()
    assert "What is the capital?" in invoke("scores", uid).stdout
    assert "Answer: Pyongyang" in invoke("scores", uid).stdout


@pytest.mark.parametrize("uid", ["zzz", "ffffffffffffffff", "", "%", "' or 1=1"])
def test_an_id_that_names_no_attempt_is_wrong_usage(invoke: Invoke, nine_file: Path, uid: str) -> None:
    invoke("take", nine_file, "--plain", input="?\n")
    for form in ("table", "json"):
        done = invoke("scores", uid, "--format", form)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("Error: ")
        assert "quiz scores" in done.stderr


def test_a_store_that_cannot_be_read_is_told(invoke: Invoke, data: Path) -> None:
    store = open_store(data)
    store._connection.execute("alter table attempt rename column learner to gone")
    store.close()
    done = invoke("scores")
    assert done.exit_code == 2
    assert str(data / "scores.db") in done.stderr


def test_a_store_of_a_newer_program_is_told_and_not_changed(invoke: Invoke, data: Path) -> None:
    store = open_store(data)
    store._connection.execute("pragma user_version = 99")
    store.close()
    before = (data / "scores.db").read_bytes()
    done = invoke("scores")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "newer version" in done.stderr
    assert (data / "scores.db").read_bytes() == before


def test_an_exam_that_is_not_handed_in_tells_no_score_and_no_verdict(nine_file: Path, invoke: Invoke) -> None:
    taken = invoke("take", str(nine_file), "--plain", "--mode", "exam", "--type", "true-false", input="true\n")
    assert taken.exit_code == 0
    head = json.loads(invoke("scores", "--format", "json").stdout)[0]
    assert (head["score"], head["finished"], head["answered"]) == (None, None, 1)
    response = json.loads(invoke("scores", head["id"], "--format", "json").stdout)["responses"][0]
    assert {response[key] for key in ("right", "fraction", "points", "verdict")} == {None}
    assert response["response"] == "True"
    told = invoke("scores", head["id"]).stdout
    assert "Right" not in told
    assert "Wrong" not in told
    assert "Answer" not in told
