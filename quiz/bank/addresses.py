"""Web addresses: which of them a browser may be given."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_START: Final = re.compile(r"https?://([^/?#]+)", re.IGNORECASE)
_GAP: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")


def openable(url: str | None) -> bool:
    """Tell whether a browser may be given an address."""
    return url is not None and refusal(url) is None


def refusal(url: str) -> tuple[str, str] | None:
    """Return why a browser is not given an address, and what to do about that; None where it may have it.

    It is http or https with a host and without gaps. A user name before the host makes an address look like that of
    another place, as in `https://un.org@evil.example/`, and so does a backslash, which browsers take for a slash.
    """
    start = _START.match(url)
    if start is None:
        return "it is neither http nor https", "write an address that starts with https:// and a host"
    if _GAP.search(url):
        return "it has a gap", "write a gap as %20"
    host = unicodedata.normalize("NFKC", start[1])
    if "@" in host:
        return "a user name before its host hides where it leads", "leave out all between https:// and the @, and the @"
    if "\\" in host:
        return "a backslash in its host hides where it leads", "write / for it"
    return None
