"""A second table of slips, of people who write banks by hand: 54 kinds and 14 more, each with the line of its slip.

Run it as a script (`python -m tests.reading.author_slips [NUMBER] [SEED] [planets] [verbose]`) for what is told of
NUMBER mutants a kind, made of the bundled banks.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from quiz.bank.model import Bank, Reference
from quiz.diagnostics.findings import Diagnostic
from quiz.reading.reader import read_bank
from quiz.reading.references import read_sources
from tests.checks import check_bank
from tests.reading.mutants import QUESTIONS, banks

PLANETS: Final = Path(__file__).with_name("planets.yaml").read_text("utf-8")


class Change(NamedTuple):
    """Lines from `start` up to `stop`, counted from 0, that become others; the slip is `offset` lines further on."""

    start: int
    stop: int
    lines: tuple[str, ...]
    offset: int = 0


Slip = Callable[[Sequence[str]], Iterator[Change]]


class Mutant(NamedTuple):
    """A bank with a slip on the line with this number, counted from 1."""

    bank: str
    text: str
    line: int


def one_line(pattern: str, change: str | Callable[[re.Match[str]], str], offset: int = 0) -> Slip:
    """Return the slip that turns a line which `pattern` matches into others."""
    compiled = re.compile(pattern)

    def made(lines: Sequence[str]) -> Iterator[Change]:
        for number, line in enumerate(lines[: _end(lines)]):
            if match := compiled.fullmatch(line):
                text = match.expand(change) if isinstance(change, str) else change(match)
                yield Change(number, number + 1, tuple(text.split("\n")), offset)

    return made


def two_lines(first: str, second: str, change: str, offset: int = 0) -> Slip:
    """Return the slip that turns two lines, one below the other, into others."""
    compiled = re.compile(f"{first}\n{second}")

    def made(lines: Sequence[str]) -> Iterator[Change]:
        for number in range(len(lines) - 1):
            if match := compiled.fullmatch(f"{lines[number]}\n{lines[number + 1]}"):
                yield Change(number, number + 2, tuple(match.expand(change).split("\n")), offset)

    return made


def within(opening: str, slip: Slip) -> Slip:
    """Return the slip made only below a line that `opening` matches, where lines are indented further."""
    compiled = re.compile(opening)

    def made(lines: Sequence[str]) -> Iterator[Change]:
        for change in slip(lines):
            depth = _depth(lines[change.start])
            above = next((row for row in reversed(lines[: change.start]) if row.strip() and _depth(row) < depth), "")
            if compiled.fullmatch(above):
                yield change

    return made


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _questions(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each question starts and stops."""
    starts = [number for number, line in enumerate(lines) if line.startswith("  - id: ")]
    starts = [start for start in starts if start < _end(lines)]
    yield from zip(starts, [*starts[1:], _end(lines)], strict=True)


def _end(lines: Sequence[str]) -> int:
    """Return where the questions end."""
    return next((number for number, line in enumerate(lines) if line.startswith("references:")), len(lines))


