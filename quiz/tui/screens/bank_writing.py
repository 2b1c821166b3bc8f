"""Commands on the text of a bank: questions put in, taken out, moved and named, citations, fixes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.widgets import TextArea

from quiz.authoring.attachments import (
    add_last_day,
    add_picture,
    with_new_part,
    with_passage,
    with_passage_begun,
)
from quiz.authoring.bank_file import text_of
from quiz.authoring.inspection import fixed_data
from quiz.authoring.naming import NUMBERED, named_by_prompts, question_ids
from quiz.authoring.question_edits import with_copy, with_draft_turned, with_moved, without_question
from quiz.authoring.source_shelf import SourceShelf
from quiz.authoring.templates import Insertion, add_reference, insert_question
from quiz.files import FileProblem
from quiz.library.pictures import pictures_beside
from quiz.scores.now import local_now
from quiz.tui import callbacks
from quiz.tui.commands import Command, bindings
from quiz.tui.screens.bank_editor import PREVIEW, PROBLEMS, BankEditorScreen, version_of
from quiz.tui.screens.panning import PAN, SHIFTED_PAN
from quiz.tui.widgets.editor import Editor
from quiz.tui.widgets.problems import Problems, Reported

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from quiz.authoring.bank_file import EditedFile
    from quiz.authoring.inspection import WrittenQuestion
    from quiz.authoring.question_edits import QuestionEdit
    from quiz.authoring.source_shelf import PlacedSource

_NO_LIST: Final = "The questions are not written as a list with dashes, so none can be put in."
_A_YEAR: Final = 365
_NO_QUESTION: Final = "Put the cursor into a question that begins with a dash and stands on lines of its own."

QUESTION: Final = Command(
    "ctrl+o", "question", "Question", "Delete, duplicate or move this question, and more", weight=55
)
ADD_SOURCE: Final = Command("", "add_source", "Add source", "Add a source that is not among the references yet")
CLOSE_REMARK: Final = Command("x", "close_remark", "Close remark", "Close the highlighted remark: you dealt with it")
REOPEN_REMARK: Final = Command("", "reopen_remark", "Reopen remark", "Show the remark again that was closed last")
_PARTS: Final = {
    "passage": "A text that several questions are about",
    "lesson": "A short text that teaches, with its questions",
    "event": "What happened when, for the chronology",
}
"""What stands in a bank besides questions."""
_MENU: Final = {
    "x": Command("", "delete_question", "Delete question", "Delete this question"),
    "c": Command("", "duplicate_question", "Duplicate question", "Put a copy of this question below it"),
    "u": Command("alt+up", "move_question(-1)", "Move question up", "Move this question up", in_footer=False),
    "d": Command("alt+down", "move_question(1)", "Move question down", "Move this question down", in_footer=False),
    "s": Command("", "turn_draft", "Draft or not", "Make this question a draft, or no longer one"),
    "t": Command("", "name_passage", "About a text", "Say which text of the bank this question is about"),
    "p": Command("", "add_picture", "Picture", "Put a picture that lies beside the bank into this question"),
    "v": Command("", "add_last_day", "Valid until", "Say the last day on which this question surely holds"),
    "b": Command("alt+left", "back_to_last", "Back to last place", "Back to where the cursor was", in_footer=False),
}
"""The commands on the question with the cursor by their keys in the menu; the palette has those without another key."""


class BankWritingScreen(BankEditorScreen):
    """A bank that is written by commands on whole questions, besides by typing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *SHIFTED_PAN,
        *(
            command if command.keys else command.without_key
            for command in (*_MENU.values(), ADD_SOURCE, CLOSE_REMARK, REOPEN_REMARK)
        ),
    )

    def __init__(self, edited_file: EditedFile) -> None:
        super().__init__(edited_file)
        self._answered: tuple[str, frozenset[str]] | None = None
        """The bank with that id, and the questions of it that anybody answered."""
        self._line = 1
        """The line of the cursor, before it moved."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == PAN:  # in the text its keys select
            return not self.editor.has_focus and self.can_pan(parameters)
        is_in_text = self.pane != PREVIEW or self.has_class("-wide")
        match action:
            case "next_problem" | "go_to" | "back_to_last":
                return is_in_text
            case "jump":
                return self.pane == PROBLEMS
            case "close_remark":
                return self.pane == PROBLEMS and isinstance(self.query_one(Problems).picked, Reported)
            case "reopen_remark":
                return bool(self._last_closed)
            case "insert" | "cite" | "fix" | "question" | "move_question":
                return is_in_text and not self.edited_file.locked
            case "delete_question" | "duplicate_question" | "turn_draft" | "add_source":
                return is_in_text and not self.edited_file.locked
            case "name_passage" | "add_picture" | "add_last_day":
                return is_in_text and not self.edited_file.locked
            case _:
                return True

    @on(Editor.NothingLeft)
    def say_that_all_is_written(self) -> None:
        self.tell("Every text of the templates is written. f2 inserts a question, ctrl+s saves.")

    # Questions put in, and gone to

    def action_insert(self) -> None:
        self.navigation.pick_type("Insert what?", self._insert, _PARTS)

    def _insert(self, kind: str | None) -> None:
        if kind is None:
            return
        if kind in _PARTS:
            self._begin_part(kind)
            return
        before = question_ids(self.text)
        self._put(insert_question(self.text, kind, self.editor.line if self.text.strip() else None), _NO_LIST)
        self.editor.given |= question_ids(self.text) - before

    def _begin_part(self, part: str) -> None:
        edit = with_new_part(self.text, part)
        if edit is None:
            self.tell(f"The {part}s are not written as a list with dashes above the questions, so none can be put in.")
            return
        self.remember_place()
        self.editor.rewrite(edit.text)
        self.editor.go(edit.line)
        self.editor.action_next_stop()
        self.to_text()

    def _put(self, insertion: Insertion | None, why_not: str) -> None:
        if insertion is None:
            self.tell(why_not)
            return
        self.remember_place()
        self.editor.rewrite(insertion.applied(self.text))
        end = insertion.column + insertion.length if insertion.length else None
        self.editor.go(insertion.line, insertion.column, end)
        self.to_text()

    def action_go_to(self) -> None:
        self.when_looked_at(self._pick_place)

    def _pick_place(self) -> None:
        places = self.good.places
        here = self.place
        lines = [f"{place.id or '(no id)'}  {place.prompt}{'  (draft)' * place.is_draft}" for place in places]
        at = places.index(here) if here is not None else 0
        self._pick("Go to which question?", lines, lambda place: self._show_place(places[place]), at)

    def _show_place(self, place: WrittenQuestion) -> None:
        self.go_to_line(place.first)

    def _pick(self, title: str, lines: list[str], then: Callable[[int], None], at: int = 0) -> None:
        if lines:
            self.navigation.ask("pick", title, lines, at, then=lambda place: None if place is None else then(place))

    # The question with the cursor

    def action_question(self) -> None:
        """Offer what can be done with the question with the cursor."""

        def act(key: str | None) -> None:
            if key is not None:
                callbacks.later(self, self.run_action, _MENU[key].action)

        self.navigation.decide("This question", {key: command.label.lower() for key, command in _MENU.items()}, act)

    def action_delete_question(self, _way: str = "") -> None:
        self._edit(without_question(self.text, self.editor.line), "Deleted; ctrl+z brings it back.")

    def action_duplicate_question(self, _way: str = "") -> None:
        edit = with_copy(self.text, self.editor.line)
        if edit is not None and edit.id:
            self.editor.given.add(edit.id)
        self._edit(edit, f"This is the copy, {edit.id}." if edit is not None and edit.id else "This is the copy.")

    def action_move_question(self, by: int) -> None:
        edit = with_moved(self.text, self.editor.line, by)
        end = "first" if by < 0 else "last"
        self._edit(edit, f"Moved {'up' if by < 0 else 'down'}.", f"There is nowhere to move it: is it the {end} one?")

    def action_turn_draft(self, _way: str = "") -> None:
        edit = with_draft_turned(self.text, self.editor.line)
        is_draft = edit is not None and len(edit.text) > len(self.text)
        self._edit(edit, "A draft now: nobody is asked it." if is_draft else "No longer a draft.")

    def action_name_passage(self, _way: str = "") -> None:
        """Offer the texts of the bank for the question to be about, and a new one."""
        passages = self.good.bank.passages if self.good.bank is not None else ()
        lines = [f"{passage.id}  {passage.title}" for passage in passages]

        def name(place: int) -> None:
            if place < len(passages):
                edit = with_passage(self.text, self.editor.line, passages[place].id)
                self._edit(edit, f"It is about {passages[place].id} now.")
            else:
                self._begin_passage()

        self._pick("About which text?", [*lines, "A new text …"], name)

    def _begin_passage(self) -> None:
        """Begin a text, and let the question with the cursor be about it."""
        edit = with_passage_begun(self.text, self.editor.line)
        self._edit(edit, "Write the text here, and the questions about it one after the other.")

    def action_add_picture(self, _way: str = "") -> None:
        """Offer the pictures beside the bank to put into the question."""
        names = pictures_beside(self.edited_file.path)
        if not names:
            self.tell("There is no picture beside the bank: put the file there, or into a folder below it.")
            return
        why_not = "Put the cursor into a question without a picture, whose fields stand on lines of their own."
        self._pick(
            "Which picture?",
            names,
            lambda place: self._put(add_picture(self.text, self.editor.line, names[place]), why_not),
        )

    def action_add_last_day(self, _way: str = "") -> None:
        """Put the last day on which the question holds into it, a year from now until it is written over."""
        day = local_now().date() + timedelta(days=_A_YEAR)
        why_not = "Put the cursor into a question without `valid_until`, whose fields stand on lines of their own."
        self._put(add_last_day(self.text, self.editor.line, day), why_not)

    def _edit(self, edit: QuestionEdit | None, done: str, why_not: str = _NO_QUESTION) -> None:
        """Take over an edit as one change that can be taken back."""
        if edit is None:
            self.tell(why_not)
            return
        column = self.editor.cursor_location[1]
        self.editor.rewrite(edit.text)
        self.editor.go(edit.line, column + 1)
        self.to_text()
        self.tell(done)

    # Ids of new questions

    def follow_prompts(self) -> None:
        """Let ids by number follow the prompts, where they were never saved."""
        unsaved = question_ids(self.text) - question_ids(self.edited_file.text)
        self.editor.given |= set(filter(NUMBERED.fullmatch, unsaved))

    @on(TextArea.SelectionChanged)
    def name_what_was_left(self) -> None:
        """Give a new question an id of its prompt once the cursor leaves that."""
        line, self._line = self._line, self.editor.line
        if line != self._line:
            self.name_questions(line)

    def name_questions(self, line: int | None = None) -> None:
        """Give new questions ids made of their prompts; with a line only the one whose prompt stands there."""
        if not self.editor.given or self.edited_file.locked:
            return
        naming = named_by_prompts(self.text, self.editor.given, self._fixed_ids(), line)
        if naming.ids:
            self.editor.given.update(naming.ids.values())
            selection = self.editor.selection
            self.editor.rewrite(naming.text)
            self.editor.selection = selection

    def _fixed_ids(self) -> frozenset[str]:
        """Return the ids that stay: of questions that were saved, or that anybody answered."""
        bank = self.good.bank.id if self.good.bank is not None else ""
        if self._answered is None or self._answered[0] != bank:
            nothing: frozenset[str] = frozenset()
            answered = self.services.look(lambda store: frozenset(one.question for one in store.asked(bank)), nothing)
            self._answered = bank, answered if bank else nothing
        return self._answered[1] | question_ids(self.edited_file.text)

    # Citations and fixes

    def action_cite(self) -> None:
        """Offer the references to cite, and a new one; only that where there is none."""
        references = self.inspection.references
        if not references:
            self.action_add_source()
            return
        lines = [
            " · ".join(filter(None, (one.id, one.title, one.publisher or one.author, one.issued))) for one in references
        ]
        new = "A new source …"

        def cite(place: int) -> None:
            if place < len(references):
                self._cite(references[place].id)
            else:
                self.action_add_source()

        self._pick("Cite which reference?", [*lines, new], cite)

    def _cite(self, reference: str) -> None:
        insertion = add_reference(self.text, reference, self.editor.line)
        self._put(insertion, "Put the cursor into a question whose sources are a list.")

    def action_add_source(self, _way: str = "") -> None:
        """Ask for a source, add it where it is to be kept, and cite it."""
        shelf = SourceShelf(self.edited_file.path, self.edited_file.folder)
        self.navigation.ask("source_form", shelf.places(self.text), then=lambda form: self._add_source(shelf, form))

    def _add_source(self, shelf: SourceShelf, form: PlacedSource | None) -> None:
        if form is None:
            return
        try:
            edit = shelf.added(self.text, self.editor.line, form.source, form.place)
        except FileProblem as problem:
            self.services.tell(f"Not added: {problem.message}.", "error", 15)
            return
        if edit is None:
            self.tell(f"The references of {form.place} are no list that can be read: mend that first.")
            return
        if add_reference(self.text, "", self.editor.line) is None:
            self.editor.rewrite(edit.text)
            self.tell(f"Added to {form.place}; put the cursor into a question, and cite it by f3.")
        else:
            self.remember_place()
            self.editor.rewrite(edit.text)
            self.editor.go_to_end(edit.line)
            self.to_text()
            self.tell(f"Added to {form.place}.")
        self.look()

    def action_fix(self) -> None:
        self._fix(self.text)

    @work(thread=True, group="fixing", exclusive=True, exit_on_error=False)
    def _fix(self, text: str) -> None:
        data = fixed_data(version_of(self.edited_file, text), self.edited_file.folder)
        callbacks.later(self, self._show_fixed, text, text_of(data))

    def _show_fixed(self, before: str, after: str) -> None:
        if before == after:
            self.tell("There is nothing that can be fixed safely.")
        elif before == self.text:
            self.editor.rewrite(after)
            self.tell("Fixed; ctrl+z takes it back.")
