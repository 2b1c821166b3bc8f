"""A bank file as a learner sees it, followed as it is written in another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.content import Content
from textual.widgets import Static

from quiz.authoring.inspection import Inspection, WrittenQuestion, inspect
from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.files import FileProblem, signature
from quiz.library.library import BankFile, home_of
from quiz.practice.attempt import item_of
from quiz.scores.now import local_now
from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.commands import HELP, TELL_PICTURE, TELL_SOURCES, Command, bindings, f8_tells
from quiz.tui.screens.panning import PAN, SHIFTED_PAN, PanningScreen
from quiz.tui.styles import MUTED
from quiz.tui.textual_private import KeyScreen
from quiz.tui.widgets.about_bank import origin_of
from quiz.tui.widgets.preview import Preview
from quiz.tui.widgets.problems import finding_line, summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

WATCH_EVERY: Final = 0.5
"""Seconds between two looks whether the file was saved."""


class PreviewScreen(KeyScreen, PanningScreen):
    """The questions of a file, one at a time; where the file is saved, the one that was changed."""

    CSS_PATH = ["../widgets/question.tcss", "preview.tcss"]  # noqa: RUF012 - Textual declares it as an attribute
    GUIDE = (
        "Each question as a learner meets it: answer it, and read what is told then. Nothing is kept. When the file is "
        "saved, the question that was changed is shown."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *SHIFTED_PAN,
        Command("f2", "hint", "Hint", "Show the hint"),
        Command("f3", "turn(-1)", "Before", "The question before"),
        Command("f4", "turn(1)", "Next", "The next question"),
        Command("f6", "go_to", "Go to", "Go to a question"),
        Command("f7", "problems", "Problems", "What was found in the bank"),
        TELL_SOURCES,
        TELL_PICTURE,
        Command("f9", "edit", "Edit", "Edit the bank at this question"),
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(self, path: Path, line: int = 1) -> None:
        super().__init__()
        self.path = path
        self.inspection = Inspection()
        """The last state of the bank in which there was something to show."""
        self.found: tuple[Diagnostic, ...] = ()
        self._line = line
        self._seen: object = None
        self._position = 0

    @property
    def places(self) -> tuple[WrittenQuestion, ...]:
        """The questions that can be played."""
        return tuple(place for place in self.inspection.places if place.question is not None)

    async def take_key(self, event: Key) -> None:
        """Let the question have its keys, wherever the focus is."""
        if not await self.query_one(Preview).take_key(event):
            await self.run_key(event.key)

    def compose_body(self) -> ComposeResult:
        yield Static("", id="said", markup=False)
        yield Preview(id="preview")

    def on_mount(self) -> None:
        self.title_bar.show(clean_line(self.path.name), "reading …")
        self._watch()
        callbacks.every(self, WATCH_EVERY, self._watch)

    def _watch(self) -> None:
        """Read the file where it is another than when it was read last."""
        seen = signature(self.path)
        if seen != self._seen or seen is None:
            if seen is None and self._seen is None and self.inspection.diagnostics:
                return
            self._seen = seen
            self._read()

    @work(thread=True, group="preview", exclusive=True, exit_on_error=False)
    def _read(self) -> None:
        folder = home_of(self.path)
        try:
            inspection = inspect(BankFile.read(self.path, folder), folder, today=local_now().date())
        except FileProblem as problem:
            callbacks.later(self, self._say, f"The file cannot be read: {problem.message}.")
            return
        callbacks.later(self, self._show, inspection)

    def _show(self, inspection: Inspection) -> None:
        before, after = self.inspection, inspection
        self.found = after.diagnostics
        self.refresh_bindings()
        errors = [found for found in after.diagnostics if is_error(found)]
        origin = origin_of(after.bank) if after.bank is not None else ""
        said = "   ".join(filter(None, (summary(after.diagnostics), origin)))
        self._say(finding_line(errors[0]) if errors else Content.styled(said, MUTED))
        if before.places and not any(place.question is not None for place in after.places):
            return  # the last good state stays on the screen
        self.inspection = after
        self._position = self._place_after(before)
        callbacks.later(self, self._show_question)

    def _place_after(self, before: Inspection) -> int:
        """Return the position of the question that was changed; else of the one that was there."""
        after = self.places
        if not before.places:
            here = self.inspection.at(self._line)
            return after.index(here) if here in after else 0
        changed = changed_place(before.places, after)
        if changed is not None:
            return changed
        id_ = self._shown_id
        return next((at for at, place in enumerate(after) if place.id == id_), 0)

    @property
    def _shown_id(self) -> str | None:
        item = self.query_one(Preview).item
        return item.question.id if item is not None else None

    async def _show_question(self) -> None:
        bank, places, preview = self.inspection.bank, self.places, self.query_one(Preview)
        if bank is None or not places:
            self.title_bar.show(clean_line(self.path.name), "no question")
            await preview.look_at(None)
            return
        place = places[self._position]
        assert place.question is not None
        self.title_bar.show(
            bank.title,
            f"{self._position + 1} of {len(places)}",
            detail="preview of a draft" if place.is_draft else "preview",
        )
        item = item_of(bank, place.question, 0)
        if item != preview.item:
            await preview.begin(item)
        self.refresh_bindings()

    def _say(self, text: Content | str) -> None:
        self.query_one("#said", Static).update(Content(text) if isinstance(text, str) else text)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        item = self.query_one(Preview).item if self.is_mounted else None
        if action == PAN:
            return self.can_pan(parameters)
        match action:
            case "turn":
                return 0 <= self._position + (1 if parameters == (1,) else -1) < len(self.places)
            case "hint":
                return item is not None and bool(item.question.hint)
            case "sources" | "picture":
                is_told = self.query_one(Preview).taken is not None
                return item is not None and f8_tells(action, item, with_sources=is_told)
            case "problems":
                return bool(self.found)
            case "go_to":
                return bool(self.places)
            case _:
                return True

    @on(Preview.Done)
    async def go_on(self) -> None:
        if self._position + 1 < len(self.places):
            await self.action_turn(1)
        else:
            await self.query_one(Preview).begin()

    async def action_turn(self, step: int) -> None:
        await self._turn_to(self._position + step)

    async def _turn_to(self, position: int) -> None:
        self._position = position
        await self._show_question()

    def action_home(self) -> None:
        self.navigation.home()

    def action_hint(self) -> None:
        self.query_one(Preview).show_hint()

    def action_go_to(self) -> None:
        lines = [f"{place.id}  {place.prompt}" for place in self.places]
        self.navigation.ask("pick", "Go to which question?", lines, self._position, then=self._picked)

    async def _picked(self, position: int | None) -> None:
        if position is not None:
            await self._turn_to(position)

    def action_problems(self) -> None:
        found = self.found
        lines = [f"line {one.span.line}  {one.message}" for one in found]

        def edit(place: int | None) -> None:
            if place is not None:
                self.navigation.edit(self.path, line=found[place].span.line)

        self.navigation.ask("pick", "Edit the bank at which problem?", lines, then=edit)

    def action_edit(self) -> None:
        places = self.places
        self.navigation.edit(self.path, line=places[self._position].first if places else 1)

    def action_sources(self) -> None:
        self.navigation.open("sources", self.query_one(Preview).item, self.path)

    def action_picture(self) -> None:
        self.navigation.open("sources", self.query_one(Preview).item, self.path, only_picture=True)


def changed_place(before: Sequence[WrittenQuestion], after: Sequence[WrittenQuestion]) -> int | None:
    """Return the position of the first question that is new, or another than it was; None where all are the same."""
    known = {place.id: place.question for place in before if place.question is not None}  # not copies that are faulty
    return next((at for at, place in enumerate(after) if known.get(place.id) != place.question), None)
