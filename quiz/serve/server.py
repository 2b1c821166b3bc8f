"""The server: pages, the way of keys and pictures between a browser and a session, and who may use it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec
from aiohttp import WSMsgType, web

from quiz.scores.store.names import own_folder
from quiz.scores.store.records import StoreProblem
from quiz.serve import pages
from quiz.serve.door import Door, Refusal
from quiz.serve.identity import Identity, signed, verified
from quiz.serve.session import Request
from quiz.serve.sessions import Full, NoSession, Session, Sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aiohttp.typedefs import Handler

    from quiz.scores.store.base import Store
    from quiz.serve.journal import Journal

COOKIE: Final = "quiz"
LASTS: Final = timedelta(hours=12)
"""How long a browser comes in without asking: for a day's lessons."""
KNOWN: Final = timedelta(days=400)
"""How long a browser keeps the name that it took: for a school year, after which a ticket lets in."""
LARGEST_FRAME: Final = 1 << 16
"""Bytes that a browser may say at once: a paste of many pages."""
HEARTBEAT: Final = 30.0
"""Seconds between two looks whether a browser is there; it has half of that to answer, for a busy one is not lost."""
SLOWEST: Final = 30.0
"""Seconds in which a browser must have taken what it is sent."""
_HEADERS: Final = {
    "Content-Security-Policy": pages.POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with less a browser does not say either that a form is from a page of ours
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_OURS: Final = Path(__file__).with_name("static")
_THEIRS: Final = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""The files of textual-serve that are used, and nothing else of its folder."""
_ENDED: Final = {
    "left": "You left the quiz; what you answered is kept.",
    "elsewhere": "You went on in another window.",
    "idle": "Nothing was typed for a long time, so your place was given away. What you answered is kept.",
}
_AMISS: Final = ("That did not work", "Go back to the quiz, and tell who teaches the class if it happens again.")
_REFUSED: Final = {
    403: ("Not for you", "Come in at the door first."),
    404: ("Nothing is here", "There is no such page."),
    413: ("Too much at once", "That was longer than a name and a code can be."),
}
"""What is said of an answer by its status: a title and a sentence."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How the server is to be.

    public: its address for browsers, such as `https://quiz.example`. codes: of the classes that are open. header: that
    in which a proxy says who somebody is; empty for none. idle: seconds without a key after which a session ends.
    environment: what sessions have in place of the server's. store: the address of the store.
    """

    public: str
    codes: Sequence[str]
    header: str = ""
    sessions: int = 200
    idle: float = 1800
    key: bytes
    folder: Path
    environment: Mapping[str, str]
    store: str = ""


@dataclass
class Server:
    """What the handlers share."""

    setting: Setting
    store: Store
    journal: Journal
    sessions: Sessions = field(init=False)
    door: Door = field(init=False)
    places: dict[Identity, str] = field(default_factory=dict)
    """The attempts to go on with, of those whose session did not end by their own will."""
    ended: dict[Identity, str] = field(default_factory=dict)
    """Why the last session of each ended."""

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.setting.sessions, _now)
        self.door = Door(self.store, self.setting.codes, _now, time.monotonic)

    def application(self) -> web.Application:
        """Return what aiohttp runs."""
        app = web.Application(middlewares=[self._guarded], client_max_size=LARGEST_FRAME)
        app.add_routes(
            [
                web.get("/", self._show_door),
                web.post("/join", self._join),
                web.get("/join", self._show_door),
                web.post("/leave", self._leave),
                web.get("/quiz", self._show_terminal),
                web.get("/ws", self._connect),
                web.get("/ws/light", self._connect),
                web.get("/ended", self._tell_end),
                web.get("/plain", self._show_plain),
                web.get("/static/{name}", self._give_file),
            ]
        )
        app.on_startup.append(self._watch)
        app.on_shutdown.append(self._stop)
        return app

    # Who it is

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as refused:
            if refused.status < 400:
                refused.headers.update(_HEADERS)
                raise
            response = _page(pages.message(*_REFUSED.get(refused.status, _AMISS)), refused.status)
        except StoreProblem as problem:
            self.journal.note("store", problem=problem.message)
            text = "The scores cannot be reached at the moment. Nothing is lost; this page tries again."
            response = _page(pages.message("In a moment", text, again=5), 503)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    def _identity(self, request: web.Request) -> Identity | None:
        """Return who a request is of; None for nobody who is let in."""
        if self.setting.header:
            found = self.door.by_proxy(request.headers.get(self.setting.header, ""), self.setting.codes[0])
            return found if isinstance(found, Identity) else None
        identity = verified(request.cookies.get(COOKIE, ""), self.setting.key, _now())
        return identity if identity is not None and self.door.is_member(identity) else None

    def _is_own(self, request: web.Request) -> bool:
        """Say whether a request comes from a page of this server; browsers always say that of these."""
        return request.headers.get("Origin", "").rstrip("/") == self.setting.public

    # Pages

    async def _show_door(self, request: web.Request) -> web.StreamResponse:
        if self._identity(request) is not None:
            raise web.HTTPSeeOther("/quiz")
        code = request.query.get("code", "")[:60]
        return _page(pages.door(code=code, needs_code=bool(self.setting.codes)))

    async def _join(self, request: web.Request) -> web.StreamResponse:
        if not self._is_own(request):
            text = f"This form was not sent by a page of {self.setting.public}. Open the quiz there."
            return _page(pages.message("Open the quiz again", text), 403)
        said = await request.post()
        name, code, ticket = (str(said.get(key, "")) for key in ("name", "code", "ticket"))
        address = _address(request)
        known = verified(request.cookies.get(COOKIE, ""), self.setting.key, _now() - KNOWN)
        found = self.door.by_ticket(ticket, address) if ticket else self.door.by_code(name, code, address, known)
        if isinstance(found, Refusal):
            self.journal.note("refused", address=address, status=found.status)
            at = "ticket" if ticket else found.at
            page = pages.door(name, code, found.message, needs_code=bool(self.setting.codes), at=at)
            return _page(page, found.status)
        self.journal.note("joined", person=found.person, code=found.code, role=found.role, address=address)
        response = web.HTTPSeeOther("/quiz")
        response.set_cookie(
            COOKIE,
            signed(found, self.setting.key, _now() + LASTS),
            max_age=int(KNOWN.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=self.setting.public.startswith("https:"),
        )
        raise response

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        """Let somebody else come in at the same machine."""
        response = web.HTTPSeeOther("/")
        if self._is_own(request):
            response.del_cookie(COOKIE, httponly=True, samesite="Strict")
        raise response

    async def _show_terminal(self, request: web.Request) -> web.StreamResponse:
        identity = self._identity(request)
        if identity is None:
            raise web.HTTPSeeOther("/")
        if self.sessions.is_full(identity):
            text = (
                f"As many people are in as the server takes ({self.setting.sessions}). This page tries again by itself."
            )
            return _page(pages.message("The quiz is full", text, again=10), 503)
        size = request.query.get("fontsize", "16")
        address = "ws" + self.setting.public.removeprefix("http") + "/ws"
        return _page(pages.terminal(identity, address, size=int(size) if size in _SIZES else 16))

    async def _show_plain(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002 - aiohttp gives it
        return _page(pages.plain(urlsplit(self.setting.public).hostname or ""))

    async def _tell_end(self, request: web.Request) -> web.StreamResponse:
        identity = self._identity(request)
        reason = self.ended.get(identity, "") if identity is not None else "left"
        return web.json_response({"message": _ENDED.get(reason, "")})

    async def _give_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        headers = {"Cache-Control": "max-age=3600"}
        if name in _THEIRS:
            path, kind = _THEIRS[name]
            return web.FileResponse(_served() / path, headers={**headers, "Content-Type": kind})
        if name in {"serve.css", "serve.js", "icon.svg"}:
            return web.FileResponse(_OURS / name, headers=headers)
        raise web.HTTPNotFound

    # The terminal

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        identity = self._identity(request)
        if not self._is_own(request) or identity is None:
            self.journal.note("refused", address=_address(request), status=403)
            raise web.HTTPForbidden
        size = (_whole(request.query.get("width"), 80, 500), _whole(request.query.get("height"), 24, 200))
        try:
            is_light = request.path.endswith("/light")
            session = await self.sessions.begin(identity, self._request(identity, size, is_light=is_light))
        except Full:
            raise web.HTTPServiceUnavailable from None
        except NoSession as problem:
            self.journal.note("failed", person=identity.person, code=identity.code, problem=str(problem))
            raise web.HTTPServiceUnavailable from None
        person, code, role = identity
        self.journal.note("began", person=person, code=code, role=role, address=_address(request))
        browser = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST_FRAME)
        try:
            self.store.see(person, code, _now())
            await browser.prepare(request)
            await self._attend(browser, session)
        finally:
            await self._settle(session)
        return browser

    async def _attend(self, browser: web.WebSocketResponse, session: Session) -> None:
        showing = asyncio.create_task(_show(browser, session, self._note_end))
        try:
            async for frame in browser:
                if frame.type is WSMsgType.TEXT:
                    await self._hear(browser, session, frame.data)
        finally:
            session.reason = session.reason or "lost"
            showing.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError, TimeoutError):
                await showing

    async def _hear(self, browser: web.WebSocketResponse, session: Session, said: str) -> None:
        """Do what a browser says; what it should not say is nothing."""
        try:
            frame = msgspec.json.decode(said)
        except msgspec.MsgspecError:
            return
        match frame:
            case ["stdin", str() as typed]:
                session.seen = time.monotonic()
                await session.type(typed)
            case ["resize", {"width": int() as columns, "height": int() as rows}] if columns > 0 and rows > 0:
                await session.resize(min(columns, 500), min(rows, 200))
            case ["ping", str() | int() as sent]:
                await browser.send_json(["pong", sent])
            case ["focus" | "blur" as what]:
                await session.focus(has_focus=what == "focus")

    async def _settle(self, session: Session) -> None:
        """End a session, and keep what is needed to go on with it."""
        identity = session.identity
        self._note_end(session)
        await session.end("lost")
        self.sessions.forget(session)
        self.journal.note("ended", person=identity.person, code=identity.code, why=session.reason)
        with contextlib.suppress(StoreProblem):
            if identity not in self.sessions.running:
                self.store.part(identity.person, identity.code, _now())

    def _note_end(self, session: Session) -> None:
        """Keep why a session ends, and the attempt to go on with where the person did not mean it to."""
        self.ended[session.identity] = session.reason
        attempt = session.place.get("attempt")
        if session.reason != "left" and isinstance(attempt, str):
            self.places[session.identity] = attempt
        else:
            self.places.pop(session.identity, None)

    def _request(self, identity: Identity, size: tuple[int, int], *, is_light: bool) -> Request:
        own = own_folder(self.setting.folder, identity.person)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Request(
            person=identity.person,
            is_teacher=identity.is_teacher,
            attempt=self.places.get(identity),
            size=size,
            environment={
                **self.setting.environment,
                "QUIZ_CONFIG_DIR": str(own),
                "QUIZ_DATA_DIR": str(own),
                "COLORFGBG": "0;15" if is_light else "15;0",  # as a terminal says which background it has
            },
            store=self.setting.store,
            log=self.setting.folder / "serve-errors.log",
        )

    # Beginning and end

    async def _watch(self, _: web.Application) -> None:
        self._watching = asyncio.create_task(self._end_idle())

    async def _end_idle(self) -> None:
        while True:
            await asyncio.sleep(min(self.setting.idle / 4, 30))
            for one in list(self.sessions.running.values()):
                if time.monotonic() - one.seen > self.setting.idle:
                    await one.end("idle")

    async def _stop(self, _: web.Application) -> None:
        self._watching.cancel()
        await self.sessions.end_all("stopping")

    def status(self) -> list[dict[str, Any]]:
        """Return who is there, since when, and at which question."""
        return [
            {
                "person": one.identity.person,
                "class": one.identity.code,
                "role": one.identity.role.value,
                "since": one.since.isoformat(timespec="seconds"),
                "idle": round(time.monotonic() - one.seen),
                **{key: one.place.get(key) for key in ("attempt", "question", "number", "of", "answered")},
            }
            for one in self.sessions.running.values()
        ]


_SIZES: Final = frozenset(map(str, range(8, 41)))


async def _show(browser: web.WebSocketResponse, session: Session, ended: Callable[[Session], None]) -> None:
    """Send what a session shows, until it ends or the browser does not take it any more."""
    async for shown in session.shown():
        if isinstance(shown, bytes):
            await asyncio.wait_for(browser.send_bytes(shown), SLOWEST)
        else:
            await asyncio.wait_for(browser.send_json(["open_url", {"url": shown, "new_tab": True}]), SLOWEST)
    session.reason = session.reason or "left"
    ended(session)
    await browser.close()


def _address(request: web.Request) -> str:
    """Return the address that a request is from; a proxy on this machine says it of those for whom it asks."""
    near = request.remote or ""
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return said[:64] if said and (near == "::1" or near.startswith("127.")) else near


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")


def _whole(text: str | None, usual: int, most: int) -> int:
    return min(int(text), most) if text is not None and text.isascii() and text.isdecimal() and int(text) else usual


def _now() -> datetime:
    return datetime.now(UTC)


def _served() -> Path:
    """Return the folder of files of textual-serve, without loading it."""
    found = find_spec("textual_serve")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "static"
