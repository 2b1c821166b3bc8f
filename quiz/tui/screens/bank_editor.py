"""The text of a bank on the screen: what is found in it, and the question under the cursor as a learner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import OptionList, Static, TextArea

from quiz.authoring.closed_remarks import ClosedRemarks
from quiz.authoring.inspection import Inspection, WrittenQuestion, inspect
from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.files import FileProblem
from quiz.library.library import BankFile, Library
from quiz.lint.across import OtherBanks
from quiz.paths import data_folder
from quiz.practice.attempt import item_of
from quiz.scores.now import local_now
from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.screens.panning import PanningScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.editor import Editor
from quiz.tui.widgets.preview import Preview
from quiz.tui.widgets.problems import Problems, Reported, finding_line, summary
from quiz.tui.widgets.steady_text import SteadyText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from quiz.authoring.bank_file import EditedFile
    from quiz.scores.store.records import Remark

TEXT, PROBLEMS, PREVIEW = "text", "problems", "preview"
PANES: Final = (TEXT, PROBLEMS, PREVIEW)
_LACKING: Final = frozenset({"missing-field", "no-explanation", "no-source"})
"""The names of findings that a field is not there."""
LOOK_AFTER: Final = 0.2
"""Seconds after a change until the text is looked at, and kept: the next keys belong to the same look."""


class BankEditorScreen(PanningScreen):
    """Text, problems and preview of a bank. What becomes of the text, and the keys, are for a subclass to say."""

    def __init__(self, edited_file: EditedFile) -> None:
        super().__init__()
        self.edited_file = edited_file
        self.inspection = Inspection()
        self.good = Inspection()
        self.begins_with = ""
        """The text of a file that is not there yet, before anything is typed."""
        self._timer: Timer | None = None
        self._is_looking = False
        self._is_stale = False
        self._looked_at: str | None = None
        self._next: Callable[[], None] | None = None
        """What is to be done once the text as it is now has been looked at."""
        self._compared: tuple[Library, OtherBanks] | None = None
        self._remarks: tuple[str, Sequence[Remark]] | None = None
        """What was reported of the bank with that id, as it was when the bank was opened."""
        self._last_closed = ""
        """The remark that was closed last."""
        self._shown_tabs = ("", "")
        """The pane and the name of the problems that the tabs show."""
        self._note = ""
        self._noted: tuple[str, int] | None = None
        self._left: tuple[int, int] | None = None
        """Where the cursor was before it was taken elsewhere, row and column from 0."""

    def draft_writer(self, text: str) -> Callable[[], None]:
        """Return what puts a text that is not saved where it outlives the program; it is called in a thread.

        It raises `FileProblem`.
        """
        raise NotImplementedError

    def forget_taken_back(self) -> None:
        """Forget what was kept, where the text is as it was saved again."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        yield Static("", id="tabs", markup=False)
        with Container(id="work"):
            with Container(id="writing"):
                yield Editor(id="editor")
                yield SteadyText(id="said")
                yield Problems(id="problems")
            with Container(id="reading"):
                yield Preview(picture_key="", id="preview")  # f8 tries the question

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    @property
    def text(self) -> str:
        return self.editor.text

    @property
    def is_unsaved(self) -> bool:
        """Whether there is anything that the person would miss: what a new bank begins with is not."""
        text = self.text
        is_begun = self.edited_file.is_new and text == self.begins_with
        return not self.edited_file.locked and not is_begun and self.edited_file.is_changed(text)

    @property
    def pane(self) -> str:
        return next((pane for pane in PANES if self.has_class(f"-{pane}")), TEXT)

    # Looking at the text

    @on(TextArea.Changed)
    def note_change(self) -> None:
        if self.editor.history.redo_stack and not self.text:
            self.tell("All of it is taken back: ctrl+y brings it again, f2 begins with another question.")
        self.show_status()
        if self._timer is None:
            self._timer = callbacks.after(self, LOOK_AFTER, self.look)

    def look(self) -> None:
        """Keep the text and look at it, one look at a time."""
        self._timer = None
        if self._is_looking:
            self._is_stale = True
        else:
            self._is_looking, self._is_stale = True, False
            self.forget_taken_back()
            text = self.text
            is_kept = self.is_unsaved and not self.is_settled
            self._inspect(text, self.draft_writer(text) if is_kept else None)

    def _others(self) -> OtherBanks | None:
        """Return the questions of the other banks of the library, once that is read."""
        library = self.services.library
        if library is None:
            return None
        if self._compared is None or self._compared[0] is not library:
            banks = (entry.bank for entry in library.playable if entry.path != self.edited_file.path)
            self._compared = library, OtherBanks(bank for bank in banks if bank is not None)
        return self._compared[1]

    @work(thread=True, group="inspection", exit_on_error=False)
    def _inspect(self, text: str, keep: Callable[[], None] | None) -> None:
        edited_file, problem = self.edited_file, ""
        try:
            if keep is not None:
                keep()
        except FileProblem as found:
            problem = f"Unsaved text cannot be kept: {found.message}."
        try:
            inspection = inspect(version_of(edited_file, text), edited_file.folder, self._others(), local_now().date())
        except Exception as fault:  # noqa: BLE001 - a fault of ours in a rule must not take the text with it
            problem = f"This text cannot be checked: {clean_line(str(fault))}."
            inspection = self.inspection
        callbacks.later(self, self._show_inspection, text, inspection, problem)

    def when_looked_at(self, then: Callable[[], None]) -> None:
        """Do something that goes by lines, once it is known where things stand in the text as it is now."""
        if self._looked_at == self.text:
            then()
        else:
            self._next = then
            self.look()

    def _show_inspection(self, text: str, inspection: Inspection, problem: str) -> None:
        self._is_looking = False
        self._looked_at, self.inspection = text, inspection
        if inspection.places or not inspection.diagnostics:
            self.good = inspection
        self.query_one(Problems).show_found(inspection.diagnostics, self._reported())
        self.editor.underline(inspection.diagnostics)
        self._highlight_finding()
        if problem:
            self.tell(problem)
        self.show_status()
        callbacks.later(self, self._show_preview)
        self.refresh_bindings()
        then, self._next = self._next, None
        if then is not None:
            self.when_looked_at(then)
        elif self._is_stale:
            self.look()

    def _reported(self) -> list[Reported]:
        """Return what learners reported of the bank, with the lines where its questions stand now."""
        bank = self.good.bank
        if bank is None:
            return []
        if self._remarks is None or self._remarks[0] != bank.id:
            self._remarks = bank.id, self.services.remarks(bank.id)
        closed = ClosedRemarks(data_folder()).every()
        lines = {place.id: place.first for place in self.good.places}
        left = (remark for remark in self._remarks[1] if remark.uid not in closed)
        return [Reported(lines.get(remark.key.question), remark) for remark in left]

    # What is said of it

    def on_resize(self) -> None:
        callbacks.later(self, self._show_preview)  # there may be room for it now

    @on(TextArea.SelectionChanged)
    def follow_cursor(self) -> None:
        self._highlight_finding()
        self.show_status()
        callbacks.later(self, self._show_preview)

    def show_status(self) -> None:
        editor = self.editor
        saved = "new" if self.edited_file.is_new else "saved"
        state = "read-only" if self.edited_file.locked else "● unsaved" if self.is_unsaved else saved
        row, column = editor.cursor_location
        bank = self.good.bank
        title = bank.title if bank is not None else clean_line(self.edited_file.path.name)
        place, places = self.place, self.good.places
        number = f"{places.index(place) + 1} of {len(places)}" if place is not None else ""
        kind = "draft" if place is not None and place.is_draft else "question"
        none = "no question yet" if self._looked_at is not None else ""
        detail = f"{kind} {number}" if place is not None else none
        self.title_bar.show(title, f"{row + 1}:{column + 1} · {state}", detail=detail)
        self.query_one("#said", SteadyText).show(self._said())
        self._show_tabs()

    def _said(self) -> Content:
        """Return what there is to say now: a note as long as nothing moves, else the finding that is meant."""
        if self._note and self._noted == (self.text, self.editor.line):
            return Content.styled(self._note, "$text-warning")
        problems = self.query_one(Problems)
        found = problems.picked if problems.has_focus else self.inspection.finding_at(self.editor.line)
        if self._looked_at is None:
            return Content("")
        return finding_line(found) if found else Content.styled(summary(self.inspection.diagnostics), MUTED)

    def _highlight_finding(self) -> None:
        """Highlight what was found in the line of the cursor, unless the list itself is being walked through."""
        problems, found = self.query_one(Problems), self.inspection.finding_at(self.editor.line)
        if found is not None and not problems.has_focus:
            problems.highlight(found)

    def tell(self, note: str) -> None:
        """Say something below the text, until the text or the cursor is another."""
        self._note, self._noted = note, (self.text, self.editor.line)
        self.show_status()

    def _show_tabs(self) -> None:
        found, rows = self.inspection.diagnostics, self.query_one(Problems).rows
        mark = " ×" if any(map(is_error, found)) else ""
        names = {TEXT: "Text", PROBLEMS: f"Problems{mark} {len(rows) or ''}".rstrip(), PREVIEW: "Preview"}
        if (shown := (self.pane, names[PROBLEMS])) == self._shown_tabs:
            return
        self._shown_tabs = shown
        keys = Content.assemble(("  f6", "bold"), (" next", MUTED))
        parts = [
            Content.from_markup(f"[@click=screen.show('{pane}')] {name} [/]").stylize(
                "bold $text-primary reverse" if pane == self.pane else MUTED
            )
            for pane, name in names.items()
        ]
        self.query_one("#tabs", Static).update(Content(" ").join(parts) + keys, layout=False)

    # The preview

    @property
    def place(self) -> WrittenQuestion | None:
        """The question under the cursor; between questions the next one, or the last."""
        line, places = self.editor.line, self.good.places
        below = [place for place in places if place.first > line]
        return self.good.at(line) or next(iter(below or places[-1:]), None)

    async def _show_preview(self) -> None:
        """Show the question under the cursor; where it cannot be shown, as it was last, and why."""
        preview, place, bank = self.query_one(Preview), self.place, self.good.bank
        if preview.is_tried or not (self.pane == PREVIEW or self.has_class("-wide")):
            return
        if place is not None and place.question is not None and bank is not None:
            wrong = self.inspection is not self.good
            await preview.look_at(item_of(bank, place.question, 0), _why(self.inspection, None) if wrong else "")
        elif place is None:
            await preview.look_at(None, Content.styled("There is no question yet; f2 inserts one.", MUTED))
        else:
            same = preview.item if preview.item is not None and preview.item.question.id == place.id else None
            await preview.look_at(same, _why(self.inspection, place, "As it was" if same is not None else "Not shown"))

    def action_try(self) -> None:
        def begin() -> None:
            callbacks.later(self, self._try)

        self.when_looked_at(begin)

    async def _try(self) -> None:
        self.show_pane(PREVIEW)
        await self._show_preview()
        preview = self.query_one(Preview)
        if preview.item is not None:
            await preview.begin()
        else:
            preview.query_one("#body").focus()

    @on(Preview.Done)
    async def try_again(self) -> None:
        await self.query_one(Preview).begin()

    # Panes

    def show_pane(self, pane: str, *, is_focused: bool = False) -> None:
        """Show a pane where there is no room for all; `is_focused` where the focus is on it already."""
        if pane != self.pane and not is_focused and not self.has_class("-wide"):
            self.set_focus(None)  # else Textual moves the focus from what is hidden to a pane of its own choice
        self.update_classes({f"-{one}": one == pane for one in PANES})  # at once: each change has all styles worked out
        self._show_tabs()
        self.refresh_bindings()

    @on(DescendantFocus)
    async def follow_focus(self, event: DescendantFocus) -> None:
        panes = {TEXT: self.editor, PROBLEMS: self.query_one(Problems), PREVIEW: self.query_one(Preview)}
        pane = next((name for name, widget in panes.items() if widget in event.widget.ancestors_with_self), None)
        if pane is not None and pane != self.pane:
            self.show_pane(pane, is_focused=True)
        if pane is not None and pane != PREVIEW:
            await self.query_one(Preview).end()
            await self._show_preview()

    def action_next_pane(self) -> None:
        self.action_show(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_show(self, pane: str) -> None:
        if pane == PREVIEW:
            self.action_try()
            return
        self.show_pane(pane)
        (self.editor if pane == TEXT else self.query_one(Problems)).focus()

    def remember_place(self) -> None:
        """Note where the cursor is, to come back to, before it is taken elsewhere."""
        self._left = self.editor.cursor_location

    def go_to_line(self, line: int) -> None:
        """Go on writing at the end of a line, from 1."""
        self.remember_place()
        self.editor.go_to_end(line)
        self.to_text()

    def action_back_to_last(self) -> None:
        """Go back to where the cursor was before it was taken elsewhere; again comes back."""
        if (left := self._left) is None:
            self.tell("The cursor was nowhere else yet.")
            return
        self.remember_place()
        self.editor.go(left[0] + 1, left[1] + 1)
        self.to_text()

    def to_text(self) -> None:
        self.show_pane(TEXT, is_focused=self.editor.has_focus)
        self.editor.focus()

    # Problems

    @on(OptionList.OptionHighlighted, "#problems")
    def tell_highlighted(self) -> None:
        self.show_status()

    @on(OptionList.OptionSelected, "#problems")
    def jump_to_clicked(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        found = self.query_one(Problems).picked
        if isinstance(found, Diagnostic):
            self._go_to(found)
        elif found is not None and found.line is not None:
            self.go_to_line(found.line)
        elif found is not None:
            self.tell(f"There is no question {found.remark.key.question} in this text.")

    def action_close_remark(self) -> None:
        """Close the highlighted remark."""
        found, closed = self.query_one(Problems).picked, ClosedRemarks(data_folder())
        try:
            if isinstance(found, Reported):
                closed.close(found.remark.uid)
                self._last_closed = found.remark.uid
                self.tell("Closed: it is no longer shown here.")
        except FileProblem as problem:
            self.services.tell(f"Not closed: {problem.message}.", "error", 15)
        self._show_problems()

    def action_reopen_remark(self, _way: str = "") -> None:
        """Show the remark again that was closed last."""
        try:
            ClosedRemarks(data_folder()).reopen(self._last_closed)
        except FileProblem as problem:
            self.services.tell(f"Not opened: {problem.message}.", "error", 15)
        self._last_closed = ""
        self._show_problems()

    def _show_problems(self) -> None:
        self.query_one(Problems).show_found(self.inspection.diagnostics, self._reported())
        self.show_status()
        self.refresh_bindings()

    def action_next_problem(self) -> None:
        self.when_looked_at(self._go_to_next_problem)

    def _go_to_next_problem(self) -> None:
        """Go to the first finding below the cursor, from the last one round to the first."""
        row, column = self.editor.selection.end
        here = (row + 1, column + 1)
        found = [one for one in self.inspection.diagnostics if (one.span.line, one.span.column) > here]
        if following := found or list(self.inspection.diagnostics):
            self._go_to(following[0])
        else:
            self.tell("There are no problems.")

    def _go_to(self, found: Diagnostic) -> None:
        """Put the cursor where a finding stands; a text of a template is selected, to be written over."""
        span = found.span
        is_template = found.name in {"template-text", "undecided"} and span.line == span.end_line
        self.remember_place()
        if found.name in _LACKING:
            self._go_to_lack(found)
        else:
            self.editor.go(span.line, span.column, span.end_column if is_template else None)
        self.query_one(Problems).highlight(found)
        self.to_text()

    def _go_to_lack(self, found: Diagnostic) -> None:
        """Put the cursor where enter begins a field that is not there: in the first question if all of them lack it."""
        places, line = self.good.places, found.span.line
        if found.name == "missing-field" or self.good.at(line) is not None or not places:
            self.editor.go_to_end(line)
        else:
            self.editor.go_to_end(places[0].first)
            self.tell(finding_line(found).plain)


def version_of(edited_file: EditedFile, text: str) -> BankFile:
    return BankFile.version(edited_file.path, edited_file.folder, edited_file.data(text))


def _why(inspection: Inspection, place: WrittenQuestion | None, what: str = "As it was") -> Content:
    """Return the first error in a question, or in the whole text, as the reason why the preview stands still."""
    for one in inspection.diagnostics:
        if one.severity == "error" and (place is None or place.first <= one.span.line <= place.last):
            return Content.assemble((f"× {what}: line {one.span.line}  ", "$text-error"), clean_line(one.message))
    if place is not None and place.is_draft:
        return Content.styled("A draft: it is shown as soon as it has all that its type needs.", MUTED)
    return Content.styled("As it was before the last change.", MUTED)
