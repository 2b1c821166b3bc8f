"""Words that other quiz formats use for fields, and what goes where in a bank: the one table of them.

A foreign word is never renamed by a fix: what stands behind it is seldom what the field here holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.reading.likeness import folded, is_slip

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from quiz.reading.yaml.document import Node


class Place(NamedTuple):
    """Where the value of a foreign word belongs: the fields it fills, and how to say so."""

    fields: tuple[str, ...]
    advice: str


_PROMPT: Final = Place(("prompt",), "put what is asked in `prompt`")
_TAGS: Final = Place(("tags",), "put words to draw by in the list `tags`")
_EXPLANATION: Final = Place(("explanation",), "say why the answer is right in `explanation`")
_SOURCES: Final = Place(("sources",), "put a `- reference, place in it` in the list `sources`")
_REFERENCES: Final = Place(("references",), "put a `- id: …` with a `title: …` in the list `references`")
_BESIDE: Final = Place((), "which choice is right is told by where it stands: in the answer, or in `distractors`")
_PASSAGE: Final = Place(
    ("passage",), "put the text in the list `passages` of the bank, with an id, and that id in `passage`"
)
_CREDIT: Final = Place(("credit",), "put the share that a choice which is partly right earns in `credit`, such as 0.5")
_DRAWN: Final = Place((), "draw it in signs, between two lines of three backticks in a Markdown `text`")
_MEDIA: Final = Place((), "there is no such thing: say in text what is to be seen or heard")
_PICTURE: Final = Place(
    ("image",), "put the name of the file in `image`, as `file: …`, and what is to be seen as `alt: …`"
)

_CHOICES: Final = (
    Place(("answer", "distractors"), "put the right choice in `answer` and the others in `distractors`"),
    Place(("answers", "distractors"), "put the right choices in `answers` and the others in `distractors`"),
    Place(("items",), "put the things to order in `items`, in the right order"),
    Place(("categories",), "put each category with its things in `categories`"),
    Place(("pairs",), "put each pair as `left: right` in `pairs`"),
    Place((), "only `type: single` and `type: multiple` have choices, in their answer and `distractors`"),
)
_RIGHT: Final = (
    Place(("answer", "distractors"), "put the right choice in `answer`, as its text, not as its letter or number"),
    Place(("answers", "distractors"), "put the right choices in `answers`, as texts, not as letters or numbers"),
    Place(("answer", "tolerance"), "put the number in `answer`"),
    Place(("answer",), "put `true` or `false` in `answer`"),
    Place(("answers",), "put every accepted answer in the list `answers`"),
    Place(("items",), "put the things in the right order in `items`"),
    Place(("categories",), "put each category with its things in `categories`"),
    Place(("pairs",), "put each pair as `left: right` in `pairs`"),
    Place(("text",), "write each blank into `text`, as {{answer}}"),
)
_WRONG: Final = (
    Place(("distractors",), "put the wrong choices in the list `distractors`"),
    Place((), "only questions with choices have wrong ones, in `distractors`"),
)

_WORDS: Final[dict[str, tuple[tuple[str, tuple[Place, ...]], ...]]] = {
    "bank": (
        ("name quiz quiz_name quiz_title heading course deck exam test", (Place(("title",), "put it in `title`"),)),
        ("subject theme category", (Place(("topic",), "put it in `topic`"),)),
        (
            "desc summary about info intro introduction instructions",
            (Place(("description",), "put it in `description`"),),
        ),
        ("lang locale", (Place(("language",), "put it in `language`, such as `en`"),)),
        ("author creator by", (Place(("authors",), "put each name in the list `authors`"),)),
        ("copyright rights terms", (Place(("license",), "put it in `license`"),)),
        (
            "date version modified last_modified last_updated revised",
            (Place(("updated",), "put the year, month or day in `updated`"),),
        ),
        ("source sources reference bibliography citations", (_REFERENCES,)),
        (
            "question question_list items cards entries exercises problems",
            (Place(("questions",), "put a `- id: …` for each question in the list `questions`"),),
        ),
        (
            "texts readings stimuli stimulus excerpts extracts vignettes cases",
            (Place(("passages",), "put a `- id: …` with `title` and `text` for each in the list `passages`"),),
        ),
        (
            "unit units chapter chapters module modules teaching tutorial tutorials",
            (Place(("lessons",), "put a `- id: …` for each lesson in the list `lessons`"),),
        ),
        (
            "timeline chronology history milestones calendar",
            (Place(("events",), "put a `- date: …` for each event in the list `events`"),),
        ),
        (
            "tag label labels keyword keywords level score marks options choices correct hints",
            (Place((), "it belongs in each question"),),
        ),
    ),
    "question": (
        ("question question_text stem query ask problem title statement text content body", (_PROMPT,)),
        ("options option choices choice alternatives possible_answers answer_options answer_choices", _CHOICES),
        (
            (
                "correct correct_answer correct_answers correct_option correct_options correct_choice correct_choices "
                "correct_index correct_response answer_index answer_key answer_text right_answer right_answers right "
                "key solution solutions expected accepted response truth is_true is_correct"
            ),
            _RIGHT,
        ),
        (
            (
                "wrong wrong_answer wrong_answers wrong_choices wrong_options incorrect incorrect_answer "
                "incorrect_answers incorrect_options incorrect_choices false_answers distractor decoy decoys"
            ),
            _WRONG,
        ),
        (
            (
                "explain explanations rationale reason reasoning why justification comment comments note notes details "
                "general_feedback answer_explanation"
            ),
            (_EXPLANATION,),
        ),
        (
            "feedback feedbacks correct_feedback incorrect_feedback",
            (
                Place(
                    (),
                    "what is said of one choice goes beside it, as `- text: …` and `feedback: …`; what is said of all "
                    "into `explanation`",
                ),
            ),
        ),
        ("hints clue clues tip tips", (Place(("hint",), "put one text in `hint`"),)),
        (
            "tag label labels category categories topic topics keyword keywords subject subjects chapter section skill",
            (_TAGS,),
        ),
        ("source reference references citation citations cite ref refs bibliography url link links", (_SOURCES,)),
        (
            "passages passage_id passage_text stimulus stimuli reading reading_text context case vignette excerpt",
            (_PASSAGE,),
        ),
        (
            "level complexity hardness grade",
            (Place(("difficulty",), "write `easy`, `medium` or `hard` in `difficulty`"),),
        ),
        ("score scores mark marks weight worth credit point", (Place(("points",), "put the number in `points`"),)),
        (
            "name identifier uid uuid guid number no nr qid question_id",
            (Place(("id",), "give the question a name of letters, digits and `-` in `id`"),),
        ),
        ("kind question_type qtype format mode", (Place((), "say in `type` which type of question it is"),)),
        (
            "valid_to valid_through expires expiry expiration expires_on expiry_date review_by",
            (Place(("valid_until",), "put the last day on which it holds in `valid_until`"),),
        ),
        (
            "draft is_draft unfinished wip state todo",
            (Place(("status",), "write `status: draft` while it is not ready"),),
        ),
        ("date valid_at valid_from", (Place(("as_of",), "put the year, month or day in `as_of`"),)),
        ("variant variant_of family pool", (Place(("group",), "put the name that its variants share in `group`"),)),
        ("margin error precision epsilon", (Place(("tolerance",), "put how far off still counts in `tolerance`"),)),
        ("units measure", (Place(("unit",), "put one unit in `unit`"),)),
        ("steps events things elements order", (Place(("items",), "put the things in order in `items`"),)),
        (
            "matches matching matchings associations left lefts rights premises responses",
            (Place(("pairs",), "put each pair as `left: right` in `pairs`"),),
        ),
        ("groups buckets bins classes", (Place(("categories",), "put each category in `categories`"),)),
        ("images picture pictures img figure image_url image_file photo diagram", (_PICTURE,)),
        ("media audio sound video", (_MEDIA,)),
    ),
    "choice": (
        ("answer option choice value label content body title name", (Place(("text",), "put the choice in `text`"),)),
        (
            "explanation explain comment comments rationale reason why note hint",
            (Place(("feedback",), "put what is said of this choice in `feedback`"),),
        ),
        (
            "correct is_correct iscorrect right is_right wrong incorrect true",
            (_BESIDE,),
        ),
        ("score points mark marks fraction weight percent", (_CREDIT, _BESIDE)),
        ("id key letter index", (Place((), "a choice is known by its text: remove this"),)),
        ("image picture media", (_MEDIA,)),
    ),
    "citation": (
        (
            "source id reference name title url link",
            (Place(("ref",), "put the id of a reference in `ref`"),),
        ),
        (
            "page pages paragraph section chapter article where place location",
            (Place(("locator",), "put the place in the source in `locator`"),),
        ),
    ),
    "truth": (
        (
            "correct right wrong incorrect yes no t f 1 0 answer text general all",
            (Place((), "write `true: …` and `false: …`, each said to a learner who chose that"),),
        ),
    ),
    "near": (
        ("answer choice spelling content value", (Place(("text",), "put what is nearly right in `text`"),)),
        ("answer number text", (Place(("value",), "put the number that is nearly right in `value`"),)),
        ("score points mark marks fraction weight percent", (_CREDIT,)),
        ("explanation comment note why hint message", (Place(("feedback",), "put what is said of it in `feedback`"),)),
    ),
    "passage": (
        ("name identifier key uid number", (Place(("id",), "put what questions name it by in `id`"),)),
        ("heading caption headline", (Place(("title",), "put it in `title`"),)),
        ("body content passage stimulus reading prompt excerpt", (Place(("text",), "put the text itself in `text`"),)),
        ("source reference references citation citations url link", (_SOURCES,)),
        ("questions question items", (Place((), "a question names its passage, as `passage: id`"),)),
        ("image picture media", (_MEDIA,)),
    ),
    "lesson": (
        (
            "content body prose paragraph paragraphs description explanation material markdown",
            (Place(("text",), "put what it teaches in `text`"),),
        ),
        ("name heading topic label", (Place(("title",), "put it in `title`"),)),
        (
            "question exercises exercise items quiz tasks cards problems",
            (Place(("questions",), "put the ids of its questions in the list `questions`"),),
        ),
        ("source reference references citation citations cite ref refs url link links", (_SOURCES,)),
        (
            "requires require prerequisite prerequisites before previous follows depends depends_on needs order",
            (Place(("after",), "put the ids of the lessons that come before it in the list `after`"),),
        ),
        ("first begin beginner is_start starter", (Place(("start",), "write `start: true`"),)),
        ("format", (Place(("markup",), "write `markup: markdown` or `markup: plain`"),)),
        (
            "valid_to valid_through expires expiry expiration expires_on expiry_date review_by",
            (Place(("valid_until",), "put the last day on which it holds in `valid_until`"),),
        ),
        ("next", (Place((), "write in the later lesson which ones come before it, in `after`"),)),
        ("image images picture pictures img media audio sound video figure diagram", (_DRAWN,)),
    ),
    "event": (
        ("when day year time at as_of", (Place(("date",), "put the year, month or day in `date`"),)),
        (
            "event title what name description label content body",
            (Place(("text",), "put what happened in `text`"),),
        ),
        (
            "track lane row group category topic actor side who where place",
            (Place(("column",), "put the name of its column in `column`"),),
        ),
        (
            "question items exercises",
            (Place(("questions",), "put the ids of its questions in the list `questions`"),),
        ),
        ("source reference references citation citations cite ref refs url link links", (_SOURCES,)),
        ("id", (Place((), "an event needs none: remove it"),)),
    ),
    "picture": (
        ("src path name url source href filename image", (Place(("file",), "put the name of the file in `file`"),)),
        (
            "description caption text title label alternative alt_text",
            (Place(("alt",), "say what is to be seen in `alt`"),),
        ),
        ("width height size", (Place((), "a viewer decides how large it is: remove this"),)),
    ),
    "lint": (
        (
            "rule rules disable disabled skip off codes code noqa exclude",
            (Place(("ignore",), "put the codes in the list `ignore`"),),
        ),
        ("why because comment note explanation", (Place(("reason",), "say why in `reason`"),)),
    ),
}

_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "single": ("multiplechoice", "multichoice", "mcq", "mc", "choice", "singlechoice", "singleselect", "radio"),
    "multiple": ("checkbox", "checkboxes", "multiselect", "multipleselect", "multipleanswer", "multipleresponse"),
    "true-false": ("tf", "boolean", "bool", "yesno", "truefalsequestion"),
    "number": ("numeric", "numerical", "integer", "float", "calculated"),
    "text": ("shortanswer", "short", "freetext", "string", "input", "typed"),
    "list": ("enumeration", "enumerate", "multipletext"),
    "open": ("essay", "longanswer", "openended", "selfgraded"),
    "order": ("ordering", "sequence", "sort", "sorting", "ranking", "rank"),
    "match": ("matching", "pairing", "association"),
    "classify": ("categorize", "categorise", "group", "grouping"),
    "cloze": ("fillin", "fillintheblank", "fillintheblanks", "fillblank", "blank", "blanks", "gap", "gapfill"),
}

_LONG: Final = 6
"""Of how many letters a foreign word must be to be known with a slip."""

_INDEX: Final = re.compile(r"\(?([A-Za-z]|[0-9]{1,2})[.)]?")


_PLACES: Final = {
    thing: {folded(word): places for words, places in rows for word in words.split()} for thing, rows in _WORDS.items()
}


def is_foreign(name: str) -> bool:
    """Tell whether a name is a field in another format, wherever it stands there."""
    return any(folded(name) in words for words in _PLACES.values())


_OWN: Final = {folded(name) for struct in QUESTION_TYPES.values() for name in struct.__struct_encode_fields__}


@lru_cache(maxsize=1024)
def _places_of(word: str, thing: str) -> tuple[Place, ...]:
    """Return the places of a foreign word, or of a long one that it is but for a slip."""
    words = _PLACES[thing]
    if word not in words and word not in _OWN:
        word = next((other for other in words if len(other) >= _LONG and is_slip(word, other)), "")
    return words.get(word, ())


def place_of(name: str, thing: str, known: Collection[str]) -> Place | None:
    """Return where the value of a foreign word belongs in a `thing` that has the fields `known`."""
    places = _places_of(folded(name), thing)
    fitting = (place for place in places if place.fields and set(place.fields) <= set(known))
    return next(fitting, None) or next((place for place in places if not place.fields), None)


def help_with(name: str, place: Place, value: Node, named: Mapping[str, tuple[Node, Node]]) -> str:
    """Return what to type instead of the foreign word `name` with its value, which stands among the fields `named`."""
    advice = f"`{name}` is another format's word: {place.advice}"
    if place in _CHOICES and (said := _index_among(value, named)):
        advice += f"; {said}"
    return advice


def _index_among(options: Node, named: Mapping[str, tuple[Node, Node]]) -> str | None:
    """Return what is wrong with an answer that is only the letter or number of one of the options."""
    choices = {choice.text.strip() for choice in (*options.items(), *(value for _, value in options.pairs()))}
    for key, value in (pair for name, pair in named.items() if name in {"answer", "answers"}):
        for one in value.items() if value.kind == "list" else (value,):
            text = one.text.strip()
            if _INDEX.fullmatch(text) and text not in choices:
                return f"`{key.text}` must be the text of the choice, not `{text}`"
    return None


def type_help(word: str) -> str | None:
    """Return what to type instead of a word that other formats have for a type of question."""
    name = folded(word)
    kind = next((kind for kind, words in _TYPES.items() if name == folded(kind) or name in words), None)
    if kind in {"single", "multiple"} and name != kind:
        return "write `single` where one choice is right, `multiple` where several may be"
    return f"did you mean `{kind}`?" if kind else None
