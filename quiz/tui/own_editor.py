"""The person's own editor: which it is, and how it opens a file at a line."""

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

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
_USUAL: Final = ("nano", "vim", "vi")


def editor_command(environment: Mapping[str, str], path: Path, line: int) -> list[str] | None:
    """Return the command that opens a file at a line and ends when the person is done; None where there is none.

    It is that of `VISUAL` or `EDITOR`, else one that is usually there. An editor that is not known is given the file
    alone.
    """
    words = _words(environment.get("VISUAL", "")) or _words(environment.get("EDITOR", ""))
    if not words:
        found = next((name for name in _USUAL if shutil.which(name, path=environment.get("PATH"))), None)
        if found is None:
            return None
        words = [found]
    file = str(path.absolute())  # so that no name begins like an option
    name = Path(words[0]).stem
    if name in _WAIT and not {"--wait", "-w"} & set(words):
        words.append("--wait")
    if name in _GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    return [*words, f"+{line}", file] if name in _PLUS else [*words, file]


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quotation mark that is not closed
        return []
