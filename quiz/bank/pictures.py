"""The files of pictures: which names a bank may give them."""

from __future__ import annotations

from typing import Final

OPENED: Final = frozenset({"png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff"})
"""The endings of the pictures that a viewer is given."""
DRAWING: Final = "svg"
"""The ending of a drawing, which may hold scripts: what opens it is often a browser, so it is never opened."""

_LONGEST: Final = 200
_UP: Final = frozenset({"", ".", ".."})


def ending(name: str) -> str:
    """Return the ending of a file name in small letters, without the dot; empty where it has none."""
    return name.rpartition("/")[2].rpartition(".")[2].lower() if "." in name.rpartition("/")[2] else ""


def name_fault(name: str) -> tuple[str, str] | None:
    """Return why a file cannot be the picture of a question, told by its name, and what to do; None where it can.

    It lies in the folder of the bank or below it, and is named from there with slashes.
    """
    if "://" in name or name.startswith("//"):
        return "it is an address, and nothing is fetched", "put the file beside the bank and write its name"
    if "\\" in name:
        return "it has a backslash", "write / between a folder and what is in it"
    if name.startswith(("/", "~")) or name[1:2] == ":":
        return "it does not start at the folder of the bank", "put the file beside the bank and write its name"
    if ".." in name.split("/"):
        return "it leads out of the folder of the bank", "put the file beside the bank and write its name"
    if not _UP.isdisjoint(name.split("/")) or name.rpartition("/")[2].startswith("."):
        return "it is no name of a file", "write the name of a file beside the bank, such as map.png"
    if len(name) > _LONGEST:
        return f"its name is longer than {_LONGEST} characters", "give the file a shorter name"
    if ending(name) not in OPENED | {DRAWING}:
        return "its ending is not that of a picture", f"use one of {', '.join(sorted(OPENED))} or {DRAWING}"
    return None
