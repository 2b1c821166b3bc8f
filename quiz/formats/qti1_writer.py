"""QTI 1.2 as Canvas reads it: the writer of packages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from quiz.formats.archive import packed
from quiz.formats.html_text import prompt_html
from quiz.formats.items import (
    GAP,
    Choices,
    Gaps,
    NumberOption,
    Numeric,
    Open,
    Option,
    Pairs,
    Sequence as Ordering,
    Sorting,
    Truth,
    Typed,
    Writing,
)
from quiz.formats.prose import Prose
from quiz.formats.qti_text import xhtml_of
from quiz.formats.report import Loss
from quiz.formats.untold import other_spellings, type_changed, untold
from quiz.formats.writing import NoPlace, each_written
from quiz.formats.xml_text import xml_text, xml_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.formats.items import Item, Target

_KEPT: Final = frozenset({"id", "points", "explanation", "feedback", "marks"})
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_FILE: Final = "questions/questions.xml"
_SETTINGS_FILE: Final = "questions/assessment_meta.xml"
_MEDIA: Final = "web_resources"
"""The folder that Canvas takes for its files, and calls `_BASE` in texts."""
_BASE: Final = "$IMS-CC-FILEBASE$"
_RESPONSE: Final = "response1"
_FULL: Final = 100.0


def write(items: Sequence[Item], target: Target) -> Writing:
    """Write items as a package that Canvas imports as a quiz."""
    questions, losses = each_written(items, _written)
    title = xml_value(target.title)
    page = [
        _HEAD,
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">',
        f'<assessment ident={xml_value(target.bank_id)} title={title}><section ident="root_section">',
        *(question.text for question in questions),
        "</section></assessment>",
        "</questestinterop>\n",
    ]
    pictures = {one.name: one.data for question in questions if (one := question.item.picture)}
    files = {
        "imsmanifest.xml": _manifest(pictures),
        _FILE: "\n".join(page),
        _SETTINGS_FILE: _settings([question.item for question in questions], target),
    }
    texts = {name: text.encode("utf-8", "replace") for name, text in files.items()}
    return Writing(packed(texts | {f"{_MEDIA}/{name}": data for name, data in pictures.items()}), tuple(losses))


class _Written(NamedTuple):
    """A question and its text in the file."""

    item: Item
    text: str


def _written(item: Item) -> tuple[_Written, Iterator[Loss]]:
    question = _Question(item)
    return _Written(item, "\n".join(question.rows())), question.losses()


def _manifest(pictures: Iterable[str]) -> str:
    media = "".join(
        f'<resource identifier="picture{at}" type="webcontent" href={xml_value(f"{_MEDIA}/{name}")}>'
        f"<file href={xml_value(f'{_MEDIA}/{name}')}/></resource>"
        for at, name in enumerate(pictures, start=1)
    )
    return (
        f'{_HEAD}\n<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" identifier="manifest"><metadata>'
        "<schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata><organizations/><resources>"
        f'<resource identifier="questions" type="imsqti_xmlv1p2"><file href="{_FILE}"/>'
        '<dependency identifierref="settings"/></resource><resource identifier="settings"'
        f' type="associatedcontent/imscc_xmlv1p1/learning-application-resource" href="{_SETTINGS_FILE}">'
        f'<file href="{_SETTINGS_FILE}"/></resource>{media}'
        "</resources></manifest>\n"
    )


def _settings(items: Sequence[Item], target: Target) -> str:
    """Return what Canvas knows of a quiz beside its questions: it counts in no course until somebody wants it to."""
    points = sum(item.points for item in items)
    return (
        f'{_HEAD}\n<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier={xml_value(target.bank_id)}>'
        f"<title>{xml_text(target.title)}</title><description/><shuffle_answers>true</shuffle_answers>"
        f"<quiz_type>practice_quiz</quiz_type><points_possible>{points:g}</points_possible></quiz>\n"
    )


class _Question:
    """A question while it is written: its type there, its presentation, what earns points, and feedback by name."""

    def __init__(self, item: Item) -> None:
        """Take a question. Raises `NoPlace`."""
        self.item = item
        self.prompt = item.prompt
        self.kind = ""
        self.presentation: list[str] = []
        self.conditions: list[str] = []
        self.feedback: dict[str, str] = {}
        self._take()

    def rows(self) -> Iterator[str]:
        item = self.item
        title = " ".join(item.prompt.plain.split()) if isinstance(item.body, Gaps) else item.name
        yield f"<item ident={xml_value(item.id)} title={xml_value(title)}>"
        yield "<itemmetadata><qtimetadata>"
        yield _metadata("question_type", self.kind)
        yield _metadata("points_possible", f"{item.points:g}")
        yield "</qtimetadata></itemmetadata>"
        passage = f"<div>{xhtml_of(item.passage_text)}</div>" if item.passage_text else ""
        yield "<presentation>"
        address = f"{_BASE}/{quote(item.picture.name)}" if item.picture else ""
        yield _material(passage + prompt_html(xhtml_of(self.prompt), item.picture, address), is_html=True)
        yield from self.presentation
        yield "</presentation>"
        yield "<resprocessing><outcomes>"
        yield '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        if item.explanation:
            yield _shown("<other/>", "general_fb")
        yield from self.conditions
        yield "</resprocessing>"
        if item.explanation:
            yield _feedback("general_fb", _html(item.explanation))
        for name, text in self.feedback.items():
            yield _feedback(name, text)
        yield "</item>"

    def losses(self) -> Iterator[Loss]:
        if isinstance(self.item.body, Sorting | Ordering):
            yield type_changed(self.item, "matching")
        if self.kind == "fill_in_multiple_blanks_question":
            for gap in self.item.body.gaps if isinstance(self.item.body, Gaps) else ():
                if gap.choices:
                    choices = ", ".join(choice.plain for choice in gap.choices)
                    yield Loss(self.item.place, "choices-in-gap", choices, self.item.id)
        else:
            yield from other_spellings(self.item)
        yield from untold(self.item, _KEPT)

    def _take(self) -> None:
        match self.item.body:
            case Choices(options=options, several=several):
                self._choices([(str(at), option) for at, option in enumerate(options, start=1)], several=several)
            case Truth(answer=answer, on_true=on_true, on_false=on_false):
                pair = [
                    ("true", Option(Prose("True"), float(bool(answer)), on_true)),
                    ("false", Option(Prose("False"), float(not answer), on_false)),
                ]
                self._choices(pair, several=False)
                self.kind = "true_false_question"
            case Typed(options=options):
                self.kind = "short_answer_question"
                self.presentation = [_typed()]
                right = [_equal(_RESPONSE, option.text.plain) for option in options if option.share >= 1]
                self.conditions = [_earns("".join(right))]
            case Numeric(options=numbers):
                self.kind = "numerical_question"
                self.presentation = [_typed(' fibtype="Decimal"')]
                self.conditions = [_earns(_range(option)) for option in numbers if option.share >= 1]
            case Pairs(pairs=pairs):
                self._match([(one.left, one.right) for one in pairs if one.left], [one.right for one in pairs])
            case Sorting(categories=categories):
                things = [(thing, name) for name, texts in categories for thing in texts]
                self._match(things, [name for name, _ in categories])
            case Ordering(items=texts):
                self._match([(Prose(str(at)), text) for at, text in enumerate(texts, start=1)], texts)
            case Gaps():
                self._gaps(self.item.body)
            case Open(answer=answer):
                self.kind = "essay_question"
                self.presentation = [_typed()]
                self.feedback["solution"] = f"<solution><solutionmaterial>{_html(answer)}</solutionmaterial></solution>"
            case _:
                raise NoPlace

    def _choices(self, options: Sequence[tuple[str, Option]], *, several: bool) -> None:
        self.kind = "multiple_answers_question" if several else "multiple_choice_question"
        self.presentation = [_picked(_RESPONSE, _labels([(name, one.text) for name, one in options]), several=several)]
        for name, option in options:
            if option.feedback:
                self.feedback[f"{name}_fb"] = _html(option.feedback)
                self.conditions.append(_shown(_equal(_RESPONSE, name), f"{name}_fb"))
        if several:
            wanted = "".join(
                _equal(_RESPONSE, name) if one.share > 0 else f"<not>{_equal(_RESPONSE, name)}</not>"
                for name, one in options
            )
            self.conditions.append(_earns(f"<and>{wanted}</and>"))
        else:
            self.conditions += (_earns(_equal(_RESPONSE, name)) for name, one in options if one.share >= 1)

    def _match(self, pairs: Sequence[tuple[Prose, Prose]], rights: Iterable[Prose]) -> None:
        self.kind = "matching_question"
        names = {right: str(1000 + at) for at, right in enumerate(dict.fromkeys(rights))}
        labels = _labels([(name, text) for text, name in names.items()])
        for at, (left, right) in enumerate(pairs, start=1):
            response = f"response_{at}"
            self.presentation.append(_picked(response, labels, before=_html(left)))
            self.conditions.append(_earns(_equal(response, names[right]), _FULL / len(pairs), "Add"))

    def _gaps(self, body: Gaps) -> None:
        is_picked = all(gap.choices for gap in body.gaps)
        self.kind = "multiple_dropdowns_question" if is_picked else "fill_in_multiple_blanks_question"
        stem = "gap"
        while f"[{stem}" in body.text.plain:
            stem += "_"
        number = 0
        for at, gap in enumerate(body.gaps, start=1):
            right = [option.text for option in gap.options][: 1 if is_picked else None]
            options = [
                (str(number + more), text)
                for more, text in enumerate([*right, *gap.choices][: None if is_picked else len(right)], start=1)
            ]
            number += len(options)
            response = f"response_{stem}{at}"
            self.presentation.append(_picked(response, _labels(options)))
            earning = options[: len(right)]
            self.conditions += (_earns(_equal(response, name), _FULL / len(body.gaps), "Add") for name, _ in earning)
        self.prompt = _marked(body.text, stem)


def _marked(text: Prose, stem: str) -> Prose:
    """Return a text with its gaps as names in brackets; the marks of Markdown do not touch them."""

    def named(inside: str, *, escape_: str = "") -> str:
        return GAP.sub(lambda match: f"{escape_}[{stem}{int(match[1]) + 1}{escape_}]", inside)

    markdown = None if text.markdown is None else named(text.markdown, escape_="\\")
    return Prose(named(text.plain), markdown)


def _metadata(label: str, entry: str) -> str:
    return f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"


def _material(text: str, *, is_html: bool) -> str:
    form = "html" if is_html else "plain"
    return f'<material><mattext texttype="text/{form}">{xml_text(text)}</mattext></material>'


def _html(prose: Prose) -> str:
    """Return a text as material: as HTML where it has marks or several lines."""
    text = xhtml_of(prose, is_row=True)
    return _material(text, is_html=True) if "<" in text or "\xa0" in text else _material(prose.plain, is_html=False)


def _labels(options: Iterable[tuple[str, Prose]]) -> str:
    return "".join([f'<response_label ident="{name}">{_html(text)}</response_label>' for name, text in options])


def _picked(response: str, labels: str, *, several: bool = False, before: str = "") -> str:
    cardinality = "Multiple" if several else "Single"
    return (
        f'<response_lid ident="{response}" rcardinality="{cardinality}">{before}'
        f"<render_choice>{labels}</render_choice></response_lid>"
    )


def _typed(more: str = "") -> str:
    return (
        f'<response_str ident="{_RESPONSE}" rcardinality="Single"><render_fib{more}>'
        '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
    )


def _equal(response: str, value: str) -> str:
    return f'<varequal respident="{response}">{xml_text(value)}</varequal>'


def _range(option: NumberOption) -> str:
    value, reach = Decimal(option.value), Decimal(option.tolerance or "0")
    low, high = (
        f'<{tag} respident="{_RESPONSE}">{bound:f}</{tag}>'
        for tag, bound in (("vargte", value - reach), ("varlte", value + reach))
    )
    return f"<or>{_equal(_RESPONSE, option.value)}<and>{low}{high}</and></or>"


def _earns(condition: str, score: float = _FULL, action: str = "Set") -> str:
    setting = f'<setvar action="{action}" varname="SCORE">{score:.7g}</setvar>'
    return f'<respcondition continue="No"><conditionvar>{condition}</conditionvar>{setting}</respcondition>'


def _shown(condition: str, name: str) -> str:
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{name}"/>'
    return f'<respcondition continue="Yes"><conditionvar>{condition}</conditionvar>{shown}</respcondition>'


def _feedback(name: str, material: str) -> str:
    inside = material if material.startswith("<solution>") else f"<flow_mat>{material}</flow_mat>"
    return f'<itemfeedback ident="{name}">{inside}</itemfeedback>'
