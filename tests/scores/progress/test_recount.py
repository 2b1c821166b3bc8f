"""Every figure of progress equals one counted anew from the exported results: in the JSON, in the tables, in words."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.model import Bank
from quiz.library.library import open_bank
from quiz.paths import data_folder
from quiz.scores.exchange.transfer import export_results
from quiz.scores.progress.load import records_of
from quiz.scores.progress.tables import tables
from quiz.scores.store.engine import open_store
from quiz.text import percent, span_text
from tests.conftest import Invoke
from tests.scores.progress.made_log import BANKS, LEARNER, learn, write_banks
from tests.scores.progress.recount import recount

Made = tuple[list[Bank], list[bytes], Sequence[Path]]


@pytest.fixture(scope="module", params=[1, 2, 3])
def learned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with banks and the store of one who learned with them."""
    folder = tmp_path_factory.mktemp("learned")
    (folder / "banks").mkdir()
    with closing(open_store(folder / "data")) as store:
        learn(store, write_banks(folder / "banks"), request.param)
    return folder


@pytest.fixture
def made(learned: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Let the program find them, and return the banks, the exported results and the files of the banks."""
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", lambda: learned / "banks")
    monkeypatch.setenv("QUIZ_DATA_DIR", str(learned / "data"))
    with closing(open_store(data_folder())) as store:
        lines = list(export_results(store, datetime.now(UTC)))
    files = [learned / "banks" / f"{name}.yaml" for name in BANKS]
    return [bank for file in files if (bank := open_bank(file).bank) is not None], lines, files


def compare(told: dict[str, Any], counted: dict[str, Any]) -> None:
    """Compare the JSON of progress with the figures counted anew, key by key."""
    assert counted["responses"] > 200 or len(counted["by_bank"]) == 1
    same = ("today", "responses", "days", "streak", "longest_streak", "activity", "forecast")
    for key in same:
        assert told[key] == counted[key], key
    assert told["recent"] == pytest.approx(counted["recent"])
    assert told["whole"] | counted["whole"] == told["whole"]
    for group in ("by_bank", "by_tag"):
        assert {part["id"] for part in told[group]} == set(counted[group])
        for part in told[group]:
            assert part | counted[group][part["id"]] == part
    assert [(one["banks"], one["fraction"]) for one in told["scores"]] == [
        (one["banks"], pytest.approx(one["fraction"])) for one in counted["scores"]
    ]
    assert told["calibration"] == [pytest.approx(level) for level in counted["calibration"]]
    pace = {one["name"]: (one["responses"], one["seconds"]) for one in told["pace"] if one["name"] != "all"}
    assert pace == {name: pytest.approx(figures) for name, figures in counted["pace"].items()}
    hardest = [
        (one["key"], one["prompt"], one["responses"], pytest.approx(one["fraction"]), one["wrong_days"])
        for one in told["hardest"]
    ]
    assert counted["hardest"] == hardest
    assert [one["key"] for one in told["leeches"]] == counted["leeches"]
    assert told["leeches"] or len(counted["by_bank"]) == 1


def test_the_json_is_what_an_independent_count_of_the_exported_results_finds(made: Made, invoke: Invoke) -> None:
    _, lines, files = made
    told = json.loads(invoke("progress", "--format", "json").stdout)
    compare(told, recount(lines, files, LEARNER, date.fromisoformat(told["today"])))


@pytest.mark.parametrize("bank", BANKS)
def test_the_figures_of_one_bank_are_those_of_its_questions_alone(made: Made, bank: str, invoke: Invoke) -> None:
    _, lines, files = made
    told = json.loads(invoke("progress", "--bank", bank, "--format", "json").stdout)
    compare(told, recount(lines, files, LEARNER, date.fromisoformat(told["today"]), bank))


def rows(made: Made) -> Iterator[tuple[str, str]]:
    """Yield what each row of each table should say, counted anew, with the name of the table."""
    banks, lines, files = made
    titles = {bank.id: bank.title for bank in banks}
    with closing(open_store(data_folder())) as store:
        today = records_of(store, LEARNER, banks).today
    counted = recount(lines, files, LEARNER, today)
    for table, group, names in (("bank", "by_bank", titles), ("tag", "by_tag", {})):
        for name, part in counted[group].items():
            known = f"{part['known'] + part['solid']} of {part['questions']}"
            cells = (names.get(name, name), known, part["due"], part["learning"], part["solid"], part["new"])
            yield table, " ".join(map(str, cells))
    yield from (("due", f"{day} {count}") for day, count in counted["forecast"] if count)
    yield from (("calendar", f"{day} {count}") for day, count in counted["activity"] if count)
    for level in counted["calibration"]:
        window = f"{round(100 * level['low'])} to {round(100 * level['high'])} %"
        yield "calibration", f"{level['confidence']} {level['responses']} {percent(level['accuracy'], 0)} {window}"
    for name, (responses, seconds) in counted["pace"].items():
        yield "time", f"{name} {responses} {span_text(seconds)}"


def test_the_tables_and_the_words_say_the_same(made: Made, invoke: Invoke) -> None:
    banks, lines, files = made
    with closing(open_store(data_folder())) as store:
        figures = records_of(store, LEARNER, banks).progress()
    found = {(table.name, " ".join(row)) for table in tables(figures) for row in table.rows}
    said = {" ".join(line.split()) for line in invoke("progress").stdout.splitlines()}
    for name, row in rows(made):
        assert (name, row) in found
        assert row in said
    whole = recount(lines, files, LEARNER, figures.today)
    streak = f"{whole['streak']} {'day' if whole['streak'] == 1 else 'days'} in a row"
    known = f"{whole['whole']['known'] + whole['whole']['solid']} of {whole['whole']['questions']} known"
    share = f"{percent(whole['recent']['accuracy'], 0)} right in 7 days"
    assert f"{streak}, {known}, {whole['whole']['due']} due today, {share}." in said
