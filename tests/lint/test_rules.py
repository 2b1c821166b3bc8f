"""The rules about one question: each says its word about a flaw, and nothing about its neighbours."""

import pytest
from hypothesis import given, strategies as st

from quiz.lint.rules import LINT
from quiz.lint.stem_and_choices import QuestionForm, sentences
from quiz.lint.words import LANGUAGES, vocabulary

PLAIN = ("Paris", "Rome", "Madrid", "Lisbon")


def told(stem: str, choices: tuple[str, ...] = PLAIN, key: int = 0, language: str = "en") -> list[str]:
    form = QuestionForm(stem, choices, [key], shuffled=False)
    words = vocabulary(language)
    return [code for code, rule in LINT.items() if rule.remarks(form, words)]


STORY = (
    "Marie came to town on a wet morning in spring, carrying two heavy bags, an umbrella with seven broken ribs and "
    "her grandmother's recipe book. She walked past bakeries, banks, bridges and a market where fishermen shouted "
    "prices nobody could pay, until darkness fell quietly over roofs. Which city was this?"
)

FLAWS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "F001": [
        ("Which city is it?", ("Paris", "Rome", "Madrid", "None of the above")),
        ("Which city is it?", ("Paris", "Rome", "Madrid", "None of these.")),
        ("Which city is it?", ("Paris", "Rome", "Neither of them")),
        ("Which city is it?", ("Paris", "Rome", "none")),
    ],
    "F002": [
        ("Which city is it?", ("Paris", "Rome", "Madrid", "All of the above")),
        ("Which city is it?", ("Paris", "Rome", "Madrid", "All of these are correct")),
        ("Which city is it?", ("Paris", "Rome", "Both")),
        ("Which city is it?", ("Paris", "Rome", "All options given are correct")),
    ],
    "F003": [
        ("The ____ is the capital of France.", PLAIN),
        ("Which … is the capital?", PLAIN),
        ("The [blank] stands in France.", PLAIN),
    ],
    "F004": [
        ("Which of the following statements is true?", PLAIN),
        ("Which of these is not correct?", PLAIN),
        ("True or false: it is the capital.", PLAIN),
        ("Is it the capital?", ("Yes", "No")),
        ("One: it is. Two: it was. Which?", ("True, True", "True, False", "False, True", "False, False")),
        ("The human heart", ("has four chambers", "beats once a minute", "is made of bone")),
        ("Paper money", ("It was first used in China", "It is made of cotton", "It never wears out")),
    ],
    "F005": [
        ("How far is it?", ("5 km", "20 km", "10 km")),
        ("How much is it?", ("$1,500", "$300", "$2,000")),
        ("Which part is it?", ("1/2", "1/4", "3/4")),
        ("How much is it?", ("2 million", "900 thousand", "3 million")),
        ("How cold is it?", ("−5 °C", "−20 °C", "0 °C")),
        ("How many are there?", ("5", "3", "9", "None of the above")),
    ],
    "F006": [
        ("Which city is not a capital?", PLAIN),
        ("All of these are capitals except", PLAIN),
        ("Which city is NOT a capital?", PLAIN),
        ("Which city is the least known?", PLAIN),
        ("Choose the city that fits. Which one has never been a capital?", PLAIN),
    ],
    "F007": [
        ("Which city is it?", ("The capital of the French Republic since 987", "Rome", "Madrid in Spain", "Lisbon"))
    ],
    "F008": [(STORY, PLAIN)],
    "F009": [
        ("Which cities are capitals?", ("Paris", "Nice", "A and B", "Neither A nor B")),
        ("Which cities are capitals?", ("i and ii", "ii and iii only", "i only", "iii only")),
        ("Which cities are capitals?", ("Paris, Nice", "Paris, Rome", "Nice, Rome", "Nice and Paris")),
    ],
    "F010": [("How is it?", ("It usually rains", "It is dry", "It is cold"))],
    "F011": [("How is it?", ("It never rains", "It is dry", "It is cold"))],
    "F012": [("Which fund feeds children?", ("The Children's Fund", "The Red Cross", "The World Bank"))],
    "F014": [("Sanctions", PLAIN), ("The capital of France is", PLAIN), ("How to get there.", PLAIN)],
    "F015": [("This is a", ("city", "island", "river")), ("It was sent to an", ("embassy", "office", "port"))],
    "F019": [
        ("How far is it?", ("1,000 km", "1000 km", "2000 km")),
        ("Which city is it?", ("New York", "New-York", "Rome")),
        ("Which part is it?", ("0.5", "1/2", "3/4")),
    ],
    "F020": [("Which city is it?", ("Paris", "Rome"))],
    "F021": [("Which city is it?", (*PLAIN, "Berlin", "Vienna"))],
    "F022": [("How many came?", ("10 to 20", "20 to 30", "31 to 40")), ("How many came?", ("1–10", "5–15", "16–20"))],
}


