"""The row above a question: what is to be done, a message, or the verdict. Nothing below it moves when that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

from quiz.practice.wording import instruction
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.questions.registry import Question
    from quiz.practice.knowledge import Sequel
    from quiz.practice.wording import VerdictText

FADE: Final = 0.15
"""Seconds in which a verdict comes up, where animations are on."""
_GAP: Final = 2


class Headline(Widget):
    """One row; only a message that is longer gets more."""

    def __init__(self) -> None:
        super().__init__(id="headline")
        self._ways: list[tuple[Content, Content]] = []
        """What is said, left and right: the first that fits is shown, else the last."""

    def invite(self, question: Question, keys: str, *, is_known: bool, aside: str = "") -> None:
        """Say what is to be done, with its keys, unless that is known by now, and what kind of question it is.

        `aside` is said in place of the kind.
        """
        what = Content("") if is_known else Content.styled(instruction(question), "$text-primary")
        told = what if is_known or not keys else Content.assemble(what, (f" {keys}", MUTED))
        kind, nothing = Content.styled(aside or about(question), MUTED), Content("")
        only_keys = what if is_known or not keys else Content.styled(keys, "$text-primary")
        self._show([(told, kind), (told, nothing), (only_keys, nothing), (what, nothing)])

    def say(self, text: Content | str, *, is_urgent: bool = False) -> None:
        """Say something in passing."""
        told = Content(text) if isinstance(text, str) else text
        self._show([(told.stylize("bold $text-warning") if is_urgent else told, Content(""))])

    def judge(self, verdict: VerdictText, follows: Sequel | None, notes: Iterable[str] = ()) -> None:
        """Show a verdict, how it came about, and what follows from it; `notes` stand at the right as well."""
        head = Content.styled(f" {verdict.mark} {verdict.word}", "bold")  # a blank at each end is filled as well
        aside = [*notes, *([verdict.points] if verdict.points else [])]
        back = follows.back if follows is not None else ""
        rights = [
            " · ".join([*aside, *filter(None, follows or ())]),
            " · ".join(filter(None, [*aside[:1], back])),
            back,
        ]
        lefts = [text for text in (verdict.sentence, verdict.short) if text]
        lines = [Content.assemble(head, f"  {text}") for text in lefts] + [head]
        rests = [Content(f"{right} ") for right in (*rights, "")]
        kinds = [(line, rest) for line in lines[:-1] for rest in rests] + [(head, rest) for rest in rests]
        self._show(kinds, f"-band -{verdict.verdict}")
        if not self.app.native_ansi_color:
            self.styles.opacity = 0.3
            self.styles.animate("opacity", 1.0, duration=FADE)

    def _show(self, ways: list[tuple[Content, Content]], classes: str = "") -> None:
        """Show what fits of `ways`; nothing is painted where that stands there, nor moved where it has as many rows."""
        before, self._ways = self.render(), ways
        self.set_classes(classes)
        after, width = self.render(), self.size.width
        if not width or not before.is_same(after):
            self.refresh(layout=not width or before.get_height({}, width) != after.get_height({}, width))

    def render(self) -> Content:
        width = self.size.width
        for left, right in self._ways:
            space = width - left.cell_length - right.cell_length
            if "\n" not in left.plain and space >= (_GAP if left.plain and right.plain else 0):
                return Content.assemble(left, " " * space, right)
        return self._ways[-1][0] if self._ways else Content("")


def about(question: Question) -> str:
    """Say how hard a question is and what it is about."""
    return " · ".join(filter(None, (question.difficulty, ", ".join(question.tags))))
