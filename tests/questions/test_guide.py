"""The authoring guide: its examples run, and it says everything there is."""

import re
from contextlib import closing
from functools import cache
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from quiz.bank.format.fields import BankForm, ReferenceFields
from quiz.bank.lessons import Event, Lesson
from quiz.bank.passage import Passage
from quiz.bank.questions.base import QuestionBase
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.cli.check import check
from quiz.library.library import open_bank
from quiz.lint.rules import ALL, LINT
from quiz.lint.settings import read_settings
from quiz.practice.draw import Options
from quiz.reading.field_errors import struct_fields
from quiz.reading.reader import read_bank
from quiz.reading.reading import Reading
from quiz.reading.references import Sources, read_sources
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from tests.checks import check_bank

from .conftest import Example, Guide

QUESTIONS_ONLY = "id: example\ntitle: Example\nquestions:\n"


@cache
def sources_of(guide: Guide) -> Sources:
    return read_sources(guide.sources.encode(), "sources.yaml")


def read(guide: Guide, text: str) -> Reading:
    return read_bank(text.encode(), "example.yaml", sources_of(guide).references)


def is_announced(guide: Guide, block: Example) -> bool:
    """Tell whether the guide shows what is found in a block."""
    return any(output.about == block.text for output in guide.outputs)


def test_every_yaml_block_is_a_bank_a_list_of_sources_or_a_question(guide: Guide) -> None:
    kinds = [block.kind for block in guide.examples if block.language == "yaml"]
    assert {kind: kinds.count(kind) > 0 for kind in ("bank", "questions", "references")} == dict.fromkeys(kinds, True)
    assert all(block.language in {"yaml", "text", "toml"} for block in guide.examples)


def test_every_bank_of_the_guide_is_read_without_a_finding(guide: Guide) -> None:
    banks = [block for block in guide.blocks("bank") if not is_announced(guide, block)]
    assert len(banks) >= 2
    assert [(block.line, read(guide, block.text).diagnostics) for block in banks] == [
        (block.line, ()) for block in banks
    ]


def test_every_question_of_the_guide_is_read_without_a_finding(guide: Guide) -> None:
    blocks = guide.blocks("questions")
    for block in blocks:
        reading = read(guide, QUESTIONS_ONLY + block.text)
        assert reading.diagnostics == (), f"line {block.line}"
        assert reading.bank is not None
        assert len(reading.bank.questions + reading.bank.drafts) == 1


def test_the_questions_of_the_guide_have_no_flaw(guide: Guide) -> None:
    references = sources_of(guide).references
    for block in guide.blocks("questions"):
        report = check_bank((QUESTIONS_ONLY + block.text).encode(), "example.yaml", references)
        assert [one for one in report.diagnostics if one.severity != "hint"] == [], f"line {block.line}"


def test_the_settings_of_the_guide_are_read_without_a_finding(guide: Guide, tmp_path: Path) -> None:
    (block,) = [block for block in guide.examples if block.language == "toml"]
    path = tmp_path / "quiz.toml"
    path.write_text(block.text, encoding="utf-8")
    settings = read_settings(path)
    assert settings.diagnostics == ()
    assert settings.selection_for("cases/a.yaml").ignore == ("F008", "answer-longest", "F006")


def test_the_table_of_rules_lists_every_rule_about_questions(guide: Guide) -> None:
    rows = re.findall(
        r"^\| `(F\d{3})` `([\w-]+)` \| (\w+) \|", guide.section("What makes a question weak"), re.MULTILINE
    )
    assert rows == [(rule.code, rule.name, rule.severity) for rule in LINT.values() if rule.code.startswith("F")]


def test_the_sources_of_the_guide_are_read_without_a_finding_and_all_are_cited(guide: Guide) -> None:
    sources = sources_of(guide)
    assert sources.diagnostics == ()
    texts = [block.text for block in guide.blocks("bank")]
    texts += [QUESTIONS_ONLY + block.text for block in guide.blocks("questions")]
    banks = [reading.bank for text in texts if (reading := read(guide, text)).bank]
    cited = {citation.ref for bank in banks for question in bank.questions for citation in question.citations}
    assert set(sources.references) - cited == set()


def test_every_type_has_an_example_below_its_heading(guide: Guide) -> None:
    for kind in QUESTION_TYPES:
        assert f"\n    type: {kind}\n" in "\n" + guide.section(kind).replace("```yaml\n  ", "\n    "), kind


