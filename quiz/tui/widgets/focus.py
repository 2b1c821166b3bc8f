"""What looks with the focus as it does without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget as Base
else:
    Base = object  # a second widget among the bases would take the place of the first in styles


class AlikeInFocus(Base):
    """Mixin of a widget that no style marks where it has the focus. Comes before the widget among the bases."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the styles: Textual works them out anew, also of all that is within, when the focus comes or goes."""
