import json
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.library.find_line import line_of, lines_of
from quiz.library.library import Library, open_bank
from quiz.library.search import Hit, Index


def library(folder: Path, *questions: dict[str, Any], **fields: Any) -> Library:
    """Return a library with a bank of true-false questions that say what is given."""
    full = [
        {"id": f"q{number}", "type": "true-false", "prompt": f"Prompt {number}.", "answer": True} | one
        for number, one in enumerate(questions, 1)
    ]
    path = folder / "bank.yaml"
    path.write_text(json.dumps({"id": "bank", "title": "Bank", **fields, "questions": full}), encoding="utf-8")
    entry = open_bank(path)
    assert entry.bank is not None, entry.diagnostics
    return Library((entry,))


def hits(folder: Path, text: str, *questions: dict[str, Any], **fields: Any) -> list[Hit]:
    return Index(library(folder, *questions, **fields).playable).search(text).hits


def found(folder: Path, text: str, *prompts: str) -> list[str]:
    return [hit.id for hit in hits(folder, text, *({"prompt": prompt} for prompt in prompts))]


# What is found


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("resolution", "Which Resolution was it?"),
        ("RESOL", "Which resolution was it?"),
        ("jose marti", "Who was José Martí?"),
        ("José", "Who was Jose?"),
        ("people’s republic", "The People's Republic."),
        ("six-party talks", "The six–party  talks."),
        ("2017/1509", "What does Regulation 2017/1509 say?"),
        ("1509", "What does Regulation 2017/1509 say?"),
        ("was it which", "Which one was it?"),
        ("평양", "어디가 평양직할시인가?"),
        ("首都", "朝鮮の首都はどこ?"),
        ("€", "It cost 5 € a day."),
        ("the test.", "What followed the test?"),
        ("DPRK's test", "When did the DPRK test it?"),
    ],
)
def test_a_question_is_found_by_words_of_its_prompt(text: str, prompt: str, tmp_path: Path) -> None:
    assert found(tmp_path, text, "Nothing of the kind.", prompt) == ["q2"]


@pytest.mark.parametrize("text", ["solution", "resolution 1718", "", "  ", "no such words here", "zebra", "\0", "[/]"])
def test_what_is_not_there_is_not_found(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text, "Which resolution was it, and when?", "Another one.") == []


def test_phrases_come_first_then_all_words_then_other_fields_then_likeness(tmp_path: Path) -> None:
    questions = [
        {"prompt": "When was the first nuclear weapon seen elsewhere?"},
        {"prompt": "Which?", "explanation": "Test the nuclear answer first."},
        {"prompt": "Which?", "explanation": "It was the first nuclear test of many."},
        {"prompt": "Was the nuclear program put to a test first?"},
        {"prompt": "When was the first nuclear test?"},
        {"prompt": "Is this about something else entirely?"},
        {"prompt": "Was this the First  Nuclear Test?"},
    ]
    ranked = hits(tmp_path, "first nuclear test", *questions)
    assert [(hit.id, hit.rank) for hit in ranked] == [
        ("q5", 0),
        ("q7", 0),
        ("q4", 1),
        ("q3", 2),
        ("q2", 3),
        ("q1", 4),
    ]


def test_a_prompt_of_ones_own_finds_those_that_are_like_it(tmp_path: Path) -> None:
    near = "Which body of the Union adopted the annual budget for humanitarian help?"
    half = "Which court of the Union adopted the annual report on humanitarian law?"
    far = "When did the talks begin?"
    own = "Which body of the Union has adopted its yearly budget for humanitarian aid?"
    assert found(tmp_path, own, far, half, near) == ["q3", "q2"]


def test_two_words_must_both_be_there(tmp_path: Path) -> None:
    assert found(tmp_path, "nuclear summit", "Which nuclear test?", "Which summit?") == []


def test_no_phrase_reaches_from_one_field_into_the_next(tmp_path: Path) -> None:
    ranked = hits(tmp_path, "one two", {"prompt": "Number one", "explanation": "two of them"})
    assert [hit.rank for hit in ranked] == [3]


# Where it is found

