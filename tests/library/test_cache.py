"""What is kept of banks is read again only where nobody else could have written it."""

import os
import stat
from pathlib import Path

import pytest

from quiz.library.cache import Cache, key_of

KEY, OTHER = key_of([b"a"]), key_of([b"b"])
NOBODY = 65534
as_administrator = pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give a file away")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one entry."""
    folder = tmp_path / "cache" / "banks"
    Cache(folder).save(KEY, "kept")
    return folder


def loaded(folder: Path) -> str | None:
    return Cache(folder).load(KEY, str)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_kept_is_for_its_owner_alone(folder: Path, tmp_path: Path) -> None:
    assert loaded(folder) == "kept"
    assert [mode(path) for path in (folder.parent, folder, folder / KEY)] == [0o700, 0o700, 0o600]


@pytest.mark.parametrize("open_to", [0o777, 0o720, 0o1777, 0o702])
def test_a_folder_that_others_could_write_to_is_closed_and_emptied(folder: Path, open_to: int) -> None:
    (folder / "mine.txt").write_text("not ours")
    folder.chmod(open_to)
    assert loaded(folder) is None
    assert mode(folder) == 0o700
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    Cache(folder).save(KEY, "again")
    assert loaded(folder) == "again"


@pytest.mark.parametrize("readable", [0o755, 0o750, 0o700])
def test_a_folder_that_others_can_only_read_is_trusted_and_left_as_it_is(folder: Path, readable: int) -> None:
    folder.chmod(readable)
    assert loaded(folder) == "kept"
    assert mode(folder) == readable


@pytest.mark.parametrize("open_to", [0o666, 0o620, 0o602])
def test_an_entry_that_others_could_write_to_is_worked_out_again(folder: Path, open_to: int) -> None:
    (folder / KEY).chmod(open_to)
    assert loaded(folder) is None
    Cache(folder).save(KEY, "again")
    assert loaded(folder) == "again"
    assert mode(folder / KEY) == 0o600


@as_administrator
def test_an_entry_of_another_user_is_worked_out_again(folder: Path) -> None:
    os.chown(folder / KEY, NOBODY, NOBODY)
    assert loaded(folder) is None
    Cache(folder).save(KEY, "again")
    assert loaded(folder) == "again"


@as_administrator
@pytest.mark.parametrize("its", [0o700, 0o755, 0o777])
def test_a_folder_of_another_user_is_neither_used_nor_changed(folder: Path, its: int) -> None:
    folder.chmod(its)
    os.chown(folder, NOBODY, NOBODY)
    cache = Cache(folder)
    assert cache.load(KEY, str) is None
    cache.save(OTHER, "mine")
    cache.prune()
    assert mode(folder) == its
    assert [path.name for path in folder.iterdir()] == [KEY]


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    cache = Cache(link)
    assert cache.load(KEY, str) is None
    cache.save(OTHER, "else")
    assert [path.name for path in folder.iterdir()] == [KEY]


def test_only_entries_are_ever_dropped(folder: Path) -> None:
    others = [folder / f"{number}.txt" for number in range(3)]
    entries = [folder / f"{number}.msgpack" for number in range(210)]
    for age, path in enumerate((*entries, *others)):
        path.write_bytes(b"")
        os.utime(path, (age, age))
    cache = Cache(folder)
    cache.save(OTHER, "new")
    cache.prune()
    left = set(folder.iterdir())
    assert set(others) <= left
    assert folder / OTHER in left
    assert len(left) == 200 + len(others)


@pytest.mark.parametrize("place", ["file", "missing", "name\0"])
def test_what_is_no_folder_keeps_nothing(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / place)
    assert cache.load(KEY, str) is None
    cache.save(KEY, "kept")
    cache.prune()
    assert Cache(tmp_path / place).load(KEY, str) == ("kept" if place == "missing" else None)
