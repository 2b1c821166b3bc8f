"""What all tests share: folders, a bank of nine types and one of the others, and the program as a command."""

import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from quiz.bank.model import Bank
from quiz.library.library import open_bank, open_library
from quiz.paths import bundled_banks_folder
from quiz.practice.attempt import Item
from quiz.practice.questions.base import letter
from tests.examples import examples

if TYPE_CHECKING:
    from tests.postgres import Cluster

settings.register_profile("few", examples())
settings.load_profile("few")

# A shell that starts the tests in the background has them ignore these, and what they start would inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

MEMORY: Final = Path("/dev/shm")
"""The folder that Linux keeps in memory, where there is one."""

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 1 << 30:
    # The program waits for the disk with each response; here that takes no time, and all else is as on a disk.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

NINE = """\
id: nine
title: Nine types
topic: types
description: One question of each type.
questions:
  - id: single
    type: single
    difficulty: easy
    tags: [un, first]
    prompt: Which resolution came first?
    answer: Resolution 1718 (2006)
    distractors:
      - text: Resolution 1874 (2009)
        feedback: It answered the second test.
      - Resolution 2270 (2016)
    hint: It came within a week of the test.
    explanation: The Council adopted it five days after the test.
    sources:
      - un-1718, paragraph 8
      - {ref: eeas-2013, locator: Political dialogue}
    as_of: 2017-12
  - id: multiple
    type: multiple
    difficulty: medium
    tags: [UN]
    prompt: Which goods were banned?
    answers: [Coal, Iron]
    distractors: [Wheat, Rice]
    sequence: [Wheat, Coal, Rice, Iron]
    explanation: Two of them were.
    sources: [un-1718]
  - id: true-false
    type: true-false
    difficulty: hard
    prompt: The Council adopted the resolution.
    answer: true
    explanation: It did.
    sources: [un-1718]
  - id: number
    type: number
    prompt: How much was given?
    answer: 366
    tolerance: 0.5
    unit: million euros
    points: 2
    explanation: The page says so.
    sources: [eeas-2013]
  - id: text
    type: text
    prompt: What is the capital?
    answers: [Pyongyang, Phyongyang]
    typos: 1
    explanation: It is.
    sources: [eeas-2013]
  - id: order
    type: order
    prompt: Put them in order.
    items: [Resolution 1718, Resolution 1874, Resolution 2087, Resolution 2094]
    explanation: By their numbers.
    sources: [un-1718]
  - id: match
    type: match
    prompt: Which year belongs to which test?
    pairs: {First test: 2006, Second test: 2009, Third test: 2013}
    distractors: [2011]
    explanation: The years are known.
    sources: [un-1718]
  - id: classify
    type: classify
    prompt: Who made what?
    categories:
      United Nations: [Resolution, Panel]
      European Union: [Regulation, Directive]
    explanation: By the maker.
    sources: [un-1718]
  - id: cloze
    type: cloze
    prompt: Fill in.
    text: >-
      Relations date from {{May|the month of May}} {{2001}}.
    explanation: They do.
    sources: [eeas-2013]
"""

OTHERS = """\
id: others
title: Other types
questions:
  - id: list
    type: list
    prompt: Name the ores.
    answers: [Coal, [Iron, Iron ore]]
    explanation: They are dug.
    sources: [un-1718]
  - id: open
    type: open
    prompt: What does it do?
    answer: It freezes funds.
    rubric: [The freeze., Whose funds they are.]
    explanation: The annex lists whose.
    sources: [un-1718]
"""

SOURCES = """\
references:
  - id: un-1718
    type: legislation
    title: Resolution 1718
    publisher: United Nations
    issued: 2006-10-14
    URL: https://example.org/1718
  - id: eeas-2013
    type: webpage
    title: EU relations
    publisher: EEAS
"""


