"""What a learner can type in the place of a response: each command with its words, where it holds, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from quiz.plain.keeper import Detour, Unknown
from quiz.plain.notebook import NO_NOTE, report_question, star, write_note
from quiz.plain.session import Place, position_of
from quiz.plain.wording import (
    CONFIDENCE_PROMPT,
    HAND_IN_PROMPT,
    WHICH,
    form_line,
    passage_lines,
    so_far_text,
    source_lines,
)
from quiz.practice.attempt import EXAM_TELLS_NOTHING, Attempt
from quiz.practice.remarks import REMARK_FORM
from quiz.practice.sight import seen_item
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.plain.session import Session

Obeying: TypeAlias = Callable[["Session", str], None]

_ASKED: Final = frozenset({Place.QUESTION, Place.AFTERWARDS})
_OPEN: Final = frozenset({Place.QUESTION, Place.SHEET})
_RESULT: Final = frozenset({Place.RESULT})
_ANYTIME: Final = frozenset(Place)
_EVERYWHERE: Final = _ANYTIME - {Place.CONFIDENCE}


class Departure(Exception):
    """The learner leaves; the attempt stays as it is."""


class Command(NamedTuple):
    """What follows the name, what the command does in words, how, and where it can be given."""

    following: str
    meaning: str
    obey: Obeying
    places: frozenset[Place]


def obey(session: Session, line: str) -> None:
    """Carry out a line that begins with a colon. Raises `Detour` where it leads away, and `Departure`."""
    typed, _, following = line.partition(" ")
    name = typed.casefold()
    command = COMMANDS.get(name)
    if command is None:
        session.streams.say(f"{clean_line(typed)} is no command. {_commands_line(session)}")
    elif session.place in command.places:
        command.obey(session, following.strip())
    elif session.place is Place.SHEET:
        session.streams.say(HAND_IN_PROMPT)
    elif session.place is Place.CONFIDENCE:
        session.streams.say(CONFIDENCE_PROMPT)
    elif session.place is Place.QUESTION:
        session.streams.say(f"{name} comes after the score.")
    else:
        session.streams.say(f"The attempt is finished: {name} is not for here. {_commands_line(session)}")


def _here(session: Session) -> dict[str, Command]:
    return {name: command for name, command in COMMANDS.items() if session.place in command.places}


def _commands_line(session: Session) -> str:
    return f"Commands: {' '.join(_here(session))}; :help says what they do."


# The question that is asked


def _repeat(session: Session, _: str) -> None:
    if session.place is Place.SHEET:
        session.say_sheet()
    else:
        session.say_question(explains=True)


def _lesson(session: Session, _: str) -> None:
    if session.attempt.options.lesson is None:
        session.streams.say("These questions belong to no lesson.")
    else:
        session.say_lesson(with_sources=True)


def _help(session: Session, _: str) -> None:
    if session.place in _ASKED:
        session.streams.say(form_line(session.item))
    elif session.place is Place.CONFIDENCE:
        session.streams.say(CONFIDENCE_PROMPT)
    session.streams.say("Commands:")
    for name, command in _here(session).items():
        session.streams.say(f"  {' '.join(filter(None, (name, command.following)))}: {command.meaning}")
    session.streams.say("A number and a colon name another question, as in :note 3: TEXT.")


def _hint(session: Session, _: str) -> None:
    hint = seen_item(session.item).question.hint
    if hint is None:
        session.streams.say("There is no hint.")
        return
    if session.place is Place.QUESTION:
        session.keeper.step(Attempt.hint)
    session.streams.say(f"Hint: {hint}")


def _text(session: Session, typed: str) -> None:
    position, _ = session.about(typed)
    if position is None:
        session.streams.say(WHICH.format(":text 3:"))
    else:
        session.streams.say(*(tuple(passage_lines(session.attempt, position)) or ("The question is about no text.",)))


def _flag(session: Session, _: str) -> None:
    after = session.keeper.step(Attempt.flag)
    session.streams.say("Flagged." if after.position in after.flagged else "The flag is off.")


# Going elsewhere


def _dont_know(_session: Session, _: str) -> None:
    raise Unknown


def _skip(session: Session, _: str) -> None:
    session.streams.say("Skipped.", "")
    if session.place is Place.AFTERWARDS:
        session.skipped.add(session.position)
    elif session.is_exam:
        session.go_on_in_exam()
    else:
        session.go(session.attempt.next_open())
    raise Detour


def _undo(session: Session, _: str) -> None:
    before = session.attempt
    if session.place is Place.CONFIDENCE:  # the response is not taken yet
        session.streams.say(f"Taken back: question {before.position + 1}.", "")
        raise Detour
    # Where it was asked for that questions come again, and they did not by themselves, the attempt is over.
    is_over = session.place is Place.AFTERWARDS and not before.log[-1].retry and not before.comes_again
    if is_over or not before.can_undo:
        session.streams.say("There is nothing to take back.")
        return
    after = session.keeper.step(Attempt.undo)
    session.streams.say(f"Taken back: question {after.position + 1}.", "")
    if after.finished is None:
        session.place = Place.QUESTION
        if before.finished is not None:
            session.time.go_on(after.time_left)
    raise Detour


def _go(session: Session, typed: str) -> None:
    attempt = session.attempt
    position = position_of(typed, attempt)
    if position is None:
        session.streams.say(f"Type :go and a number from 1 to {len(attempt.items)}.")
    elif not session.is_exam and attempt.counted[position] is not None:
        session.streams.say(f"Question {position + 1} is answered already.")
    else:
        session.place = Place.QUESTION
        session.go(position)
        raise Detour


def _submit(session: Session, _: str) -> None:
    if session.place is Place.SHEET:
        session.hand_in()
    session.place = Place.SHEET
    raise Detour


def _retry(session: Session, _: str) -> None:
    if not session.attempt.to_put_right:
        session.streams.say("Nothing is left to put right.")
        return
    session.place = Place.AFTERWARDS
    raise Detour


def _quit(_session: Session, _: str) -> None:
    raise Departure


# What is known of it


def _source(session: Session, typed: str) -> None:
    position, number = session.about(typed)
    if position is None:
        session.streams.say(WHICH.format(":source 3:"))
        return
    attempt, item = session.attempt, session.attempt.items[position]
    sources = len(item.every_source)
    if attempt.holds_back:
        session.streams.say(EXAM_TELLS_NOTHING)
    elif attempt.counted[position] is None and attempt.finished is None:
        session.streams.say("Sources are told after the answer.")
    elif not sources:
        session.streams.say("There are no sources.")
    elif not number:
        for place in range(sources):
            session.streams.say(*source_lines(item, place + 1))
    elif number.isascii() and number.isdigit() and len(number) < 5 and 1 <= int(number) <= sources:
        session.streams.say(*source_lines(item, int(number)))
    else:
        session.streams.say(f"Type :source, or :source and a number from 1 to {sources}.")


def _score(session: Session, _: str) -> None:
    attempt = session.attempt
    if attempt.finished is None:
        session.streams.say(so_far_text(attempt))
    else:
        session.say_score()


def _time(session: Session, _: str) -> None:
    session.time.tell(session.attempt)


COMMANDS: Final = {
    ":repeat": Command("", "the question again, and how to answer it", _repeat, _ASKED | {Place.SHEET}),
    ":text": Command("", "the text that the question is about", _text, _EVERYWHERE),
    ":lesson": Command("", "the lesson again, with its sources in full", _lesson, _EVERYWHERE),
    ":hint": Command("", "the hint", _hint, _ASKED),
    ":flag": Command("", "mark the question to come back to, or take the mark off", _flag, frozenset({Place.QUESTION})),
    ":dont-know": Command("", "say that you don't know, as ? does where it is no answer", _dont_know, _ASKED),
    ":skip": Command("", "leave the question for later", _skip, _ASKED),
    ":undo": Command("", "take back the last response", _undo, _ANYTIME),
    ":go": Command("N", "go to question N", _go, _OPEN),
    ":source": Command("N", "the sources after a verdict in full, or number N of them", _source, _EVERYWHERE),
    ":note": Command(
        "TEXT",
        f"keep a note of your own in place of the one before; without TEXT say it; {NO_NOTE} alone removes it",
        write_note,
        _EVERYWHERE,
    ),
    ":star": Command("", "star the question, or take the star off", star, _EVERYWHERE),
    ":report": Command("KIND TEXT", f"say what is wrong with it; {REMARK_FORM}", report_question, _EVERYWHERE),
    ":score": Command("", "how it goes so far", _score, _EVERYWHERE),
    ":time": Command("", "the time that is left or spent", _time, _OPEN | {Place.CONFIDENCE}),
    ":retry": Command("", "ask again what was not right, until it is; it counts nowhere", _retry, _RESULT),
    ":submit": Command("", "hand in", _submit, _OPEN),
    ":quit": Command("", "leave; what is open stays open", _quit, _ANYTIME),
    ":help": Command("", "how to answer, and these commands", _help, _ANYTIME),
}
"""Every command by its name, in the order of the help.

:text, :source, :note, :star and :report are about the question that was just judged, else about the one that is asked;
a number and a colon before what follows names another, as in `:note 3: TEXT`.
"""
