"""English."""

from __future__ import annotations

import re
from typing import Final

from quiz.lint.words import Words, anywhere, combinations, listed, suffixes

_THESE: Final = (
    r"(?: (?:of )?(?:the |these |those )?(?:above|these|those|them|other|others|following|listed|given|mentioned"
    r"|options|choices|answers|statements|responses|alternatives|ones|applies|fits|here|provided|are|is|true|correct|right|apply))*"
)

_CLAIMS: Final = r"(?: (?:statement|sentence|claim|assertion)s?)?(?: (?:about|on|regarding|concerning)(?: \w+){1,8})?"
_RIGHT: Final = "(?:correct|incorrect|accurate|right|wrong)"

WORDS: Final = Words(
    none=re.compile(rf"(?:none|neither|nothing|no (?:correct|right) (?:answer|option))(?: one)?{_THESE}"),
    all=re.compile(
        rf"(?:all|both|each|every one|everything){_THESE}"
        r"|.*\b(?:all|both|any|each)(?: of)?(?: the| these| those)?"
        r" (?:above|listed|options|choices|answers|preceding)\b.*"
        r"|.*\ball of (?:these|those|them)\b(?: (?:are|is|choices?|answers?|options?)\b.*)?"
        r"|any of (?:these|those|them)"
    ),
    truths=listed("true false yes no correct incorrect right wrong not"),
    statements=anywhere(
        rf"""
        which (?:\w+ ){{0,8}}(?:is|are) (?:not )?(?:true|false|untrue)
        which (?:\w+ ){{0,3}}statements?
        (?:the )?(?:following|these) (?:statements|sentences|claims|assertions)
        which (?:one )?of (?:the following|these){_CLAIMS} (?:is|are) (?:not )?{_RIGHT}
        which{_CLAIMS} (?:is|are) (?:not )?{_RIGHT}
        (?:is|are) (?:the )?(?:following|these|this)(?: statements?)? (?:true or false|true|correct)
        """
    ),
    negative=anywhere(r"not|all but|except|least|false|incorrect|incorrectly|never|cannot|\w+n['’]t|untrue"),
    exception=anywhere(r"except|all but"),
    not_negative=re.compile(
        r"""
        \b(?:whether\ or\ not|true\ or\ false|not\ only|at\ least|least\ developed|if\ not)\b
        | \b(?:but|and|or|than)\ (?:not|cannot)\b
        # What stands in a clause of its own is part of the matter, not the question.
        | (?<!^)(?<!^\W)(?<![,:]\ )\b(?:that|who|whom|if|because|since|when|while|where|unless|although|so|given)\b
          [^,;?]*
        """,
        re.IGNORECASE | re.VERBOSE,
    ),
    absolute=anywhere(
        r"""
        always|never|every|everyone|everything|everybody|entirely|completely|totally|absolutely|only|all|none|nobody
        no one|nothing|anything|must|impossible|solely|exclusively|invariably|without exception
        """
    ),
    vague=anywhere(
        r"""
        often|usually|sometimes|rarely|frequently|generally|occasionally|commonly|typically|normally|mostly|seldom
        probably|possibly|perhaps|mainly|somewhat|several|various|some(?! of)|most (?=\w+s(?!\w))
        """
    ),
    heading=re.compile(r"(?:how to|what to|to)\b", re.IGNORECASE),
    imperative=anywhere(r"choose|select|identify|mark|name|pick|tick|find|complete|indicate|state"),
    interrogative=anywhere("which|what|who|whom|whose|how|why|when|where"),
    references=combinations("both|either|neither", "only|alone", "and|or"),
    stop=listed(
        """
        about above across after again against also although among another around because been before being below
        best between both cannot could does doing done down during each either else even ever every following found
        from gave gets give given goes going have having here himself herself into itself just kind know known less
        like made main make makes many more most much must need neither never next none often once only onto other
        others over part quite rather said same seen several shall should some such take taken than that their them
        themselves then there these they thing this those three through thus together took toward under until upon
        used uses using very want well were what when where whether which while whom whose will with within without
        would your true false correct statement statements answer option question people person year years time
        """
    ),
    stem=suffixes(
        "s es ed ing ies ied e",
        "er or ly y ion ation ment al ally ic ical ity ive ness able est ance ence ant ent ous i",
    ),
    articles=(
        (re.compile(r"(?:^|\W)a$", re.IGNORECASE), re.compile(r"[aeiou]", re.IGNORECASE)),
        (re.compile(r"(?:^|\W)an$", re.IGNORECASE), re.compile(r"[^aeiou\W\d]", re.IGNORECASE)),
    ),
)
