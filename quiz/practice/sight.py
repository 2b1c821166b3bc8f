"""Items and responses as they are seen, for what shows text alone; those of a plain bank are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from quiz.bank.seen import Sight, text_of

if TYPE_CHECKING:
    from quiz.bank.markup import Markup
    from quiz.bank.questions.registry import Question
    from quiz.practice.attempt import Item, RecordedResponse
    from quiz.practice.response import Response


def seen_text(text: str, markup: Markup) -> str:
    """Return a prompt, a hint or an explanation as it is seen."""
    return text if markup == "plain" else text_of(text)


def seen_question(question: Question, markup: Markup) -> Question:
    """Return a question with every text as it is seen."""
    return question if markup == "plain" else Sight(question).question()


def seen_item(item: Item) -> Item:
    """Return an item with every text as it is seen."""
    if item.markup == "plain":
        return item
    sight = Sight(item.question)
    layout = item.presentation
    rows, options = tuple(map(sight.row, layout.rows)), tuple(map(sight.row, layout.options))
    return replace(
        item, question=sight.question(), presentation=replace(layout, rows=rows, options=options), markup="plain"
    )


def seen_response(item: Item, response: Response) -> Response:
    """Return a response to an item as it is seen; what a learner wrote is seen as it is."""
    if item.markup == "plain" or item.question.IS_SELF_GRADED:
        return response
    sight = Sight(item.question)
    return replace(response, **{name: sight.within(value) for name, value in asdict(response).items()})


def seen_taken(item: Item, taken: RecordedResponse) -> RecordedResponse:
    """Return what was recorded of an item, its response as it is seen."""
    return replace(taken, response=seen_response(item, taken.response))
