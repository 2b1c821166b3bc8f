"""A remark is closed and opened again; what cannot be read closes nothing."""

from pathlib import Path

from quiz.authoring.closed_remarks import NAME, ClosedRemarks


def test_a_remark_is_closed_and_opened_again(tmp_path: Path) -> None:
    closed = ClosedRemarks(tmp_path / "data")
    assert closed.every() == frozenset()
    closed.close("a")
    closed.close("b")
    closed.close("a")
    assert ClosedRemarks(tmp_path / "data").every() == {"a", "b"}
    closed.reopen("a")
    closed.reopen("never closed")
    assert closed.every() == {"b"}
    (tmp_path / "data" / NAME).write_bytes(b"litter")
    assert closed.every() == frozenset()
