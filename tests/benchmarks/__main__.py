"""Measures what DESIGN calls speed and prints one JSON object: `python -m tests.benchmarks [--quick] [PART ...]`.

Every figure is a ratio of medians of interleaved runs on this machine, beside a bare Textual app or bare libyaml. Run
it on an idle machine. Exit code 1 if a ratio is above its limit.
"""

import contextlib
import importlib
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from quiz.paths import bundled_banks_folder
from quiz.scores.store.engine import open_store
from tests.benchmarks import classroom, exchange
from tests.benchmarks.big_store import make_store
from tests.benchmarks.programs import BARE_APP, BARE_EDITOR, QUIZ, Program

LIMITS: Final = {
    "banks_readable": 1.3,
    "question_readable": 1.4,
    "question_plain": 0.5,
    "list": 0.5,
    "today": 0.5,
    "peak_memory": 1.4,
    "key_to_repaint_p95": 1.2,
    "typing_p95": 1.5,
    "long_bank_opens": 3,
    "long_bank_typing_p95": 1.5,
    "bank_cold": 0.4,
    "bank_warm": 0.02,
    "bank_check": 1,
    "bank_flawed": 2,
    "bank_recheck": 0.01,
    "import_gift": 1,
    "import_xml": 6,
    "export_gift": 1.5,
    "export_moodle-xml": 1.5,
    "export_csv": 1.5,
    "export_qti12": 1.5,
    "export_qti21": 1.5,
    "store_queries": 1.2,
    "store_first_paint": 1.2,
    "store_scores_screen": 1.2,
    "server_home": 1.15,
    "server_analyse": 1.2,
    "server_analyse_memory": 1.1,
    "server_response_p95": 2.5,
    "session_cpu": 0.3,
    "session_memory": 0.7,
    "many_sessions_key_p95": 3,
}
"""The table of DESIGN; nothing else says how fast is fast enough."""
QUESTION = """\
id: keys
title: Keys
language: en
questions:
  - id: choices
    type: single
    prompt: Which of these is the first of the four?
    answer: The first one of them
    distractors: [The second one of them, The third one of them, The fourth one of them]
    explanation: It stands first.
"""


class Place:
    """Folders of a person, and programs in them."""

    def __init__(self, folder: Path, data: Path | None = None, learner: str = "tester") -> None:
        self.folder = folder
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "QUIZ_DATA_DIR": str(data or folder / "data"),
            "QUIZ_CACHE_DIR": str(folder / "cache"),
            "QUIZ_CONFIG_DIR": str(folder / "config"),
            "QUIZ_LEARNER": learner,
        }

    def bare(self) -> Program:
        return Program(BARE_APP, (), self.environment, self.folder)

    def bare_editor(self, path: Path) -> Program:
        return Program(BARE_EDITOR, (str(path),), self.environment, self.folder)

    def quiz(self, *arguments: str) -> Program:
        return Program(QUIZ, arguments, self.environment, self.folder)


@contextlib.contextmanager
def temporary() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def measure_start(runs: int) -> dict[str, Any]:
    """From the start until something can be read: home, a question in the app and in plain mode, list, and today.

    All beside the first paint of the bare app; and the peak memory of home.
    """
    found: dict[str, list[float]] = {}
    with temporary() as folder:
        place = Place(folder)
        bank = folder / "keys.yaml"
        bank.write_text(QUESTION, encoding="utf-8")
        for run in range(runs + 1):
            values = {}
            with place.bare() as program:
                values["bare_seconds"] = program.wait_first_paint()
                program.settle()
                values["bare_kib"] = program.peak_memory()
            with place.quiz() as program:
                values["home_seconds"] = program.wait_text("Aid", "Diplomacy", "Human rights", "Sanctions")
                program.settle()
                values["home_kib"] = program.peak_memory()
            with place.quiz("take", str(bank)) as program:
                values["take_seconds"] = program.wait_text("Which of these")
                program.settle()
                program.leave()
            with place.quiz("take", str(bank), "--plain") as program:
                values["plain_seconds"] = program.wait_text("Which of these")
            with place.quiz("list") as program:
                values["list_seconds"] = program.wait_text("Sanctions")
            with place.quiz("today") as program:
                values["today_seconds"] = program.wait_text("lessons")
            if run:  # the first is for the caches
                keep(found, values)
    middle = medians(found)
    ratios = {
        "banks_readable": "home_seconds",
        "question_readable": "take_seconds",
        "question_plain": "plain_seconds",
        "list": "list_seconds",
        "today": "today_seconds",
    }
    return {
        "medians": middle,
        "ratios": {ratio: middle[name] / middle["bare_seconds"] for ratio, name in ratios.items()}
        | {"peak_memory": middle["home_kib"] / middle["bare_kib"]},
    }


