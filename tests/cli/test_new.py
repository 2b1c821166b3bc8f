"""`quiz new`: what is asked, what is made and where, and what is left alone."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from quiz.bank.format.json_schema import dump
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.templates import VALUES
from quiz.library.folders import library_folders
from quiz.library.library import open_library
from quiz.paths import bundled_banks_folder
from quiz.reading.reader import read_bank
from tests.conftest import Invoke, Run

ALL = ("--title", "Capitals", "--topic", "Geography", "--type", "text")


@pytest.fixture(autouse=True)
def _read_before(tmp_path: Path, read_before: Path) -> None:
    """The bundled banks were read before: who looks for a free id looks at all banks."""
    shutil.copytree(read_before, tmp_path / "cache")


@pytest.fixture
def own(data: Path) -> Path:
    """The own folder; it is not made yet."""
    return data / "banks"


def first_line(path: Path, line: int) -> str:
    return path.read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_bank_comes_of_three_answers(invoke: Invoke, own: Path) -> None:
    result = invoke("new", "capitals", input="Capitals of Asia\nGeography\n5\n")
    path = own / "capitals.yaml"

    assert result.exit_code == 0
    assert result.stdout == f"{path}:8\n"
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=bank.schema.json\nid: capitals\ntitle: Capitals of Asia\ntopic: Geography\n"
        "questions:\n  - id: question-1\n    type: text\n    prompt: Write "
    )
    assert "5  text        A word or name to type\n" in result.stderr
    assert "quiz edit capitals " in result.stderr
    assert f"quiz check {path} " in result.stderr
    assert "quiz take capitals " in result.stderr
    assert (own / "bank.schema.json").read_text("utf-8") == dump()
    assert stat.S_IMODE(own.parent.stat().st_mode) == 0o700


def test_enter_takes_what_is_offered(invoke: Invoke, own: Path) -> None:
    assert invoke("new", "my-own_bank", input="\n\n\n").exit_code == 0
    bank = read_bank((own / "my-own_bank.yaml").read_bytes(), "b").bank
    assert bank is not None
    assert (bank.id, bank.title, bank.topic, bank.questions[0].type) == (
        "my-own_bank",
        "My own bank",
        "My own bank",
        "single",
    )
    assert "topic:" not in (own / "my-own_bank.yaml").read_text(encoding="utf-8")


def test_what_is_given_is_not_asked_for(invoke: Invoke, own: Path) -> None:
    result = invoke("new", "capitals", *ALL, "--language", "fr")
    assert (result.exit_code, result.stdout) == (0, f"{own / 'capitals.yaml'}:9\n")
    assert "Title" not in result.stderr
    assert first_line(own / "capitals.yaml", 5) == "language: fr"


def test_a_type_is_asked_again_until_it_is_one(invoke: Invoke, own: Path) -> None:
    result = invoke("new", "capitals", "--title", "T", "--topic", "T", input="t\n0\n99\nsort\nCLO\n")
    assert result.exit_code == 0
    assert result.stderr.count(f"Error: type a number from 1 to {len(QUESTION_TYPES)} or one of the names\n") == 4
    assert "type: cloze" in (own / "capitals.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "bank_id"),
    [("The Moons: of Élan", "moons-elan"), ("달", "bank"), ("Sources", "sources-2"), ("Aid", "aid-2")],
)
def test_without_a_bank_the_id_comes_from_the_title_and_is_free(
    title: str, bank_id: str, invoke: Invoke, own: Path
) -> None:
    result = invoke("new", "--title", title, "--type", "text", input="\n")
    assert (result.exit_code, result.stdout) == (0, f"{own / bank_id}.yaml:7\n")
    assert first_line(own / f"{bank_id}.yaml", 2) == f"id: {bank_id}"
    again = invoke("new", "--title", title, "--type", "text", input="\n")
    assert again.stdout != result.stdout
    assert again.exit_code == 0
    assert len(list(own.glob("*.yaml"))) == 2
    ids = [entry.id for entry in open_library(library_folders()).entries if entry.shadowed_by is None]
    assert len(ids) == len(set(ids)) == 6


def test_the_line_is_that_of_the_prompt_whatever_the_title(invoke: Invoke, own: Path) -> None:
    invoke("new", "capitals", "--title", "prompt: # x", "--topic", "    prompt:", "--type", "text")
    assert first_line(own / "capitals.yaml", 8).startswith("    prompt: Write ")
    bank = read_bank((own / "capitals.yaml").read_bytes(), "b").bank
    assert bank is not None
    assert (bank.title, bank.topic) == ("prompt: # x", "prompt:")


def test_a_file_is_made_as_named(run: Run, tmp_path: Path) -> None:
    done = run("new", "my capitals.yaml", *ALL)
    assert (done.returncode, done.stdout) == (0, "my capitals.yaml:8\n")
    assert first_line(tmp_path / "my capitals.yaml", 2) == "id: my-capitals"
    assert "quiz edit 'my capitals.yaml'" in done.stderr
    assert not (tmp_path / "data" / "banks").exists()


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_question_is_added_at_the_end(kind: str, invoke: Invoke, nine_file: Path) -> None:
    data = nine_file.read_bytes().replace(b"\n", b"\r\n") + b"  # mine\r\nlicense: CC0-1.0\r\n"
    nine_file.write_bytes(data)
    result = invoke("new", "nine", "--type", kind)

    after = nine_file.read_bytes()
    end = data.index(b"  # mine")
    assert result.exit_code == 0
    assert after.startswith(data[:end])
    assert after.endswith(data[end:])
    assert b"\n" not in after.replace(b"\r\n", b"")
    decided = after
    for placeholder, value in VALUES.items():
        decided = decided.replace(f": {placeholder}".encode(), f": {value}".encode())
    before, bank = read_bank(data, "b").bank, read_bank(decided, "b").bank
    assert before is not None
    assert bank is not None
    assert bank.questions[:-1] == before.questions
    assert bank.questions[-1].type == kind
    line = int(result.stdout.removeprefix(f"{nine_file}:"))
    assert first_line(nine_file, line).startswith("    prompt: Write ")


def test_a_bank_may_be_built_of_every_type_and_played(invoke: Invoke, own: Path) -> None:
    invoke("new", "all", "--title", "All", "--topic", "All", "--type", "single")
    for kind in list(QUESTION_TYPES)[1:]:
        assert invoke("new", "all", input=f"{kind}\n").exit_code == 0
    checked = invoke("check", own / "all.yaml")
    assert checked.exit_code == 1
    assert f" {len(VALUES)} errors" in checked.stderr
    playable = len(QUESTION_TYPES) - len(VALUES)
    taken = invoke("take", own / "all.yaml", "--plain", "--count", "all", input="?\n" * playable)
    assert taken.exit_code == 0
    assert f"Score: 0 of {playable}" in taken.stdout


def test_the_mark_at_the_start_and_a_link_are_kept(invoke: Invoke, tmp_path: Path) -> None:
    file, link = tmp_path / "file.yaml", tmp_path / "link.yaml"
    data = b"\xef\xbb\xbfid: b\ntitle: B\nquestions: []"
    file.write_bytes(data)
    link.symlink_to(file)
    assert invoke("new", link, "--type", "text").exit_code == 0
    assert link.is_symlink()
    assert file.read_bytes().startswith(data.removesuffix(b" []") + b"\n  - id: question-1\n")


@pytest.mark.parametrize("option", ["--title", "--topic", "--language"])
def test_options_of_a_new_bank_say_nothing_about_one_that_is_there(
    option: str, invoke: Invoke, nine_file: Path
) -> None:
    before = nine_file.read_bytes()
    result = invoke("new", "nine", option, "X", "--type", "text")
    assert result.exit_code == 2
    assert f"{option} has nothing to say" in result.stderr
    assert nine_file.read_bytes() == before


@pytest.mark.parametrize("bank", ["aid", str(bundled_banks_folder() / "aid.yaml")])
def test_a_bundled_bank_stays_as_it_is(bank: str, invoke: Invoke) -> None:
    before = (bundled_banks_folder() / "aid.yaml").read_bytes()
    result = invoke("new", bank, "--type", "text")
    assert result.exit_code == 2
    assert "comes with the program" in result.stderr
    assert "`quiz edit aid`" in result.stderr
    assert (bundled_banks_folder() / "aid.yaml").read_bytes() == before


def test_a_near_id_is_a_question(invoke: Invoke, shelf: Path, own: Path) -> None:
    refused = invoke("new", "nin", input="n\n")
    assert refused.exit_code == 2
    assert "Did you mean nine or" in refused.stderr
    assert "nothing was made" in refused.stderr
    ended = invoke("new", "nin", input="")
    assert ended.exit_code == 2
    assert "--title" in ended.stderr
    assert not own.exists()
    assert invoke("new", "nin", input="y\n\n\n\n").stdout == f"{own / 'nin.yaml'}:7\n"
    assert "mean" not in invoke("new", "nim", *ALL).stderr


@pytest.mark.parametrize(
    ("bank", "message"),
    [
        ("bad id", "cannot be the id of a bank"),
        ("-x", "cannot be the id of a bank"),
        ("x" * 101, "cannot be the id of a bank"),
        ("", "cannot be the id of a bank"),
        ("sources", "list of sources"),
        ("sources.yaml", "list of sources"),
        ("folder/x.yaml", "there is no folder folder"),
        ("./x", "needs a name that ends in .yaml"),
        ("aid.yaml", "the id “aid”, which is taken (comes with the program)"),
        ("\x1b[31m.yaml", None),
    ],
)
def test_names_that_no_bank_can_have(
    bank: str, message: str | None, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke("new", *(["--"] if bank.startswith("-") else []), bank, input="\n")
    assert done.exit_code == 2
    assert (message or "the input ended") in done.stderr
    assert "\x1b" not in done.stderr
    assert not list(tmp_path.glob("**/*.yaml"))


def test_a_file_may_not_take_the_id_of_a_bank(invoke: Invoke, shelf: Path, tmp_path: Path) -> None:
    result = invoke("new", tmp_path / "nine.yaml", *ALL)
    assert result.exit_code == 2
    assert f"which is taken (is {shelf / 'nine.yaml'})" in result.stderr


@pytest.mark.parametrize("option", ["--title", "--topic", "--language"])
def test_an_empty_text_is_refused(option: str, invoke: Invoke) -> None:
    result = invoke("new", "capitals", *ALL, option, " ")
    assert result.exit_code == 2
    assert f"{option} is empty" in result.stderr


FAULTY = {
    "id: b\ntitle: B\nquestions: [\n": (1, ":3: "),
    "title: B\nquestions:\n  - id: a\n": (1, ":1: "),
    "": (1, "empty"),
    "- a\n- b\n": (1, "mapping"),
    "id: b\ntitle: B\nquestions: [{id: a, type: true-false, prompt: P, answer: true}]\n": (1, "with dashes"),
    "id: b\ntitle: 'B\nquestions:\n  - y'\nquestions:\n  - id: a\n": (1, "safely"),
    "id: b\ntitle: B\xff\n": (2, "UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTY)
def test_a_file_that_cannot_take_a_question_is_told_and_left_alone(text: str, invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(text.encode("latin-1"))
    code, message = FAULTY[text]
    result = invoke("new", path, "--type", "text")
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert str(path) in result.stderr
    assert path.read_bytes() == text.encode("latin-1")


def test_a_file_that_cannot_be_used_is_told_before_anything_is_asked(invoke: Invoke, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    for name, message in {"pipe": "pipe", "folder": "folder", "gone": "no such file"}.items():
        result = invoke("new", tmp_path / f"{name}.yaml", input="1\n")
        assert result.exit_code == 2
        assert message in result.stderr
        assert "Type" not in result.stderr
    (tmp_path / "b.yaml").write_text("id: b\n", encoding="utf-8")
    assert "Type" not in invoke("new", tmp_path / "b.yaml", input="1\n").stderr


def test_a_file_of_that_name_with_another_id_is_not_overwritten(invoke: Invoke, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "capitals.yaml").write_text("id: towns\ntitle: Towns\nquestions: []\n", encoding="utf-8")
    result = invoke("new", "capitals", *ALL)
    assert result.exit_code == 2
    assert f"{own / 'capitals.yaml'}: something has this name already" in result.stderr
    assert (own / "capitals.yaml").read_text(encoding="utf-8").startswith("id: towns\n")


def test_an_own_folder_that_cannot_be_made_is_told(invoke: Invoke, data: Path) -> None:
    data.write_text("", encoding="utf-8")
    result = invoke("new", "capitals", *ALL)
    assert result.exit_code == 2
    assert "your own folder cannot be made" in result.stderr


@pytest.mark.parametrize("typed", ["", "Capitals\n", "Capitals\n\n", "Capitals\n\nnone\n"])
def test_where_the_input_ends_nothing_is_made(typed: str, invoke: Invoke, data: Path) -> None:
    done = invoke("new", "capitals", input=typed)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--title, --topic and --type" in done.stderr
    assert not data.exists()


def test_where_the_input_ends_nothing_is_added(invoke: Invoke, nine_file: Path) -> None:
    before = nine_file.read_bytes()
    done = invoke("new", nine_file)
    assert done.exit_code == 2
    assert "give --type instead" in done.stderr
    assert nine_file.read_bytes() == before


@pytest.mark.terminal
def test_ctrl_c_leaves_and_makes_nothing(tmp_path: Path, data: Path) -> None:
    root = Path(__file__).parents[2]
    child = pexpect.spawn(
        sys.executable, ["-m", "quiz", "new", "capitals"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}
    )
    child.expect(r"Title.*: ")
    child.sendintr()
    # A key that came while the prompt set the terminal up was seen to be lost; a person presses it again.
    while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=10):
        child.sendintr()
    child.close()
    assert child.exitstatus == 130
    assert not data.exists()


def test_only_one_of_several_at_once_makes_the_bank(tmp_path: Path, own: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "quiz", "new", "capitals", *ALL]
    several = [
        subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for one in several:
        one.communicate()
    assert sorted(one.returncode for one in several) == [0, 2, 2]
    assert len(list(own.glob("*.yaml"))) == 1
