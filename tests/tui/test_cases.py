"""The table of cases, driven by keys."""

import json
from pathlib import Path

import pytest

from tests.cases import CASES, Case, Shown
from tests.tui.driving import Driver, kept, launch, naming, opened, put
from tests.tui.sentences import ENTER_AGAIN_AS_IT_IS


@pytest.mark.parametrize("kind", dict.fromkeys(case.question["type"] for case in CASES))
async def test_a_response_by_keys_earns_what_the_table_says(kind: str, tmp_path: Path) -> None:
    """The cases of a type are asked in one attempt, each from a bank of its own; the keys of each come at once."""
    cases = {f"case-{number}": case for number, case in enumerate(CASES) if case.question["type"] == kind}
    paths = [tmp_path / "b" / f"{name}.yaml" for name in cases]
    for path in paths:
        put(path, json.dumps(json.loads(cases[path.stem].bank) | {"id": path.stem}))
    async with opened(launch(*paths, seed=1)) as app:
        for _ in paths:
            case = cases[app.taking.item.bank]
            with naming(case.name):
                await earns(app, case)
            await app.press("enter")


async def earns(app: Driver, case: Case) -> None:
    """Answer the question before the learner as a case says, and fail where it earns something else."""
    place, before = app.attempt.position, app.attempt.answered
    keys = list(case.keys(Shown(app.taking.item.presentation)))
    await app.burst(*keys)
    if keys != ["?"] or app.attempt.answered == before:  # where nothing can be typed, that alone is a response
        await app.press(*case.enter)
    if case.again:
        assert app.attempt.answered == before
        app.shows(ENTER_AGAIN_AS_IT_IS)
        await app.press("enter")
    taken = app.attempt.counted[place]
    assert taken is not None, app.text
    assert taken.grade.fraction == pytest.approx(case.fraction)
    assert taken.grade.how == case.how
    assert kept(app.attempt.uid) == app.attempt
    app.shows(f"{taken.grade.verdict.mark} {taken.grade.verdict.word}")
