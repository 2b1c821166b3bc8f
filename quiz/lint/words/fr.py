"""French."""

from __future__ import annotations

import re
from typing import Final

from quiz.lint.words import Words, anywhere, combinations, listed, suffixes

_THESE: Final = (
    r"(?: (?:de|des|ces|ses|celles|ceux|ci|dessus|les|la|réponses?|propositions?|affirmations?|options?|choix|autres?"
    r"|n['’]est|est|sont|ne|correctes?|vraies?|justes?|précédentes?|ci-dessus))*"
)

WORDS: Final = Words(
    none=re.compile(rf"(?:aucun|aucune|ni l['’]un ni l['’]autre|rien){_THESE}"),
    all=re.compile(rf"(?:tous|toutes|tout|les deux|chacun|chacune){_THESE}|.*\btoutes les réponses\b.*"),
    references=combinations("à la fois|les deux", "seulement|uniquement|seul", "et|ou"),
    statements=anywhere(
        r"(?:laquelle|lequel|lesquelles|quelle) (?:\w+ ){0,6}(?:est|sont)"
        r" (?:vraies?|fausses?|correctes?|exactes?|justes?)"
    ),
    imperative=anywhere("choisissez|choisis|indiquez|nommez|cochez|trouvez|complétez|citez|sélectionnez"),
    interrogative=anywhere(
        "quel|quelle|quels|quelles|qui|que|quoi|comment|pourquoi|quand|où|combien|lequel|laquelle|lesquels|lesquelles"
    ),
    heading=re.compile(r"(?:pour|comment)\b(?=.*\.$)", re.IGNORECASE),
    negative=anywhere(r"pas|sauf|excepté|hormis|jamais|faux|fausses?|aucune?|incorrecte?s?"),
    exception=anywhere("sauf|excepté|hormis"),
    not_negative=re.compile(
        r"\b(?:ou pas|pas seulement|vrai ou faux|sinon)\b"
        r"|(?<!^)\b(?:qui|que|qu['’]|dont|parce|lorsque|quand|si|où)\b[^,;?]*",
        re.IGNORECASE,
    ),
    absolute=anywhere(
        "toujours|jamais|chaque|tous|toutes|tout|entièrement|complètement|totalement|absolument|seulement|uniquement"
        "|exclusivement|aucune?|personne|rien|impossible|doit|doivent"
    ),
    vague=anywhere(
        "souvent|parfois|rarement|fréquemment|généralement|habituellement|normalement|probablement|peut-être|plutôt"
        "|certains|certaines|plusieurs|quelques|occasionnellement|la plupart"
    ),
    truths=listed("vrai faux vraie fausse oui non correct incorrect"),
    stop=listed(
        """
        ainsi alors après aucun aucune aussi autre autres avaient avait avant avec avoir cela celle celles celui
        cette ceux chaque chez comme comment dans depuis deux donc dont elle elles encore entre était étaient
        être faire fait font leur leurs lors mais même moins nous parce pendant peut plus pour pourquoi quand
        quel quelle quelles quels question réponse sans selon sera sont sous suivante suivantes suivants sur
        tous tout toute toutes très trois une vers vous année années affirmation proposition
        """
    ),
    stem=suffixes(
        "s e es x aux al ale ales er é ée és ées ent ement ements tion tions eur eurs euse ique iques if ive"
    ),
)
