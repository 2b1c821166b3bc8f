"""Callbacks that come later: from a timer, after a repaint, out of a thread. None comes to a node that has left.

Textual calls such a callback even where its screen or widget left in the meantime and has no children any more. All of
ours are scheduled here; a test holds that.
"""

from __future__ import annotations

import contextlib
import inspect
from typing import TYPE_CHECKING, Final, TypeVar, TypeVarTuple

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.widget import MountError

from quiz.tui.textual_private import is_leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.timer import Timer

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

GONE: Final = (NoMatches, NoScreen, MountError, ScreenStackError)
"""Errors that say that a node which was looked for is not there."""


def ask(node: MessagePump, dialog: Screen[Result], then: Callable[[Result | None], object]) -> None:
    """Show a dialog, and call `then` with what it is dismissed with."""
    node.app.push_screen(dialog, _guarded(node, then))


def later(node: MessagePump, callback: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
    """Call `callback` once `node` has done what waits for it already. May be called in any thread."""
    node.call_later(_guarded(node, callback), *arguments)


def after_refresh(node: MessagePump, callback: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
    """Call `callback` once the screen shows what was changed."""
    node.call_after_refresh(_guarded(node, callback), *arguments)


def after(node: MessagePump, seconds: float, callback: Callable[[], object]) -> Timer:
    """Call `callback` in so many seconds."""
    return node.set_timer(seconds, _guarded(node, callback))


def every(node: MessagePump, seconds: float, callback: Callable[[], object]) -> Timer:
    """Call `callback` each time so many seconds have passed."""
    return node.set_interval(seconds, _guarded(node, callback))


@contextlib.contextmanager
def while_there(node: MessagePump) -> Iterator[None]:
    """Ignore that something is gone where `node` leaves; of a node that is there it is a fault like any other."""
    try:
        yield
    except GONE:
        if not is_leaving(node):
            raise


def _guarded(
    node: MessagePump, callback: Callable[[*Arguments], object]
) -> Callable[[*Arguments], Coroutine[None, None, None]]:
    async def call(*arguments: *Arguments) -> None:
        if is_leaving(node):
            return
        with while_there(node):  # it can leave while the callback waits for something
            waiting = callback(*arguments)
            if inspect.isawaitable(waiting):
                await waiting

    return call
