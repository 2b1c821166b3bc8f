"""Progress: one dashboard of what is known and done, each of its panels large as well, drawn or as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.geometry import Size
from textual.widgets import OptionList

from quiz.scores.progress.figures import weakest_first
from quiz.tui import callbacks
from quiz.tui.callbacks import while_there
from quiz.tui.commands import HELP, Command, bindings, move
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.board import Board
from quiz.tui.widgets.drawings import Views
from quiz.tui.widgets.large_view import LargeView
from quiz.tui.widgets.panels import Panel

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.types import Key
    from quiz.scores.progress.figures import Part
    from quiz.scores.progress.load import Records


class ProgressScreen(QuizScreen):
    """What a learner knows, does, and has before them."""

    AUTO_FOCUS = ""
    CSS_PATH = "progress.tcss"
    GUIDE = (
        "Tab goes through the panels, enter opens one large, t shows its figures as a table. b chooses the bank. "
        "In a large panel enter lists the questions of a tag or bank, or shows the page of a question. "
        "Known is what was last right and will stay for a week or more, solid what stays for a month or more."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "enlarge", "Open large", "Open the panel large"),
        Command("enter", "follow", "Question", "The page of the highlighted question"),
        Command("enter", "show_map", "Questions", "The questions of the highlighted tag or bank, with their states"),
        Command("tab", "turn(1)", "Panel", "The next panel", weight=80, in_palette=False),
        move("shift+tab", "turn(-1)", "The panel before"),
        Command("b", "bank", "Bank", "All banks, or one of them"),
        Command("t", "table", "As table", "The figures of the panel as a table"),
        Command("t", "draw", "Drawn", "The figures of the panel drawn again"),
        Command("escape", "back", "Back", "Back to all panels"),
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._records = records
        self._bank: str | None = None
        self._large: str | None = None
        """The name of the view that is shown large; None while all panels are."""
        self._as_table = False
        self._shown_for = Size(0, 0)
        """The size of the screen for which the figures were laid out."""

    def compose_body(self) -> ComposeResult:
        yield Board(id="board")
        yield LargeView(id="large", classes="page -barred")

    def on_mount(self) -> None:
        with while_there(self):
            self.show_figures()
            self.query_one("#calendar").focus(scroll_visible=False)

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self._fit_view)

    def _fit_view(self) -> None:
        """Lay the figures out anew where the screen has another size than that for which they were."""
        if self.size != self._shown_for:
            self.show_view()

    def show_changes(self) -> None:
        """Take in the banks where they are read only now."""
        if not self._records.library and self.services.playable and (records := self.services.records()) is not None:
            self._records = records
            self.show_figures()

    @property
    def _board(self) -> Board:
        return self.query_one(Board)

    @property
    def _large_view(self) -> LargeView:
        return self.query_one(LargeView)

    def show_figures(self) -> None:
        """Work the figures out, of all banks or of one, and show them."""
        self._views = Views(self._records.progress(self._bank), self.services.settings.goal)
        if self._large not in self._views.tables:
            self._large = None
        self.show_view()

    def show_view(self, at: int | None = None) -> None:
        """Show the panels, or the one that is large with a row highlighted."""
        self._shown_for = self.size
        name = self._large
        self._board.display = name is None
        self._large_view.display = name is not None
        place = "Progress" if name is None else self._views.tables[name].title
        self.title_bar.show(place, self._records.banks.get(self._bank or "", "all banks"))
        if name is None:
            self._board.show(self._views)
        else:
            row = self._large_view.highlighted or 0 if at is None else at
            self._large_view.show(name, self._views, as_table=self._as_table, at=row)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        is_large = self._large is not None
        match action:
            case "enlarge" | "home":
                return not is_large
            case "back":
                return is_large
            case "table":
                return not (is_large and self._as_table)
            case "draw":
                return is_large and self._as_table
            case "follow":
                return self._question is not None
            case "show_map":
                return self._part is not None
            case "bank":
                return len(self._records.banks) > 1
            case _:
                return True

    @property
    def _question(self) -> Key | None:
        """The question of the highlighted row."""
        if self._large not in {"hardest", "leeches"} or (place := self._large_view.highlighted) is None:
            return None
        progress = self._views.progress
        return (progress.hardest if self._large == "hardest" else progress.leeches)[place].key

    @property
    def _part(self) -> Part | None:
        """The tag or bank of the highlighted row."""
        if self._large not in {"tag", "bank"} or (place := self._large_view.highlighted) is None:
            return None
        progress = self._views.progress
        return weakest_first(progress.by_tag if self._large == "tag" else progress.by_bank)[place]

    def _open(self, name: str) -> None:
        self._large = name
        self.show_view(at=0)
        self._large_view.query_one("#rows").focus()

    def action_enlarge(self) -> None:
        if isinstance(self.focused, Panel):
            self._open(self.focused.view)

    @on(Panel.Picked)
    def open_picked(self, event: Panel.Picked) -> None:
        self._open(event.panel.view)

    def action_turn(self, step: int) -> None:
        """Go to another panel, or show the next view large."""
        panels = self._board.panels
        here = self._large or (self.focused.view if isinstance(self.focused, Panel) else "")
        names = [panel.view for panel in panels]
        panel = panels[(names.index(here) + step) % len(panels) if here in names else 0]
        if self._large is None:
            self._board.go_to(panel)
        else:
            self._open(panel.view)

    def action_table(self) -> None:
        self._as_table = True
        if self._large is None:
            self.action_enlarge()
        else:
            self.show_view()

    def action_draw(self) -> None:
        self._as_table = False
        self.show_view()

    def action_bank(self) -> None:
        banks = [None, *self._records.banks]
        self._bank = banks[(banks.index(self._bank) + 1) % len(banks)]
        self.show_figures()

    @on(OptionList.OptionHighlighted, "#rows")
    def note_highlight(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#rows")
    def follow_selected(self) -> None:
        self.action_follow()
        self.action_show_map()

    def action_follow(self) -> None:
        if (question := self._question) is not None:
            self.navigation.show_question(question)

    def action_show_map(self) -> None:
        if (part := self._part) is not None:
            if self._large == "tag":
                self.navigation.show_map(self._bank, part.name)
            else:
                self.navigation.show_map(part.id)

    def action_back(self) -> None:
        shown, self._large, self._as_table = self._large, None, False
        self.show_view()
        self._board.go_to(next(panel for panel in self._board.panels if panel.view == shown))

    def action_home(self) -> None:
        self.navigation.home()
