"""The development set, where it is at hand: every report is the one that it must be."""

import os
from pathlib import Path
from typing import Final

import pytest

from tests.formats.development import differences, expectations

FOLDER: Final = os.environ.get("QUIZ_EXCHANGE_FILES", "")


@pytest.mark.skipif(not FOLDER, reason="QUIZ_EXCHANGE_FILES names no folder with files and the reports they must give")
def test_every_report_is_the_one_that_it_must_be() -> None:
    found = {path.name: differences(path, wanted, Path("nowhere")) for path, wanted in expectations(Path(FOLDER))}
    assert found
    assert {name: told for name, told in found.items() if told} == {}
