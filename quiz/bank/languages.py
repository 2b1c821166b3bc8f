"""The decimal sign of a language, by CLDR 48."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_COMMA_LANGUAGES: Final = (
    "ady af agq ast az ba bas be bg blo br bs bua ca cs cv da de dsb dua dyo el eo es et eu ewo ff fi fo fr fy gl hr "
    "hsb ht hu hy ia id ie is it jgo jv ka kab kbd kea kgp kk kkj kl ksf ku ky lb lij lld ln lo lt lu lv mgh mk mua "
    "nb nl nmg nn nnh no nr pl pms ps pt rm rn ro ru rw sah sc scn se seh sg shi sk sl smn sq sr ss su sv tg tk tok "
    "tr ts tt tzm uk uz ve vec vi wo yav yrl zgh"
)
_POINT_REGIONS: Final = {
    "de": "ch li",
    "es": "419 br bz cu do gt hn mx ni pa pe pr sv us",
    "fr": "rw",
    "it": "ch",
}
_COMMA_REGIONS: Final = {
    "ar": "dz lb ly ma mr tn",
    "en": "at be cz de dk ee es fi fr ge hu id it lt lv nl no pl pt ro se si sk ua za",
    "ms": "bn id",
    "qu": "bo",
    "sw": "cd",
}


@lru_cache(maxsize=64)
def writes_decimal_comma(language: str) -> bool:
    """Tell whether a language, such as `fr` or `de-AT`, writes 12.5 as `12,5`.

    >>> writes_decimal_comma("de-AT"), writes_decimal_comma("de_CH"), writes_decimal_comma("en")
    (True, False, False)
    """
    base, *rest = re.split("[-_]", language.strip().casefold())
    region = next((part for part in rest if re.fullmatch("[a-z]{2}|[0-9]{3}", part)), "")
    if base in _COMMA_LANGUAGES.split():
        return region not in _POINT_REGIONS.get(base, "").split()
    return region in _COMMA_REGIONS.get(base, "").split()
