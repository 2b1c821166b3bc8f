"""Banks built as trees and written as YAML in many hands: valid ones with hostile texts, and nearly valid ones.

A tree is a text, a list, or a `Mapping` of pairs (which may have the same key twice); `Raw` is written as it stands.
How each node is written (plain, quoted, block, flow, how far indented, with which comments) comes from a tape of small
numbers, all zeros being the simplest hand.
"""

import copy
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from hypothesis import strategies as st

from quiz.bank.questions.registry import QUESTION_TYPES, Question
from quiz.reading.normalize import caseless_form
from quiz.text import clean, clean_line


class Raw(str):
    """YAML to be written as it stands."""

    __slots__ = ()


@dataclass
class Mapping:
    """A mapping as pairs in order."""

    pairs: list[list["Tree"]] = field(default_factory=list)


Tree: TypeAlias = str | list[Any] | Mapping


# Writing

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\x85": "\\N", "\u2028": "\\L", "\x1b": "\\e"}
_STEPS: Final = (2, 4, 3, 7, 1)


def is_bare(text: str, *, flow: bool) -> bool:
    """Tell whether a text means itself without quotes."""
    return bool(
        text
        and text.isprintable()
        and text == text.strip()
        and text[0] not in "-?:,[]{}#&*!|>'\"%@`"
        and not text.startswith("...")
        and not re.search(r":(\s|$)|\s#", text)
        and not (flow and re.search(r"[,\[\]{}:]", text))
    )


class _Writer:
    def __init__(self, tape: Sequence[int], comments: Iterator[str]) -> None:
        self._tape = itertools.cycle(tape or [0])
        self._comments = comments

    def pick(self, *options: Any) -> Any:
        return options[next(self._tape) % len(options)]

    def document(self, tree: Tree) -> str:
        head = self.pick("", "# yaml-language-server: $schema=bank.schema.json\n", "\n\n", "---\n", self._comment(""))
        if isinstance(tree, list | Mapping) and self._entries(tree):
            body = self._flow(tree) if self.pick(*[False] * 7, True) else self._block(tree, self.pick(0, 0, 0, 2))
        else:
            body = self._inline(tree, 0)
        return f"{head}{body}{self.pick(chr(10), '', chr(10) * 3, chr(10) + '# end', chr(10) + '...' + chr(10))}"

    @staticmethod
    def _entries(tree: Tree) -> list[Any]:
        return tree.pairs if isinstance(tree, Mapping) else list(tree) if isinstance(tree, list) else []

    def _comment(self, pad: str) -> str:
        return f"{pad}# {next(self._comments)}\n"

    def _between(self, pad: str) -> str:
        return str(self.pick("", "", "", "", "\n", self._comment(pad), self._comment("")))

    def _block(self, tree: Tree, indent: int) -> str:
        """Return the entries of a list or mapping on lines of their own, the last one without its break."""
        pad = " " * indent
        rows: list[str] = []
        for entry in self._entries(tree):
            gap = self._between(pad) if rows else ""
            if isinstance(tree, Mapping):
                key, value = entry
                rows.append(f"{gap}{pad}{self._key(key)}:{self._value(value, indent, under_key=True)}")
            else:
                rows.append(f"{gap}{pad}-{self._item(entry, indent)}")
        return "\n".join(rows)

    def _item(self, entry: Tree, indent: int) -> str:
        if isinstance(entry, list | Mapping) and self._entries(entry) and self.pick(True, True, True, False):
            gap = self.pick(1, 3)
            return f"{' ' * gap}{self._block(entry, indent + 1 + gap).lstrip(' ')}"
        return self._value(entry, indent, under_key=False)

    def _value(self, tree: Tree, indent: int, *, under_key: bool) -> str:
        """Return what follows a colon or dash."""
        if isinstance(tree, list | Mapping) and self._entries(tree) and self.pick(True, True, False):
            step = self.pick(2, 0, 4, 3) if under_key and isinstance(tree, list) else self.pick(*_STEPS)
            note = self.pick("", "", "", f"  # {next(self._comments)}")
            return f"{note}\n{self._block(tree, indent + step)}"
        return f"{self.pick(' ', ' ', '   ')}{self._inline(tree, indent)}"

    def _inline(self, tree: Tree, indent: int) -> str:
        if isinstance(tree, Raw):
            return str(tree)
        if isinstance(tree, str):
            return self._scalar(tree, indent)
        return self._flow(tree) + str(self.pick("", "", "  # flow"))

    def _flow(self, tree: Tree) -> str:
        if isinstance(tree, Raw):
            return str(tree)
        if isinstance(tree, str):
            return self._quoted(tree) if self.pick(False, True) or not is_bare(tree, flow=True) else tree
        comma = self.pick(", ", ",", " , ")
        if isinstance(tree, Mapping):
            return f"{{{comma.join(f'{self._key(key, flow=True)}: {self._flow(value)}' for key, value in tree.pairs)}}}"
        return f"[{comma.join(map(self._flow, tree))}{self.pick('', '', ',') if tree else ''}]"

    def _key(self, key: Tree, *, flow: bool = False) -> str:
        if isinstance(key, Raw):
            return str(key)
        if not isinstance(key, str):
            return self._flow(key)
        return key if is_bare(key, flow=flow) and self.pick(*[True] * 5, False) else self._quoted(key)

    def _quoted(self, text: str) -> str:
        if text.isprintable() and self.pick(True, False):
            return "'" + text.replace("'", "''") + "'"
        return '"' + "".join(_ESCAPES.get(one) or (one if one.isprintable() else _escaped(one)) for one in text) + '"'

    def _scalar(self, text: str, indent: int) -> str:
        inner = "\n" + " " * (indent + self.pick(*_STEPS))
        match self.pick("bare", "bare", "quoted", "literal", "folded", "wrapped"):
            case "literal" if _fits_block(text):
                return f"|-{text and inner}{inner.join(text.split(chr(10)))}"
            case "folded" if _fits_block(text) and "\n" not in text:
                return f">-{inner}{self._wrapped(text, inner, r'(?<=[^ ]) (?=[^ ])')}"
            case "wrapped" if text.isprintable() and is_bare(text, flow=False):
                return self._wrapped(text, inner, r"(?<=\w) (?=[A-Za-z])")
            case "wrapped" if text.isprintable():
                return "'" + self._wrapped(text.replace("'", "''"), inner, r"(?<=\w) (?=\w)") + "'"
            case "bare" | "literal" | "folded" if is_bare(text, flow=False):
                return text
            case _:
                return self._quoted(text)

    def _wrapped(self, text: str, inner: str, place: str) -> str:
        return re.sub(place, lambda space: str(self.pick(space[0], inner)), text)


