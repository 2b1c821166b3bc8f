"""The contributor's map and the workflow say what is there."""

import re
import tomllib
from pathlib import Path
from typing import Final

import yaml
from click import Context

from quiz.cli import quiz

ROOT: Final = Path(__file__).parents[1]
MAP: Final = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
WORKFLOW: Final = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def section(title: str) -> str:
    return MAP.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rooms() -> list[str]:
    """Return the rooms that the map lists, from the ground up, as they stand in import-linter."""
    return [
        name.rstrip("/").removesuffix(".py") for name in re.findall(r"^\| `([^`]+)` \|", section("Rooms"), re.MULTILINE)
    ]


def test_the_map_lists_every_room_and_none_that_is_not_there() -> None:
    package = ROOT / "quiz"
    there = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert len(rooms()) == len(set(rooms()))
    assert set(rooms()) == there - {"__init__"}


def test_the_map_lists_rooms_in_the_order_in_which_they_may_be_imported() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"] == "layers")
    ranks = {room: rank for rank, layer in enumerate(reversed(layers)) for room in layer.split(" | ")}
    assert [ranks[room] for room in rooms()] == sorted(ranks.values())


def test_the_map_lists_every_command_in_the_order_of_the_help_page() -> None:
    listed = section("Rooms").partition("The commands, in the order of the help page:")[2]
    assert re.findall(r"`([^`]+)`", listed) == quiz.list_commands(Context(quiz))


def test_every_file_and_folder_that_the_map_names_is_there() -> None:
    named = set(re.findall(r"`((?:quiz|tests|questions|\.ci)/[\w./-]*)`", MAP))
    named |= {f"quiz/{name}" for name in re.findall(r"`((?:[a-z]+/)+(?:\w+\.py)?)`", section("Rooms"))}
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_what_the_map_says_stands_in_a_file_stands_there() -> None:
    for name, path in (
        ("Question: TypeAlias", "quiz/bank/questions/registry.py"),
        ("CHECKS", "quiz/reading/questions/registry.py"),
        ("FAMILIES", "quiz/practice/questions/registry.py"),
        ("FAMILIES", "quiz/tui/widgets/inputs.py"),
        ("Response: TypeAlias", "quiz/practice/response.py"),
        ("class Family", "quiz/practice/questions/base.py"),
        ("BANK_CHECKS", "quiz/lint/banks.py"),
        ("VERSION", "quiz/lint/checking.py"),
        ("VERSION", "quiz/reading/reading.py"),
        ("SCREENS", "quiz/tui/screen_table.py"),
        ("class QuizScreen", "quiz/tui/screens/base.py"),
        ("class Command", "quiz/tui/commands.py"),
        ("HOOKS", "quiz/tui/textual_private/__init__.py"),
    ):
        assert path in MAP
        assert re.search(rf"^{name}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), (
            f"{path} has no {name}"
        )


def test_the_workflow_runs_the_checks_on_every_python_from_the_oldest_on() -> None:
    job = yaml.safe_load(WORKFLOW)["jobs"]["check"]
    assert job["steps"][-1] == {"run": "bash .ci/run"}
    tried = job["strategy"]["matrix"]["python"]
    named = [line.rpartition(" ")[2] for line in PROJECT["project"]["classifiers"] if ":: 3." in line]
    assert tried[: len(named)] == named
    assert [f"3.{int(version.partition('.')[2]) + 1}" for version in tried[:-1]] == tried[1:]
    assert PROJECT["project"]["requires-python"] == f">={tried[0]}"