def test_the_first_bank_needs_no_other_file_and_plays(guide: Guide, tmp_path: Path) -> None:
    path = tmp_path / "planets.yaml"
    path.write_text(guide.blocks("bank")[0].text, encoding="utf-8")
    entry = open_bank(path)
    assert entry.diagnostics == ()
    assert entry.bank is not None
    with closing(open_store(tmp_path / "store")) as store:
        recorder = start(store, [entry.bank], learner="Ada", options=Options(count=None), seed=1)
        assert len(recorder.attempt.items) == len(entry.bank.questions) == 2


def test_what_the_check_says_is_what_the_guide_shows(
    guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guide.outputs
    monkeypatch.chdir(tmp_path)
    Path("sources.yaml").write_text(guide.sources, encoding="utf-8")
    for output in guide.outputs:
        command, _, shown = output.text.partition("\n")
        name = command.removeprefix("$ quiz check ")
        Path(name).write_text(output.about, encoding="utf-8")
        result = CliRunner().invoke(check, [name, "--format", "full"])
        assert result.output.strip() == shown.strip()


def test_ids_of_the_guide_are_unique_in_a_bank_and_readable(guide: Guide) -> None:
    ids = [
        match
        for block in guide.blocks("questions")
        for match in re.findall(r"^ *- id: (.+)$", block.text, re.MULTILINE)
    ]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one) for one in ids)


@pytest.mark.parametrize(
    ("title", "struct", "others"),
    [
        ("The fields of a bank", BankForm, set()),
        ("The fields of a question", QuestionBase, {"type"}),
        ("Passages", Passage, set()),
        ("Lessons", Lesson, set()),
        ("Events", Event, set()),
        ("Sources", ReferenceFields, set()),
    ],
)
def test_a_table_names_exactly_the_fields_there_are(
    title: str, struct: type[msgspec.Struct], others: set[str], guide: Guide
) -> None:
    assert set(guide.table(title)) == set(struct_fields(struct)) | others


@pytest.mark.parametrize(
    ("title", "struct"),
    [
        ("The fields of a bank", BankForm),
        ("Passages", Passage),
        ("Lessons", Lesson),
        ("Events", Event),
        ("Sources", ReferenceFields),
    ],
)
def test_a_table_says_which_fields_are_needed(title: str, struct: type[msgspec.Struct], guide: Guide) -> None:
    needed = re.findall(r"^\| `([^`]+)` \| yes \|", guide.section(title), re.MULTILINE)
    assert set(needed) == {name for name, field in struct_fields(struct).items() if field.required}


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_the_table_of_types_names_exactly_the_fields_of_a_type(kind: str, guide: Guide) -> None:
    row = re.search(rf"^\| \[{kind}\]\(#{kind}\) \|(.*)\|$", guide.section("The types"), re.MULTILINE)
    assert row is not None, f"the table of types lacks {kind}"
    own = set(struct_fields(QUESTION_TYPES[kind])) - set(struct_fields(QuestionBase))
    assert set(re.findall(r"`(\w+)`", row[1])) == own


def test_links_within_the_guide_lead_somewhere(guide: Guide) -> None:
    headings = re.findall(r"^#+ (.+)$", guide.text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", guide.text)) - anchors == set()


def test_codes_that_the_guide_names_exist(guide: Guide) -> None:
    named = set(re.findall(r"\b[YBFS]\d{3}\b", guide.text))
    assert named
    assert named - set(ALL) == set()


def test_lines_are_at_most_as_long_as_in_the_code(guide: Guide) -> None:
    long = [
        number for number, line in enumerate(guide.text.splitlines(), 1) if len(line) > 120 and not line.startswith("|")
    ]
    assert long == []


RESERVED = [*"\"'[]{},#&*!|>@%`", "- ", "? "]


@pytest.mark.parametrize("start", RESERVED)
def test_a_text_that_starts_as_the_guide_warns_needs_quotes(start: str, guide: Guide) -> None:
    assert start.strip() in guide.section("YAML in ten lines") or start in {"- ", "? "}
    template = next(block.text for block in guide.blocks("questions") if "answer: Mars" in block.text)
    bare = read(guide, QUESTIONS_ONLY + template.replace("answer: Mars", f"answer: {start}a b"))
    assert bare.diagnostics != ()
    quoted = start.replace('"', '\\"')
    reading = read(guide, QUESTIONS_ONLY + template.replace("answer: Mars", f'answer: "{quoted}a b"'))
    assert reading.diagnostics == ()
