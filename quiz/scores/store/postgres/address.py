"""Where a PostgreSQL store is: an address such as `postgresql://ada@host/scores`, and what of it may be shown."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from quiz.scores.store.records import StoreProblem

SCHEMES: Final = ("postgresql", "postgres")
_FORM: Final = "postgresql://user@host/database"


class Address(NamedTuple):
    """url: whole, for the engine alone. shown: without the password and all settings, for people."""

    url: str
    shown: str
    password: str

    def hidden(self, text: str) -> str:
        """Return a text of the engine without the password."""
        return text.replace(self.password, "…") if self.password else text


def address(url: str) -> Address:
    """Read an address. Raises `StoreProblem`, whose message shows nothing of it but the scheme."""
    try:
        parts = urlsplit(url)
        host, port, name = parts.hostname or "", parts.port, parts.username or ""
        password = unquote(parts.password or "") or parse_qs(parts.query).get("password", [""])[-1]
    except ValueError:
        raise StoreProblem("QUIZ_STORE", f"the address of the store cannot be read; write it as {_FORM}") from None
    if parts.scheme not in SCHEMES:
        what = f"“{parts.scheme}” is no kind of store" if parts.scheme else "it is no address of a store"
        raise StoreProblem("QUIZ_STORE", f"{what}; write {_FORM}, or unset it to keep the scores in a file")
    where = f"{name}@" * bool(name) + (f"[{host}]" if ":" in host else host) + f":{port}" * (port is not None)
    return Address(url, f"postgresql://{where}{parts.path}", password)
