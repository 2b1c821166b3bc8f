"""Readers of other people take what we write: Anki's own package, a parser of GIFT, and a converter of QTI.

They are installed from the package indexes, so `QUIZ_TEST_INSTALL=1 pytest tests/formats/test_foreign_readers.py` asks
for it. The schema of QTI 2.1 stands in no package; the converter reads what that says, and makes QTI 3 of it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from quiz.authoring.exporting import exported
from quiz.authoring.importing import ImportOptions, planned
from quiz.bank.model import Bank
from quiz.bank.questions.base import as_choice
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.formats.records import json_value
from tests.formats.test_round_trip import banks

pytestmark = [
    pytest.mark.install,
    pytest.mark.skipif(
        os.environ.get("QUIZ_TEST_INSTALL") != "1", reason="installs other readers; QUIZ_TEST_INSTALL=1 runs it"
    ),
]
PACKAGES: Final = ("anki>=25.9", "citolab-qti-convert>=0.2,<1")
GIFT_PARSER: Final = "gift-pegjs@1"
LONGEST: Final = 900
"""Seconds for an installation; a package index may be far away."""
BANKS: Final = banks()

ANKI: Final = """
import json, os, sys, tempfile
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
found = []
with tempfile.TemporaryDirectory() as folder:
    collection = Collection(os.path.join(folder, "collection.anki2"))
    request = ImportAnkiPackageRequest(package_path=sys.argv[1], options=ImportAnkiPackageOptions())
    for _ in range(2):
        log = collection.import_anki_package(request).log
        found.append([len(log.new), len(log.duplicate), len(log.conflicting), len(log.missing_deck)])
    notes = [collection.get_note(note) for note in collection.find_notes("")]
    found.append([len(note.cards()) for note in notes])
    found.append(collection.fix_integrity()[1])
    collection.close()
print(json.dumps(found))
"""
GIFT: Final = """
const { parse } = require("gift-pegjs");
const questions = parse(require("fs").readFileSync(process.argv[2], "utf8")).filter((one) => one.type !== "Category");
const right = (one) => (one.choices || []).filter((choice) => choice.isCorrect || choice.weight > 0);
const key = (one) =>
  one.type === "TF" ? one.isTrue : one.type === "MC" ? right(one).map((choice) => choice.text.text) : null;
console.log(JSON.stringify(questions.map((one) => [one.title, key(one)])));
"""


def run(*command: str | Path, folder: Path | None = None) -> str:
    """Run a program; return what it prints. Fails with all that it said."""
    done = subprocess.run(
        [*map(str, command)], cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment that has the packages."""
    folder = tmp_path_factory.mktemp("readers")
    run(sys.executable, "-m", "venv", folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES)
    return programs


@pytest.fixture(scope="module")
def gift_parser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the parser of GIFT, and a script that prints titles and keys."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("the parser of GIFT needs node and npm")
    folder = tmp_path_factory.mktemp("gift")
    (folder / "package.json").write_text("{}", "utf-8")
    run(npm, "install", "--silent", "--no-audit", "--no-fund", GIFT_PARSER, folder=folder)
    (folder / "read.js").write_text(GIFT, "utf-8")
    return folder


def kept(bank: Bank, form: str, path: Path) -> list[Any]:
    """Write a bank to a file; return the questions that are in it."""
    writing = exported(bank, form)
    path.write_bytes(writing.data)
    left_out = {loss.question for loss in writing.losses if loss.kind == "left-out"}
    return [question for question in bank.questions if question.id not in left_out]


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: f"{bank.id}-{bank.markup}")
def test_anki_takes_every_note_once(bank: Bank, python: Path, tmp_path: Path) -> None:
    questions = kept(bank, "anki", tmp_path / "deck.apkg")
    first, second, cards, is_sound = json.loads(run(python / "python", "-c", ANKI, tmp_path / "deck.apkg"))
    assert first == [len(questions), 0, 0, 0]
    assert second == [0, len(questions), 0, 0]
    assert len(cards) == len(questions)
    assert min(cards) > 0
    assert is_sound


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: f"{bank.id}-{bank.markup}")
def test_a_parser_of_gift_finds_every_question_and_its_key(bank: Bank, gift_parser: Path, tmp_path: Path) -> None:
    questions = kept(bank, "gift", tmp_path / "bank.gift")
    found = json.loads(run("node", "read.js", tmp_path / "bank.gift", folder=gift_parser))
    assert [title for title, _ in found] == [question.id for question in questions]
    for question, (_, key) in zip(questions, found, strict=True):
        match question:
            case TrueFalse():
                assert key == question.answer
            case Single() if bank.markup == "plain":
                assert as_choice(question.answer).text in key
            case Multiple() if bank.markup == "plain":
                assert {as_choice(answer).text for answer in question.answers} == set(key)
            case _:
                pass


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: f"{bank.id}-{bank.markup}")
def test_what_a_converter_makes_of_qti_2_holds_the_same_questions(bank: Bank, python: Path, tmp_path: Path) -> None:
    questions = kept(bank, "qti21", tmp_path / "old.zip")
    run(python / "qti-convert", "upgrade", tmp_path / "old.zip", tmp_path / "new.zip")
    old, new = (
        [
            json_value(one.fields)
            for plan in planned(tmp_path / name, ImportOptions(folder=tmp_path)).banks
            for one in plan.content.questions
        ]
        for name in ("old.zip", "new.zip")
    )
    assert len(old) == len(questions)
    assert new == old
