import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.library.folders import library_folders
from quiz.library.library import Library, open_bank, open_library
from quiz.reading.references import Sources, read_sources

BANK = """\
id: {id}
title: Title of {id}
questions:
  - id: q
    type: true-false
    prompt: P.
    answer: true
    explanation: E.
    sources: [known]
"""
SOURCES = "references:\n  - {id: known, title: Known}\n"


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZ_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("QUIZ_BANKS", raising=False)


def write(folder: Path, name: str = "a.yaml", bank: str = "a", sources: str | None = SOURCES) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BANK.format(id=bank))
    if sources is not None:
        (folder / "sources.yaml").write_text(sources)
    return path


def names(library: Library) -> list[str]:
    return [entry.id for entry in library.entries]


def test_banks_are_found_in_order_and_in_depth(tmp_path: Path) -> None:
    write(tmp_path / "one", "b.yaml", "b")
    write(tmp_path / "one", "a.yml", "a")
    write(tmp_path / "one", "deep/er/c.yaml", "c")
    write(tmp_path / "one", ".hidden.yaml", "hidden")
    write(tmp_path / "one", ".folder/h.yaml", "hidden")
    write(tmp_path / "one", "notes.txt", "text")
    write(tmp_path / "two", "z.yaml", "z")
    library = open_library([(tmp_path / "two", False), (tmp_path / "one", True)])
    assert names(library) == ["z", "a", "b", "c"]
    assert [entry.bundled for entry in library.entries] == [False, True, True, True]
    assert library.diagnostics == ()
    assert all(entry.problems == 0 for entry in library.entries)


def test_links_that_leave_the_folder_are_left_out(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside")
    inside = write(tmp_path / "one", "b.yaml", "b")
    (tmp_path / "one" / "out.yaml").symlink_to(outside)
    (tmp_path / "one" / "in.yaml").symlink_to(inside)
    (tmp_path / "one" / "folder").symlink_to(tmp_path / "outside")
    assert names(open_library([(tmp_path / "one", False)])) == ["b"]


def test_a_later_bank_with_the_same_id_is_shadowed(tmp_path: Path) -> None:
    first = write(tmp_path / "one")
    write(tmp_path / "two")
    library = open_library([(tmp_path / "one", False), (tmp_path / "two", True)])
    assert [entry.shadowed_by for entry in library.entries] == [None, first]
    assert len(library.playable) == 1
    found = library.find("a")
    assert found is not None
    assert found.path == first


def test_names_are_looked_up_and_guessed(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "sanctions")
    write(tmp_path, "b.yaml", "human-rights")
    library = open_library([(tmp_path, False)])
    assert library.find("sanction") is None
    assert library.suggest("Sanction") == ("sanctions",)
    assert library.suggest("humanrights") == ("human-rights",)
    assert library.suggest("zzz") == ()


def test_a_faulty_bank_is_listed_and_not_played(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("id: [\n")
    write(tmp_path)
    library = open_library([(tmp_path, False)])
    assert names(library) == ["a", "broken"]
    broken = library.entries[1]
    assert (broken.bank, broken.title, broken.problems) == (None, "broken", 1)
    assert [entry.id for entry in library.playable] == ["a"]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (entry,) = open_library([(tmp_path, False)]).entries
    assert [one.code for one in entry.diagnostics] == ["Y001"]
    assert "pipe" in entry.diagnostics[0].message


def test_sources_are_taken_from_the_nearest_folder_above(tmp_path: Path) -> None:
    write(tmp_path, "deep/er/b.yaml")
    (entry,) = open_library([(tmp_path, False)]).entries
    assert entry.problems == 0
    (entry,) = open_library([(tmp_path / "deep", False)]).entries
    assert [one.code for one in entry.diagnostics] == ["B042"]
    (tmp_path / "deep" / "sources.yaml").write_text("references: []\n")
    (entry,) = open_library([(tmp_path, False)]).entries
    assert [one.code for one in entry.diagnostics] == ["B042"]


@pytest.mark.parametrize("sources", ["references: [\n", "\xff", None])
def test_sources_that_cannot_be_read_are_told_once(tmp_path: Path, sources: str | None) -> None:
    path = write(tmp_path, sources=None)
    if sources is None:
        (tmp_path / "sources.yaml").mkdir()
    else:
        (tmp_path / "sources.yaml").write_bytes(sources.encode("latin-1"))
    entry = open_bank(path)
    assert [one.code for one in entry.diagnostics] == ["B046"]
    assert entry.is_playable


def test_a_source_list_is_read_once_for_all_banks_that_go_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counting(data: bytes, file: str) -> Sources:
        read.append(file)
        return read_sources(data, file)

    monkeypatch.setattr("quiz.reading.references.read_sources", counting)
    for name in ("a", "b", "c"):
        write(tmp_path, f"{name}.yaml", name)
    library = open_library([(tmp_path, False)], tmp_path / "cache")
    assert [entry.problems for entry in library.entries] == [0, 0, 0]
    assert read == [str(tmp_path / "sources.yaml")]


def test_a_folder_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    library = open_library([(tmp_path / "missing", False), (tmp_path / "empty", False)])
    assert [one.code for one in library.diagnostics] == ["B060", "B061"]
    assert str(tmp_path / "missing") in library.diagnostics[0].message


def test_folders_come_own_first_and_each_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = [
        str(tmp_path / "x"),
        "",
        str(tmp_path / "y"),
        str(tmp_path / "x" / ".." / "x"),
        str(tmp_path / "data" / "banks"),
    ]
    monkeypatch.setenv("QUIZ_BANKS", os.pathsep.join(names))
    *folders, (bundled, last) = library_folders()
    assert folders == [
        (tmp_path / "data" / "banks", False), (tmp_path / "x", False), (tmp_path / "y", False)
    ]  # fmt: skip
    assert bundled.name == "questions"
    assert last is True


def test_an_own_folder_that_is_missing_is_nothing_to_tell() -> None:
    library = open_library(library_folders())
    assert library.diagnostics == ()
    assert library.playable


def cached(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "banks").iterdir())


def test_the_cache_gives_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "banks")
    path.write_text(path.read_text() + "titel: x\n")
    first = open_library([(tmp_path / "banks", False)], tmp_path / "cache")
    assert len(cached(tmp_path)) == 1
    assert open_library([(tmp_path / "banks", False)], tmp_path / "cache") == first
    assert open_library([(tmp_path / "banks", False)]) == first
    assert len(cached(tmp_path)) == 1