def _escaped(one: str) -> str:
    code = ord(one)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _fits_block(text: str) -> bool:
    return bool(
        text
        and not text.startswith((" ", "\n", "\t"))
        and not text.endswith("\n")
        and text.replace("\n", "").replace("\t", "").isprintable()
    )


@dataclass(frozen=True)
class Written:
    """A file and the text in it."""

    text: str
    data: bytes


def written(tree: Tree, tape: Sequence[int], newline: str = "\n", mark: str = "") -> Written:
    """Write a tree by the hand of a tape."""
    text = _Writer(tape, (f"c{number}" for number in itertools.count())).document(tree).replace("\n", newline)
    return Written(text, (mark + text).encode())


tapes: Final = st.lists(st.integers(0, 27), max_size=30)
newlines: Final = st.sampled_from(["\n", "\r\n", "\r"])
marks: Final = st.sampled_from(["", "\ufeff"])


# Valid banks

_HOSTILE: Final = (
    *("no", "Yes", "~", "null", "true", "1_000", "010", "0x1F", ".inf", "1e3", "2024-01-15", "12:30", "=", "<<"),
    *("a: b", "a:", "# x", "x # y", "x#y", "- x", "-", "?", "? x", ":", "@x", "*x", "&x", "!x", "%x", "|x", ">x", "`x"),
    *("{x}", "[x]", "{{", "}}", "a, b", "'", '"', "it's", 'say "x"', "\\", "\\d", "---", "...", "<b>", "[/x]", "%s"),
    *("\u202eabc", "\x1b[31m", "\x00", "\x7f", "\x85", "\u2028x", "\ufeffx", "\u200b", "\U000e0041", "\ufffe"),
    *(
        "😀",
        "e\u0301",
        "ﬁ",
        "x2",
        "x²",
        "½",
        "ß",
        "ẞ",
        "北京",
        "\xa0x",
        "a\tb",
        "a  b",
        " a",
        "a ",
        "a\nb",
        "a\n\n b\n",
        "a\rb",
    ),
    *("x" * 3000, "word " * 300 + "end", "5 km", "20 km", "1718", "1,000", "None of the above", "A and B", "always"),
)
texts: Final = (
    st.sampled_from(_HOSTILE) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.just("plain words")
).filter(lambda text: bool(clean_line(text)))
keys: Final = texts.filter(lambda text: text != "<<" and len(text) < 300)
"""Texts that YAML takes for a key: a merge key is none, and a key has at most 1024 characters."""

