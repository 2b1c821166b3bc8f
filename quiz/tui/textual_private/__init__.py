"""Workarounds of Textual, the only ones that reach into its private parts. All were seen in Textual 8.2.8.

What each of them leans on stands in `HOOKS`; a test holds that it is there in the Textual that is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from textual import on
from textual._compositor import Compositor, ReflowResult
from textual._context import active_message_pump
from textual._time import get_time
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.events import Event, Key, ScreenResume
from textual.geometry import Size
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.dom import DOMNode
    from textual.events import Mount, Resize
    from textual.message_pump import MessagePump

    AppBase = App[int]
    FieldBase = Input
    PageBase = OptionList
    ScreenBase = Screen[Any]
    WidgetBase = Widget
else:
    # a second widget among the bases would take the place of the first in styles
    AppBase = FieldBase = PageBase = ScreenBase = WidgetBase = object

MODULE_HOOKS: Final = (
    ("textual._compositor", "Compositor"),
    ("textual._compositor", "ReflowResult"),
    ("textual._context", "active_message_pump"),
    ("textual._parser", "ParseEOF"),
    ("textual._parser", "ParseTimeout"),
    ("textual._xterm_parser", "XTermParser"),
    ("textual.drivers.linux_driver", "XTermParser"),
    ("textual.drivers.linux_driver", "getincrementaldecoder"),
)
"""The names in Textual's modules that are used or replaced; the driver is that of POSIX systems."""

HOOKS: Final[tuple[tuple[type[object], str], ...]] = (
    (OptionList, "_move_page"),
    (OptionList, "_lines"),
    (OptionList, "_index_to_line"),
    (Screen, "_on_resize"),
    (Screen, "_screen_resized"),
    (Screen, "_compose"),
    (Screen, "_get_breakpoint_classes"),
    (Screen, "_on_screen_resume"),
    (Screen, "_push_result_callback"),
    (ScreenResume, "refresh_styles"),
    (Input, "_watch_value"),
    (CommandPalette, "_on_mount"),
    (CommandPalette, "_gather_commands"),
    (CommandPalette, "_select_or_command"),
    (Compositor, "reflow"),
    (App, "_handle_exception"),
    (App, "_check_bindings"),
    (App, "_display"),
    (App, "_check_action_state"),
    (App, "_dispatch_action"),
    (App, "_parse_action"),
    (App, "_unnotify"),
)
"""The attributes of Textual's classes that are used or overridden."""

STATE_HOOKS: Final[tuple[tuple[type[object], str], ...]] = (
    (Compositor, "_full_map_invalidated"),
    (Widget, "_pruning"),
    (Widget, "_size"),
    (Widget, "_closing"),
    (Widget, "_bindings"),
    (Screen, "_compositor"),
    (App, "_exit"),
    (App, "_batch_count"),
    (App, "_notifications"),
)
"""The attributes of Textual's objects that are read."""


class ActionGate(AppBase):
    """An app that offers some actions alone: the others have no key, no place in footer and palette, and do nothing."""

    def offers(self, node: DOMNode, action: str) -> bool:
        """Say whether an action of a node is offered."""
        raise NotImplementedError

    def offers_action(self, action: str, node: DOMNode) -> bool:
        """Say whether an action as it is written for a key of a node is offered."""
        found, name, _ = self._parse_action(action, node)
        return self.offers(found, name)

    def _check_action_state(self, action: str, default_namespace: DOMNode) -> bool | None:
        if not self.offers_action(action, default_namespace):
            return False
        return super()._check_action_state(action, default_namespace)

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        return self.offers(namespace, action_name) and await super()._dispatch_action(namespace, action_name, params)


def is_leaving(node: MessagePump) -> bool:
    """Tell whether a screen or widget leaves, left, or ends with the app.

    There is no public word for it: `is_attached` and `is_running` hold on until the children of a node are gone, and a
    node that is removed before it was composed never gets any.
    """
    if isinstance(node, App):
        return False
    return node._closing or getattr(node, "_pruning", False) or not node.is_attached  # noqa: SLF001


def drop_passing(app: App[Any]) -> None:
    """Take away what was said in passing, so that it covers nothing that comes; warnings and errors stay.

    Textual's public way takes these away too.
    """
    for told in list(app._notifications):  # noqa: SLF001
        if told.severity == "information":
            app._unnotify(told)  # noqa: SLF001


def current_node() -> MessagePump:
    """Return the screen, widget or app that is at work; nothing public tells it outside of its methods."""
    return active_message_pump.get()


def as_first(screen: Screen[Any]) -> Screen[Any]:
    """Return a screen as the one that an app begins with, and that can be replaced by another.

    Textual replaces only a screen that somebody may wait for, and for the first one nobody does.
    """
    screen._push_result_callback(screen, None)  # noqa: SLF001
    return screen


async def run_own_key(node: DOMNode, key: str) -> bool:
    """Run what a node itself binds to a key, and return whether that was anything.

    Textual runs a binding only when the key has gone all the way up to the app: of keys that come in one burst, as over
    a slow line, a letter after a backspace would be typed before it.
    """
    for binding in node._bindings.key_to_bindings.get(key, ()):  # noqa: SLF001
        if await node.app.run_action(binding.action, node):
            return True
    return False


class KeyScreen(ScreenBase):
    """Mixin of a screen that takes its keys itself, wherever the focus is, each once the one before is done."""

    async def take_key(self, event: Key) -> None:
        """Do what a key means; it may be called again only after it returned."""
        raise NotImplementedError

    async def run_key(self, key: str) -> bool:
        """Run what focus, screen or app bind to a key, and return whether that was anything."""
        return await self.app._check_bindings(key)  # noqa: SLF001

    def frame_written(self, at: float) -> None:
        """Take note that a frame of the screen is written; `at` is of the clock that stamps keys."""


