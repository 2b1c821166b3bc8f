"""Attempts to take line by line: on the bank of nine, and on a bank of three in the order in which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from quiz.library.library import open_bank
from quiz.paths import data_folder
from quiz.practice.draw import Options, draw
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.engine import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.bank.model import Bank
    from quiz.scores.store.base import Store
    from tests.plain.dialogues import Begin

THREE = """\
id: three
title: Three
questions:
  - {id: a, type: single, prompt: First?, answer: Yes, distractors: [No, Maybe], sequence: [Yes, No, Maybe], hint: Nod}
  - {id: b, type: true-false, prompt: Second?, answer: true}
  - {id: c, type: multiple, prompt: Third?, answers: [X, Y], distractors: [Z, W], sequence: [W, X, Y, Z]}
"""
IN_ORDER = ["a", "b", "c"]


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(data_folder())
    yield opened
    opened.close()


@pytest.fixture
def three(tmp_path: Path) -> Bank:
    path = tmp_path / "three.yaml"
    path.write_text(THREE, encoding="utf-8")
    bank = open_bank(path).bank
    assert bank is not None
    return bank


@pytest.fixture
def begin(three: Bank, store: Store) -> Begin:
    """Begin an attempt on the bank of three, asked in the order of the bank."""
    seed = next(
        seed
        for seed in range(1000)
        if [drawn.question.id for drawn in draw([three], Options(count=None), seed)] == IN_ORDER
    )
    return _beginning(store, three, seed)


@pytest.fixture
def begin_nine(nine: Bank, store: Store) -> Begin:
    """Begin an attempt on the bank of nine, or on some types of it; the single choice shows its answer first."""
    return _beginning(store, nine, seed=1)


@pytest.fixture
def begin_one(nine: Bank, others: Bank, store: Store) -> Begin:
    """Begin an attempt on a question of any type."""
    return _beginning(store, msgspec.structs.replace(nine, questions=(*nine.questions, *others.questions)), seed=1)


def _beginning(store: Store, bank: Bank, seed: int) -> Begin:
    def call(*types: str, mode: Mode = Mode.PRACTICE, **options: Any) -> AttemptRecorder:
        chosen = Options(count=None, types=types, **options)
        return start(store, [bank], learner="Ada", options=chosen, seed=seed, mode=mode)

    return call
