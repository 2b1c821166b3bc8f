"""Each thing that may be wrong: the doctor says it, and the commands that it names mend it."""

import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.diagnostics.codes import Severity
from quiz.doctor.clock import check_clock
from quiz.doctor.findings import Finding
from quiz.practice.types import Key
from quiz.scores.store.engine import open_store
from quiz.scores.store.records import Note
from quiz.scores.store.sqlite.open import FILE_NAME
from tests.doctor.conftest import Doctor, Fill, Mended, Shell

Change = Callable[[Path], None]


@pytest.fixture
def path(data: Path) -> Path:
    return data / FILE_NAME


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def responses(data: Path) -> int:
    """Return how many responses the store has that count for anyone."""
    with raw(data / FILE_NAME) as connection:
        query = "select count(*) from kept as attempt join response on response.attempt_id = attempt.id"
        return int(connection.execute(query).fetchone()[0])


def everything(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return what stands in a folder: each name with mode, time of change and content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
        found[str(path)] = status.st_mode, status.st_mtime_ns, content
    return found


# All is well


def test_on_a_new_machine_all_is_well_in_one_line_and_nothing_is_made(shell: Shell, tmp_path: Path) -> None:
    before = everything(tmp_path)
    done = shell("quiz doctor")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith("All is well: no attempt yet, 0 daily copies, 4 banks")
    assert everything(tmp_path) == before


def test_with_scores_all_is_well_and_nothing_is_changed(shell: Shell, fill: Fill, tmp_path: Path) -> None:
    fill()
    assert shell("quiz list && quiz check nine").returncode == 0
    before = everything(tmp_path)
    done = shell("quiz doctor")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith("All is well: 6 attempts with 54 responses, 1 daily copy, 5 banks")
    assert everything(tmp_path) == before


def test_what_a_running_or_killed_program_has_not_yet_written_into_the_file_is_seen(
    data: Path, fill: Fill, doctor: Doctor, tmp_path: Path
) -> None:
    store = open_store(data)
    fill(2)
    facts = doctor().sections["store"]["facts"]
    assert (facts["attempts"], facts["responses"]) == (2, 18)
    copied = tmp_path / "killed"
    copied.mkdir(mode=0o700)
    for file in data.glob("scores.db*"):
        (copied / file.name).write_bytes(file.read_bytes())
        (copied / file.name).chmod(0o600)
    store.close()
    before = {file.name: file.read_bytes() for file in copied.iterdir() if not file.name.endswith("-shm")}
    assert before[f"{FILE_NAME}-wal"]
    for _ in range(2):
        examined = doctor(QUIZ_DATA_DIR=str(copied))
        assert (examined.wrong, examined.sections["store"]["facts"]["responses"]) == ([], 18)
        assert {file.name: file.read_bytes() for file in copied.iterdir() if not file.name.endswith("-shm")} == before
        (copied / f"{FILE_NAME}-shm").unlink(missing_ok=True)


# The store


def _header(path: Path) -> None:
    path.write_bytes(b"not a database!!" + path.read_bytes()[16:])


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-6000])


