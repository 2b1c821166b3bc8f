"""Drives a class through browsers' wire protocol, cuts off what it needs, and counts what was seen as taken and lost.

Connections are dropped, the server is killed and restarted, and so is its database:
`python -m tests.kills.crowd --learners 30 --responses 30 --seed 1`
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import aiohttp
import psycopg

from quiz.scores.store.sqlite.open import FILE_NAME
from tests.kills import ledger
from tests.kills.ledger import BANK, STATEMENTS, WORDS, Kept, Response, Said
from tests.postgres import WANTED, Cluster, cluster
from tests.serve.conftest import PATIENCE, SHOWN, Browser
from tests.tui.sentences import BACK_KEY, COUNTS_NOWHERE, RIGHT, SUBMIT, WAITING, WRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CLASSES: Final = ("koala-7", "otter-3")
Cut = Literal["drop", "kill_server", "restart_server", "kill_database", "take_database_away"]
OF_THE_SERVER: Final[tuple[Cut, ...]] = ("drop", "drop", "kill_server", "restart_server")
OF_THE_DATABASE: Final[tuple[Cut, ...]] = ("kill_database", "take_database_away")
QUIET: Final = 0.1
"""Seconds without a byte after which a person looks at their screen."""
AGAIN: Final = 5.0
"""Seconds after which a key is pressed once more that changed nothing."""
STUCK: Final = 600.0
"""Seconds after which a learner is given up of whom nothing was acknowledged."""
_NAME: Final = re.compile(r"mole-\d\d")
"""Every name, and everything that is typed, has such a mark: on a screen there is none but one's own."""
_WAITING: Final = WAITING.partition(".")[0]
_QUESTION: Final = re.compile(r"Statement (\w+)\.")
_LINE: Final = re.compile(r"│ (.*?) *│")
_CHOSEN: Final = re.compile(r"● +(\d)")


