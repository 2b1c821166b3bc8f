"""Anki: packages of three layouts, what is refused, the text that it exports, and the deck that is written."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
import zstandard

from quiz.authoring.exporting import exported
from quiz.formats.anki_collection import notes_of
from tests.formats.conftest import Plans, questions, told
from tests.formats.test_round_trip import EVERY_TYPE, bank_of

NOTES = [
    (1, 10, " rock old ", "Which <b>metal</b>?\x1firon"),
    (2, 11, "", "{{c1::Brass::alloy}} has {{c2::zinc}}.\x1fMore."),
    (3, 12, "", "Cu\x1fcopper"),
]


def collection(path: Path, *, in_tables: bool) -> bytes:
    """Return a database of notes, its types and decks in tables or as JSON."""
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE col (models, decks)")
        database.execute("CREATE TABLE notes (id, mid, tags, flds)")
        database.execute("CREATE TABLE cards (nid, did, ord)")
        models = {
            "10": {"name": "Basic", "type": 0},
            "11": {"name": "Cloze", "type": 1},
            "12": {"name": "Both", "type": 0},
        }
        decks = {"1": {"name": "A::B"}}
        database.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps(decks)))
        if in_tables:
            database.execute("CREATE TABLE notetypes (id, name, config BLOB)")
            database.execute("CREATE TABLE fields (ntid, ord, name)")
            database.execute("CREATE TABLE templates (ntid, ord, config BLOB)")
            rows = [(10, "Basic", b"\x08\x00"), (11, "Cloze", b"\x08\x01"), (12, "Both", b"\x1a\x01x")]
            database.executemany("INSERT INTO notetypes VALUES (?, ?, ?)", rows)
            database.execute("CREATE TABLE decks (id, name)")
            database.execute("INSERT INTO decks VALUES (1, 'A\x1fB')")
        database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", NOTES)
        database.executemany("INSERT INTO cards VALUES (?, 1, ?)", [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1)])
    database.close()
    return path.read_bytes()


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in members.items():
            made.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize("layout", [0, 2, 3])
def test_notes_of_every_layout_are_read_and_the_hint_to_update_never(layout: int, tmp_path: Path, plan: Plans) -> None:
    data = collection(tmp_path / "db", in_tables=layout == 3)
    hint = b"SQLite format 3\0 please update"
    made = {
        0: lambda: package(collection_anki2=data),
        2: lambda: package(meta=b"\x08\x02", collection_anki2=hint, collection_anki21=data),
        3: lambda: package(meta=b"\x08\x03", collection_anki2=hint, collection_anki21b=zstandard.compress(data)),
    }[layout]()
    found = plan(made, "deck.apkg")
    assert questions(found) == [
        {"type": "text", "tags": ["rock", "old"], "prompt": "Which **metal**?", "answers": ["iron"]},
        {"type": "cloze", "prompt": "B", "text": "{{Brass}} has {{zinc}}.", "explanation": "More."},
        {"type": "text", "prompt": "Cu", "answers": ["copper"]},
    ]
    assert told(found) == [(2, "gap-hint"), (3, "reversed-card")]
    assert [question.id for question in found.banks[0].content.questions] == ["n1", "n2", "n3"]
    assert found.banks[0].content.title == "B"


SIDES = "{{#Picture}}{{Picture}}{{/Picture}} {{ Question }} {{type:Answer}}", "{{FrontSide}}<hr>{{Answer}} {{Reading}}"


@pytest.mark.parametrize("layout", [0, 3])
def test_a_card_says_which_fields_it_asks_and_answers(layout: int, tmp_path: Path, plan: Plans) -> None:
    collection(tmp_path / "db", in_tables=layout == 3)
    names = ["Number", "Reading", "Answer", "Question"]
    with sqlite3.connect(tmp_path / "db") as database:
        database.execute("DELETE FROM notes")
        database.execute("INSERT INTO notes VALUES (4, 10, '', '17\x1fso\x1firon\x1fWhich metal?')")
        if layout == 3:
            rows = [(10, at, name) for at, name in enumerate(names)]
            database.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows)
            config = b"".join(
                bytes((number << 3 | 2, len(text))) + text.encode() for number, text in enumerate(SIDES, 1)
            )
            database.execute("INSERT INTO templates VALUES (10, 0, ?)", (config,))
        else:
            card = {"qfmt": SIDES[0], "afmt": SIDES[1]}
            model = {"name": "Own", "type": 0, "flds": [{"name": name} for name in names], "tmpls": [card]}
            database.execute("UPDATE col SET models = ?", (json.dumps({"10": model}),))
    database.close()
    data = (tmp_path / "db").read_bytes()
    packed = {"collection_anki2": data} if layout == 0 else {"collection_anki21b": zstandard.compress(data)}
    found = plan(package(**packed, **({"meta": b"\x08\x03"} if layout == 3 else {})), "deck.apkg")
    assert questions(found) == [{"type": "text", "prompt": "Which metal?", "answers": ["iron"]}]
    assert [loss.text for loss in found.banks[0].content.losses] == ["17", "so"]


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE other (x)",
        "CREATE TABLE col (models, decks); CREATE TABLE cards (nid, did, ord); CREATE VIEW notes AS SELECT 1",
        "CREATE TABLE col (models, decks); CREATE TABLE cards (nid); CREATE TABLE notes (id)",
    ],
)
def test_a_poisoned_database_is_refused(script: str, tmp_path: Path, plan: Plans) -> None:
    with sqlite3.connect(tmp_path / "db") as database:
        database.executescript(script)
    database.close()
    found = plan(package(collection_anki2=(tmp_path / "db").read_bytes()), "deck.apkg")
    assert found.unreadable
    assert [fault.code for fault in found.all_faults] == ["not-a-package"]


def test_what_is_no_package_or_no_database_is_refused(plan: Plans) -> None:
    for data in (b"PK no", package(meta=b"\x08\x03", collection_anki21b=b"no"), package(collection_anki2=b"no")):
        assert plan(data, "deck.apkg").unreadable


def test_a_deck_holds_every_question_with_a_lasting_name(tmp_path: Path) -> None:
    bank = bank_of(EVERY_TYPE.replace("MARKUP", "markdown"))
    notes = notes_of(exported(bank, "anki").data)
    assert len(notes) == len(bank.questions)
    assert {note.deck for note in notes} == {"Every type"}
    truth = next(note for note in notes if note.fields[0].startswith("So it is."))
    assert truth.fields[1].startswith("False")


def test_the_text_that_anki_exports_is_read(plan: Plans) -> None:
    text = (
        '#separator:tab\n#html:true\n#deck:K\n#tags column:3\n"One\nline"\tshort\ta b\nLone\n# comment\nLong\t'
        + "x" * 80
        + "\t\n"
    )
    found = plan(text, "notes.txt")
    assert [one["type"] for one in questions(found)] == ["text", "open"]
    assert questions(found)[0]["tags"] == ["a", "b"]
    assert told(found) == [(7, "too-few-fields")]
