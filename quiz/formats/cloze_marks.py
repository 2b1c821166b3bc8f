"""Gaps as Moodle writes them into a text: `{1:SHORTANSWER:=right~%50%nearly~wrong#said}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.items import Gap, Option, gap_mark
from quiz.formats.prose import NOTHING, Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[str], Prose]

_CHOSEN: Final = frozenset(
    {"MULTICHOICE", "MC"}
    | {f"{name}_{end}" for name in ("MULTICHOICE", "MC") for end in ("H", "V", "S", "HS", "VS")}
    | {"MCV", "MCH", "MCS", "MCVS", "MCHS"}
)
_SEVERAL: Final = frozenset(
    {"MULTIRESPONSE", "MR", "MRH", "MRS", "MRHS", "MULTIRESPONSE_H", "MULTIRESPONSE_S", "MULTIRESPONSE_HS"}
)
_NUMBERS: Final = frozenset({"NUMERICAL", "NM"})
_TEXTS: Final = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_KINDS: Final = "|".join(sorted(_CHOSEN | _SEVERAL | _NUMBERS | _TEXTS, key=len, reverse=True))
_GAP: Final = re.compile(rf"\{{\s*\d*\s*:\s*(?P<kind>{_KINDS})\s*:(?P<answers>(?:\\.|[^}}\\])*)\}}", re.DOTALL)
_PART: Final = re.compile(r"((?:\\.|[^~\\])*)(?:~|\Z)", re.DOTALL)
_SHARE: Final = re.compile(r"=|%(-?\d+(?:\.\d+)?)%")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


class SeveralInGap(ValueError):
    """A gap in which several choices may be right: there is nothing like it here."""


def has_gaps(text: str) -> bool:
    return _GAP.search(text) is not None


def without_gaps(text: str) -> str:
    """Return the text around the gaps."""
    return _GAP.sub("", text)


def taken_apart(text: str, read: Reader) -> tuple[str, tuple[Gap, ...]]:
    """Return a text with marks in the place of its gaps, and the gaps; `read` reads their texts.

    Raises `SeveralInGap`.
    """
    gaps: list[Gap] = []

    def cut(match: re.Match[str]) -> str:
        gaps.append(_gap(match["kind"], match["answers"], read))
        return gap_mark(len(gaps) - 1)

    return _GAP.sub(cut, text), tuple(gaps)


def is_case_sensitive(text: str) -> bool:
    return re.search(r":(?:SHORTANSWER_C|SAC|MWC):", text) is not None


def _gap(kind: str, answers: str, read: Reader) -> Gap:
    if kind in _SEVERAL:
        raise SeveralInGap
    options = [_option(part, read) for part in _PART.findall(answers) if part.strip()]
    if kind in _NUMBERS:
        options = [Option(Prose(one.text.plain.partition(":")[0].strip()), one.share, one.feedback) for one in options]
        return Gap(tuple(options), is_numeric=True)
    if kind not in _CHOSEN:
        return Gap(tuple(options))
    wrong = tuple(option.text for option in options if option.share < 1)
    return Gap(tuple(option for option in options if option.share > 0 or option.feedback), wrong)


def _option(part: str, read: Reader) -> Option:
    part = part.strip()
    share = 0.0
    if match := _SHARE.match(part):
        share = float(match[1]) / 100 if match[1] else 1.0
        part = part[match.end() :]
    at = next((found.start() for found in re.finditer(r"(?<!\\)(?:\\\\)*#", part)), -1)
    text, said = (part, "") if at < 0 else (part[: part.index("#", at)], part[part.index("#", at) + 1 :])
    return Option(read(_literal(text)), share, read(_literal(said)) if said.strip() else NOTHING)


def _literal(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[1], text).strip()
