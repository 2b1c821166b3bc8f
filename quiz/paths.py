"""The folders of the program, as functions: nothing is looked up or made on import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = "eu-dprk-quiz"


def data_folder() -> Path:
    """Return where scores and the person's own banks live; `QUIZ_DATA_DIR` overrides it."""
    if override := os.environ.get("QUIZ_DATA_DIR"):
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def config_folder() -> Path:
    """Return where the settings live; `QUIZ_CONFIG_DIR` overrides it."""
    if override := os.environ.get("QUIZ_CONFIG_DIR"):
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def cache_folder() -> Path:
    """Return where compiled banks are kept; `QUIZ_CACHE_DIR` overrides it. Safe to delete at any time."""
    if override := os.environ.get("QUIZ_CACHE_DIR"):
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


STORE_NAME: Final = "scores.db"
"""The file in the data folder that keeps the scores."""


FILE_SCHEME: Final = "sqlite://"
"""What the address of a store begins with that is a file in another data folder: of a person who is served."""


def store_address() -> str:
    """Return where the scores are kept: what `QUIZ_STORE` says; nothing for a file in the data folder."""
    return os.environ.get("QUIZ_STORE", "")


def own_banks_folder() -> Path:
    return data_folder() / "banks"


def bank_mode(path: Path) -> int:
    """Return the permissions of a new bank: its owner's alone in the person's own folder, the umask's elsewhere."""
    own = os.path.realpath(own_banks_folder())
    return 0o600 if Path(os.path.realpath(path)).is_relative_to(own) else 0o666


def written_folders() -> Iterator[Path]:
    """Give the folders in which the program writes files of its own, whether they are there or not."""
    data, cache = data_folder(), cache_folder()
    yield from (
        data,
        data / "drafts",
        data / "trash",
        data / "backups",
        config_folder(),
        cache,
        cache / "banks",
        cache / "checks",
    )
    for parent, folders, _ in os.walk(own_banks_folder()):
        folders[:] = (name for name in folders if not name.startswith("."))
        yield Path(parent)


def bundled_banks_folder() -> Path:
    """Return the bundled banks: inside the package when installed from a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "questions"
    return installed if installed.is_dir() else package.parent / "questions"
