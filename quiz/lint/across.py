"""F105 and F106: questions that ask nearly the same as one of another bank, or tell its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.diagnostics.findings import Related
from quiz.diagnostics.lines import WHOLE_FILE
from quiz.lint.banks import SIMILAR, Likeness
from quiz.lint.checking import prompt_spans
from quiz.lint.fingerprint import fingerprints
from quiz.lint.rules import ACROSS, SIMILAR_ACROSS, TOLD_ACROSS, lint_finding
from quiz.lint.telling import Telling
from quiz.text import percent, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from quiz.bank.model import Bank
    from quiz.diagnostics.findings import Diagnostic
    from quiz.diagnostics.lines import Span
    from quiz.library.cache import Cache
    from quiz.library.library import BankFile
    from quiz.lint.banks import Gist
    from quiz.lint.checking import Report
    from quiz.lint.fingerprint import Fingerprint
    from quiz.lint.selection import Selection
    from quiz.lint.telling import Asked


class _Kind(NamedTuple):
    """What one question has to do with another: the rule that speaks of it, its message and its remedy."""

    code: str
    message: str
    remedy: str


_SWITCH: Final = "or switch this rule off beside one of them and say why both are wanted"
_ALIKE: Final = _Kind(
    SIMILAR_ACROSS,
    "This asks nearly the same as `{other}` {where}: {share} of the words are shared.",
    f"remove one of them, {_SWITCH}",
)
_TELLS: Final = _Kind(
    TOLD_ACROSS,
    "This has the answer of `{other}` {where} in it, and {share} of the words of its prompt.",
    f"reword it, {_SWITCH}",
)
_IS_TOLD: Final = _Kind(
    TOLD_ACROSS,
    "`{other}` {where} has the answer of this question in it, and {share} of the words of its prompt.",
    f"reword one of them, {_SWITCH}",
)


class CheckedFile(NamedTuple):
    """A file that was checked, with the switches that hold for it."""

    file: BankFile
    report: Report
    selection: Selection


class NearQuestion(NamedTuple):
    """A question that has to do with one of another bank: what it is, and the share of words in common."""

    kind: _Kind
    question: str
    bank: str
    other: str
    share: float

    def found(self, file: str, span: Span, where: str, related: tuple[Related, ...] = ()) -> Diagnostic:
        """Return the finding at the question; `where` says in words where the other one stands."""
        kind = self.kind
        message = kind.message.format(other=self.other, where=where, share=percent(self.share))
        return lint_finding(kind.code, message, file, span, help=kind.remedy, related=related)


class _Known:
    """The questions of some banks, indexed, for comparison with those of another."""

    def __init__(self, gists: Iterable[Gist]) -> None:
        """Count the words of all questions that will be added or looked for."""
        self._places: list[tuple[str, Fingerprint]] = []
        self._likeness = Likeness(gists)
        self._telling = Telling()

    def add(self, bank: str, fingerprint: Fingerprint, gist: Gist) -> None:
        self._likeness.add(gist, len(self._places))
        self._telling.add(fingerprint.asked)
        self._places.append((bank, fingerprint))

    def near(self, bank: str, one: Fingerprint, gist: Gist) -> Iterator[tuple[int, NearQuestion]]:
        """Give what a question of a bank has to do with a known one, and the place of that: one of each kind at most.

        Where two ask nearly the same, that is all that is told of it.
        """
        share, place = self._likeness.nearest(gist)
        if share >= SIMILAR:
            alike = self._told(_ALIKE, bank, one, place, share)
            yield from alike
            if alike:
                return
        asked = one.asked
        met = -1
        for kind, found in ((_TELLS, self._telling.told_by(asked)), (_IS_TOLD, self._telling.tellers(asked))):
            others = [told for told in found if told.place != met and self._is_told(told.place, bank, one, asked, kind)]
            if others:
                share, met = max(others, key=lambda told: (told.share, -told.place))
                yield from self._told(kind, bank, one, met, share)

    def _is_told(self, place: int, bank: str, one: Fingerprint, asked: Asked, kind: _Kind) -> bool:
        """Tell whether one question of two tells the answer of the other because it is asked, or asks the same.

        Two that have one answer ask the same only where names and numbers are the same as well.
        """
        other_bank, other = self._places[place]
        teller, told = (asked, other.asked) if kind is _TELLS else (other.asked, asked)
        is_asked = told.key <= teller.prompt
        return bank != other_bank and (is_asked or one.gist.marks == other.gist.marks)

    def _told(
        self, kind: _Kind, bank: str, one: Fingerprint, place: int, share: float
    ) -> list[tuple[int, NearQuestion]]:
        """Return what is found, where both banks let it be told."""
        other_bank, other = self._places[place]
        if bank == other_bank or kind.code in one.quiet or kind.code in other.quiet:
            return []
        return [(place, NearQuestion(kind, one.id, other_bank, other.id, share))]


class OtherBanks:
    """The other banks, their questions indexed once, for comparison with a bank that is being written."""

    def __init__(self, banks: Iterable[Bank]) -> None:
        self.banks = tuple(banks)
        every = [(bank.id, one, one.gist) for bank in self.banks for one in fingerprints(bank)]
        self._known = _Known(gist for _, _, gist in every)
        for bank, one, gist in every:
            self._known.add(bank, one, gist)

    def near(self, bank: Bank) -> list[NearQuestion]:
        """Return the questions of `bank` that have to do with one of another bank, in the order of the bank."""
        return [near for one in fingerprints(bank) for _, near in self._known.near(bank.id, one, one.gist)]


def near_findings(file: BankFile, bank: Bank, others: OtherBanks, codes: Collection[str] = ACROSS) -> list[Diagnostic]:
    """Return what is to say of the questions of `bank`, a version of `file`, beside those of the others.

    codes: the rules that are on.
    """
    told = [near for near in others.near(bank) if near.kind.code in codes] if codes else []
    spans = prompt_spans(file, {near.question for near in told}) if told else {}
    return [
        near.found(str(file.path), spans.get(near.question, WHOLE_FILE), f"of the bank `{near.bank}`") for near in told
    ]


def across(checked: Sequence[CheckedFile], cache: Cache | None = None) -> Iterator[Diagnostic]:
    """Give the findings about questions that have to do with one of a bank before theirs.

    A file is read again, through the cache, only where there is such a question in it.
    """
    pairs = list(_pairs(checked))
    spans: dict[int, dict[str, Span]] = {
        number: prompt_spans(checked[number].file, questions, cache) for number, questions in _by_file(pairs).items()
    }
    for later, earlier, near in pairs:
        file, other = (str(checked[number].file.path) for number in (later, earlier))
        other_span = spans[earlier].get(near.other, WHOLE_FILE)
        yield near.found(
            file,
            spans[later].get(near.question, WHOLE_FILE),
            f"in {shortened(other, 400)}:{other_span.line}",
            (Related(f"`{near.other}`", other, other_span),),
        )


def _pairs(checked: Sequence[CheckedFile]) -> Iterator[tuple[int, int, NearQuestion]]:
    """Give the numbers of the later and the earlier file with what is near."""
    if len({one.report.bank for one in checked if one.report.asked}) < 2:
        return
    every = [[(one, one.gist) for one in file.report.asked] for file in checked]
    known = _Known(gist for bank in every for _, gist in bank)
    files: list[int] = []
    seen: set[str] = set()
    for later, (file, bank) in enumerate(zip(checked, every, strict=True)):
        name = file.report.bank
        if name in seen:
            continue
        seen.add(name)
        if any(file.selection.is_on(code) for code in ACROSS):
            for one, gist in bank:
                for place, near in known.near(name, one, gist):
                    if file.selection.is_on(near.kind.code):
                        yield later, files[place], near
        for one, gist in bank:
            known.add(name, one, gist)
            files.append(later)


def _by_file(pairs: Iterable[tuple[int, int, NearQuestion]]) -> dict[int, set[str]]:
    by_file: dict[int, set[str]] = {}
    for later, earlier, question in pairs:
        by_file.setdefault(later, set()).add(question.question)
        by_file.setdefault(earlier, set()).add(question.other)
    return by_file
