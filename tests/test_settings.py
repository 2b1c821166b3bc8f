import getpass
import os
from pathlib import Path

import pytest

from quiz.settings import DEFAULTS, KEYS, Settings, SettingsProblem, learner_name, load_settings, save_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "settings"
    made.mkdir()
    return made


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


# Reading


def test_without_a_file_there_are_the_defaults_and_nothing_is_made(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nowhere") == (DEFAULTS, ())
    assert not (tmp_path / "nowhere").exists()


def test_the_defaults() -> None:
    assert (DEFAULTS.learner, DEFAULTS.retention, DEFAULTS.new_per_day, DEFAULTS.day_start) == ("", 0.9, 10, 4)
    assert set(KEYS) >= {"learner", "retention", "new-per-day", "day-start"}


def test_a_file_is_read(folder: Path) -> None:
    write(folder, 'learner = "Ada"\nretention = 0.85\nnew-per-day = 500\nday-start = 12\n')
    assert load_settings(folder) == (Settings(learner="Ada", retention=0.85, new_per_day=500, day_start=12), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("goal = 5\nset_size = 20\n", "settings.toml:2: there is no setting set_size. Did you mean set-size?"),
        ("goal = 5\nRetension = 0.8\n", "settings.toml:2: there is no setting Retension. Did you mean retention?"),
        ("goal = 5\n[table]\na = 1\n", "settings.toml:2: there is no setting table. The settings are learner, "),
    ],
)
def test_an_unknown_key_is_told_with_its_line_and_what_may_be_meant(folder: Path, text: str, told: str) -> None:
    write(folder, text)
    settings, (problem,) = load_settings(folder)
    assert settings == Settings(goal=5)
    assert told in problem


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    write(folder, "\ufeffnew-per-day = 3\n")
    assert load_settings(folder) == (Settings(new_per_day=3), ())


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("learner = 5", "learner"),
        (f'learner = "{"x" * 101}"', "learner"),
        ("retention = 0.69", "retention"),
        ("retention = 1.0", "retention"),
        ("retention = nan", "retention"),
        ("retention = inf", "retention"),
        ('retention = "0.9"', "retention"),
        ("new-per-day = 0", "new-per-day"),
        ("new-per-day = 501", "new-per-day"),
        ("new-per-day = 1.5", "new-per-day"),
        ("new-per-day = true", "new-per-day"),
        ("day-start = 13", "day-start"),
        ("day-start = 04:00:00", "day-start"),
        ("[day-start]\nhour = 4", "day-start"),
    ],
)
def test_a_wrong_value_is_named_by_its_key_and_the_others_are_used(folder: Path, line: str, key: str) -> None:
    path = write(folder, f'theme = "nord"\n{line}\n')
    found, problems = load_settings(folder)
    assert found == Settings(theme="nord")
    (problem,) = problems
    assert str(path) in problem
    assert f"{key} = " in problem


@pytest.mark.parametrize("key", ["goal", "set-size", "new-per-day"])
@pytest.mark.parametrize("value", ["0", "501", "-20", "1.5", '"20"', "many = 1", "true", "[20]"])
def test_a_figure_of_the_day_that_cannot_be_is_named_with_its_line(folder: Path, key: str, value: str) -> None:
    path = write(folder, f"# {key} = 0\n\n{key} = {value}\n" if "many" not in value else f"\n\n{key}.{value}\n")
    found, (problem,) = load_settings(folder)
    assert found == DEFAULTS
    assert problem.startswith(f"{path}:3: {key} = ")
    assert "1 to 500" in problem


@pytest.mark.parametrize("written", ["until-right = 1", '"until-right" = "no"', "[until-right]\non = true"])
def test_a_flag_that_is_none_is_named_with_its_line(folder: Path, written: str) -> None:
    path = write(folder, f"goal = 30\n{written}\n")
    found, (problem,) = load_settings(folder)
    assert found == Settings(goal=30)
    assert problem.startswith(f"{path}:2: until-right = ")
    assert problem.endswith("true or false. true is used.")