names: Final = st.sampled_from(["no", "null", "1", "2024-01-15", "a.b_c-d"]) | st.from_regex(
    r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True
)
numbers: Final = st.sampled_from(["0", "1", "-2", "366", "0.50", "1e3", "-0", "1.5E-2", "9" * 30])
dates: Final = st.sampled_from(["2017", "2017-12", "2017-12-31", "2024-02-29"])


def _folded(text: str) -> str:
    return caseless_form(clean_line(text))


def _several(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique_by=_folded)


@st.composite
def _choice(draw: st.DrawFn, text: str) -> Tree:
    match draw(st.integers(0, 3)):
        case 0:
            return Mapping([["text", text], ["feedback", draw(texts)]])
        case 1:
            return Mapping([["text", text]])
        case _:
            return text


@st.composite
def _choices(draw: st.DrawFn, answers: int) -> list[list[Tree]]:
    """Return the pairs of a choice question; no `answers` means exactly one."""
    said = draw(_several(max(answers, 1) + 1, max(answers, 1) + 4))
    right, wrong = said[: answers or 1], said[answers or 1 :]
    written = [draw(_choice(text)) for text in right]
    pairs: list[list[Tree]] = [["answers", written] if answers else ["answer", written[0]]]
    pairs.append(["distractors", [draw(_choice(text)) for text in wrong]])
    if draw(st.booleans()):
        pairs.append(["sequence", draw(st.permutations(said))])
    return pairs


_plain_parts: Final = texts.filter(lambda text: not re.search(r"[{}|\\]", text))


@st.composite
def _cloze(draw: st.DrawFn) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        parts.append(draw(st.sampled_from(["", " ", "\\{{ x }} "]) | _plain_parts))
        answers = draw(st.lists(_plain_parts, min_size=1, max_size=2))
        parts.append("{{" + "|".join(answers) + "}}")
    return "".join((*parts, draw(st.just("") | _plain_parts)))


@st.composite
def _own_fields(draw: st.DrawFn, kind: str) -> list[list[Tree]]:
    flag = st.sampled_from(["true", "false", "True", "FALSE"])
    pairs: list[list[Tree]] = []
    match kind:
        case "single":
            pairs = draw(_choices(0))
        case "multiple":
            pairs = draw(_choices(draw(st.integers(1, 3))))
        case "true-false":
            pairs = [["answer", draw(flag)]]
        case "number":
            pairs = [["answer", draw(numbers)], ["tolerance", draw(numbers.filter(lambda text: text[0] != "-"))]]
            pairs += [["unit", draw(texts)]] if draw(st.booleans()) else []
        case "text":
            pairs = [["answers", draw(_several(1, 3))], ["case_sensitive", draw(flag)], ["typos", "1"]]
        case "list":
            answers = draw(_several(1, 3))
            pairs = [["answers", [answers[0], *([one] for one in answers[1:])]], ["need", "1"], ["accents", draw(flag)]]
        case "open":
            pairs = [["answer", draw(texts)], ["rubric", draw(_several(1, 3))]]
        case "order":
            pairs = [["items", draw(_several(3, 9))]]
        case "match":
            lefts = draw(st.lists(keys, min_size=2, max_size=4, unique_by=_folded))
            rights = draw(_several(len(lefts), len(lefts) + 2))
            joined: list[list[Tree]] = [[left, right] for left, right in zip(lefts, rights, strict=False)]
            pairs = [["pairs", Mapping(joined)], ["distractors", rights[len(lefts) :]]]
        case "classify":
            items = draw(_several(2, 5))
            pairs = [["categories", Mapping([["one", items[:1]], [draw(keys) + " two", items[1:]]])]]
        case "cloze":
            pairs = [["text", draw(_cloze())], ["typos", draw(st.sampled_from(["0", "3"]))]]
    return pairs


