"""The line mode and the app say the same in the same case: one table, driven by lines and by keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from quiz.practice.attempt import Attempt
from quiz.practice.types import Mode
from tests.conftest import Invoke
from tests.tui.driving import entry_of, in_order, judgements, kept, launch, opened, second_store, write_bank

_WRONG: Final = ("2", "2")
"""Lines that answer both questions of the bank wrongly."""


@dataclass(frozen=True)
class Situation:
    """One case: the mode and what was asked for, the lines and the keys that lead there, and what both then say.

    before: lines of a practice attempt that came earlier.
    """

    name: str
    mode: Mode
    says: str
    lines: Sequence[str] = ()
    keys: Sequence[str] = ()
    options: dict[str, Any] = field(default_factory=dict)
    before: Sequence[str] = ()

    @property
    def flags(self) -> list[str]:
        """The options as they stand on the command line."""
        return [part for name, value in self.options.items() for part in (f"--{name}", str(value))]


SITUATIONS: Final = (
    *(
        Situation(
            f"too few, {mode}",
            mode,
            "There are only 2 questions; all are asked.",
            options={"count": 5},
            before=_WRONG if mode is Mode.MISTAKES else (),
        )
        for mode in Mode
    ),
    Situation(
        "an exam handed in with open questions",
        Mode.EXAM,
        "Not answered: 1. They count 0 points and are not reviewed.",
        lines=(":skip", "1"),
        keys=("f4", "1", "enter", "h"),
    ),
    Situation(
        "an exam handed in whole",
        Mode.EXAM,
        "All questions are answered.",
        lines=("1", "1"),
        keys=("1", "enter", "1", "enter", "h"),
    ),
    Situation(
        "after the last question of an exam",
        Mode.EXAM,
        "1 of 2 answered",
        lines=(":skip", "1"),
        keys=("f4", "1", "enter"),
    ),
)


@pytest.fixture
def bank(banks: Path) -> Path:
    return write_bank(banks, *judgements(2), name="two")


@pytest.mark.parametrize("case", SITUATIONS, ids=lambda case: case.name)
def test_the_line_mode_says_what_the_table_says(case: Situation, bank: Path, invoke: Invoke) -> None:
    _prepare(case, bank, invoke)
    seed = str(in_order(entry_of(bank)))
    ran = invoke(
        "take", str(bank), "--plain", "--mode", case.mode, "--seed", seed, *case.flags, input=_text(case.lines)
    )
    assert case.says in " ".join(f"{ran.stdout} {ran.stderr}".split())


@pytest.mark.parametrize("case", SITUATIONS, ids=lambda case: case.name)
async def test_the_app_says_what_the_table_says(case: Situation, bank: Path, invoke: Invoke) -> None:
    _prepare(case, bank, invoke)
    async with opened(launch(bank, mode=case.mode, **case.options)) as app:
        await app.press(*case.keys)
        app.shows(case.says)


@pytest.mark.parametrize("mode", Mode)
async def test_both_ask_as_many_questions_where_nobody_says_a_number(mode: Mode, banks: Path, invoke: Invoke) -> None:
    bank = write_bank(banks, *judgements(12), name="twelve")
    if mode is Mode.MISTAKES:
        for learner in ("Ada", "Bob"):
            wrong = _text(["2"] * 12)
            invoke("take", str(bank), "--plain", "--count", "all", "--learner", learner, input=wrong)
    invoke("take", str(bank), "--plain", "--mode", mode, "--learner", "Bob", input=_text("1"))
    plain = _newest()
    async with opened() as app:
        app.app.navigation.start([entry_of(bank)], mode)
        await app.settle()
        assert (len(app.attempt.items), app.attempt.options) == (len(plain.items), plain.options)


def _newest() -> Attempt:
    with second_store() as store:
        return kept(store.summaries(limit=1)[0].uid)


def _prepare(case: Situation, bank: Path, invoke: Invoke) -> None:
    if case.before:
        invoke("take", str(bank), "--plain", input=_text(case.before))


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
