"""The layout of the code: no circle of imports, screens that do not know each other, nothing under a former name."""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest
import yaml

from quiz.tui.screen_table import SCREENS

ROOT: Final = Path(__file__).parents[1]
MOVES: Final[dict[str, dict[str, str]]] = yaml.safe_load((ROOT / "tests" / "house_moves.yaml").read_text("utf-8"))
SCREEN_MODULES: Final = {f"quiz.tui.screens.{row.partition(':')[0]}" for row in SCREENS.values()}
SCREEN_IMPORTS: Final = {
    ("quiz.tui.screens.author", "quiz.tui.screens.bank_editor"): "the author screen is a bank editor that saves files",
    ("quiz.tui.screens.author", "quiz.tui.screens.bank_writing"): "and one with commands on questions",
    ("quiz.tui.screens.bank_writing", "quiz.tui.screens.bank_editor"): "which are commands on what the editor shows",
}
"""A screen and the screen that it may import, with the reason."""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(module: ast.Module, names: set[str]) -> set[str]:
    """Return the modules among `names` that a module imports anywhere: in functions and for type checking too."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: write the import out in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found & names


def graph(package: Path) -> dict[str, set[str]]:
    """Return each module of a package with the modules of it that it imports."""
    paths = {
        ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in package.rglob("*.py")
    }
    imports = {name: imports_of(tree(path), set(paths)) for name, path in paths.items()}
    # `from quiz.tui import callbacks` names the package only on the way to the module.
    packages = {name for name, path in paths.items() if path.name == "__init__.py" and not tree(path).body}
    return {name: imported - packages - {name} for name, imported in imports.items()}


@cache
def program() -> dict[str, set[str]]:
    return graph(ROOT / "quiz")


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Return modules that import each other in turn, the first of them again at the end; none where all is well."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_modules_import_each_other_not_even_for_type_checking() -> None:
    assert circle(program()) == []


@pytest.mark.parametrize(
    "line",
    [
        "from shop.counter import sell",
        "from shop import counter",
        "import shop.counter",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.counter import sell",
        "def late():\n    from shop.counter import sell",
    ],
)
def test_a_circle_is_found_however_it_is_written(line: str, tmp_path: Path) -> None:
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "counter.py").write_text("from shop.shelf import goods\n", encoding="utf-8")
    (package / "shelf.py").write_text("from shop.store import goods\n", encoding="utf-8")
    (package / "store.py").write_text("goods = ()\n", encoding="utf-8")
    assert circle(graph(package)) == []
    (package / "store.py").write_text(f"{line}\n", encoding="utf-8")
    assert set(circle(graph(package))) == {"shop.counter", "shop.shelf", "shop.store"}


def test_no_screen_imports_the_app_or_another_screen() -> None:
    known = SCREEN_MODULES | {screen for _, screen in SCREEN_IMPORTS} | {"quiz.tui.app"}
    screens = {name: imported & known for name, imported in program().items() if name.startswith("quiz.tui.screens.")}
    found = {(name, other) for name, imported in screens.items() for other in imported}
    assert found == set(SCREEN_IMPORTS), "name the next screen as quiz/tui/screen_table.py does"


def test_every_screen_stands_in_the_table_of_screens() -> None:
    modules = {name for name in program() if name.startswith("quiz.tui.screens.")}
    parts = ("base", "panning", "reading", "noting", "home_view", "home_files", "bank_editor", "bank_writing")
    assert modules - SCREEN_MODULES == {f"quiz.tui.screens.{name}" for name in parts}


def test_every_style_sheet_of_a_screen_stands_beside_it() -> None:
    for sheet in (ROOT / "quiz" / "tui" / "screens").glob("*.tcss"):
        assert sheet.with_suffix(".py").is_file(), f"{sheet.name} belongs to no screen"


@cache
def classes(name: str) -> set[str]:
    """Return the classes at the top of a module; none where there is no such module."""
    path = ROOT / name
    return {node.name for node in tree(path).body if isinstance(node, ast.ClassDef)} if path.is_file() else set()


@pytest.mark.parametrize(("former", "present"), MOVES["modules"].items())
def test_a_module_that_moved_is_gone_from_its_former_place(former: str, present: str) -> None:
    assert not (ROOT / former).exists()
    assert (ROOT / present).exists(), f"where is what was {former}? Say it in tests/house_moves.yaml"


@pytest.mark.parametrize(("former", "present"), MOVES["classes"].items())
def test_a_class_that_moved_or_was_renamed_is_gone_from_its_former_place(former: str, present: str) -> None:
    (old_path, old), (path, name) = former.split(" "), present.split(" ")
    assert old not in classes(old_path)
    assert name in classes(path), f"where is what was {former}? Say it in tests/house_moves.yaml"
    assert old == name or old not in classes(path)


def test_widgets_draw_line_by_line_so_that_what_takes_colours_away_sees_all_of_it() -> None:
    drawn = [path for path in (ROOT / "quiz" / "tui").rglob("*.py") if "def render_lines(" in path.read_text("utf-8")]
    assert drawn == []
