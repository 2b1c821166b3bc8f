"""`quiz serve`: the app for others, in a browser."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import socket
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from quiz.cli.common import Failure, the_store
from quiz.cli.filters import Code
from quiz.cli.tables import show_csv, show_json, show_table
from quiz.files import FileProblem, private_folder, write_private
from quiz.paths import FILE_SCHEME, cache_folder, data_folder, own_banks_folder, store_address
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.store.base import Store
    from quiz.scores.store.members import Role
    from quiz.serve.journal import Journal

_KEY: Final = "serve.key"
_SOCKET: Final = "serve.sock"
_SOMEWHERE: Final = "192.0.2.1"
"""An address that nobody has, kept for documents."""
_KEPT: Final = ("LANG", "LC_ALL", "LC_CTYPE", "PATH", "TZ")
"""What sessions have of the server's environment, besides what tells the way to a PostgreSQL server."""
_LIVES: Final = timedelta(days=30)
"""How long a ticket can be used."""
_DURATION: Final = re.compile(r"(\d+)([smh]?)")


class _Duration(click.ParamType[float]):
    """A time such as `90s`, `30m` or `2h`, in seconds; a number alone is minutes."""

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        match = _DURATION.fullmatch(str(value))
        if match is None or not int(match[1]):
            self.fail(f"“{value}” is no time; write 30m, 90s or 2h", param, ctx)
        return int(match[1]) * {"s": 1.0, "m": 60.0, "h": 3600.0, "": 60.0}[match[2]]


@click.command
@click.option("--class", "codes", type=Code(), multiple=True, help="Open the door to this class; again for more.")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@click.option("--public-url", metavar="URL", help="How browsers reach it, where that is not by --bind.")
@click.option("--header", metavar="NAME", help="The header in which that proxy says who somebody is.")
@click.option("--sessions", type=click.IntRange(1, 10_000), default=200, show_default=True, help="At most so many.")
@click.option("--idle", type=_Duration(), default="30m", show_default=True, help="End a session without a key for it.")
@click.option("--insecure-lan", is_flag=True, help="Listen to other machines without encryption.")
@click.option(
    "--tickets", type=click.Path(path_type=Path), metavar="FILE", help="Write a ticket for each name in FILE."
)
@click.option("--teacher", is_flag=True, help="With --tickets: for people who teach.")
@click.option("--status", is_flag=True, help="Say who is there, since when, and at which question.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of --status."
)
def serve(
    codes: Sequence[str],
    bind: str,
    public_url: str | None,
    header: str | None,
    sessions: int,
    idle: float,
    tickets: Path | None,
    form: str,
    *,
    insecure_lan: bool,
    teacher: bool,
    status: bool,
) -> None:
    """Serve the app in a browser to a class, until it is stopped with Ctrl+C.

    People come in with their name and the code of the class, or with a ticket. `--tickets FILE --class CODE` writes
    one ticket for each name in FILE, a name a line, to standard output, and ends.
    """
    _check_installed()
    if status:
        _show_status(form)
        return
    if tickets is not None:
        if len(codes) != 1:
            raise click.UsageError("--tickets needs the class that they are for: --class CODE.")
        _write_tickets(tickets, codes[0], is_teacher=teacher)
        return
    if teacher:
        raise click.UsageError("--teacher goes with --tickets.")
    if header and len(codes) != 1:
        raise click.UsageError("--header needs the class that people come into: --class CODE.")
    host, port = _address(bind)
    if not _is_own_machine(host) and not insecure_lan and not (public_url or "").startswith("https://"):
        raise click.UsageError(
            "Other machines would reach it without encryption; put a proxy with TLS in front and name it by "
            "--public-url https://…, or say --insecure-lan."
        )
    public = _public(public_url or f"http://{_browsable(_reached(host))}:{port}")
    _serve(codes, host, port, public, header or "", sessions, idle)


def _check_installed() -> None:
    if sys.platform == "win32":
        raise Failure("the server runs on Linux and macOS, not on Windows")
    from importlib.util import find_spec

    from quiz.scores.store.engine import INSTALL

    missing = [name for name in ("aiohttp", "textual_serve") if find_spec(name) is None]
    if missing:
        raise Failure(f"serving needs more: {INSTALL}")


def _address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.UsageError(f"--bind {bind}: write HOST:PORT, such as 127.0.0.1:8000.")
    return host.strip("[]"), int(port)


