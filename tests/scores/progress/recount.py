"""The figures of progress counted anew from exported results and bank files, by none of the program's own code."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from fsrs import Card, Rating, Scheduler

WINDOWS = {"guess": (0, 2 / 3), "unsure": (2 / 3, 4 / 5), "sure": (4 / 5, 1)}


class Answer(NamedTuple):
    """A response that counts."""

    bank: str
    question: str
    day: date
    fraction: float
    seconds: float
    confidence: str | None
    chance: float


def answers(lines: Iterable[bytes], learner: str) -> list[Answer]:
    """Return the responses that count, in the order in which they were given."""
    _, *rows = map(json.loads, lines)
    bodies = {row["snapshot"]: row["body"]["question"] for row in rows if "snapshot" in row}
    found = {}
    for attempt in rows:
        if "uid" not in attempt or attempt["learner"] != learner:
            continue
        if attempt["mode"] == "exam" and attempt["finished"] is None:
            continue
        latest = {entry["position"]: entry for entry in attempt["log"] if not entry.get("retry")}
        for position, entry in latest.items():
            item = attempt["items"][position]
            found[entry["number"]] = Answer(
                item["bank"],
                item["question"],
                date.fromisoformat(entry["day"]),
                entry["fraction"],
                entry["seconds"],
                entry.get("confidence"),
                _chance(bodies[item["snapshot"]]),
            )
    return [found[number] for number in sorted(found)]


def _chance(question: dict[str, Any]) -> float:
    if question["type"] == "multiple":
        choices = len(question["answers"]) + len(question["distractors"])
        return float(1 / (2**choices - 1))
    return float(1 / (1 + len(question["distractors"])))


def finished(lines: Iterable[bytes], learner: str) -> list[tuple[list[str], float]]:
    """Return the finished attempts in their order: the banks of each, and the share of its points."""
    rows = [json.loads(line) for line in lines]
    attempts = [row for row in rows if row.get("learner") == learner and row["finished"] is not None]
    told = []
    for attempt in sorted(attempts, key=lambda row: datetime.fromisoformat(row["started"])):
        latest = {entry["position"]: entry["fraction"] for entry in attempt["log"] if not entry.get("retry")}
        banks = sorted({item["bank"] for item in attempt["items"]})
        told.append((banks, sum(latest.values()) / len(attempt["items"])))
    return told


class Memory(NamedTuple):
    """A question as FSRS leaves it."""

    last: float
    stability: float
    due: date
    wrong_days: int


def memory(given: Sequence[Answer]) -> Memory:
    """Return what FSRS says of the responses to one question, of which it sees the first a day."""
    scheduler = Scheduler(desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    firsts: dict[date, Answer] = {}
    for one in given:
        firsts.setdefault(one.day, one)
    card = Card(card_id=1, due=_noon(given[0].day))
    for day, one in firsts.items():
        card, _ = scheduler.review_card(card, _rating(one), _noon(day))
    assert card.stability is not None
    wrong = sum(one.fraction < 0.5 for one in firsts.values())
    return Memory(given[-1].fraction, card.stability, card.due.date(), wrong)


def _rating(one: Answer) -> Rating:
    if one.fraction < 0.5:
        return Rating.Again
    if one.fraction < 1:
        return Rating.Hard
    if one.confidence == "guess":
        return Rating.Again if one.chance >= 0.2 else Rating.Hard
    return Rating.Good


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def recount(lines: Sequence[bytes], files: Sequence[Path], learner: str, today: date, only: str = "") -> dict[str, Any]:
    """Return the figures under the keys of `quiz progress --format json`; `only` is the one bank they are of."""
    banks = {bank["id"]: bank for bank in map(_read, files) if bank["id"] == (only or bank["id"])}
    given = [one for one in answers(lines, learner) if one.bank == (only or one.bank)]
    by_question: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in given:
        by_question[one.bank, one.question].append(one)
    known = {key: memory(responses) for key, responses in by_question.items()}
    library = [((bank["id"], one["id"]), one) for bank in banks.values() for one in bank["questions"]]
    keys = [key for key, _ in library]
    prompts = {key: one["prompt"] for key, one in library}
    days = Counter(one.day for one in given)
    monday = today - timedelta(days=today.weekday())
    recent = [one.fraction for one in given if (today - one.day).days < 7]
    waiting = Counter(max(today, known[key].due) for key in keys if key in known)
    tags = sorted({tag for _, one in library for tag in one["tags"]})
    times = {name: [one.seconds for one in given if one.bank == name] for name in banks}
    shares = {key: [one.fraction for one in responses] for key, responses in by_question.items()}
    hard = sorted(shares, key=lambda key: (mean(shares[key]), -len(shares[key]), key))
    return {
        "today": today.isoformat(),
        "responses": len(given),
        "days": len(days),
        "streak": _run_before(days, today if days[today] else today - timedelta(days=1)),
        "longest_streak": max((_run_before(days, day) for day in list(days)), default=0),
        "recent": {"responses": len(recent), "accuracy": mean(recent) if recent else None},
        "scores": [
            {"banks": names, "fraction": share}
            for names, share in finished(lines, learner)
            if not only or only in names
        ],
        "whole": _part(keys, known, today),
        "by_bank": {name: _part([key for key in keys if key[0] == name], known, today) for name in banks},
        "by_tag": {tag: _part([key for key, one in library if tag in one["tags"]], known, today) for tag in tags},
        "activity": [
            [day.isoformat(), days[day]]
            for day in (monday - timedelta(weeks=52) + timedelta(days=number) for number in range(7 * 53))
            if day <= today
        ],
        "forecast": [
            [day.isoformat(), waiting[day]] for day in (today + timedelta(days=number) for number in range(30))
        ],
        "calibration": [
            {"confidence": level, "responses": len(found), "accuracy": mean(found), "low": low, "high": high}
            for level, (low, high) in WINDOWS.items()
            if (found := [one.fraction for one in given if one.confidence == level])
        ],
        "pace": {banks[name]["title"]: (len(found), median(found)) for name, found in times.items() if found},
        "hardest": [
            (list(key), prompts[key], len(shares[key]), mean(shares[key]), known[key].wrong_days)
            for key in hard
            if len(shares[key]) > 1 and mean(shares[key]) < 1
        ][:10],
        "leeches": [list(key) for key in hard if known[key].wrong_days >= 8],
    }


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _run_before(days: Counter[date], day: date) -> int:
    """Return how many days in a row were learned on up to a day."""
    length = 0
    while days[day - timedelta(days=length)]:
        length += 1
    return length


def _part(keys: Sequence[tuple[str, str]], known: dict[tuple[str, str], Memory], today: date) -> dict[str, int]:
    seen = [known[key] for key in keys if key in known]
    held = [one for one in seen if one.last == 1 and one.stability >= 7]
    solid = [one for one in held if one.stability >= 30]
    return {
        "questions": len(keys),
        "seen": len(seen),
        "new": len(keys) - len(seen),
        "learning": len(seen) - len(held),
        "known": len(held) - len(solid),
        "solid": len(solid),
        "due": sum(one.due <= today for one in seen),
    }
