"""What a file of questions is, by its content and then by its name. Nothing of a format is loaded for it."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from quiz.formats.sheets import SEPARATOR_LINE

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES: Final[dict[str, tuple[str, ...]]] = {
    "gift": (".gift",),
    "moodle-xml": (".xml",),
    "aiken": (".aiken",),
    "qti": (".imscc", ".qti", ".zip"),
    "anki": (".apkg", ".colpkg"),
    "anki-text": (),
    "csv": (".csv", ".tsv"),
    "xlsx": (".xlsx", ".xlsm"),
    "kahoot": (),
    "respondus": (),
    "mkdocs-quiz": (),
    "quizdown": (),
    "text2qti": (),
    "yaml": (".json", ".yaml", ".yml"),
}
"""Every format that can be read, with the ends of names that mean it where the content says nothing."""

SHARED: Final = "bank"
"""What a package of this program's own is: banks, with their pictures."""
_SAVED_AS: Final[dict[str, str]] = {
    **dict.fromkeys((".xls", ".ods", ".numbers"), "XLSX or CSV"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pdf", ".pages"), "plain text, in a form that the guide shows"),
    **dict.fromkeys((".mbz", ".h5p"), "Moodle XML, with “Export” of the question bank"),
}
"""In what a file of another program has to be saved to be read, by the end of its name."""
_OF_OFFICES: Final = frozenset({"[Content_Types].xml", "mimetype"})
"""Members of the packages of office programs, which are no QTI."""

_LOOKED_AT: Final = 1 << 18
"""Bytes of a file, or of a member of a package, that are looked at."""

_TAG: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_SPACE: Final = re.compile(r"\s*")
_PROLOG: Final = (("<!--", "-->"), ("<?", "?>"))
_QTI_ROOTS: Final = frozenset({"questestinterop", "assessmentItem", "assessmentTest", "manifest"})


def recognised(data: bytes, name: str) -> tuple[str, ...]:
    """Return the formats that a file with this content and name may have: one where it is clear, none where unknown.

    Its content comes first; its name decides between several, and where the content says nothing.
    """
    named = tuple(form for form, ends in SUFFIXES.items() if PurePath(name).suffix.lower() in ends)
    found = _of_content(data)
    if not found and not named and _is_tabbed(_start(data)):
        return ("anki-text",)
    if len(found) == 1 or not named:
        return found
    return tuple(form for form in found if form in named) or found or named


def advice_for(name: str) -> str:
    """Return what to do with a file of a program that is known and not read; nothing where it is not known either."""
    suffix = PurePath(name).suffix.lower()
    return f"save it as {_SAVED_AS[suffix]}" if suffix in _SAVED_AS else ""


def _of_content(data: bytes) -> tuple[str, ...]:
    if data.startswith(b"PK"):
        form = _of_package(data)
        return (form,) if form else ()
    text = _start(data)
    root = _root_of(text)
    if root is not None and not _is_mkdocs(text):
        is_qti = root in _QTI_ROOTS or root.startswith("qti-")
        return ("qti",) if is_qti else ("moodle-xml",) if "<?xml" in text[:99] or _is_moodle(text) else ()
    return tuple(form for form, fits in _TEXTS.items() if fits(text))


def _start(data: bytes) -> str:
    """Return the beginning of a text, its line ends as newlines, whatever letters its encoding gives it."""
    head = data[:_LOOKED_AT]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _root_of(text: str) -> str | None:
    """Return the local name of the first tag of a text that begins as XML does, else None."""
    at = 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty text too
        ends = next((end for start, end in _PROLOG if text.startswith(start, at)), None)
        if text.startswith("<!DOCTYPE", at):
            ends = "]>" if 0 <= text.find("[", at) < text.find(">", at) else ">"
        if ends is None:
            tag = _TAG.match(text, at)
            return tag[1] if tag else None
        found = text.find(ends, at)
        if found < 0:
            return None
        at = found + len(ends)


def _of_package(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if any(name.startswith("collection.anki2") for name in names):
                return "anki"
            if any(name.startswith("xl/") for name in names):
                return "kahoot" if _is_kahoot(package) else "xlsx"
            if not _OF_OFFICES.isdisjoint(names):
                return None
            if any(name.lower().endswith((".xml", ".qti")) for name in names):
                return "qti"
            return SHARED if any(name.endswith((".yaml", ".yml")) for name in names) else None
    except Exception:  # noqa: BLE001 - zlib, bz2 and lzma each have an error of their own
        return None


def _is_kahoot(package: zipfile.ZipFile) -> bool:
    for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        if name in package.namelist():
            with package.open(name) as member:
                text = member.read(_LOOKED_AT).decode("utf-8", "replace").lower()
                if all(word in text for word in _KAHOOT):
                    return True
    return False


_KAHOOT: Final = ("answer 1", "answer 2", "time limit")
"""Words of the header of Kahoot's own sheet."""


# Texts


def _has(pattern: str) -> Callable[[str], bool]:
    return _all(pattern)


def _all(*patterns: str) -> Callable[[str], bool]:
    """Return a test whether each pattern matches somewhere, `^` at the start of a line."""
    searches = tuple(re.compile(pattern, re.MULTILINE).search for pattern in patterns)
    return lambda text: all(search(text) is not None for search in searches)


_is_mkdocs: Final = _has(r"^<quiz>[ \t]*\n(?![ \t\n]*<)|^<\?quiz\?>")
_is_moodle: Final = _has(r"<(?:quiz|question)\b")
_has_numbers: Final = _has(r"^\d+\.")
_is_numbered: Final = _all(r"^\d+[.)]", r"^\*?[A-Za-z][.)]")
_is_aiken: Final = _all(r"^(?i:answer)\s*:", r"^[A-Za-z0-9][.)]\s")
_is_quizdown: Final = _all(r"^#{1,6} \S", r"^(?:\d+[.)]|[-*+]) \S")
_has_text2qti_marks: Final = _has(
    r"^(?:Quiz (?:title|description):|GROUP$|END_GROUP|Points per question:|Text(?: title)?:|\[[* ]\]\s|\.\.\.\s"
    r"|=\s{2,}|!\s{2,}|\*\s{2,}|____|\^\^\^\^|```\{\.)"
)
_has_respondus_marks: Final = _has(r"^(?:Type:|Answers:\s*$|@\s|\*?[A-Za-z]\.\s|\d+\)\s)")
_DELIMITERS: Final = re.compile(r"[,;\t|]")
_PROMPTS: Final = frozenset({"prompt", "question", "question text", "front"})
_is_old_anki: Final = re.compile(
    r"\A#(?:separator|html|notetype|deck|tags|columns|guid|if matches|[\w ]+ column):", re.IGNORECASE
)
_has_gift_marks: Final = _has(
    r"^::.*?::|^\$CATEGORY:|(?<!\{)\{\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\s*[#}]|%-?\d)|(?<!\{)\{\d*:[A-Z]+:"
)
_is_json: Final = re.compile(r"\s*(?:\[\s*[{\]]|\{\s*\")").match
_is_yaml_key: Final = re.compile(r"(?:-\s+)?[\"']?[A-Za-z_][\w -]*[\"']?\s*:(?:\s|\Z)|-\s*\Z|%YAML|---").match
_has_questions: Final = _has(r"^\s*(?:-\s+)?[\"']?(?i:questions?|prompt)[\"']?\s*:(?:\s|\Z)")


def _columns(text: str) -> set[str]:
    """Return the names in the first line of a table, folded; none where it has a single column."""
    said = SEPARATOR_LINE.match(text)
    head = text[said.end() if said else 0 :].partition("\n")[0]
    cells = [cell.strip().strip('"').strip().casefold() for cell in _DELIMITERS.split(head)]
    return set(cells) if len(cells) > 1 else set()


def _is_tabbed(text: str) -> bool:
    """Tell whether each line has the same number of tabs: cards without a head, as Anki and Quizlet write them."""
    return len(tabs := {line.count("\t") for line in text.split("\n") if line.strip()}) == 1 and tabs != {0}


def _is_old_kahoot(text: str) -> bool:
    return {"answer1", "answer2"} <= {cell.replace(" ", "") for cell in _columns(text)}


def _is_foreign_yaml(text: str) -> bool:
    if _is_json(text):
        return True
    first = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    return _is_yaml_key(first) is not None and _has_questions(text)


def _is_text2qti(text: str) -> bool:
    if not _has_numbers(text):
        return False
    return _has_text2qti_marks(text) or (_is_numbered(text) and not _has_respondus_marks(text))


def _is_respondus(text: str) -> bool:
    return _is_numbered(text) and not _has_text2qti_marks(text) and not _is_aiken(text)


_TEXTS: Final[dict[str, Callable[[str], bool]]] = {
    "anki-text": lambda text: _is_old_anki.match(text) is not None,
    "kahoot": _is_old_kahoot,
    "csv": lambda text: bool(_columns(text) & _PROMPTS) and not _is_old_kahoot(text),
    "mkdocs-quiz": _is_mkdocs,
    "quizdown": lambda text: not _is_mkdocs(text) and _is_quizdown(text),
    "aiken": _is_aiken,
    "text2qti": lambda text: not _is_aiken(text) and _is_text2qti(text),
    "respondus": _is_respondus,
    "gift": lambda text: _has_gift_marks(text) and _is_old_anki.match(text) is None,
    "yaml": _is_foreign_yaml,
}
