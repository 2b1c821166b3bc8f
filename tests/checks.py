"""Checking bytes that are no file."""

from collections.abc import Mapping

from quiz.bank.model import Reference
from quiz.lint.checking import ALL_ON, Report, check_located
from quiz.lint.selection import Selection
from quiz.reading.reader import read_located


def check_bank(
    data: bytes, file: str, shared: Mapping[str, Reference] | None = None, selection: Selection = ALL_ON
) -> Report:
    """Read and lint the bytes of a bank; `shared` as for `read_bank`."""
    return check_located(read_located(data, file, shared), selection)
