"""Versions held against the bounds that are declared."""

import sqlite3
import sys

import pytest

from quiz.doctor.versions import check_versions, declared, is_within

REQUIRED = ["fsrs<7,>=6.3.2", "textual==8.2.8", 'pytest>=9; extra == "test"', "tree-sitter-yaml<0.8,>=0.7"]
FINE = {"fsrs": "6.4", "textual": "8.2.8", "tree-sitter-yaml": "0.7.2"}


def test_what_is_installed_here_is_within_its_bounds() -> None:
    section = check_versions(sys.version_info[:3], sqlite3.sqlite_version_info)
    assert section.findings == ()
    assert section.facts["libraries"]["textual"] == "8.2.8"
    assert len(declared()) > len(section.facts["libraries"]) > 5


@pytest.mark.parametrize(
    ("name", "there", "wanted"),
    [("fsrs", "7.0", "fsrs<7,>=6.3.2"), ("fsrs", "6.3.1", "fsrs<7,>=6.3.2"), ("textual", "8.2.9", "textual==8.2.8")],
)
def test_a_library_out_of_its_bounds_is_named_with_the_command_that_installs_one_within(
    name: str, there: str, wanted: str
) -> None:
    (finding,) = check_versions((3, 11, 0), (3, 37, 0), REQUIRED, FINE | {name: there}).findings
    assert f"{name} {there} is installed" in finding.message
    assert finding.remedy[0].startswith(sys.executable)
    assert finding.remedy[0].endswith(f"install '{wanted}'" if "<" in wanted else f"install {wanted}")


def test_a_library_that_is_missing_is_named() -> None:
    (finding,) = check_versions((3, 12, 1), (3, 46, 1), REQUIRED, {"fsrs": "6.5", "textual": "8.2.8"}).findings
    assert "tree-sitter-yaml is not installed" in finding.message


def test_an_old_python_or_sqlite_is_named() -> None:
    findings = check_versions((3, 10, 9), (3, 36, 0), REQUIRED, FINE).findings
    assert [finding.name for finding in findings] == ["python", "sqlite"]


@pytest.mark.parametrize(
    ("there", "bounds", "within"),
    [
        ("6.0.2", ">=6.0.2,<7", True),
        ("6.0.2.post1", ">=6.0.2,<7", True),
        ("7", ">=6.0.2,<7", False),
        ("6.10", ">=6.9", True),
        ("1.0", "==1.0.0", True),
        ("1.1", "!=1.1", False),
        ("1.4.7", "~=1.4.5", True),
        ("1.5.0", "~=1.4.5", False),
        ("1.4.2", "==1.4.*", True),
        ("1.5", "!=1.4.*", True),
        ("3", "", True),
    ],
)
def test_bounds(there: str, bounds: str, within: bool) -> None:
    assert is_within(there, bounds) is within
