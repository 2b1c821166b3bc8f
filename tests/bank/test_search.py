from pathlib import Path

import pytest

from quiz.bank.search import line_of


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  - id: wanted", True),
        ("  - id: 'wanted'  # the one", True),
        ('    id: "wanted"', True),
        ("  - id: wanted-too", False),
        ("  - idea: wanted", False),
        ("  - prompt: id wanted", False),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_question_is_found_by_its_id(line: str, found: bool, ending: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(ending.join(["id: bank", "questions:", "  - id: other", line, "    type: single", ""]).encode())
    assert line_of(path, "wanted") == (4 if found else None)


def test_a_file_that_is_gone_has_no_line(tmp_path: Path) -> None:
    assert line_of(tmp_path / "none.yaml", "wanted") is None


def test_an_id_is_no_pattern(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text("- id: a-b\n- id: a.b\n", encoding="utf-8")
    assert line_of(path, "a.b") == 2