@pytest.mark.parametrize(
    ("code", "stem", "choices"), [(code, *case) for code, cases in FLAWS.items() for case in cases]
)
def test_a_flaw_is_told(code: str, stem: str, choices: tuple[str, ...]) -> None:
    assert code in told(stem, choices)


def test_choices_are_no_statements_where_something_is_asked() -> None:
    said = ("has four chambers", "beats once a minute", "is made of bone")
    for stem in (
        "Which part of the human heart",
        "Choose what the human heart is like",
        "What the human heart is like",
        "The human heart:",
        "A person lies on a table. The human heart",
        "The human heart ____",
        "Is it the human heart?",
    ):
        assert "F004" not in told(stem, said), stem
    assert told("The human heart", ("a muscle", "a bone", "a gland")) == ["F014"]


@pytest.mark.parametrize(
    ("language", "stem", "asked", "choices"),
    [
        ("de", "Das Herz", "Wie ist das Herz", ("hat vier Kammern hier", "schlägt einmal am Tag", "ist aus Knochen")),
        ("fr", "Le cœur", "Comment est le cœur", ("bat une fois par jour", "a quatre cavités", "est un os plat")),
        ("es", "El corazón", "Cómo es el corazón", ("late una vez al día", "tiene cuatro cavidades", "es un hueso")),
    ],
)
def test_statements_are_seen_in_each_language(language: str, stem: str, asked: str, choices: tuple[str, ...]) -> None:
    rule, words = LINT["F004"], vocabulary(language)
    assert rule.remarks(QuestionForm(stem, choices, [0]), words)
    assert not rule.remarks(QuestionForm(asked, choices, [0]), words)


def test_every_rule_about_a_question_has_a_case() -> None:
    assert {*FLAWS, "F023"} == {code for code, rule in LINT.items() if rule.check is not None}


def test_a_question_whose_every_choice_is_right_is_told() -> None:
    rule = LINT["F023"]
    assert rule.remarks(QuestionForm("Which are cities?", PLAIN, range(4)), None)
    assert not rule.remarks(QuestionForm("Which are cities?", PLAIN, range(3)), None)
    assert not rule.remarks(QuestionForm("Which city is it?"), None)


SILENT: list[tuple[str, tuple[str, ...]]] = [
    ("Which city is the capital of France?", PLAIN),
    ("Which people live there?", ("Nuns and monks", "Nonetheless a few", "Farmers")),
    ("What do the four walls hold?", ("A small ball", "A tall hallway", "A fallen leaf")),
    ("The capital of France is ____", PLAIN),
    ("In which year was it founded?", ("1990", "1995", "2000")),
    ("In which year was it founded?", ("2000", "1995", "1990")),
    ("When was it?", ("12 May 2001", "3 June 2001", "1 July 2001")),
    ("Which article is it?", ("Article 3 of 2001", "Article 12 of 1999", "Protocol 2")),
    ("Which city, whether or not it is the largest, is the capital?", PLAIN),
    ("What happens to a bank that is not insured?", ("It closes", "It grows", "It moves")),
    ('Who said "I do not know"?', PLAIN),
    ("Where is it? It is not far from the sea. Name the city.", PLAIN),
    ("How many came at least?", ("10", "20", "30")),
    ("When did the mission work there?", ("2001 to 2004", "2003 to 2007", "2007 to 2010")),
    ("Which vitamins are they?", ("Vitamin A", "Vitamin D", "Vitamin C")),
    ("Which temperature is it?", ("-5 °C", "0 °C", "5 °C")),
    ("Which language is it?", ("C", "C++", "C#")),
    ("Which number is it?", ("-5", "+5", "15")),
    ("Which sum is it?", ("5 $", "5 €", "6 £")),
    ("Which class was it: an A, a B or a C?", ("A", "B", "C")),
    ("Which is the right spelling of the word?", ("accomodate", "accommodate", "acommodate")),
]


