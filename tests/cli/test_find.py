import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Invoke = Callable[..., Result]
Run = Callable[..., subprocess.CompletedProcess[str]]


def told(invoke: Invoke, *arguments: object) -> list[dict[str, object]]:
    done = invoke("find", *arguments, "--format", "json")
    assert done.exit_code in {0, 1}, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_a_question_is_shown_with_its_place_and_prompt(invoke: Invoke, nine_file: Path) -> None:
    done = invoke("find", "--bank", "nine", "came", "FIRST")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        f"Question     Place{' ' * (len(str(nine_file)) - 1)}Prompt",
        f"nine:single  {nine_file}:6  Which resolution came first?",
    ]
    assert done.stderr == ""


def test_what_is_not_in_the_prompt_is_shown_below_it(invoke: Invoke, nine_file: Path) -> None:
    done = invoke("find", "--bank", "nine", "P'yongyang")
    assert done.exit_code == 1
    done = invoke("find", "--bank", "nine", "phyongyang")
    assert done.stdout.splitlines()[1].endswith(f"{nine_file}:48  What is the capital?")
    assert done.stdout.splitlines()[2].strip() == "answers: Phyongyang"


def test_the_json_has_the_documented_keys(invoke: Invoke, nine_file: Path) -> None:
    (one,) = told(invoke, "--bank", "nine", "political dialogue")
    assert one == {
        "bank": "nine",
        "question": "single",
        "lesson": None,
        "type": "single",
        "path": str(nine_file),
        "line": 6,
        "prompt": "Which resolution came first?",
        "field": "sources",
        "excerpt": "EU relations, eeas-2013, Political dialogue",
    }
    help_ = invoke("find", "--help").stdout
    assert [key for key in one if key not in help_] == []


def test_the_whole_library_is_searched_own_banks_first(invoke: Invoke, shelf: Path) -> None:
    banks = [str(one["bank"]) for one in told(invoke, "resolution", "--limit", "all")]
    assert "nine" in banks
    assert "sanctions" in banks
    assert told(invoke, "which resolution came first")[0]["bank"] == "nine"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], {"single", "order"}),
        (["--type", "order"], {"order"}),
        (["--type", "order", "--type", "single"], {"single", "order"}),
        (["--tag", "UN"], {"single"}),
        (["--tag", "first", "--type", "order"], set()),
    ],
)
def test_filters_leave_the_rest_out(options: list[str], found: set[str], invoke: Invoke, shelf: Path) -> None:
    assert {one["question"] for one in told(invoke, "--bank", "nine", "1874", *options)} == found


def test_a_file_outside_the_library_is_searched_when_it_is_named(
    invoke: Invoke, nine_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "elsewhere.yaml"
    path.write_text(nine_file.read_text().replace("id: nine", "id: elsewhere").replace("capital", "metropolis"))
    (one,) = told(invoke, "--bank", path, "metropolis")
    assert (one["bank"], one["path"]) == ("elsewhere", str(path))


def test_what_is_left_out_is_said(invoke: Invoke, shelf: Path) -> None:
    done = invoke("find", "--bank", "nine", "resolution", "--limit", "1")
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.startswith("1 of ")
    assert "--limit all" in done.stderr
    assert invoke("find", "--bank", "nine", "resolution", "--limit", "all").stderr == ""


def test_nothing_found_ends_with_1_and_says_so(invoke: Invoke, shelf: Path) -> None:
    done = invoke("find", "zebra\x1b[31m")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "No question or lesson has “zebra␛[31m”; try fewer words, or the beginning of one.\n"
    done = invoke("find", "zebra", "--format", "json", "--bank", "nine")
    assert (done.exit_code, json.loads(done.stdout)) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument"),
        (["  "], "There is no TEXT"),
        (["x", "--type", "essay"], "essay"),
        (["x", "--limit", "0"], "“0”"),
        (["x", "--bank", "nin"], "did you mean nine"),
        (["x", "--bank", "none.yaml"], "none.yaml"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], said: str, invoke: Invoke, shelf: Path) -> None:
    done = invoke("find", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_search_makes_nothing_but_the_cache(invoke: Invoke, shelf: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "cache")
    before = {path.name for path in tmp_path.iterdir()}
    done = invoke("find", "resolution", "--limit", "1")
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} - before == {"cache"}


def test_a_file_name_that_is_no_text_does_not_break_the_search(run: Run, shelf: Path) -> None:
    text = (shelf / "nine.yaml").read_text().replace("id: nine", "id: odd")
    try:
        (shelf / b"caf\xe9\n.yaml".decode("utf-8", "surrogateescape")).write_text(text)
    except OSError:
        pytest.skip("file names must be text here")
    for form in ("table", "json"):
        done = run("find", "capital", "--bank", "odd", "--format", form)
        assert done.returncode == 0, done.stderr
        assert "odd" in done.stdout
