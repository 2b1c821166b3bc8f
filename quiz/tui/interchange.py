"""Files of other programs, from the app: a file to import, and a bank to export."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quiz.files import FileProblem, write_new
from quiz.paths import bundled_banks_folder, own_banks_folder
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from quiz.library.library import LibraryEntry
    from quiz.tui.navigation import Navigation
    from quiz.tui.services import Services

_PUBLIC: Final = 0o666


_WHICH: Final = "Import questions from which file? Moodle, Anki, a spreadsheet, a bank that was shared …"


def import_file(navigation: Navigation, question: str = _WHICH) -> None:
    """Ask for a file, and show what importing it would bring."""

    def show(name: str | None) -> None:
        if name is not None:
            from quiz.authoring.importing import ImportOptions

            taken = frozenset(path.stem for path in bundled_banks_folder().glob("*.y*ml"))
            options = ImportOptions(folder=own_banks_folder(), taken=taken)
            navigation.open("import_preview", _path(name), options)

    navigation.ask("ask", question, _refusal, then=show)


def _refusal(name: str) -> str | None:
    if not name:
        return "Type the path of a file, such as ~/Downloads/quiz.xml."
    return None if _path(name).is_file() else "There is no such file; check the path."


def export_bank(entry: LibraryEntry, navigation: Navigation, services: Services) -> None:
    """Ask for a format and a file, and write a bank in it."""
    from quiz.formats.registry import FORMATS, WRITTEN

    bank = entry.bank
    if bank is None:
        services.tell("This bank cannot be read: see what is said about it.", "warning")
        return

    def ask_file(place: int | None) -> None:
        if place is None:
            return
        form = FORMATS[WRITTEN[place]]
        usual = f"{bank.id}{form.ends[0]}"
        question = f"{form.title}: into which file?"

        def write(name: str | None) -> None:
            if name is not None:
                _write(entry, form.name, _path(name), services)

        navigation.ask("ask", question, _taken, usual, then=write)

    lines = [f"{FORMATS[name].title} ({FORMATS[name].ends[0]})" for name in WRITTEN]
    navigation.ask("pick", "Export as", lines, then=ask_file)


def _taken(name: str) -> str | None:
    if not name:
        return "Type the name of a file."
    return "Something has this name already; choose another." if os.path.lexists(_path(name)) else None


def _path(name: str) -> Path:
    return Path(os.path.expanduser(name))  # noqa: PTH111 - `Path.expanduser` raises for a name without a home


def _write(entry: LibraryEntry, form: str, path: Path, services: Services) -> None:
    from quiz.authoring.exporting import exported
    from quiz.formats.packages import PackageMissing

    assert entry.bank is not None
    try:
        writing = exported(entry.bank, form, file=entry.path)
        write_new(path, writing.data, _PUBLIC)
    except PackageMissing as missing:
        services.tell(f"{missing}.", "error", 15)
    except FileProblem as problem:
        services.tell(f"{clean_line(str(path))}: {problem.message}.", "error", 15)
    else:
        out = sum(loss.kind == "left-out" for loss in writing.losses)
        lost = sum(loss.kind in {"lost", "changed"} for loss in writing.losses)
        told = [f"{counted(out, 'question')} left out"] * bool(out) + [f"{counted(lost, 'loss', 'losses')}"] * bool(
            lost
        )
        more = f" ({', '.join(told)}; quiz export tells each)" if told else ""
        services.tell(f"Written to {clean_line(str(path))}{more}.", timeout=15)
