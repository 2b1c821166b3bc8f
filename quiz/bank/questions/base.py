"""What every question has, whatever its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, Self, TypeAlias, get_type_hints

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

Difficulty: TypeAlias = Literal["easy", "medium", "hard"]
DIFFICULTIES: Final[tuple[Difficulty, ...]] = ("easy", "medium", "hard")

ID_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
DATE_PATTERN: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
DAY_PATTERN: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

NUMBER_PATTERN: Final = (
    r"^[-−]?((0|[1-9][0-9]*)([.,][0-9]+)?"
    r"([eE][+-]?[0-9]+| ?[×x*·⋅] ?10(\^[-−]?[0-9]+|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
    r"|(0|[1-9][0-9]*) ?/ ?[0-9]+)$"
)
"""A number as an author writes it: an integer, a decimal, `6.02e23`, `6.02×10^23` or a fraction."""

Text: TypeAlias = Annotated[str, Meta(min_length=1)]
PartialDate: TypeAlias = Annotated[str, Meta(pattern=DATE_PATTERN)]
Day: TypeAlias = Annotated[str, Meta(pattern=DAY_PATTERN)]
Identifier: TypeAlias = Annotated[str, Meta(pattern=ID_PATTERN)]
NumberText: TypeAlias = Annotated[str, Meta(pattern=NUMBER_PATTERN)]
"""A number as the author wrote it, which is how it is shown; `quiz.bank.numerals` says what it is worth."""


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


class Distractor(Choice, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A wrong choice of a question with one answer, with feedback of its own; it may be partly right."""

    credit: Annotated[
        float,
        Meta(
            gt=0,
            lt=1,
            description="The share that this choice earns, above 0 and below 1; nothing unless given.",
            examples=[0.5],
        ),
    ] = 0.0


class TruthFeedback(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"on_true": "true", "on_false": "false"},
):
    """What is said to those who took a statement for true, and to those who took it for false."""

    on_true: Annotated[
        Text | None,
        Meta(description="Said to a learner who chose true.", examples=["Venus is slightly smaller."]),
    ] = None
    on_false: Annotated[
        Text | None, Meta(description="Said to a learner who chose false.", examples=["Yes: by 650 km."])
    ] = None

    def to(self, value: bool) -> str | None:
        return self.on_true if value else self.on_false


NearCredit: TypeAlias = Annotated[
    float,
    Meta(ge=0, lt=1, description="The share that this earns, 0 or more and below 1; 0 unless given.", examples=[0.5]),
]
NearFeedback: TypeAlias = Annotated[
    Text | None,
    Meta(description="Said to a learner who gave this: what it lacks.", examples=["That was the name until 1945."]),
]


