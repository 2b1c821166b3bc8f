"""Measures reading and checking a bank of 10,000 questions beside bare libyaml, and prints the ratios as JSON.

Run it as a script. `cold` is the reader from bytes to bank and findings, `warm` opening the unchanged library again
with its cache, `check` reading and linting from bytes, `flawed` the same where every ninth question has a flaw,
`recheck` checking the unchanged file again with its cache; all are divided by `yaml.load` of the same text with
CSafeLoader. Medians of interleaved runs. With the path of a `yamllint` as argument, `yamllint` is how many times as
long it takes as `quiz check` on the same file, each in a process of its own.
"""

import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from quiz.library.cache import Cache
from quiz.library.library import BankFile, open_library
from quiz.lint.checking import check_file
from quiz.reading.reader import read_bank
from quiz.reading.references import read_sources
from tests.checks import check_bank

QUESTIONS = 10_000
RUNS = 7
RATIOS = ("cold", "warm", "check", "flawed", "recheck")
FASTER_THAN_YAMLLINT = 3

SOURCES = "references:\n" + "".join(
    f"  - id: source-{number}\n    type: webpage\n    title: Source number {number}\n    publisher: A publisher\n"
    f"    issued: 2013-07-0{number}\n    URL: https://example.org/{number}\n"
    for number in range(1, 10)
)

HEAD = "id: big\ntitle: A big bank\ntopic: everything\nlanguage: en\nquestions:\n"

FIELDS = {
    "single": """\
    answer: The Council of the year {n}{exactly}
    distractors:
      - text: The Commission of the year {n}
        feedback: It proposed the text and did not adopt it in {n}.
      - text: The Parliament of the year {n}
        feedback: It was told about the text and did not adopt it in {n}.
      - The Court of the year {n}
""",
    "multiple": """\
    answers: [Coal from {n}, Iron from {n}]
    distractors:
      - text: Rice from {n}
        feedback: Food was never on the list.
      - text: Wheat from {n}
        feedback: Food was never on the list.
""",
    "true-false": "    answer: {flag}\n",
    "number": "    answer: {n}\n    tolerance: 0.5\n    unit: million euros\n",
    "text": "    answers: [Pyongyang {n}, P'yongyang {n}]\n    typos: 1\n",
    "order": "    items:\n      - First {n}\n      - Second {n}\n      - Third {n}\n      - Fourth {n}\n",
    "match": "    pairs:\n      2006: Resolution {n}\n      2009: Resolution {n}a\n      2013: Resolution {n}b\n"
    "    distractors: [Resolution {n}c]\n",
    "classify": """\
    categories:
      United Nations: [Resolution {n}, Panel {n}]
      European Union: [Regulation {n}]
""",
    "cloze": """\
    text: >-
      Relations number {n} were established in {{{{May|may}}}} of the year
      {{{{2001}}}} between both.
""",
}


def bank_text(questions: int = QUESTIONS) -> str:
    """Return a bank of all types, with everything that a good question has."""
    types = list(FIELDS)
    parts = [HEAD]
    for number in range(questions):
        kind = types[number % len(types)]
        exactly = ("", " after Christ")[number // len(types) % 4 == 0]
        fields = FIELDS[kind].format(n=number, flag=("true", "false")[number % 2], exactly=exactly)
        parts.append(f"""\
  - id: question-{number}
    type: {kind}
    difficulty: {("easy", "medium", "hard")[number % 3]}
    tags: [chronology, un]
    prompt: What is to be said about matter number {number}, which came up in the year?
{fields}    hint: It came up within a week of matter number {number}.
    explanation: >-
      The Council took up matter number {number} on the fourteenth of October, five days
      after it had been brought up – and it took a decision on it a year later.
    sources:
      - source-{number % 9 + 1}, paragraphs {number} and {number + 1}
    as_of: 2017-12
""")
    return "".join(parts)


def _seconds(work: Callable[[], Any]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    elapsed = time.perf_counter() - start
    del result
    return elapsed


def _beside_yamllint(yamllint: Path, bank: Path) -> float:
    """Return how many times as long yamllint takes for a bank as `quiz check` does, without a cache."""
    with tempfile.TemporaryDirectory() as cache:
        ours = _process([sys.executable, "-m", "quiz", "check", str(bank)], {"QUIZ_CACHE_DIR": cache})
    return _process([str(yamllint), "--format", "parsable", str(bank)], {}) / ours


def _process(command: list[str], more: dict[str, str]) -> float:
    return _seconds(lambda: subprocess.run(command, env=os.environ | more, stdout=subprocess.DEVNULL, check=False))


def main(yamllint: Path | None = None) -> None:
    text = bank_text()
    data = text.encode()
    flawed = re.sub(r"(type: single\n.*\n.*\n    prompt: What is) to be", r"\1 not to be", text).encode()
    shared = read_sources(SOURCES.encode(), "sources.yaml").references
    with tempfile.TemporaryDirectory() as name:
        banks, cache = Path(name, "banks"), Path(name, "cache")
        banks.mkdir()
        (banks / "big.yaml").write_bytes(data)
        (banks / "sources.yaml").write_text(SOURCES)
        library = open_library([(banks, False)], cache)
        entry = library.entries[0]
        assert entry.bank is not None
        assert len(entry.bank.questions) == QUESTIONS
        assert not entry.diagnostics
        works: dict[str, Callable[[], Any]] = {
            "yaml": lambda: yaml.load(text, yaml.CSafeLoader),
            "cold": lambda: read_bank(data, "big.yaml", shared),
            "warm": lambda: open_library([(banks, False)], cache),
            "check": lambda: check_bank(data, "big.yaml", shared),
            "flawed": lambda: check_bank(flawed, "big.yaml", shared),
            "recheck": lambda: check_file(BankFile.read(banks / "big.yaml", banks), cache=checks),
        }
        del library, entry
        checks = Cache(cache / "checks")
        assert not works["recheck"]().diagnostics
        assert len(works["flawed"]().diagnostics) >= QUESTIONS / 10
        times: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(RUNS):
            for kind, work in works.items():
                times[kind].append(_seconds(work))
        slower = _beside_yamllint(yamllint, banks / "big.yaml") if yamllint else None
    medians = {kind: statistics.median(values) for kind, values in times.items()}
    report: dict[str, Any] = {
        "questions": QUESTIONS,
        "bytes": len(data),
        "seconds": {kind: round(value, 4) for kind, value in medians.items()},
        "ratios": {kind: round(medians[kind] / medians["yaml"], 4) for kind in RATIOS},
    }
    if slower is not None:
        report["yamllint"] = {"times as long": round(slower, 1), "at least": FASTER_THAN_YAMLLINT}
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
