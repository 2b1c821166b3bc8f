"""What is wrong with permissions, the environment and the terminal: examined in the shell in which it is mended."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.doctor.clock import check_clock
from quiz.scores.store.sqlite.open import FILE_NAME
from tests.doctor.conftest import Doctor, Fill, Mended


@pytest.fixture
def doctor(doctor_in_shell: Doctor) -> Doctor:
    """The superuser is kept out by no permission, and what a line exports is gone with its shell."""
    return doctor_in_shell


@pytest.mark.parametrize("mode", [0o400, 0o000])
def test_scores_that_cannot_be_written_or_read_are_made_writable(
    data: Path, fill: Fill, mended: Mended, mode: int
) -> None:
    fill(1)
    path = data / FILE_NAME
    path.chmod(mode)
    assert mended() == ["no-access"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *((name, 0o000) for name in ("data/backups", "config", "cache")),
        *(("data", mode) for mode in (0o000, 0o500)),
        *(("cache/banks", mode) for mode in (0o400, 0o500)),
    ],
)
def test_a_folder_that_cannot_be_read_or_written_is_opened(
    tmp_path: Path, fill: Fill, mended: Mended, name: str, mode: int
) -> None:
    fill(1)
    folder = tmp_path / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(mode)
    try:
        assert mended() == ["no-access"]
    finally:
        folder.chmod(0o700)


def test_a_bank_that_may_not_be_read_is_permitted(shelf: Path, mended: Mended) -> None:
    (shelf / "nine.yaml").chmod(0o000)
    assert mended() == ["bank-unreadable"]


def test_a_time_zone_that_does_not_exist_is_named(mended: Mended) -> None:
    assert mended(TZ="Mars/Olympus") == ["time-zone"]


@pytest.mark.parametrize("zone", ["Europe/Brussels", ":UTC", "CET-1CEST", "<+05>-5"])
def test_a_time_zone_that_exists_is_well(zone: str) -> None:
    assert check_clock(datetime(2026, 11, 22, tzinfo=UTC), {"TZ": zone}).findings == ()


def test_an_encoding_without_other_scripts_is_named(doctor: Doctor) -> None:
    given = {"PYTHONIOENCODING": "latin-1"}
    (finding,) = doctor(**given).wrong
    assert finding["name"] == "terminal-unicode"
    assert doctor(*finding["remedy"], **given).wrong == []


def test_dead_keys_in_iterm2_are_a_hint_with_its_line(doctor: Doctor) -> None:
    given = {"TERM_PROGRAM": "iTerm.app"}
    (hint,) = doctor(**given).hints
    assert hint["remedy"] == ["export TEXTUAL_DISABLE_KITTY_KEY=1"]
    assert doctor(*hint["remedy"], **given).hints == []
