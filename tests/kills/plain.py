"""`--plain`, answered as fast as it reads and killed after so many bytes or seconds."""

import os
import re
import select
import subprocess
import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tests.kills.store import LONG_BANK, QUESTIONS, Ledger, Loss, State, told

if TYPE_CHECKING:
    from tests.terminal.conftest import Place

ACKNOWLEDGED = re.compile(r"^(?:Right\.|Wrong\.|Noted\.|Taken back: )", re.MULTILINE)
"""How a step shows that it is taken: by a verdict, or a note in an exam. Handing in shows the review."""

NEVER = 1 << 30


class Script(NamedTuple):
    """What is typed, and the states of the attempt: at its start and after each step."""

    mode: str
    typed: str
    states: list[State]


class Output(NamedTuple):
    """What a run printed, and for how long it ran."""

    text: str
    seconds: float

    @property
    def steps(self) -> int:
        """How many steps were shown as taken; a line that was cut off was not shown."""
        whole = self.text[: self.text.rfind("\n") + 1]
        before, review, _ = whole.partition("\nReview 1 of ")  # that tells the verdicts once more
        return len(ACKNOWLEDGED.findall(before)) + bool(review)


def script(chance: Random) -> Script:
    """Make a script of answers and undos; an exam goes back to some questions and is mostly handed in."""
    mode = chance.choice(["practice", "practice", "exam"])
    typed, states = [], [State()]

    def step(lines: str, after: State) -> None:
        typed.append(lines)
        states.append(after)

    while len(states[-1].log) < QUESTIONS:
        if states[-1].log and chance.random() < 0.15:
            step(":undo\n", states[-1].undo())
        else:
            value = chance.random() < 0.5
            step("1\n" if value else "2\n", states[-1].answer(value))
    if mode == "practice":
        states[-1] = states[-1]._replace(finished=True)
    else:
        for _ in range(chance.randrange(4)):
            position, value = chance.randrange(QUESTIONS), chance.random() < 0.5
            step(f"{position + 1}\n{'1' if value else '2'}\n", states[-1].answer(value, position))
        if chance.random() < 0.8:
            step("yes\n", states[-1]._replace(finished=True))
    return Script(mode, "".join(typed), states)


def play(place: "Place", script: Script, seed: int, *, bytes_: int = NEVER, seconds: float = NEVER) -> Output:
    """Play a script at full speed, and kill the program at a number of bytes or seconds if it comes so far."""
    started = time.monotonic()
    command = place.command("take", "long", "--plain", "--count", "all", "--mode", script.mode, "--seed", str(seed))
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=place.environment,
        cwd=place.folder,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(script.typed.encode())
        process.stdin.close()
        output = b""
        while len(output) < bytes_ and (left := started + seconds - time.monotonic()) > 0:
            if select.select([process.stdout], [], [], min(left, 60))[0]:
                data = os.read(process.stdout.fileno(), min(65536, bytes_ - len(output)))
                if not data:
                    break
                output += data
        process.kill()
        output += process.stdout.read()
    return Output(output.decode(), time.monotonic() - started)


class PlainKills:
    """Kills of `--plain` in one place."""

    def __init__(self, place: "Place", chance: Random) -> None:
        place.write_bank(LONG_BANK, "long.yaml")
        self._place, self._chance, self._ledger = place, chance, Ledger(place)
        self._seed = 0
        self._length: dict[str, Output] = {}

    def kill(self) -> Counter[str]:
        """Play a script, kill it and look at what is there. Return what is to be counted. Raises `Loss`."""
        scripted = script(self._chance)
        if scripted.mode not in self._length:
            self._length[scripted.mode] = self._check(scripted, self._play(scripted))
        whole = self._length[scripted.mode]
        if self._chance.random() < 0.5:
            output = self._play(scripted, bytes_=self._chance.randrange(1, len(whole.text)))
        else:
            output = self._play(scripted, seconds=self._chance.uniform(0, whole.seconds))
        self._check(scripted, output)
        steps = output.steps
        undos = sum(
            len(after.log) < len(before.log)
            for before, after in zip(scripted.states, scripted.states[1 : steps + 1], strict=False)
        )
        return Counter(
            shown=steps,
            undos=undos,
            amid=0 < steps < len(scripted.states) - 1,
            handed_in=scripted.mode == "exam" and scripted.states[steps].finished,
        )

    def check_all(self) -> None:
        self._ledger.check_all()

    def _play(self, scripted: Script, *, bytes_: int = NEVER, seconds: float = NEVER) -> Output:
        self._seed += 1
        return play(self._place, scripted, self._seed, bytes_=bytes_, seconds=seconds)

    def _check(self, scripted: Script, output: Output) -> Output:
        """Hold the store against the output: what was shown is kept, and at most the one step in flight besides."""
        steps, states = output.steps, scripted.states
        if steps >= len(states):
            raise Loss(f"seed {self._seed}: {steps} steps were shown, {len(states) - 1} typed")
        is_begun = "Question 1 of" in output.text
        self._ledger.check(
            self._seed,
            lambda state: not is_begun if state is None else state in states[steps : steps + 2],
            told(states[steps]),
        )
        return output