def test_every_wrong_value_is_named(folder: Path) -> None:
    write(folder, "retention = 5\nnew-per-day = -5\n")
    assert len(load_settings(folder)[1]) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"learner = ",
        b"a = 1\na = 2",
        b"learner = 'a\x00b'",
        b"\xff\xfe",
        b"x = " + b"[" * 5000,
        b"x = " + b"{a=" * 5000,
        b"x = " + b"9" * 5000,
        b"x = 2026-02-30",
    ],
)
def test_a_file_that_is_no_toml_leaves_the_defaults_and_is_named(folder: Path, content: bytes) -> None:
    path = folder / "settings.toml"
    path.write_bytes(content)
    found, problems = load_settings(folder)
    assert found == DEFAULTS
    (problem,) = problems
    assert str(path) in problem
    assert "The defaults are used." in problem


@pytest.mark.parametrize("kind", ["folder", "pipe", "large"])
def test_what_is_no_readable_file_leaves_the_defaults_and_is_named(folder: Path, kind: str) -> None:
    path = folder / "settings.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        with path.open("wb") as file:
            file.truncate(2 << 20)
    found, problems = load_settings(folder)
    assert found == DEFAULTS
    assert len(problems) == 1


def test_a_folder_that_is_a_file_leaves_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert load_settings(tmp_path / "file") == (DEFAULTS, ())


# Writing


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    wanted = Settings(learner='A"d\\a 조선', retention=0.8, new_per_day=1, day_start=0, theme="nord")
    save_settings(tmp_path / "new" / "folder", wanted)
    assert load_settings(tmp_path / "new" / "folder") == (wanted, ())


def test_comments_order_and_unknown_keys_stay(folder: Path) -> None:
    path = write(
        folder, '# mine\nfuture = [1, 2] # later\n\nretention = 0.9 # usual\nlearner = "Ada"\n\n[table]\nx = 1\n'
    )
    save_settings(folder, Settings(learner="Ada", retention=0.95))
    assert path.read_text() == (
        '# mine\nfuture = [1, 2] # later\n\nretention = 0.95 # usual\nlearner = "Ada"\n\n[table]\nx = 1\n'
    )


def test_saving_the_same_again_changes_nothing(folder: Path) -> None:
    text = "# mine\nnew-per-day   =  20\n"
    path = write(folder, text)
    save_settings(folder, load_settings(folder)[0])
    assert path.read_text() == text


def test_a_default_that_was_never_written_is_not_written(folder: Path) -> None:
    path = write(folder, "")
    save_settings(folder, Settings(new_per_day=20))
    assert path.read_text() == "new-per-day = 20\n"


def test_a_wrong_value_is_put_right_when_saved(folder: Path) -> None:
    write(folder, "retention = 5\n")
    save_settings(folder, DEFAULTS)
    assert load_settings(folder) == (DEFAULTS, ())


def test_a_new_key_before_a_table_does_not_land_in_it(folder: Path) -> None:
    write(folder, "[table]\nx = 1\n")
    save_settings(folder, Settings(new_per_day=20))
    assert load_settings(folder)[0] == Settings(new_per_day=20)


@pytest.mark.parametrize("content", [b"learner = ", b"\xff", b"x = " + b"[" * 5000])
def test_a_file_that_is_no_toml_is_not_overwritten(folder: Path, content: bytes) -> None:
    path = folder / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsProblem) as problem:
        save_settings(folder, Settings(new_per_day=20))
    assert str(path) in str(problem.value)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsProblem) as problem:
        save_settings(tmp_path / "file" / "below", DEFAULTS)
    assert str(tmp_path / "file" / "below") in str(problem.value)


# The learner


def test_the_learner_is_the_one_given_then_the_variable_then_the_setting_then_the_login(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = Settings(learner="Setting")
    assert learner_name("Given", settings) == "Given"
    assert learner_name(None, settings) == "Ada"
    assert learner_name("", settings) == "Ada"
    monkeypatch.delenv("QUIZ_LEARNER")
    assert learner_name(None, settings) == "Setting"
    monkeypatch.setenv("LOGNAME", "login")
    assert learner_name() == "login"


def test_without_a_login_there_is_a_name_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUIZ_LEARNER")

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert learner_name() == "learner"


def test_a_name_is_cleaned_and_one_of_spaces_alone_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert learner_name("\x1b[31m A\n b\u202e") == "␛[31m A b<U+202E>"
    monkeypatch.setenv("QUIZ_LEARNER", "  ")
    monkeypatch.setenv("LOGNAME", "login")
    assert learner_name() == "login"
