"""What the YAML parser says when it gives up, and what that means.

A parser gives its reasons in English and in no other way. All that is concluded from its words is concluded here, and
from whole sentences. A sentence that is not in the table means nothing: a later parser may say new ones. The tests
provoke every sentence of the table from the parser that is installed.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import Final

from msgspec import Struct


class Meaning(Enum):
    """What is wrong at the place that a complaint names."""

    DEPTH = auto()  # lists and mappings are nested too deep for the parser
    ESCAPE = auto()  # a backslash in double quotes is followed by what it cannot stand before
    QUOTE = auto()  # a text in quotes does not end
    TAB = auto()  # a tab stands where indentation belongs
    START = auto()  # a text starts with a character that is kept for something else
    BLOCK = auto()  # more stands beside `|` or `>` than belongs there
    COLON = auto()  # a colon makes a key where none may stand
    TIGHT = auto()  # a colon in brackets has no space after it
    KEY = auto()  # a line that should be a key has no colon
    ITEMS = auto()  # a list starts on the line of its key
    BRACKET = auto()  # what stands in brackets or braces is not separated, or they do not close
    DIRECTIVE = auto()  # a line starts with `%`
    DOCUMENT = auto()  # something follows the end of the document
    PLACE = auto()  # a line belongs to nothing above it


MISPLACED: Final = frozenset({Meaning.COLON, Meaning.KEY, Meaning.ITEMS, Meaning.DOCUMENT, Meaning.PLACE})
"""What is said of a line that cannot stand where it stands."""


class Complaint(Struct, frozen=True):
    """A sentence of a parser: what it was at, if it says so, and what it met. `…` stands for what it quotes."""

    context: str | None
    problem: str
    meaning: Meaning
    seen: tuple[str, ...]

    def fits(self, problem: str) -> bool:
        pattern = ".*".join(re.escape(part) for part in self.problem.split("…"))
        return re.fullmatch(pattern, problem, re.DOTALL) is not None


_SIX: Final = ("libyaml 0.2.6",)
_C: Final = ("libyaml 0.2.5", *_SIX)
_PURE: Final = ("PyYAML 6.0.2", "PyYAML 6.0.3", "PyYAML 6.0.4")
_BOTH: Final = (*_C, *_PURE)


def _rows(context: str | None, *rows: tuple[str, Meaning, tuple[str, ...]]) -> tuple[Complaint, ...]:
    return tuple(Complaint(context, problem, meaning, seen) for problem, meaning, seen in rows)


COMPLAINTS: Final[tuple[Complaint, ...]] = (
    *_rows(
        None,
        ("block sequence entries are not allowed in this context", Meaning.ITEMS, _C),
        ("sequence entries are not allowed here", Meaning.ITEMS, _PURE),
        ("mapping keys are not allowed in this context", Meaning.START, _C),
        ("mapping keys are not allowed here", Meaning.START, _PURE),
        ("mapping values are not allowed in this context", Meaning.COLON, _C),
        ("mapping values are not allowed here", Meaning.COLON, _PURE),
        ("did not find expected <document start>", Meaning.DOCUMENT, _C),
        ("expected '<document start>', but found …", Meaning.DOCUMENT, _PURE),
        ("found duplicate %YAML directive", Meaning.DIRECTIVE, _C),
        ("found duplicate YAML directive", Meaning.DIRECTIVE, _PURE),
        ("found duplicate %TAG directive", Meaning.DIRECTIVE, _C),
        ("duplicate tag handle …", Meaning.DIRECTIVE, _PURE),
        ("found incompatible YAML document", Meaning.DIRECTIVE, _C),
        ("found incompatible YAML document (version 1.* is required)", Meaning.DIRECTIVE, _PURE),
        ("Exceeds the limit (… digits) for integer string conversion…", Meaning.DIRECTIVE, _PURE),
        ("chr() arg not in range(0x110000)", Meaning.ESCAPE, _PURE),
        ("'utf-8' codec can't encode …surrogates not allowed", Meaning.ESCAPE, _PURE),
    ),
    *_rows("while increasing flow level", ("exceeded maximum nesting depth", Meaning.DEPTH, _SIX)),
    *_rows("while increasing block level", ("exceeded maximum nesting depth", Meaning.DEPTH, _SIX)),
    *_rows(
        "while scanning for the next token",
        ("found character that cannot start any token", Meaning.START, _C),
        ("found character '\\t' that cannot start any token", Meaning.TAB, _PURE),
        ("found character … that cannot start any token", Meaning.START, _PURE),
    ),
    *_rows("while scanning a simple key", ("could not find expected ':'", Meaning.KEY, _BOTH)),
    *_rows(
        "while scanning a plain scalar",
        ("found unexpected ':'", Meaning.TIGHT, _C),
        ("found a tab character that violates indentation", Meaning.TAB, _C),
    ),
    *_rows(
        "while scanning a quoted scalar",
        ("found unexpected end of stream", Meaning.QUOTE, _BOTH),
        ("found unexpected document indicator", Meaning.QUOTE, _C),
        ("found unexpected document separator", Meaning.QUOTE, _PURE),
    ),
    *_rows(
        "while parsing a quoted scalar",
        ("found unknown escape character", Meaning.ESCAPE, _C),
        ("did not find expected hexdecimal number", Meaning.ESCAPE, _C),
        ("found invalid Unicode character escape code", Meaning.ESCAPE, _C),
    ),
    *_rows(
        "while scanning a double-quoted scalar",
        ("found unknown escape character …", Meaning.ESCAPE, _PURE),
        ("expected escape sequence of … hexadecimal numbers, but found …", Meaning.ESCAPE, _PURE),
    ),
    *_rows(
        "while scanning a block scalar",
        ("found a tab character where an indentation space is expected", Meaning.TAB, _C),
        ("found an indentation indicator equal to 0", Meaning.BLOCK, _C),
        ("expected indentation indicator in the range 1-9, but found 0", Meaning.BLOCK, _PURE),
        ("did not find expected comment or line break", Meaning.BLOCK, _C),
        ("expected a comment or a line break, but found …", Meaning.BLOCK, _PURE),
        ("expected chomping or indentation indicators, but found …", Meaning.BLOCK, _PURE),
    ),
    *_rows(
        "while scanning an anchor",
        ("did not find expected alphabetic or numeric character", Meaning.START, _C),
        ("expected alphabetic or numeric character, but found …", Meaning.START, _PURE),
    ),
    *_rows(
        "while scanning an alias",
        ("did not find expected alphabetic or numeric character", Meaning.START, _C),
        ("expected alphabetic or numeric character, but found …", Meaning.START, _PURE),
    ),
    *_rows(
        "while scanning a tag",
        ("did not find the expected '>'", Meaning.START, _C),
        ("did not find expected whitespace or line break", Meaning.START, _C),
        ("expected ' ', but found …", Meaning.START, _PURE),
        ("expected '!', but found …", Meaning.START, _PURE),
        ("expected URI escape sequence of … hexadecimal numbers, but found …", Meaning.START, _PURE),
        ("'utf-8' codec can't decode …", Meaning.START, _PURE),
    ),
    *_rows(
        "while parsing a tag",
        ("did not find expected tag URI", Meaning.START, _C),
        ("did not find URI escaped octet", Meaning.START, _C),
        ("found an incorrect leading UTF-8 octet", Meaning.START, _C),
        ("found an incorrect trailing UTF-8 octet", Meaning.START, _C),
        ("expected '>', but found …", Meaning.START, _PURE),
        ("expected URI, but found …", Meaning.START, _PURE),
    ),
    *_rows(
        "while parsing a node",
        ("found undefined tag handle", Meaning.START, _C),
        ("found undefined tag handle …", Meaning.START, _PURE),
    ),
    *_rows(
        "while parsing a block node",
        ("did not find expected node content", Meaning.START, _C),
        ("expected the node content, but found …", Meaning.START, _PURE),
    ),
    *_rows(
        "while parsing a block collection",
        ("did not find expected '-' indicator", Meaning.PLACE, _C),
        ("expected <block end>, but found …", Meaning.PLACE, _PURE),
    ),
    *_rows(
        "while parsing a block mapping",
        ("did not find expected key", Meaning.PLACE, _C),
        ("expected <block end>, but found …", Meaning.PLACE, _PURE),
    ),
    *_rows(
        "while parsing a flow node",
        ("did not find expected node content", Meaning.BRACKET, _C),
        ("expected the node content, but found …", Meaning.BRACKET, _PURE),
    ),
    *_rows(
        "while parsing a flow sequence",
        ("did not find expected ',' or ']'", Meaning.BRACKET, _C),
        ("expected ',' or ']', but got …", Meaning.BRACKET, _PURE),
    ),
    *_rows(
        "while parsing a flow mapping",
        ("did not find expected ',' or '}'", Meaning.BRACKET, _C),
        ("expected ',' or '}', but got …", Meaning.BRACKET, _PURE),
    ),
    *_rows(
        "while scanning a directive",
        ("could not find expected directive name", Meaning.DIRECTIVE, _C),
        ("found unexpected non-alphabetical character", Meaning.DIRECTIVE, _C),
        ("found unknown directive name", Meaning.DIRECTIVE, _C),
        ("did not find expected comment or line break", Meaning.DIRECTIVE, _C),
        ("expected alphabetic or numeric character, but found …", Meaning.DIRECTIVE, _PURE),
        ("expected a comment or a line break, but found …", Meaning.DIRECTIVE, _PURE),
        ("expected a digit or '.', but found …", Meaning.DIRECTIVE, _PURE),
        ("expected a digit or ' ', but found …", Meaning.DIRECTIVE, _PURE),
        ("expected a digit, but found …", Meaning.DIRECTIVE, _PURE),
        ("expected ' ', but found …", Meaning.DIRECTIVE, _PURE),
        ("expected '!', but found …", Meaning.DIRECTIVE, _PURE),
    ),
    *_rows("while parsing a directive", ("expected URI, but found …", Meaning.DIRECTIVE, _PURE)),
    *_rows(
        "while scanning a %YAML directive",
        ("did not find expected digit or '.' character", Meaning.DIRECTIVE, _C),
        ("did not find expected version number", Meaning.DIRECTIVE, _C),
        ("found extremely long version number", Meaning.DIRECTIVE, _C),
    ),
    *_rows(
        "while scanning a %TAG directive",
        ("did not find expected whitespace", Meaning.DIRECTIVE, _C),
        ("did not find expected whitespace or line break", Meaning.DIRECTIVE, _C),
    ),
    *_rows("while parsing a %TAG directive", ("did not find expected tag URI", Meaning.DIRECTIVE, _C)),
    *_rows("while parsing a tag directive", ("did not find expected '!'", Meaning.DIRECTIVE, _C)),
    *_rows("while scanning a tag directive", ("did not find expected '!'", Meaning.DIRECTIVE, _C)),
)
"""Every sentence that is understood, with the parsers that were heard to say it."""


def understood(context: str | None, problem: str) -> Meaning | None:
    """Return what a sentence means; nothing for one that was never heard."""
    return next((known.meaning for known in _by_context().get(context, ()) if known.fits(problem)), None)


@cache
def _by_context() -> dict[str | None, list[Complaint]]:
    found: dict[str | None, list[Complaint]] = {}
    for known in COMPLAINTS:
        found.setdefault(known.context, []).append(known)
    return found