@st.composite
def questions(draw: st.DrawFn, name: str, kind: str) -> Mapping:
    """Build a question without a fault."""
    pairs: list[list[Tree]] = [["id", name], ["type", kind], ["prompt", draw(texts)], *draw(_own_fields(kind))]
    more: dict[str, st.SearchStrategy[Any]] = {
        "hint": texts,
        "explanation": texts,
        "difficulty": st.sampled_from(["easy", "medium", "hard"]),
        "tags": st.lists(texts, max_size=2),
        "points": st.sampled_from(["1", "0.5", "1000", "2e2"]),
        "group": names,
        "as_of": dates,
        "valid_until": st.dates().map(date.isoformat),
        "sources": st.lists(texts | texts.map(lambda text: Mapping([["ref", text], ["locator", "p. 1"]])), max_size=2),
        "lint": st.just(Mapping([["ignore", ["F006", "B040"]], ["reason", "Because."]])),
    }
    extras = draw(st.lists(st.sampled_from(sorted(more)), max_size=4, unique=True))
    pairs += [[extra, draw(more[extra])] for extra in extras]
    return Mapping(draw(st.permutations(pairs)) if draw(st.booleans()) else pairs)


@st.composite
def banks(draw: st.DrawFn, most: int = 4) -> Mapping:
    """Build a bank without a fault."""
    ids = draw(st.lists(names, min_size=1, max_size=most, unique=True))
    kinds = [draw(st.sampled_from(list(QUESTION_TYPES))) for _ in ids]
    asked = [draw(questions(name, kind)) for name, kind in zip(ids, kinds, strict=True)]
    pairs: list[list[Tree]] = [["id", draw(names)], ["title", draw(texts)], ["questions", asked]]
    more: dict[str, st.SearchStrategy[Any]] = {
        "topic": texts,
        "description": texts,
        "language": st.sampled_from(["en", "de", "fr-CH", "xx", "no"]),
        "authors": st.lists(texts, max_size=2),
        "license": texts,
        "updated": dates,
        "references": texts.filter(lambda text: "," not in text).map(
            lambda text: [Mapping([["id", text], ["title", text], ["volume", "7"], ["URL", "https://example.org/"]])]
        ),
    }
    for extra in draw(st.lists(st.sampled_from(sorted(more)), max_size=3, unique=True)):
        pairs.insert(draw(st.integers(0, len(pairs))), [extra, draw(more[extra])])
    return Mapping(pairs)


# What a valid bank should come back as

_PROSE: Final = frozenset({"prompt", "hint", "explanation", "feedback"})


def plain(tree: Tree) -> Any:
    """Return a tree as plain data."""
    if isinstance(tree, Mapping):
        return {str(key): plain(value) for key, value in tree.pairs}
    return [plain(entry) for entry in tree] if isinstance(tree, list) else str(tree)


def expected(question: dict[str, Any]) -> Question:
    """Return the question that plain data says, each text as the format tidies it."""
    prose, rows = _PROSE | {"text"}, {"answer", "answers", "distractors", "sequence", "items", "pairs", "categories"}
    if question["type"] in {"text", "list"}:
        rows = set()
    elif question["type"] == "open":
        prose, rows = prose | {"answer"}, {"rubric"}
    data = {
        name: clean(value).strip() if name in prose else _tidied(value, keeps_lines=name in rows)
        for name, value in question.items()
    }
    return msgspec.convert(data, Question, strict=False)  # type: ignore[no-any-return]


def _tidied(value: Any, *, keeps_lines: bool) -> Any:
    if isinstance(value, dict):
        return {
            clean_line(key): clean(entry).strip() if key == "feedback" else _tidied(entry, keeps_lines=keeps_lines)
            for key, entry in value.items()
        }
    if isinstance(value, list):
        return [_tidied(entry, keeps_lines=keeps_lines) for entry in value]
    lines = clean(value).strip()
    return lines if keeps_lines and "\n" in lines else clean_line(value)


# Banks that are nearly valid

