"""The errors of PostgreSQL in our words."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import psycopg

from quiz.scores.store.records import StoreProblem
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.scores.store.postgres.address import Address

AWAY: Final = "the server does not answer; try again in a moment, and tell who runs it if that lasts"
_KINDS: Final = {
    "28P01": "the server does not take the password; put the right one into the file that PGPASSFILE names",
    "28000": "the server does not let this user in; ask who runs it",
    "3D000": "the server has no such database; make it, or name another in QUIZ_STORE",
    "3F000": "the database has no such schema; make it, or name another in QUIZ_STORE",
    "42501": "the user may not write there; ask who runs the server for the rights to the schema",
    "53100": "the server's disk is full; make room there and try again",
    "53300": "the server has no connection left; try again in a moment",
    "25006": "the server only lets read; ask who runs it",
    "57P03": "the server is starting or stopping; try again in a moment",
}
"""By the code of an error (PostgreSQL, appendix A)."""

_WORDS: Final = {"password": "28P01", "does not exist": "3D000", "too many": "53300", "starting up": "57P03"}
"""What a server says that refuses a connection, by the code that goes with it."""
_MISWRITTEN: Final = "invalid "
"""How the library begins where it cannot read an address."""


@contextlib.contextmanager
def explained_errors(address: Address) -> Iterator[None]:
    """Turn the errors of PostgreSQL into a `StoreProblem` that says what is wrong and where."""
    try:
        yield
    except psycopg.Error as error:
        raise StoreProblem(address.shown, explanation(error, address)) from error


def explanation(error: psycopg.Error, address: Address) -> str:
    """Say what an error of PostgreSQL means for a person, and what they can do."""
    said = address.hidden(clean_line(str(error)))
    if (known := _KINDS.get(error.sqlstate or "")) is not None:
        return known
    if said.removeprefix("connection is bad: ").startswith(_MISWRITTEN):
        return f"the address in QUIZ_STORE says what cannot be; write it anew ({said})"
    if error.sqlstate is None:  # of the way to the server: only its words tell what it was
        code = next((code for words, code in _WORDS.items() if words in said), None)
        if code is not None:
            return _KINDS[code]
        return f"{AWAY} ({said})" if isinstance(error, psycopg.OperationalError) else f"it cannot be used ({said})"
    if error.sqlstate.startswith(("08", "57")):
        return AWAY
    return f"it cannot be used ({said})"


def is_lost(error: psycopg.Error, connection: psycopg.Connection[object]) -> bool:
    """Say whether the connection went away, and not the statement was wrong."""
    return isinstance(error, psycopg.OperationalError) and (connection.closed or connection.broken)