class KeysInTurn(AppBase):
    """Mixin of the app: tells a `KeyScreen` its keys, in their order, and when its frames are written.

    Textual posts a key to the focused widget, and does not wait for what comes of it: the next one can overtake it.
    """

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded and isinstance(self.screen, KeyScreen):
            if not is_leaving(self.screen) and not await self._check_bindings(event.key, priority=True):
                await self.screen.take_key(event)
        else:
            await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Note the time before the frame goes out: a key that answers it cannot be older."""
        at = get_time()
        if isinstance(screen, KeyScreen) and renderable is not None and not self._batch_count:
            screen.frame_written(at)
        super()._display(screen, renderable)


class PageKeys(PageBase):
    """Mixin of an `OptionList`, whose page keys look for the line of the highlighted option.

    Where the list has no room yet no option has a line, and they would end the app with a `KeyError`.
    """

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self._lines and (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)


class StillField(FieldBase):
    """Mixin of an `Input` in which a letter moves nothing around the field. Comes before `Input` among the bases.

    Textual lays the whole screen out anew at each letter, for the width of the text is what the field scrolls in.
    """

    def _watch_value(self, value: str) -> None:
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        super()._watch_value(value)


class ReverseRows(WidgetBase):
    """Mixin of a widget that draws rows of its own, some of them in reverse, as where colours cannot be mixed.

    `get_visual_style` leaves out this one attribute of a component style.
    """

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        style = super().get_visual_style(*component_classes, partial=partial)
        is_reverse = any(self.get_component_styles(name).text_style.reverse for name in component_classes)
        return style + Style(reverse=True) if is_reverse else style


class WholeMap(Compositor):
    """A compositor that takes the places of all widgets, which a layout found, for what they are.

    Textual's works them out once more, as it does after scrolling, as soon as a widget asks for its size.
    """

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        result = super().reflow(parent, size)
        self._full_map_invalidated = False
        return result


class ScreenGuards(ScreenBase):
    """Mixin of every screen, against what comes too late for it, and against what is worked out again and again."""

    _was_shown = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._compositor = WholeMap()

    async def _compose(self) -> None:
        """Take the classes that go with the size before there are parts: once they come, all would be styled anew."""
        app, fits = self.app, self._get_breakpoint_classes
        across = fits(app.size.width, app.HORIZONTAL_BREAKPOINTS or [])
        down = fits(app.size.height, app.VERTICAL_BREAKPOINTS or [])
        self.update_classes(dict.fromkeys(across | down, True), animate=False)
        await super()._compose()

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Leave the styles of a screen that comes for the first time as they are: each part got them when it came."""
        event.refresh_styles = event.refresh_styles and self._was_shown
        self._was_shown = True

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave, once, and only from the top.

        Textual takes the screen away that is on top, whichever it is: called for one that is covered, or by a second
        key, it takes away another one, or ends the app. `is_current` holds for covered screens too.
        """
        is_on_top = self.is_active and len(self.app.screen_stack) > 1
        return super().dismiss(result) if is_on_top else AwaitComplete()

    async def _on_resize(self, event: Resize) -> None:
        """Take no size that is not the present one any more.

        A screen that is resized sends itself the size once more. With two sizes under way each calls the other back,
        and the app draws both in turn for ever.
        """
        if event.size != self.app.size:
            event.stop()
            event.prevent_default()

    def _screen_resized(self, size: Size) -> None:
        """Lay nothing out again where the size is that of now: a screen hears of its own layouts as well.

        What else has changed is laid out with the next frame.
        """
        if size != self._size:
            super()._screen_resized(size)


class Commands(ReverseRows, PageKeys, CommandList):
    """The list of the palette."""


class Palette(ScreenGuards, CommandPalette):
    """Textual's palette, which takes no harm where it is left faster than it comes.

    It looks for its list and for the screen below although it may have left already, takes a second key or click after
    the one that chose a command, and at enter runs what the list still shows for fewer letters than were typed.
    """

    def __init__(self) -> None:
        super().__init__(placeholder="Command, setting or question")
        self._search: Worker[Any] | None = None
        self._chooses = False
        """Whether enter came while the commands for what was typed were still looked for."""

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield Commands() if isinstance(widget, CommandList) else widget

    def _on_mount(self, event: Mount) -> None:
        if not self.is_active:
            event.prevent_default()

    @on(OptionList.OptionSelected)
    @on(Input.Changed)
    @on(Input.Submitted)
    def drop_late(self, event: OptionList.OptionSelected | Input.Changed | Input.Submitted) -> None:
        """Take nothing more once the palette was left."""
        if not self.is_active:
            event.stop()
            event.prevent_default()

    def run_worker(self, *arguments: Any, **options: Any) -> Worker[Any]:
        """Run the search for commands; the app hears of a fault through the palette, as long as that is there."""
        self._chooses = False
        self._search = super().run_worker(*arguments, **options | {"exit_on_error": False})
        return self._search

    @on(Input.Submitted)
    def wait_for_commands(self, event: Input.Submitted) -> None:
        """Choose among the commands for all that was typed, once they are there."""
        if self._search is not None and not self._search.is_finished:
            self._chooses = True
            event.stop()
            event.prevent_default()

    @on(Worker.StateChanged)
    def choose(self, event: Worker.StateChanged) -> None:
        if self._chooses and event.worker is self._search and event.state is WorkerState.SUCCESS:
            self._chooses = False
            self._select_or_command()
