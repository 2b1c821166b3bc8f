"""What is in view after a response to each bundled question, at the usual size, without a key."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.typed import Cloze, TextQuestion
from quiz.bank.questions.written import OpenQuestion
from quiz.library.library import open_library
from quiz.practice.attempt import Item, RecordedResponse, item_of
from quiz.practice.grading import grade
from quiz.practice.knowledge import Sequel
from quiz.practice.questions.base import RowState
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.wording import feedback_rows
from quiz.tui.widgets.answer import RowInput
from tests.examples import TIMES
from tests.tui.driving import Driver, choices, launch, opened, write_bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.bank.questions.registry import Question
    from quiz.practice.response import Response

BUNDLED: Final = Path(__file__).parents[2] / "questions"
MOST_EXCEPTIONS: Final = 12
"""Of so many questions prompt, rows and explanation may need more rows than there are."""
FOLLOWS: Final = Sequel("now known", "back in 12 days")


def right_response(question: Question) -> Response:
    match question:
        case Single():
            return Chosen((question.choices[0].text,))
        case Multiple():
            return Chosen(question.right_texts)
        case TrueFalse():
            return Judged(question.answer)
        case Number():
            return Typed(question.accepted[0])
        case TextQuestion():
            return Typed(question.answers[0])
        case Order():
            return Ordered(question.items)
        case Match():
            return Placed(dict(question.pairs))
        case Classify():
            return Placed({item: name for name, items in question.categories.items() for item in items})
        case Cloze():
            return Filled(tuple(blank.answers[0] for blank in question.blanks))
        case ListQuestion():
            return Named(tuple(spellings[0] for spellings in question.spellings[: question.needed]))
        case OpenQuestion():
            return SelfGraded("What a learner writes.", Judgement.RIGHT)
        case _:
            raise TypeError(question)


def wrong_response(question: Question) -> Response:
    match question:
        case Single():
            return Chosen((question.choices[1].text,))
        case Multiple():
            right = question.right_texts
            wrong = [choice.text for choice in question.choices if choice.text not in right]
            return Chosen((*right[1:], *wrong[:1]))
        case TrueFalse():
            return Judged(not question.answer)
        case Number() | TextQuestion():
            return Typed("12345678")
        case Order():
            return Ordered(tuple(reversed(question.items)))
        case Match() | Classify():
            placed = right_response(question)
            assert isinstance(placed, Placed)
            rights = list(placed.places.values())
            other = next(right for right in rights if right != rights[0])
            return Placed({**placed.places, next(iter(placed.places)): other})
        case Cloze():
            filled = right_response(question)
            assert isinstance(filled, Filled)
            return Filled(("something else", *filled.blanks[1:]))
        case ListQuestion():
            named = right_response(question)
            assert isinstance(named, Named)
            return Named(("something else", *named.entries[1:]))
        case OpenQuestion():
            return SelfGraded("What a learner writes.", Judgement.WRONG)
        case _:
            raise TypeError(question)


class Walk:
    """The pane of a question at the usual size, and what can be seen in it."""

    def __init__(self, app: Driver) -> None:
        self._screen = app.taking
        self.pane = app.taking.pane

    async def answer(self, item: Item, response: Response) -> None:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        taken = RecordedResponse(response, grade(item.question, response), 1.0, now, now.date())
        await self.pane.show(item)
        self.pane.settle(taken, FOLLOWS)
        self._screen._refresh_layout()

    def _is_in_view(self, y: int) -> bool:
        body = self.pane.body.content_region
        return body.y <= y < body.bottom

    @property
    def is_prompt_in_view(self) -> bool:
        return self._is_in_view(self.pane.query_one("#prompt").region.bottom - 1)

    @property
    def is_explanation_in_view(self) -> bool:
        return self._is_in_view(self.pane.query_one("#explanation").region.y)

    def are_rows_in_view(self, item: Item, response: Response) -> bool:
        """Tell whether what was given and what is right is seen; of many rows the first that was wrong."""
        answer = self.pane._input
        assert answer is not None
        rows = feedback_rows(item, response)
        wanted = [place for place, row in enumerate(rows) if row.state is not RowState.NEUTRAL]
        if not isinstance(item.question, Single | Multiple | TrueFalse):
            wanted = [place for place in wanted if rows[place].state is not RowState.RIGHT][:1]
        if not isinstance(answer, RowInput):
            return self._is_in_view(answer.region.y + answer.size.height - 1)
        width = answer.content_size.width
        heights = [len(answer._strips(place, width)) for place in range(len(rows))]
        return all(heights[place] and self._is_in_view(answer.region.y + sum(heights[:place])) for place in wanted)

    @property
    def rows(self) -> int:
        return self.pane._rows_needed()


@pytest.mark.parametrize(("respond", "every"), [(wrong_response, 1), (right_response, max(1, 9 // TIMES))])
async def test_prompt_rows_and_explanation_are_in_view_together(
    respond: Callable[[Question], Response], every: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right response shows less than a wrong one: every ninth question tells enough of it, unless more is asked."""
    banks = [entry.bank for entry in open_library([(BUNDLED, True)]).entries if entry.bank is not None]
    items = [item_of(bank, question, 1) for bank in banks for question in bank.questions][::every]
    assert len(items) > 300 // every
    exceptions = []
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        walk = Walk(app)
        monkeypatch.setattr("quiz.tui.screens.attempt.AttemptScreen._compositor_refresh", lambda _: None)
        with app.app.batch_update():  # it is laid out, and nothing is painted
            for item in items:
                response = respond(item.question)
                await walk.answer(item, response)
                seen = (walk.is_prompt_in_view, walk.are_rows_in_view(item, response), walk.is_explanation_in_view)
                if not all(seen):
                    exceptions.append(f"{item.bank}/{item.question.id}: {walk.rows} rows, {seen}")
                    assert walk.pane.body.scroll_y == 0, "it scrolls from the prompt on"
    sys.stdout.write("\n".join([f"{len(exceptions)} exceptions", *exceptions]))
    assert len(exceptions) <= MOST_EXCEPTIONS
