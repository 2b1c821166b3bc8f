"""Slips that authors make, put into banks: a generator of mutants, each with the line of its slip.

Run it as a script (`python -m tests.reading.mutants [NUMBER]`) for the rates over NUMBER mutants a slip and bank.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from quiz.bank.model import Bank
from quiz.reading.reader import read_bank

QUESTIONS: Final = Path(__file__).parents[2] / "questions"

_VALUE = re.compile(r"^(\s*(?:- )?[a-z_]+: |\s*- )([A-Za-z0-9][^\"':#{}]*)$")
_QUOTABLE = re.compile(
    r"^(\s*(?:- )?(?:prompt|hint|answer|text|feedback|explanation): |\s*- )([A-Za-z0-9][^\"':#{}]*)$"
)
_QUOTED = re.compile(r"^(.*?(?:: |- ))([\"'])(.+)\2$")

Change = Callable[[re.Match[str]], str]

SLIPS: Final[dict[str, tuple[re.Pattern[str], Change]]] = {
    "quote opened, not closed": (_VALUE, lambda m: f'{m[1]}"{m[2]}'),
    "apostrophe opened, not closed": (_VALUE, lambda m: f"{m[1]}'{m[2]}"),
    "closing quote lost": (_QUOTED, lambda m: f"{m[1]}{m[2]}{m[3]}"),
    "no space after colon": (re.compile(r"^(\s*(?:- )?[a-z_]+:) (\S.*)$"), lambda m: f"{m[1]}{m[2]}"),
    "no space after dash": (re.compile(r"^(\s*-) (\S.*)$"), lambda m: f"{m[1]}{m[2]}"),
    "one space too few": (re.compile(r"^ ( *)(\S.*)$"), lambda m: f"{m[1]}{m[2]}"),
    "one space too many": (re.compile(r"^( *)(\S.*)$"), lambda m: f" {m[1]}{m[2]}"),
    "colon in value": (_VALUE, lambda m: f"{m[1]}{m[2]}: more"),
    "tab": (re.compile(r"^  ( *)(\S.*)$"), lambda m: f"\t{m[1]}{m[2]}"),
    "bad escape": (_VALUE, lambda m: f'{m[1]}"{m[2]} \\d"'),
    "apostrophe in apostrophes": (_VALUE, lambda m: f"{m[1]}'{m[2]}'s end'"),
    "starts with a star": (_VALUE, lambda m: f"{m[1]}*{m[2]}"),
    "starts with an at sign": (_VALUE, lambda m: f"{m[1]}@{m[2]}"),
    "starts with braces": (_VALUE, lambda m: f"{m[1]}{{{{{m[2]}}}}} and"),
    "starts with a bracket": (_VALUE, lambda m: f"{m[1]}[{m[2]}"),
    "duplicate key": (re.compile(r"^(\s*)([a-z_]+)(: \S.*)$"), lambda m: f"{m[0]}\n{m[1]}{m[2]}{m[3]}"),
}
"""The slips of the table by name: the lines in which they can be made, and what becomes of such a line."""


class Mutant(NamedTuple):
    """A bank with a slip on the line with this number."""

    bank: str
    text: str
    line: int


def banks() -> dict[str, str]:
    """Return the texts of the bundled banks by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(QUESTIONS.glob("*.yaml")) if path.stem != "sources"}


def mutants(slip: str, texts: Mapping[str, str], number: int, seed: int) -> Iterator[Mutant]:
    """Yield up to `number` mutants of each text with one slip of this kind."""
    pattern, change = SLIPS[slip]
    for at, (bank, text) in enumerate(texts.items()):
        lines = text.split("\n")
        if slip == "closing quote lost":
            lines = [_QUOTABLE.sub(r"\1'\2'" if at % 2 else r'\1"\2"', line) for line in lines]
        shown = _fenced(lines)  # what stands in a fence is a picture: a space less makes another one, and no slip
        places = [
            (place, match) for place, line in enumerate(lines) if place not in shown and (match := pattern.match(line))
        ]
        for place, match in random.Random(seed).sample(places, min(number, len(places))):
            changed = "\n".join([*lines[:place], change(match), *lines[place + 1 :]])
            yield Mutant(bank, changed, place + 1 + (slip == "duplicate key"))


def _fenced(lines: Sequence[str]) -> set[int]:
    """Return the places of fences in Markdown, and of what stands between them."""
    found, is_open = set[int](), False
    for place, line in enumerate(lines):
        is_fence = line.lstrip().startswith("```")
        if is_fence or is_open:
            found.add(place)
        is_open ^= is_fence
    return found


def outcome(mutant: Mutant, sound: Bank | None) -> str:
    """Return what became of a mutant: "right", "wrong", "silent", or "same" where the slip changed nothing.

    "noisy" is right with more than one error, follow-ons that should have been withheld.
    """
    reading = read_bank(mutant.text.encode(), "bank.yaml", None)
    if not reading.diagnostics:
        return "same" if reading.bank == sound else "silent"
    first, *rest = reading.diagnostics
    if first.span.line != mutant.line or not first.help:
        return "wrong"
    return "noisy" if rest else "right"


def rates(number: int, seed: int) -> dict[str, Counter[str]]:
    """Return for each slip how often there was which outcome."""
    texts = banks()
    sound = {name: read_bank(text.encode(), "bank.yaml", None).bank for name, text in texts.items()}
    return {
        slip: Counter(outcome(mutant, sound[mutant.bank]) for mutant in mutants(slip, texts, number, seed))
        for slip in SLIPS
    }


if __name__ == "__main__":
    for name, counts in rates(int(sys.argv[1]) if len(sys.argv) > 1 else 60, 1).items():
        told = sum(counts.values()) - counts["same"]
        right = counts["right"] + counts["noisy"]
        sys.stdout.write(f"{name:32} {right / told:.3f}  {dict(counts)}\n")