class Served:
    """`quiz serve` with a store, which can be killed and begun again at the same address."""

    def __init__(self, folder: Path, store: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        (folder / "banks").mkdir()
        (folder / "banks" / f"{ledger.BANK_ID}.yaml").write_text(BANK, encoding="utf-8")
        self.data, self._log = folder / "data", folder / "serve.txt"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QUIZ_")},
            "QUIZ_BANKS": str(folder / "banks"),
            "QUIZ_DATA_DIR": str(self.data),
            "QUIZ_CACHE_DIR": str(folder / "cache"),
            "QUIZ_CONFIG_DIR": str(folder / "config"),
            **({"QUIZ_STORE": store} if store else {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def public(self) -> str:
        return f"http://{self.address}"

    def start(self) -> None:
        """Start it and wait until browsers are heard."""
        doors = [part for code in CLASSES for part in ("--class", code)]
        command = [sys.executable, "-m", "quiz", "serve", "--bind", self.address, *doors]
        deadline = time.monotonic() + PATIENCE
        while True:  # it does not start while its database is away
            with self._log.open("wb") as log:
                self._process = subprocess.Popen(command, env=self._environment, stderr=log)
            while self._process.poll() is None:
                if b"Serving on" in self._log.read_bytes():
                    return
                time.sleep(0.05)
            if time.monotonic() > deadline:
                raise AssertionError(self._log.read_text())

    def stop(self, number: signal.Signals = signal.SIGTERM) -> list[int]:
        """Stop it, in order or by another signal; return the processes of it that are left after a while."""
        assert self._process is not None
        whole = self.family()
        self._process.send_signal(number)
        self._process.wait(PATIENCE)
        self._process = None
        deadline = time.monotonic() + PATIENCE
        while (left := [one for one in whole if _runs(one)]) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left

    def family(self) -> list[int]:
        """Return its process, and all that came of it."""
        assert self._process is not None
        found = [self._process.pid]
        for one in found:
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        return found

    def ask(self, *arguments: str) -> str:
        """Return what a command of the program prints for whoever runs the server."""
        command = [sys.executable, "-m", "quiz", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, encoding="utf-8", check=True)
        return done.stdout


def _runs(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Learner(Browser):
    """A person who takes quizzes until so many of their responses were acknowledged, whatever happens."""

    def __init__(self, number: int, public: str, wanted: int, chance: random.Random, seen: Callable[[], None]) -> None:
        super().__init__(public)
        self.name = f"mole-{number:02}"
        self.code = CLASSES[number % len(CLASSES)]
        self.said: list[Said] = []
        self.others: set[str] = set()
        """What the screen held of other people."""
        self.counts: Counter[str] = Counter()
        self._wanted, self._chance, self._seen = wanted, chance, seen
        self._planned: dict[str, Response] = {}
        self._went_on = time.monotonic()
        self._acted = ("", 0.0)
        """What the screen showed when a key was pressed last, and when that was."""

    @property
    def acknowledged(self) -> int:
        return sum(one.is_seen for one in self.said)

    @property
    def is_done(self) -> bool:
        return self.acknowledged >= self._wanted

    async def take(self) -> None:
        self._went_on = time.monotonic()
        while not self.is_done:
            try:
                await self._sit()
            except (aiohttp.ClientError, ConnectionError):
                self.counts["times they came back"] += 1
                await asyncio.sleep(self._chance.uniform(0.2, 1))  # as the page does before it tries again

    async def _sit(self) -> None:
        """Come in and answer until the connection is lost, or all is answered."""
        if not len(self.http.cookie_jar) and await self.join(self.name, self.code) != 303:
            raise aiohttp.ClientError
        if (await self.get("/quiz"))[0] != 200:
            raise aiohttp.ClientError
        await self.connect()
        frames: asyncio.Queue[aiohttp.WSMessage] = asyncio.Queue()
        hearing = asyncio.create_task(self._hear(frames))
        try:
            while not self.is_done and await self._look(frames):
                assert time.monotonic() - self._went_on < STUCK, f"{self.name} is stuck at:\n{self.text}"
                await self._act()
        finally:
            hearing.cancel()
        if not self.is_done:
            raise aiohttp.ClientError

    async def _hear(self, frames: asyncio.Queue[aiohttp.WSMessage]) -> None:
        """Take in what comes as it comes, as a browser does: the server hears that it is there, however busy it is."""
        is_there = True
        while is_there:
            frame = await self.receive()
            is_there = frame.type in SHOWN
            frames.put_nowait(frame)

    async def _look(self, frames: asyncio.Queue[aiohttp.WSMessage]) -> bool:
        """Draw what came until nothing does for a moment; return whether the connection is there."""
        with contextlib.suppress(TimeoutError):
            while self.draw(await asyncio.wait_for(frames.get(), QUIET)):
                self._note()
            return False
        return True

    def _note(self) -> None:
        """Look at what is new on the screen: others' marks, and the verdict of what was sent."""
        for row in self.screen.dirty:
            self.others |= {*_NAME.findall(self.row(row))} - {self.name}
        self.screen.dirty.clear()
        if not self.said or self.said[-1].is_seen:
            return
        text, question = self.text, self.said[-1].response.question
        if _is_verdict(text) and _shown_question(text) == question:
            self.said[-1].is_seen = True
            del self._planned[question]
            self._went_on = time.monotonic()
            self._seen()

    async def _act(self) -> None:
        text = self.text
        before, when = self._acted
        is_same = text == before
        if is_same and time.monotonic() - when < AGAIN:
            return
        keys = self._next(text, is_same=is_same)
        self._acted = (text, time.monotonic())
        if keys:
            await self.type(keys)

    def _next(self, text: str, *, is_same: bool) -> str:
        """Return the keys for what the screen shows. is_same: it shows what it did when a key was pressed last."""
        if _WAITING in text:
            self.counts["times somebody was told to wait"] += _WAITING not in self._acted[0]
            return ""
        if "open it again" in text:
            return "r"
        if COUNTS_NOWHERE in text or BACK_KEY in text or "esc Home" in text:
            return "\x1b"
        if _is_verdict(text):
            return "\r"
        if f"enter {SUBMIT}" in text and (question := _shown_question(text)) is not None:
            return self._answer(question, text)
        if text.lstrip().startswith("Quiz "):
            if "c go on" in text:
                return "c"
            if any("▌" in line and "Crowd" in line for line in text.splitlines()):
                return "\r"
            return "s" if self._chance.random() < 0.1 else "\x1b[A" if is_same else "\x1b[B"
        return "\x1b" if is_same else ""

    def _answer(self, question: str, text: str) -> str:
        """Return the next keys of the response to a question that is open."""
        response = self._planned.setdefault(question, self._response(question))
        if response.value is None:
            if question in STATEMENTS or (found := _LINE.search(text)) is None or found[1] == "?":
                return self._send(response, "?" if question in STATEMENTS else "\r")
            return "\x05\x15?"
        if question in STATEMENTS:
            wanted = "1" if response.value else "2"
            found = _CHOSEN.search(text)
            return self._send(response, "\r") if found is not None and found[1] == wanted else wanted
        found = _LINE.search(text)
        if found is not None and found[1] == response.value:
            return self._send(response, "\r")
        return f"\x05\x15{response.value}"

    def _send(self, response: Response, keys: str) -> str:
        self.said.append(Said(response))
        return keys

    def _response(self, question: str) -> Response:
        """Make up a response: right, wrong, or “don't know”. What is wrong is like nobody else's."""
        lot = self._chance.random()
        if lot < 0.15:
            return Response(question, None)
        if question in STATEMENTS:
            return Response(question, STATEMENTS[question] if lot < 0.7 else not STATEMENTS[question])
        return Response(question, WORDS[question] if lot < 0.5 else f"{self.name} says {len(self.said)}")


def _shown_question(text: str) -> str | None:
    found = _QUESTION.search(text)
    return None if found is None else found[1]


def _is_verdict(text: str) -> bool:
    """Say whether a screen shows a verdict, and one that counts."""
    return (RIGHT in text or WRONG in text) and f"enter {SUBMIT}" not in text and COUNTS_NOWHERE not in text


class Crowd:
    """The learners, and what is cut off from them."""

    def __init__(
        self, served: Served, learners: int, each: int, database: Cluster | None, chance: random.Random
    ) -> None:
        self.served, self._database, self._chance = served, database, chance
        self.total, self._whole = 0, learners * each
        self.learners = [
            Learner(number, served.public, each, random.Random(chance.random()), self._note)
            for number in range(learners)
        ]
        self.counts: Counter[str] = Counter()
        self.left: list[int] = []
        """Processes of a server that was stopped which did not end."""

    def _note(self) -> None:
        self.total += 1

    async def run(self, cuts: Sequence[Cut]) -> None:
        """Let everybody take quizzes; in between, evenly spread, some things are cut off."""
        taking = [asyncio.create_task(learner.take()) for learner in self.learners]
        try:
            for number, cut in enumerate(cuts, 1):
                await self._until(number * self._whole // (len(cuts) + 1), taking)
                await getattr(self, f"_{cut}")()
            await asyncio.gather(*taking)
        finally:
            for task in taking:
                task.cancel()
            await asyncio.gather(*taking, return_exceptions=True)
            await asyncio.gather(*(learner.close() for learner in self.learners))

    async def _until(self, total: int, taking: Sequence[asyncio.Task[None]]) -> None:
        """Wait until so many responses were acknowledged, or somebody is stuck."""
        while self.total < total and not any(task.done() and task.exception() for task in taking):  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    async def _drop(self) -> None:
        there = [one for one in self.learners if one.is_there]
        for learner in self._chance.sample(there, k=min(len(there), max(1, len(self.learners) // 6))):
            await learner.drop()
            self.counts["drops of a connection"] += 1

    async def _kill_server(self) -> None:
        self.left += await asyncio.to_thread(self.served.stop, signal.SIGKILL)
        await asyncio.to_thread(self.served.start)
        self.counts["kills of the server"] += 1

    async def _restart_server(self) -> None:
        self.left += await asyncio.to_thread(self.served.stop)
        await asyncio.to_thread(self.served.start)
        self.counts["restarts of the server"] += 1

    async def _kill_database(self) -> None:
        assert self._database is not None
        await asyncio.to_thread(self._database.kill)
        await asyncio.to_thread(self._database.start, safe=True)
        self.counts["kills of the database"] += 1

    async def _take_database_away(self) -> None:
        """Stop the database until somebody was told to wait for it."""
        assert self._database is not None
        await asyncio.to_thread(self._database.stop)
        told, deadline = self._told(), time.monotonic() + PATIENCE
        while self._told() == told and time.monotonic() < deadline:  # noqa: ASYNC110 - a screen has no event
            await asyncio.sleep(0.05)
        await asyncio.to_thread(self._database.start, safe=True)
        self.counts["outages of the database"] += 1

    def _told(self) -> int:
        return sum(one.counts["times somebody was told to wait"] for one in self.learners)


def check(crowd: Crowd, kept: Sequence[Kept], totals: Sequence[Sequence[Any]]) -> list[str]:
    """Say what is not as it must be after a run. totals: of each attempt, as lists show them."""
    found = ledger.faults({one.name: one.said for one in crowd.learners}, kept, totals)
    found += [f"{one.name} saw {sorted(one.others)}" for one in crowd.learners if one.others]
    found += [f"{one.name} was sent {other}" for one in crowd.learners for other in _others(one)]
    found += [f"the process {one} is left of a server that was stopped" for one in crowd.left]
    classes = {code: [one.name for one in crowd.learners if one.code == code] for code in CLASSES}
    return found + ledger.wrong_figures(crowd.served.ask, kept, classes)


def _others(learner: Learner) -> set[str]:
    return {*_NAME.findall(learner.pages), *_NAME.findall(learner.raw.decode(errors="replace"))} - {learner.name}


def told(crowd: Crowd, kept: Sequence[Kept]) -> str:
    """Return what happened in a run."""
    happened = crowd.counts + sum((one.counts for one in crowd.learners), Counter())
    unseen = sum(not said.is_seen for one in crowd.learners for said in one.said)
    counts = ", ".join(f"{number} {what}" for what, number in sorted(happened.items()))
    return (
        f"{len(crowd.learners)} learners, {crowd.total} responses acknowledged, {len(kept)} kept, "
        f"{unseen} sent without a verdict seen; {counts}"
    )


class Database(NamedTuple):
    """A store's database. address: in `QUIZ_STORE`. server: that can be killed. rows: answers a query of it."""

    address: str
    server: Cluster | None
    rows: Callable[[str], Sequence[Sequence[Any]]]


def file_in(folder: Path) -> Database:
    """Return the database of a store in the folder of a `Served`."""

    def rows(query: str) -> list[Any]:
        with contextlib.closing(sqlite3.connect(folder / "data" / FILE_NAME)) as connection:
            return connection.execute(query).fetchall()

    return Database("", None, rows)


def schema_on(server: Cluster) -> Database:
    """Return the database of a new store on a server."""
    address = server.new_schema()

    def rows(query: str) -> list[Any]:
        with psycopg.connect(address) as connection:
            return connection.execute(query).fetchall()

    return Database(address, server, rows)


def run(
    database: Database, folder: Path, learners: int, each: int, cuts: Sequence[Cut], chance: random.Random
) -> tuple[str, list[str]]:
    """Drive a class; return what happened, and what is not as it must be.

    each: acknowledged responses of each learner. cuts: what is cut off, in turn.
    """
    served = Served(folder, database.address)
    served.ask("list")  # has read the banks, as a server has that has run before
    served.start()

    async def drive() -> Crowd:
        crowd = Crowd(served, learners, each, database.server, chance)
        await crowd.run(cuts)
        return crowd

    try:
        crowd = asyncio.run(drive())
    finally:
        served.stop()
    kept = ledger.kept_of(database.rows(ledger.ALL_KEPT))
    return told(crowd, kept), check(crowd, kept, database.rows(ledger.TOTALS))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills.crowd", description=__doc__)
    parser.add_argument("--learners", type=int, default=30, metavar="N")
    parser.add_argument("--responses", type=int, default=30, metavar="N", help="acknowledged responses of each")
    parser.add_argument("--cuts", type=int, default=18, metavar="N", help="times something is cut off")
    parser.add_argument("--store", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30), help="of everything random")
    given = parser.parse_args()
    os.environ[WANTED] = "1"
    began, chance = time.monotonic(), random.Random(given.seed)
    with contextlib.ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="crowd-")))
        if given.store == "sqlite":
            kinds, database = OF_THE_SERVER, file_in(folder)
        else:
            server = closing.enter_context(cluster())
            server.stop()
            server.start(safe=True)
            kinds, database = OF_THE_SERVER + OF_THE_DATABASE, schema_on(server)
        cuts = [kind for _ in range(0, given.cuts, len(kinds)) for kind in chance.sample(kinds, len(kinds))]
        happened, faults = run(database, folder, given.learners, given.responses, cuts[: given.cuts], chance)
    sys.stdout.write(f"{happened}; seed {given.seed}, {time.monotonic() - began:.0f} s\n")
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "nothing is lost, doubled, or seen by others\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
