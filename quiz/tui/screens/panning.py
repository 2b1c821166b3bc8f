"""What the screens with code on them share: the keys by which the rest of a long line comes into view."""

from __future__ import annotations

from typing import Final

from quiz.tui.commands import Command
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.wide_lines import WideLines

PAN: Final = "pan"
"""The action of both keys, for what says which actions can be done."""
_STEPS: Final = 3
"""So many keys move code by the width of the screen: most of what was read stays in view."""
_HELP: Final = "Move code that is wider than the screen; the text around it stays"


SHIFTED_PAN: Final = (
    Command("shift+right", "pan(1)", "Code", _HELP, title="Code to the right", priority=True, weight=89),
    Command("shift+left", "pan(-1)", "Code", _HELP, title="Code to the left", priority=True, weight=15),
)
"""The keys where a question is: they come before those of a field, which mean little beside code that is cut."""
PLAIN_PAN: Final = (
    Command("right,shift+right", "pan(1)", "Code", _HELP, title="Code to the right", weight=78),
    Command("left,shift+left", "pan(-1)", "Code", _HELP, title="Code to the left", weight=15),
)
"""The keys where there is nothing but text."""


class PanningScreen(QuizScreen):
    """A screen with code on it."""

    @property
    def _cut(self) -> list[WideLines]:
        """What is in view with code that is cut."""
        found = [lines for lines in self.walk_children(WideLines) if lines.overhang]
        return [lines for lines in found if all(node.display for node in lines.ancestors_with_self)]

    def can_pan(self, parameters: tuple[object, ...]) -> bool:
        """Tell whether code goes on to the right, for the parameter 1 of the action, or to the left for -1."""
        if parameters == (-1,):
            return any(lines.column for lines in self._cut)
        return any(lines.column < lines.overhang for lines in self._cut)

    def action_pan(self, step: int) -> None:
        cut = self._cut
        by = max(1, self.size.width // _STEPS) * step
        most, column = max(lines.overhang for lines in cut), max(lines.column for lines in cut)
        for lines in cut:
            lines.see_from(min(max(0, column + by), most))
        self.refresh_bindings()
