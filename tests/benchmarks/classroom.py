"""Measures what a class costs: scores on a PostgreSQL server beside a file, and a session beside a fresh process.

`python -m tests.benchmarks classroom`; each figure is a ratio of interleaved runs. Needs a server of the extra `test`.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from quiz.library.library import open_bank
from quiz.paths import FILE_SCHEME
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from quiz.scores.store.postgres.open import open_store as open_on_server
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite.open import FILE_NAME
from quiz.serve import session
from quiz.serve.session import Request
from quiz.serve.wire import DATA, packet
from tests.benchmarks.big_store import BANK, make_store
from tests.benchmarks.programs import QUIZ, Program
from tests.kills.store import LONG_BANK
from tests.postgres import WANTED, Cluster, cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ENGINES: Final = ("file", "server")
PEOPLE, PROCESSES = 200, 8
PACE: Final = 4.0
"""Seconds from one response of a person to the next."""
RESPONSES: Final = 5
"""Of each person."""
MANY: Final = 50
"""Sessions at once, with a key each `KEY_PACE` seconds."""
KEY_PACE: Final = 2.0


class Class:
    """The same scores in a file and on a server, and the environment of a program that uses either."""

    def __init__(self, folder: Path, server: Cluster, responses: int) -> None:
        self.folder = folder
        self._data = folder / "data"
        self._data.mkdir(parents=True)
        make_store(self._data, responses, max(1, responses // 1000))
        self.address = server.new_schema()
        with (
            contextlib.closing(open_on_server(self.address, folder / "other")) as store,
            contextlib.closing(sqlite3.connect(self._data / FILE_NAME)) as file,
        ):
            store.take_over(file)
        self.bank = folder / "sanctions.yaml"
        self.bank.write_text(BANK, encoding="utf-8")

    def environment(self, engine: str) -> Mapping[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "QUIZ_DATA_DIR": str(self._data),
            "QUIZ_CACHE_DIR": str(self.folder / "cache"),
            "QUIZ_CONFIG_DIR": str(self.folder / "config"),
            "QUIZ_LEARNER": "learner-0",
            **({"QUIZ_STORE": self.address} if engine == "server" else {}),
        }


def measure(runs: int) -> dict[str, Any]:
    """Home, item analysis, a response of 200 people, and a session. Few runs: of 100,000 responses, not a million.

    The memory of an analysis is compared with that of a tenth: what the library of the server takes is in both.
    """
    os.environ[WANTED] = "1"
    few = runs < 10
    with tempfile.TemporaryDirectory() as name, cluster() as server:
        server.stop()
        server.start(safe=True, connections=PEOPLE + 50)
        scores = Class(Path(name), server, 100_000 if few else 1_000_000)
        part = Class(Path(name) / "part", server, 10_000 if few else 100_000)
        found = {
            "home": _interleaved(runs, lambda engine: {"seconds": _home(scores, engine)}),
            "analyse": _interleaved(1 if few else 3, lambda engine: _analysed(scores, engine)),
            "analyse_part": _interleaved(1, lambda engine: _analysed(part, engine)),
            "response": _responses(Path(name), server),
            "session": _sessions(Path(name), runs),
            "key": {str(many): _keys(Path(name), many, 10 if few else 30) for many in (1, MANY)},
        }
    return {
        "details": found,
        "ratios": {
            "server_home": _ratio(found["home"], "seconds"),
            "server_analyse": _ratio(found["analyse"], "seconds"),
            "server_analyse_memory": found["analyse"]["server"]["kib"] / found["analyse_part"]["server"]["kib"],
            "server_response_p95": found["response"]["server"]["p95"] / found["response"]["file"]["p95"],
            "session_cpu": found["session"]["forked"]["cpu"] / found["session"]["fresh"]["cpu"],
            "session_memory": found["session"]["forked"]["kib"] / found["session"]["fresh"]["kib"],
            "many_sessions_key_p95": found["key"][str(MANY)]["p95"] / found["key"]["1"]["p95"],
        },
    }


def _interleaved(runs: int, once: Callable[[str], dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the medians of some runs with either engine; one run of each before is for the caches."""
    found: dict[str, dict[str, list[float]]] = {engine: {} for engine in ENGINES}
    for run in range(runs + 1):
        for engine in ENGINES:
            for name, value in once(engine).items():
                if run:
                    found[engine].setdefault(name, []).append(value)
    return {engine: {name: statistics.median(of) for name, of in values.items()} for engine, values in found.items()}


def _ratio(found: Mapping[str, Mapping[str, float]], name: str) -> float:
    return found["server"][name] / found["file"][name]


def _home(scores: Class, engine: str) -> float:
    with Program(QUIZ, (), scores.environment(engine), scores.folder) as program:
        return program.wait_first_paint()


