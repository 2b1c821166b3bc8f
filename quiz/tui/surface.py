"""What of the program a person has: all of it on a machine of their own, less where it is served to them.

Where it is served nothing is offered but what is listed here, so that a new key or screen is closed until someone has
thought about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from textual.dom import DOMNode

Actions: TypeAlias = Mapping[str, frozenset[str]]
"""Names of actions by the class that has them."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _actions(**classes: str) -> dict[str, frozenset[str]]:
    return {name: _names(actions) for name, actions in classes.items()}


_LEARNER: Final = _actions(
    # Textual's own, as far as they move the focus, scroll, or copy what is selected on the screen.
    App="focus_next focus_previous",
    Screen="copy_text",
    QuizApp="command_palette go help home interrupt progress quit",
    # Screens
    AttemptScreen="confidence confidence_step dont_know exam_sheet flag hint home lesson look_back next note read_on"
    " report return say_dont_know sheet skip sources star submit undo",
    HomeScreen="ahead begin continue discard early exam go_on go_on_left into_list list_lessons mistakes reload review"
    " setup show_map start today",
    LessonScreen="aside back begin leave pan sources timeline",
    LessonsScreen="aside leave open timeline",
    LookbackScreen="back filter note own_page read_on report sources star turn",
    MapScreen="back filter look only order practise",
    ProgressScreen="back bank draw enlarge follow home show_map table turn",
    QuestionScreen="back fold_text note pan report show_text sources star",
    ReadingScreen="edge fold_text line page pan show_text",
    ResultScreen="again back done go_on home look more next_lesson put_right put_right_later today undo weakest",
    ScoresScreen="again delete filter home look pick_filter restore wrong",
    SettingsScreen="home save",
    SetupScreen="home start",
    TimelineScreen="back show_all",
    UnfinishedScreen="back discard go_on",
    # Dialogs
    Ask="back",
    Decision="back",
    Help="close edge page scroll",
    NoteDialog="back save",
    Pick="back pick shorten",
    ReportDialog="back go_on kind kinds",
    Sheet="back hand_in jump note report star",
    Sources="back copy open_shown turn",
    # Parts of screens
    Body="page_down page_up scroll_down scroll_end scroll_home scroll_up",
    CellGrid="edge row step",
    ChoiceInput="choose move truth",
    CleanInput="undo",
    Form="cycle shorten space",
    LineList="cursor_down cursor_up first last page_down page_up",
    OrderInput="drop lift move shift",
    PickField="clear step",
    PlacementInput="clear cycle place",
    RowInput="digit move",
    TextField="bottom redo select_all top undo",
    WrittenInput="judge settle",
)
REFUSED: Final = _actions(
    QuizApp="import_file suspend write_bank",
    AttemptScreen="picture time",
    AuthorScreen="cite close copy fix go_to insert jump next_pane next_problem own_editor question save try",
    BankWritingScreen="add_last_day add_picture add_source back_to_last close_remark delete_question duplicate_question"
    " move_question name_passage pan reopen_remark turn_draft",
    Editor="back",
    HomeFiles="delete_bank duplicate export rename share show_file take_in trash",
    HomeScreen="bank_file edit preview",
    ImportPreview="back take update",
    Preview="dont_know fold_text go_on read_on say_dont_know show_text submit",
    LookbackScreen="picture",
    PreviewScreen="edit go_to hint home pan picture problems sources turn",
    QuestionScreen="edit picture",
    SourceForm="add back next",
)
"""What was thought about and is not offered where the program is served; the rest is closed until it is listed."""
_SCREENS: Final = _names(
    "home attempt result scores progress lookback map unfinished question setup settings lesson lessons timeline"
    " help ask decision pick sheet note report sources waiting"
)
REFUSED_SCREENS: Final = frozenset({"author", "import_preview", "preview", "source_form"})


@dataclass(frozen=True)
class Surface:
    """What of the program is offered.

    actions, screens: which; None for all. settings: those that can be changed; None for all. sees_others: whether
    attempts of other learners are shown. waits: whether one waits where nothing can be kept, which is seen to by who
    runs the machine; else one may go on unsaved.
    """

    actions: Actions | None = None
    screens: frozenset[str] | None = None
    settings: frozenset[str] | None = None
    sees_others: bool = True
    waits: bool = False

    @property
    def is_whole(self) -> bool:
        return self.actions is None

    @property
    def unsaved(self) -> dict[str, str]:
        """The key by which one goes on where nothing can be kept, and what it does; none where that is not offered."""
        return {} if self.waits else {"u": "go on unsaved"}

    def opens(self, screen: str) -> bool:
        """Say whether a screen is offered, by its name in the table of screens."""
        return self.screens is None or screen in self.screens

    def offers(self, node: DOMNode, action: str) -> bool:
        """Say whether an action of an app, a screen or a part of one is offered."""
        kinds = type(node).__mro__
        if self.actions is None or any(action in self.actions.get(kind.__name__, ()) for kind in kinds):
            return True  # what is listed for a class is offered where one made of it does it in its own way
        for kind in kinds:
            if f"action_{action}" in vars(kind) or f"_action_{action}" in vars(kind):
                return kind.__module__.startswith("textual.") and kind.__name__ not in {"App", "Screen"}
        return False


WHOLE: Final = Surface()
LEARNER: Final = Surface(_LEARNER, _SCREENS, frozenset({"theme"}), sees_others=False, waits=True)
TEACHER: Final = Surface(_LEARNER, _SCREENS, frozenset({"theme"}), waits=True)
"""Who teaches sees everybody's attempts besides."""
