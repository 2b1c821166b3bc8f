"""The workarounds of Textual: what they lean on is there, and each does what it says."""

import importlib
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList

from quiz.tui.textual_private import HOOKS, MODULE_HOOKS, STATE_HOOKS, Commands, Palette, driver, web
from quiz.tui.widgets.answer_field import AnswerField
from quiz.tui.widgets.frame import KeyBar, TitleBar
from quiz.tui.widgets.lines import LineList
from tests.tui.driving import choices, judgements, launch, opened, write_bank


@pytest.mark.parametrize(("kind", "name"), HOOKS, ids=lambda part: getattr(part, "__name__", part))
def test_textual_has_what_is_used_or_overridden(kind: type[object], name: str) -> None:
    assert hasattr(kind, name)


@pytest.mark.parametrize(("module", "name"), MODULE_HOOKS)
def test_textual_has_the_names_that_are_used_or_replaced(module: str, name: str) -> None:
    assert hasattr(importlib.import_module(module), name)


def test_no_other_module_reaches_into_the_private_modules_of_textual() -> None:
    root = Path(__file__).parents[2] / "quiz"
    reach = re.compile(r"^\s*(?:from|import) textual\.(?:drivers|(?:\w+\.)*_)", re.MULTILINE)
    reaching = {str(path.relative_to(root)) for path in root.rglob("*.py") if reach.search(path.read_text("utf-8"))}
    assert reaching == {
        f"tui/textual_private/{name}.py" for name in ("__init__", "driver", "keyboard", "web", "wrapping")
    }


async def test_textual_has_the_states_that_are_read() -> None:
    app = App[None]()
    async with app.run_test():
        held: dict[type[object], object] = {App: app, Compositor: app.screen._compositor}
        for kind, name in STATE_HOOKS:
            assert hasattr(held.get(kind, app.screen), name)


@pytest.mark.skipif(sys.platform == "win32", reason="it is the driver of POSIX systems")
def test_the_driver_has_what_is_overridden_or_read() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    assert all(hasattr(LinuxDriver, name) for name in driver.HOOKS)
    made = (LinuxDriver.__init__, Driver.__init__)
    assert set(driver.STATES) <= {name for function in made for name in function.__code__.co_names}


def test_the_driver_for_a_browser_has_what_is_overridden_or_read() -> None:
    from textual.drivers.web_driver import WebDriver

    assert all(hasattr(WebDriver, name) for name in web.HOOKS)
    made = (WebDriver.__init__, Driver.__init__)
    assert set(web.STATES) <= {name for function in made for name in function.__code__.co_names}


@pytest.mark.parametrize("kind", [LineList, Commands])
@pytest.mark.parametrize("hidden", ["display: none", "width: 0", "height: 0"])
async def test_page_keys_of_a_list_without_room_do_nothing(kind: type[OptionList], hidden: str) -> None:
    class OneList(App[None]):
        CSS = (
            f"OptionList {{ {hidden}; max-width: 0; min-width: 0; }}"
            if "width" in hidden
            else f"OptionList {{ {hidden}; }}"
        )

        def compose(self) -> ComposeResult:
            yield LineList(id="lines") if kind is LineList else kind()

    app = OneList()
    async with app.run_test() as pilot:
        options = app.query_one(OptionList)
        options.add_options(["one", "two", "three"])
        options.highlighted = 1
        await options.run_action("page_down")
        await options.run_action("page_up")
        options.clear_options()
        await options.run_action("page_down")
        await pilot.pause()


async def test_page_keys_of_a_list_with_room_turn_pages() -> None:
    class OneList(App[None]):
        def compose(self) -> ComposeResult:
            yield LineList(id="lines")

    app = OneList()
    async with app.run_test(size=(20, 5)) as pilot:
        lines = app.query_one(LineList)
        lines.styles.height = 5
        lines.add_options([str(number) for number in range(20)])
        await pilot.pause()
        lines.highlighted = 0
        await lines.run_action("page_down")
        assert lines.highlighted == 5
        await lines.run_action("page_up")
        assert lines.highlighted == 0


@pytest.mark.parametrize(
    "keys",
    [
        ("ctrl+p", "pagedown", "pageup"),
        ("ctrl+p", "escape", "escape"),
        ("ctrl+p", "enter", "enter", "escape"),
        ("ctrl+p", "h", "enter", "enter", "ctrl+p", "escape"),
        ("ctrl+p", "escape", "ctrl+p", "escape", "ctrl+p", "escape"),
    ],
    ids=" ".join,
)
async def test_the_palette_takes_keys_that_come_at_once(keys: tuple[str, ...], banks: Path) -> None:
    write_bank(banks, *judgements(2))
    async with opened(size=(40, 9)) as app:
        for key in keys:
            app.app.simulate_key(key)
        await app.settle()
        while app.screen != "HomeScreen":
            await app.press("escape")