FIELDS: Final = (
    *("id", "title", "questions", "topic", "language", "authors", "updated", "references", "lint", "ignore", "reason"),
    *(
        "type",
        "prompt",
        "difficulty",
        "tags",
        "points",
        "group",
        "hint",
        "explanation",
        "sources",
        "as_of",
        "valid_until",
        "ref",
    ),
    *("answer", "answers", "distractors", "sequence", "tolerance", "unit", "case_sensitive", "typos", "items", "pairs"),
    *("categories", "text", "feedback", "locator", "URL", "issued", "date-parts", "author", "promt", "anwser", " id"),
)
_raw: Final = st.sampled_from(
    [
        *(
            "&a x",
            "*a",
            "!!str x",
            "!x y",
            "{{x}}",
            "@x",
            "`x",
            "%x",
            "|",
            ">+",
            "'open",
            '"open',
            '"\\d"',
            "[",
            "{",
            "]",
        ),
        *(
            "a: b: c",
            "- x",
            "\tx",
            "~",
            "null",
            "{a: 1, a: 2}",
            "<<",
            "# x",
            "",
            "x # y",
            "--- x",
            "? x",
            "{? [a] : b}",
        ),
        *(
            "{<<: *a}",
            "[a, , b]",
            "{a, b}",
            "'a' b",
            "x  ",
            "' x '",
            '" x"',
            "|2\n   x\n  y",
            "&a [*a]",
            "{a: &b {c: *b}}",
        ),
    ]
).map(Raw)
_odd_values: Final = (
    texts
    | st.sampled_from(["", "true", "nan", "1e999", "-1", "4", "easy", "F999", "single", "cloze", "x2", "x²", "{{a}}"])
    | st.sampled_from(
        ["+5", ".5", "1.", "１", "0x10", "010", "1 000", "1,5", "-0", "2017-13", "2017-02-30", "20170101"]
    )
    | st.sampled_from(["yes", "off", "Y", "tRuE", "0", "N"])
    | numbers
    | _raw
)
junk: Final[st.SearchStrategy[Tree]] = st.recursive(
    _odd_values,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(st.tuples(st.sampled_from(FIELDS) | _odd_values | inner, inner).map(list), max_size=3).map(Mapping)
    ),
    max_leaves=5,
)


_nothing: Final[st.SearchStrategy[Tree]] = (
    st.sampled_from([Raw(""), "", Raw("~")]) | st.builds(list) | st.builds(Mapping)
)


class _Place(NamedTuple):
    """An entry of a list, or the pair at a place of a mapping."""

    owner: Any
    at: int

    @property
    def tree(self) -> Tree:
        found: Tree = self.owner.pairs[self.at][1] if isinstance(self.owner, Mapping) else self.owner[self.at]
        return found

    def put(self, tree: Tree) -> None:
        if isinstance(self.owner, Mapping):
            self.owner.pairs[self.at][1] = tree
        else:
            self.owner[self.at] = tree

    @property
    def siblings(self) -> list[Any]:
        return self.owner.pairs if isinstance(self.owner, Mapping) else self.owner


def _places(tree: Tree) -> Iterator[_Place]:
    entries = [pair[1] for pair in tree.pairs] if isinstance(tree, Mapping) else tree if isinstance(tree, list) else []
    for at, entry in enumerate(entries):
        yield _Place(tree, at)
        yield from _places(entry)


def _deep(tree: Tree, levels: int) -> Tree:
    for level in range(levels):
        tree = [tree] if level % 2 else Mapping([["a", tree]])
    return tree


def _misspelt(draw: st.DrawFn, place: _Place) -> None:
    if not isinstance(place.owner, Mapping):
        place.put(draw(junk))
        return
    pair = place.owner.pairs[place.at]
    key = str(pair[0]) if isinstance(pair[0], str) else "x"
    at = draw(st.integers(0, max(0, len(key) - 1)))
    pair[0] = draw(st.sampled_from([key[:at] + key[at + 1 :], key.upper(), key + " ", key[:at] + "x" + key[at:], ""]))


def _respelt(draw: st.DrawFn, place: _Place) -> None:
    if isinstance(text := place.tree, str):
        place.put(draw(st.sampled_from([unicodedata.normalize("NFKC", text), text.swapcase(), f" {text}", f"{text}²"])))


_CHANGES: Final[dict[str, Callable[[st.DrawFn, _Place], None]]] = {
    "another value": lambda draw, place: place.put(draw(junk)),
    "gone": lambda _, place: place.siblings.pop(place.at) and None,
    "twice": lambda _, place: place.siblings.append(copy.deepcopy(place.siblings[place.at])),
    "another name": _misspelt,
    "one more": lambda draw, place: place.siblings.append(
        [draw(st.sampled_from(FIELDS) | texts), draw(junk)] if isinstance(place.owner, Mapping) else draw(junk)
    ),
    "in a list": lambda _, place: place.put([place.tree]),
    "in a mapping": lambda draw, place: place.put(Mapping([[draw(st.sampled_from(FIELDS)), place.tree]])),
    "nothing": lambda draw, place: place.put(draw(_nothing)),
    "another spelling": _respelt,
    "deep": lambda draw, place: place.put(_deep(place.tree, draw(st.sampled_from([3, 12, 25])))),
}


