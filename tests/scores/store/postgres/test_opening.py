"""How a store on a server is opened, and why it is not."""

import contextlib
import sqlite3
from pathlib import Path

import psycopg
import pytest

from quiz.scores.store.postgres.open import open_for_a_look
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite.schema import migrate
from tests.conftest import Invoke
from tests.postgres import Cluster
from tests.scores.conftest import Begin
from tests.scores.store.postgres.conftest import OpenAt

COLUMNS = """
select table_name, column_name from information_schema.columns
where table_schema = current_schema() and table_name <> 'quiz_store'
order by table_name, ordinal_position
"""


def tables(address: str) -> list[tuple[str, ...]]:
    with psycopg.connect(address) as connection:
        return connection.execute(COLUMNS).fetchall()


def test_the_tables_are_those_of_a_file(address: str, open_at: OpenAt) -> None:
    open_at(address)
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        migrate(file, None)
        names = [
            row[0] for row in file.execute("select name from sqlite_schema where type in ('table', 'view') order by 1")
        ]
        expected = [(name, row[1]) for name in names for row in file.execute(f"pragma table_info({name})")]
    assert tables(address) == expected


def test_a_look_makes_no_tables_and_writes_nothing(address: str, open_at: OpenAt, begin: Begin, data: Path) -> None:
    assert open_for_a_look(address, data) is None
    assert tables(address) == []
    uid = begin(open_at(address)).attempt.uid
    looked = open_for_a_look(address, data)
    assert looked is not None
    assert looked.uids() == (uid,)
    with pytest.raises(StoreProblem, match="only lets read"):
        begin(looked)
    looked.close()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("create table attempt (id integer)", "another program's tables"),
        ("create table quiz_store (version integer); insert into quiz_store values (99)", "a newer version"),
        ("create table quiz_store (version text); insert into quiz_store values ('x')", "another program's tables"),
    ],
)
def test_tables_that_are_not_ours_are_left_as_they_are(address: str, open_at: OpenAt, made: str, said: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(made)
    before = tables(address)
    with pytest.raises(StoreProblem, match=said):
        open_at(address)
    assert tables(address) == before


def test_a_server_that_cannot_be_used_is_told_in_one_line_without_the_password(
    postgres: Cluster, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("create role ada login password 'right'")
    at = f"127.0.0.1:{postgres.port}"
    for url, said in [
        (f"postgresql://ada:s3cret@{at}/postgres", "does not take the password"),
        (f"postgresql://ada:right@{at}/nowhere", "no such database"),
        (f"postgresql://ada:right@{at}/postgres?options=-csearch_path%3Dnowhere", "no schema"),
        ("postgresql://ada:s3cret@127.0.0.1:1/postgres", "does not answer"),
        ("mysql://ada:s3cret@host/scores", "no kind of store"),
        (f"postgresql://ada:s3cret@{at}/postgres?sslmod=require", "write it anew"),
        (f"postgresql://ada:s3cret@{at}/postgres?sslmode=sometimes", "write it anew"),
    ]:
        monkeypatch.setenv("QUIZ_STORE", url)
        done = invoke("scores")
        assert (done.exit_code, done.stdout) == (2, ""), url
        assert said in done.stderr
        assert ":s3cret" not in done.stderr
        assert ":right" not in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_the_commands_work_on_it(
    address: str, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, nine_file: Path
) -> None:
    monkeypatch.setenv("QUIZ_STORE", address)
    assert invoke("take", str(nine_file), "--plain", "--count", "1", "--seed", "1", input="?\n\n").exit_code == 0
    listed = invoke("scores", "--format", "json")
    assert '"answered": 1' in listed.stdout


def test_the_doctor_speaks_of_the_server(
    address: str, open_at: OpenAt, begin: Begin, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_STORE", address)
    store = open_at(address)
    uid = begin(store).attempt.uid
    assert "1 attempt on postgresql://postgres@/postgres" in invoke("doctor").stdout
    with psycopg.connect(address) as connection:
        connection.execute("update attempt set started = 'yesterday'")
    done = invoke("doctor", "--format", "json")
    assert done.exit_code == 1
    assert uid[:8] in done.stdout
    monkeypatch.setenv("QUIZ_STORE", "postgresql://ada:s3cret@127.0.0.1:1/scores")
    done = invoke("doctor")
    assert done.exit_code == 1
    assert "does not answer" in done.stdout
    assert "s3cret" not in done.stdout + done.stderr
