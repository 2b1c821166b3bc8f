"""Banks, questions and references as immutable values.

The structs are the one declaration of the bank format: the reader converts to them, the JSON Schema is made from
them, and an attempt stores them as its snapshot.
"""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

Difficulty: TypeAlias = Literal["easy", "medium", "hard"]
DIFFICULTIES: Final[tuple[Difficulty, ...]] = ("easy", "medium", "hard")

ID_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
DATE_PATTERN: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"

Text: TypeAlias = Annotated[str, Meta(min_length=1)]
PartialDate: TypeAlias = Annotated[str, Meta(pattern=DATE_PATTERN)]
Identifier: TypeAlias = Annotated[str, Meta(pattern=ID_PATTERN)]


class Choice(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One choice with feedback of its own."""

    text: Annotated[Text, Meta(description="What the learner sees.", examples=["Resolution 1874 (2009)"])]
    feedback: Annotated[
        Text | None,
        Meta(
            description="Said to a learner who took this choice: what it really is.",
            examples=["It answered the second test."],
        ),
    ] = None


ChoiceField: TypeAlias = Annotated[
    Text | Choice,
    Meta(
        description="A choice: its text, or a mapping of text and feedback.",
        examples=[
            "Resolution 1874 (2009)",
            {"text": "Resolution 1874 (2009)", "feedback": "It answered the second test."},
        ],
    ),
]


class Citation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the truth of a question can be checked."""

    ref: Annotated[Text, Meta(description="The id of a reference in sources.yaml.", examples=["un-1718"])]
    locator: Annotated[
        Text | None,
        Meta(description="Where in the source: heading, article, paragraph, page.", examples=["paragraph 8"]),
    ] = None


SourceField: TypeAlias = Annotated[
    Text | Citation,
    Meta(
        description="A reference, then after the first comma the place in it; or a mapping of ref and locator.",
        examples=["un-1718, paragraph 8", {"ref": "un-1718", "locator": "paragraph 8"}],
    ),
]
ChoiceFields: TypeAlias = Annotated[tuple[ChoiceField, ...], Meta(min_length=1)]

_Answers = Annotated[
    tuple[Annotated[Text, Meta(description="An accepted spelling.", examples=["Pyongyang"])], ...],
    Meta(
        min_length=1,
        description="Every accepted spelling; the first is the one shown.",
        examples=[["Pyongyang", "Phyongyang"]],
    ),
]
_CaseSensitive = Annotated[bool, Meta(description="Whether capitals matter; they do not unless true.", examples=[True])]
_Typos = Annotated[
    int,
    Meta(
        ge=0,
        le=3,
        description="How many slips are forgiven, 0 to 3, in words of five letters or more; 0 unless given. Digits "
        "must always be exact.",
        examples=[1],
    ),
]
_Sequence = Annotated[
    Annotated[
        tuple[
            Annotated[
                Text, Meta(description="A choice, written as in the answers and distractors.", examples=["Council"])
            ],
            ...,
        ],
        Meta(min_length=1),
    ]
    | None,
    Meta(
        description="All choices in the order to show them, where that order is logical but not numeric.",
        examples=[["Council", "Commission", "Parliament"]],
    ),
]
_Distractors = Annotated[
    ChoiceFields, Meta(description="The wrong choices, best with feedback.", examples=[["Resolution 2270 (2016)"]])
]


class Lint(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Rules of `quiz check` that are switched off here, and why."""

    ignore: Annotated[
        tuple[
            Annotated[Text, Meta(description="The code or name of a rule.", examples=["F006", "negative-prompt"])], ...
        ],
        Meta(description="Codes or names of rules that are switched off here.", examples=[["F006"]]),
    ] = ()
    reason: Annotated[
        Text | None, Meta(description="Why they are switched off.", examples=["The negative is what is asked."])
    ] = None


LintField: TypeAlias = Annotated[
    Lint | None,
    Meta(
        description="Rules of quiz check that are switched off here, with a reason.",
        examples=[{"ignore": ["F006"], "reason": "The negative is what is asked."}],
    ),
]


def as_choice(field: str | Choice) -> Choice:
    return field if isinstance(field, Choice) else Choice(field)


class QuestionBase(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type", dict=True
):
    """What every question has, whatever its type."""

    id: Annotated[
        Identifier,
        Meta(
            description="A name that no other question of the bank has: letters, digits, '.', '_' and '-'. A learner's "
            "history hangs on it: keep it when you reword the question.",
            examples=["resolution-after-first-test"],
        ),
    ]
    prompt: Annotated[
        Text,
        Meta(
            description="What is asked, complete in itself. A dated fact is asked with its date.",
            examples=["Which Security Council resolution answered the DPRK's first nuclear test?"],
        ),
    ]
    difficulty: Annotated[
        Difficulty | None,
        Meta(
            description="How hard it is: easy, medium or hard.",
            examples=list(DIFFICULTIES),
            extra_json_schema={
                "enum": list(DIFFICULTIES),
                "enumDescriptions": ["Most learners know it.", "About half of them do.", "Few of them do."],
            },
        ),
    ] = None
    tags: Annotated[
        tuple[Annotated[Text, Meta(description="A word to draw and report by.", examples=["chronology"])], ...],
        Meta(description="Words to draw and report by.", examples=[["un", "chronology"]]),
    ] = ()
    points: Annotated[
        float,
        Meta(
            gt=0,
            le=1000,
            description="What a right answer is worth, above 0 and up to 1000; 1 unless given.",
            examples=[2, 0.5],
        ),
    ] = 1.0
    group: Annotated[
        Identifier | None,
        Meta(
            description="Variants of one question share a group: an attempt draws at most one of them.",
            examples=["first-test"],
        ),
    ] = None
    hint: Annotated[
        Text | None, Meta(description="Shown on request.", examples=["It came within a week of the test."])
    ] = None
    explanation: Annotated[
        Text | None,
        Meta(
            description="Why the answer is right, and one thing more. Shown after the response.",
            examples=["The Council adopted 1718 on 14 October 2006, five days after the test."],
        ),
    ] = None
    sources: Annotated[
        tuple[SourceField, ...],
        Meta(
            description="Where it can be checked, the best source first.",
            examples=[["un-1718, paragraph 8", {"ref": "eeas-2013", "locator": "Political dialogue"}]],
        ),
    ] = ()
    as_of: Annotated[
        PartialDate | None,
        Meta(
            description="The year, month or day to which the truth is bound. Only where it is bound to one.",
            examples=["2017", "2017-12", "2017-12-31"],
        ),
    ] = None
    lint: LintField = None

    @property
    def type(self) -> str:
        """The tag: `single`, `multiple`, …"""
        return str(self.__struct_config__.tag)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources, those written as one line taken apart at the first comma."""
        return tuple(_citation(source) for source in self.sources)


def _citation(source: str | Citation) -> Citation:
    if isinstance(source, Citation):
        return source
    ref, _, locator = source.partition(",")
    return Citation(ref.strip(), locator.strip() or None)


class Single(QuestionBase, frozen=True, kw_only=True, tag="single"):
    """One of several choices is right."""

    answer: Annotated[
        ChoiceField,
        Meta(
            description="The right choice: its text, or a mapping of text and feedback.",
            examples=["Resolution 1718 (2006)"],
        ),
    ]
    distractors: _Distractors
    sequence: _Sequence = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The right choice, then the wrong ones."""
        return (as_choice(self.answer), *map(as_choice, self.distractors))


class Multiple(QuestionBase, frozen=True, kw_only=True, tag="multiple"):
    """Several of the choices may be right."""

    answers: Annotated[ChoiceFields, Meta(description="The right choices.", examples=[["Coal", "Iron"]])]
    distractors: _Distractors
    sequence: _Sequence = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The right choices, then the wrong ones."""
        return tuple(map(as_choice, (*self.answers, *self.distractors)))

    @property
    def right_texts(self) -> tuple[str, ...]:
        return tuple(as_choice(answer).text for answer in self.answers)


class TrueFalse(QuestionBase, frozen=True, kw_only=True, tag="true-false"):
    """A statement to judge."""

    answer: Annotated[
        bool, Meta(description="true or false: whether the statement in the prompt is true.", examples=[True, False])
    ]


class Number(QuestionBase, frozen=True, kw_only=True, tag="number"):
    """A number to type."""

    answer: Annotated[
        Decimal,
        Meta(
            description="The right number: digits with a point as the decimal sign, without its unit.",
            examples=[366, 149.6],
        ),
    ]
    tolerance: Annotated[
        Decimal,
        Meta(
            description="How far off still counts as right, bounds included; 0 unless given.",
            examples=[0.5],
        ),
    ] = Decimal(0)
    unit: Annotated[
        Text | None,
        Meta(description="Shown beside the input; the learner may leave it out.", examples=["million euros"]),
    ] = None


class TextQuestion(QuestionBase, frozen=True, kw_only=True, tag="text"):
    """A word or name to type."""

    answers: _Answers
    case_sensitive: _CaseSensitive = False
    typos: _Typos = 0


class Order(QuestionBase, frozen=True, kw_only=True, tag="order"):
    """Things to put in order."""

    items: Annotated[
        tuple[Annotated[Text, Meta(description="One of the things to put in order.", examples=["1718"])], ...],
        Meta(
            min_length=3,
            max_length=9,
            description="3 to 9 things in the right order.",
            examples=[["1718", "1874", "2087"]],
        ),
    ]


class Match(QuestionBase, frozen=True, kw_only=True, tag="match"):
    """Pairs to find."""

    pairs: Annotated[
        dict[Text, Annotated[Text, Meta(description="What belongs to the left-hand side.", examples=["1718"])]],
        Meta(
            min_length=2,
            description="What belongs together, a line `left: right` for each pair.",
            examples=[{"2006": "1718", "2009": "1874"}],
        ),
    ]
    distractors: Annotated[
        tuple[Annotated[Text, Meta(description="A right-hand side that fits nothing.", examples=["2087"])], ...],
        Meta(description="Right-hand sides that fit nothing.", examples=[["2087"]]),
    ] = ()

    @cached_property
    def rights(self) -> tuple[str, ...]:
        """Every right-hand side once, in the order of the file, distractors last."""
        return tuple(dict.fromkeys((*self.pairs.values(), *self.distractors)))


class Classify(QuestionBase, frozen=True, kw_only=True, tag="classify"):
    """Things to sort into categories."""

    categories: Annotated[
        dict[
            Text,
            Annotated[
                tuple[
                    Annotated[Text, Meta(description="A thing of this category.", examples=["Resolution 1718"])], ...
                ],
                Meta(min_length=1, description="The things of this category.", examples=[["Resolution 1718"]]),
            ],
        ],
        Meta(
            min_length=2,
            description="Each category with the things that belong in it.",
            examples=[{"United Nations": ["Resolution 1718"], "European Union": ["Regulation 2017/1509"]}],
        ),
    ]

    @cached_property
    def places(self) -> dict[str, str]:
        """Every item with its category."""
        return {item: category for category, items in self.categories.items() for item in items}


class Cloze(QuestionBase, frozen=True, kw_only=True, tag="cloze"):
    r"""A text with blanks, written `{{answer|other spelling}}`; a literal `{{` is written `\{{`."""

    text: Annotated[
        Text,
        Meta(
            description="The text, each blank as {{answer|other spelling}}.",
            examples=["Relations were established in {{May|may}} {{2001}}."],
        ),
    ]
    case_sensitive: _CaseSensitive = False
    typos: _Typos = 0

    @cached_property
    def segments(self) -> tuple["str | Blank", ...]:
        """The text taken apart: plain stretches and blanks in turn."""
        return split_cloze(self.text)

    @cached_property
    def blanks(self) -> tuple["Blank", ...]:
        return tuple(segment for segment in self.segments if isinstance(segment, Blank))


class Blank(Struct, frozen=True):
    """One gap of a cloze text with its accepted spellings, the one to show first."""

    answers: tuple[str, ...]


class ClozeFault(ValueError):
    """A cloze text that cannot be taken apart; `offset` is where in the text, in characters."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def split_cloze(text: str) -> tuple[str | Blank, ...]:
    r"""Take a cloze text apart at its `{{…}}`; `\{{` is a literal `{{`. Raises `ClozeFault`."""
    segments: list[str | Blank] = []
    plain = ""
    position = 0
    while (opening := text.find("{{", position)) >= 0:
        if text[position:opening].endswith("\\"):
            plain += text[position : opening - 1] + "{{"
            position = opening + 2
            continue
        plain += text[position:opening]
        closing = text.find("}}", opening)
        if closing < 0:
            raise ClozeFault("a blank opens with '{{' and is never closed; add '}}'", opening)
        spellings = tuple(part.strip() for part in text[opening + 2 : closing].split("|"))
        if "{{" in text[opening + 2 : closing]:
            raise ClozeFault("a blank opens inside another; close the first with '}}'", opening)
        if not all(spellings):
            raise ClozeFault("a blank has an empty answer; write {{answer}} or {{answer|other spelling}}", opening)
        if plain:
            segments.append(plain)
            plain = ""
        segments.append(Blank(spellings))
        position = closing + 2
    plain += text[position:]
    if plain:
        segments.append(plain)
    return tuple(segments)


Question: TypeAlias = Single | Multiple | TrueFalse | Number | TextQuestion | Order | Match | Classify | Cloze
QUESTION_TYPES: Final[dict[str, type[Question]]] = {
    "single": Single,
    "multiple": Multiple,
    "true-false": TrueFalse,
    "number": Number,
    "text": TextQuestion,
    "order": Order,
    "match": Match,
    "classify": Classify,
    "cloze": Cloze,
}


def meaning_of(kind: str) -> str:
    """Return what a type of question is, in a few words."""
    return (QUESTION_TYPES[kind].__doc__ or "").partition(";")[0].rstrip(".")


class Reference(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source: the CSL fields that the program shows, dates as text."""

    id: str
    title: str
    type: str | None = None
    publisher: str | None = None
    author: str | None = None
    issued: str | None = None
    accessed: str | None = None
    url: str | None = None
    genre: str | None = None
    note: str | None = None


class Bank(Struct, frozen=True, kw_only=True):
    """A bank as read: faulty questions are left out, its references resolved by id."""

    id: str
    title: str
    topic: str
    description: str | None = None
    language: str = "en"
    authors: tuple[str, ...] = ()
    license: str | None = None
    updated: str | None = None
    questions: tuple[Question, ...] = ()
    references: dict[str, Reference] = {}
    lint: Lint | None = None

    def references_of(self, question: Question) -> tuple[tuple[Citation, Reference | None], ...]:
        """The sources of a question in order, each with its reference where there is one."""
        return tuple((citation, self.references.get(citation.ref)) for citation in question.citations)
