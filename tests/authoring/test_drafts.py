"""Unsaved text: it is there the next time, for its file alone, and nobody else reads it."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.authoring.drafts import Drafts, FileDraft, checksum
from quiz.files import FileProblem, unfinished

AT = datetime(2026, 11, 22, 10, 30, 15, 123456, tzinfo=UTC)
ONE, TWO = Path("/banks/one.yaml"), Path("/banks/two.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "drafts"


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.mark.parametrize("data", [b"", b"id: b\r\n", "\ufeff😀".encode(), b"\xff\x00" * 1000])
def test_a_draft_outlives_the_program(folder: Path, data: bytes) -> None:
    Drafts(folder).keep(ONE, b"old", data, AT)
    draft = Drafts(folder).kept(ONE)
    assert draft is not None
    assert (draft.data, draft.at, draft.base) == (data, AT, checksum(b"old"))


def test_drafts_are_kept_for_each_file_and_the_last_one_counts(folder: Path) -> None:
    drafts = Drafts(folder)
    drafts.keep(ONE, b"", b"first", AT)
    drafts.keep(TWO, None, b"other", AT)
    drafts.keep(ONE, b"", b"second", AT)
    assert [(draft.data, draft.base) for draft in map(drafts.kept, (ONE, TWO)) if draft] == [
        (b"second", checksum(b"")),
        (b"other", ""),
    ]
    drafts.drop(ONE)
    assert drafts.kept(ONE) is None
    assert drafts.kept(TWO) is not None


@pytest.mark.parametrize("forget", [FileDraft.drop, FileDraft.take_back])
def test_what_was_dropped_is_not_written_by_who_comes_late(folder: Path, forget: Callable[[FileDraft], None]) -> None:
    draft = FileDraft(Drafts(folder), ONE)
    late = draft.writer(b"old", b"typed")
    draft.writer(b"old", b"type")()
    assert draft.kept() is not None
    forget(draft)
    late()
    assert draft.kept() is None
    draft.writer(b"old", b"typed anew")()
    assert Drafts(folder).kept(ONE) == draft.kept() is not None


def test_a_draft_of_an_earlier_time_goes_only_where_it_is_dropped(folder: Path) -> None:
    Drafts(folder).keep(ONE, b"old", b"of yesterday", AT)
    draft = FileDraft(Drafts(folder), ONE)
    late = draft.writer(b"old", b"typed")
    draft.take_back()
    late()
    found = draft.kept()
    assert found is not None
    assert found.data == b"of yesterday"
    draft.drop()
    assert draft.kept() is None


def test_a_digest_tells_versions_apart() -> None:
    assert len({checksum(None), checksum(b""), checksum(b"a"), checksum(b"b")}) == 4
    assert checksum(None) == ""


def test_nobody_else_reads_a_draft(folder: Path) -> None:
    Drafts(folder).keep(ONE, None, b"mine", AT)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(folder).stat().st_mode) == 0o600


def test_where_there_is_nothing_nothing_is_found_or_dropped(folder: Path) -> None:
    drafts = Drafts(folder)
    assert drafts.kept(ONE) is None
    drafts.drop(ONE)
    assert not folder.exists()
    drafts.keep(TWO, None, b"", AT)
    drafts.drop(ONE)
    drafts.drop(TWO)
    drafts.drop(TWO)
    assert list(folder.iterdir()) == []


DAMAGED = {
    "empty": b"",
    "cut": None,
    "other data": b"id: b\n",
    "another form": b"\x81\xa4path\xa1x",
    "no end": b"\x81\xa1x" + b"\x91" * 100_000,
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_draft_is_none(folder: Path, case: str) -> None:
    drafts = Drafts(folder)
    drafts.keep(ONE, b"old", b"new" * 100, AT)
    file = only_file(folder)
    damaged = DAMAGED[case]
    file.write_bytes(file.read_bytes()[:-10] if damaged is None else damaged)
    assert drafts.kept(ONE) is None
    drafts.keep(ONE, b"old", b"again", AT)
    draft = drafts.kept(ONE)
    assert draft is not None
    assert draft.data == b"again"


def test_a_draft_in_the_place_of_another_is_none(folder: Path) -> None:
    drafts = Drafts(folder)
    drafts.keep(ONE, None, b"one", AT)
    place = only_file(folder)
    strange = place.read_bytes()
    drafts.drop(ONE)
    drafts.keep(TWO, None, b"two", AT)
    only_file(folder).write_bytes(strange)
    assert drafts.kept(TWO) is None


def test_a_folder_in_the_place_of_a_draft_is_none(folder: Path) -> None:
    drafts = Drafts(folder)
    drafts.keep(ONE, None, b"one", AT)
    file = only_file(folder)
    file.unlink()
    file.mkdir()
    assert drafts.kept(ONE) is None
    drafts.drop(ONE)
    with pytest.raises(FileProblem):
        drafts.keep(ONE, None, b"one", AT)


def test_a_name_that_is_no_text_is_a_name_too(folder: Path) -> None:
    odd = Path(os.fsdecode(b"/banks/caf\xe9.yaml"))
    drafts = Drafts(folder)
    drafts.keep(odd, None, b"one", AT)
    draft = drafts.kept(odd)
    assert draft is not None
    assert draft.data == b"one"
    assert drafts.kept(Path("/banks/café.yaml")) is None


def test_where_nothing_can_be_kept_that_is_told(folder: Path) -> None:
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_bytes(b"a file")
    with pytest.raises(FileProblem, match="cannot be made") as problem:
        Drafts(folder).keep(ONE, None, b"", AT)
    assert problem.value.path == folder


def test_what_a_killed_write_left_is_no_draft(folder: Path) -> None:
    drafts = Drafts(folder)
    drafts.keep(ONE, None, b"mine", AT)
    place = only_file(folder)
    for name in (unfinished(place).name, place.name[:-1] + ("0" if place.name[-1] != "0" else "1"), "copy"):
        (folder / name).write_bytes(place.read_bytes())
    assert [draft.data for draft in drafts.every()] == [b"mine"]
    drafts.drop(ONE)
    assert drafts.every() == []
    assert drafts.kept(ONE) is None
