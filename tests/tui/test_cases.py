"""The table of cases, driven by keys."""

from pathlib import Path

import pytest

from tests.cases import CASES, Case, Shown
from tests.tui.driving import kept, launch, opened
from tests.tui.sentences import ENTER_AGAIN_AS_IT_IS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_response_by_keys_earns_what_the_table_says(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(case.bank, encoding="utf-8")
    async with opened(launch(path)) as app:
        keys = list(case.keys(Shown(app.attempt.items[0].presentation)))
        if keys == ["?"] and case.question["type"] not in {"number", "text", "list", "cloze"}:
            await app.press(*keys)  # it needs no enter
        else:
            await app.press(*keys, *case.enter)
        if case.again:
            assert app.attempt.answered == 0
            app.shows(ENTER_AGAIN_AS_IT_IS)
            await app.press("enter")
        taken = app.attempt.counted[0]
        assert taken is not None, app.text
        assert taken.grade.fraction == pytest.approx(case.fraction)
        assert taken.grade.how == case.how
        assert kept(app.attempt.uid) == app.attempt
        app.shows(f"{taken.grade.verdict.mark} {taken.grade.verdict.word}")
