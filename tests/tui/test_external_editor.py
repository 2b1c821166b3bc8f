"""The person's own editor: whichever it is, it opens the file, at the line where it can, and is waited for."""

from pathlib import Path

import pytest

from quiz.tui.external_editor import editor_command, startable

BANK = Path("/banks/my bank.yaml")
FILE = str(BANK)

COMMANDS = {
    "vi": ["vi", "+7", FILE],
    "vim": ["vim", "+7", FILE],
    "nvim": ["nvim", "+7", FILE],
    "nano": ["nano", "+7", FILE],
    "emacs": ["emacs", "+7", FILE],
    "emacs -nw": ["emacs", "-nw", "+7", FILE],
    "emacsclient -t": ["emacsclient", "-t", "+7", FILE],
    "micro": ["micro", "+7", FILE],
    "/usr/bin/vim.basic": ["/usr/bin/vim.basic", "+7", FILE],
    "vim -c 'set ft=yaml' -u NONE": ["vim", "-c", "set ft=yaml", "-u", "NONE", "+7", FILE],
    '"/opt/my tools/nano" -w': ["/opt/my tools/nano", "-w", "+7", FILE],
    "hx": ["hx", f"{FILE}:7"],
    "helix": ["helix", f"{FILE}:7"],
    "code": ["code", "--wait", "--goto", f"{FILE}:7"],
    "code --wait": ["code", "--wait", "--goto", f"{FILE}:7"],
    "code -n -w": ["code", "-n", "-w", "--goto", f"{FILE}:7"],
    "/usr/local/bin/codium": ["/usr/local/bin/codium", "--wait", "--goto", f"{FILE}:7"],
    "subl": ["subl", "--wait", f"{FILE}:7"],
    "subl -n -w": ["subl", "-n", "-w", f"{FILE}:7"],
    "zed": ["zed", "--wait", f"{FILE}:7"],
    "kate -b": ["kate", "-b", FILE],
    "my-editor": ["my-editor", FILE],
    "env LANG=C vim": ["env", "LANG=C", "vim", FILE],
    "   vim   ": ["vim", "+7", FILE],
    "vim # not a comment": ["vim", "#", "not", "a", "comment", "+7", FILE],
}


@pytest.mark.parametrize("named", COMMANDS)
@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_an_editor_opens_the_file_at_the_line(named: str, variable: str) -> None:
    assert editor_command({variable: named}, BANK, 7, windows=False) == COMMANDS[named]


ON_WINDOWS = {
    r"C:\Windows\notepad.exe": [r"C:\Windows\notepad.exe", FILE],
    "notepad": ["notepad", FILE],
    r'"C:\Program Files\Vim\vim91\gvim.exe" -f': [r"C:\Program Files\Vim\vim91\gvim.exe", "-f", FILE],
    r'"C:\Program Files\Neovim\bin\NVIM.EXE"': [r"C:\Program Files\Neovim\bin\NVIM.EXE", "+7", FILE],
    r"C:\tools\nano.exe -w": [r"C:\tools\nano.exe", "-w", "+7", FILE],
    r'C:\"my tools"\vim.exe': [r"C:\my tools\vim.exe", "+7", FILE],
    r"\\server\tools\vim.exe -u NONE": [r"\\server\tools\vim.exe", "-u", "NONE", "+7", FILE],
    r"C:\Users\O'Neil\vim.exe": [r"C:\Users\O'Neil\vim.exe", "+7", FILE],
    "code": ["code", "--wait", "--goto", f"{FILE}:7"],
    "code --wait": ["code", "--wait", "--goto", f"{FILE}:7"],
    r"C:\VSCode\bin\Code.cmd -n": [r"C:\VSCode\bin\Code.cmd", "-n", "--wait", "--goto", f"{FILE}:7"],
    r"  C:\x\my.editor.exe  ": [r"C:\x\my.editor.exe", FILE],
}


@pytest.mark.parametrize("named", ON_WINDOWS)
@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_an_editor_on_windows_is_named_by_a_path_with_backslashes(named: str, variable: str) -> None:
    assert editor_command({variable: named}, BANK, 7, windows=True) == ON_WINDOWS[named]


@pytest.mark.parametrize("name", ["my vim", "O'Neil vim -x"])
def test_on_windows_a_path_with_spaces_that_is_there_needs_no_quotes(name: str, tmp_path: Path) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    assert editor_command({"EDITOR": f" {program} "}, BANK, 7, windows=True) == [str(program), FILE]


def test_on_windows_without_a_name_it_is_code_or_notepad(tmp_path: Path) -> None:
    environment = {"EDITOR": '"unclosed', "PATH": str(tmp_path)}
    assert editor_command(environment, BANK, 3, windows=True) is None
    for name, command in (("notepad", ["notepad", FILE]), ("code", ["code", "--wait", "--goto", f"{FILE}:3"])):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)
        assert editor_command(environment, BANK, 3, windows=True) == command


@pytest.mark.parametrize("name", ["vim", "code.cmd", "EDIT.BAT"])
def test_a_command_is_started_by_the_whole_path_of_its_program(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert startable([name, "--wait", FILE]) == [str(program), "--wait", FILE]
    assert startable(["no-such-editor", FILE]) is None


@pytest.mark.parametrize("sign", [*'&|<>^%!"', "\n"])
def test_no_name_of_a_file_reaches_the_shell_that_reads_a_batch_file(
    sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("code.cmd", "edit.BAT", "vim"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)
        assert (startable([name, f"a{sign}calc.yaml"]) is None) == (name != "vim")


@pytest.mark.parametrize("visual", ["", "  ", "vim '", '"'])
def test_a_name_that_says_nothing_gives_way_to_the_next(visual: str) -> None:
    assert editor_command({"VISUAL": visual, "EDITOR": "emacs"}, BANK, 1) == ["emacs", "+1", FILE]


def test_the_visual_editor_comes_first() -> None:
    assert editor_command({"VISUAL": "vim", "EDITOR": "ed"}, BANK, 1) == ["vim", "+1", FILE]


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"VISUAL": "'", "EDITOR": "'"}])
def test_without_a_name_it_is_one_that_is_usually_there(tmp_path: Path, environment: dict[str, str]) -> None:
    environment = {**environment, "PATH": str(tmp_path)}
    assert editor_command(environment, BANK, 3, windows=False) is None
    code = tmp_path / "code"
    code.write_text("#!/bin/sh\n", encoding="utf-8")
    code.chmod(0o755)
    assert editor_command(environment, BANK, 3, windows=False) == ["code", "--wait", "--goto", f"{FILE}:3"]
    code.unlink()
    for name in ("vi", "vim", "nano"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        assert editor_command(environment, BANK, 3) is None
        program.chmod(0o755)
        assert editor_command(environment, BANK, 3) == [name, "+3", FILE]
        program.rename(tmp_path / "away")


@pytest.mark.parametrize("named", ["vim", "nano", "code", "hx", "my-editor"])
def test_a_name_is_never_taken_for_an_option_or_a_command(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for odd in ("-c quit.yaml", "+9.yaml", "$(rm).yaml"):
        command = editor_command({"EDITOR": named}, Path(odd), 2)
        assert command is not None
        assert command[-1].removesuffix(":2") == str(tmp_path / odd)
