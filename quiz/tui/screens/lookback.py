"""Looking back: an attempt response by response, as it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from quiz.practice.grade import Grade
from quiz.practice.passages import passage_place
from quiz.scores.now import local_now
from quiz.scores.store.records import PastResponse
from quiz.text import span_text
from quiz.tui.commands import HELP, TELL_PICTURE, TELL_SOURCES, Command, bindings, f8_tells, move
from quiz.tui.render import MOST_SEGMENTS, VERDICT_STYLE, marks_row, when_text
from quiz.tui.screens.noting import NOTING, NotingScreen
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.styles import MUTED, STAR_MARK
from quiz.tui.widgets.memory import STATES
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.texts import READ_ON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.attempt import Attempt, Item, RecordedResponse
    from quiz.practice.types import Key
    from quiz.scores.store.records import Note

MOST_TIMES = 12
"""The verdicts that are shown of earlier times, the newest."""


class LookbackScreen(NotingScreen, ReadingScreen):
    """One response of a past attempt with its explanation and sources."""

    CSS_PATH = ["../widgets/question.tcss", "lookback.tcss"]  # noqa: RUF012 - Textual declares it as an attribute
    GUIDE = "The questions stand as they were when they were drawn, whatever became of the bank."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("right", "turn(1)", "Next", "The next question", shown_as="→", is_main=True, weight=80),
        Command("left", "turn(-1)", "Previous", "The question before", shown_as="←", weight=75),
        READ_ON,
        move("enter", "turn(1)", "The next question"),
        Command("w", "filter", "Only wrong", "Only what was not wholly right, or everything again", weight=60),
        TELL_SOURCES,
        TELL_PICTURE,
        Command("i", "own_page", "Its page", "Every response to this question, and its schedule", weight=40),
        *NOTING,
        Command("escape", "back", "Back", "Back to the list"),
        HELP,
    )

    def __init__(self, attempt: Attempt, position: int = 0, *, only_wrong: bool = False) -> None:
        """Begin at a position; with `only_wrong` at the first question that was not wholly right."""
        super().__init__()
        self.attempt = attempt
        self.position = position
        self._only_wrong = only_wrong and bool(self._wrong)
        if self._only_wrong and position not in self._wrong:
            self.position = self._wrong[0]

    def compose_body(self) -> ComposeResult:
        yield QuestionPane()
        yield Static("", id="standing", markup=False)

    async def on_mount(self) -> None:
        await self.show_question()

    @property
    def _wrong(self) -> Sequence[int]:
        return self.attempt.wrong_positions()

    @property
    def _positions(self) -> Sequence[int]:
        """The positions that are shown."""
        return self._wrong if self._only_wrong else range(len(self.attempt.items))

    @property
    def item(self) -> Item:
        return self.attempt.items[self.position]

    async def show_question(self) -> None:
        item, taken, pane = self.item, self.attempt.counted[self.position], self.pane
        own = self.services.note(item.key)
        with self.app.batch_update():
            self._show_title(own)
            pane.texts.place = passage_place(self.attempt.items, self.position)
            await pane.show(item, taken.response if taken is not None else None, is_read=True)
            pane.note = own.text if own is not None else ""
            if taken is not None:
                notes = [*([taken.confidence.value] if taken.confidence else []), span_text(taken.seconds)]
                pane.settle(taken, None, notes)
            else:
                pane.say(Content.styled("– No response", f"bold {MUTED}"))
                if self.attempt.finished is not None:  # what is still to be answered must not be told
                    pane.explain()
            self._show_standing(taken)
        pane.body.focus()
        self.refresh_bindings()

    def _show_title(self, own: Note | None) -> None:
        attempt = self.attempt
        when = when_text(attempt.started, local_now(), self.services.settings.day_start)
        place = f"{self.position + 1} of {len(self.attempt.items)}"
        self.title_bar.show(
            self.item.bank_title,
            f"{STAR_MARK} {place}" if own is not None and own.star else place,
            detail=f"{attempt.options.kind(attempt.mode)}, {when}",
            progress=marks_row(attempt, MOST_SEGMENTS),
        )

    def _show_standing(self, taken: RecordedResponse | None) -> None:
        """Say how well the question is known by now, when it comes back, and how it went each time."""
        line = self.query_one("#standing", Static)
        line.display = taken is not None
        if taken is None:
            return
        parts = []
        if (known := self.services.knowledge(self.attempt, self.position)) is not None:
            mark, style = STATES[known.state]
            parts.append(Content.assemble(("state  ", MUTED), (f"{mark} {known.state}", style)))
            parts.append(Content.assemble(("back  ", MUTED), known.back.removeprefix("back ")))
        key, learner = self.item.key, self.attempt.learner
        given = self.services.read(lambda store: store.responses_to(learner, key), list[PastResponse]())
        if len(given) > 1:
            times = [Grade(one.fraction).verdict for one in reversed(given[:MOST_TIMES])]
            marks = Content("").join(Content.styled(verdict.mark, VERDICT_STYLE[verdict]) for verdict in times)
            parts.append(Content.assemble((f"seen {len(given)} times  ", MUTED), marks))
        line.update(Content("     ").join(parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if (allowed := self.text_check(action, parameters)) is not None:
            return allowed
        match action:
            case "turn":
                return self._beside(1 if parameters == (1,) else -1) is not None
            case "sources" | "picture":
                return f8_tells(action, self.item, with_sources=self.attempt.finished is not None)
            case "filter":
                return bool(self._wrong)
            case _:
                return True

    def _beside(self, step: int) -> int | None:
        """Return the next position that is shown in a direction."""
        beside = [position for position in self._positions if (position - self.position) * step > 0]
        return beside[0 if step > 0 else -1] if beside else None

    async def action_turn(self, step: int) -> None:
        position = self._beside(step)
        if position is not None:
            self.position = position
            await self.show_question()

    async def action_filter(self) -> None:
        """Show only what was not wholly right, from the first of it on, or everything again."""
        self._only_wrong = not self._only_wrong
        if self._only_wrong:
            self.position = self._wrong[0]
        await self.show_question()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.pane.item is not None:
            self.show_noted()  # it may have changed on the page of the question

    @property
    def noted_key(self) -> Key:
        return self.item.key

    @property
    def noted_attempt(self) -> str:
        return self.attempt.uid

    def show_noted(self) -> None:
        own = self.services.note(self.item.key)
        self._show_title(own)
        self.pane.show_note(own.text if own is not None else "")

    def action_sources(self) -> None:
        self.navigation.open("sources", self.item, self.services.bank_file(self.item.bank))

    def action_picture(self) -> None:
        self.navigation.open("sources", self.item, self.services.bank_file(self.item.bank), only_picture=True)

    def action_own_page(self) -> None:
        self.navigation.show_question(self.item.key)

    def action_back(self) -> None:
        self.dismiss()
