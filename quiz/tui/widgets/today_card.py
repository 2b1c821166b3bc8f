"""The card that leads home: what today asks, or what comes first; it answers "what now?" with one key."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from quiz.text import counted
from quiz.tui.styles import MUTED
from quiz.tui.widgets.memory import week_squares
from quiz.tui.widgets.parts import big_number, meter, share_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click
    from textual.geometry import Size

    from quiz.practice.today import Today

EARNED: Final = "$text-accent"
_GAP: Final = 4
"""Columns between the number, the text and the squares."""
_LEAST_TEXT: Final = 34
"""Where there is less room for the text, the squares of the week give way."""
_WIDEST_BAR: Final = 40


Ways: TypeAlias = tuple[Content, ...]
"""Ways to say something, the longest first: the first that fits is shown."""


class CardAction(NamedTuple):
    """Something to do next. elsewhere: its key while the card is not highlighted, where that is another."""

    key: str
    label: str
    elsewhere: str = ""


class Face(NamedTuple):
    """What the card shows: up to three rows of text, beside them a number and the week, below them what can be done.

    progress: responses of the day and its goal, the third row. note: stands in the lower frame. is_done: nothing is to
    go: the card is green, and no action is pressed upon anybody.
    """

    title: str
    rows: tuple[Ways, ...] = ()
    actions: tuple[CardAction, ...] = ()
    number: str = ""
    week: Content | None = None
    progress: tuple[int, int] | None = None
    note: str = ""
    is_done: bool = False


class TodayCard(Widget, can_focus=True):
    """A card that can be highlighted. It is as high whatever it shows, so that nothing below it moves."""

    def __init__(self, face: Face, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._face = face
        self.show(face)

    def show(self, face: Face) -> None:
        self._face = face
        self.border_title = Content(face.title)
        self.border_subtitle = Content(face.note)
        self.set_class(face.is_done, "-done")
        self.refresh()

    @property
    def actions(self) -> tuple[CardAction, ...]:
        return self._face.actions

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 4 if self.screen.has_class("-low") else 5

    def render(self) -> Content:
        width, face = self.content_size.width, self._face
        number = big_number(face.number, "$text-primary").split("\n") if face.number else []
        lead = number[0].cell_length + _GAP if number else 0
        week = face.week.split("\n") if face.week is not None else []
        aside = week[0].cell_length + _GAP if week and width - lead - week[0].cell_length - _GAP >= _LEAST_TEXT else 0
        room = width - lead - aside
        rows = [_fitting(ways, room) for ways in face.rows]
        if face.progress is not None:
            rows.append(progress_row(*face.progress, room))
        lines = []
        for place, (digits, text) in enumerate(zip_longest(number, rows[:3], fillvalue=Content(""))):
            line = _padded(digits, lead) + text
            if aside and place < len(week):
                line = _padded(line, width - week[0].cell_length) + week[place]
            lines.append(line)
        lines += [Content("")] * (3 - len(lines) + (self.content_size.height > 4))
        return Content("\n").join([*lines, self._action_row(width)])

    def _action_row(self, width: int) -> Content:
        row = Content("")
        for text in self._action_texts(width):
            row += Content("    " if row else "") + text
        return row

    def _action_texts(self, width: int) -> list[Content]:
        """Return what can be done, as far as there is room: the first is filled where enter does it."""
        texts: list[Content] = []
        for place, (key, label) in enumerate(self._named_actions):
            text = Content.assemble((key, "bold"), f"  {label}")
            if place == 0 and self.has_focus and not self._face.is_done:
                text = Content.styled(f"  {text.plain}  ", self._fill)
            if sum(one.cell_length + 4 for one in texts) + text.cell_length <= width:
                texts.append(text)
        return texts

    @property
    def _named_actions(self) -> list[tuple[str, str]]:
        """The actions with the keys that do them now."""
        return [
            (key if self.has_focus or not elsewhere else elsewhere, label) for key, label, elsewhere in self.actions
        ]

    @property
    def _fill(self) -> str:
        # the terminal's own colours are drawn in reverse, as in app.tcss
        return "bold reverse $primary" if self.app.native_ansi_color else "bold $on-primary on $primary"

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Press the key of the action that was clicked; anywhere else the card is highlighted."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y != self.content_size.height - 1:
            return
        left = 0
        for (key, _), text in zip(self._named_actions, self._action_texts(self.content_size.width), strict=False):
            if left <= offset.x < left + text.cell_length:
                self.app.simulate_key(key)
                return
            left += text.cell_length + 4


def _fitting(ways: Ways, width: int) -> Content:
    return next((way for way in ways if way.cell_length <= width), ways[-1].truncate(width, ellipsis=True))


def _padded(text: Content, width: int) -> Content:
    return text + " " * max(0, width - text.cell_length)


def progress_row(done: int, goal: int, width: int) -> Content:
    """Return the responses of a day beside its goal: a bar, and the figures, in gold once it is reached."""
    figures = f"{done} of {goal}"
    bar = max(0, min(_WIDEST_BAR, width - cell_len(figures) - 2))
    style = EARNED if done >= goal else MUTED
    return Content.assemble(meter(share_runs(done, goal, "$text-primary"), bar), "  ", (figures, style))


# What it shows


def counting() -> Face:
    """Return what stands there until it is known what is due."""
    return Face("Today", actions=(CardAction("enter", "Go on with today", "t"),))


def welcome(facts: Sequence[tuple[str, ...]], *, questions: int, lessons: int = 0) -> Face:
    """Return what a newcomer sees; `facts` are what this is, what there is, and what it asks, the longest way first."""
    head, *rest = facts
    begin = "First lesson" if lessons else "First ten questions" if questions >= 10 else "First questions"
    return Face(
        "Welcome",
        (
            tuple(Content.styled(way, "bold") for way in head),
            *(tuple(Content.styled(way, MUTED) for way in fact) for fact in rest),
        ),
        (CardAction("enter", begin, "t"), CardAction("l", "Look round")),
        note="leave at any time, nothing is lost",
    )


def no_bank() -> Face:
    """Return what stands there where nothing can be asked."""
    return Face(
        "Welcome",
        (
            (Content.styled("There is no bank yet.", "bold"),),
            (Content.styled("A bank is a file of questions on one topic.", MUTED),),
        ),
        (CardAction("enter", "Begin a bank", "b"),),
    )


def day(today: Today) -> Face:
    """Return what a day asks, or that it asks nothing more."""
    week = week_squares(today.week, today.day)
    progress = (today.done, today.goal)
    mistakes = (CardAction("m", f"Put {_mistakes(today.wrong)} right"),) if today.wrong else ()
    if today.is_done:
        first, _, rest = today.days_to_come.partition(", ")
        tomorrow = Content.assemble(
            f"{first[:1].upper()}{first[1:]}" if first else "Nothing comes back soon",
            (f", {rest}" if rest else "", MUTED),
            ".",
        )
        done = "Done for today." if today.done else "Nothing is due today."
        ahead = (CardAction("enter", "More, ahead of time", "a"),) if today.ahead else ()
        rows = ((Content.styled(done, "bold $text-success"),), (tomorrow,))
        return Face("Today", rows, (*ahead, *mistakes, _TEST), week=week, progress=progress, is_done=True)
    return Face(
        "Today",
        (_headline(today), *_asked(today)),
        (CardAction("enter", _next(today), "t"), *mistakes),
        str(today.to_go),
        week,
        progress,
        f"lesson: {today.lesson.title}" if today.lesson is not None else today.days_to_come,
    )


def _next(today: Today) -> str:
    """Say what enter does."""
    if today.is_amid_lesson:
        return "Go on with the lesson"
    if today.lesson is not None and not today.due and today.left_open is None:
        return "One more lesson" if today.is_met else "Next lesson"
    return "One more set" if today.is_met and today.left_open is None else "Go on with today"


def _headline(today: Today) -> Ways:
    if today.is_met:
        reached = Content.styled("the goal is reached", f"bold {EARNED}")
        return (reached + Content.styled(", and more is there", MUTED), reached)
    return (Content.styled("to go today", "bold"),)


_TEST: Final = CardAction("x", "Test yourself")


def _mistakes(count: int) -> str:
    return "the mistake" if count == 1 else f"{count} mistakes"


def _asked(today: Today) -> tuple[Ways]:
    """Say what waits and how long it takes: the figures plain, what joins them quiet."""
    *others, last = today.waiting
    joined = Content.assemble((", ", MUTED)).join([Content(part) for part in others])
    waits = Content.assemble(joined, (" and " if others else "", MUTED), last)
    minutes = counted(today.minutes, "minute")
    ends = (f", about {minutes}", f", {minutes}", "")
    return (tuple(waits + Content.styled(end, MUTED) for end in ends),)