@st.composite
def near_banks(draw: st.DrawFn, most: int = 3) -> Mapping:
    """Build a bank with some of its parts changed, left out, misspelt or made something else."""
    bank = copy.deepcopy(draw(banks(most)))  # parts of it are shared between examples
    _change(draw, bank)
    return bank


def _change(draw: st.DrawFn, tree: Tree) -> None:
    for _ in range(draw(st.integers(0, 4))):
        places = list(_places(tree))
        if not places:
            break
        place = places[draw(st.integers(0, len(places) - 1))]
        _CHANGES[draw(st.sampled_from(sorted(_CHANGES)))](draw, place)


@st.composite
def near_sources(draw: st.DrawFn) -> Written:
    """Write a list of sources that is nearly valid."""
    parts = draw(st.lists(st.sampled_from(["2006", "10", "14", "c.", "-1", "99999"]), max_size=4))
    fields: dict[str, st.SearchStrategy[Tree]] = {
        "author": texts | st.just([Mapping([["family", "Kim"], ["given", "Min"]]), Mapping([["literal", "UN"]])]),
        "issued": dates | st.just(Mapping([["date-parts", [parts, parts[:1]]], ["circa", "true"]])),
        "accessed": texts | st.just([Mapping([["year", "2006"], ["month", "8"]])]),
        "URL": st.sampled_from(["https://example.org/", "javascript:alert(1)", "http://", "HTTPS://x"]) | texts,
        "note": texts,
        "container-title": junk,
    }
    entries: list[Tree] = []
    for name in draw(st.lists(texts, min_size=1, max_size=3)):
        pairs: list[list[Tree]] = [["id", name], ["title", draw(texts)]]
        pairs += [[field, draw(fields[field])] for field in draw(st.lists(st.sampled_from(sorted(fields)), max_size=3))]
        entries.append(Mapping(pairs))
    tree: Tree = Mapping([["references", entries]]) if draw(st.booleans()) else entries
    tree = copy.deepcopy(tree)
    _change(draw, tree)
    return written(tree, draw(tapes), draw(newlines), draw(marks))


_SLIPS: Final = ("", " ", "  ", "\t", "# c", "---", "...", "&a ", "- ", "\xa0", "}", "'")


@st.composite
def near_files(draw: st.DrawFn, most: int = 3) -> Written:
    """Write a bank that is nearly valid, here and there with a slip of the hand at the start or end of a line."""
    newline = draw(newlines)
    file = written(draw(near_banks(most)), draw(tapes), newline)
    lines = file.text.split(newline)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines) - 1))
        slip = draw(st.sampled_from(_SLIPS))
        lines[at] = draw(st.sampled_from([slip + lines[at], lines[at] + " " + slip, lines[at] + newline + slip]))
    text = newline.join(lines)
    return Written(text, (draw(marks) + text).encode())


@st.composite
def sloppy_files(draw: st.DrawFn, most: int = 3) -> Written:
    """Write a valid bank with what `--fix` mends: spaces at the end of lines, padding, misspelt fields, no id."""
    newline = draw(newlines)
    bank = copy.deepcopy(draw(banks(most)))
    asked = next(value for name, value in bank.pairs if name == "questions" and isinstance(value, list))
    for question in draw(st.lists(st.sampled_from(asked), max_size=2)):
        pair = question.pairs[draw(st.integers(0, len(question.pairs) - 1))]
        match draw(st.integers(0, 3)):
            case 0:
                question.pairs = [pair for pair in question.pairs if pair[0] != "id"]
            case 1:
                pair[0] = f"{pair[0]}s"
            case 2 if isinstance(pair[1], str):
                pair[1] = f" {pair[1]} "
            case _ if isinstance(pair[1], str):
                pair[1] = Raw(pair[1].replace("\n", " "))
    file = written(bank, draw(tapes), newline)
    lines = file.text.split(newline)
    for at in draw(st.lists(st.integers(0, len(lines) - 1), max_size=3)):
        lines[at] += draw(st.sampled_from([" ", "  ", " \t"]))
    text = newline.join(lines)
    return Written(text, (draw(marks) + text).encode())
