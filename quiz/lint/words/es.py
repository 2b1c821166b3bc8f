"""Spanish."""

from __future__ import annotations

import re
from typing import Final

from quiz.lint.words import Words, anywhere, combinations, listed, suffixes

_THESE: Final = (
    r"(?: (?:de|las|los|la|lo|estas|estos|esas|esos|ellas|ellos|anteriores|anterior|respuestas?|opciones|opción"
    r"|afirmaciones|otras|otros|es|son|correctas?|ciertas?|verdaderas?|mencionadas|mencionados|arriba))*"
)

WORDS: Final = Words(
    none=re.compile(rf"(?:ninguna|ninguno|ningún|nada){_THESE}"),
    all=re.compile(
        rf"(?:todas|todos|todo|ambas|ambos|cada una|cada uno){_THESE}"
        r"|.*\btodas las (?:anteriores|respuestas|opciones)\b.*"
    ),
    references=combinations("ambas|ambos|tanto", "solo|sólo|solamente|únicamente", "y|e|o|u|como"),
    statements=anywhere(
        r"(?:cuál|cuáles|qué) (?:de )?(?:\w+ ){0,4}(?:es|son) (?:verdader[ao]s?|fals[ao]s?|correct[ao]s?|ciert[ao]s?)"
    ),
    imperative=anywhere("elige|elija|seleccione|selecciona|señale|señala|indique|indica|marque|marca|complete|nombre"),
    interrogative=anywhere("qué|cuál|cuáles|quién|quiénes|cómo|cuándo|dónde|cuánto|cuánta|cuántos|cuántas|por qué"),
    heading=re.compile(r"(?:para|cómo)\b(?=.*\.$)", re.IGNORECASE),
    negative=anywhere("no|excepto|salvo|menos|nunca|jamás|fals[ao]s?|incorrect[ao]s?"),
    exception=anywhere("excepto|salvo|menos"),
    not_negative=re.compile(
        r"\b(?:o no|no sólo|no solo|si no|al menos|por lo menos|más o menos|verdadero o falso)\b"
        r"|\bno \w{3,}(?:ad|id)[oa]s?\b"
        r"|(?<!^)(?<![¿])\b(?:que|quien|cuyo|cuya|porque|cuando|si|donde)\b[^,;?]*",
        re.IGNORECASE,
    ),
    absolute=anywhere(
        "siempre|nunca|jamás|cada|todos|todas|todo|toda|completamente|totalmente|absolutamente|solo|sólo|solamente"
        "|únicamente|exclusivamente|ningun[oa]|nadie|nada|imposible|debe|deben"
    ),
    vague=anywhere(
        "a menudo|a veces|raramente|frecuentemente|generalmente|normalmente|habitualmente|probablemente|quizás|quizá"
        "|ocasionalmente|algunos|algunas|varios|varias|la mayoría"
    ),
    truths=listed("verdadero verdadera falso falsa sí si no correcto incorrecto cierto"),
    stop=listed(
        """
        ahora algo algunos antes aquel aquella aunque bajo cada como cómo con contra cual cuál cuáles cuando
        cuándo cuanto cuántos debe desde donde dónde durante ella ellas ellos entre era eran esa esas ese esos
        esta está estaba estas este esto estos fue fueron había hace hacia hasta hay las los mayor más menos
        mientras misma mismo mucho muy nada ningún nunca otra otras otro otros para pero poco por porque
        pregunta puede qué que quien quién respuesta según ser siempre siguiente siguientes sin sino sobre solo
        son sus también tan tanto tiene tienen toda todas todo todos tras una unas uno unos año años afirmación
        """
    ),
    stem=suffixes("s es o a os as e ar er ir ado ada ados adas ido ida ción ciones mente dad dades ico ica icos icas"),
)
