"""The app in a terminal, answered by keys and killed amid a frame, a step or a burst of keys."""

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pyte

from quiz.tui.render import DONE, LEFT
from tests.kills.store import LONG_BANK, QUESTIONS, Ledger, Loss, State, told

if TYPE_CHECKING:
    from tests.terminal.conftest import Place, Terminal

FRAMES = "\x1b[?2026;2$y"
"""What a terminal says that can take a frame as a whole: then the end of each is marked."""

FRAME_END = b"\x1b[?2026l"
F5, F6 = "\x1b[15~", "\x1b[17~"
LONGEST_DELAY = 0.4
"""Seconds from the last key to the kill, at most."""

VERDICT = re.compile("✓ Right|× Wrong")
BAR = re.compile(rf"[{DONE}{LEFT}]{{{QUESTIONS}}}")
"""The bar in the title with a cell for each question."""


class Learner:
    """Someone who answers in the app, waits for what is shown, and knows what must be kept by then."""

    def __init__(self, app: "Terminal", mode: str) -> None:
        self.app = app
        self.is_exam = mode == "exam"
        self.state = State()
        app.type(FRAMES)
        app.wait(f"1 of {QUESTIONS}")

    def answer_keys(self, value: bool) -> str:
        return ("1" if value else "2") + ("\r" if self.is_exam else "\r\r")

    def answer(self, value: bool) -> None:
        """Answer the question on the screen, and go on to the next."""
        self.app.press("1" if value else "2", f"●  {1 if value else 2}")
        go_on = self.app.press if self.is_exam else self._read_verdict
        self.state = self.state.answer(value)
        go_on("\r", f"{len(self.state.log) + 1} of {QUESTIONS}")

    def _read_verdict(self, keys: str, then: str) -> None:
        self.app.press(keys, VERDICT)
        self.app.go_on(then)

    def undo(self) -> None:
        self.state = self.state.undo()
        self.app.press(F5, f"{len(self.state.log) + 1} of {QUESTIONS}")


class AppKills:
    """Kills of the app in one place."""

    def __init__(self, place: "Place", chance: Random) -> None:
        place.write_bank(LONG_BANK, "long.yaml")
        self._place, self._chance, self._ledger = place, chance, Ledger(place)
        self._seed = 0

    def kill(self) -> Counter[str]:
        """Answer questions, kill the app and look at what is there. Return what is to be counted. Raises `Loss`."""
        chance = self._chance
        self._seed += 1
        mode = chance.choice(["practice", "practice", "exam"])
        app = self._place.open("take", "long", "--count", "all", "--mode", mode, "--seed", str(self._seed))
        learner = Learner(app, mode)
        undos = 0
        for _ in range(chance.randrange(5)):
            if learner.state.log and chance.random() < 0.25:
                learner.undo()
                undos += 1
            else:
                learner.answer(chance.random() < 0.5)
        states = self._last_keys(learner)
        app.watch(chance.uniform(0, LONGEST_DELAY))
        app.kill()
        kept = self._check(app, states)
        return Counter(
            shown=len(learner.state.log),
            undos=undos,
            bursts=len(states) == 1,
            went_on=kept != states[0],
            handed_in=kept.finished,
        )

    def check_all(self) -> None:
        self._ledger.check_all()

    def _last_keys(self, learner: Learner) -> list[State]:
        """Press the keys that nobody waits for: one step, or a burst. Return the states before and after it.

        After a burst nobody knows: keys that come between two questions are dropped.
        """
        chance, state = self._chance, learner.state
        kind = chance.choice(["answer", "answer", "burst", "undo", "hand in"])
        if kind == "burst":
            learner.app.type("".join(learner.answer_keys(chance.random() < 0.5) for _ in range(chance.randrange(2, 9))))
            return [state]
        if kind == "undo" and state.log:
            learner.app.type(F5)
            return [state, state.undo()]
        if kind == "hand in" and learner.is_exam:
            learner.app.press(F6, "Answer sheet")
            learner.app.press("h", "Hand in?")
            learner.app.type("y")
            return [state, state._replace(finished=True)]
        value = chance.random() < 0.5
        learner.app.type(learner.answer_keys(value))
        return [state, state.answer(value)]

    def _check(self, app: "Terminal", states: list[State]) -> State:
        """Hold the store against the last whole frame: it has what that shows, or what the keys after it did."""
        screen = last_frame(app)
        text = text_of(screen)
        if len(states) > 1:
            shown = next((place for place, state in enumerate(states) if _shows(screen, state)), None)
            if shown is None:
                raise Loss(f"seed {self._seed}: after {told(states[0])} the screen shows\n{text}")
            kept = self._ledger.check(self._seed, lambda state: state in states[shown:], told(states[shown]))
        else:
            answered = max(states[0].answered, _answered(screen) or 0)
            kept = self._ledger.check(
                self._seed,
                lambda state: (
                    state is not None
                    and state.answered >= answered
                    and state.log[: len(states[0].log)] == states[0].log
                ),
                f"{answered} answered in a burst after {told(states[0])}",
            )
        assert kept is not None
        return kept


def last_frame(app: "Terminal") -> pyte.Screen:
    """Return the screen as it was after the last frame that was written whole."""
    screen = pyte.Screen(80, 24)
    pyte.ByteStream(screen).feed(app.raw[: app.raw.rfind(FRAME_END) + len(FRAME_END)])
    return screen


def text_of(screen: pyte.Screen) -> str:
    return "\n".join(line.rstrip() for line in screen.display)


def _shows(screen: pyte.Screen, state: State) -> bool:
    """Tell whether a screen shows a state, or nothing that speaks against it."""
    answered = _answered(screen)
    return "Ten more" in text_of(screen) if state.finished else answered is None or answered == state.answered


def _answered(screen: pyte.Screen) -> int | None:
    """Return how many questions are answered by the bar in the title; None where that is not on the screen.

    The cell of the question that is asked is bold until it is answered.
    """
    bar = BAR.search(screen.display[0])
    if bar is None:
        return None
    cells = [screen.buffer[0][column] for column in range(*bar.span())]
    return sum(cell.data == DONE and not cell.bold for cell in cells)
