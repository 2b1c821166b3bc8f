"""Quizzes in pages of mkdocs-quiz: the reader and the writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.decoding import decoded
from quiz.formats.items import GAP, Body, Choices, Gap, Gaps, Item, Option, Reading, Truth, Unheld, Writing, gap_mark
from quiz.formats.markdown_lines import Line, Marked, choices_of, joined, lines_of
from quiz.formats.prose import Prose, markdown, plain
from quiz.formats.report import Fault, Loss, Place
from quiz.formats.untold import untold
from quiz.formats.writing import NoPlace, each_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.formats.items import Source, Target

_KEPT: Final = frozenset({"explanation", "feedback", "marks"})
_CHOICE: Final = re.compile(r"[-*] \[([ xX])\]\s*(.*)")
_GAP: Final = re.compile(r"\[\[([^\[\]\n]+)\]\]")


def read(source: Source) -> Reading:
    """Read the quizzes of a page. Raises `UnknownEncoding`."""
    text, encoding, faults = decoded(source)
    lines = list(lines_of(text.removeprefix("\ufeff")))
    items: list[Item] = []
    title, outside = "", None
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.text.startswith("<quiz>") and not line.is_code:
            end = next((to for to in range(at + 1, len(lines)) if _ends(lines[to])), len(lines))
            is_closed = end < len(lines) and lines[end].text.strip() == "</quiz>"
            items.append(_item(lines[at : end + 1], is_closed=is_closed))
            at = end + 1 if is_closed else end
            continue
        if line.text.startswith("<?quiz?>") and not line.is_code:
            fault = Fault(Place(line.number), "old-syntax", line.text)
            items.append(Item(place=Place(line.number), body=Unheld(), source=line.text, faults=(fault,)))
            at = next((to + 1 for to in range(at, len(lines)) if "<?/quiz?>" in lines[to].text), len(lines))
            continue
        if line.text.startswith("# ") and not title:
            title = plain(line.text[2:]).plain
        elif line.text.strip() and not line.is_code and outside is None:
            outside = Loss(Place(line.number), "text-outside", line.text, kind="note")
        at += 1
    losses = (outside,) if outside else ()
    return Reading(tuple(items), losses, faults, title=title, encoding=encoding, form="mkdocs-quiz")


def _ends(line: Line) -> bool:
    return not line.is_code and (line.text.strip() == "</quiz>" or line.text.startswith(("<quiz>", "<?quiz?>")))


def _item(lines: Sequence[Line], *, is_closed: bool) -> Item:
    place = Place(lines[0].number, lines[-1].number)
    source = "\n".join(line.text for line in lines)
    if not is_closed:
        fault = Fault(place, "unclosed-quiz", source)
        return Item(place=place, body=Unheld(), source=source, faults=(fault,))
    prompt: list[str] = []
    after: list[str] = []
    choices: list[Marked] = []
    for line in lines[1:-1]:
        match = _CHOICE.match(line.text) if not line.is_code and not after else None
        if match:
            choices.append(Marked(match[2], match[1] != " "))
        elif choices and not after and line.text.startswith(">") and not line.is_code:
            said = (*choices[-1].said, line.text[1:].strip())
            choices[-1] = choices[-1]._replace(said=said)
        elif choices and not after and line.text.startswith("  ") and line.text.strip():
            choices[-1] = choices[-1]._replace(text=f"{choices[-1].text}\n{line.text.strip()}")
        elif choices:
            if line.text.strip() or after:
                after.append(line.text)
        else:
            prompt.append(line.text)
    return _made(place, source, prompt, choices, after)


def _made(place: Place, source: str, prompt: list[str], choices: list[Marked], after: list[str]) -> Item:
    body: Body
    asked = joined(prompt)
    if choices:
        body = choices_of(choices)
    elif _GAP.search(asked):
        text, _, said = asked.partition("\n---\n")
        after = [said.strip()]
        gaps: list[Gap] = []

        def cut(match: re.Match[str]) -> str:
            gaps.append(Gap((Option(plain(match[1]), 1.0),)))
            return gap_mark(len(gaps) - 1)

        body = Gaps(markdown(_GAP.sub(cut, text)), tuple(gaps))
        asked = ""
    else:
        body = Choices(())
    return Item(
        place=place,
        body=body,
        prompt=markdown(asked),
        source_type="cloze" if isinstance(body, Gaps) else "quiz",
        source=source,
        explanation=markdown(joined(after)),
    )


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a page of quizzes."""
    blocks, losses = each_written(items, lambda item: (f"<quiz>\n{_block(item)}\n</quiz>", _losses(item)))
    page = "\n\n".join([f"# {target.title}", *blocks]) + "\n"
    return Writing(page.encode("utf-8", "replace"), tuple(losses))


def _losses(item: Item) -> Iterator[Loss]:
    yield from untold(item, _KEPT)
    if isinstance(item.body, Gaps):
        yield Loss(item.place, "field", f"prompt: {item.prompt.plain}", item.id)


def _block(item: Item) -> str:
    """Return what stands in a quiz. Raises `NoPlace` where there is nothing like it."""
    match item.body:
        case Choices(options=options, several=several):
            marked = [(one, one.share > 0 if several else one.share >= 1) for one in options]
        case Truth(answer=answer, on_true=on_true, on_false=on_false):
            pair = (Option(Prose("True"), 1.0, on_true), Option(Prose("False"), 0.0, on_false))
            marked = [(pair[0], bool(answer)), (pair[1], not answer)]
        case Gaps(gaps=gaps, text=text):
            if any(gap.choices or len(gap.options) > 1 for gap in gaps):
                raise NoPlace
            said = f"\n\n---\n{_said(item.explanation)}" if item.explanation else ""
            return GAP.sub(lambda found: f"[[{gaps[int(found[1])].options[0].text.plain}]]", _said(text)) + said
        case _:
            raise NoPlace
    if any("\n" in _said(option.text) or "\n\n" in _said(option.feedback) for option, _ in marked):
        raise NoPlace
    rows = [_said(item.prompt)]
    for option, is_right in marked:
        rows.append(f"- [{'x' if is_right else ' '}] {_said(option.text)}")
        rows += (f"> {line}" for line in _said(option.feedback).split("\n") if line)
    return "\n".join(rows) + (f"\n\n{_said(item.explanation)}" if item.explanation else "")


def _said(prose: Prose) -> str:
    return prose.written("markdown")
