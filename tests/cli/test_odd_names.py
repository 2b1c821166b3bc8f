"""Names that are not UTF-8: of banks, folders, learners, arguments and files, in every command."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec
import pytest

from quiz.cli import quiz
from quiz.files import private_folder
from quiz.paths import config_folder, own_banks_folder
from quiz.scores.store.engine import open_store
from tests.conftest import NINE, Invoke

ODD: Final = os.fsdecode(b"g\xe9o")
SHOWN: Final = "g\ufffdo"
FAULTY: Final = "  - {id: z, type: true-false, prompt: faulty, answer: maybe}\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_before: Path) -> Path:
    """The working folder: it and all it holds, and the folders of the program, have such a name."""
    shutil.copytree(read_before, tmp_path / f"CACHE{ODD}")
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"QUIZ_{name}_DIR", str(tmp_path / f"{name}{ODD}"))
    monkeypatch.setenv("QUIZ_LEARNER", f"Ada {ODD}")
    shelf, work = tmp_path / f"shelf{ODD}", tmp_path / f"work{ODD}"
    monkeypatch.setenv("QUIZ_BANKS", os.pathsep.join((str(shelf), str(tmp_path / f"missing{ODD}"))))
    for folder in (shelf, work, config_folder(), own_banks_folder()):
        private_folder(folder)
    (config_folder() / "settings.toml").write_text("retention = 5\n")
    (shelf / f"{ODD}.yaml").write_text(NINE + FAULTY)
    (shelf / f"broken{ODD}.yaml").write_text("- [")
    (own_banks_folder() / f"own{ODD}.yaml").write_text(NINE.replace("id: nine", "id: own"))
    (work / f"{ODD}.yaml").write_text(NINE.replace("id: nine", "id: work") + FAULTY)
    (work / f"sub{ODD}").mkdir()
    (work / f"sub{ODD}" / "sources.yaml").write_text("- [")
    (work / f"sub{ODD}" / f"{ODD}.yaml").write_text(NINE.replace("id: nine", "id: nine-" + "x" * 90))
    (work / f"sub{ODD}" / "quiz.toml").write_text("[odd]\n")
    monkeypatch.chdir(work)
    return work


BANK: Final = f"{ODD}.yaml"
MADE: Final = ["--title", ODD, "--topic", ODD, "--language", ODD, "--type", "single"]
WALK: Final[list[list[str]]] = [
    ["take", BANK, "--plain", "--count", "1", "--learner", ODD, "--tag", ODD, "--tag", "un"],
    ["take", "nine", "--plain", "--type", "true-false"],
    ["learn", "--plain", "--learner", ODD],
    ["learn", ODD, "--plain"],
    ["timeline", "--plain"],
    ["timeline", ODD],
    ["import", f"gone{ODD}.gift"],
    ["import", BANK],
    ["export", BANK, f"{ODD}.gift", "--to", "gift"],
    ["export", ODD, f"{ODD}.gift"],
    ["serve", "--status"],
    ["serve", "--tickets", f"gone{ODD}.txt", "--class", "a"],
    ["person", ODD, "--output", f"of{ODD}.jsonl"],
    ["person", ODD, "--forget"],
    ["take", ODD, "--plain"],
    ["take", f"gone{ODD}.yaml", "--plain"],
    ["take", f"sub{ODD}/{BANK}", "--plain", "--type", "true-false"],
    ["take", "--plain", "--resume", ODD],
    ["take", "--count", ODD],
    ["take", "own", "--plain", "--mode", "review", "--learner", ODD],
    ["today"],
    ["today", "--learner", ODD, "--format", "json"],
    ["remarks"],
    ["remarks", BANK],
    ["remarks", "--learner", ODD, "--format", "json"],
    ["remarks", ODD],
    ["list"],
    ["list", "--learner", ODD],
    ["list", "--format", "json"],
    ["scores"],
    ["scores", ODD],
    ["scores", "--learner", ODD, "--bank", ODD, "--format", "json"],
    ["scores", "--since", ODD],
    ["scores", "--format", "json"],
    ["scores", "--format", "csv"],
    ["scores", "ATTEMPT"],
    ["scores", "ATTEMPT", "--format", "json"],
    ["scores", "ATTEMPT", "--format", "csv"],
    ["progress", "--learner", ODD],
    ["progress", "--format", "json"],
    ["report", "ATTEMPT"],
    ["report", "ATTEMPT", f"{ODD}.html"],
    ["report", "ATTEMPT", f"{ODD}.yaml/a.html"],
    ["report", ODD],
    ["analyse", BANK],
    ["analyse", BANK, f"{ODD}.jsonl"],
    ["analyse", BANK, f"{ODD}.jsonl", "--format", "html"],
    ["analyse", BANK, f"{ODD}.jsonl", "--format", "json"],
    ["analyse", BANK, "--format", "csv", "--output", f"{ODD}.csv"],
    ["analyse", BANK, f"gone{ODD}.jsonl"],
    ["analyse", ODD],
    ["export-results", f"new{ODD}.jsonl"],
    ["export-results", "-", "--learner", ODD, "--bank", ODD],
    ["export-results", f"{ODD}.yaml/a"],
    ["import-results", f"{ODD}.jsonl"],
    ["import-results", BANK, f"gone{ODD}.jsonl"],
    ["export-reviews", f"{ODD}.csv", "--learner", ODD],
    ["export-reviews", f"{ODD}.yaml/a"],
    ["backup"],
    ["backup", f"{ODD}.db"],
    ["backup", BANK],
    ["restore", f"kept{ODD}.db"],
    ["restore", BANK],
    ["restore", f"gone{ODD}.db"],
    ["new", f"new{ODD}.yaml", *MADE],
    ["new", *MADE],
    ["new", BANK, "--type", "single"],
    ["new", f"broken{ODD}.yaml", "--type", "single"],
    ["new", ODD],
    ["new", f"gone{ODD}/a.yaml", *MADE],
    ["edit", BANK],
    ["edit", BANK, "--question", ODD],
    ["edit", ODD],
    ["preview", BANK],
    ["preview", BANK, "--question", ODD],
    ["preview", f"gone{ODD}.yaml"],
    ["find", "council"],
    ["find", "council", "--format", "json"],
    ["find", "council", "--bank", BANK, "--format", "json"],
    ["find", "council", "--bank", ODD],
    ["find", ODD, "--tag", ODD],
    ["check"],
    ["check", BANK, f"sub{ODD}", f"gone{ODD}.yaml", "--format", "json"],
    ["check", BANK, f"sub{ODD}", f"gone{ODD}", "--format", "github"],
    ["check", BANK, f"sub{ODD}", "--format", "full"],
    ["check", f"sub{ODD}/sources.yaml", f"broken{ODD}.yaml", "--format", "concise"],
    ["check", BANK, f"sub{ODD}", "--diff"],
    ["check", BANK, f"sub{ODD}", "--fix"],
    ["check", "--select", ODD],
    ["check", "--explain", ODD],
    ["schema", "--output", f"{ODD}.json"],
    ["schema", "--output", BANK],
    ["doctor"],
    ["doctor", "--format", "json"],
    ["doctor", "--salvage", f"gone{ODD}.db"],
    ["reset", "--learner", ODD, "--yes"],
    ["reset", "--bank", ODD, "--yes"],
    ["completion", ODD],
    [ODD],
    [f"--{ODD}"],
]


SCORED: Final = {
    *("list", "scores", "progress", "report", "analyse", "export-results", "import-results", "export-reviews"),
    *("backup", "restore"),
}
"""Commands that have more to say where something was answered."""


def attempt(invoke: Invoke) -> str:
    assert invoke("take", BANK, "--plain", "--type", "true-false", input="t\n").exit_code == 0
    found = json.loads(invoke("scores", "--format", "json").stdout)
    return str(found[0]["id"])


def test_every_command_is_walked() -> None:
    assert set(quiz.list_commands(None)) <= {words[0] for words in WALK}  # type: ignore[arg-type]


@pytest.mark.parametrize("words", WALK, ids=lambda words: " ".join(words).replace(ODD, "ODD"))
def test_a_command_says_what_it_cannot_spell_and_does_its_work(words: list[str], invoke: Invoke, place: Path) -> None:
    uid = attempt(invoke) if words[0] in SCORED else ""
    if f"{ODD}.jsonl" in words:
        assert invoke("export-results", f"{ODD}.jsonl").exit_code == 0
    if words[0] == "restore":
        assert invoke("backup", f"kept{ODD}.db").exit_code == 0
    done = invoke(*[uid if word == "ATTEMPT" else word for word in words], input="t\n1\n1\n1\n")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.exit_code in {0, 1, 2}
    if ODD not in words[0] and words[0] != "completion":  # there click itself quotes the word, escaped
        assert "\\udc" not in done.output  # what the stream itself would put for a name that was not made legible
    if "json" in words:
        msgspec.json.decode(done.stdout_bytes)
        assert done.stdout.isascii()


def test_the_stand_in_is_told_and_kept(invoke: Invoke, place: Path) -> None:
    uid = attempt(invoke)
    listed = {one["id"]: one for one in json.loads(invoke("list", "--format", "json").stdout)}
    assert listed["nine"]["path"] == f"{place.parent}/shelf{SHOWN}/{SHOWN}.yaml".replace(ODD, SHOWN)
    assert json.loads(invoke("scores", uid, "--format", "json").stdout)["learner"] == f"Ada {SHOWN}"
    same = json.loads(invoke("scores", "--learner", f"Ada {ODD}", "--format", "json").stdout)
    assert [one["id"] for one in same] == [uid]
    found = json.loads(invoke("check", BANK, "--format", "json").stdout)
    assert {one["file"] for one in found} == {f"{SHOWN}.yaml"}
    (row,) = [row for row in invoke("find", "capital", "--bank", BANK).stdout.splitlines() if "text" in row]
    assert f"{SHOWN}.yaml:" in row


def test_what_is_written_and_read_under_such_a_name_is_whole(invoke: Invoke, place: Path) -> None:
    attempt(invoke)
    for words in (["export-results", f"{ODD}.jsonl"], ["backup", f"{ODD}.db"], ["new", f"made{ODD}.yaml", *MADE]):
        assert invoke(*words).exit_code == 0
        assert Path(next(word for word in words if ODD in word)).is_file()
    shutil.rmtree(os.environ["QUIZ_DATA_DIR"])
    assert "1 attempt (1 new)" in invoke("import-results", f"{ODD}.jsonl").stdout
    shutil.rmtree(os.environ["QUIZ_DATA_DIR"])
    assert "1 attempt brought back" in invoke("restore", f"{ODD}.db").stdout
    fixed = Path(f"fix{ODD}.yaml")
    fixed.write_text(NINE.replace("difficulty: easy", "dificulty: easy"))
    assert "Fixed" in invoke("check", fixed, "--fix").stderr
    assert fixed.read_text() == NINE


def ran(words: list[bytes], **environment: str) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"quiz", *words],
        input=b"t\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": root, **environment},
        timeout=60,
        check=False,
    )


ASCII: Final = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


UTF_8, LATIN_1 = b"Jos\xc3\xa9", b"Jos\xe9"


@pytest.mark.parametrize(
    ("locale", "name"),
    [({}, LATIN_1), ({"LC_ALL": "POSIX"}, LATIN_1), (ASCII, LATIN_1), (ASCII, UTF_8)],
    ids=["usual", "posix", "ascii", "ascii utf-8"],
)
def test_in_every_locale_a_learner_has_one_name(locale: dict[str, str], name: bytes, place: Path) -> None:
    bank = os.fsencode(BANK)
    done = ran([b"take", bank, b"--plain", b"--type", b"true-false", b"--learner", name], **locale)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    store = open_store(Path(os.environ["QUIZ_DATA_DIR"]))
    assert store.learners() == [name.decode("utf-8", "replace")]
    store.close()
    told = ran([b"scores", b"--learner", name, b"--format", b"json"], **locale)
    assert [one["learner"] for one in json.loads(told.stdout)] == [name.decode("utf-8", "replace")]
    told = ran([b"check", bank], **locale)
    assert told.returncode == 1
    assert told.stdout.decode("utf-8").startswith((f"{SHOWN}.yaml:", "g?o.yaml:"))


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        *(("bash", words) for words in (b"take g\xe9", b"report x g\xe9", b"take --learner g\xe9 n", b"take sub\xe9/")),
        *((shell, b"take g\xe9") for shell in ("zsh", "fish")),
    ],
)
def test_a_shell_may_complete_such_a_word(shell: str, words: bytes) -> None:
    last = words.split()[-1] if shell == "fish" else str(len(words.split())).encode()
    done = ran(
        [],
        _QUIZ_COMPLETE=f"{shell}_complete",
        COMP_WORDS=os.fsdecode(b"quiz " + words),
        COMP_CWORD=os.fsdecode(last),
    )
    assert (done.returncode, done.stderr) == (0, b"")
