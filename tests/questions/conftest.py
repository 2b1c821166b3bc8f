"""The bundled banks and the authoring guide, read once."""

import re
import textwrap
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

from quiz.bank.model import Bank
from quiz.bank.questions.registry import Question
from quiz.library.library import Library, open_library

QUESTIONS: Final = Path(__file__).parents[2] / "questions"
BANKS: Final = ("aid", "diplomacy", "human-rights", "sanctions")
TAG_SECTION: Final = "Tags of the bundled banks"


class Example(NamedTuple):
    """A fenced block of the guide, the line on which it starts, and the YAML that it is about where it is output."""

    line: int
    language: str
    text: str
    about: str = ""

    @property
    def kind(self) -> str:
        """What a YAML block is: a bank, a list of references or a list of questions."""
        data = yaml.load(self.text, yaml.BaseLoader)
        if isinstance(data, list):
            return "questions"
        return "bank" if "questions" in data else "references"


class Guide(NamedTuple):
    text: str
    examples: tuple[Example, ...]

    def blocks(self, kind: str) -> list[Example]:
        return [one for one in self.examples if one.language == "yaml" and one.kind == kind]

    @property
    def sources(self) -> str:
        """The list of references of the guide, which its questions cite."""
        (block,) = self.blocks("references")
        return block.text

    @property
    def outputs(self) -> list[Example]:
        """The blocks that show what a command says about the YAML before them."""
        return [one for one in self.examples if one.text.startswith("$ ")]

    def section(self, title: str) -> str:
        """Return what stands below a heading, up to the next of its level."""
        match = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |\Z)", self.text, re.MULTILINE | re.DOTALL)
        assert match is not None, f"the guide has no section “{title}”"
        return match[2]

    def table(self, title: str) -> list[str]:
        """Return what the first column of the first table of a section lists."""
        return re.findall(r"^\| `([^`]+)` \|", self.section(title), re.MULTILINE)


def raw(path: Path) -> Any:
    """Return a YAML file as plain texts, lists and mappings, before the reader has left anything out."""
    return yaml.load(path.read_text("utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


@pytest.fixture(scope="session")
def guide() -> Guide:
    text = (QUESTIONS / "README.md").read_text("utf-8")
    found: list[Example] = []
    before = ""
    for match in re.finditer(r"^( *)```(\w+)\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL):
        block = textwrap.dedent(match[3])
        found.append(Example(text.count("\n", 0, match.start()) + 1, match[2], block, before))
        before = block if match[2] == "yaml" else ""
    return Guide(text, tuple(found))


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library([(QUESTIONS, True)])


@pytest.fixture(scope="session", params=BANKS)
def bank(request: pytest.FixtureRequest, library: Library) -> Bank:
    entry = library.find(request.param)
    assert entry is not None, f"questions/ holds no bank `{request.param}` that can be played"
    assert entry.bank is not None
    return entry.bank


@pytest.fixture(scope="session")
def questions(library: Library) -> dict[str, Question]:
    """Every question of every bank by `bank/question`."""
    banks = [entry.bank for entry in library.entries if entry.bank is not None]
    return {f"{bank.id}/{question.id}": question for bank in banks for question in bank.questions}
