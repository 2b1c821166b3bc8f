"""What Moodle itself says to a response, in the languages of its courses: no loss where it is left out."""

from __future__ import annotations

from typing import Final

_PHRASES: Final = """
your answer is correct|your answer is partially correct|your answer is incorrect
respuesta correcta|respuesta parcialmente correcta|respuesta incorrecta
su respuesta es correcta|su respuesta es parcialmente correcta|su respuesta es incorrecta
tu respuesta es correcta|tu respuesta es parcialmente correcta|tu respuesta es incorrecta
votre réponse est correcte|votre réponse est partiellement correcte|votre réponse est incorrecte
die antwort ist richtig|die antwort ist teilweise richtig|die antwort ist falsch
ihre antwort ist richtig|ihre antwort ist teilweise richtig|ihre antwort ist falsch
risposta corretta|risposta parzialmente corretta|risposta errata|risposta parzialmente esatta
la tua risposta è corretta|la tua risposta è parzialmente corretta|la tua risposta è sbagliata
sua resposta está correta|sua resposta está parcialmente correta|sua resposta está incorreta
a sua resposta está correta|a sua resposta está parcialmente correta|a sua resposta está incorreta
resposta correcta|resposta parcialmente correcta|resposta incorrecta
a súa resposta é correcta|a súa resposta é parcialmente correcta|a súa resposta é incorrecta
la resposta és correcta|la resposta és parcialment correcta|la resposta és incorrecta
je antwoord is juist|je antwoord is gedeeltelijk juist|je antwoord is onjuist
ваш ответ верный|ваш ответ частично правильный|ваш ответ неправильный
twoja odpowiedź jest poprawna|twoja odpowiedź jest częściowo poprawna|twoja odpowiedź jest niepoprawna
התשובה שלך נכונה|התשובה שלך נכונה חלקית|התשובה שלך שגויה
あなたの答えは正解です|あなたの答えは部分的に正解です|あなたの答えは不正解です
"""
_INFOS: Final = (
    "the default category for questions shared in context",
    "die standardkategorie",
    "la categoría por defecto",
    "la catégorie par défaut",
    "la categoria predefinita",
    "a categoria padrão",
    "a categoria por omissão",
)
"""How what Moodle says of a category that it made begins."""
_KNOWN: Final = frozenset(phrase for line in _PHRASES.split("\n") for phrase in line.split("|") if phrase)


def is_stock_phrase(text: str) -> bool:
    """Tell whether a text is what Moodle says to any response.

    >>> is_stock_phrase("Your answer is correct."), is_stock_phrase("Right, full of holes.")
    (True, False)
    """
    return " ".join(text.casefold().split()).strip("¡!.。 ") in _KNOWN


def is_stock_info(text: str) -> bool:
    """Tell whether a text is what Moodle says of a category that it made on its own."""
    return " ".join(text.casefold().split()).startswith(_INFOS)
