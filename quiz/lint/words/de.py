"""German."""

from __future__ import annotations

import re
from typing import Final

from quiz.lint.words import Words, anywhere, combinations, listed, suffixes

_THESE: Final = (
    r"(?: (?:der|die|dieser|davon|von|den|oben|obigen|genannten|angegebenen|aufgeführten|antworten|antwort|aussagen"
    r"|möglichkeiten|optionen|ist|sind|trifft|treffen|zu|richtig|korrekt))*"
)

WORDS: Final = Words(
    none=re.compile(rf"(?:keine|keiner|keines|keins|nichts)(?: davon)?{_THESE}"),
    all=re.compile(rf"(?:alle|alles|beide|jede|jedes){_THESE}|.*\balle (?:oben|genannten|antworten|der genannten)\b.*"),
    references=combinations("beide|sowohl", "nur|allein", "und|oder|als auch"),
    statements=anywhere(
        r"welche (?:der )?(?:\w+ ){0,3}(?:ist|sind|trifft|treffen) (?:nicht )?(?:wahr|richtig|falsch|korrekt|zu)"
    ),
    imperative=anywhere("wähle|wählen|nenne|nennen|markiere|markieren|kreuze|gib|finde|ergänze|bestimme"),
    interrogative=anywhere(
        "welche|welcher|welches|welchen|welchem|was|wer|wen|wem|wessen|wie|wieso|warum|weshalb|wann|wo|woher|wohin|womit|wodurch|worin"
    ),
    heading=re.compile(r"(?:um|wie man)\b(?=.*\.$)", re.IGNORECASE),
    negative=anywhere("nicht|außer|ausser|ausgenommen|kein|keine|keinen|keinem|keiner|keines|niemals|nie|falsch"),
    exception=anywhere("außer|ausser|ausgenommen"),
    not_negative=re.compile(
        r"\b(?:nicht nur|ob oder nicht|wahr oder falsch|richtig oder falsch|wenn nicht)\b"
        r"|,\s(?:dass|daß|weil|wenn|als|da|der|die|das|den|dem|deren|dessen|wer|wo)\b[^,;?]*",
        re.IGNORECASE,
    ),
    absolute=anywhere(
        """
        immer|nie|niemals|jeder|jede|jedes|jeden|alle|alles|allen|völlig|vollständig|ganz und gar|absolut|nur|niemand
        nichts|ausschließlich|unmöglich|stets|ausnahmslos|muss|müssen
        """
    ),
    vague=anywhere(
        """
        oft|häufig|meist|meistens|manchmal|selten|gewöhnlich|normalerweise|üblicherweise|gelegentlich|typischerweise
        wahrscheinlich|vielleicht|möglicherweise|überwiegend|einige|mehrere|manche|verschiedene
        """
    ),
    truths=listed("wahr falsch richtig ja nein korrekt unwahr stimmt nicht"),
    stop=listed(
        """
        aber alle allem allen aller alles als auch auf aus bei beim beiden bis dabei dafür damit dann daran
        darauf dass deren dessen diese diesem diesen dieser dieses doch durch eine einem einen einer eines etwa
        etwas für gegen haben hatte hatten hier ihre ihrem ihren ihrer immer jede jedem jeden jeder jedes kann
        kein keine können konnte mehr mit muss müssen nach nicht noch nur oder ohne schon sehr sein seine seinem
        seinen seiner sich sind über unter viel viele vom von vor waren wegen weil welche welchem welchen
        welcher welches wenn wer werden wird wurde wurden wann warum wieviel wie woher wohin zum zur zwei
        zwischen frage antwort aussage jahr jahre jahren
        """
    ),
    stem=suffixes("e en er es em n s ern st te ten ung ungen heit keit lich ig isch ische ischen ischer"),
)
