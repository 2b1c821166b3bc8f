"""The quiz.toml of a folder, and the switches that it makes."""

from pathlib import Path

import pytest

from quiz.lint.selection import Selection, closeness, unknown_entries
from quiz.lint.settings import FolderSettings, read_settings, settings_of


def read(tmp_path: Path, text: str) -> FolderSettings:
    path = tmp_path / "quiz.toml"
    path.write_bytes(text.encode())
    return read_settings(path)


def test_all_settings(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        'select = ["F", "B"]\nignore = ["F008"]\n[files."cases/*.yaml"]\nignore = ["long-prompt"]\nselect = ["F"]\n',
    )
    assert settings.diagnostics == ()
    assert settings.selection_for("a.yaml") == Selection(("F", "B"), ("F008",))
    assert settings.selection_for("cases/a.yaml") == Selection(("F",), ("F008", "long-prompt"))


WRONG = {
    'ingore = ["F008"]\n': ("S020", 1, "did you mean `ignore`?"),
    '# ignore\nignore = "F008"\n': ("S020", 2, 'write `ignore = ["F008"]`'),
    "ignore = [8]\n": ("S020", 1, 'write `ignore = ["F008"]`'),
    'select = ["F"]\nignore = ["F08"]\n': ("S012", 2, "did you mean `F008`?"),
    'ignore = ["B002"]\n': ("S012", 1, "mend what it says, and remove the entry"),
    'files = ["a"]\n': ("S020", 1, 'write `[files."cases/*.yaml"]`'),
    '[files]\n"a.yaml" = 3\n': ("S020", 2, 'write `[files."a.yaml"]`'),
    '[files."a.yaml"]\nx = []\n': ("S020", 2, "its settings are select, ignore"),
    "ignore = [\n": ("S021", 1, 'write `ignore = ["F008"]`, texts in quotes and lists in brackets'),
    "a = 1\nignore = [F008]\n": ("S021", 2, 'write `ignore = ["F008"]`, texts in quotes and lists in brackets'),
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str) -> None:
    (one,) = read(tmp_path, text).diagnostics
    assert (one.code, one.span.line, one.help) == WRONG[text]


def test_what_is_right_beside_it_counts(tmp_path: Path) -> None:
    assert read(tmp_path, 'nonsense = 1\nignore = ["F008", "Q"]\n').selection == Selection(ignore=("F008",))


def test_files_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "quiz.toml"
    path.write_bytes(b"\xff")
    (one,) = read_settings(path).diagnostics
    assert (one.code, one.help) == ("S021", "save it as UTF-8")
    path.write_text("a = " + "[" * 5000)
    assert [one.code for one in read_settings(path).diagnostics] == ["S021"]


def test_the_nearest_settings_within_the_folder_count(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "quiz.toml").write_text("")
    assert settings_of(deep / "bank.yaml", tmp_path / "a") is None
    assert settings_of(deep / "bank.yaml", tmp_path) == tmp_path / "quiz.toml"
    (deep / "quiz.toml").write_text("")
    assert settings_of(deep / "bank.yaml", tmp_path) == deep / "quiz.toml"


@pytest.mark.parametrize(
    ("select", "ignore", "on"),
    [
        ((), (), True),
        ((), ("F",), False),
        (("B",), (), False),
        (("F",), (), True),
        (("F0",), ("F",), True),
        (("F",), ("F0",), False),
        (("F006",), ("F006",), False),
        (("negative-prompt",), ("F00",), True),
        (("f006",), (), True),
    ],
)
def test_the_closest_entry_counts(select: tuple[str, ...], ignore: tuple[str, ...], on: bool) -> None:
    assert Selection(select, ignore).is_on("F006") is on
    assert Selection(select, ignore).is_on("B002")


def test_entries_that_name_nothing() -> None:
    assert [entry for entry, *_ in unknown_entries(["F", "F006", "Q", "negative-prompt", ""])] == ["Q", ""]
    assert closeness("F1", "F006") == 0
