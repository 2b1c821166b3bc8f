"""A bank that was deleted lies in a trash until it is put back or the trash is emptied."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.authoring.trash import Trash
from quiz.files import FileProblem

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_a_bank_is_put_into_the_trash_and_back(tmp_path: Path) -> None:
    path, trash = tmp_path / "banks" / "b.yaml", Trash(tmp_path / "trash")
    path.parent.mkdir()
    assert trash.every() == []
    path.write_bytes(b"id: b\r\n\xff")
    trash.put(path, "B", NOW)
    assert not path.exists()
    path.write_bytes(b"second")
    trash.put(path, "B2", NOW + timedelta(hours=1))
    (name2, second), (name, first) = trash.every()
    assert (second.title, first.title, first.file, first.at) == ("B2", "B", path, NOW)
    path.parent.rmdir()
    assert trash.put_back(name) == path
    assert path.read_bytes() == b"id: b\r\n\xff"
    with pytest.raises(FileProblem, match="has this name already"):
        trash.put_back(name2)
    assert [entry for entry, _ in trash.every()] == [name2], "what cannot be put back stays"
    assert trash.empty() == 1
    assert trash.every() == []
    assert trash.empty() == 0


def test_what_cannot_be_read_is_not_deleted_and_litter_is_no_bank(tmp_path: Path) -> None:
    trash = Trash(tmp_path / "trash")
    with pytest.raises(FileProblem, match="no such file"):
        trash.put(tmp_path / "b.yaml", "B", NOW)
    (tmp_path / "trash").mkdir()
    (tmp_path / "trash" / "x").write_bytes(b"litter")
    assert trash.every() == []
    with pytest.raises(FileProblem, match="cannot be read"):
        trash.put_back("x")
    assert trash.empty() == 0