_MEASURED: Final = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
told = json.loads(subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE).stdout)
assert told["people"] > 0
taken = time.perf_counter() - began
print(json.dumps({"seconds": taken, "kib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}))
"""
"""Runs a program and tells what it took. It is small itself: what starts a program counts in the memory of that."""


def _analysed(scores: Class, engine: str) -> dict[str, float]:
    program = [sys.executable, "-c", QUIZ, "analyse", str(scores.bank), "--format", "json"]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURED, *program],
        env=dict(scores.environment(engine)),
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, float] = json.loads(measured.stdout)
    return found


# A response


def _responses(folder: Path, server: Cluster) -> dict[str, dict[str, float]]:
    (folder / "long.yaml").write_text(LONG_BANK, encoding="utf-8")
    (folder / "answered").mkdir()
    found = {}
    for engine in ENGINES:
        address = server.new_schema() if engine == "server" else FILE_SCHEME + str(folder / "answered")
        command = [sys.executable, "-m", "tests.benchmarks.classroom", str(folder / "long.yaml"), address]
        environment = {**os.environ, "QUIZ_STORE": address, "QUIZ_DATA_DIR": str(folder / "answered")}
        writers = [
            subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, env=environment, encoding="ascii")
            for number in range(PROCESSES)
        ]
        times = [float(line) for writer in writers for line in writer.communicate()[0].split()]
        assert len(times) == PEOPLE * RESPONSES
        found[engine] = {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}
    return found


def _answer(bank_file: Path, first: int) -> list[float]:
    """Let a share of the people answer, each in a thread with a store of their own; return the seconds of each."""
    bank = open_bank(bank_file).bank
    assert bank is not None
    times: list[float] = []
    share = PEOPLE // PROCESSES
    together, one_by_one = threading.Barrier(share, timeout=60), threading.Lock()

    def take(number: int) -> None:
        with contextlib.ExitStack() as closing:
            with one_by_one:
                store = closing.enter_context(contextlib.closing(open_store(bank_file.parent / "answered")))
                recorder = start(
                    store,
                    [bank],
                    learner=f"learner-{number}",
                    options=Options(count=None),
                    seed=number,
                    mode=Mode.PRACTICE,
                    now=lambda: datetime.now(UTC),
                )
            together.wait()
            time.sleep(random.Random(number).uniform(0, PACE))
            for position in range(RESPONSES):
                began = time.perf_counter()
                _until_kept(partial(recorder.step, recorder.attempt.go(position)))
                _until_kept(partial(recorder.answer, DONT_KNOW, 1))
                taken = time.perf_counter() - began
                times.append(taken)
                time.sleep(max(0.0, PACE - taken))

    people = [threading.Thread(target=take, args=(first * share + number,)) for number in range(share)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return times


def _until_kept(step: Callable[[], object]) -> None:
    """Take a step, again where it was not kept: so long a person waits."""
    while True:
        with contextlib.suppress(StoreProblem):
            step()
            return


# A session


def _sessions(folder: Path, runs: int) -> dict[str, dict[str, float]]:
    """What a session has used once home is on the screen: forked as the server does, and in a fresh process."""
    found: dict[str, dict[str, list[float]]] = {"forked": {}, "fresh": {}}
    for run in range(runs + 1):
        for way, values in found.items():
            with _painted(folder, _forking() if way == "forked" else get_context("spawn")) as (process, _):
                if run:
                    values.setdefault("cpu", []).append(_cpu(process))
                    values.setdefault("kib", []).append(_private(process))
    return {way: {name: statistics.median(of) for name, of in values.items()} for way, values in found.items()}


def _keys(folder: Path, many: int, presses: int) -> dict[str, float]:
    """Return what passes from a key to the first of its repaint, where so many sessions are at home, each at its pace.

    presses: of each session; where there is one, as many as of all the others.
    """
    times: list[float] = []
    with contextlib.ExitStack() as open_:
        lines = [open_.enter_context(_painted(folder, _forking(), f"Ada {number}"))[1] for number in range(many)]
        _settle(lines)
        began, random_ = time.perf_counter(), random.Random(0)
        pace = KEY_PACE if many > 1 else KEY_PACE / 10
        due = {line: began + random_.uniform(0, pace) for line in lines}
        pressed: dict[socket.socket, float] = {}
        left = dict.fromkeys(lines, presses * (MANY // many))
        while any(left.values()):
            now = time.perf_counter()
            for line in lines:
                if left[line] and due[line] <= now and line not in pressed:
                    line.sendall(packet(DATA, b"\x1b[B" if left[line] % 2 else b"\x1b[A"))
                    pressed[line] = time.perf_counter()
                    due[line] += pace
            for line in select.select(lines, [], [], 0.002)[0]:
                line.recv(1 << 16)
                if (at := pressed.pop(line, None)) is not None:
                    times.append(time.perf_counter() - at)
                    left[line] -= 1
    return {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}


def _settle(lines: list[socket.socket]) -> None:
    """Read until nothing was drawn for a second."""
    while found := select.select(lines, [], [], 1)[0]:
        for line in found:
            line.recv(1 << 16)


def _forking() -> Any:
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(["quiz.serve.preload"])
    return context


@contextlib.contextmanager
def _painted(folder: Path, context: Any, person: str = "Ada") -> Iterator[tuple[int, socket.socket]]:
    """Begin a session, wait until home has its banks, and give its process and the line to it."""
    request = Request(
        person=person,
        is_teacher=False,
        attempt=None,
        size=(80, 24),
        environment={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "QUIZ_DATA_DIR": str(folder / "session"),
            "QUIZ_CONFIG_DIR": str(folder / "session"),
            "QUIZ_CACHE_DIR": str(folder / "cache"),
        },
        store=FILE_SCHEME + str(folder / "session"),
        log=folder / "session.log",
    )
    (folder / "session").mkdir(mode=0o700, exist_ok=True)
    ours, theirs = socket.socketpair()
    with theirs:
        process = context.Process(target=session.run, args=(request, theirs), daemon=True)
        process.start()
    with ours:
        shown = b""
        while b"Sanctions" not in shown:
            shown += ours.recv(1 << 16)
        yield process.pid, ours
    process.join()


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _private(process: int) -> float:
    """Return the KiB that a process shares with no other."""
    sizes = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(float(line.split()[1]) for line in sizes if line.startswith("Private_"))


if __name__ == "__main__":
    sys.stdout.write("\n".join(map(str, _answer(Path(sys.argv[1]), int(sys.argv[3])))) + "\n")