def measure_keys(runs: int) -> dict[str, Any]:
    """From a key to the last byte of its repaint: choosing in a question beside moving in the bare app's list."""
    times: dict[str, list[float]] = {}
    with temporary() as folder:
        place = Place(folder)
        bank = folder / "keys.yaml"
        bank.write_text(QUESTION, encoding="utf-8")
        with place.bare() as bare, place.quiz("take", str(bank)) as quiz:
            bare.wait_first_paint()
            quiz.wait_text("Which of these")
            for program in (bare, quiz):
                program.settle(1)
            for run in range(-10, 40 * runs):
                pair = {
                    "bare": bare.key("\x1b[B" if run % 3 else "\x1b[A")[1],
                    "quiz": quiz.key("1234"[run % 4])[1],
                }
                if run >= 0:
                    keep(times, pair)
    found = spread(times)
    return {"seconds": found, "ratios": {"key_to_repaint_p95": found["quiz_p95"] / found["bare_p95"]}}


def measure_typing(runs: int) -> dict[str, Any]:
    """From a letter to its repaint in a highlighted bank of 75 KiB, checked all the while, beside the bare editor."""
    times: dict[str, list[float]] = {}
    with temporary() as folder:
        place = Place(folder)
        bank = folder / "typing.yaml"
        for source in ("sanctions.yaml", "sources.yaml"):
            (folder / source.replace("sanctions", "typing")).write_bytes((bundled_banks_folder() / source).read_bytes())
        with place.bare_editor(bank) as bare, place.quiz("edit", str(bank)) as quiz:
            bare.wait_first_paint()
            quiz.wait_text("No problems")
            for program in (bare, quiz):
                program.settle(1)
            for run in range(-5, 20 * runs):
                letter = "abcdefgh"[run % 8]
                pair = {}
                for name, program in (("bare", bare), ("quiz", quiz)):
                    program.settle(0.05)  # what is still written is of the letter before
                    pair[name] = program.key(letter)[0]
                if run >= 0:
                    keep(times, pair)
    found = spread(times)
    return {"seconds": found, "ratios": {"typing_p95": found["quiz_p95"] / found["bare_p95"]}}


LONG_QUESTION = """\
  - id: number-{0}
    type: single
    prompt: Which of these {0} names is the first that was given to a planet seen through a telescope, by its finder?
    answer: The first name {0}
    distractors:
      - text: The second name {0}
        feedback: It came later.
      - The third name {0}
    explanation: >-
      William Herschel named the planet after a king, and others found number {0} to be a better name in the end.
"""


def measure_long_bank(runs: int) -> dict[str, Any]:
    """From the start to the text of 1,000 questions, and from a letter in it to its repaint, beside the bare editor."""
    opening: dict[str, list[float]] = {}
    typing: dict[str, list[float]] = {}
    with temporary() as folder:
        bank = folder / "long.yaml"
        questions = "".join(LONG_QUESTION.format(number) for number in range(1000))
        bank.write_text(f"id: long\ntitle: Long\ntopic: Seen at once\nquestions:\n{questions}", encoding="utf-8")
        for run in range(runs):
            place = Place(folder, folder / f"data-{run}")  # else what was typed before is offered
            with place.bare_editor(bank) as bare:
                keep(opening, {"bare": bare.wait_text("Seen at once")})
                bare.settle(1)
                with place.quiz("edit", str(bank)) as quiz:
                    keep(opening, {"quiz": quiz.wait_text("Seen at once")})
                    quiz.wait_text("has a source")  # it was looked at: this is what is found first
                    quiz.settle(1)
                    for letter in "abcdefgh":
                        pair = {}
                        for name, program in (("bare", bare), ("quiz", quiz)):
                            program.settle(0.05)
                            pair[name] = program.key(letter)[0]
                        keep(typing, pair)
    middle, found = medians(opening), spread(typing)
    ratios = {
        "long_bank_opens": middle["quiz"] / middle["bare"],
        "long_bank_typing_p95": found["quiz_p95"] / found["bare_p95"],
    }
    return {"medians": middle, "seconds": found, "ratios": ratios}


