"""What an import brings and loses, shown before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.content import Content
from textual.widgets import Static

from quiz.authoring.import_preview import Tone, preview_lines
from quiz.authoring.importing import BankThere, ImportOptions, ImportProblem, Plan, planned, written
from quiz.files import FileProblem
from quiz.formats.decoding import UnknownEncoding
from quiz.formats.packages import PackageMissing
from quiz.text import clean_line, counted
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.frame import Body

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

_STYLES: Final[dict[Tone, str]] = {"title": "bold", "plain": "", "bad": "$text-warning", "muted": MUTED}


class ImportPreview(QuizScreen):
    """The preview of an import, and its one decision."""

    CSS_PATH = "import_preview.tcss"
    GUIDE = (
        "What the file brings, what is lost on the way and what is wrong in it, each with its line. Nothing is written "
        "before enter; then the bank opens."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "take", "Import", "Write the bank, and open it"),
        Command("u", "update", "Bring up to date", "Replace questions of the bank that is there, and add the new ones"),
        Command("escape", "back", "Back", "Back; nothing is written"),
        HELP,
    )

    def __init__(self, path: Path, options: ImportOptions) -> None:
        super().__init__()
        self._path = path
        self._options = options
        self._plan: Plan | None = None
        self._is_there = False

    def compose_body(self) -> ComposeResult:
        with Body(id="body"):
            yield Static("", id="import-lines", markup=False)

    def on_mount(self) -> None:
        self.title_bar.show("Import", clean_line(self._path.name))
        self.query_one("#body").focus()
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        can_write = self._plan is not None and any(bank.content.questions for bank in self._plan.banks)
        return {"take": can_write, "update": self._is_there}.get(action, True)

    @work(thread=True, group="import", exclusive=True, exit_on_error=False)
    def _read(self) -> None:
        try:
            plan = planned(self._path, self._options)
        except BankThere as there:
            callbacks.later(self, self._refuse, f"{there}.", True)
        except FileProblem as problem:
            callbacks.later(self, self._refuse, f"{clean_line(str(problem.path))}: {problem.message}.", False)
        except (ImportProblem, PackageMissing, UnknownEncoding) as problem:
            callbacks.later(self, self._refuse, f"{clean_line(str(problem))}.", False)
        else:
            callbacks.later(self, self._show, plan)

    def _refuse(self, why: str, is_there: bool) -> None:
        self._is_there = is_there
        self.query_one("#import-lines", Static).update(Content.styled(why, "$text-warning"))
        self.refresh_bindings()

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self._is_there = False
        lines = [Content.styled(line.text, _STYLES[line.tone]) for line in preview_lines(plan)]
        self.query_one("#import-lines", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    def action_update(self) -> None:
        from msgspec.structs import replace

        self._options = replace(self._options, update=True)
        self._read()

    def action_take(self) -> None:
        assert self._plan is not None
        try:
            written(self._plan)
        except FileProblem as problem:
            self.services.tell(f"{clean_line(str(problem.path))}: {problem.message}.", "error", 15)
            return
        except ImportProblem as problem:
            self.services.tell(f"{clean_line(str(problem))}.", "error", 15)
            return
        banks = [bank for bank in self._plan.banks if bank.content.questions]
        number = sum(len(bank.content.questions) for bank in banks)
        self.services.written = banks[0].path
        self.services.load_library()
        self.services.tell(f"Imported {counted(number, 'question')}.")
        self.navigation.go("preview", banks[0].path)

    def action_back(self) -> None:
        self.dismiss(None)
