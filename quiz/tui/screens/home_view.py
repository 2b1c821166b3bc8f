"""What home shows: what today asks, the banks with what is known of them, and what was left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList

from quiz.paths import own_banks_folder
from quiz.text import clean_line, counted
from quiz.tui import callbacks
from quiz.tui.lessons import memories_of
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets import home_rows, today_card
from quiz.tui.widgets.home_rows import ALL, LESSONS, BankList, HomeRows
from quiz.tui.widgets.lines import LEAD
from quiz.tui.widgets.steady_text import SteadyText
from quiz.tui.widgets.today_card import EARNED, TodayCard

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize

    from quiz.authoring.drafts import Draft
    from quiz.library.listing import BankLine
    from quiz.scores.store.records import BankScore, Summary
    from quiz.tui.widgets.today_card import Face

SUBJECT: Final = "EU–DPRK relations"
YOUR_BANKS: Final = "Your banks"
_STREAK_FROM: Final = 2
"""Days from which on they are in a row."""


class HomeView(QuizScreen):
    """Home without its keys: the card, the rows, and what is said of the one that is highlighted."""

    CSS_PATH = "home.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._scores: dict[str, BankScore] = {}
        self._open: tuple[Summary, ...] = ()
        self._drafts: list[Draft] = []
        self._is_newcomer = False
        self._shown_left: str | None = None
        """The attempt that was left last, once its row was highlighted."""
        self._is_first = True
        """Whether the store was not read yet: until then nobody chose what is highlighted."""
        self._shown_for = (Size(0, 0), 0)
        """The screen, and the columns for the rows, for which they were laid out."""

    def compose_body(self) -> ComposeResult:
        self._is_newcomer = self.services.is_new
        with Container(id="home", classes="page -barred"):
            yield TodayCard(self._face(), id="today")
            with Container(id="below"):
                with Container(id="banks-side"):
                    yield SteadyText(id="head")
                    yield BankList(id="banks")
                with VerticalScroll(id="about", can_focus=False):
                    yield SteadyText(id="about-text")

    def on_mount(self) -> None:
        self._card.focus()

    def on_screen_resume(self) -> None:
        if not self.services.is_open:
            self.show_lists()  # as they were the last time; `show_changes` comes once the store is open
            return
        super().on_screen_resume()
        self.refresh_lists()

    def show_changes(self) -> None:
        if self._is_first:
            super().on_screen_resume()
            self.refresh_lists()
        else:
            self.show_lists()

    def refresh_lists(self) -> None:
        """Read scores and open attempts anew, and show them with the banks."""
        learner, read = self.services.learner, self.services.read
        self._scores = read(lambda store: store.bank_scores(learner), {})
        self._is_newcomer = self.services.is_new
        nothing: list[Summary] = []
        opened = read(lambda store: store.summaries(learner=learner, open_only=True), nothing)
        self._open = tuple(sorted(opened, key=lambda summary: summary.uid != self.services.left))
        self._drafts = self.services.drafts.every()
        self._is_first = False
        left = next((summary for summary in self._left if summary.uid == self.services.left), None)
        self.show_lists(home_rows.row_of(left) if left is not None and left.uid != self._shown_left else None)
        on_card = self._on_card
        if self.services.left != self._shown_left and on_card is not None and on_card.uid == self.services.left:
            self._card.focus()
        self._shown_left = self.services.left
        # what is due can come a moment later than the screen
        callbacks.after_refresh(self, self.services.load_learning)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        callbacks.after_refresh(self, self._fit_lists)

    def _fit_lists(self) -> None:
        """Lay the lists out anew where the room is another than that for which they were."""
        if self._room != self._shown_for:
            self.show_lists()

    # Showing

    @property
    def _room(self) -> tuple[Size, int]:
        """The screen, and the columns for the rows."""
        return self.size, (self._banks.scrollable_content_region.width or self.size.width - 4) - LEAD

    @property
    def _card(self) -> TodayCard:
        return self.query_one(TodayCard)

    @property
    def _banks(self) -> BankList:
        return self.query_one(BankList)

    @property
    def _is_on_card(self) -> bool:
        return self.is_mounted and self._card.has_focus

    @property
    def _on_card(self) -> Summary | None:
        """What the card goes on with: the newest set or lesson of today that was left open."""
        banks = {line.id for line in self.services.lines if line.is_playable}
        ours = [one for one in self._open if one.options.is_of_any_today and banks.issuperset(one.banks)]
        return max(ours, key=lambda summary: summary.started, default=None)

    @property
    def _left(self) -> list[Summary]:
        """What was left open, the one just left first, then the newest; without what goes on from the card."""
        on_card = self._on_card
        return [summary for summary in self._open if summary is not on_card]

    def show_lists(self, left: str | None = None) -> None:
        """Show today, the banks and what is open; the highlight stays on what it is on, or goes to what was left."""
        banks = self._banks
        self._show_title()
        self._card.show(self._face())
        self._shown_for = self._room
        rows = self._rows(max(24, self._shown_for[1]))
        self.query_one("#head", SteadyText).show(rows.head if self.services.lines else Content(""))
        chosen = self._written() or left
        if chosen is not None:
            banks.focus()
        lines = rows.lines(self.services.lines, self._left, self._drafts)
        banks.show(lines, chosen or banks.highlighted_id or banks.last)
        callbacks.after_refresh(self, banks.scroll_to_highlight)
        if self._is_on_card and chosen is None:
            banks.highlighted = None
        self.show_about()

    def _rows(self, width: int) -> HomeRows:
        return HomeRows(
            width,
            self.services.library,
            self.services.standing,
            self._scores,
            memories_of(self.services),
            self.services.bank_names,
            is_newcomer=self._is_newcomer,
        )

    def _show_title(self) -> None:
        today = self.services.standing.today
        days = today.streak if today is not None and today.streak >= _STREAK_FROM else 0
        streak = Content.styled(f"{counted(days, 'day')} in a row" if days else "", EARNED)
        learner = "" if days and self.is_narrow else self.services.learner
        status = Content("   ").join([part for part in (streak, Content.styled(learner, MUTED)) if part])
        subject = SUBJECT if home_rows.has_bundled(self.services.lines) else YOUR_BANKS
        self.title_bar.show(subject, status, brand="Quiz")

    def _face(self) -> Face:
        lines = [line for line in self.services.lines if line.is_playable]
        if not lines and self.services.library is not None:
            return today_card.no_bank()
        if self._is_newcomer:
            facts = home_rows.facts(lines, self.services.settings.goal)
            lessons = sum(line.lessons for line in lines)
            return today_card.welcome(facts, questions=sum(line.questions for line in lines), lessons=lessons)
        today = self.services.standing.today
        return today_card.counting() if today is None else today_card.day(today)

    def _written(self) -> str | None:
        """Return the row of the bank that was saved since home was looked at, once it is there."""
        written = self.services.written
        row = next((home_rows.row_of(line) for line in self.services.lines if line.path == str(written)), None)
        if row is not None and self.is_current:
            self.services.written = None
        return row

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if event.widget is self._card:
            self._banks.highlighted = None
        elif self._banks.highlighted is None:
            self._banks.enter_last()
        self.show_about()

    @on(OptionList.OptionHighlighted, "#banks")
    def show_about(self) -> None:
        about = self._about()
        self.query_one("#about-text", SteadyText).show(about)
        self.query_one("#below").set_class(not about, "-untold")
        self.refresh_bindings()

    def _about(self) -> Content:
        chosen = self._chosen
        if chosen is None and not self.services.lines and self.services.library is not None:
            return Content(
                "Or put a .yaml file with questions into\n"
                f"{clean_line(str(own_banks_folder()))}\nor name a folder in QUIZ_BANKS, then press r."
            )
        if chosen is None and self._is_newcomer and self.services.lines:
            return home_rows.steps(self.services.settings.new_per_day)
        if chosen is None and self.has_class("-tall") and not self.is_narrow:
            width = self.query_one("#about-text").size.width
            return home_rows.panels(self.services.standing, self.services.settings.goal, width)
        if (summary := self._open_attempt(chosen)) is not None:
            return home_rows.about_attempt(summary)
        if (draft := self._draft(chosen)) is not None:
            return home_rows.about_draft(draft)
        if chosen == ALL:
            return Content.assemble(("All banks together\n", "bold"), "Questions drawn from every bank, mixed.")
        if chosen == LESSONS:
            told = "Short texts that teach, each with its questions, in an order of their own; enter lists them."
            return Content.assemble(("Lessons\n", "bold"), told)
        line = self._bank(chosen)
        return self._rows(0).about(line, with_files=self.services.surface.is_whole) if line is not None else Content("")

    @property
    def _chosen(self) -> str | None:
        """The row that is highlighted; None on the card."""
        return None if self._is_on_card or not self.is_mounted else self._banks.highlighted_id

    def _open_attempt(self, row: str | None) -> Summary | None:
        return next((summary for summary in self._left if home_rows.row_of(summary) == row), None)

    def _draft(self, row: str | None) -> Draft | None:
        return next((draft for draft in self._drafts if home_rows.row_of(draft) == row), None)

    def _bank(self, row: str | None) -> BankLine | None:
        return next((line for line in self.services.lines if home_rows.row_of(line) == row), None)
