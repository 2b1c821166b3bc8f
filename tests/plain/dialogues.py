"""A dialogue in which everything is typed ahead, and what was heard in it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from quiz.plain.dialogue import Dialogue
from quiz.plain.streams import Streams
from quiz.practice.types import Mode
from quiz.scores.store.engine import open_instead

if TYPE_CHECKING:
    from typing import TextIO

    from quiz.plain.keeper import Reopen
    from quiz.practice.attempt import Attempt
    from quiz.scores.recorder import AttemptRecorder


@dataclass(frozen=True)
class Heard:
    """What was said to the learner and noted beside it, and the attempt after it."""

    out: str
    notes: str
    attempt: Attempt

    @property
    def lines(self) -> list[str]:
        return self.out.split("\n")

    @property
    def asked(self) -> list[str]:
        """The prompts in the order in which they were asked."""
        return prompts(self.out)

    @property
    def asked_again(self) -> list[str]:
        """The prompts of what was not right, in the order in which they were asked again."""
        return prompts(self.out, "Again, question")

    @property
    def fractions(self) -> list[float | None]:
        return [taken.grade.fraction if taken else None for taken in self.attempt.counted]


class Begin(Protocol):
    """Begins an attempt; with options as those of the draw are called."""

    def __call__(self, *types: str, mode: Mode = Mode.PRACTICE, **options: Any) -> AttemptRecorder: ...


def prompts(out: str, start: str = "Question") -> list[str]:
    """Return what stands below the first line of each question."""
    return [after for line, after in pairwise(out.split("\n")) if re.match(rf"{start} \d+ of ", line)]


def hear(recorder: AttemptRecorder, *lines: str) -> Heard:
    """Take an attempt with these lines, up to the end of the input."""
    return hear_from(recorder, io.StringIO("".join(f"{line}\n" for line in lines)))


def hear_from(
    recorder: AttemptRecorder,
    source: TextIO,
    out: io.StringIO | None = None,
    *,
    echoes: bool = False,
    reopen: Reopen = open_instead,
) -> Heard:
    """Take an attempt with what a source gives."""
    out, notes = out or io.StringIO(), io.StringIO()
    Dialogue(recorder, Streams(source, out, notes, echoes=echoes), reopen).run()
    return Heard(out.getvalue(), notes.getvalue(), recorder.attempt)