@pytest.mark.parametrize(("stem", "choices"), SILENT)
def test_there_is_silence_where_there_is_nothing_to_say(stem: str, choices: tuple[str, ...]) -> None:
    assert told(stem, choices) == []


def test_a_negative_in_capitals_is_a_hint() -> None:
    words = vocabulary("en")
    (quiet,) = LINT["F006"].remarks(QuestionForm("Which is NOT a city?", PLAIN, [0]), words)
    (loud,) = LINT["F006"].remarks(QuestionForm("Which is not a city?", PLAIN, [0]), words)
    assert (quiet.hint, loud.hint) == (True, False)


def test_remarks_about_choices_name_the_choice() -> None:
    (remark,) = LINT["F011"].remarks(QuestionForm("How is it?", ("dry", "never dry", "wet"), [0]), vocabulary("en"))
    assert remark.choice == 1


def test_absolute_words_in_most_choices_tell_nothing() -> None:
    assert "F011" not in told("How is it?", ("It is always dry", "It is never dry", "It is cold"))


def test_a_long_choice_that_is_no_key_says_nothing() -> None:
    assert "F007" not in told(
        "Which city is it?", ("The capital of the French Republic since 987", "Rome", "Oslo"), key=1
    )


def test_a_key_that_is_not_nearly_twice_as_long_as_the_others_says_nothing() -> None:
    key = "The seller has to tell of every defect that is known"
    short, middling = "The buyer takes the house", "The buyer has always taken the house"
    assert "F007" in told("Who is right?", (key, short, short[:-6], "Nobody"))
    assert "F007" not in told("Who is right?", (key, middling, middling, middling))
    assert "F007" not in told("Who is right?", (key, key[:40], "Nobody", "Both"))
    assert "F007" not in told("Who is right?", ("Mediterranean neighbourhood policy", "Rome", "Oslo"))


BY_LANGUAGE = {
    "de": ("Welche Stadt ist nicht in Italien?", ("Paris", "Rom", "Keine der genannten", "Alle genannten")),
    "fr": ("Quelle ville n'est pas en Italie ?", ("Paris", "Rome", "Aucune de ces réponses", "Toutes ces réponses")),
    "es": ("¿Qué ciudad no está en Italia?", ("París", "Roma", "Ninguna de las anteriores", "Todas las anteriores")),
    "en": ("Which city is not in Italy?", ("Paris", "Rome", "None of these", "All of these")),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_of_its_own(language: str) -> None:
    stem, choices = BY_LANGUAGE[language]
    assert {"F001", "F002", "F006"} <= set(told(stem, choices, language=f"{language}-XX"))
    for other in set(LANGUAGES) - {language}:
        assert "F001" not in told(stem, choices, language=other)


def test_without_words_for_a_language_only_the_other_rules_speak() -> None:
    assert vocabulary("pl") is None
    assert told("Jaki to kraj?", ("None", "never", "usually", "A and B"), language="pl") == []
    assert told("Ile to jest?", ("5 km", "20 km", "10 km"), language="pl") == ["F005"]


def test_every_rule_can_be_explained() -> None:
    for code, rule in LINT.items():
        assert rule.code == code
        assert rule.summary.endswith(".")
        assert "   →   " in rule.example
        assert rule.source
    assert len({rule.name for rule in LINT.values()}) == len(LINT)


def test_sentences_do_not_end_at_abbreviations() -> None:
    assert sentences("Dr. Kim met Mr. Li. Who came? Nobody.") == ["Dr. Kim met Mr. Li.", "Who came?", "Nobody."]


TEXT = st.text(st.sampled_from("abAÉ 1_.…?-–/,$€'\"\n()½\x00"), max_size=40) | st.text(max_size=20)


@given(TEXT, st.lists(TEXT, max_size=7), st.integers(0, 6), st.sampled_from((*LANGUAGES, "pl")))
def test_any_question_can_be_looked_at(stem: str, choices: list[str], key: int, language: str) -> None:
    form = QuestionForm(stem, choices, [key] if key < len(choices) else [])
    words = vocabulary(language)
    for rule in LINT.values():
        for remark in rule.remarks(form, words):
            assert remark.choice is None or remark.choice < len(choices)
            assert remark.message
            assert remark.help
