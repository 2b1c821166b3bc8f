"""What the process has loaded from which those of the sessions are forked. It is imported there alone."""

from __future__ import annotations

import gc
import importlib
from typing import Final

_LOADED: Final = (
    "quiz.tui.web",
    "quiz.serve.session",
    "quiz.library.library",
    "quiz.scores.learning",
    "quiz.scores.recorder",
    "quiz.scores.store.engine",
    "quiz.tui.screens.attempt",
    "quiz.tui.screens.home",
    "quiz.tui.screens.result",
    "quiz.tui.widgets.inputs",
)

for name in _LOADED:
    importlib.import_module(name)
gc.collect()
gc.freeze()  # what is loaded stays shared between the processes
