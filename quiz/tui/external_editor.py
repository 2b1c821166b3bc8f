"""The person's own editor: which it is, and how it opens a file at a line."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLUS: Final = frozenset(
    {
        "emacs",
        "emacsclient",
        "ex",
        "jed",
        "joe",
        "kak",
        "mg",
        "micro",
        "nano",
        "ne",
        "nvim",
        "pico",
        "vi",
        "view",
        "vim",
    }
)
_COLON: Final = frozenset({"helix", "hx", "subl", "zed"})
_GOTO: Final = frozenset({"code", "code-insiders", "codium", "cursor"})
_WAIT: Final = _GOTO | {"subl", "zed"}
_USUAL: Final = ("nano", "vim", "vi", "code")
_USUAL_ON_WINDOWS: Final = ("code", "notepad")
_WINDOWS_WORD: Final = re.compile(r'(?:"[^"]*"|[^\s"])+')
_BATCH: Final = frozenset({".bat", ".cmd"})
_BATCH_SIGNS: Final = frozenset('&|<>^%!"\n')


def editor_command(
    environment: Mapping[str, str], path: Path, line: int, *, windows: bool = os.name == "nt"
) -> list[str] | None:
    """Return the command that opens a file at a line and ends when the person is done; None where there is none.

    It is that of `VISUAL` or `EDITOR`, else one that is usually there. An editor that is not known is given the file
    alone.
    """
    words = _words(environment.get("VISUAL", ""), windows=windows) or _words(
        environment.get("EDITOR", ""), windows=windows
    )
    if not words:
        usual = _USUAL_ON_WINDOWS if windows else _USUAL
        found = next((name for name in usual if shutil.which(name, path=environment.get("PATH"))), None)
        if found is None:
            return None
        words = [found]
    file = str(path.absolute())  # so that no name begins like an option
    name = PureWindowsPath(words[0]).stem.lower() if windows else PurePosixPath(words[0]).stem
    if name in _WAIT and not {"--wait", "-w"} & set(words):
        words.append("--wait")
    if name in _GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    return [*words, f"+{line}", file] if name in _PLUS else [*words, file]


def startable(command: list[str]) -> list[str] | None:
    """Return the command with the whole path of its program; None where there is none that can be started.

    Windows finds only `.exe` by its name, and has `.cmd` and `.bat` read by a shell, which no sign of the file's name
    may reach as a command.
    """
    program = shutil.which(command[0])
    if program is None:
        return None
    if PureWindowsPath(program).suffix.lower() in _BATCH and not _BATCH_SIGNS.isdisjoint("".join(command[1:])):
        return None
    return [program, *command[1:]]


def _words(command: str, *, windows: bool) -> list[str]:
    """Return the words of a command line: of Windows, where a backslash is part of a path, or of a POSIX shell.

    A path with spaces that leads to a program is one word, as many people write it on Windows.
    """
    command = command.strip()
    if windows:
        if shutil.which(command) is not None:
            return [command]
        return [word.replace('"', "") for word in _WINDOWS_WORD.findall(command)] if command.count('"') % 2 == 0 else []
    try:
        return shlex.split(command)
    except ValueError:  # a quotation mark that is not closed
        return []
