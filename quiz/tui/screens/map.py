"""The map: the questions of a bank or a tag, each with what is known of it and when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.practice.attempt import item_of
from quiz.practice.knowledge import State, StateCounts
from quiz.practice.question_map import Order, Spot, set_of, shown, spots
from quiz.text import clean_line, counted
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings, move
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.lines import LEAD, LineList
from quiz.tui.widgets.memory import STATES, state_bar
from quiz.tui.widgets.rows import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.bank.model import Bank

_WIDEST_BAR = 36
_KINDS: dict[str, State | None] = {"0": None, "1": State.NEW, "2": State.LEARNING, "3": State.KNOWN, "4": State.SOLID}


class MapScreen(QuizScreen):
    """A list of questions with their states."""

    CSS_PATH = "map.tcss"
    GUIDE = (
        "Each question with its state and when it comes back: ■ solid, ▪ known, ▫ learning, · new. Enter opens its "
        "page; w practises those that are listed, the weakest first, whether they are due or not."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "look", "Open", "Open the page of the highlighted question"),
        Command("w", "practise", "Practise", "Practise what is listed as a set, the weakest first", weight=80),
        Command("f", "filter", "Filter", "Only the next state: all, new, learning, known, solid", weight=60),
        Command("o", "order", "Order", "The weakest first, or as in the bank", weight=58),
        move("0", "only('0')", "All, or only new, learning, known or solid ones"),
        *(move(key, f"only('{key}')", "All, or only new, learning, known or solid ones") for key in "1234"),
        Command("escape", "back", "Back", "Back to where you came from"),
        HELP,
    )

    def __init__(self, bank: str | None = None, tag: str | None = None) -> None:
        """`bank` is the id of a bank, None for all; `tag` leaves those that have it."""
        super().__init__()
        self._bank = bank
        self._tag = tag
        self._order = Order.WEAKEST
        self._state: State | None = None
        self._spots: list[Spot] = []

    def compose_body(self) -> ComposeResult:
        with Container(id="map", classes="page -barred"):
            yield Static("", id="known", markup=False)
            yield LineList(id="spots")
            yield Static("", id="none", markup=False)

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.show_changes()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        callbacks.after_refresh(self, self.services.load_learning)

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self._show)

    def show_changes(self) -> None:
        """Read anew what is known, once it is worked out."""
        learning = self.services.learning
        if learning is not None:
            self._spots = spots(self._banks, learning.memories, learning.today, self._tag)
        self._show()

    @property
    def _banks(self) -> list[Bank]:
        entries = self.services.playable
        return [entry.bank for entry in entries if entry.bank is not None and self._bank in {None, entry.id}]

    @property
    def _listed(self) -> list[Spot]:
        return shown(self._spots, self._order, self._state)

    def _show(self) -> None:
        banks, listed = self._banks, self._listed
        place = banks[0].title if self._bank is not None and banks else "All banks"
        self.title_bar.show(
            clean_line(self._tag) if self._tag is not None else place, self._status, detail=self._detail
        )
        spots_list = self.query_one(LineList)
        width = max(20, (spots_list.scrollable_content_region.width or self.size.width - 4) - LEAD)
        self.query_one("#known", Static).update(_known_row(self._spots, width))
        rows = [(str(self._spots.index(spot)), spot_row(spot, width)) for spot in listed]
        spots_list.show(rows, spots_list.highlighted_id)
        none = self.query_one("#none", Static)
        none.display = not listed and self.services.learning is not None
        none.update(Content("No question here is in this state." if self._spots else "There is no question here."))
        self.refresh_bindings()

    @property
    def _status(self) -> str:
        return str(self._order) if self._state is None else f"only {self._state}, {self._order}"

    @property
    def _detail(self) -> str:
        return "" if self.is_narrow else "what you know"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return bool(self._listed) if action in {"look", "practise"} else True

    @on(OptionList.OptionSelected)
    def look_at_selected(self) -> None:
        self.action_look()

    def action_look(self) -> None:
        if (chosen := self.query_one(LineList).highlighted_id) is not None:
            key = self._spots[int(chosen)].key
            bank = next(bank for bank in self._banks if bank.id == key.bank)
            question = next(question for question in bank.questions if question.id == key.question)
            self.navigation.show_question(key, item_of(bank, question, 0))

    def action_practise(self) -> None:
        self.navigation.practise(set_of(self._listed))

    def action_filter(self) -> None:
        kinds = list(_KINDS.values())
        self._filter(kinds[(kinds.index(self._state) + 1) % len(kinds)])

    def action_only(self, key: str) -> None:
        self._filter(_KINDS[key])

    def _filter(self, state: State | None) -> None:
        self._state = state
        self._show()

    def action_order(self) -> None:
        self._order = Order.BANK if self._order is Order.WEAKEST else Order.WEAKEST
        self._show()

    def action_back(self) -> None:
        self.dismiss()


def _known_row(found: Sequence[Spot], width: int) -> Content:
    """Return how much of all that is listed is known, as a bar and in figures."""
    counts = StateCounts(*(sum(spot.state is state for spot in found) for state in State))
    figures = f"{counts.at_least_known} of {counted(counts.total, 'question')} known"
    bar = max(0, min(_WIDEST_BAR, width - cell_len(figures) - 2))
    return Content.assemble(state_bar(counts, bar), "  ", (figures, "bold"))


def spot_row(spot: Spot, width: int) -> Content:
    """Return a row of a question: the square of its state, its prompt, and when it comes back."""
    style = "$text-warning" if spot.when == "today" else MUTED
    return split(Content.assemble(STATES[spot.state], "  ", spot.prompt), Content.styled(spot.when, style), width)
