import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.files import FileProblem, is_unfinished, read_bounded, sweep, unfinished, write_atomic, write_new


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 10)
    assert read_bounded(path, 10) == b"x" * 10
    with pytest.raises(FileProblem, match="larger than 9 bytes") as problem:
        read_bounded(path, 9)
    assert problem.value.path == path
    path.write_bytes(b"")
    assert read_bounded(path, 0) == b""


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileProblem, match="larger than 32 MiB"):
        read_bounded(path, 32 << 20)


def test_a_file_without_a_size_of_its_own_is_bounded_too() -> None:
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("there is no /proc here")
    assert b"Pid" in read_bounded(path, 1 << 20)
    with pytest.raises(FileProblem, match="larger"):
        read_bounded(path, 20)


def test_what_is_no_regular_file_is_refused_without_a_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileProblem, match="pipe"):
        read_bounded(tmp_path / "pipe", 10)
    with pytest.raises(FileProblem, match="folder"):
        read_bounded(tmp_path, 10)
    with pytest.raises(FileProblem, match="not a regular file"):
        read_bounded(Path("/dev/null"), 10)
    with pytest.raises(FileProblem, match="no such file"):
        read_bounded(tmp_path / "missing", 10)
    with pytest.raises(FileProblem, match="not a possible file name"):
        read_bounded(tmp_path / "a\0b", 10)
    with pytest.raises(FileProblem):
        read_bounded(tmp_path / ("x" * 5000), 10)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with pytest.raises(FileProblem):
            read_bounded(Path("socket"), 10)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("there is no /proc here")
    path = tmp_path / "file"
    path.write_bytes(b"x" * 10)
    before = len(list(folder.iterdir()))
    for _ in range(5):
        read_bounded(path, 10)
        for wrong in (tmp_path, Path("/dev/null"), path):
            with pytest.raises(FileProblem):
                read_bounded(wrong, 1)
    assert len(list(folder.iterdir())) == before


# Writing


def test_a_file_is_written_whole_in_folders_that_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    write_atomic(path, b"one")
    write_atomic(path, b"")
    assert path.read_bytes() == b""
    assert [file.name for file in path.parent.iterdir()] == ["file"]


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_who_reads_meanwhile_sees_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old content")
    with path.open("rb") as reader:
        write_atomic(path, b"new")
        assert reader.read() == b"old content"
    assert path.read_bytes() == b"new"


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "below", tmp_path / "folder", tmp_path / ("x" * 300)):
        with pytest.raises(FileProblem) as problem:
            write_atomic(path, b"new")
        assert problem.value.path == path
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder"]
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("조" * 84)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_new_file_is_made_only_where_there_is_nothing(tmp_path: Path) -> None:
    path, link, folder = tmp_path / "file", tmp_path / "link", tmp_path / "folder"
    link.symlink_to(tmp_path / "nowhere")
    folder.mkdir()
    write_new(path, b"one")
    for taken in (path, link, folder):
        with pytest.raises(FileProblem, match="has this name already") as problem:
            write_new(taken, b"two")
        assert problem.value.path == taken
    assert path.read_bytes() == b"one"
    assert not (tmp_path / "nowhere").exists()
    for impossible in (tmp_path / "none" / "file", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(FileProblem):
            write_new(impossible, b"")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder", "link"]


def test_a_new_file_that_cannot_be_written_whole_does_not_stay(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_new(tmp_path / "file", None)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


# What a killed write leaves

NOW = 2_000_000_000.0
MARK = "0123456789abcdef"


def planted(path: Path, *, hours: float = 25) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left")
    os.utime(path, (NOW - hours * 3600,) * 2)
    return path


@pytest.mark.parametrize("name", ["a", "-", "bank.yaml", "x" * 200, "\udce9.yaml", "한" * 60, "a-" + MARK, ".hidden"])
def test_the_name_of_an_unfinished_file_is_known_again(tmp_path: Path, name: str) -> None:
    temporary = unfinished(tmp_path / name)
    assert temporary.parent == tmp_path
    assert is_unfinished(temporary.name)
    assert is_unfinished(temporary.name + "-journal")
    assert not is_unfinished(name)
    temporary.write_bytes(b"")  # a name that the file system takes
    assert unfinished(tmp_path / name) != temporary


def test_what_is_left_of_a_killed_write_goes_after_a_day(tmp_path: Path) -> None:
    old = [planted(tmp_path / name) for name in (f".bank.yaml-{MARK}", f".s.db-{MARK}-journal", f".{'x' * 40}-{MARK}")]
    copy = planted(tmp_path / ".restore-a1_b2c3d" / f".scores.db-{MARK}").parent
    os.utime(copy, (NOW - 25 * 3600,) * 2)
    young = planted(tmp_path / f".young-{MARK}", hours=23)
    fresh = planted(tmp_path / ".restore-a1_b2c3e" / "scores.db").parent
    os.utime(fresh, (NOW - 23 * 3600,) * 2)
    sweep([tmp_path, tmp_path / "missing", young], NOW)
    assert [path for path in (*old, copy) if path.exists()] == []
    assert young.exists()
    assert (fresh / "scores.db").exists()


@pytest.mark.parametrize(
    "name",
    [
        "scores.db",
        f"bank.yaml-{MARK}",
        f".bank.yaml-{MARK[:-1]}",
        f".bank.yaml-{MARK}0",
        f".bank.yaml-{MARK.upper()}",
        f".bank.yaml-{MARK}.yaml",
        f".-{MARK}",
        f".{'x' * 41}-{MARK}",
        ".restore-a1b2c3d4",
        ".restore-mine",
        ".gitignore",
        f"{MARK}{MARK}",
    ],
)
def test_no_other_name_is_ever_removed(tmp_path: Path, name: str) -> None:
    path = planted(tmp_path / name)
    sweep([tmp_path], NOW)
    assert path.exists()


@pytest.mark.parametrize("name", [f".bank.yaml-{MARK}", ".restore-a1b2c3d4"])
def test_no_link_is_followed_or_removed_and_no_folder_taken_for_a_file(tmp_path: Path, name: str) -> None:
    folder, kept = tmp_path / "folder", planted(tmp_path / "else" / "kept")
    folder.mkdir()
    link = folder / name
    for target in (kept, kept.parent):
        link.symlink_to(target)
        os.utime(link, (NOW - 25 * 3600,) * 2, follow_symlinks=False)
        sweep([folder], NOW)
        assert kept.exists()
        assert link.is_symlink()
        link.unlink()
    inner = planted(folder / f".named-{MARK}" / "kept")
    os.utime(inner.parent, (NOW - 25 * 3600,) * 2)
    sweep([folder], NOW)
    assert inner.exists()


def test_after_a_rename_the_folder_is_put_on_disk_too(tmp_path: Path) -> None:
    """An audit hook, which sees each file that is opened and renamed, cannot be taken away: so in a process alone."""
    script = """
import sqlite3, sys
from pathlib import Path
from quiz.files import write_atomic, write_new
from quiz.scores.store.sqlite.backup import copy
folder = Path(sys.argv[1])
store = sqlite3.connect(folder / "store.db")
seen = []
sys.addaudithook(lambda event, given: seen.append(str(given[-2 if event == "os.rename" else 0]))
                 if event in {"open", "os.rename"} else None)
for write in (lambda: write_atomic(folder / "a", b""), lambda: write_new(folder / "b", b""),
              lambda: copy(store, folder / "c")):
    seen.clear()
    write()
    assert seen[-1] == str(folder), seen
"""
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
    assert done.stderr == ""