def _folded(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each folded text starts, the line of its key, and stops."""
    for number, line in enumerate(lines):
        if match := re.fullmatch(r"( *)[a-z_]+: >-", line):
            stop = number + 1
            while stop < len(lines) and _depth(lines[stop]) > len(match[1]):
                stop += 1
            if stop > number + 2:
                yield number, stop


def _folding_forgotten(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _folded(lines):
        first = re.sub(r"^( *\S+ \S+) ", r"\1: ", lines[start + 1])
        if "{{" not in first:
            yield Change(start, stop, (lines[start].removesuffix(" >-"), first, *lines[start + 2 : stop]))


def _folding_forgotten_with(first: str, second: str) -> Slip:
    """Return the slip by which `>-` is left out above a text of two lines, each of which begins so."""

    def change(lines: Sequence[str]) -> Iterator[Change]:
        for start, stop in _folded(lines):
            rows = [re.sub(r"^( *)", rf"\g<1>{mark}", lines[start + at]) for at, mark in ((1, first), (2, second))]
            if not any("{{" in row for row in lines[start + 1 : stop]):
                yield Change(start, stop, (lines[start].removesuffix(" >-"), *rows, *lines[start + 3 : stop]))

    return change


def _folded_behind_the_colon(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _folded(lines):
        if not any("{{" in row or ": " in row for row in lines[start + 1 : stop]):
            head = f"{lines[start].removesuffix('>-')}{lines[start + 1].strip()}"
            further = re.sub(r"^( *\S+ \S+) ", r"\1: ", lines[start + 2])
            if ": " in further:
                yield Change(start, stop, (head, further, *lines[start + 3 : stop]), 1)


def _folded_unindented(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _folded(lines):
        rows = tuple(line[2:] for line in lines[start + 1 : stop])
        if not any(re.match(r" *\S+:( |$)|.*\{\{|.*: ", row) for row in rows):
            yield Change(start, stop, (lines[start], *rows), 1)


def _question_glued(lines: Sequence[str]) -> Iterator[Change]:
    for start, _ in list(_questions(lines))[1:]:
        yield Change(start, start + 1, (lines[start].replace("- id", "  id"),))


def _id_line_lost(lines: Sequence[str]) -> Iterator[Change]:
    for start, _ in list(_questions(lines))[1:]:
        yield Change(start, start + 1, ())


def _questions_lost(lines: Sequence[str]) -> Iterator[Change]:
    number = lines.index("questions:")
    yield Change(number, number + 1, ())


def _conflict(lines: Sequence[str]) -> Iterator[Change]:
    for change in one_line(r"( *)(answer|hint|prompt): (.*)", r"\1\2: \3")(lines):
        row = lines[change.start]
        rows = ("<<<<<<< HEAD", row, "=======", f"{row} indeed", ">>>>>>> other")
        yield Change(change.start, change.stop, rows)


def _cut_off(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in list(_questions(lines))[1:]:
        for number in range(start, stop):
            if match := re.fullmatch(r"    ([a-z]+): \S.*", lines[number]):
                yield Change(number, len(lines), (f"    {match[1][:-1]}",))


def _answer_repeated(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _questions(lines):
        rows = lines[start:stop]
        answer = next((row.split(": ", 1)[1] for row in rows if row.startswith("    answer: ")), None)
        for number, row in enumerate(rows, start):
            if answer and row == "    distractors:":
                yield Change(number + 1, number + 1, (f"      - {answer}",))


def _answer_lost(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _questions(lines):
        for number in range(start, stop):
            if re.fullmatch(r"    answer: .*", lines[number]):
                yield Change(number, number + 1, (), start - number)


def _copied(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _questions(lines):
        rows = tuple(lines[start:stop])
        prompt = tuple(re.sub(r"^(    prompt: )(.*)", r"\1Say once more: 1", row) for row in rows)
        if prompt != rows:
            changed = tuple(row.replace("Say once more: 1", "What else is there to be asked?") for row in prompt)
            yield Change(stop, stop, changed)


def _copied_one_in(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in list(_questions(lines))[1:]:
        yield Change(start, stop, tuple(row and f" {row}" for row in lines[start:stop]))


def _fence(lines: Sequence[str]) -> Iterator[Change]:
    for mark in ("```yaml", "```", "```yml", "~~~", "```YAML", "``` yaml"):
        yield Change(0, len(lines), (mark, *lines, mark[:3]))


def _chat(lines: Sequence[str]) -> Iterator[Change]:
    for sentence in (
        "Here is the quiz bank you asked for:",
        "Sure! Here is your bank:",
        "Below is a bank of questions.",
        "Of course, here it is.",
        "Hier ist die Bank:",
        "Voici la banque de questions :",
    ):
        yield Change(0, 0, (sentence, ""))


def _unit_in_number(lines: Sequence[str]) -> Iterator[Change]:
    for start, stop in _questions(lines):
        for number in range(start, stop):
            if re.fullmatch(r"    answer: [\d.]+", lines[number]) and "    type: number" in lines[start:stop]:
                yield Change(number, number + 1, (f"{lines[number]} km",))


def _feedback_in_list(lines: Sequence[str]) -> Iterator[Change]:
    for number, line in enumerate(lines):
        if line == "    distractors:":
            stop = number + 1
            while stop < len(lines) and _depth(lines[stop]) > 4:
                stop += 1
            yield Change(stop, stop, ("      feedback: This is not it.",))


def _pairs_as_list(lines: Sequence[str]) -> Iterator[Change]:
    for number, line in enumerate(lines):
        if line == "    pairs:":
            stop = number + 1
            while re.match(r"      [^ :-][^:]*: ", lines[stop]):
                stop += 1
            rows = (row.replace("      ", "      - ", 1) for row in lines[number + 1 : stop])
            yield Change(number, stop, (line, *rows), 1)


_WORDS = r"[A-Za-z][A-Za-z ,()0-9'-]*"
_FIELD = rf"( *)(prompt|answer|hint|unit|type|difficulty): ({_WORDS}[.?]?)"
_TEXT = rf"( *)(prompt|answer|hint): ({_WORDS}[.?]?)"
_ITEM = rf"( +)- ({_WORDS})"
_LISTS = r"    (answers|distractors|items):"
_GERMAN = {"prompt": "frage", "answer": "antwort", "hint": "hinweis", "difficulty": "schwierigkeit", "type": "typ"}
_LEVELS = {"easy": "simple", "medium": "middle", "hard": "difficult"}
_TYPES = {"single": "multiple-choice", "true-false": "boolean", "number": "numeric", "text": "short-answer"}

KINDS: Final[dict[str, Slip]] = {
    "curly quotes with a colon inside": one_line(_TEXT, "\\1\\2: “Said: \\3”"),
    "curly quotes as quotes": one_line(_TEXT, "\\1\\2: “\\3”"),
    "folding forgotten": _folding_forgotten,
    "folded text not indented": _folded_unindented,
    "stray bar before a text": one_line(_TEXT, r"\1\2: | \3"),
    "dash lost, plain": within(_LISTS, two_lines(_ITEM, _ITEM, r"\1- \2\n\3  \4", 1)),
    "dash lost, choice with feedback": within(
        _LISTS, one_line(r"( +)- (text: .*)", lambda m: f"{m[1]}- text: Something else\n{m[1]}  {m[2]}", 1)
    ),
    "feedback under the dash": within(_LISTS, one_line(_ITEM, r"\1- \2\n\1  feedback: This is not it.", 1)),
    "feedback under the distractors": _feedback_in_list,
    "two questions glued, dash lost": _question_glued,
    "two questions glued, line of the id lost": _id_line_lost,
    "`questions:` lost": _questions_lost,
    "marks of a merge conflict": _conflict,
    "tab after a colon": one_line(_TEXT, "\\1\\2:\t\\3"),
    "tab after a dash": within(_LISTS, one_line(_ITEM, "\\1-\t\\2")),
    "no-break space after a colon": one_line(_FIELD, "\\1\\2:\u00a0\\3"),
    "no-break space after a dash": within(_LISTS, one_line(_ITEM, "\\1-\u00a0\\2")),
    "full-width colon": one_line(_FIELD, r"\1\2：\3"),
    "answer in brackets": one_line(rf"( *)answer: ({_WORDS})", r"\1answer: [\2]"),
    "answer as a list": one_line(rf"( *)answer: ({_WORDS})", r"\1answer:\n\1  - \2", 1),
    "key in capitals": one_line(r"( {4})(prompt|answer|hint|type): (.*)", lambda m: f"{m[1]}{m[2].title()}: {m[3]}"),
    "key in German": one_line(
        r"( {4})(prompt|answer|hint|type|difficulty): (.*)", lambda m: f"{m[1]}{_GERMAN[m[2]]}: {m[3]}"
    ),
    "value on the next line, not indented": one_line(_FIELD, r"\1\2:\n\1\3", 1),
    "value at the first column": one_line(_FIELD, r"\1\2:\n\3", 1),
    "zero-width space in a key": one_line(
        r"( {4})(prompt|answer|hint|type): (.*)", lambda m: f"{m[1]}{m[2][:2]}\u200b{m[2][2:]}: {m[3]}"
    ),
    "file cut off": _cut_off,
    "answer among the distractors": _answer_repeated,
    "bracket not closed": one_line(rf"( {{4}})(prompt|answer|hint): ({_WORDS})", r"\1\2: [\3"),
    "bracket not opened": one_line(r"( {4})tags: \[(.*)\]", r"\1tags: \2]"),
    "text after a hash": one_line(rf"( {{4}})(prompt|answer|hint): (\w+) ({_WORDS}[.?]?)", r"\1\2: \3 #\4"),
    "comma after a word": one_line(r"( {4})(type|difficulty|id): (.*)", r"\1\2: \3,"),
    "comma after quotes": one_line(_TEXT, r'\1\2: "\3",'),
    "equals sign": one_line(_FIELD, r"\1\2 = \3"),
    "en dash as a bullet": within(_LISTS, one_line(_ITEM, "\\1– \\2")),
    "star as a bullet": within(_LISTS, one_line(_ITEM, r"\1* \2")),
    "number as a bullet": within(_LISTS, one_line(_ITEM, r"\g<1>1. \2")),
    "quotes in quotes": one_line(_TEXT, r'\1\2: "He said "no" to \3"'),
    "type by another word": one_line(
        r"( {4})type: (single|true-false|number|text)", lambda m: f"{m[1]}type: {_TYPES[m[2]]}"
    ),
    "difficulty by another word": one_line(
        r"( {4})difficulty: (easy|medium|hard)", lambda m: f"{m[1]}difficulty: {_LEVELS[m[2]]}"
    ),
    "question copied with its id": _copied,
    "truth by another word": one_line(r"( {4})answer: (true|false)", lambda m: f"{m[1]}answer: {_truth(m[2])}"),
    "number with its unit": _unit_in_number,
    "code fence round the file": _fence,
    "sentence above the file": _chat,
    "question one space in": _copied_one_in,
    "hint inside a distractor": one_line(r"( {8})feedback: (.*)", r"\1hint: \2"),
    "single braces in a cloze": one_line(r"( {6,}[^{}:]*)\{\{([^{}|~]*)\}\}(.*)", lambda m: f"{m[1]}{{{m[2]}}}{m[3]}"),
    "brace lost in a cloze": one_line(r"( {6,}[^{}:]*)\{\{([^{}|~]*)\}\}(.*)", r"\1{{\2}\3"),
    "pairs as a list": _pairs_as_list,
    "pair with a dash": within("    pairs:", one_line(r"( {6})([^:-]+): (.*)", r"\1\2 - \3")),
    "comma lost after a reference": within("    sources:", one_line(r"( +- [a-z0-9-]+), (.*)", r"\1 \2")),
    "carriage return in a text": one_line(rf"( *)(prompt|hint): (\w+ \w+) ({_WORDS}[.?]?)", "\\1\\2: \\3\r\\4"),
    "CRLF on one line": one_line(_TEXT, "\\1\\2: \\3\r"),
    "line of the answer lost": _answer_lost,
}
"""The kinds of the table."""

MORE: Final[dict[str, Slip]] = {
    "semicolon for the colon": one_line(_FIELD, r"\1\2; \3"),
    "arrow for the colon": one_line(_FIELD, r"\1\2 => \3"),
    "pair with an arrow": within("    pairs:", one_line(r"( {6})([^:-]+): (.*)", r"\1\2 -> \3")),
    "plus as a bullet": within(_LISTS, one_line(_ITEM, r"\1+ \2")),
    "letter as a bullet": within(_LISTS, one_line(_ITEM, r"\1a) \2")),
    "remark after slashes": one_line(_TEXT, r"\1// look at this again\n\1\2: \3"),
    "rule between questions": one_line(r"(  - id: .*)", r"---\n\1"),
    "two fields on a line": two_lines(r"( {4}type: .*)", r" {4}(difficulty: .*)", r"\1 \2"),
    "German quotes with a colon inside": one_line(_TEXT, "\\1\\2: „Said: \\3“"),
    "en dash before an id": one_line(r"  - (id: .*)", "  – \\1"),
    "folding forgotten, two colons on a line": _folding_forgotten_with("First: thus: ", ""),
    "folding forgotten, a colon on each line": _folding_forgotten_with("First: ", "Then: "),
    "folding forgotten, a colon on the second line": _folding_forgotten_with("First, ", "then: "),
    "text behind the colon goes on with a colon": _folded_behind_the_colon,
}
"""Fourteen kinds more."""

HARMLESS: Final = frozenset({"tab after a colon", "CRLF on one line"})
"""Kinds that change nothing."""


def _truth(word: str) -> str:
    return {"true": "richtig", "false": "F"}[word]


def mutants(kind: str, texts: Mapping[str, str], number: int, seed: int) -> Iterator[Mutant]:
    """Yield up to `number` mutants of this kind, made of any of the texts."""
    slip = {**KINDS, **MORE}[kind]
    rows = {name: text.split("\n") for name, text in texts.items()}
    places = [(name, change) for name, lines in rows.items() for change in slip(lines)]
    for name, change in random.Random(f"{kind} {seed}").sample(places, min(number, len(places))):
        lines = rows[name]
        changed = "\n".join([*lines[: change.start], *change.lines, *lines[change.stop :]])
        line = change.start + 1 + change.offset
        yield Mutant(name, changed, line + changed[: _index(changed, line)].count("\r"))


def _index(text: str, line: int) -> int:
    return sum(len(row) + 1 for row in text.split("\n")[: line - 1])


def outcome(mutant: Mutant, found: Sequence[Diagnostic], *, is_same: bool) -> str:
    """Return what became of a mutant: "right", "wrong" or "silent", "same" where nothing changed.

    "noisy" is right with findings on other lines too.
    """
    if not found:
        return "same" if is_same else "silent"
    if found[0].span.line != mutant.line:
        return "wrong"
    return "right" if all(one.span.line == mutant.line for one in found) else "noisy"


@cache
def bundled_sources() -> Mapping[str, Reference]:
    return read_sources((QUESTIONS / "sources.yaml").read_bytes(), "sources.yaml").references


def judge(
    kind: str, texts: Mapping[str, str], number: int, seed: int
) -> Iterator[tuple[Mutant, list[Diagnostic], str]]:
    """Yield the mutants of a kind, what is found in each, and its outcome."""
    shared = bundled_sources()
    for mutant in mutants(kind, texts, number, seed):
        data = mutant.text.encode()
        found = list(check_bank(data, "b.yaml", shared).diagnostics)
        is_same = not found and _bank(mutant.text) == _bank(texts[mutant.bank])
        yield mutant, found, outcome(mutant, found, is_same=is_same)


def _bank(text: str) -> Bank | None:
    return read_bank(text.encode(), "b.yaml", bundled_sources()).bank


if __name__ == "__main__":
    total: Counter[str] = Counter()
    arguments = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    texts = {"planets": PLANETS} if "planets" in sys.argv else banks()
    for name in (*KINDS, *MORE):
        results = list(judge(name, texts, *(arguments + [6, 1][len(arguments) :])))
        counts = Counter(result for _, _, result in results)
        total.update(counts)
        sys.stdout.write(f"{name:42} {dict(counts)}\n")
        if "verbose" in sys.argv:
            for mutant, found, result in results:
                said = "; ".join(f"{one.span.line}:{one.code} {one.message} | {one.help}" for one in found[:3])
                sys.stdout.write(f"    {result} line {mutant.line}: {len(found)} {said[:400]}\n")
    sys.stdout.write(f"{dict(total)}\n")
