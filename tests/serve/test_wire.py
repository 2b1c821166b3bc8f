"""The server as browsers meet it: who is let in, a question answered, a lost connection, and what is refused."""

import asyncio
import multiprocessing
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from quiz.scores.store.members import Role, Ticket
from quiz.scores.store.records import StoreProblem
from quiz.serve.door import TAKEN
from quiz.serve.identity import Identity, signed, ticket_digest
from quiz.serve.server import COOKIE, LARGEST_FRAME, Server
from quiz.serve.sessions import NoSession
from tests.serve.conftest import KEY, PATIENCE, Browser, Serve

Open = Callable[[Server], Browser]
ADA = Identity("Ada", "koala-7", Role.LEARNER)


async def test_a_person_answers_loses_the_connection_and_goes_on_at_the_same_question(
    serve: Serve, browsers: Open
) -> None:
    async with serve() as server:
        ada = browsers(server)
        assert await ada.join() == 303
        status, page = await ada.get("/quiz")
        assert status == 200
        assert f"ws{server.setting.public[4:]}/ws" in page
        await ada.connect()
        await ada.shows("Nine types", "Ada")
        await ada.insist("\r", "enter Submit")  # past the first lesson
        await ada.type("?", "\r")  # in a field; enter means nothing where the key alone was the answer
        await ada.shows("enter Next")
        attempts = server.store.uids(learner="Ada")
        assert len(attempts) == 1
        assert server.store.load(attempts[0]).answered == 1
        await ada.insist("\r", "2 of")
        await until(lambda: server.status()[0]["number"] == 2)
        assert server.status()[0] | {"since": "", "idle": 0} == {
            "person": "Ada",
            "class": "koala-7",
            "role": "learner",
            "since": "",
            "idle": 0,
            "attempt": attempts[0],
            "question": server.status()[0]["question"],
            "number": 2,
            "of": server.status()[0]["of"],
            "answered": 1,
        }
        await ada.drop()
        await until(lambda: not server.sessions.running)
        assert (await ada.get("/ended"))[1] == '{"message": ""}'
        await ada.connect()
        await ada.shows("2 of")
        second = browsers(server)
        second.http.cookie_jar.update_cookies(ada.http.cookie_jar.filter_cookies(URL(ada.public)))
        await second.connect()
        await ada.ends()
        assert "another window" in (await ada.get("/ended"))[1]
        await second.shows("2 of")
        await second.type("\x11")  # ctrl+q
        await second.ends()
        assert "You left" in (await second.get("/ended"))[1]
        await until(lambda: server.store.members()[0].left is not None)
        assert [happened(server, what) for what in ("joined", "began", "ended")] == [1, 3, 3]


