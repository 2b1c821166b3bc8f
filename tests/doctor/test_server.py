"""What is told of scores that are kept on a server."""

from pathlib import Path
from typing import Any

import pytest

from quiz.doctor.store import check_store
from quiz.scores.store.postgres.database import PostgresDatabase
from tests.doctor.conftest import Fill
from tests.postgres import Cluster


def test_scores_on_postgres_are_counted_at_once_and_not_attempt_by_attempt(
    postgres: Cluster, fill: Fill, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_STORE", postgres.new_schema())
    run = PostgresDatabase._executed
    statements: list[str] = []

    def noted(database: PostgresDatabase, sql: str, *bound: Any, **how: Any) -> Any:
        statements.append(sql)
        return run(database, sql, *bound, **how)

    monkeypatch.setattr(PostgresDatabase, "_executed", noted)
    needed: list[int] = []
    for attempts in (2, 6):
        fill(attempts - 2 if needed else 2)
        statements.clear()
        section = check_store(data)
        needed.append(len(statements))
        assert (section.facts["attempts"], section.facts["responses"]) == (attempts, 9 * attempts)
        assert not section.findings
    reads_of_an_attempt = 3  # what was asked, what was answered, and its banks
    assert needed[1] - needed[0] == 4 * reads_of_an_attempt