def _page(path: Path) -> None:
    """Spoil a page in the middle that is in use."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 4096] = random.Random(2).randbytes(4096)
    path.write_bytes(content)


def _index(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("pragma writable_schema = on")
        connection.execute("delete from sqlite_schema where name = 'response_by_item'")


def _orphans(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute("delete from item where attempt_id = 1 and position = 3")


@pytest.mark.parametrize("damage", [_header, _cut_off, _page, _index, _orphans])
def test_of_damaged_scores_all_that_can_be_read_comes_back(
    data: Path, path: Path, fill: Fill, doctor: Doctor, mended: Mended, damage: Change
) -> None:
    fill()
    damage(path)
    damaged = path.read_bytes()
    (finding,) = doctor().wrong
    assert (finding["name"], finding["severity"], finding["path"]) == ("store-damaged", "error", str(path))
    readable = finding["details"]["readable_responses"]
    assert f"{readable} responses in" in finding["message"]
    assert readable >= 15
    assert path.read_bytes() == damaged
    assert mended() == ["store-damaged"]
    assert responses(data) == readable
    assert (data / "scores.damaged-1.db").read_bytes() == damaged


@pytest.mark.parametrize("content", [b"my scores\n" * 100, bytes(50_000)])
def test_of_scores_of_which_nothing_is_left_the_newest_copy_comes_back(
    data: Path, path: Path, fill: Fill, doctor: Doctor, shell: Shell, content: bytes
) -> None:
    fill()
    path.write_bytes(content)
    (finding,) = doctor().wrong
    salvage, restore = finding["remedy"]
    done = shell(salvage)
    assert done.returncode == 1
    assert "nothing can be read of it" in done.stderr
    assert doctor().names == ["store-missing"]
    assert doctor(restore).code == 0
    with raw(path) as connection:
        assert connection.execute("select count(*) from attempt").fetchone() == (1,)


def test_values_that_make_no_sense_cost_no_more_than_themselves(
    data: Path, path: Path, fill: Fill, doctor: Doctor, mended: Mended
) -> None:
    uids = fill()
    with raw(path) as connection:
        connection.execute("update response set day = '2026-1q-29' where id = 7")
        connection.execute("update attempt set started = '2026-13-45' where id = 3")
    (finding,) = doctor().wrong
    assert finding["name"] == "store-values"
    assert set(finding["details"]["attempts"]) == {uids[0][:8], uids[2][:8]}
    assert uids[0][:8] in finding["message"]
    assert mended() == ["store-values"]
    assert responses(data) == 54


def test_a_note_that_makes_no_sense_costs_itself(
    data: Path, path: Path, fill: Fill, doctor: Doctor, mended: Mended
) -> None:
    fill()
    with closing(open_store(data)) as store:
        for question in ("first", "second"):
            store.put_note(Note("Ada", Key("nine", question), "x", star=True, at=datetime(2026, 11, 22, tzinfo=UTC)))
    with raw(path) as connection:
        connection.execute("update note set at = 'noon' where question = 'first'")
    (finding,) = doctor().wrong
    assert list(finding["details"]["notes_and_remarks"]) == ["the note on nine/first"]
    assert "1 note or remark has values that make no sense" in finding["message"]
    assert finding["message"].endswith("can be read, with 0 remarks and 1 note.")
    assert mended() == ["store-values"]
    with closing(open_store(data)) as store:
        assert [note.key.question for note in store.notes()] == ["second"]


def test_scores_that_were_moved_away_come_back_from_the_newest_copy(
    data: Path, path: Path, fill: Fill, mended: Mended
) -> None:
    fill()
    path.unlink()
    assert mended() == ["store-missing"]
    assert path.exists()


def test_another_programs_database_is_moved_out_of_the_way(path: Path, data: Path, mended: Mended) -> None:
    data.mkdir(mode=0o700)
    with raw(path) as connection:
        connection.execute("create table theirs (id integer)")
    path.chmod(0o600)
    theirs = path.read_bytes()
    assert mended() == ["store-foreign"]
    assert not path.exists()
    assert (data / "scores.other-1.db").read_bytes() == theirs


def test_scores_of_a_newer_program_are_kept_and_the_copy_of_this_one_can_be_used(
    path: Path, data: Path, fill: Fill, doctor: Doctor, mended: Mended
) -> None:
    fill()
    with raw(path) as connection:
        connection.execute("pragma user_version = 99")
    (finding,) = doctor().wrong
    assert "update the program" in finding["help"]
    assert mended() == ["store-newer", "store-missing"]
    with raw(data / "scores.version-99-1.db") as connection:
        assert connection.execute("select count(*) from response").fetchone() == (54,)


@pytest.mark.parametrize("kind", ["folder", "pipe", "broken link"])
def test_what_is_no_file_in_the_place_of_the_scores_is_moved(path: Path, data: Path, mended: Mended, kind: str) -> None:
    data.mkdir(mode=0o700)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(data / "nowhere" / "else")
    assert mended() == ["store-no-file"]


def test_folders_and_scores_that_others_can_change_or_read_are_closed(
    data: Path, path: Path, fill: Fill, tmp_path: Path, mended: Mended
) -> None:
    fill()
    path.chmod(0o644)
    data.chmod(0o777)
    (tmp_path / "cache").chmod(0o777)
    assert mended() == ["folder-open", "folder-open", "scores-open"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# What lies beside it


def test_the_notice_of_damage_names_commands_that_bring_back_what_there_was(
    data: Path, path: Path, fill: Fill, shell: Shell, doctor: Doctor
) -> None:
    fill()
    _page(path)
    done = shell("printf '1\n' | quiz take nine --plain --count 1")
    assert "was damaged" in done.stderr
    commands = [line.partition(": ")[2] for line in done.stderr.splitlines() if ": quiz " in line]
    assert [command.split()[1] for command in commands] == ["restore", "doctor"]
    restored, salvaged = map(shell, commands)
    assert restored.returncode == salvaged.returncode == 0
    assert shell(salvaged.stdout.splitlines()[-1].partition(": ")[2]).returncode == 0
    assert doctor().wrong == []
    assert responses(data) > 40


def test_what_was_rescued_into_a_file_and_never_brought_in_is_told(
    data: Path, path: Path, fill: Fill, shell: Shell, doctor: Doctor, mended: Mended
) -> None:
    fill(2)
    assert shell(f"quiz export-results {data}/rescued-1234abcd.jsonl").returncode == 0
    assert doctor().wrong == []
    path.unlink()
    shutil.rmtree(data / "backups")
    assert mended() == ["set-aside"]
    assert responses(data) == 18


def test_responses_in_a_file_that_was_set_aside_are_brought_in(
    data: Path, path: Path, fill: Fill, doctor: Doctor, mended: Mended
) -> None:
    fill(5)
    path.rename(data / "scores.damaged-1.db")
    fill(1)
    (finding,) = doctor().wrong
    assert (finding["details"]["responses"], finding["details"]["missing"]) == (45, 45)
    assert mended() == ["set-aside"]
    assert responses(data) == 54
    (file,) = doctor().sections["set aside"]["facts"]["files"]
    assert (file["responses"], file["missing"]) == (45, 0)


def test_notes_in_a_file_that_was_set_aside_are_brought_in(
    data: Path, path: Path, fill: Fill, doctor: Doctor, mended: Mended
) -> None:
    fill(1)
    shutil.copy(path, data / "copy.db")
    with closing(open_store(data)) as store:
        store.put_note(Note("Ada", Key("nine", "first"), "x", star=True, at=datetime(2026, 11, 22, tzinfo=UTC)))
    path.rename(data / "scores.damaged-1.db")
    (data / "copy.db").rename(path)
    (finding,) = doctor().wrong
    assert finding["message"].endswith("9 responses can be read; 1 note or remark in it is not in the store.")
    assert mended() == ["set-aside"]
    with closing(open_store(data)) as store:
        assert [note.text for note in store.notes()] == ["x"]
    assert doctor().wrong == []


def test_a_file_that_was_set_aside_with_nothing_more_in_it_is_no_finding(
    data: Path, path: Path, fill: Fill, doctor: Doctor
) -> None:
    fill(2)
    (data / "scores.damaged-1.db").write_bytes(path.read_bytes())
    (data / "scores.damaged-2.db").write_bytes(b"rubbish")
    (data / "scores.damaged-1.db").chmod(0o600)
    (data / "scores.damaged-2.db").chmod(0o600)
    assert doctor().wrong == []


def test_a_damaged_copy_is_set_aside(data: Path, fill: Fill, mended: Mended) -> None:
    fill(1)
    (copied,) = (data / "backups").iterdir()
    _header(copied)
    assert mended() == ["copy-damaged"]


# Banks, settings, cache


@pytest.mark.parametrize("content", [b"\xff\xfe\x00bank", None])
def test_a_file_that_is_no_bank_at_all_is_put_aside(shelf: Path, mended: Mended, content: bytes | None) -> None:
    bank = shelf / "my bank.yaml"
    if content is None:
        os.mkfifo(bank)
    else:
        bank.write_bytes(content)
    assert mended() == ["bank-unreadable"]
    assert not bank.exists()


def test_of_a_bank_with_errors_the_command_that_shows_them_is_named(shelf: Path, doctor: Doctor, shell: Shell) -> None:
    bank = shelf / "it's mine.yaml"
    bank.write_text("id: mine\ntitle: Mine\nquestions:\n  - {id: a, type: true-false, prompt: p, answer: perhaps}\n")
    (finding,) = doctor().wrong
    assert finding["name"] == "bank-errors"
    assert "Line 4" in finding["message"]
    done = shell(*finding["remedy"])
    assert done.returncode == 1
    assert f"{bank.name}:4:" in done.stdout


def test_a_folder_that_is_named_and_not_there_is_made(tmp_path: Path, mended: Mended, doctor: Doctor) -> None:
    folder = str(tmp_path / "my banks")
    assert mended(QUIZ_BANKS=folder) == ["bank-folder"]
    (hint,) = doctor(QUIZ_BANKS=folder).hints
    assert "holds no bank" in hint["message"]


@pytest.mark.parametrize("text", ["retention = [", "retention = 7\nday-start = -1\n", "\xff"])
def test_settings_that_cannot_be_used_are_put_aside(tmp_path: Path, doctor: Doctor, mended: Mended, text: str) -> None:
    folder = tmp_path / "config"
    folder.mkdir(mode=0o700)
    (folder / "settings.toml").write_bytes(text.encode("latin-1"))
    assert set(doctor().names) == {"settings"}
    assert set(mended()) == {"settings"}
    assert (folder / "settings.set-aside-1.toml").read_bytes() == text.encode("latin-1")


def test_each_setting_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, doctor: Doctor) -> None:
    folder = tmp_path / "config"
    folder.mkdir(mode=0o700)
    (folder / "settings.toml").write_text('# mine\ngoal = 0\nset-size = "many"\n\nnew-per-day = 501\n')
    (finding,) = doctor().wrong
    assert [problem.partition(" cannot be used")[0] for problem in finding["details"]["problems"]] == [
        "line 2: goal = 0",
        "line 3: set-size = many",
        "line 5: new-per-day = 501",
    ]
    assert str(folder) not in finding["message"]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def _rubbish(file: Path) -> None:
    file.write_bytes(b"\xc1rubbish")


def _lie(file: Path) -> None:
    content = file.read_bytes()
    assert b"Which resolution came first?" in content
    file.write_bytes(content.replace(b"Which resolution came first?", b"Which resolution came third?"))


@pytest.mark.parametrize("spoil", [_cut, _rubbish, _lie])
def test_a_spoilt_cache_is_removed(shelf: Path, tmp_path: Path, shell: Shell, mended: Mended, spoil: Change) -> None:
    assert shell("quiz list").returncode == 0
    (file,) = [file for file in (tmp_path / "cache" / "banks").iterdir() if b"Nine types" in file.read_bytes()]
    spoil(file)
    assert mended() == ["cache"]
    assert shell("quiz list").returncode == 0


def test_a_file_in_the_place_of_the_cache_is_removed(tmp_path: Path, mended: Mended) -> None:
    (tmp_path / "cache").write_text("no folder")
    assert mended() == ["cache-folder"]


# The clock


def test_days_that_a_clock_left_which_was_ahead_are_put_right(
    path: Path, fill: Fill, doctor: Doctor, mended: Mended
) -> None:
    fill(1, learner="Bob")
    (uid,) = fill(1, now=datetime.now(UTC) + timedelta(days=3000))
    (finding,) = doctor().wrong
    assert (finding["name"], finding["details"]["attempt"], finding["details"]["learner"]) == (
        "clock-ahead",
        uid,
        "Ada",
    )
    assert uid[:8] in finding["message"]
    before = path.read_bytes()
    assert doctor().names == ["clock-ahead"]
    assert path.read_bytes() == before
    assert mended() == ["clock-ahead"]
    assert list((path.parent / "backups").glob("*before-fix-clock*"))


def test_a_clock_that_is_far_behind_is_told_and_no_day_is_put_right_by_it() -> None:
    now = datetime(1970, 1, 2, tzinfo=UTC)
    ahead = Finding(name="clock-ahead", severity=Severity.WARNING, message="")
    assert [finding.name for finding in check_clock(now, {}, (ahead,)).findings] == ["clock-behind"]


# How it is said


def test_the_page_names_what_is_wrong_the_file_and_the_commands_whole(path: Path, fill: Fill, shell: Shell) -> None:
    fill()
    _header(path)
    done = shell("quiz doctor")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert f"error: store: {path}: The scores are damaged" in done.stdout
    (salvage,) = [line for line in lines if line.startswith("    quiz doctor --salvage")]
    (bringing,) = [line for line in lines if line.startswith("    quiz import-results")]
    assert lines.index(salvage) < lines.index(bringing)
    assert lines[-1].startswith("1 thing is wrong. Well: 1 daily copy, 5 banks")


def test_names_that_steer_a_terminal_are_shown_and_can_be_used(shelf: Path, shell: Shell, mended: Mended) -> None:
    (shelf / "a\x1b[31m\u202e.yaml").write_bytes(b"\xff\xff")
    Path(os.fsdecode(os.fsencode(shelf) + b"/g\xe9o.yaml")).write_bytes(b"\xff\xff")
    done = shell("quiz doctor")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert mended() == ["bank-unreadable"] * 2


def test_options_that_do_not_go_together_are_wrong_usage(shell: Shell) -> None:
    done = shell("quiz doctor --output x.jsonl")
    assert done.returncode == 2
    assert "--salvage" in done.stderr