async def test_no_session_is_left_without_a_browser_where_the_scores_went_away_meanwhile(
    serve: Serve, browsers: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()

        def see(*_: object) -> None:
            raise StoreProblem(server.store.place, "the server is away")

        monkeypatch.setattr(server.store, "see", see)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await ada.connect()
        assert not server.sessions.running
        assert (happened(server, "began"), happened(server, "ended")) == (1, 1)


async def test_a_lost_connection_is_no_fault_of_the_program(serve: Serve, browsers: Open, data: Path) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        await ada.connect()
        await ada.shows("Nine types")
        for key in ("s", "\x1b", "p", "\x1b"):
            await ada.type(key)  # something is drawn for nobody
        await ada.drop()
        await until(lambda: not server.sessions.running)
        await until(lambda: happened(server, "ended") == 1)
        assert faults_in(data) == ""


def faults_in(data: Path) -> str:
    return (data / "serve-errors.log").read_text(encoding="utf-8") + " ".join(map(str, data.rglob("crash.log")))


def happened(server: Server, what: str) -> int:
    return server.journal.path.read_text(encoding="utf-8").count(f'"what":"{what}"')


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what happens in another process has no event here
            await asyncio.sleep(0.01)


async def test_two_people_are_two_learners_and_the_third_waits_at_the_door(serve: Serve, browsers: Open) -> None:
    async with serve(sessions=2) as server:
        ada, bob, eve = browsers(server), browsers(server), browsers(server)
        assert await ada.join("Ada") == 303
        assert await bob.join("Ada") == 403
        assert TAKEN in bob.pages
        assert await bob.join("Bob") == 303
        assert await eve.join("Eve") == 303
        for browser, name in ((ada, "Ada"), (bob, "Bob")):
            await browser.connect()
            await browser.shows("Nine types", name)
        status, page = await eve.get("/quiz")
        assert status == 503
        assert "(2)" in page
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await eve.connect()
        await ada.drop()
        await until(lambda: len(server.sessions.running) == 1)
        await eve.connect()
        await eve.shows("Nine types", "Eve")


async def test_who_is_not_let_in_gets_no_session(serve: Serve, browsers: Open) -> None:
    async with serve() as server:
        nobody = browsers(server)
        assert (await nobody.get("/quiz"))[0] == 303
        now = datetime.now(UTC)
        server.door.by_code("Ada", "koala-7", "1", None)
        for cookie in (
            "",
            "x.y",
            signed(ADA, b"x" * 32, now + timedelta(hours=1)),  # forged
            signed(ADA, KEY, now - timedelta(seconds=1)),  # out of date
            signed(ADA._replace(person="Bob"), KEY, now + timedelta(hours=1)),  # forgotten
            signed(ADA._replace(role=Role.TEACHER), KEY, now + timedelta(hours=1)),
        ):
            nobody.http.cookie_jar.update_cookies({COOKIE: cookie})
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await nobody.connect()
        assert await nobody.join("Bob") == 303
        for origin in ("", "http://evil.example", "null", server.setting.public + ".evil.example"):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await nobody.connect(origin)
            assert await nobody.post("/join", {"name": "Eve", "code": "koala-7"}, origin) == 403
        assert not server.sessions.running
        assert [member.person for member in server.store.members()] == ["Ada", "Bob"]


async def test_a_ticket_is_for_once_and_wrong_codes_are_counted(serve: Serve, browsers: Open) -> None:
    async with serve() as server:
        later = datetime.now(UTC) + timedelta(days=1)
        server.store.put_tickets([Ticket(ticket_digest("abc"), "Eve", "koala-7", Role.TEACHER, later)], later)
        eve, other = browsers(server), browsers(server)
        assert await eve.join("", "", ticket="abc") == 303
        assert await other.join("", "", ticket="abc") == 403
        for _ in range(9):
            assert await other.join("Bob", "wrong") == 403
        assert await other.join("Bob", "koala-7") == 429


async def test_a_browser_keeps_its_name_from_one_lesson_to_the_next_until_somebody_else_sits_there(
    serve: Serve, browsers: Open
) -> None:
    async with serve() as server:
        ada = browsers(server)
        assert await ada.join() == 303
        last_week = datetime.now(UTC) - timedelta(days=7)
        ada.http.cookie_jar.update_cookies({COOKIE: signed(ADA, KEY, last_week)}, URL(ada.public))
        assert (await ada.get("/quiz"))[0] == 303
        assert await ada.join() == 303
        assert (await ada.get("/quiz"))[0] == 200
        assert "I am not Ada" in ada.pages
        assert await ada.post("/leave", {}, "http://evil.example") == 303
        assert (await ada.get("/quiz"))[0] == 200
        assert await ada.post("/leave", {}) == 303
        assert (await ada.get("/quiz"))[0] == 303
        assert await ada.join() == 403
        assert TAKEN in ada.pages


async def test_a_page_that_was_reached_under_another_address_says_which_one_to_open(
    serve: Serve, browsers: Open
) -> None:
    async with serve() as server:
        ada = browsers(server)
        assert await ada.post("/join", {"name": "Ada", "code": "koala-7"}, "http://localhost") == 403
        assert server.setting.public in ada.pages


async def test_what_a_person_chose_is_there_in_the_next_session_on_whichever_machine(
    serve: Serve, browsers: Open
) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        await ada.connect()
        await ada.shows("Nine types")
        await ada.insist("o", "Theme")
        await ada.type("\x1b[C", "\r")
        await until(lambda: server.store.preferences("Ada") == {"theme": "eu-dark"})
        await ada.drop()
        await until(lambda: not server.sessions.running)
        server.store.prefer("Ada", {"theme": "eu-light"})
        ada.raw = b""
        await ada.connect()
        await ada.shows("Nine types")
        assert b"48;2;246;247;251" in ada.raw  # the background of that theme


async def test_behind_a_proxy_the_wrong_tries_of_one_do_not_shut_the_door_for_all(serve: Serve, browsers: Open) -> None:
    async with serve() as server:
        eve, ada = browsers(server), browsers(server)
        eve.http.headers["X-Forwarded-For"] = "203.0.113.9, 203.0.113.1"
        ada.http.headers["X-Forwarded-For"] = "203.0.113.2"
        for _ in range(10):
            assert await eve.join("Eve", "wrong") == 403
        assert await eve.join("Eve") == 429
        assert await ada.join("Ada") == 303
        assert '"address":"203.0.113.2"' in server.journal.path.read_text(encoding="utf-8")


async def test_that_no_session_can_be_begun_is_in_the_log_and_the_page_tries_again(
    serve: Serve, browsers: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        monkeypatch.setattr(multiprocessing.get_context("forkserver").Process, "_Popen", staticmethod(nothing_starts))
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await ada.connect()
        with pytest.raises(NoSession):
            await server.sessions.prepare()
        monkeypatch.undo()
        assert happened(server, "failed") == 1
        assert not server.sessions.running
        await ada.connect()
        await ada.shows("Nine types")


def nothing_starts(_: object) -> None:
    raise ConnectionRefusedError("connection refused")


async def test_what_a_browser_should_not_say_is_nothing_and_too_much_ends_the_session(
    serve: Serve, browsers: Open
) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        await ada.connect()
        await ada.shows("Nine types")
        for said in ("[", "{}", '["resize",{}]', '["resize",{"width":-1,"height":0}]', '["stdin",5]', "[]", '["meta"]'):
            await ada.say(said)
        await ada.say('["resize",{"width":1000000000,"height":1000000000}]')
        await ada.say('["resize",{"width":80,"height":24}]')
        await ada.type("s")
        await ada.shows("Scores", "Ada")
        await ada.type("x" * LARGEST_FRAME * 2)
        await ada.ends()
        await until(lambda: not server.sessions.running)


async def test_a_session_has_no_shell_no_secret_and_no_way_to_another_program(
    serve: Serve, browsers: Open, data: Path
) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        await ada.connect()
        await ada.shows("Nine types")
        session = next(iter(server.sessions.running.values()))
        await ada.type("e", "b", "l", "\x1a")
        await ada.type("s")
        await ada.shows("Scores")
        assert session.process.pid is not None
        assert not started_by(session.process.pid)
        assert str(data) not in ada.raw.decode(errors="replace")


def started_by(process: int) -> str:
    children = Path(f"/proc/{process}/task/{process}/children")
    return children.read_text() if children.exists() else ""


async def test_an_idle_session_ends_and_says_why(serve: Serve, browsers: Open) -> None:
    async with serve(idle=0.4) as server:
        ada = browsers(server)
        await ada.join()
        await ada.connect()
        await ada.ends()
        assert "Nothing was typed" in (await ada.get("/ended"))[1]


async def test_nothing_is_fetched_from_elsewhere(serve: Serve, browsers: Open) -> None:
    async with serve() as server:
        ada = browsers(server)
        await ada.join()
        for path in ("/", "/quiz", "/plain", "/static/serve.css", "/static/serve.js"):
            await ada.get(path)
        assert "http://" not in ada.pages.replace(server.setting.public, "")
        assert "https://" not in ada.pages
        for path in (
            "/static/",
            "/static/../server.py",
            "/static/%2e%2e/server.py",
            "/download/x",
            "/static/textual_serve",
        ):
            assert (await ada.get(path))[0] in {404, 403}
        async with ada.http.get(server.setting.public + "/quiz") as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            # Under "no-referrer" browsers send `Origin: null` with a form, and nobody would be let in.
            assert answer.headers["Referrer-Policy"] == "same-origin"
        assert (await ada.get("/static/textual.js"))[0] == 200
