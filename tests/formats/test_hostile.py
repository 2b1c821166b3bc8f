"""Files made to do harm: refused or harmless, within bounded memory and work, and nothing leaves the folder."""

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import Any, Final

import pytest

from quiz.formats.sheets import xlsx_bytes

MEMORY: Final = 1 << 29
WORK: Final = 240
"""Bytes of memory and seconds of the processor for all of the files together: one that never ends takes more."""

IMPORT: Final = """
import json, sys
from pathlib import Path
from quiz.formats.decoding import UnknownEncoding
try:
    import resource
except ImportError:  # Windows knows no such bounds
    resource = None
from quiz.authoring.importing import ImportOptions, ImportProblem, planned, written
from quiz.files import FileProblem
if resource:
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)
told = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        plan = planned(path, ImportOptions(folder=path.parent.parent / "banks", form=path.name.partition(".")[2]))
        written(plan)
        losses = [loss.code for bank in plan.banks for loss in bank.content.losses if loss.kind == "lost"]
        told[path.name] = [sum(len(bank.content.questions) for bank in plan.banks)]
        told[path.name] += sorted({*losses, *(fault.code for fault in plan.all_faults)})
    except (FileProblem, ImportProblem, UnknownEncoding) as problem:
        told[path.name] = [0, type(problem).__name__]
print(json.dumps(told))
"""

TRUTH: Final = (
    '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    "</question></quiz>"
)


def moodle(text: str, *, head: str = "", kind: str = "truefalse", answers: str = TRUTH) -> bytes:
    asked = f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<?xml version="1.0"?>\n{head}<quiz><question type="{kind}">{asked}{answers}'.encode()