async def test_the_palette_is_left_before_it_came(banks: Path) -> None:
    write_bank(banks, *judgements(2))
    async with opened() as app:
        for _ in range(3):
            app.app.action_command_palette()
            assert isinstance(app.app.screen, Palette)
            app.app.screen.dismiss()
        await app.settle()
        assert app.screen == "HomeScreen"


async def test_a_command_that_is_chosen_twice_is_done_once(banks: Path) -> None:
    write_bank(banks, *judgements(2))
    async with opened() as app:
        shown: list[str] = []
        app.app.screen_change_signal.subscribe(
            app.home, lambda screen: shown.append(type(screen).__name__), immediate=True
        )
        await app.press("ctrl+p", *"scores")
        commands = app.app.screen.query_one(Commands)
        await app.until(lambda: commands.option_count > 0)
        for _ in range(2):
            commands.action_select()
        await app.until(lambda: app.screen == "ScoresScreen")
        await app.settle()
        assert shown.count("ScoresScreen") == 1


async def test_a_search_for_commands_of_a_palette_that_left_does_no_harm(banks: Path) -> None:
    write_bank(banks, *judgements(2))
    async with opened() as app:
        await app.press("ctrl+p")
        palette = app.app.screen
        assert isinstance(palette, Palette)
        await app.press("escape")
        await app.until(lambda: not palette.children)
        palette._gather_commands("scores")
        await app.settle()
        assert app.screen == "HomeScreen"


async def test_two_sizes_at_once_come_to_rest(banks: Path) -> None:
    write_bank(banks, *judgements(2))
    most = 30
    async with opened() as app:
        seen = []

        def count(message: Message) -> None:
            if isinstance(message, Resize):
                seen.append(message.size)
            if len(seen) == most:
                app.home.disable_messages(Resize)  # else nothing but sizes would be taken for ever

        app.home.message_signal.subscribe(app.home, count, immediate=True)
        with app.app.batch_update():
            for size in (Size(60, 20), Size(80, 24), Size(50, 15), Size(80, 24)) * 3:
                app.home.post_message(Resize(size, size))
                app.home.call_later(len, seen)
            await app.until(lambda: not app.home.message_queue_size)
        await app.settle()
        assert len(seen) < most
        assert app.home.size == Size(80, 24)


@pytest.fixture
def styled(monkeypatch: pytest.MonkeyPatch) -> Counter[DOMNode]:
    """How often the styles of each node were worked out."""
    times: Counter[DOMNode] = Counter()
    apply = Stylesheet.apply

    def count(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
        times[node] += 1
        apply(sheet, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", count)
    return times


async def test_the_focus_comes_and_goes_without_new_styles(banks: Path, styled: Counter[DOMNode]) -> None:
    async with opened(launch(write_bank(banks, choices()))) as app:
        styled.clear()
        for focused in ("#body", "RowInput", "#body"):
            app.app.screen.set_focus(app.app.screen.query_one(focused))
            await app.settle()
        assert not styled


async def test_a_screen_is_styled_once_before_it_is_seen(banks: Path, styled: Counter[DOMNode]) -> None:
    async with opened(launch(write_bank(banks, *judgements(1)))) as app:
        assert [styled[app.app.screen.query_one(bar)] for bar in (TitleBar, KeyBar)] == [1, 1]
        assert app.app.screen.has_class("-usual")


@pytest.fixture
def arranged(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that the places of widgets were worked out, and whether of those alone that are in view."""
    times: list[bool] = []
    arrange = Compositor._arrange_root

    def count(places: Compositor, root: Widget, size: Size, *, visible_only: bool = True) -> object:
        times.append(visible_only)
        return arrange(places, root, size, visible_only=visible_only)

    monkeypatch.setattr(Compositor, "_arrange_root", count)
    return times


async def test_places_are_worked_out_once_where_neither_size_nor_layout_changed(
    banks: Path, arranged: list[bool]
) -> None:
    async with opened(launch(write_bank(banks, choices(prompt="word " * 900)))) as app:
        screen = app.app.screen
        await app.press("pagedown")
        arranged.clear()
        screen.refresh(layout=True)
        await app.settle()
        assert screen.query_one("#body").size
        assert arranged == [False]  # the layout alone
        screen.post_message(Resize(app.app.size, app.app.size))
        await app.settle()
        assert arranged == [False]


async def test_a_letter_in_a_field_moves_nothing_around_it(banks: Path, arranged: list[bool]) -> None:
    async with opened(launch(write_bank(banks, {"type": "text", "answers": ["Seoul"]}))) as app:
        await app.press("S")
        arranged.clear()
        await app.press(*"eo")
        assert arranged == []
        app.taking.pane.query_one(AnswerField).insert_text_at_cursor(f"{'word ' * 40}end")
        await app.settle()
        app.shows("word word end")