def measure_store(runs: int) -> dict[str, Any]:
    """Home and scores of one learner with 1,000 responses of a million by a thousand learners, and of those alone."""
    found: dict[str, list[float]] = {}
    with temporary() as folder:
        sizes = {"small": (1_000, 1), "large": (1_000_000, 1_000)}
        for name, (responses, learners) in sizes.items():
            (folder / name).mkdir()
            make_store(folder / name, responses, learners)
        for run in range(runs + 1):
            values: dict[str, float] = {}
            for name in sizes:
                values[f"{name}_queries"] = seconds(lambda name=name: read_as_screens_do(folder / name))  # type: ignore[misc]
                with Place(folder, folder / name, "learner-0").quiz() as program:
                    values[f"{name}_first_paint"] = program.wait_first_paint()
                    program.wait_text("Sanctions")
                    program.settle()
                    values[f"{name}_scores_screen"] = program.key("s")[1]
            if run:
                keep(found, values)
    middle = medians(found)
    return {
        "seconds": middle,
        "ratios": {
            f"store_{what}": middle[f"large_{what}"] / middle[f"small_{what}"]
            for what in ("queries", "first_paint", "scores_screen")
        },
    }


def read_as_screens_do(folder: Path) -> None:
    with contextlib.closing(open_store(folder)) as store:
        assert store.bank_scores("learner-0")
        store.summaries(learner="learner-0", open_only=True, limit=20)
        assert len(store.summaries(learner="learner-0", limit=200)) == 100


def measure_banks(_: int) -> dict[str, Any]:
    """Reading a bank of 10,000 questions beside bare libyaml: the report of its own script."""
    script = importlib.import_module("tests.benchmarks.bank_reading")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        script.main()
    report: dict[str, Any] = json.loads(printed.getvalue())
    return {
        "seconds": report["seconds"],
        "ratios": {f"bank_{name}": report["ratios"][name] for name in script.RATIOS},
    }


PARTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "start": measure_start,
    "keys": measure_keys,
    "typing": measure_typing,
    "long_bank": measure_long_bank,
    "store": measure_store,
    "banks": measure_banks,
    "exchange": exchange.measure,
    "classroom": classroom.measure,
}


def seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def keep(found: dict[str, list[float]], values: dict[str, float]) -> None:
    for name, value in values.items():
        found.setdefault(name, []).append(value)


def spread(times: dict[str, list[float]]) -> dict[str, float]:
    """Return the median and the 95th percentile of each list."""
    return {
        f"{name}_{what}": value
        for name, values in times.items()
        for what, value in (("p50", statistics.median(values)), ("p95", statistics.quantiles(values, n=20)[-1]))
    }


def medians(found: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in found.items()}


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def main() -> int:
    quick = "--quick" in sys.argv
    wanted = [name for name in sys.argv[1:] if name != "--quick"] or list(PARTS)
    if unknown := sorted(set(wanted) - set(PARTS)):
        sys.stderr.write(f"There is no part {unknown[0]}; there are {', '.join(PARTS)}.\n")
        return 2
    parts = {name: PARTS[name](3 if quick else 11) for name in wanted}
    ratios = {name: value for part in parts.values() for name, value in part["ratios"].items()}
    report: dict[str, Any] = {
        "ratios": ratios,
        "limits": {name: LIMITS[name] for name in ratios},
        "holds": {name: value <= LIMITS[name] for name, value in ratios.items()},
        "load": os.getloadavg()[0],
        "details": {
            name: {key: value for key, value in part.items() if key != "ratios"} for name, part in parts.items()
        },
    }
    sys.stdout.write(json.dumps(rounded(report), indent=2) + "\n")
    return int(not all(report["holds"].values()))


if __name__ == "__main__":
    sys.exit(main())
