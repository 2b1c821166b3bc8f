"""What comes of reading a bank, by itself: whoever finds it in a cache needs nothing of the reader."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from quiz.bank.model import Bank
from quiz.diagnostics.findings import Diagnostic

VERSION: Final = 18
"""Raised whenever the reader would say something else about the same bytes; the cache is keyed by it."""

MAX_BYTES: Final = 32 << 20


class Reading(Struct, frozen=True):
    """What came of reading a bank: no bank where it lacks an id or a title, and what was found, in order."""

    bank: Bank | None
    diagnostics: tuple[Diagnostic, ...]
