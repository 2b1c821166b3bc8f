"""GIFT, the text format of Moodle: the reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.cloze_marks import SeveralInGap, has_gaps, is_case_sensitive, taken_apart, without_gaps
from quiz.formats.decoding import decoded
from quiz.formats.gift_blocks import blocks_of, masked, raw, unmasked
from quiz.formats.hypertext import hypertext
from quiz.formats.items import (
    Body,
    Choices,
    Gaps,
    Item,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pair,
    Pairs,
    Reading,
    Truth,
    Typed,
    Unheld,
)
from quiz.formats.number_ranges import range_option
from quiz.formats.prose import NOTHING, Prose, markdown, plain
from quiz.formats.report import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quiz.formats.gift_blocks import Block
    from quiz.formats.items import Source

_TITLE: Final = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT: Final = re.compile(r"\[(html|moodle|plain|markdown)\]")
_FORMATS: Final[dict[str, Callable[[str], Prose]]] = {
    "html": hypertext,
    "moodle": lambda text: hypertext(text, keeps_lines=True),
    "plain": plain,
    "markdown": markdown,
}
_GAP: Final = "_____"
_TEX: Final = re.compile(r"(?:\\[A-Za-z]+|[A-Za-z0-9)\]}][_^]|\$[^\s{}$]*)\{")
_TRUTHS: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_WEIGHT: Final = re.compile(r"%(-*\d{1,2}\.?\d*)%")
_CHOICE: Final = re.compile(r"~=|[=~]")
_FOREIGN: Final = re.compile(r"\+?-\s*\S|\+\s*\S")
_LETTERED: Final = re.compile(r"[A-Ha-h][.)]\s")


class _Faulty(Exception):
    """A block that cannot be read: the code of its fault, what of it is wrong, and where in its text."""

    def __init__(self, code: str, detail: str = "", index: int | None = None) -> None:
        super().__init__(code)
        self.code, self.detail, self.index = code, detail, index


def read(source: Source) -> Reading:
    """Read a GIFT file. Raises `UnknownEncoding`, and `PackageMissing` where a text has HTML tags."""
    text, encoding, faults = decoded(source)
    return Reading(tuple(_item(block) for block in blocks_of(text)), (), faults, encoding=encoding, form="gift")


def _item(block: Block) -> Item:
    place = Place(block.line, block.end_line)
    match = _TITLE.match(block.text)
    name = " ".join(unmasked(match[1]).split()) if match else ""
    start = match.end() if match else 0
    given = {
        "name": plain(name).plain,
        "id": block.id,
        "tags": block.tags,
        "category": block.category,
        "source": block.source,
    }
    try:
        kind, prompt, explanation, body, faults = _question(block, start)
    except _Faulty as faulty:
        at = Place(block.line if faulty.index is None else block.line_of(faulty.index), block.end_line)
        fault = Fault(at, faulty.code, block.source, detail=faulty.detail)
        return Item(place=place, body=Unheld(), faults=(*block.faults, fault), **given)  # type: ignore[arg-type]  # by name
    return Item(
        place=place,
        body=body,
        prompt=prompt,
        source_type=kind,
        explanation=explanation,
        faults=(*block.faults, *faults),
        **given,  # type: ignore[arg-type]  # by name
    )


def _question(block: Block, start: int) -> tuple[str, Prose, Prose, Body, tuple[Fault, ...]]:
    """Return the type, prompt, explanation and body of a block from `start`, and what is wrong with it."""
    text = block.text
    if has_gaps(raw(text)):
        return _cloze(block, start)
    opening, closing = _braces(text, start)
    if opening < 0:
        _refuse_without_braces(text[start:])
        prompt, _ = _text(text[start:], "moodle")
        return "description", prompt, NOTHING, Unheld("description"), ()
    before, answers, after = text[start:opening], text[opening + 1 : closing], text[closing + 1 :]
    stem = f"{before.rstrip()} {_GAP}{after}" if after.strip() else before
    prompt, form = _text(stem, "moodle")
    answers, mark, said = answers.rpartition("####") if "####" in answers else (answers, "", "")
    explanation = _text(said, form)[0] if mark else NOTHING
    kind, body = _body(answers, form, opening + 1, block)
    return kind, prompt, explanation, body, ()


def _braces(text: str, start: int) -> tuple[int, int]:
    """Return where the answers open and close; -1 twice where there are no braces. Raises `_Faulty`."""
    braces = [(match[0], match.start()) for match in re.finditer("[{}]", text[start:])]
    if not braces:
        return -1, -1
    is_tex = _TEX.search(text, start) is not None
    if "".join(brace for brace, _ in braces) != "{}":
        is_balanced = _is_balanced([brace for brace, _ in braces])
        raise _Faulty("tex-braces" if is_tex else "second-answer-block" if is_balanced else "unbalanced-braces")
    opening, closing = (start + at for _, at in braces)
    if is_tex and not re.match(r"\s*(?:[=~#]|$|(?:T|F|TRUE|FALSE)\s*(?:#|$))", text[opening + 1 : closing]):
        raise _Faulty("tex-braces")
    return opening, closing


def _is_balanced(braces: list[str]) -> bool:
    depth = 0
    for brace in braces:
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _refuse_without_braces(text: str) -> None:
    """Raise `_Faulty` where a block without braces is no text that asks nothing, but a question gone wrong."""
    lines = text.split("\n")
    if re.match(r"\$[A-Z]+:", lines[0]):
        raise _Faulty("unknown-directive", lines[0].partition(":")[0] + ":")
    rest = [line for line in lines[1:] if line]
    if sum(line.startswith(("=", "~")) for line in rest) > 1:
        raise _Faulty("answers-without-braces")
    if len(rest) > 1 and all(map(_FOREIGN.match, rest)) and len({line[0] for line in rest}) > 1:
        raise _Faulty("foreign-option-marks")
    if sum(_LETTERED.match(line) is not None for line in rest) > 1 and re.match(r"answer\s*:", rest[-1], re.IGNORECASE):
        raise _Faulty("foreign-option-marks")


def _text(text: str, form: str) -> tuple[Prose, str]:
    """Return a masked text, and its format, `form` unless it names one."""
    text = text.strip()
    if match := _FORMAT.match(text):
        form, text = match[1], text[match.end() :]
    return _FORMATS[form](unmasked(text)), form


# Answers


def _body(answers: str, form: str, offset: int, block: Block) -> tuple[str, Body]:
    """Return the type and the body of what stands between the braces, which begins at `offset` of the block."""
    bare = answers.strip()
    if not bare:
        return "essay", Open()
    if bare.startswith("#"):
        return "numerical", _numeric(bare[1:].strip(), form)
    if "~" in bare:
        return "multichoice", _choices(bare, form)
    if "=" in bare and "->" in bare:
        return "match", _pairs(answers, form, offset, block)
    truth, *said = (part.strip() for part in bare.split("#"))
    if truth in _TRUTHS:
        wrong, right = (_text(part, form)[0] for part in (*said, "", "")[:2])
        is_true = _TRUTHS[truth]
        return "truefalse", Truth(is_true, *((right, wrong) if is_true else (wrong, right)))
    return "shortanswer", _typed(bare, form)


def _parts(answers: str) -> Iterator[tuple[str, str, int]]:
    """Give each answer with the mark before it and where it begins. Raises `_Faulty` where the first has no mark."""
    marks = list(_CHOICE.finditer(answers))
    if marks and (lead := answers[: marks[0].start()].strip()):
        raise _Faulty("answer-without-mark", unmasked(lead))
    ends = [match.start() for match in marks[1:]] + [len(answers)]
    for match, end in zip(marks, ends, strict=True):
        yield match[0][-1], answers[match.end() : end].strip(), match.end()


def _option(text: str, share: float, form: str) -> Option:
    text, _, said = text.partition("#")
    return Option(_text(text, form)[0], share, _text(said, form)[0] if said.strip() else NOTHING)


def _weighed(text: str) -> tuple[float | None, str]:
    """Take the weight off an answer; None where it has none."""
    match = _WEIGHT.match(text)
    if match is None:
        return None, text
    return float(re.sub("-+", "-", match[1])) / 100, text[match.end() :]


def _choices(answers: str, form: str) -> Choices:
    options: list[Option] = []
    several = "=" not in answers
    for mark, text, _ in _parts(answers):
        weight, rest = (1.0, text) if mark == "=" else _weighed(text)
        options.append(_option(rest, weight or 0.0, form))
    return Choices(tuple(options), several=several)


def _typed(answers: str, form: str) -> Typed:
    if "=" not in answers:
        if "\n" in answers:
            raise _Faulty("answer-without-mark", unmasked(answers.partition("\n")[0]))
        return Typed((_option(answers, 1.0, form),), has_wildcards=True)
    options: list[Option] = []
    for _, text, _ in _parts(answers):
        weight, rest = _weighed(text)
        options.append(_option(rest, 1.0 if weight is None else weight, form))
    return Typed(tuple(options), has_wildcards=True)


def _pairs(answers: str, form: str, offset: int, block: Block) -> Pairs:
    pairs: list[Pair] = []
    marks = list(re.finditer("=", answers))
    ends = [match.start() for match in marks[1:]] + [len(answers)]
    if lead := answers[: marks[0].start()].strip():
        raise _Faulty("answer-without-mark", unmasked(lead))
    for match, end in zip(marks, ends, strict=True):
        text = answers[match.end() : end]
        left, arrow, right = text.partition("->")
        if not arrow:
            last = answers.rfind("\n", 0, match.start())
            raise _Faulty("pair-without-arrow", unmasked(answers[last + 1 : end].strip()), offset + match.start())
        pairs.append(Pair(_text(left, form)[0], _text(right, form)[0], block.line_of(offset + match.start())))
    return Pairs(tuple(pairs))


def _numeric(answers: str, form: str) -> Numeric:
    if not _CHOICE.search(answers):
        return Numeric((_number(answers, 1.0, form),)) if answers else Numeric(())
    options: list[NumberOption] = []
    otherwise = NOTHING
    for mark, text, _ in _parts(answers):
        if mark == "~":
            otherwise = _option(text, 0, form).feedback
            continue
        weight, rest = _weighed(text)
        options.append(_number(rest, 1.0 if weight is None else weight, form))
    return Numeric(tuple(options), otherwise=otherwise)


def _number(text: str, share: float, form: str) -> NumberOption:
    text, _, said = text.partition("#")
    text = text.strip()
    feedback = _text(said, form)[0] if said.strip() else NOTHING
    if ".." in text[1:]:
        at = text.index("..", 1)
        return range_option(text[:at], text[at + 2 :], share, feedback)
    value, _, tolerance = text.partition(":")
    return NumberOption(unmasked(value).strip(), unmasked(tolerance).strip() or "0", share, feedback)


def _cloze(block: Block, start: int) -> tuple[str, Prose, Prose, Body, tuple[Fault, ...]]:
    """Return what `_question` does of a text with gaps, which stand as Moodle writes them in cloze questions."""
    text = raw(block.text[start:])
    if re.search("[{}]", re.sub(r"\\[{}]", "", without_gaps(text))):
        raise _Faulty("second-answer-block")
    warning = Fault(Place(block.line, block.end_line), "cloze-syntax", block.source)
    try:
        marked, gaps = taken_apart(text, plain)
    except SeveralInGap:
        return "cloze", NOTHING, NOTHING, Unheld(), (warning,)
    prose, _ = _text(masked(marked), "moodle")
    return "cloze", NOTHING, NOTHING, Gaps(prose, gaps, is_case_sensitive=is_case_sensitive(text)), (warning,)