def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers `-n auto` starts: one more than cores, since some tests wait for another process."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object | None:
    """Let a worker that has nothing left take from another, unless told otherwise: slow tests stand together."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what lasts as long as the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


Typed: TypeAlias = dict[str, dict[str, Callable[[], Sequence[str]]]]


class Run(Protocol):
    """Runs `quiz` with arguments in a process of its own, or with `invoke` in this one."""

    def __call__(self, *arguments: object, input: str = "") -> subprocess.CompletedProcess[str]: ...  # noqa: A002


class Invoke(Protocol):
    """Runs `quiz` with arguments in this process; what it raises besides its exit code is raised here too."""

    def __call__(self, *arguments: object, input: str = "") -> Result: ...  # noqa: A002


class Lines(Protocol):
    """Gives the lines to type for a question of the bank of nine or of the others, `right`, `partly` or `wrong`."""

    def __call__(self, item: Item, how: str = "right") -> list[str]: ...


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep every test away from what belongs to the person who runs it, and from what hides how streams are flushed."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    for name, folder in (("DATA", "data"), ("CACHE", "cache"), ("CONFIG", "config")):
        monkeypatch.setenv(f"QUIZ_{name}_DIR", str(tmp_path / folder))
    monkeypatch.setenv("QUIZ_LEARNER", "Ada")
    monkeypatch.delenv("QUIZ_BANKS", raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder; it is not made yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def postgres() -> Iterator["Cluster"]:
    """A PostgreSQL server for this run."""
    from tests.postgres import cluster

    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder of a person who has started the program before: the bundled banks need no reading any more."""
    cache = tmp_path_factory.mktemp("read-before")
    open_library([(bundled_banks_folder(), True)], cache)
    return cache


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_before: Path) -> Path:
    """A folder of the library with the bank of nine and its sources, of a person who has started the program before."""
    shutil.copytree(read_before, tmp_path / "cache", dirs_exist_ok=True)
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "nine.yaml").write_text(NINE, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    monkeypatch.setenv("QUIZ_BANKS", str(folder))
    return folder


@pytest.fixture
def nine_file(shelf: Path) -> Path:
    return shelf / "nine.yaml"


@pytest.fixture
def nine(nine_file: Path) -> Bank:
    entry = open_bank(nine_file)
    assert entry.bank is not None
    assert entry.diagnostics == ()
    return entry.bank


@pytest.fixture
def others(nine_file: Path) -> Bank:
    """The bank of the types that the bank of nine does not have; it stands beside that."""
    path = nine_file.with_name("others.yaml")
    path.write_text(OTHERS, encoding="utf-8")
    entry = open_bank(path)
    path.unlink()
    assert entry.bank is not None
    assert entry.diagnostics == ()
    return entry.bank


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: object, input: str = "") -> subprocess.CompletedProcess[str]:  # noqa: A002
        return subprocess.run(
            [sys.executable, "-m", "quiz", *map(str, arguments)],
            input=input,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": _root(), "PYTHONUTF8": "1"},
            timeout=60,
            check=False,
        )

    return call


def _root() -> str:
    import quiz

    return str(Path(quiz.__file__).parents[1])


@pytest.fixture
def invoke() -> Invoke:
    from quiz.cli import quiz

    def call(*arguments: object, input: str = "") -> Result:  # noqa: A002
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(quiz, words, input=input, catch_exceptions=False)

    return call


@pytest.fixture
def lines() -> Lines:
    return _lines


def _lines(item: Item, how: str = "right") -> list[str]:
    rows, options = item.presentation.rows, item.presentation.options

    def numbers(*texts: str) -> str:
        return ",".join(str(rows.index(text) + 1) for text in texts)

    def places(pairs: dict[str, str]) -> str:
        return ",".join(f"{rows.index(left) + 1}{letter(options.index(right))}" for left, right in pairs.items())

    resolutions = [f"Resolution {number}" for number in (1718, 1874, 2087, 2094)]
    years = {"First test": "2006", "Second test": "2009", "Third test": "2013"}
    makers = {
        "Resolution": "United Nations",
        "Panel": "United Nations",
        "Regulation": "European Union",
        "Directive": "European Union",
    }
    typed: Typed = {
        "single": {
            "right": lambda: [numbers("Resolution 1718 (2006)")],
            "wrong": lambda: [numbers("Resolution 1874 (2009)")],
        },
        "multiple": {
            "right": lambda: [numbers("Coal", "Iron")],
            "partly": lambda: [numbers("Iron")],
            "wrong": lambda: [numbers(*rows)],
        },
        "true-false": {"right": lambda: ["true"], "wrong": lambda: ["f"]},
        "number": {"right": lambda: ["366.5"], "wrong": lambda: ["367"]},
        "text": {"right": lambda: ["pyongyang"], "wrong": lambda: ["Seoul"]},
        "list": {
            "right": lambda: ["iron; coal"],
            "partly": lambda: ["coal", "wheat"],
            "wrong": lambda: ["wheat", "rice"],
        },
        "open": {
            "right": lambda: ["It freezes funds.", "", "1"],
            "partly": lambda: ["", "2"],
            "wrong": lambda: ["Nothing?", "", "3"],
        },
        "order": {
            "right": lambda: [numbers(*resolutions)],
            "partly": lambda: [numbers(resolutions[1], resolutions[0], *resolutions[2:])],
            "wrong": lambda: [numbers(*reversed(resolutions))],
        },
        "match": {
            "right": lambda: [places(years)],
            "partly": lambda: [places({"First test": "2006"})],
            "wrong": lambda: [places({"First test": "2011"})],
        },
        "classify": {
            "right": lambda: [places(makers)],
            "partly": lambda: [places(makers | {"Panel": "European Union"})],
            "wrong": lambda: [places({"Panel": "European Union"})],
        },
        "cloze": {"right": lambda: ["may", "2001"], "partly": lambda: ["", "2001"], "wrong": lambda: ["June", ""]},
    }
    return list(typed[item.question.type][how]())