OWN: dict[str, dict[str, Any]] = {
    "single": {"answer": {"text": "RIGHT", "feedback": "BECAUSE"}, "distractors": ["WRONG", "x"]},
    "multiple": {"answers": ["RIGHT", "y"], "distractors": [{"text": "WRONG", "feedback": "BECAUSE"}]},
    "true-false": {"answer": True},
    "number": {"answer": 4711, "unit": "WRONG"},
    "text": {"answers": ["x", "RIGHT"]},
    "list": {"answers": ["x", ["y", "RIGHT"]]},
    "open": {"answer": "RIGHT", "rubric": ["x", "BECAUSE"]},
    "order": {"items": ["x", "y", "RIGHT"]},
    "match": {"pairs": {"RIGHT": "x", "y": "BECAUSE"}, "distractors": ["WRONG"]},
    "classify": {"categories": {"RIGHT": ["x"], "y": ["BECAUSE"]}},
    "cloze": {"text": "It is {{RIGHT|WRONG}} there."},
}
EVERY = {
    "hint": "HINTED",
    "explanation": "EXPLAINED",
    "tags": ["t", "TAGGED"],
    "id": "NAMED",
    "sources": ["ref, PLACED"],
}
COMMON = {
    "hinted": "hint",
    "explained": "explanation",
    "tagged": "tags",
    "named": "id",
    "placed": "sources",
    "titled": "sources",
}
FIELDS: dict[str, dict[str, str]] = {
    "single": {"right": "answer", "because": "feedback", "wrong": "distractors"},
    "multiple": {"right": "answers", "because": "feedback", "wrong": "distractors"},
    "true-false": {},
    "number": {"4711": "answer", "wrong": "answer"},
    "text": {"right": "answers"},
    "list": {"right": "answers"},
    "open": {"right": "answer", "because": "rubric"},
    "order": {"right": "items"},
    "match": {"right": "pairs", "because": "pairs", "wrong": "distractors"},
    "classify": {"right": "categories", "because": "categories"},
    "cloze": {"right": "text", "wrong": "text"},
}


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_text_of_every_type_is_looked_at(kind: str, tmp_path: Path) -> None:
    question = {"type": kind, "prompt": "ASKED", **OWN[kind], **EVERY}
    if kind != "true-false":
        question.setdefault("answer", None)
        question = {name: value for name, value in question.items() if value is not None}
    path = tmp_path / "bank.yaml"
    bank = {
        "id": "bank",
        "title": "Bank",
        "questions": [question],
        "references": [{"id": "ref", "title": "TITLED"}],
    }
    path.write_text(json.dumps(bank), encoding="utf-8")
    index = Index([open_bank(path)])
    for word, field in {"asked": "prompt", **COMMON, **FIELDS[kind]}.items():
        (hit,) = index.search(word).hits
        assert (word, hit.field) == (word, field)
        assert hit.excerpt is None if field == "prompt" else word.upper() in (hit.excerpt or "")


def test_an_excerpt_shows_what_stands_around_the_match(tmp_path: Path) -> None:
    said = " ".join(f"word{number}" for number in range(30))
    (hit,) = hits(tmp_path, "WORD15 word16", {"explanation": said})
    assert (
        hit.excerpt
        == "… word9 word10 word11 word12 word13 word14 word15 word16 word17 word18 word19 word20 word21 word22 …"
    )
    (hit,) = hits(tmp_path, "word1", {"explanation": "word1"})
    assert hit.excerpt == "word1"
    (hit,) = hits(tmp_path, "wordy beyond", {"explanation": f"{said} beyond {said} wordy"})
    assert "word29 beyond word0" in (hit.excerpt or "")


def test_an_excerpt_shows_the_words_that_the_prompt_lacks(tmp_path: Path) -> None:
    said = {"explanation": "The nuclear test was small.", "hint": "Think of Vienna."}
    (hit,) = hits(tmp_path, "nuclear test vienna", {"prompt": "Which nuclear test was it?", **said})
    assert (hit.rank, hit.field, hit.excerpt) == (3, "hint", "Think of Vienna.")


# Order, number and choice


def test_equals_stand_by_bank_and_place_and_the_rest_is_counted(tmp_path: Path) -> None:
    index = Index(library(tmp_path, *({"prompt": "The same."} for _ in range(30))).playable)
    some = index.search("same", 3)
    assert (some.total, [hit.id for hit in some.hits]) == (30, ["q1", "q2", "q3"])


def test_only_what_is_wanted_is_searched(tmp_path: Path) -> None:
    entries = library(tmp_path, {"prompt": "Same."}, {"prompt": "Same."}).entries
    index = Index(entries, lambda question: question.id == "q2")
    assert [hit.id for hit in index.search("same").hits] == ["q2"]


