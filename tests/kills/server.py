"""Kills writers and a PostgreSQL server at random moments, and counts what was acknowledged and is not kept.

`python -m tests.kills.server --responses 2000 --seed 1`
"""

import argparse
import os
import random
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from quiz.library.library import open_bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.postgres.open import open_store
from quiz.scores.store.records import StoreProblem
from tests.kills.store import LONG_BANK
from tests.postgres import WANTED, Cluster, cluster

WRITERS = 4
BETWEEN = (0.2, 1.5)
"""Seconds from one kill to the next."""


def write(url: str, folder: Path, learner: str) -> None:
    """Answer one question after the other for ever, and print each that was kept: the attempt and its length."""
    from datetime import UTC, datetime

    bank = open_bank(folder / "long.yaml").bank
    assert bank is not None
    while True:
        try:
            store = open_store(url, folder)
            while True:
                recorder = start(
                    store,
                    [bank],
                    learner=learner,
                    options=Options(count=None),
                    seed=random.randrange(1 << 30),
                    mode=Mode.PRACTICE,
                    now=lambda: datetime.now(UTC),
                )
                _answer_all(recorder)
        except StoreProblem:
            time.sleep(0.05)  # the server is starting again


def _answer_all(recorder: AttemptRecorder) -> None:
    for position in range(len(recorder.attempt.items)):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)
        sys.stdout.write(f"{recorder.attempt.uid} {position + 1}\n")
        sys.stdout.flush()


class Writers:
    """The programs that write, and what was acknowledged to a person by each."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self.kept: Counter[str] = Counter()
        self.running = [self._begin(number) for number in range(WRITERS)]

    def _begin(self, number: int) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.kills.server", "--write", self._url, str(self._folder), f"L{number}"]
        return subprocess.Popen(command, stdout=subprocess.PIPE)

    def read(self, seconds: float) -> None:
        """Take in for so long what is acknowledged."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            streams = [writer.stdout for writer in self.running if writer.stdout is not None]
            for stream in select.select(streams, [], [], left)[0]:
                self._take(os.read(stream.fileno(), 65536), stream.fileno())

    def _take(self, said: bytes, source: int) -> None:
        whole = _rest.pop(source, b"") + said
        *lines, _rest[source] = whole.split(b"\n")
        for line in lines:
            uid, answered = line.split()
            self.kept[uid.decode()] = int(answered)

    def kill(self, number: int) -> None:
        writer = self.running[number]
        writer.kill()
        writer.wait()
        assert writer.stdout is not None
        self._take(writer.stdout.read(), writer.stdout.fileno())
        _rest.pop(writer.stdout.fileno(), None)
        writer.stdout.close()

    def kill_and_begin(self, number: int) -> None:
        self.kill(number)
        self.running[number] = self._begin(number)


_rest: dict[int, bytes] = {}
"""The beginning of a line that was not whole yet, by the stream that it came from."""


def run(server: Cluster, folder: Path, wanted: int, chance: random.Random) -> int:
    """Kill until so many responses were acknowledged; return how many are lost, and say what happened."""
    url = server.new_schema()
    writers, counts = Writers(url, folder), Counter[str]()
    while writers.kept.total() < wanted:
        writers.read(chance.uniform(*BETWEEN))
        if chance.random() < 0.4:
            server.kill()
            server.start(safe=True)
            counts["kills of the server"] += 1
        else:
            writers.kill_and_begin(chance.randrange(WRITERS))
            counts["kills of a writer"] += 1
    for number in range(WRITERS):
        writers.kill(number)
    store = open_store(url, folder)
    attempts = {uid: store.load(uid) for uid in store.uids()}
    lost = sum(max(0, answered - attempts[uid].answered) for uid, answered in writers.kept.items())
    more = sum(attempts[uid].answered - answered for uid, answered in writers.kept.items()) + lost
    wrong = sum(summary.answered != attempts[summary.uid].answered for summary in store.summaries())
    doubled = sum(len(attempt.log) != attempt.answered for attempt in attempts.values())
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    sys.stdout.write(
        f"{writers.kept.total()} responses acknowledged, {said}: {lost} lost, {doubled} doubled, {wrong} totals wrong; "
        f"{more} kept whose acknowledgement did not arrive\n"
    )
    store.close()
    return lost + doubled + wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills.server", description=__doc__)
    parser.add_argument("--responses", type=int, default=2000, metavar="N", help="acknowledged responses to reach")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30), help="of everything random")
    parser.add_argument("--write", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write[0], Path(given.write[1]), given.write[2])
    os.environ[WANTED] = "1"
    with cluster() as server, tempfile.TemporaryDirectory(prefix="kills-") as folder:
        server.stop()
        server.start(safe=True)
        (Path(folder) / "long.yaml").write_text(LONG_BANK, encoding="utf-8")
        return 1 if run(server, Path(folder), given.responses, random.Random(given.seed)) else 0


if __name__ == "__main__":
    sys.exit(main())
