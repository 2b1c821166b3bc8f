"""What is no prose: code, numbers and identifiers, which rules about words do not read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGN: Final = re.compile(r"[{}`\[\]=<>:|&+$\\_#/(;]|--|[a-z][A-Z]|\w\.\w")
"""What code has at least one of, and most prose has none of: a cheap look before the close one."""

_CODE: Final = re.compile(
    r"""
    [{}`] | \w\[\w*\] | \]\s*[=;)]                              # brackets of code, backticks
    | [=!<>+*/%&|-]= | => | -> | :: | <\?|\?> | && | \|\| | \+\+ | << | >>
    | \$[A-Za-z_] | \\[nt]\b                                       # variables, escapes
    | \b[a-z_][\w.]{2,}\((?!s\)|es\)|n\)|en\)|r\)|in\)|e\))      # a call, not the ending of a plural
    | (?<![\w-])--[a-z][\w-]*                                     # an option
    | [A-Za-z0-9]_[A-Za-z0-9] | \b[a-z]{2,}[A-Z][a-z]\w*          # snake_case, camelCase
    | \);\s*$ | ^\s*(?:\#[ !]|//) | </?[a-z]+[^<>]*>
    | \w\.(?:py|js|php|java|ts|html|css|sql|json|xml|ya?ml)\b
    """,
    re.VERBOSE,
)
_LITERAL: Final = re.compile(
    r"""
    [-+−]?[\d.,'’\u00a0]+(?:[eE][-+]?\d+)?[jJLlfF%]?
    | None|True|False|NULL|null|nil|NaN|undefined|true|false|void|self|this
    | (?P<quote>["']).*(?P=quote)|\(.*\)|\[.*\]
    | [A-Z][a-z]*(?:Error|Exception|Warning)
    | (?:int|str|float|bool|list|dict|tuple|set|string|array|object|char|double|bytes)
    """,
    re.VERBOSE | re.DOTALL,
)


_WORD_OR_QUOTE: Final = re.compile(r"(?:True|False|null|nil|NaN|undefined)$|[\"'\[(].*[\"'\])]$|\w+Error\b", re.DOTALL)


@lru_cache(maxsize=4096)
def has_code(text: str) -> bool:
    """Tell whether a text holds code, or is a literal of it."""
    return _SIGN.search(text) is not None and _CODE.search(text) is not None


@lru_cache(maxsize=4096)
def is_symbol(text: str) -> bool:
    """Tell whether a text is code, a number or a literal, and says nothing in words."""
    return _LITERAL.fullmatch(text.strip()) is not None or has_code(text)


def are_values(texts: Iterable[str]) -> bool:
    """Tell whether one of several texts is code or a literal of it, beside which `None` is a value."""
    return any(has_code(text) or _WORD_OR_QUOTE.match(text.strip()) for text in texts)


def are_symbols(texts: Iterable[str]) -> bool:
    """Tell whether of several texts at least half are no prose."""
    told = [is_symbol(text) for text in texts]
    return bool(told) and 2 * sum(told) >= len(told)


def without_code(text: str) -> str:
    """Return the lines of a text that are prose; all of it where no line is."""
    if "\n" not in text:
        return text
    return "\n".join(line for line in text.split("\n") if not has_code(line)) or text


def code_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold code."""
    if _SIGN.search(text) is None:
        return ()
    return tuple(line.strip() for line in text.split("\n") if has_code(line))
