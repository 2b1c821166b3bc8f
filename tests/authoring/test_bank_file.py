"""A bank file being edited: its bytes stay what they are, and nothing of another program's is overwritten."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from quiz.authoring.bank_file import LONGEST_LINE, ChangeOnDisk, EditedFile, open_to_edit
from quiz.files import FileProblem, signature
from quiz.library.library import BankFile, SourceList, home_of
from quiz.reading.reading import MAX_BYTES
from tests.examples import examples

MARK = b"\xef\xbb\xbf"

KEPT = {
    "lines": b"id: b\ntitle: B\n",
    "windows": b"id: b\r\ntitle: B\r\n",
    "mark": MARK + b"id: b\n",
    "windows and mark": MARK + b"id: b\r\n\r\n",
    "two marks": MARK + MARK + b"id: b\n",
    "nothing but a mark": MARK,
    "no last break": b"id: b\ntitle: B",
    "windows without a last break": b"id: b\r\ntitle: B",
    "one line": b"id: b",
    "empty": b"",
    "breaks alone": b"\n\n\n",
    "astral": "title: 😀𝔅\u0301é\n".encode(),
    "spaces at the ends": b"id: b  \n\t\n  ",
    "signs that steer": b"id: \x1b[31m\x00\x7f\n",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(os.path.realpath(tmp_path)) / "bank.yaml"


def opened(path: Path, data: bytes) -> EditedFile:
    path.write_bytes(data)
    return open_to_edit(path)


@pytest.mark.parametrize("case", KEPT)
def test_a_file_is_written_back_byte_for_byte(path: Path, case: str) -> None:
    edited_file = opened(path, KEPT[case])
    assert (edited_file.locked, edited_file.note, edited_file.is_new) == ("", "", False)
    assert "\r" not in edited_file.text
    assert not edited_file.is_changed(edited_file.text)
    assert edited_file.data(edited_file.text) == KEPT[case]
    assert edited_file.save(edited_file.text).base == path.read_bytes() == KEPT[case]


@examples(100)
@given(
    st.text(st.sampled_from("a: -é😀\t#'\"\n") | st.characters(codec="utf-8", exclude_categories=["Zl", "Zp", "Cc"])),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([b"", MARK]),
)
def test_any_text_is_written_back_byte_for_byte(path: Path, text: str, newline: str, mark: bytes) -> None:
    data = mark + text.replace("\n", newline).encode()
    edited_file = opened(path, data)
    assert edited_file.locked == ""
    assert edited_file.data(edited_file.text) == data


@pytest.mark.parametrize(
    ("data", "saved"),
    [
        (b"a\r\nb\nc\n", b"a\nb\nc\n"),
        (b"a\r\nb\r\nc\n", b"a\r\nb\r\nc\r\n"),
        (b"a\r\nb\n", b"a\nb\n"),
        (MARK + b"a\nb\r\nc\r\nd", MARK + b"a\r\nb\r\nc\r\nd"),
    ],
)
def test_of_mixed_line_ends_the_majority_wins_and_that_is_told_once(path: Path, data: bytes, saved: bytes) -> None:
    edited_file = opened(path, data)
    assert "line ends" in edited_file.note
    assert not edited_file.locked
    assert not edited_file.is_changed(edited_file.text)
    after = edited_file.save(edited_file.text)
    assert path.read_bytes() == saved
    assert after.note == ""
    assert after.text == edited_file.text


def test_a_text_that_was_typed_takes_the_line_ends_of_the_file(path: Path) -> None:
    assert opened(path, MARK + b"a\r\n").data("a\nb\nc") == MARK + b"a\r\nb\r\nc"
    assert opened(path, b"a").data("a\nb\n") == b"a\nb\n"


def test_half_a_character_cannot_be_saved_and_does_not_take_the_rest_with_it(path: Path) -> None:
    edited_file = opened(path, b"id: b\n").save("id: b\ntitle: \ud83d!\n")
    assert path.read_bytes() == b"id: b\ntitle: ?!\n"
    assert edited_file.base == path.read_bytes()


def test_a_file_that_is_not_there_is_begun(path: Path) -> None:
    edited_file = open_to_edit(path)
    assert (edited_file.is_new, edited_file.base, edited_file.text, edited_file.locked) == (True, None, "", "")
    assert not path.exists()
    assert not edited_file.is_changed("")
    assert edited_file.is_changed("id: b\n")
    after = edited_file.save("id: b\n")
    assert (after.is_new, path.read_bytes()) == (False, b"id: b\n")
    assert not after.is_changed("id: b\n")


def test_a_new_file_gets_the_folder_that_it_needs(path: Path) -> None:
    new = path.parent / "none" / "yet" / "bank.yaml"
    open_to_edit(new).save("id: b\n")
    assert new.read_bytes() == b"id: b\n"


# What cannot be changed

LOCKED = {
    "vertical tab": (b"a\nb\x0bc\n", "Line 2 has an odd line break"),
    "form feed": (b"a\x0cb", "Line 1 has"),
    "separator": (b"\n\na\x1cb", "Line 3 has"),
    "next line": ("a\r\nb\x85".encode(), "Line 2 has"),
    "line separator": ("a\u2028".encode(), "Line 1 has"),
    "paragraph separator": ("a\n\u2029".encode(), "Line 2 has"),
    "old Macintosh": (b"a\rb\r", "Line 1 has"),
    "doubled return": (b"a\nb\r\r\nc", "Line 2 has"),
    "cp1252": (b"title: caf\xe9\n", "UTF-8"),
    "UTF-16": ("title: B\n".encode("utf-16"), "UTF-8"),
    "half a character": (b"title: \xed\xa0\xbd\n", "UTF-8"),
    "cut": ("title: 😀".encode()[:-1], "UTF-8"),
}


@pytest.mark.parametrize("case", LOCKED)
def test_what_would_be_changed_unseen_is_locked_with_a_remedy(path: Path, case: str) -> None:
    data, reason = LOCKED[case]
    edited_file = opened(path, data)
    assert reason in edited_file.locked
    assert "your own editor" in edited_file.locked
    assert len(edited_file.locked) <= 80  # a line on a small terminal
    assert edited_file.base == data
    assert not edited_file.is_changed(edited_file.text)


def test_what_the_reader_takes_can_be_edited_and_what_is_larger_is_refused(path: Path) -> None:
    data = (b"#" * 1023 + b"\n") * (MAX_BYTES >> 10)
    whole = opened(path, data)
    assert (whole.locked, len(whole.text)) == ("", MAX_BYTES)
    with pytest.raises(FileProblem, match="larger than 32 MiB"):
        opened(path, data + b"#")


def test_a_line_that_cannot_be_drawn_quickly_is_told(path: Path) -> None:
    assert opened(path, b"id: b\n" + b"#" * LONGEST_LINE).locked == ""
    with pytest.raises(FileProblem, match="line 2 has more than 100,000 characters"):
        opened(path, b"id: b\n#" + b"#" * LONGEST_LINE)


def test_a_bundled_bank_is_locked(path: Path) -> None:
    path.write_bytes(b"id: b\n")
    edited_file = open_to_edit(path, bundled=True)
    assert edited_file.is_bundled
    assert "comes with the program" in edited_file.locked
    assert edited_file.text == "id: b\n"


@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_may_not_be_written_is_locked(path: Path, which: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    path.write_bytes(b"id: b\n")
    place = path if which == "file" else path.parent
    place.chmod(0o500)
    try:
        assert "permissions" in open_to_edit(path).locked
    finally:
        place.chmod(0o700)


def test_what_is_no_file_is_refused(path: Path) -> None:
    loop = path.parent / "loop"
    loop.symlink_to(loop)
    for wrong in (path.parent, Path("/dev/null"), loop):
        with pytest.raises(FileProblem):
            open_to_edit(wrong)


# What another program did meanwhile


def test_what_another_program_changed_is_not_overwritten(path: Path) -> None:
    edited_file = opened(path, b"one\n")
    path.write_bytes(b"two\n")
    with pytest.raises(ChangeOnDisk):
        edited_file.save("three\n")
    assert path.read_bytes() == b"two\n"
    with pytest.raises(ChangeOnDisk):
        edited_file.save("three\n", over=b"one and a half\n")
    after = edited_file.save("three\n", over=edited_file.on_disk())
    assert path.read_bytes() == after.base == b"three\n"
    assert after.save("four\n").base == b"four\n"


def test_a_file_that_appeared_is_not_overwritten(path: Path) -> None:
    edited_file = open_to_edit(path)
    path.write_bytes(b"")
    with pytest.raises(ChangeOnDisk):
        edited_file.save("mine\n")
    assert path.read_bytes() == b""
    assert edited_file.save("mine\n", over=b"").base == b"mine\n"


def test_a_file_that_was_changed_and_changed_back_is_as_it_was(path: Path) -> None:
    edited_file = opened(path, b"one\n")
    path.write_bytes(b"two\n")
    path.write_bytes(b"one\n")
    edited_file.save("three\n")
    assert path.read_bytes() == b"three\n"


def test_a_deleted_file_is_made_again(path: Path) -> None:
    edited_file = opened(path, b"one\r\n")
    path.unlink()
    assert edited_file.on_disk() is None
    assert edited_file.save("one\ntwo\n").base == path.read_bytes() == b"one\r\ntwo\r\n"


def test_a_deleted_folder_is_made_again(path: Path) -> None:
    deep = path.parent / "folder" / "bank.yaml"
    deep.parent.mkdir()
    edited_file = opened(deep, b"one\n")
    deep.unlink()
    deep.parent.rmdir()
    edited_file.save("two\n")
    assert deep.read_bytes() == b"two\n"


def test_where_nothing_can_be_written_that_is_told_and_nothing_stays(path: Path) -> None:
    deep = path.parent / "folder" / "bank.yaml"
    deep.parent.mkdir()
    edited_file = opened(deep, b"one\n")
    deep.unlink()
    deep.parent.rmdir()
    deep.parent.write_bytes(b"a file now")
    with pytest.raises(FileProblem) as problem:
        edited_file.save("two\n")
    assert problem.value.path == deep
    assert list(path.parent.iterdir()) == [path.parent / "folder"]
    assert (path.parent / "folder").read_bytes() == b"a file now"


def test_a_file_that_became_a_folder_is_told(path: Path) -> None:
    edited_file = opened(path, b"one\n")
    path.unlink()
    path.mkdir()
    with pytest.raises(FileProblem, match="folder"):
        edited_file.save("two\n")
    assert path.is_dir()


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.parent / "link.yaml"
    link.symlink_to("bank.yaml")
    path.write_bytes(b"one\n")
    edited_file = open_to_edit(link)
    assert edited_file.path == path
    edited_file.save("two\n")
    assert link.is_symlink()
    assert path.read_bytes() == b"two\n"


def test_a_link_to_nothing_is_begun_where_it_leads(path: Path) -> None:
    link = path.parent / "link.yaml"
    link.symlink_to("bank.yaml")
    edited_file = open_to_edit(link)
    assert (edited_file.is_new, edited_file.path) == (True, path)
    edited_file.save("one\n")
    assert link.is_symlink()
    assert path.read_bytes() == b"one\n"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay(path: Path, mode: int) -> None:
    edited_file = opened(path, b"one\n")
    path.chmod(mode)
    edited_file.save("two\n")
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert list(path.parent.iterdir()) == [path]


def test_a_name_that_is_no_text_is_a_name_too(path: Path) -> None:
    odd = path.parent / os.fsdecode(b"caf\xe9.yaml")
    edited_file = opened(odd, b"one\n")
    edited_file.save("two\n")
    assert odd.read_bytes() == b"two\n"


# The signature of a file


def test_a_signature_is_another_once_a_file_was_written(path: Path) -> None:
    edited_file = open_to_edit(path)
    seen = [signature(path)]
    assert seen == [None]
    for text in ("one\n", "two\n", "two\n"):
        edited_file = edited_file.save(text)
        seen.append(signature(path))
    assert len(set(seen)) == 4
    assert signature(path) == seen[-1]
    path.unlink()
    assert signature(path) is None
    assert signature(path / "below") is None
    assert signature(path.parent / "a\0b") is None


# The folder and the sources


def test_a_version_of_a_bank_has_the_sources_of_its_file(path: Path) -> None:
    sources = path.parent / "sources.yaml"
    assert BankFile.version(path, path.parent, b"id: b\n") == BankFile(path, b"id: b\n", None)
    sources.write_bytes(b"references: []\n")
    version = BankFile.version(path, path.parent, b"id: b\n")
    assert version == BankFile(path, b"id: b\n", SourceList(sources, b"references: []\n"))
    path.write_bytes(b"id: other\n")
    assert BankFile.version(path, path.parent, b"id: b\n") == version
    assert BankFile.read(path, path.parent).data == b"id: other\n"
    sources.unlink()
    sources.mkdir()
    broken = BankFile.version(path, path.parent, b"")
    assert broken.source_list is not None
    assert isinstance(broken.source_list.data, FileProblem)
    assert broken.references()[0] is None


def test_sources_that_are_known_are_not_read_again(path: Path) -> None:
    sources = path.parent / "sources.yaml"
    sources.write_bytes(b"references: []\n")
    known: dict[Path, SourceList] = {}
    first = BankFile.version(path, path.parent, b"", known)
    sources.write_bytes(b"# another\n")
    second = BankFile.version(path, path.parent, b"", known)
    assert second.source_list == SourceList(sources, b"references: []\n")
    assert first.references()[0] is second.references()[0]


def test_a_file_belongs_to_the_folder_of_the_library_also_through_a_link(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, link = path.parent / "real", path.parent / "link"
    (real / "deep").mkdir(parents=True)
    link.symlink_to(real)
    (real / "sources.yaml").write_bytes(b"references: []\n")
    (real / "deep" / "bank.yaml").write_bytes(b"id: b\n")
    assert home_of(real / "deep" / "bank.yaml") == real / "deep"
    monkeypatch.setenv("QUIZ_BANKS", str(link))
    assert home_of(link / "deep" / "bank.yaml") == link
    edited_file = open_to_edit(link / "deep" / "bank.yaml")
    assert edited_file.folder == real
    version = BankFile.version(edited_file.path, edited_file.folder, b"")
    assert version.source_list is not None
    assert version.source_list.path == real / "sources.yaml"
