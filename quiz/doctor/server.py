"""Whether the scores on a server are in reach and sound."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section, first_of
from quiz.paths import STORE_NAME, store_address
from quiz.scores.store.audit import audit
from quiz.scores.store.engine import open_for_a_look, unsaved_store
from quiz.scores.store.records import StoreProblem, short_uid
from quiz.scores.store.sqlite.content import store_as_it_is
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.scores.store.base import Store

OUT_OF_REACH: Final = "store-out-of-reach"


def check_server(folder: Path) -> Section:
    """Look at the scores on the server that `QUIZ_STORE` names. folder: the data folder."""
    facts: dict[str, Any] = {"path": None, "exists": False, "attempts": 0, "responses": 0, "notes": 0, "remarks": 0}
    try:
        with contextlib.closing(open_for_a_look(folder)) as store:
            facts |= {"path": store.place, "exists": store.saved}
            findings = tuple(_values(store, facts))
    except StoreProblem as problem:
        facts["path"] = problem.place
        findings = (_out_of_reach(problem),)
    summary = f"{counted(facts['attempts'], 'attempt')} on {facts['path']}" if facts["exists"] else "no attempt yet"
    return Section(name="store", summary=summary, facts=facts, findings=findings)


def _values(store: Store, facts: dict[str, Any]) -> Iterator[Finding]:
    with store.still():
        bad = {short_uid(one.uid): one.what for one in audit(store)}
        bad |= {entry.name: entry.what for entry in store.bad_entries()}
        facts["attempts"], facts["responses"] = store.counts()
        facts["notes"], facts["remarks"] = len(store.notes()), len(store.remarks())
    if bad:
        yield Finding(
            name="store-values",
            severity=Severity.ERROR,
            message=f"Values on the server make no sense, and are left out: {first_of(bad)}.",
            path=store.place,
            help="Whoever runs the server can bring them back from its own backup, or take these attempts out.",
            details={"bad": bad},
        )


def _out_of_reach(problem: StoreProblem) -> Finding:
    return Finding(
        name=OUT_OF_REACH,
        severity=Severity.ERROR,
        message=f"The scores on the server cannot be read: {clean_line(problem.message)}.",
        path=problem.place,
        help="QUIZ_STORE names the server; without it the scores are kept in a file of your own.",
    )


@contextlib.contextmanager
def scores_as_they_are(folder: Path) -> Iterator[Store]:
    """Open the scores to be held against others; empty ones where there are none that can be read."""
    if not store_address():
        with store_as_it_is(folder / STORE_NAME) as store:
            yield store
        return
    try:
        store = open_for_a_look(folder)
    except StoreProblem:  # told of the store
        store = unsaved_store()
    with contextlib.closing(store):
        yield store
