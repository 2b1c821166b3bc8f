"""Home: what can be done from there, by its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList

from quiz.practice.types import DEFAULT_COUNT, Mode
from quiz.text import clean_line
from quiz.tui.commands import (
    HELP,
    IMPORT,
    LESSONS,
    NEW_BANK,
    PROGRESS,
    QUIT,
    SCORES,
    SETTINGS,
    SETUP,
    TIMELINE,
    Command,
    bindings,
    move,
)
from quiz.tui.screens.home_files import FILE, HomeFiles
from quiz.tui.widgets.home_rows import ALL, LESSONS as LESSON_ROW, MORE, BankList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from quiz.library.library import LibraryEntry


class HomeScreen(HomeFiles):
    """What to do now, and the list of banks: its keys, and what they do."""

    GUIDE = (
        "Enter on the card goes on with today: what is due, then lessons, new questions and mistakes. Down leads to "
        f"the banks: there enter starts {DEFAULT_COUNT} questions of one, or goes on with what was left open. Every "
        "response is kept at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "go_on", "Go on", "Go on with today", in_palette=False),
        Command("enter", "begin", "Start", "Begin with the first questions", title="First questions"),
        Command("enter", "early", "Ahead", "Ask what comes back next, before its time", in_palette=False),
        Command("enter", "continue", "Continue", "Go on with the highlighted attempt or text", in_palette=False),
        Command("enter", "list_lessons", "Lessons", "List the lessons", in_palette=False),
        Command("enter", "start", "Start", "Start the highlighted quiz"),
        Command("t", "today", "Today", "Go on with today: what is due, lessons, new ones, mistakes", in_footer=False),
        SETUP,
        Command("v", "review", "Review", "Review what is due in all banks, with some new questions", weight=46),
        Command("m", "mistakes", "Mistakes", "Ask again what was last not wholly right, in all banks", weight=46),
        Command("x", "exam", "Exam", "An exam on the highlighted bank, or all: no feedback until handed in"),
        Command("a", "ahead", "Ahead of time", "Ask what comes back next, before its time", in_footer=False),
        Command("c", "go_on_left", "Continue", "Go on with the newest attempt that was left open", in_footer=False),
        Command("w", "show_map", "What you know", "Each question of the bank with its state", weight=48),
        Command("d", "discard", "Discard", "Discard the highlighted open attempt or unsaved text", in_footer=False),
        SCORES,
        PROGRESS,
        Command("e", "edit", "Edit", "Edit the highlighted bank, or a copy of a bundled one", weight=40),
        NEW_BANK,
        IMPORT,
        FILE,
        Command("l", "preview", "Preview", "Leaf through the highlighted bank as a learner sees it", in_footer=False),
        SETTINGS,
        LESSONS,
        TIMELINE,
        Command("r", "reload", "Reload", "Read the banks again", in_footer=False),
        HELP,
        move("q", "app.quit", QUIT.help),
        move("down,j,home", "into_list(0)", "To the banks, or from them to today"),
        move("up,k,end", "into_list(-1)", "To the banks, or from them to today"),
    )

    # Moving

    @on(BankList.Left)
    def to_card(self) -> None:
        self.set_focus(self._card)

    def action_into_list(self, place: int) -> None:
        if self._banks.option_count:
            self._banks.enter_at(place)
            self.set_focus(self._banks)  # now, not a moment later: the next key may be waiting

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters):
            return False
        on_card, chosen, today = self._is_on_card, self._chosen, self.services.standing.today
        is_done = today is not None and today.is_done
        has_banks = any(line.is_playable for line in self.services.lines)
        # Until the banks are read nobody knows that there are none: what is pressed waits for them.
        is_new = self._is_newcomer or (not has_banks and self.services.library is not None)
        bank = self._bank(chosen)
        is_left = self._open_attempt(chosen) is not None or self._draft(chosen) is not None
        enabled = {
            "begin": on_card and is_new,
            "go_on": on_card and not is_new and not is_done,
            "early": on_card and not is_new and today is not None and is_done and today.ahead > 0,
            "continue": is_left,
            "start": chosen is not None and chosen != LESSON_ROW,
            "list_lessons": chosen == LESSON_ROW,
            "today": has_banks,
            "ahead": not is_new and today is not None and today.ahead > 0,
            "go_on_left": bool(self._left),
            "discard": is_left,
            "exam": has_banks and (on_card or chosen == ALL or bank is not None),
            "show_map": has_banks and (on_card or chosen == ALL or (bank is not None and bank.is_playable)),
            "edit": bank is not None,
            "preview": bank is not None or (on_card and has_banks),
            "into_list": on_card,
        }
        return enabled.get(action, has_banks or action not in {"review", "mistakes", "setup"})

    @on(OptionList.OptionSelected, "#banks")
    def start_selected(self) -> None:
        self.action_start()

    def action_begin(self) -> None:
        if self.services.library is not None and not self.services.playable:
            self.navigation.write_bank()
        else:
            self.navigation.begin_learning()

    def action_go_on(self) -> None:
        self.navigation.go_on_with_today()

    def action_today(self) -> None:
        if self._is_newcomer:
            self.navigation.begin_learning()
        else:
            self.navigation.go_on_with_today()

    def action_early(self) -> None:
        self.navigation.go_ahead_of_time()

    def action_ahead(self) -> None:
        self.navigation.go_ahead_of_time()

    def action_go_on_left(self) -> None:
        self.navigation.resume(self._left[0].uid)

    def action_continue(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        chosen = self._chosen
        if (summary := self._open_attempt(chosen)) is not None:
            self.navigation.resume(summary.uid)
        elif (draft := self._draft(chosen)) is not None:
            self.navigation.edit(draft.file, take_up=True)
        elif chosen == MORE:
            self.navigation.open("unfinished")
        elif chosen == LESSON_ROW:
            self.navigation.go("lessons")
        elif chosen is not None:
            self._start(Mode.PRACTICE)

    def action_list_lessons(self) -> None:
        self.action_start()

    def action_exam(self) -> None:
        self._start(Mode.EXAM)

    def action_review(self) -> None:
        self._start(Mode.REVIEW, everything=True)

    def action_mistakes(self) -> None:
        self._start(Mode.MISTAKES, everything=True)

    def action_setup(self) -> None:
        # Where no single bank is meant, the banks of the last time are on.
        line = self._bank(self._chosen)
        self.services.when_read(lambda: self.navigation.set_up([line.id] if line is not None else []))

    def action_show_map(self) -> None:
        line = self._bank(self._chosen)
        self.navigation.show_map(line.id if line is not None else None)

    def action_edit(self) -> None:
        self._with_bank(lambda entry: self.navigation.edit(entry.path))

    def action_preview(self) -> None:
        self._with_bank(lambda entry: self.navigation.go("preview", entry.path))

    def _with_bank(self, act: Callable[[LibraryEntry], None]) -> None:
        """Do something with the highlighted bank, on the card the first, as its file is once the banks are read."""
        first = next((line for line in self.services.lines if line.is_playable), None)
        if (line := self._bank(self._chosen) or first) is not None:

            def go_on() -> None:
                if (entry := self.services.current(line)) is not None:
                    act(entry)

            self.services.when_read(go_on)

    def _start(self, mode: Mode, *, everything: bool = False) -> None:
        """Start an attempt on the highlighted bank, or on all, as their files are once the banks are read."""
        line = None if everything else self._bank(self._chosen)

        def go_on() -> None:
            one = self.services.current(line) if line is not None else None
            if one is not None and not one.is_playable:
                self.services.tell("This bank cannot be played: see what is said about it.", "warning")
                return
            entries = self.services.current_banks() if line is None else [one] if one is not None else []
            if entries:
                self.navigation.start(entries, mode)

        self.services.when_read(go_on)

    def action_discard(self) -> None:
        if (summary := self._open_attempt(self._chosen)) is not None:
            self.navigation.discard(summary, self.refresh_lists)
        elif (draft := self._draft(self._chosen)) is not None:

            def drop(answer: str | None) -> None:
                if answer == "d":
                    self.services.drafts.drop(draft.file)
                    self.refresh_lists()

            message = f"Discard the text of {clean_line(draft.file.name)} that was never saved?"
            self.navigation.decide(message, {"d": "discard it"}, drop)

    def action_reload(self) -> None:
        self.services.load_library()
