"""Compares the reports of the importer with those that a set of files must give.

`python -m tests.formats.development FOLDER [FORMAT]`: FOLDER has a folder a format, and beside each file `NAME` its
report, `NAME.expected.json`. Prints what differs, and how many reports are equal, format by format.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from quiz.authoring.importing import ImportOptions, ImportProblem, Plan, planned
from quiz.files import FileProblem
from quiz.formats.records import json_value
from quiz.formats.registry import FORMATS

EXTENSIONS: Final = {
    *(
        "markup",
        "near",
        "feedback",
        "credit",
        "gap choices",
        "open",
        "multiple without distractors",
        "answers",
        "image",
    ),
}
"""The extensions of the bank format that stand, of those that the reports name."""
_BESIDE: Final = {"line", "extension", "prompt_markdown", "name", "category", "member", "id"}


def expectations(folder: Path, form: str = "*") -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give each file of a set with its report."""
    for report in sorted(folder.glob(f"{form}/*.expected.json")):
        yield report.with_name(report.name.removesuffix(".expected.json")), json.loads(report.read_text("utf-8"))


def differences(path: Path, wanted: Mapping[str, Any], folder: Path) -> list[str]:
    """Return what differs between the report of a file and the one that it must give; nothing where they are equal."""
    pairs = [argument.partition("=")[::2] for argument in wanted.get("args", ())[1::2]]
    columns = {field: tuple(names.split(",")) for field, names in pairs}
    try:
        plan = planned(path, ImportOptions(folder=folder, columns=columns))
    except (ImportProblem, FileProblem, KeyError) as problem:
        return [f"{type(problem).__name__}: {problem}"]
    found: list[str] = []
    status = 2 if plan.unreadable else 1 if plan.has_faults else 0
    if status != wanted["exit"]:
        found.append(f"exit {status} for {wanted['exit']}")
    return found + list(_told(plan, wanted)) + list(_questions(plan, wanted))


def _told(plan: Plan, wanted: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("losses", "faults"):
        entries = [*plan.faults] if kind == "faults" else []
        entries += [one for bank in plan.banks for one in (getattr(bank.content, kind))]
        got = Counter((one.place.line, one.place.member, one.code, _weight(one)) for one in entries)
        must: set[tuple[Any, ...]] = set()
        may: set[tuple[Any, ...]] = set()
        for one in wanted.get(kind, ()):
            key = (one["line"], one.get("member"), one["code"], one.get("kind") or one.get("severity"))
            (may if one.get("gone_with") in EXTENSIONS else must).add(key)
        yield from (f"{kind}: lacks {one}" for one in must - set(got))
        yield from (f"{kind}: has {one}" for one in set(got) - must - may)


def _weight(one: Any) -> str:
    return str(getattr(one, "kind", None) or one.severity)


def _questions(plan: Plan, wanted: Mapping[str, Any]) -> Iterator[str]:
    got = [(question, bank.content.markup) for bank in plan.banks for question in bank.content.questions]
    left = list(wanted.get("questions", ()))
    for question, markup in got:
        item, fields = question.item, question.fields
        match = next(
            (one for one in left if (one["line"], one.get("member")) == (item.place.line, item.place.member)), None
        )
        if match is None:
            if fields["type"] != "open":  # in place of a loss that is gone with the type
                yield f"line {item.place.line}: no question for {fields}"
            continue
        left.remove(match)
        expected = {name: value for name, value in match.items() if name not in _BESIDE} | _extension(match)
        if expected["type"] == "number" and "answers" in expected:
            del expected["answer"]
        if markup == "markdown" and "prompt_markdown" in match:
            expected["prompt"] = match["prompt_markdown"]
        if "id" in match:
            expected["id"] = match["id"]
        for name, value in (("name", item.name), ("category", item.category)):
            if name in match and match[name] != value:
                yield f"line {item.place.line}: {name} {value!r} for {match[name]!r}"
        if "image" in fields:
            fields = {**fields, "image": {**fields["image"], "file": fields["image"]["file"].rpartition("/")[2]}}
        for name, value in expected.items():
            if _folded(json_value(fields.get(name, [] if value == [] else None))) != _folded(value):
                yield f"line {item.place.line}: {name} {json_value(fields.get(name))!r} for {value!r}"
    yield from (f"line {one['line']}: lacks {one}" for one in left)


def _extension(match: Mapping[str, Any]) -> dict[str, Any]:
    return dict(match.get("extension", {}))


def _folded(value: Any) -> str:
    """Return a value as text in which ₂ and 2 are the same: a report may have either."""
    # A text is the same with marks of Markdown and without, and a formula in whichever marks it stands.
    text = re.sub(r"\\\\\((.*?)\\\\\)", r"$\1$", json.dumps(value, ensure_ascii=False))
    floats = json.loads(text.replace("**", ""), parse_int=float)
    return unicodedata.normalize("NFKC", json.dumps(floats, sort_keys=True, ensure_ascii=False))


def main(folder: Path, form: str = "*") -> int:
    equal: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path, wanted in expectations(folder, form):
        total[path.parent.name] += 1
        found = differences(path, wanted, Path("nowhere"))
        equal[path.parent.name] += not found
        for one in found:
            sys.stdout.write(f"{path.parent.name}/{path.name}: {one}\n")
    for name, number in total.items():
        sys.stdout.write(f"{name}: {equal[name]} of {number}\n")
    sys.stdout.write(f"all: {sum(equal.values())} of {sum(total.values())}\n")
    return 0 if equal == total else 1


if __name__ == "__main__":
    assert FORMATS
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
