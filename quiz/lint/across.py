"""F105: questions that ask nearly the same as one of another bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.diagnostics.findings import Related
from quiz.diagnostics.lines import WHOLE_FILE
from quiz.lint.banks import SIMILAR, Likeness
from quiz.lint.checking import prompt_spans
from quiz.lint.fingerprint import Fingerprint, fingerprints
from quiz.lint.rules import ACROSS, lint_finding
from quiz.text import percent, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.bank.model import Bank
    from quiz.diagnostics.findings import Diagnostic
    from quiz.diagnostics.lines import Span
    from quiz.library.cache import Cache
    from quiz.library.library import BankFile
    from quiz.lint.checking import Report
    from quiz.lint.selection import Selection


_REMEDY: Final = "remove one of them, or switch this rule off beside one of them and say why both are wanted"


class CheckedFile(NamedTuple):
    """A file that was checked, with the switches that hold for it."""

    file: BankFile
    report: Report
    selection: Selection


class NearQuestion(NamedTuple):
    """A question that asks nearly the same as one of another bank, with the share of words in common."""

    question: str
    bank: str
    other: str
    share: float


class OtherBanks:
    """The other banks, their questions indexed once, for comparison with a bank that is being written."""

    def __init__(self, banks: Iterable[Bank]) -> None:
        self.banks = tuple(banks)
        self._every = [(bank.id, one) for bank in self.banks for one in fingerprints(bank)]
        gists = [one.gist for _, one in self._every]
        self._known = Likeness(gists)
        for place, one in enumerate(gists):
            self._known.add(one, place)

    def near(self, bank: Bank) -> list[NearQuestion]:
        """Return the questions of `bank` that are near one of another bank, in the order of the bank."""
        similar = []
        for fingerprint in fingerprints(bank):
            share, place = self._known.nearest(fingerprint.gist)
            if share >= SIMILAR and (question := _similar(bank.id, fingerprint, *self._every[place], share)):
                similar.append(question)
        return similar


def similar_findings(file: BankFile, bank: Bank, others: OtherBanks) -> list[Diagnostic]:
    """Return a finding for each question of `bank`, a version of `file`, that is similar to one of the others."""
    similar = others.near(bank)
    spans = prompt_spans(file, {near.question for near in similar}) if similar else {}
    return [
        lint_finding(
            ACROSS,
            f"This asks nearly the same as `{near.other}` of the bank `{near.bank}`: {percent(near.share)} of the "
            f"words are shared.",
            str(file.path),
            spans.get(near.question, WHOLE_FILE),
            help=_REMEDY,
        )
        for near in similar
    ]


def across(checked: Sequence[CheckedFile], cache: Cache | None = None) -> Iterator[Diagnostic]:
    """Give the findings about questions that are near one of a bank before theirs.

    A file is read again, through the cache, only where there is such a question in it.
    """
    pairs = list(_pairs(checked))
    spans: dict[int, dict[str, Span]] = {
        number: prompt_spans(checked[number].file, questions, cache) for number, questions in _by_file(pairs).items()
    }
    for later, earlier, near in pairs:
        file, other = (str(checked[number].file.path) for number in (later, earlier))
        other_span = spans[earlier].get(near.other, WHOLE_FILE)
        yield lint_finding(
            ACROSS,
            f"This asks nearly the same as `{near.other}` in {shortened(other, 400)}:{other_span.line}: "
            f"{percent(near.share)} of the words are shared.",
            file,
            spans[later].get(near.question, WHOLE_FILE),
            help=_REMEDY,
            related=(Related(f"`{near.other}`", other, other_span),),
        )


def _pairs(checked: Sequence[CheckedFile]) -> Iterator[tuple[int, int, NearQuestion]]:
    """Give the numbers of the later and the earlier file with what is near."""
    if len({one.report.bank for one in checked if one.report.asked}) < 2:
        return
    every = [[(one, one.gist) for one in file.report.asked] for file in checked]
    known = Likeness(gist for bank in every for _, gist in bank)
    places: list[tuple[int, Fingerprint]] = []
    seen: set[str] = set()
    for later, (file, bank) in enumerate(zip(checked, every, strict=True)):
        name = file.report.bank
        if name in seen:
            continue
        seen.add(name)
        if file.selection.is_on(ACROSS):
            for one, gist in bank:
                share, place = known.nearest(gist)
                if share < SIMILAR:
                    continue
                earlier, other = places[place]
                if told := _similar(name, one, checked[earlier].report.bank, other, share):
                    yield later, earlier, told
        for one, gist in bank:
            known.add(gist, len(places))
            places.append((later, one))


def _similar(
    bank: str, fingerprint: Fingerprint, other_bank: str, other: Fingerprint, share: float
) -> NearQuestion | None:
    """Return what is near, where both banks let it be told."""
    return (
        NearQuestion(fingerprint.id, other_bank, other.id, share)
        if bank != other_bank and not (fingerprint.quiet or other.quiet)
        else None
    )


def _by_file(pairs: Iterable[tuple[int, int, NearQuestion]]) -> dict[int, set[str]]:
    by_file: dict[int, set[str]] = {}
    for later, earlier, question in pairs:
        by_file.setdefault(later, set()).add(question.question)
        by_file.setdefault(earlier, set()).add(question.other)
    return by_file