ENTITIES: Final = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
BOMB: Final = f'<!DOCTYPE quiz [<!ENTITY e0 "ha">{ENTITIES}]>'
EXTERNAL: Final = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ITEM: Final = (
    '<assessmentItem identifier="i" title="t"><responseDeclaration identifier="R" cardinality="single" '
    'baseType="identifier"><correctResponse><value>a</value></correctResponse></responseDeclaration><itemBody>'
    '<choiceInteraction responseIdentifier="R"><prompt>Q?</prompt><simpleChoice identifier="a">a</simpleChoice>'
    '<simpleChoice identifier="b">b</simpleChoice></choiceInteraction></itemBody></assessmentItem>'
)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def claiming(size: int, name: str) -> bytes:
    """Return a package whose directory says of its member that it has so many bytes; it has a mebibyte."""
    data = bytearray(packed({name: bytes(1 << 20)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(data)


def poisoned(script: str, media: str = "{}", **files: bytes) -> bytes:
    """Return an Anki package whose database was made by a script."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(
            "CREATE TABLE col (models, decks); CREATE TABLE cards (nid, did, ord);"
            """INSERT INTO col VALUES ('{"1": {"name": "Basic", "type": 0}}', '{"1": {"name": "D"}}');""" + script
        )
        database.commit()
        return packed({"collection.anki2": database.serialize(), "media": media, **files})


with zipfile.ZipFile(io.BytesIO(xlsx_bytes([["question", "answer"], ["Q?", "a"]], "S"))) as _sheet:
    SHEET: Final = {name: _sheet.read(name) for name in _sheet.namelist()}
NOTES: Final = "CREATE TABLE notes (id, mid, tags, flds);"
MADE: Final = "CREATE TABLE notes (id, mid, tags, flds AS ("
CHOICES: Final = 250_000
SLIPS: Final = ("../../evil.xml", "/evil.xml", "..\\evil.xml", "C:\\evil.xml", "con.xml", "a/../../evil.xml", "nul")

PIECES: Final[tuple[tuple[str, list[Any]], ...]] = (
    *((piece, [1]) for piece in ("<![", "&lt;", "&", "*_`[", "$")),
    *((piece, [0, "too-large"]) for piece in ("<a ", "<!--", "<p>", "<table><tr><td>x", "<ul><li>")),
)
"""What stands 24 KB long in a text, and what is told."""


def repeated(piece: str) -> bytes:
    return moodle("Q? " + piece * (24_000 // len(piece)))


FILES: Final[dict[str, tuple[Callable[[], bytes], list[Any]]]] = {
    # XML
    "bomb.moodle-xml": (lambda: moodle("&e9;", head=BOMB), [0, "doctype"]),
    "outside.moodle-xml": (lambda: moodle("&x;", head=EXTERNAL), [0, "doctype"]),
    "bomb.qti": (lambda: packed({"i.xml": f"{BOMB}<assessmentItem/>", "good.xml": ITEM}), [1, "doctype"]),
    "deep.moodle-xml": (lambda: b"<quiz>" + b"<question>" * 100_000, [0, "too-large"]),
    "declared.moodle-xml": (lambda: b'<?xml version="1.0" encoding="utf-7"?><quiz/>', [0, "UnknownEncoding"]),
    # Texts of HTML
    **{f"html{at}.moodle-xml": (partial(repeated, piece), told) for at, (piece, told) in enumerate(PIECES)},
    # Packages
    "slip.qti": (lambda: packed(dict.fromkeys(SLIPS, ITEM) | {"good.xml": ITEM}), [1, "unsafe-file-name"]),
    "zeros.qti": (lambda: claiming(600 << 20, "i.xml"), [0, "too-large"]),
    "liar.qti": (lambda: claiming(1, "i.xml"), [0, "not-a-package"]),
    "zeros.xlsx": (lambda: claiming(100 << 20, "xl/workbook.xml"), [0, "too-large"]),
    "liar.xlsx": (lambda: claiming(1, "xl/workbook.xml"), [0, "not-a-package"]),
    "many.qti": (lambda: packed({f"{at}.xml": "" for at in range(10_001)}), [0, "too-large"]),
    # Choices without end
    "choices.gift": (lambda: b"Q? {=a" + b"~b" * CHOICES + b"}", [0, "too-large"]),
    "choices.csv": (lambda: b"question" + b",a" * CHOICES + b"\nQ?" + b",x" * CHOICES, [0, "no-key"]),
    "choices.yaml": (
        lambda: b'[{"question":"Q?","answer":"a","options":[' + b'"a",' * 100_000 + b'"b"]}]',
        [0, "too-large"],
    ),
    "choices.aiken": (lambda: b"Q?\n" + b"A) a\n" * CHOICES + b"ANSWER: A\n", [0, "letters-out-of-order", "too-large"]),
    "choices.moodle-xml": (
        lambda: moodle("Q?", kind="multichoice", answers="<answer/>" * CHOICES + "</question></quiz>"),
        [0, "too-large"],
    ),
    "gaps.moodle-xml": (
        lambda: moodle("{1:SA:=a}" * 20_000, kind="cloze", answers="</question></quiz>"),
        [0, "too-large"],
    ),
    # Databases
    "view.anki": (lambda: poisoned("CREATE VIEW notes AS SELECT 1"), [0, "not-a-package"]),
    "endless.anki": (
        lambda: poisoned(
            NOTES + "CREATE VIEW decks AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) "
            "SELECT x AS id, x AS name FROM n; INSERT INTO notes VALUES (1, 1, '', 'a' || char(31) || 'b')"
        ),
        [1],
    ),
    "swollen.anki": (
        lambda: poisoned(MADE + "hex(zeroblob(40000000)))); INSERT INTO notes VALUES (1, 1, '')"),
        [0, "not-a-package"],
    ),
    "names.anki": (
        lambda: poisoned(
            NOTES + """INSERT INTO notes VALUES (1, 1, '', '<img src="../../evil.png">Q?' || char(31) || 'b');""",
            media='{"0": "../../evil.png", "../../evil": "evil.png"}',
            **{"0": b"\x89PNG\r\n\x1a\n"},
        ),
        [1, "image"],
    ),
    # What a program might run
    "formula.csv": (lambda: b"question,answer\n=1+1,=cmd|' /C calc'!A0\n", [1]),
    "macro.xlsx": (lambda: packed({**SHEET, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), [1]),
    "run.text2qti": (
        lambda: b"```{.python .run}\nopen('evil', 'w')\n```\n\n1. Q?\n*a) a\nb) b\n",
        [1, "executable-block"],
    ),
    "tags.yaml": (lambda: b"- question: !!python/object/apply:os.system [evil]\n  answer: a\n", [0, "empty-prompt"]),
    "aliases.yaml": (
        lambda: b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nquestions: [*b,*b,*b,*b,*b]\n",
        [0, "no-columns"],
    ),
    "deep.yaml": (lambda: b"[" * 100_000, [0, "not-well-formed"]),
}
"""Each file by its name and its format: how it is made, how many questions it gives, and what is told."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Import all files in a process of their own, with bounds; return what is told of each."""
    home = tmp_path_factory.mktemp("hostile")
    (home / "files").mkdir()
    for name, (make, _) in FILES.items():
        (home / "files" / name).write_bytes(make())
    command = [sys.executable, "-c", IMPORT, str(home / "files"), str(MEMORY), str(WORK)]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert sorted(one.name for one in home.iterdir()) == ["banks", "files"]
    assert {one.suffix for one in (home / "banks").iterdir()} <= {".yaml", ".assets"}
    assert not any("evil" in one.name and one.parent.suffix != ".assets" for one in home.rglob("*"))
    found: dict[str, list[Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_harmless(name: str, told: dict[str, list[Any]]) -> None:
    assert told[name] == FILES[name][1]
