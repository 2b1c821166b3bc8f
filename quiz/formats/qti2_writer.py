"""QTI 2.1: the writer of packages, each question in a file of its own, and a test that has them in their order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.archive import packed
from quiz.formats.html_text import has_words_of, prompt_html
from quiz.formats.items import Gaps, NumberOption, Numeric, Sorting, Typed, Writing
from quiz.formats.qti2 import EXPLANATION
from quiz.formats.qti2_bodies import FEEDBACK, Interaction, interaction_of
from quiz.formats.qti_text import xhtml_of
from quiz.formats.report import Loss
from quiz.formats.untold import is_case, other_spellings, type_changed, untold
from quiz.formats.writing import each_written
from quiz.formats.xml_text import xml_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.formats.items import Item, Target

_KEPT: Final = frozenset({"id", "points", "explanation", "feedback", "credit", "sequence", "unit", "marks"})
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_ITEMS: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEMPLATE: Final = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a package of QTI 2.1."""
    files, losses = each_written(items, lambda item: (_file(item, target), _losses(item)))
    texts = {"imsmanifest.xml": _manifest(files), "test.xml": _test(files, target)}
    texts |= {one.path: one.text for one in files}
    pictures = {_shown(item): item.picture.data for one in files if (item := one.item).picture}
    return Writing(
        packed({name: text.encode("utf-8", "replace") for name, text in texts.items()} | pictures), tuple(losses)
    )


class _File(NamedTuple):
    """A question: its name there, its file in the package, and the text of that."""

    item: Item
    name: str
    path: str
    text: str


def _file(item: Item, target: Target) -> _File:
    """Return the file of a question. Raises `NoPlace`."""
    name = _name(item)
    rows = _item(item, interaction_of(item), name, target.language)
    return _File(item, name, f"items/{item.place.line}-{item.id}.xml", "\n".join([*rows, ""]))


def _name(item: Item) -> str:
    return item.id if _NAME.fullmatch(item.id) else f"q-{item.id}"


def _shown(item: Item) -> str:
    """Return where in the package the picture of an item is; nothing where it has none."""
    return f"images/{item.picture.name}" if item.picture else ""


def _losses(item: Item) -> Iterator[Loss]:
    if _name(item) != item.id:
        yield Loss(item.place, "identifier", item.id, item.id, "changed")
    if isinstance(item.body, Sorting):
        yield type_changed(item, "match")
    if isinstance(item.body, Gaps) and len(item.body.gaps) == 1 and not item.body.gaps[0].choices:
        yield type_changed(item, "text")
    yield from other_spellings(item)
    kept = _KEPT if _says_near(item) else _KEPT | {"near"}
    yield from [loss for loss in untold(item, kept) if not is_case(item, loss)]


def _says_near(item: Item) -> bool:
    """Tell whether feedback stands to what is typed: there is no place for it."""
    return isinstance(item.body, Typed | Numeric) and any(option.feedback for option in item.body.options)


def _item(item: Item, interaction: Interaction, name: str, language: str) -> Iterator[str]:
    title = " ".join(item.prompt.plain.split()) if isinstance(item.body, Gaps) else item.name
    yield _HEAD
    yield (
        f'<assessmentItem xmlns="{_ITEMS}" identifier={xml_value(name)} title={xml_value(title)} adaptive="false"'
        f' timeDependent="false" xml:lang={xml_value(language)}>'
    )
    yield from interaction.declarations
    maximum = f' normalMaximum="{item.points:g}"' if item.points != 1 else ""
    yield f'<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"{maximum}/>'
    if interaction.feedback_cardinality:
        cardinality = interaction.feedback_cardinality
        yield f'<outcomeDeclaration identifier="{FEEDBACK}" cardinality="{cardinality}" baseType="identifier"/>'
    if item.explanation:
        yield (
            f'<outcomeDeclaration identifier="{EXPLANATION}" cardinality="single" baseType="identifier">'
            f"<defaultValue><value>{EXPLANATION}</value></defaultValue></outcomeDeclaration>"
        )
    yield "<itemBody>"
    if item.passage_text:
        yield f"<div>{xhtml_of(item.passage_text)}</div>"
    yield from _asked(item, interaction)
    yield "</itemBody>"
    yield from _processing(item, interaction)
    if item.explanation:
        yield (
            f'<modalFeedback outcomeIdentifier="{EXPLANATION}" identifier="{EXPLANATION}" showHide="show">'
            f"{xhtml_of(item.explanation)}</modalFeedback>"
        )
    yield "</assessmentItem>"


