"""The server over a PostgreSQL database that goes away and comes back."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from quiz.paths import FILE_SCHEME
from quiz.serve.server import Server
from tests.kills.crowd import CLASSES, Served
from tests.postgres import Cluster
from tests.serve.conftest import Browser, Serve, serving
from tests.tui.sentences import WAITING

AWAY = WAITING.partition(".")[0]


async def test_a_response_given_while_the_postgres_server_is_away_is_kept_once_it_is_back(
    serve: Serve, browsers: Callable[[Server], Browser], postgres: Cluster
) -> None:
    async with serve(store=postgres.new_schema()) as server:
        assert not server.setting.store.startswith(FILE_SCHEME)
        ada = browsers(server)
        assert await ada.join() == 303
        await ada.connect()
        await ada.shows("Nine types", "Ada")
        await ada.insist("\r", "enter Submit")
        (attempt,) = server.store.uids(learner="Ada")
        postgres.stop()
        try:
            await ada.type("?", "\r")
            await ada.shows(AWAY, "Next try")
            await ada.type("x", "\r", "\x1b", "?", "\r")
            status, page = await ada.get("/quiz")
            assert status == 503
            assert "this page tries again" in page
        finally:
            postgres.start()
        await ada.shows("enter Next")
        assert [entry.position for entry in server.store.load(attempt).log] == [0]
        await ada.insist("\r", "2 of")
        assert server.store.load(attempt).answered == 1


async def test_who_comes_back_while_the_postgres_server_is_away_goes_on_at_the_same_question(
    serve: Serve, browsers: Callable[[Server], Browser], postgres: Cluster
) -> None:
    async with serve(store=postgres.new_schema()) as server:
        ada = browsers(server)
        assert await ada.join() == 303
        await ada.connect()
        await ada.shows("Nine types", "Ada")
        await ada.insist("\r", "enter Submit")
        await ada.type("?", "\r")
        await ada.shows("enter Next")
        await ada.insist("\r", "2 of")
        session = next(iter(server.sessions.running.values()))
        postgres.stop()
        try:
            await ada.drop()
            await ada.ends()
            session.process.join(60)
        finally:
            postgres.start()
        await ada.connect()
        await ada.shows("2 of")


async def test_sessions_find_the_password_that_the_postgres_server_wants(postgres: Cluster, tmp_path: Path) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("create role class login password 's3cret'")
        connection.execute("create schema class authorization class")
    passwords = tmp_path / "passwords"
    passwords.write_text("*:*:*:class:s3cret\n", encoding="utf-8")
    passwords.chmod(0o600)
    store = f"postgresql://class@127.0.0.1:{postgres.port}/postgres"
    with serving({"QUIZ_STORE": store, "PGPASSFILE": str(passwords)}) as address:
        ada = Browser(address)
        try:
            assert await ada.join() == 303
            await ada.connect()
            await ada.shows("Ada", "First lesson")
        finally:
            await ada.close()


async def test_no_session_was_given_a_secret_and_the_server_finds_the_password_again_where_postgres_restarts(
    postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("create role quiz_server login password 's3cret'")
        connection.execute("create schema quiz_server authorization quiz_server")
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:{postgres.port}:*:quiz_server:s3cret\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    monkeypatch.setenv("ANOTHER", "s3cret")
    served = Served(tmp_path, f"postgresql://quiz_server@127.0.0.1:{postgres.port}/postgres")
    await asyncio.to_thread(served.start)
    ada = Browser(served.public)
    try:
        assert await ada.join("Ada", CLASSES[0]) == 303
        await ada.connect()
        await ada.shows("Crowd", "Ada")
        assert told_to(served.family()[1:]) == []
        await asyncio.to_thread(postgres.stop)
        await asyncio.to_thread(postgres.start)
        assert (await ada.get("/quiz"))[0] == 200
    finally:
        await ada.close()
        await asyncio.to_thread(served.stop)


def told_to(processes: list[int]) -> list[int]:
    """Return the processes that were given the password, or what another program may read of them."""
    assert processes
    given = {one: [Path(f"/proc/{one}/{what}").read_bytes() for what in ("environ", "cmdline")] for one in processes}
    return [one for one, texts in given.items() if any(b"s3cret" in text for text in texts)]