def test_a_shadowed_bank_is_not_searched(tmp_path: Path) -> None:
    from quiz.library.library import open_library

    for name in ("own", "other"):
        (tmp_path / name).mkdir()
        library(tmp_path / name, {"prompt": f"Of {name}."})
    index = Index(open_library([(tmp_path / "own", False), (tmp_path / "other", False)]).playable)
    assert index.search("own").total == 1
    assert index.search("other").total == 0


def test_a_very_long_text_is_looked_for_all_the_same(tmp_path: Path) -> None:
    assert found(tmp_path, "same " * 50_000 + " ".join(map(str, range(20_000))), "The same.") == []


# Lines


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  - id: wanted", True),
        ("  - id: 'wanted'  # the one", True),
        ('    id: "wanted"', True),
        ('    "id": "wanted",', True),
        ('  {"id": "wanted", "type": "text"},', True),
        ("  - {id: wanted, type: text}", True),
        ("  - id: wanted-too", False),
        ("  - idea: wanted", False),
        ("  - prompt: id wanted", False),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_question_is_found_by_its_id(line: str, found: bool, ending: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(ending.join(["id: bank", "questions:", "  - id: other", line, "    type: single", ""]).encode())
    assert line_of(path, "wanted") == (4 if found else None)


def test_a_file_that_is_gone_has_no_line(tmp_path: Path) -> None:
    assert line_of(tmp_path / "none.yaml", "wanted") is None


def test_an_id_is_no_pattern(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text("- id: a-b\n- id: a.b\n", encoding="utf-8")
    assert line_of(path, "a.b") == 2


def test_the_id_of_the_bank_or_of_a_reference_is_no_question(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    references = "references:\n  - id: same\n    title: S\n"
    path.write_text(f"id: same\n{references}questions:\n  - id: same\n    type: text\n", encoding="utf-8")
    assert line_of(path, "same") == 6


def test_many_lines_are_found_in_one_reading(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "id: b\nquestions:\n" + "".join(f"- id: q{n}\n  type: text\n" for n in range(100)), encoding="utf-8"
    )
    assert lines_of(path, {"q0", "q7", "q99", "q100"}) == {"q0": 3, "q7": 17, "q99": 201}
    path.write_text(json.dumps({"id": "b", "questions": [{"id": "q1"}, {"id": "q2"}]}), encoding="utf-8")
    assert lines_of(path, ["q1", "q2"]) == {"q1": 1, "q2": 1}


def test_words_of_a_passage_find_the_questions_about_it(tmp_path: Path) -> None:
    passage = {"id": "p", "title": "On lighthouses", "text": "A **beam** turns.", "markup": "markdown"}
    about = [{"prompt": "One?", "passage": "p"}, {"prompt": "Two?", "passage": "p"}, {"prompt": "Three?"}]
    found = hits(tmp_path, "lighthouses A beam turns", *about, passages=[passage])
    assert [(hit.head, hit.field) for hit in found] == [("One?", "passage"), ("Two?", "passage")]


LESSON = {"id": "trade", "title": "From aid to trade", "text": "Ships *carry* coal.", "questions": ["q1"]}


@pytest.mark.parametrize(
    ("text", "field", "excerpt"),
    [
        ("from aid", "title", None),
        ("ships carry", "text", "Ships carry coal."),
        ("trade coal", "text", "Ships carry coal."),
    ],
)
def test_a_lesson_is_found_by_its_title_and_by_its_text_as_it_is_seen(
    text: str, field: str, excerpt: str | None, tmp_path: Path
) -> None:
    (hit,) = hits(tmp_path, text, {"prompt": "Who?"}, lessons=[LESSON], markup="markdown")
    assert (hit.id, hit.head, hit.field, hit.excerpt) == ("trade", "From aid to trade", field, excerpt)
    assert lines_of(hit.entry.path, {hit.id}, "lessons") == {"trade": 1}


def test_only_questions_are_looked_through_where_they_are_chosen(tmp_path: Path) -> None:
    there = library(tmp_path, {"prompt": "Who ships coal?"}, lessons=[LESSON]).playable
    assert [hit.id for hit in Index(there).search("coal").hits] == ["q1", "trade"]
    assert [hit.id for hit in Index(there, lambda _: True).search("coal").hits] == ["q1"]
