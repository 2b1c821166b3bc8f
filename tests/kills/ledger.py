"""What each of many people saw acknowledged, held against what is kept, and against the figures a teacher is given."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

BANK_ID: Final = "crowd"
STATEMENTS: Final = {f"tf{number}": number % 2 == 1 for number in range(5)}
WORDS: Final = {f"tx{number}": f"word{number}" for number in range(5)}
BANK: Final = (
    f"id: {BANK_ID}\ntitle: Crowd\nlanguage: en\nquestions:\n"
    + "".join(
        f"  - {{id: {name}, type: true-false, prompt: 'Statement {name}.', answer: {str(is_true).lower()}}}\n"
        for name, is_true in STATEMENTS.items()
    )
    + "".join(
        f"  - {{id: {name}, type: text, prompt: 'Statement {name}.', answers: [{word}]}}\n"
        for name, word in WORDS.items()
    )
)

Value = bool | str | None
"""What was said of a statement, or typed; None for “don't know”."""


class Response(NamedTuple):
    """A response to a question."""

    question: str
    value: Value

    @property
    def is_right(self) -> bool:
        return self.value is not None and self.value == (STATEMENTS | WORDS)[self.question]


@dataclass
class Said:
    """A response that was sent. is_seen: whether its verdict was on the screen."""

    response: Response
    is_seen: bool = False


class Kept(NamedTuple):
    """A response as the database has it."""

    learner: str
    attempt: str
    response: Response
    fraction: float


ALL_KEPT: Final = """\
select attempt.learner, attempt.uid, item.question, response.response, response.fraction
from response
join attempt on attempt.id = response.attempt_id
join item on item.attempt_id = response.attempt_id and item.position = response.position
order by response.id
"""
TOTALS: Final = "select uid, answered, score from attempt"


def kept_of(rows: Iterable[Sequence[Any]]) -> list[Kept]:
    """Return the responses of the rows that `ALL_KEPT` gives."""
    kept = []
    for learner, attempt, question, response, fraction in rows:
        said = json.loads(response)
        value = said.get("value", said.get("text"))
        kept.append(Kept(learner, attempt, Response(question, value), fraction))
    return kept


def lost_and_more(said: Sequence[Said], kept: Sequence[Response]) -> tuple[int, int]:
    """Return how many responses that were seen as taken are not kept, and how many are kept that were not sent.

    The order counts. What was sent and whose verdict was not seen may be kept or not.
    """
    width = len(kept) + 1
    costs = [(0, more) for more in range(width)]
    for one in said:
        missing = int(one.is_seen)
        before, costs = costs, [(costs[0][0] + missing, costs[0][1])]
        for place in range(1, width):
            ways = [
                (before[place][0] + missing, before[place][1]),
                (costs[place - 1][0], costs[place - 1][1] + 1),
            ]
            if kept[place - 1] == one.response:
                ways.append(before[place - 1])
            costs.append(min(ways, key=lambda cost: (sum(cost), cost)))
    return costs[-1]


def faults(ledgers: Mapping[str, Sequence[Said]], kept: Sequence[Kept], totals: Iterable[Sequence[Any]]) -> list[str]:
    """Say what is kept otherwise than people saw it: lost, doubled, made up, judged wrong, or added up wrong."""
    found = []
    own = defaultdict(list)
    for one in kept:
        own[one.learner].append(one.response)
    for learner in sorted({*ledgers, *own}):
        lost, more = lost_and_more(ledgers.get(learner, ()), own[learner])
        if lost:
            found.append(f"{learner}: {lost} acknowledged and lost")
        if more:
            found.append(f"{learner}: {more} kept and never sent")
    doubled = [key for key, times in Counter((one.attempt, one.response.question) for one in kept).items() if times > 1]
    found += [f"{question} is kept more than once in {attempt}" for attempt, question in doubled]
    found += [
        f"{one.learner}: {one.response} is judged {one.fraction}"
        for one in kept
        if one.fraction != one.response.is_right
    ]
    answered = Counter(one.attempt for one in kept)
    scored = Counter(one.attempt for one in kept if one.response.is_right)
    for uid, there, score in totals:
        if (there, score) != (answered[uid], scored[uid]):
            found.append(f"{uid} has {there} responses and {score} points in total, not {answered[uid]}, {scored[uid]}")
    return found


def wrong_figures(ask: Callable[..., str], kept: Sequence[Kept], classes: Mapping[str, Sequence[str]]) -> list[str]:
    """Say which figures that a teacher is given differ from a count of what is kept.

    ask: runs `quiz` with arguments and returns what it prints. classes: the learners by the code of their class.
    """
    found = []
    for code, learners in classes.items():
        own = [one for one in kept if one.learner in learners]
        narrowed = ("--class", code)
        found += [f"{code}: {what}" for what in _differences(_told(ask, narrowed), _counted(own))]
        exported = [json.loads(line) for line in ask("export-results", *narrowed).splitlines()]
        logs = {line["uid"]: len(line["log"]) for line in exported if "uid" in line}
        if {uid: size for uid, size in logs.items() if size} != Counter(one.attempt for one in own):
            found.append(f"{code}: the exported results have other responses")
        for learner in learners[:1]:  # the figures of one person are asked for one person at a time
            told = json.loads(ask("progress", "--learner", learner, "--bank", BANK_ID, "--format", "json"))["responses"]
            if told != (there := sum(one.learner == learner for one in own)):
                found.append(f"{code}: the progress of {learner} has {told} responses, not {there}")
    return found


def _told(ask: Callable[..., str], narrowed: Sequence[str]) -> dict[str, Any]:
    listed = json.loads(ask("scores", *narrowed, "--format", "json"))
    analysed = json.loads(ask("analyse", BANK_ID, *narrowed, "--format", "json"))
    answered = [one for one in analysed["questions"] if one["people"]]
    return {
        "scores": {one["id"]: (one["learner"], one["answered"], one["score"]) for one in listed if one["answered"]},
        "people": {one["question"]: one["people"] for one in answered},
        "facility": {one["question"]: round(one["facility"], 6) for one in answered},
        "don't know": {one["question"]: one["dont_know"] for one in answered},
    }


def _counted(kept: Sequence[Kept]) -> dict[str, Any]:
    scores: dict[str, tuple[str, int, float]] = {}
    firsts: dict[str, dict[str, Response]] = defaultdict(dict)
    for one in kept:
        _, answered, score = scores.get(one.attempt, ("", 0, 0.0))
        scores[one.attempt] = (one.learner, answered + 1, score + one.response.is_right)
        firsts[one.response.question].setdefault(one.learner, one.response)
    return {
        "scores": scores,
        "people": {question: len(by) for question, by in firsts.items()},
        "facility": {
            question: round(sum(one.is_right for one in by.values()) / len(by), 6) for question, by in firsts.items()
        },
        "don't know": {question: sum(one.value is None for one in by.values()) for question, by in firsts.items()},
    }


def _differences(told: Mapping[str, Any], counted: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} are told as {told[name]} and counted as {counted[name]}"
        for name in told
        if told[name] != counted[name]
    ]
