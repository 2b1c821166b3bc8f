"""Cleans the texts of a bank, and brings them into the form in which two of them are compared."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANY_PROSE: Final = frozenset().union(*(kind.PROSE for kind in QUESTION_TYPES.values()))
"""Fields that may have several lines in a question of some type."""

_TRUTHS: Final = frozenset({"true", "false"})
"""The fields of the feedback on a statement."""

_ORDINARY: Final = bytes((0x00, *range(0x20, 0x7F)))


def is_tidy(texts: Sequence[str]) -> bool:
    """Tell whether cleaning would change none of `texts`. May say no where it would not."""
    joined = "\0".join(texts)
    if joined.count("\0") >= max(1, len(texts)):
        return False
    if "  " in joined or "\0 " in joined or " \0" in joined or joined[:1] == " " or joined[-1:] == " ":
        return False
    if joined.isascii():
        return not joined.encode().translate(None, _ORDINARY)
    return (
        joined.encode("utf-8", "surrogatepass")
        .translate(None, _ORDINARY)
        .decode("utf-8", "surrogatepass")
        .isprintable()
    )


def tidy_text(text: str, *, prose: bool = False) -> str:
    """Return one text of a bank as it may be shown: prose with its lines, everything else on one line."""
    return clean(text).strip() if prose else clean_line(text)


def tidy_row(text: str) -> str:
    """Return one text of a row as it may be shown: of several lines with them, else on one line."""
    lines = tidy_text(text, prose=True)
    return lines if "\n" in lines else clean_line(text)


def tidy_question(data: dict[str, Any]) -> dict[str, Any]:
    """Return the plain data of a question with every text and key cleaned."""
    given = data.get("type")
    kind = QUESTION_TYPES.get(clean_line(given)) if isinstance(given, str) else None
    return _tidy_mapping(data, kind.PROSE, kind.ROWS) if kind is not None else _tidy_mapping(data, _ANY_PROSE)


def tidy_fields(data: dict[str, Any], prose: frozenset[str]) -> dict[str, Any]:
    """Return the plain data of another part of a bank cleaned; the fields in `prose` keep their lines."""
    return _tidy_mapping(data, prose)


def _tidy(value: Any, *, is_row: bool = False) -> Any:
    """Clean a value and all in it; with `is_row` its texts keep their lines."""
    if isinstance(value, str):
        return tidy_row(value) if is_row else clean_line(value)
    if isinstance(value, list):
        return [_tidy(item, is_row=is_row) for item in value]
    prose = frozenset({"feedback"}) if "text" in value or "value" in value else frozenset[str]()
    return _tidy_mapping(value, prose, frozenset(value) if is_row else frozenset(), is_row=is_row)


def _tidy_field(name: str, value: Any, prose: frozenset[str], rows: frozenset[str]) -> Any:
    if name in prose and isinstance(value, str):
        return tidy_text(value, prose=True)
    if name == "feedback" and isinstance(value, dict):
        return _tidy_mapping(value, _TRUTHS)
    return _tidy(value, is_row=name in rows)


def _tidy_mapping(
    data: dict[str, Any], prose: frozenset[str], rows: frozenset[str] = frozenset(), *, is_row: bool = False
) -> dict[str, Any]:
    """Clean a mapping; with `is_row` its keys stand in rows themselves and keep their lines."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        name = tidy_row(key) if is_row else clean_line(key)
        if name in found:
            # Two keys became one: no type takes this, so the question is looked at again and the author told.
            found[f"{name}\0"] = None
            continue
        found[name] = _tidy_field(name, value, prose, rows)
    return found


def normal_form(text: str) -> str:
    """Return the form in which two texts of a bank are compared: NFKC, runs of spaces as one."""
    return text if text.isascii() else " ".join(unicodedata.normalize("NFKC", text).split())


def caseless_form(text: str) -> str:
    return normal_form(text).casefold()
