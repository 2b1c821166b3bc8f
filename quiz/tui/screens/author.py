"""Writing a bank: its text, what is found in it, and the question under the cursor as a learner sees it."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.widgets import OptionList, Static, TextArea

from quiz.bank.copying import own_copy
from quiz.bank.diagnostics import Diagnostic, is_error
from quiz.bank.drafts import Draft, digest
from quiz.bank.library import BankFile, Library
from quiz.bank.manuscript import ChangedOnDisk, Manuscript, open_manuscript
from quiz.bank.model import meaning_of
from quiz.bank.templates import TEMPLATES, Insertion, add_reference, insert_question
from quiz.files import FileProblem, signature, write_new
from quiz.lint.across import Others
from quiz.lint.inspection import Inspection, Place, inspect, mended
from quiz.paths import own_banks_folder
from quiz.practice.attempt import item_of
from quiz.text import clean_line
from quiz.tui.own_editor import editor_command
from quiz.tui.render import MUTED
from quiz.tui.screens.base import Choice, QuizScreen
from quiz.tui.screens.pick import Pick
from quiz.tui.widgets.editor import Editor
from quiz.tui.widgets.preview import Preview
from quiz.tui.widgets.problems import Problems, finding_line, summary

if TYPE_CHECKING:
    from textual.timer import Timer

TEXT, PROBLEMS, PREVIEW = "text", "problems", "preview"
PANES: Final = (TEXT, PROBLEMS, PREVIEW)
LOOK_AFTER: Final = 0.2
"""Seconds after a change until the text is looked at, and kept: the next keys belong to the same look."""
WATCH_EVERY: Final = 1.0
"""Seconds between two looks whether another program changed the file."""


def _stay() -> None:
    """Do nothing more once the bank is saved."""


class AuthorScreen(QuizScreen):
    """A bank file being written.

    text: what it begins with where the file is not there yet. take_up: go on with unsaved text without asking.
    """

    GUIDE = (
        "Write the bank on the left; what is found in it stands below, and the question under the cursor is shown as a "
        "learner sees it. Unsaved text is kept all the time: it is offered again if the program or the machine stops. "
        "Enter indents as the line before. Tab goes to the next text of a template; at the start of a line it indents."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", tooltip="Save the bank"),
        Binding("f2", "insert", "Insert", tooltip="Insert a question of a type, to write over"),
        Binding("f3", "cite", "Cite", tooltip="Cite a reference of the source list in this question"),
        Binding("f4", "go_to", "Go to", tooltip="Go to a question"),
        Binding("f5", "fix", "Fix", tooltip="Fix what can be fixed without changing a meaning"),
        Binding("f6", "next_pane", "Pane", show=False, tooltip="The next of text, problems and preview"),
        Binding("f7", "next_problem", "Problem", tooltip="The next problem, or text to write over"),
        Binding("f8", "try", "Try", tooltip="Try the question as a learner"),
        Binding("f9", "own_editor", "Editor", show=False, tooltip="Open your own editor at this line"),
        Binding("f10", "copy", "Copy", tooltip="Make a copy in your own folder, and edit that"),
        Binding("enter", "jump", "Jump", tooltip="Go to the highlighted problem"),
        Binding("escape", "close", "Close", tooltip="Back to the text; from there, close the bank"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(
        self, manuscript: Manuscript, text: str | None = None, line: int = 1, *, take_up: bool = False
    ) -> None:
        super().__init__()
        self.manuscript = manuscript
        self.inspection = Inspection()
        self._good = Inspection()
        self._begins_with = text
        self._line = line
        self._takes_up = take_up
        self._timer: Timer | None = None
        self._is_looking = False
        self._is_stale = False
        self._looked_at: str | None = None
        self._next: Callable[[], None] | None = None
        """What is to be done once the text as it is now has been looked at."""
        self._compared: tuple[Library, Others] | None = None
        self._is_leaving = False
        self._has_kept = False
        """Whether unsaved text was kept since the screen was opened."""
        self._is_older = False
        """Whether the text was begun on another version of the file than the one that is there."""
        self._seen = signature(manuscript.path)
        self._told_of = manuscript.base
        self._note = manuscript.locked or manuscript.note
        self._noted: tuple[str, int] | None = None

    def compose_body(self) -> ComposeResult:
        yield Static("", id="tabs", markup=False)
        with Container(id="work"):
            with Container(id="writing"):
                yield Editor(id="editor")
                yield Static("", id="said", markup=False)
                yield Problems(id="problems")
            with Container(id="reading"):
                yield Preview(id="preview")

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
        is_begun = self.manuscript.is_new and text == self._begins_with
        return not self.manuscript.locked and not is_begun and self.manuscript.is_changed(text)

    @property
    def pane(self) -> str:
        return next((pane for pane in PANES if self.has_class(f"-{pane}")), TEXT)

    def on_mount(self) -> None:
        editor = self.editor
        editor.load(self.manuscript.text)
        editor.read_only = bool(self.manuscript.locked)
        editor.go(self._line)
        if self._begins_with is not None and self.manuscript.is_new:
            editor.rewrite(self._begins_with)
            editor.go_to_placeholder()
        self.call_after_refresh(editor.center_cursor)
        if self._note:
            self._tell(self._note)
        self._show_pane(TEXT)
        editor.focus()
        self._look()
        self.set_interval(WATCH_EVERY, self._watch_file)
        self._offer_what_is_there()

    def _offer_what_is_there(self) -> None:
        """Offer unsaved text of an earlier time, or, of a bank that cannot be changed, a copy."""
        draft = self.app.drafts.kept(self.manuscript.path)
        if draft is not None and not self.manuscript.locked and draft.data != self.manuscript.base:
            if self._takes_up:
                self._take_up(draft, "enter")
                return
            changed = "" if draft.base == digest(self.manuscript.base) else " The file was changed since."
            message = f"There is text of {draft.at.astimezone():%d %b %Y %H:%M} that was never saved.{changed}"
            answers = {"enter": "go on with it", "d": "discard it"}
            self.app.push_screen(Choice(message, answers), lambda answer: self._take_up(draft, answer))
        elif self.is_bundled:
            message = f"{self.manuscript.locked} You can look at it here, or change a copy of your own."
            self.app.push_screen(Choice(message, {"c": "make a copy and edit it"}), self._copy_if_wanted)

    def _take_up(self, draft: Draft, answer: str | None) -> None:
        if answer == "enter":
            self._is_older = draft.base != digest(self.manuscript.base)
            self.editor.rewrite(draft.data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
        elif answer == "d":
            self.app.drafts.drop(self.manuscript.path)
        else:
            self.app.go_home()  # what is typed now would take the place of what was kept

    # Looking at the text

    @on(TextArea.Changed)
    def note_change(self) -> None:
        self._show_status()
        if self._timer is None:
            self._timer = self.set_timer(LOOK_AFTER, self._look)

    def _look(self) -> None:
        """Keep the text and look at it, one look at a time."""
        self._timer = None
        if self._is_looking:
            self._is_stale = True
        else:
            self._is_looking, self._is_stale = True, False
            self._drop_taken_back()
            self._inspect(self.text, is_unsaved=self.is_unsaved)

    def _others(self) -> Others | None:
        """Return the questions of the other banks of the library, once that is read."""
        library = self.app.library
        if library is None:
            return None
        if self._compared is None or self._compared[0] is not library:
            banks = (entry.bank for entry in library.playable if entry.path != self.manuscript.path)
            self._compared = library, Others(bank for bank in banks if bank is not None)
        return self._compared[1]

    @work(thread=True, group="inspection", exit_on_error=False)
    def _inspect(self, text: str, *, is_unsaved: bool) -> None:
        manuscript, problem = self.manuscript, ""
        try:
            if is_unsaved:
                self._keep_draft(text)
        except FileProblem as found:
            problem = f"Unsaved text cannot be kept: {found.message}."
        try:
            inspection = inspect(_version(manuscript, text), manuscript.folder, self._others())
        except Exception as fault:  # noqa: BLE001 - a fault of ours in a rule must not take the text with it
            problem = f"This text cannot be checked: {clean_line(str(fault))}."
            inspection = self.inspection
        self.app.call_from_thread(self._show_inspection, text, inspection, problem)

    def _keep_draft(self, text: str) -> None:
        self._has_kept = True
        self.app.drafts.keep(self.manuscript.path, self.manuscript.base, self.manuscript.data(text), datetime.now(UTC))

    def _drop_taken_back(self) -> None:
        """Forget what was kept from here, where the person took it back: it is not to be offered again."""
        if self._has_kept and not self.is_unsaved:
            self._has_kept = False
            self.app.drafts.drop(self.manuscript.path)

    def _when_looked_at(self, then: Callable[[], None]) -> None:
        """Do something that goes by lines, once it is known where things stand in the text as it is now."""
        if self._looked_at == self.text:
            then()
        else:
            self._next = then
            self._look()

    def _show_inspection(self, text: str, inspection: Inspection, problem: str) -> None:
        self._is_looking = False
        self._looked_at, self.inspection = text, inspection
        if inspection.places or not inspection.diagnostics:
            self._good = inspection
        self.query_one(Problems).show_found(inspection.diagnostics)
        self.editor.underline(inspection.diagnostics)
        if problem:
            self._tell(problem)
        self._show_status()
        self.call_later(self._show_preview)
        self.refresh_bindings()
        then, self._next = self._next, None
        if then is not None:
            self._when_looked_at(then)
        elif self._is_stale:
            self._look()

    @on(TextArea.SelectionChanged)
    def follow_cursor(self) -> None:
        self._show_status()
        self.call_later(self._show_preview)

    def _show_status(self) -> None:
        editor = self.editor
        saved = "new" if self.manuscript.is_new else "saved"
        state = "read-only" if self.manuscript.locked else "● unsaved" if self.is_unsaved else saved
        row, column = editor.cursor_location
        bank = self._good.bank
        title = bank.title if bank is not None else clean_line(self.manuscript.path.name)
        self.show_title(f"{title} · edit", f"{row + 1}:{column + 1} · {state}")
        self.query_one("#said", Static).update(self._said())
        self._show_tabs()

    def _said(self) -> Content:
        """Return what there is to say now: a note as long as nothing moves, else the finding that is meant."""
        if self._note and self._noted == (self.text, self.editor.line):
            return Content.styled(self._note, "$text-warning")
        problems = self.query_one(Problems)
        found = problems.picked if problems.has_focus else self.inspection.finding_at(self.editor.line)
        return finding_line(found) if found else Content.styled(summary(self.inspection.diagnostics), MUTED)

    def _tell(self, note: str) -> None:
        """Say something below the text, until the text or the cursor is another."""
        self._note, self._noted = note, (self.text, self.editor.line)
        self._show_status()

    def _show_tabs(self) -> None:
        found = self.inspection.diagnostics
        mark = " ✗" if any(map(is_error, found)) else ""
        names = {TEXT: "Text", PROBLEMS: f"Problems{mark} {len(found) or ''}".rstrip(), PREVIEW: "Preview"}
        keys = Content.assemble(("  f6", "bold $text-accent"), (" next", MUTED))
        parts = [
            Content.from_markup(f"[@click=screen.show('{pane}')] {name} [/]").stylize(
                "bold $text-accent reverse" if pane == self.pane else MUTED
            )
            for pane, name in names.items()
        ]
        self.query_one("#tabs", Static).update(Content(" ").join(parts) + keys)

    # The preview

    @property
    def _place(self) -> Place | None:
        """The question under the cursor; between questions the next one, or the last."""
        line, places = self.editor.line, self._good.places
        below = [place for place in places if place.first > line]
        return self._good.at(line) or next(iter(below or places[-1:]), None)

    async def _show_preview(self) -> None:
        """Show the question under the cursor; where it cannot be shown, as it was last, and why."""
        preview, place, bank = self.query_one(Preview), self._place, self._good.bank
        if preview.is_tried or not (self.pane == PREVIEW or self.has_class("-wide")):
            return
        if place is not None and place.question is not None and bank is not None:
            wrong = self.inspection is not self._good
            await preview.show(item_of(bank, place.question, 0), _why(self.inspection, None) if wrong else "")
        elif place is None:
            await preview.show(None, Content.styled("There is no question yet; f2 inserts one.", MUTED))
        else:
            same = preview.item if preview.item is not None and preview.item.question.id == place.id else None
            await preview.show(same, _why(self.inspection, place))

    def action_try(self) -> None:
        def begin() -> None:
            self.call_later(self._try)

        self._when_looked_at(begin)

    async def _try(self) -> None:
        self._show_pane(PREVIEW)
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

    def _show_pane(self, pane: str, *, is_focused: bool = False) -> None:
        """Show a pane where there is no room for all; `is_focused` where the focus is on it already."""
        if pane != self.pane and not is_focused and not self.has_class("-wide"):
            self.set_focus(None)  # else Textual moves the focus from what is hidden to a pane of its own choice
        for one in PANES:
            self.set_class(one == pane, f"-{one}")
        self._show_tabs()
        self.refresh_bindings()

    @on(DescendantFocus)
    async def follow_focus(self, event: DescendantFocus) -> None:
        panes = {TEXT: self.editor, PROBLEMS: self.query_one(Problems), PREVIEW: self.query_one(Preview)}
        pane = next((name for name, widget in panes.items() if widget in event.widget.ancestors_with_self), None)
        if pane is not None and pane != self.pane:
            self._show_pane(pane, is_focused=True)
        if pane is not None and pane != PREVIEW:
            await self.query_one(Preview).end()
            await self._show_preview()

    def action_next_pane(self) -> None:
        self.action_show(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_show(self, pane: str) -> None:
        if pane == PREVIEW:
            self.action_try()
            return
        self._show_pane(pane)
        (self.editor if pane == TEXT else self.query_one(Problems)).focus()

    def _to_text(self) -> None:
        self._show_pane(TEXT, is_focused=self.editor.has_focus)
        self.editor.focus()

    # Problems

    @on(OptionList.OptionHighlighted, "#problems")
    def tell_highlighted(self) -> None:
        self._show_status()

    @on(OptionList.OptionSelected, "#problems")
    def jump_to_clicked(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        if (found := self.query_one(Problems).picked) is not None:
            self._go_to(found)

    def action_next_problem(self) -> None:
        self._when_looked_at(self._go_to_next_problem)

    def _go_to_next_problem(self) -> None:
        """Go to the first finding below the cursor, from the last one round to the first."""
        row, column = self.editor.selection.end
        here = (row + 1, column + 1)
        found = [one for one in self.inspection.diagnostics if (one.span.line, one.span.column) > here]
        if following := found or list(self.inspection.diagnostics):
            self._go_to(following[0])
        else:
            self._tell("There are no problems.")

    def _go_to(self, found: Diagnostic) -> None:
        """Put the cursor where a finding stands; a text of a template is selected, to be written over."""
        span = found.span
        is_template = found.name == "template-text" and span.line == span.end_line
        self.editor.go(span.line, span.column, span.end_column if is_template else None)
        self.query_one(Problems).highlight(found)
        self._to_text()

    # Writing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        is_writing = not self.manuscript.locked and (self.pane != PREVIEW or self.has_class("-wide"))
        match action:
            case "save":
                return not self.manuscript.locked
            case "insert" | "fix":
                return is_writing
            case "cite":
                return is_writing and bool(self.inspection.references)
            case "next_problem" | "go_to":
                return self.pane != PREVIEW or self.has_class("-wide")
            case "copy":
                return self.is_bundled
            case "own_editor":
                return not self.is_bundled
            case "jump":
                return self.pane == PROBLEMS
            case _:
                return True

    def action_insert(self) -> None:
        kinds = list(TEMPLATES)
        lines = [f"{kind}: {meaning_of(kind)}" for kind in kinds]
        self._pick("A question of which type?", lines, lambda place: self._insert(kinds[place]))

    def _insert(self, kind: str) -> None:
        insertion = insert_question(self.text, kind, self.editor.line if self.text.strip() else None)
        self._put(insertion, "The questions are not written as a list with dashes, so none can be put in.")

    def action_cite(self) -> None:
        references = self.inspection.references
        lines = [
            " · ".join(filter(None, (one.id, one.title, one.publisher or one.author, one.issued))) for one in references
        ]
        self._pick("Cite which reference?", lines, lambda place: self._cite(references[place].id))

    def _cite(self, reference: str) -> None:
        insertion = add_reference(self.text, reference, self.editor.line)
        self._put(insertion, "Put the cursor into a question whose sources are a list.")

    def _put(self, insertion: Insertion | None, why_not: str) -> None:
        if insertion is None:
            self._tell(why_not)
            return
        self.editor.rewrite(insertion.applied(self.text))
        end = insertion.column + insertion.length if insertion.length else None
        self.editor.go(insertion.line, insertion.column, end)
        self._to_text()

    def action_go_to(self) -> None:
        self._when_looked_at(self._pick_place)

    def _pick_place(self) -> None:
        places = self._good.places
        here = self._place
        lines = [f"{place.id or '(no id)'}  {place.prompt}" for place in places]
        at = places.index(here) if here is not None else 0
        self._pick("Go to which question?", lines, lambda place: self._show_place(places[place]), at)

    def _show_place(self, place: Place) -> None:
        self.editor.go_to_end(place.first)
        self._to_text()

    def _pick(self, title: str, lines: list[str], then: Callable[[int], None], at: int = 0) -> None:
        if lines:
            self.app.push_screen(Pick(title, lines, at), lambda place: None if place is None else then(place))

    @work(thread=True, group="fixing", exclusive=True, exit_on_error=False)
    def action_fix(self) -> None:
        manuscript, text = self.manuscript, self.app.call_from_thread(lambda: self.text)
        data = mended(_version(manuscript, text), manuscript.folder)
        self.app.call_from_thread(self._show_fixed, text, data.decode("utf-8-sig").replace("\r\n", "\n"))

    def _show_fixed(self, before: str, after: str) -> None:
        if before == after:
            self._tell("There is nothing that can be fixed safely.")
        elif before == self.text:
            self.editor.rewrite(after)
            self._tell("Fixed; ctrl+z takes it back.")

    def on_key(self, event: Key) -> None:
        """Say why nothing comes of what is typed."""
        if self.manuscript.locked and event.is_printable and self.editor.has_focus:
            self._tell(f"{self.manuscript.locked} f10 makes a copy." if self.is_bundled else self.manuscript.locked)

    # The file

    def action_save(self) -> None:
        self.editor.take_back_indentation()
        self._save()

    def _save(self, *, over: bytes | None = None, then: Callable[[], None] = _stay) -> None:
        """Save, and go on with `then` once that is done."""
        if self._is_older and over is None:
            self._ask_what_stays(then)
            return
        try:
            self.manuscript = self.manuscript.save(self.text, over=over)
        except ChangedOnDisk:
            self._ask_what_stays(then)
            return
        except FileProblem as problem:
            self.app.notify(f"Not saved: {problem.message}.", severity="error", timeout=15, markup=False)
            return
        self._is_older = False
        self._told_of = self.manuscript.base
        self._seen = signature(self.manuscript.path)
        self.app.drafts.drop(self.manuscript.path)
        self._tell(f"Saved {clean_line(str(self.manuscript.path))}")
        self._look()
        self.app.written = self.manuscript.path
        self.app.load_library()
        then()

    def _ask_what_stays(self, then: Callable[[], None]) -> None:
        message = "The file was changed by another program since it was opened here."
        answers = {"o": "overwrite it with this text", "r": "take what is on disk; ctrl+z brings this text back"}
        self.app.push_screen(Choice(message, answers), lambda answer: self._settle_change(answer, then))

    def _settle_change(self, answer: str | None, then: Callable[[], None]) -> None:
        if answer == "r":
            self._read_again()
        elif answer == "o":
            try:
                self._save(over=self.manuscript.on_disk(), then=then)
            except FileProblem as problem:
                self.app.notify(f"Not saved: {problem.message}.", severity="error", markup=False)

    def _read_again(self) -> None:
        try:
            found = open_manuscript(self.manuscript.path)
        except FileProblem as problem:
            self._tell(f"The file cannot be read: {problem.message}. This text stays.")
            return
        if found.locked:
            self._tell(f"{found.locked} This text stays.")
            return
        self.manuscript = found
        self._is_older = False
        self._told_of = self.manuscript.base
        self.editor.rewrite(self.manuscript.text)
        self.app.drafts.drop(self.manuscript.path)
        self._tell(self.manuscript.note or "Read again: another program changed the file.")
        self._look()

    def _watch_file(self) -> None:
        """Take over what another program made of the file; where text is unsaved, only say that it did."""
        seen = signature(self.manuscript.path)
        if seen == self._seen or self.is_bundled:
            return
        self._seen = seen
        try:
            data = self.manuscript.on_disk()
        except FileProblem:
            return
        if data in {self.manuscript.base, self._told_of}:
            return
        self._told_of = data
        if data is None:
            self._tell("The file is gone; saving writes it again.")
        elif self.is_unsaved:
            self._tell("Another program changed the file; saving will ask what stays.")
        else:
            self._read_again()

    def action_own_editor(self) -> None:
        if self.is_unsaved or self.manuscript.is_new:
            self.app.push_screen(
                Choice("Your own editor opens the file as it was last saved.", {"s": "save, and open it"}),
                lambda answer: self._save(then=self._open_own_editor) if answer == "s" else None,
            )
        else:
            self._open_own_editor()

    def _open_own_editor(self) -> None:
        path = self.manuscript.path
        command = editor_command(os.environ, path, self.editor.line)
        if command is None:
            self.app.notify("There is no editor: set EDITOR to the one you use.", severity="warning", markup=False)
            return
        if shutil.which(command[0]) is None:
            self._tell(f"{clean_line(command[0])} cannot be started; set EDITOR to an editor that is there.")
            return
        try:
            with self.app.suspend(), contextlib.suppress(OSError):
                subprocess.run(command, check=False)  # noqa: S603 - the editor that the person named
        except SuspendNotSupported:
            self.app.notify("This terminal cannot be given to another program.", severity="warning", markup=False)
        self._watch_file()

    @property
    def is_bundled(self) -> bool:
        return self.manuscript.is_bundled

    def _copy_if_wanted(self, answer: str | None) -> None:
        if answer == "c":
            self.action_copy()

    def action_copy(self) -> None:
        """Put a copy of a bundled bank into the own folder and edit that."""
        source = self.manuscript
        path = own_banks_folder() / source.path.name
        said = f"There is a copy already: {clean_line(str(path))}"
        try:
            if not os.path.lexists(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                write_new(path, own_copy(BankFile.version(source.path, source.path.parent, source.base or b"")))
                said = f"Made {clean_line(str(path))}; it comes before the bank that it was copied from."
        except OSError as error:
            self.app.notify(f"No copy was made: {error.strerror}.", severity="error", markup=False)
            return
        except FileProblem as problem:
            self.app.notify(f"No copy was made: {problem.message}.", severity="error", markup=False)
            return
        self.app.notify(said, markup=False)
        self.app.load_library()
        self.app.edit(path, line=self.editor.line)

    # Leaving

    def leave(self) -> bool:
        """Keep what is unsaved, and ask what is to become of it."""
        if self._is_leaving:
            return True
        self._drop_taken_back()
        if not self.is_unsaved:
            return True
        try:
            self._keep_draft(self.text)
        except FileProblem as problem:
            self.app.notify(f"Unsaved text cannot be kept: {problem.message}.", severity="error", markup=False)
        answers = {"s": "save it", "k": "keep it for the next time, unsaved", "d": "discard it"}
        if not isinstance(self.app.screen, Choice):
            self.app.push_screen(Choice("This bank has text that is not saved.", answers), self._settle_leaving)
        return False

    def _settle_leaving(self, answer: str | None) -> None:
        if answer == "s":
            self._save(then=self._leave_now)
            return
        if answer == "d":
            self.app.drafts.drop(self.manuscript.path)
        if answer is not None:
            self._leave_now()

    def _leave_now(self) -> None:
        self._is_leaving = True
        self.app.go_on_leaving()

    def action_close(self) -> None:
        if self.pane == TEXT:
            self.app.go_home()
        else:
            self._to_text()


def _version(manuscript: Manuscript, text: str) -> BankFile:
    return BankFile.version(manuscript.path, manuscript.folder, manuscript.data(text))


def _why(inspection: Inspection, place: Place | None) -> Content:
    """Return the first error in a question, or in the whole text, as the reason why the preview stands still."""
    for one in inspection.diagnostics:
        if one.severity == "error" and (place is None or place.first <= one.span.line <= place.last):
            return Content.assemble((f"As it was: line {one.span.line}  ", "$text-warning"), clean_line(one.message))
    return Content.styled("As it was before the last change.", MUTED)