def _asked(item: Item, interaction: Interaction) -> Iterator[str]:
    """Give the prompt and what answers it, the picture where its words stand for it."""
    body = "\n".join(interaction.body)
    asked = "" if isinstance(item.body, Gaps) else xhtml_of(item.prompt)
    if item.picture is None:
        yield from (f"<div>{asked}</div>", body) if asked else (body,)
        return
    address = f"../{_shown(item)}"
    if not asked and has_words_of(body, item.picture):
        yield prompt_html(body, item.picture, address)
    else:
        yield f"<div>{prompt_html(asked, item.picture, address)}</div>"
        yield body


def _processing(item: Item, interaction: Interaction) -> Iterator[str]:
    """Give how a response is scored: by a template that every program knows where one says it all."""
    is_numeric = isinstance(item.body, Numeric)
    responses = interaction.responses
    has_template = len(responses) == 1 and not interaction.feedback_cardinality and not is_numeric
    if not responses:
        return
    if has_template and (interaction.is_mapped or item.points == 1):
        name = "map_response" if interaction.is_mapped else "match_correct"
        yield f'<responseProcessing template="{_TEMPLATE}/{name}"/>'
        return
    yield "<responseProcessing>"
    if isinstance(item.body, Numeric):
        yield "<responseCondition>"
        for at, option in enumerate(item.body.options):
            yield _reached(option, item.points, "responseElseIf" if at else "responseIf")
        yield "</responseCondition>"
    elif interaction.is_mapped:
        mapped = "".join(f'<mapResponse identifier="{name}"/>' for name in responses)
        yield _score(f"<sum>{mapped}</sum>" if len(responses) > 1 else mapped)
    else:
        both = f'<variable identifier="{responses[0]}"/><correct identifier="{responses[0]}"/>'
        yield f"<responseCondition><responseIf><match>{both}</match>{_score(_float(item.points))}</responseIf>"
        yield "</responseCondition>"
    if interaction.feedback_cardinality:
        yield (f'<setOutcomeValue identifier="{FEEDBACK}"><variable identifier="{responses[0]}"/></setOutcomeValue>')
    yield "</responseProcessing>"


def _reached(option: NumberOption, points: float, tag: str) -> str:
    tolerance = option.tolerance or "0"
    mode = 'toleranceMode="exact"'
    if re.search(r"[1-9]", tolerance):
        mode = f'toleranceMode="absolute" tolerance="{tolerance} {tolerance}"'
    both = f'<variable identifier="RESPONSE"/><baseValue baseType="float">{option.value}</baseValue>'
    return f"<{tag}><equal {mode}>{both}</equal>{_score(_float(points * option.share))}</{tag}>"


def _score(value: str) -> str:
    return f'<setOutcomeValue identifier="SCORE">{value}</setOutcomeValue>'


def _float(value: float) -> str:
    return f'<baseValue baseType="float">{value:.7g}</baseValue>'


def _test(files: Sequence[_File], target: Target) -> str:
    title = xml_value(target.title)
    refs = "\n".join(
        f"<assessmentItemRef identifier={xml_value(one.name)} href={xml_value(one.path)}/>" for one in files
    )
    return (
        f'{_HEAD}\n<assessmentTest xmlns="{_ITEMS}" identifier="test" title={title}>\n'
        '<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">\n'
        f'<assessmentSection identifier="section" title={title} visible="true">\n{refs}\n'
        "</assessmentSection></testPart></assessmentTest>\n"
    )


def _manifest(files: Sequence[_File]) -> str:
    dependencies = "".join(f'<dependency identifierref="item-{at}"/>' for at, _ in enumerate(files, start=1))
    items = "\n".join(
        f'<resource identifier="item-{at}" type="imsqti_item_xmlv2p1" href={xml_value(one.path)}>'
        f"<file href={xml_value(one.path)}/>{f'<file href={xml_value(shown)}/>' if shown else ''}</resource>"
        for at, one in enumerate(files, start=1)
        for shown in (_shown(one.item),)
    )
    return (
        f'{_HEAD}\n<manifest xmlns="{_PACKAGE}" identifier="manifest"><metadata><schema>QTIv2.1 Package</schema>'
        "<schemaversion>1.0.0</schemaversion></metadata><organizations/><resources>\n"
        '<resource identifier="test" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/>'
        f"{dependencies}</resource>\n{items}\n</resources></manifest>\n"
    )