def _is_own_machine(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


def _reached(host: str) -> str:
    """Return the address by which others on the network reach this machine, where it listens on all that it has."""
    if host not in {"0.0.0.0", "::"}:  # noqa: S104
        return host
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect((_SOMEWHERE, 9))  # nothing is sent: the system only says which way it would take
        return str(way.getsockname()[0])
    return "127.0.0.1"


def _browsable(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _public(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise click.UsageError(f"--public-url {url}: write https://host, without a path.")
    return f"{parts.scheme}://{parts.netloc}"


# Serving


def _serve(codes: Sequence[str], host: str, port: int, public: str, header: str, sessions: int, idle: float) -> None:
    from quiz.serve.run import run
    from quiz.serve.server import Setting
    from quiz.serve.sessions import NoSession

    if "PGPASSWORD" in os.environ:
        raise Failure("PGPASSWORD reaches no session: unset it, and put the password into the file of PGPASSFILE")
    folder = data_folder()
    try:
        private_folder(folder)
        key = _cookie_key(folder / _KEY)
    except (OSError, FileProblem) as problem:
        raise Failure(f"{clean(str(folder))}: it cannot be written; set QUIZ_DATA_DIR to another folder") from problem
    setting = Setting(
        public=public,
        codes=codes,
        header=header,
        sessions=sessions,
        idle=idle,
        key=key,
        folder=folder,
        environment=_environment(folder),
        store=store_address() or FILE_SCHEME + str(folder.resolve()),
    )
    store = the_store()
    # What sessions are forked from has no secret in its environment.
    os.environ.clear()
    os.environ.update(setting.environment)
    if not codes:
        click.echo("No class is open; only tickets let in. `quiz serve --class CODE` opens the door to one.", err=True)
    ready = partial(click.echo, f"Serving on {public}; Ctrl+C ends it.", err=True)
    try:
        run(setting, store, _journal(folder), (host, port), folder / _SOCKET, ready)
    except NoSession as problem:
        raise Failure(f"no session can be begun; this account must be able to run {clean(sys.executable)}") from problem
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Failure(f"{host}:{port} cannot be listened to ({why.lower()}); choose another by --bind") from problem


def _journal(folder: Path) -> Journal:
    from quiz.serve.journal import Journal

    return Journal(folder, lambda: datetime.now(UTC))


def _environment(folder: Path) -> dict[str, str]:
    home = folder / "served"
    home.mkdir(mode=0o700, exist_ok=True)
    own = [str(own_banks_folder().resolve())] if own_banks_folder().is_dir() else []
    banks = [*own, *filter(None, os.environ.get("QUIZ_BANKS", "").split(os.pathsep))]
    kept = [name for name in os.environ if name in _KEPT or name.startswith("PG")]
    return (
        {name: os.environ[name] for name in kept}
        | _password_file()
        | {
            "HOME": str(home),
            "QUIZ_BANKS": os.pathsep.join(banks),
            "QUIZ_CACHE_DIR": str(cache_folder().resolve()),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
    )


def _password_file() -> dict[str, str]:
    """Return where a PostgreSQL password stands: sessions have another home."""
    usual = Path.home() / ".pgpass"
    named = os.environ.get("PGPASSFILE") or (str(usual) if usual.exists() else "")
    return {"PGPASSFILE": str(Path(named).resolve())} if named else {}


def _cookie_key(path: Path) -> bytes:
    """Return the key by which cookies are signed, made at the first start."""
    from quiz.serve.identity import KEY_BYTES

    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != KEY_BYTES:
        key = secrets.token_bytes(KEY_BYTES)
        write_private(path, key)
    return key


# Tickets and status


def _write_tickets(file: Path, code: str, *, is_teacher: bool) -> None:
    from quiz.cli.common import input_from
    from quiz.scores.store.members import Role, Ticket
    from quiz.scores.store.records import StoreProblem
    from quiz.serve.identity import name_of, new_ticket, ticket_digest

    try:
        with input_from(file) as source:
            lines = source.read().decode("utf-8-sig", "replace").splitlines()
    except FileProblem as problem:
        raise Failure(f"{clean_line(str(file))}: {problem.message}") from problem
    names = list(dict.fromkeys(filter(None, map(name_of, lines))))
    if not names:
        raise Failure(f"{clean_line(str(file))}: it has no names; write one a line")
    now = datetime.now(UTC)
    role = Role.TEACHER if is_teacher else Role.LEARNER
    given = {name: new_ticket() for name in names}
    store = the_store()
    try:
        _check_roles(store, names, code, role)
        made = [Ticket(ticket_digest(ticket), name, code, role, now + _LIVES) for name, ticket in given.items()]
        store.put_tickets(made, now)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    with contextlib.suppress(OSError, FileProblem):  # the tickets hold all the same
        private_folder(data_folder())
        _journal(data_folder()).note("tickets", code=code, role=role, people=names)
    show_csv(("name", "ticket"), list(given.items()))
    last = f"{now + _LIVES:%Y-%m-%d}"
    click.echo(f"{counted(len(given), 'ticket')}, each for once, until {last}. They are shown only now.", err=True)


def _check_roles(store: Store, names: Sequence[str], code: str, role: Role) -> None:
    """Raise `Failure` where somebody is in the class as something else."""
    for member in store.members(code=code):
        if member.person in names and member.role is not role:
            raise Failure(f"{member.person} is in {code} as a {member.role.value}; choose another name or class")


def _show_status(form: str) -> None:
    from quiz.serve.run import status

    there = status(data_folder() / _SOCKET)
    if there is None:
        if form == "json":
            show_json({"serving": False, "sessions": []})
        else:
            click.echo("No server runs with this data folder.")
        return
    if form == "json":
        show_json({"serving": True, "sessions": there})
        return
    if not there:
        click.echo("Nobody is there.")
        return
    rows = [
        (
            clean_line(str(one["person"])),
            str(one["class"]),
            str(one["since"]).replace("T", " ")[:16],
            f"{one['number']} of {one['of']}" if one["number"] else "–",
            str(one["question"] or "–"),
            f"{one['idle']} s",
        )
        for one in there
    ]
    show_table(("Person", "Class", "Since (UTC)", "At", "Question", "Idle"), rows)