def test_the_cache_goes_by_content_and_not_by_time(tmp_path: Path) -> None:
    path = write(tmp_path / "banks")
    before = path.stat()
    open_bank(path, tmp_path / "cache")
    path.write_text(BANK.format(id="z"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert open_bank(path, tmp_path / "cache").id == "z"
    (tmp_path / "banks" / "sources.yaml").write_text("references: []\n")
    assert open_bank(path, tmp_path / "cache").problems == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"\x82", b"\x92\xc0\x90\x90"])
def test_a_damaged_cache_is_written_anew(tmp_path: Path, damage: bytes) -> None:
    path = write(tmp_path / "banks")
    entry = open_bank(path, tmp_path / "cache")
    (file,) = cached(tmp_path)
    good = file.read_bytes()
    file.write_bytes(damage)
    assert open_bank(path, tmp_path / "cache") == entry
    assert file.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    path = write(tmp_path / "banks")
    (tmp_path / "cache").write_text("a file")
    assert open_bank(path, tmp_path / "cache").problems == 0


def test_old_cached_banks_are_dropped(tmp_path: Path) -> None:
    path = write(tmp_path / "banks")
    folder = tmp_path / "cache" / "banks"
    folder.mkdir(parents=True)
    for number in range(250):
        (folder / f"{number}.msgpack").write_bytes(b"x")
    library = open_library([(tmp_path / "banks", False)], tmp_path / "cache")
    assert len(cached(tmp_path)) == 200
    assert library.entries[0].path == path


def test_a_warm_cache_needs_nothing_heavy(tmp_path: Path) -> None:
    write(tmp_path / "banks")
    code = (
        "import sys; from pathlib import Path; from quiz.library.library import open_library;"
        f"library = open_library([(Path({str(tmp_path / 'banks')!r}), False)], Path({str(tmp_path / 'cache')!r}));"
        "assert library.playable;"
        "print(*sorted({'yaml', 'difflib', 'textual', 'rich', 'click'} & set(sys.modules)))"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert "yaml" in runs[0].stdout
    assert runs[1].stdout == "\n"