class NearText(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text that is nearly right, or a mistake that many make."""

    text: Annotated[Text, Meta(description="What is typed; slips are not forgiven here.", examples=["Keijo"])]
    credit: NearCredit = 0.0
    feedback: NearFeedback = None


class NearNumber(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number that is nearly right, or a mistake that many make."""

    value: Annotated[NumberText, Meta(description="The number that is typed.", examples=[365])]
    tolerance: Annotated[
        NumberText, Meta(description="How far off is still meant, bounds included; 0 unless given.", examples=[0.5])
    ] = "0"
    credit: NearCredit = 0.0
    feedback: NearFeedback = None


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
ValidUntil: TypeAlias = Annotated[
    Day | None,
    Meta(
        description="The last day on which it surely holds; after it learners read that it may be out of date.",
        examples=["2027-12-31"],
    ),
]

SourcesField: TypeAlias = Annotated[
    tuple[SourceField, ...],
    Meta(
        description="Where it can be checked, the best source first.",
        examples=[["un-1718, paragraph 8", {"ref": "eeas-2013", "locator": "Political dialogue"}]],
    ),
]
ChoiceFields: TypeAlias = Annotated[tuple[ChoiceField, ...], Meta(min_length=1)]


class Picture(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A picture that a question is about: a file beside the bank, and what is to be seen in it."""

    file: Annotated[
        Text,
        Meta(
            description="A file beside the bank or in a folder below it: png, jpg, gif, webp, bmp, tif or svg.",
            examples=["maps/peninsula.png"],
        ),
    ]
    alt: Annotated[
        Text | None,
        Meta(
            description="What is to be seen in it, for those who cannot see it; shown wherever only text can be.",
            examples=["A map of the Korean Peninsula with four cities, marked A to D."],
        ),
    ] = None


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

CaseSensitive: TypeAlias = Annotated[
    bool, Meta(description="Whether capitals matter; they do not unless true.", examples=[True])
]
Accents: TypeAlias = Annotated[
    bool,
    Meta(
        description="Whether marks on letters matter, such as é and e; on Latin and Greek letters they do not unless "
        "true, nor do Hebrew points and Arabic vowel signs.",
        examples=[True],
    ),
]
Typos: TypeAlias = Annotated[
    int,
    Meta(
        ge=0,
        le=3,
        description="How many slips are forgiven, 0 to 3, in words of five letters or more; 0 unless given. Digits "
        "must always be exact.",
        examples=[1],
    ),
]
"""What of a typed answer matters, and what is forgiven: the fields of every type whose answers are spelled."""


def as_choice(field: str | Choice) -> Choice:
    return field if isinstance(field, Choice) else Choice(field)


class QuestionBase(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type", dict=True
):
    """What every question has, whatever its type."""

    TEMPLATE: ClassVar[str]
    """The fields of the type, the prompt first, as an author finds them to write over."""

    PROSE: ClassVar[frozenset[str]] = frozenset({"prompt", "hint", "explanation"})
    """The fields that keep their lines; every text elsewhere, but for those of rows, stands on one line."""

    BLANKED: ClassVar[frozenset[str]] = frozenset()
    """The fields that may have blanks: `{{…}}`, which no markup takes apart."""

    ROWS: ClassVar[frozenset[str]] = frozenset()
    """The fields whose texts stand in rows: they keep their lines too, and are Markdown where the bank is."""

    ONE_OF: ClassVar[tuple[str, ...]] = ()
    """Fields of which exactly one is given, the usual one first."""

    READS_NUMBERS: ClassVar[bool] = False
    """Whether numbers are typed, which are read by the decimal sign of the bank's language."""

    IS_SELF_GRADED: ClassVar[bool] = False
    """Whether learners judge their responses themselves, so that these compare with nobody's."""

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
    passage: Annotated[
        Identifier | None,
        Meta(
            description="The id of the passage that it is about, one of the bank's `passages`.",
            examples=["council-conclusions-2013"],
        ),
    ] = None
    image: Annotated[
        Picture | None,
        Meta(
            description="A picture to look at, opened on a key: the file and what is to be seen in it.",
            examples=[{"file": "maps/peninsula.png", "alt": "A map of the Korean Peninsula with four cities."}],
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
    sources: SourcesField = ()
    as_of: Annotated[
        PartialDate | None,
        Meta(
            description="The year, month or day to which the truth is bound. Only where it is bound to one.",
            examples=["2017", "2017-12", "2017-12-31"],
        ),
    ] = None
    valid_until: ValidUntil = None
    status: Annotated[
        Literal["draft"] | None,
        Meta(
            description="Says that the question is not ready: previews show it, nothing asks it, and what it lacks is "
            "told by quiz check --drafts alone.",
            examples=["draft"],
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
        return tuple(citation_of(source) for source in self.sources)

    def accepted_on(self, _line: int) -> tuple[str, ...]:
        """Return the texts that the question knows, right, near or to be picked, on that line of a response, from 0."""
        return ()

    def before_lists(self) -> Self:
        """Return the question as it was asked where nothing of it could be picked from a list, as in version 0.1.0."""
        return self

    def own_texts(self) -> Iterator[tuple[str, str]]:
        """Give the texts that only this type has, each with the name of its field, for a search to find."""
        raise NotImplementedError

    @property
    def subject(self) -> tuple[str, ...]:
        """The texts that say what is asked, beside the prompt; empty where the prompt says it all."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many things have each to be put in its place; 0 where the type has none."""
        return 0

    @property
    def short_answer(self) -> str | None:
        """The right answer where it is one name or phrase, which another question could give away; else None."""
        raise NotImplementedError


def ref_of(source: str | Citation) -> str:
    """Return which reference a source cites."""
    return source.ref if isinstance(source, Citation) else source.partition(",")[0].strip()


def citation_of(source: str | Citation) -> Citation:
    """Return a source as it is cited; one written as a line is taken apart at the first comma."""
    if isinstance(source, Citation):
        return source
    ref, _, locator = source.partition(",")
    return Citation(ref.strip(), locator.strip() or None)


# Resolved once: of every type msgspec resolves what it inherits anew, and the strings would be most of its work.
QuestionBase.__annotations__.update(get_type_hints(QuestionBase, include_extras=True))
