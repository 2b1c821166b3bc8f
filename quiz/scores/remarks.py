"""What learners report of questions, in the store. What can be reported stands in `quiz.practice.remarks`."""

from __future__ import annotations

import os
from datetime import UTC
from typing import TYPE_CHECKING

from quiz.practice.remarks import remark_text
from quiz.scores.now import local_now
from quiz.scores.store.records import Remark

if TYPE_CHECKING:
    from quiz.practice.remarks import RemarkKind
    from quiz.practice.types import Key
    from quiz.scores.now import Clock
    from quiz.scores.store.base import Store


def report(
    store: Store,
    learner: str,
    key: Key,
    kind: RemarkKind,
    text: str = "",
    *,
    attempt: str | None = None,
    now: Clock = local_now,
) -> Remark:
    """Keep what a learner reports of a question, and return it. attempt: the id of the one in which they met it.

    Raises `Refused` where the text is too long or lacks where it is needed, and `StoreProblem`.
    """
    remark = Remark(
        uid=os.urandom(16).hex(),
        learner=learner,
        key=key,
        kind=kind,
        text=remark_text(kind, text),
        at=now().astimezone(UTC),
        attempt=attempt,
    )
    store.add_remark(remark)
    return remark
