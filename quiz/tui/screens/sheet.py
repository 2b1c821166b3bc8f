"""The answer sheet: what is answered, flagged and open, to go to a question or to hand in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.practice.grade import Verdict
from quiz.practice.sight import seen_item
from quiz.practice.wording import instruction
from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.columns import side_by_side
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.render import VERDICT_STYLE, clock_text
from quiz.tui.screens.base import NOT_SAVED, Dialog
from quiz.tui.screens.noting import NOTING, NotingScreen
from quiz.tui.styles import FLAG_MARK, MUTED, OPEN_MARK
from quiz.tui.widgets.frame import Body, KeyBar, TitleBar, ask_for_room
from quiz.tui.widgets.grid import Cell, CellGrid

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from quiz.practice.attempt import Attempt
    from quiz.practice.types import Key
    from quiz.scores.store.records import Note

SHORT_OF_TIME: Final = 5 * 60
"""Seconds from which on the time that is left is shown as scarce."""
PEEK_ROWS: Final = 3
"""Rows of a prompt that are shown."""


class Standing(NamedTuple):
    """How a question stands: its mark, the style of that, and a word."""

    mark: str
    style: str
    word: str


ANSWERED: Final = Standing("●", "$text-primary", "answered")
JUDGED: Final = {
    verdict: Standing(verdict.mark, f"bold {VERDICT_STYLE[verdict]}", verdict.word.lower())
    for verdict in (Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG)
}
OPEN: Final = Standing(OPEN_MARK, MUTED, "open")
FLAGGED: Final = Standing(FLAG_MARK, "bold $text-warning", "flagged")
ORDER: Final = (*JUDGED.values(), ANSWERED, OPEN, FLAGGED)


class Sheet(NotingScreen, Dialog[int | Literal["hand in"] | None]):
    """The questions of an open attempt, a cell each. Returns the position to go to, or that it is handed in."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "jump", "Go there", "Go to the highlighted question"),
        Command("h", "hand_in", "Hand in", "Hand in", weight=85),
        *NOTING,
        Command("escape,f6", "back", "Back", "Back to the question"),
        HELP,
    )
    GUIDE = "What is answered, flagged and open. Jump to a question, or hand in."

    def __init__(self, attempt: Attempt, time_left: Callable[[], float | None] | None = None) -> None:
        """`time_left` tells the seconds that are left, None without a limit."""
        super().__init__()
        self._attempt = attempt
        self._time_left = time_left

    def compose(self) -> ComposeResult:
        attempt = self._attempt
        yield TitleBar()
        if not self.services.store.saved:
            yield Static(Content(NOT_SAVED), classes="unsaved")
        with Vertical(classes="page"):
            yield Figures(attempt)
            with Body(id="cells", can_focus=False):
                yield CellGrid([self._cell(position) for position in range(len(attempt.items))], attempt.position)
            yield Peek(attempt)
        yield KeyBar()

    def on_resize(self, event: Resize) -> None:
        ask_for_room(self, event.size)

    def on_mount(self) -> None:
        self._show_title()
        if self._time_left is not None and self._time_left() is not None:
            callbacks.every(self, 0.5, self._show_title)
        grid = self.query_one(CellGrid)
        grid.focus()
        self._peek()

    def _show_title(self) -> None:
        attempt = self._attempt
        left = self._time_left() if self._time_left is not None else None
        status = Content(f"{attempt.answered} of {len(attempt.items)} answered")
        if left is not None:
            style = "bold $text-warning" if left < SHORT_OF_TIME else "bold"
            status = Content.styled(f"{clock_text(left)} left", style)
        title = attempt.items[attempt.position].bank_title
        self.query_one(TitleBar).show("Answer sheet", status, detail=f"{title} · {attempt.mode.value}")

    def _cell(self, position: int) -> Cell:
        standing = standing_of(self._attempt, position)
        is_open = standing is OPEN
        flag = FLAGGED if position in self._attempt.flagged else None
        return Cell(
            Content.styled(standing.mark, standing.style),
            Content.styled(flag.mark, flag.style) if flag else Content(""),
            is_quiet=is_open,
        )

    def on_cell_grid_highlighted(self) -> None:
        self._peek()

    def _peek(self) -> None:
        self.query_one(Peek).show(self.query_one(CellGrid).highlighted, self.services.note(self.noted_key))

    @property
    def noted_key(self) -> Key:
        return self._attempt.items[self.query_one(CellGrid).highlighted].key

    @property
    def noted_attempt(self) -> str:
        return self._attempt.uid

    def show_noted(self) -> None:
        self._peek()

    def on_cell_grid_picked(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        self.dismiss(self.query_one(CellGrid).highlighted)

    def action_hand_in(self) -> None:
        self.dismiss("hand in")

    def action_back(self) -> None:
        self.dismiss(None)


class Figures(Static):
    """How many questions stand how: each mark with its number, and its word where there is room."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("", markup=False)
        self._figures = figures(attempt)

    def render(self) -> Content:
        width = self.content_size.width
        whole = _legend(self._figures, is_short=False)
        return whole if whole.cell_length <= width else _legend(self._figures, is_short=True)


class Peek(Static):
    """A question of the sheet: its number and prompt, what is to be done, and how it stands."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("", markup=False)
        self._attempt = attempt
        self._position = 0
        self._own: Note | None = None

    def show(self, position: int, own: Note | None) -> None:
        """Show the question at a position. own: what the learner keeps of it."""
        self._position, self._own = position, own
        self.refresh()

    def render(self) -> Content:
        number = f"{self._position + 1}  "
        room = self.content_size.width - len(number)
        question = seen_item(self._attempt.items[self._position]).question
        prompt = _first_rows(Content.styled(clean_line(question.prompt), "bold"), room)
        standing = standing_of(self._attempt, self._position)
        notes = ["flagged"] if self._position in self._attempt.flagged else []
        if self._own is not None:
            notes += ["starred"] * self._own.star + ["with a note"] * bool(self._own.text)
        more = "".join(f", {note}" for note in notes)
        state = Content.assemble(
            (f"{instruction(question)} ", MUTED), (f"{standing.mark} {standing.word}", standing.style), (more, MUTED)
        )
        return side_by_side(
            (Content.styled(number, "bold $text-primary"), len(number)), (Content("\n").join([prompt, state]), room)
        )


def standing_of(attempt: Attempt, position: int) -> Standing:
    """Return how a question stands: its verdict, or only that it is answered where verdicts are held back."""
    taken = attempt.counted[position]
    if taken is None:
        return OPEN
    return ANSWERED if attempt.holds_back else JUDGED[taken.grade.verdict]


def figures(attempt: Attempt) -> list[tuple[Standing, int]]:
    """Return how many questions stand how, as far as there are any."""
    counts = Counter(standing_of(attempt, position) for position in range(len(attempt.items)))
    counts[FLAGGED] = len(attempt.flagged)
    return [(standing, counts[standing]) for standing in ORDER if counts[standing]]


def _legend(counts: list[tuple[Standing, int]], *, is_short: bool) -> Content:
    return Content("   ").join(
        Content.assemble((standing.mark, standing.style), f" {count}", ("" if is_short else f" {standing.word}", MUTED))
        for standing, count in counts
    )


def _first_rows(text: Content, width: int) -> Content:
    """Return the first rows of a text, with an ellipsis where there are more."""
    rows = text.wrap(max(1, width))
    if len(rows) <= PEEK_ROWS:
        return Content("\n").join(rows)
    last = rows[PEEK_ROWS - 1].truncate(max(1, width - 1)).rstrip()
    return Content("\n").join([*rows[: PEEK_ROWS - 1], last + "…"])
