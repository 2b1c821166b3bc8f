"""Items as rows of a table, with the columns that `quiz/formats/table.py` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.items import GAP, Choices, Gaps, Numeric, Open, Pairs, Sequence as Ordering, Truth, Typed
from quiz.formats.untold import untold
from quiz.formats.writing import NoPlace, each_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.formats.items import Item
    from quiz.formats.prose import Prose
    from quiz.formats.report import Loss

_KEPT: Final = frozenset(
    {
        *("id", "points", "difficulty", "tags", "hint", "explanation", "sources", "as_of"),
        *("feedback", "unit"),
    }
)
_AFTER: Final = ("explanation", "hint", "tags", "difficulty", "points", "tolerance", "unit", "sources", "as_of")


class _Cells(NamedTuple):
    """What a question is in a table: its answers and wrong choices, as texts, and what is said to each."""

    answer: str
    wrong: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()


def rows_of(items: Sequence[Item]) -> tuple[list[list[str]], list[Loss]]:
    """Return the rows of a table, the header first, and what is not in them."""
    known, losses = each_written(items, lambda item: ((item, _cells(item)), _losses(item)))
    wrong = max((len(cells.wrong) for _, cells in known), default=0)
    said = max((len(cells.feedback) for _, cells in known), default=0)
    header = ["id", "type", "prompt", "answer", *["distractor"] * wrong, *["feedback"] * said, *_AFTER]
    return [header, *(_row(item, cells, wrong, said) for item, cells in known)], losses


def _losses(item: Item) -> Iterable[Loss]:
    return untold(item, _KEPT - ({"tags"} if any(";" in tag or "|" in tag for tag in item.tags) else set()))


def _row(item: Item, cells: _Cells, wrong: int, said: int) -> list[str]:
    tolerance, unit = "", ""
    if isinstance(item.body, Numeric):
        tolerance = item.body.options[0].tolerance
        unit = item.body.units[0] if item.body.units else ""
    after = {
        "explanation": _said(item.explanation),
        "hint": _said(item.hints[0]) if item.hints else "",
        "tags": "; ".join(tag for tag in item.tags if ";" not in tag and "|" not in tag),
        "difficulty": item.difficulty or "",
        "points": f"{item.points:g}" if item.points != 1 else "",
        "tolerance": tolerance,
        "unit": unit,
        "sources": _listed(item.sources),
        "as_of": item.as_of or "",
    }
    choices = [*cells.wrong, *[""] * (wrong - len(cells.wrong)), *cells.feedback, *[""] * (said - len(cells.feedback))]
    return [item.id, item.source_type, _said(item.prompt), cells.answer, *choices, *(after[name] for name in _AFTER)]


def _cells(item: Item) -> _Cells:
    """Return the cells of a question. Raises `NoPlace` where there is nothing like it in a table."""
    match item.body:
        case Choices(options=options, several=several):
            right = [option for option in options if (option.share > 0 if several else option.share >= 1)]
            wrong = [option for option in options if option not in right]
            feedback = tuple(_said(option.feedback) for option in (*right, *wrong))
            texts = tuple(_part(_said(option.text)) for option in wrong)
            return _Cells(_listed(_said(option.text) for option in right), texts, feedback if any(feedback) else ())
        case Truth(answer=answer, on_true=on_true, on_false=on_false):
            said = (_said(on_true), _said(on_false))
            return _Cells("TRUE" if answer else "FALSE", (), said if any(said) else ())
        case Numeric(options=options):
            return _Cells(_listed(option.value for option in options if option.share >= 1))
        case Typed(options=options):
            return _Cells(_listed(option.text.plain for option in options if option.share >= 1))
        case Ordering(items=texts):
            return _Cells(_listed(map(_said, texts)))
        case Pairs(pairs=pairs):
            if any("->" in pair.left.plain for pair in pairs):
                raise NoPlace
            rights = tuple(_part(_said(pair.right)) for pair in pairs if not pair.left)
            return _Cells(_listed(f"{_said(pair.left)} -> {_said(pair.right)}" for pair in pairs if pair.left), rights)
        case Gaps():
            return _Cells(_with_blanks(item.body))
        case Open(answer=answer):
            return _Cells(_said(answer))
        case _:
            raise NoPlace


def _with_blanks(body: Gaps) -> str:
    from quiz.formats.bodies import blank_text

    return GAP.sub(lambda match: blank_text(body.gaps[int(match[1])]), _said(body.text).replace("{{", "\\{{"))


def _listed(texts: Iterable[str]) -> str:
    return "|".join(map(_part, texts))


def _part(text: str) -> str:
    return text.replace("|", "\\|")


def _said(prose: Prose) -> str:
    return prose.plain if prose.markdown is None else prose.markdown
