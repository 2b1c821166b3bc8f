"""What the app says, each sentence once, by its screen: where one is worded anew, it is changed here."""

from typing import Final

# While a question is asked

CHOOSE_ONE: Final = "Choose one."
RIGHT: Final = "✓ Right"
WRONG: Final = "× Wrong"
SAYS_RIGHT: Final = "Right"
SAYS_WRONG: Final = "Wrong"
RIGHT_ANSWER: Final = "right answer"
ANSWER: Final = "Answer:"
NOTHING_ANSWERED: Final = "Nothing is answered yet."
ENTER_AGAIN_AS_IT_IS: Final = "Enter again submits it as it is."
ENTER_AGAIN: Final = "Press enter again to submit."
SUBMIT: Final = "Submit"
COUNTS_NOWHERE: Final = "Once more, until it is right. This counts nowhere; escape ends it."
TAKEN_BACK: Final = "The last response is taken back."

# A question that comes again, or is noted

AGAIN: Final = "again"
PUT_ONE_RIGHT: Final = "Put the one right now"
YOUR_NOTE: Final = "Your note"
NOTE_NOT_SAVED_YET: Final = "This was not saved yet"

# Where something cannot be kept

NOT_SAVED: Final = "Not saved"
THIS_WAS_NOT_SAVED: Final = "This was not saved"
SCORES_CANNOT_BE_KEPT: Final = "Scores cannot be kept."
WAITING: Final = "The class's server is away for a moment. Nothing is lost"
GO_ON_UNSAVED: Final = "go on unsaved"

# The sheet of an exam, and the result

HAND_IN: Final = "Hand in?"
HAND_IN_KEY: Final = "h Hand in"
ALL_ANSWERED: Final = "All questions are answered. Hand in?"
PUT_RIGHT: Final = "Put right"
PUT_RIGHT_KEY: Final = "enter Put right"
TO_PUT_RIGHT: Final = "To put right"

# Home, and what is on every screen

ALL_BANKS: Final = "All banks"
CONTINUE: Final = "Continue"
UNSAVED: Final = "● unsaved"
GO_ON_WRITING: Final = "Go on writing"
MORE_ROOM: Final = "Please give the window more room"
PALETTE: Final = "Command, setting or question"
LEAVING_LOSES_NOTHING: Final = "Leave; nothing is lost"

# Scores and progress

NO_ATTEMPT: Final = "No attempt"
NO_ATTEMPT_HERE: Final = "No attempt here"
HOW_SURE: Final = "How sure, how right"
BY_BANK: Final = "By bank"
BACK_KEY: Final = "esc Back"
BEST_FIRST: Final = "Best first"
FIRST_ANSWERS: Final = "Each answer fills squares"
PARTS_HEAD: Final = "Bank Known Due Learning Solid New"
NARROW_PARTS_HEAD: Final = "Bank Known Due Learning"
FOUR_SQUARES: Final = "■ solid ▪ known ▫ learning · new"

# Forms

AS_THE_LAST_TIME: Final = "as the last time"
ENTER_STARTS: Final = "Enter on the card"
SETTINGS_NOT_SAVED: Final = "These settings are not saved."

# The author screen, and the preview

SAVED: Final = "Saved"
NO_PROBLEMS: Final = "No problems"
READ_ONLY: Final = "read-only"
AS_IT_WAS: Final = "As it was"
CHANGED_ELSEWHERE: Final = "The file was changed by another program"
TEXT_NOT_SAVED: Final = "This bank has text that is not saved."
TEXT_CANNOT_BE_KEPT: Final = "Unsaved text cannot be kept:"
AS_LAST_SAVED: Final = "Your own editor opens the file as it was last saved."
NOTHING_TO_FIX: Final = "There is nothing that can be fixed safely."
CANNOT_BE_READ: Final = "The file cannot be read"


def source(number: int, total: int) -> str:
    return f"Source {nth(number, total)}"


def to_go(number: int) -> str:
    """Return what the title bar says while what was not right comes again: how many are still to be put right."""
    return f"again · {number} to go"


def nth(number: int, total: int) -> str:
    """Return where a learner is: at which question, or source, of how many."""
    return f"{number} of {total}"


def tally(number: int, total: int) -> str:
    """Return how the score of an attempt of questions worth a point each goes on after its points."""
    return f"of {total} {number} right"


WHICH_TYPE: Final = "First question of which type?"
