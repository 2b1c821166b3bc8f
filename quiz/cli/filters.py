"""The options by which commands choose questions and attempts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import click

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.cli.completion import complete_bank_ids, complete_tags
from quiz.cli.words import WORDS
from quiz.text import clean_line

_CODE_FORM: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAYS: Final = re.compile(r"([0-9]{1,6})(?: ?d| days?)?")


class Count(click.ParamType[int | None]):
    """A number of questions, or `all`, which is None."""

    name = "NUMBER|all"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        text = str(value)
        if text == "all":
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
            self.fail(f"“{clean_line(text)}” is neither a number from 1 nor “all”.", param, ctx)
        return int(text)


class Code(click.ParamType[str]):
    """The code of a class: letters, digits and hyphens, in small letters."""

    name = "CODE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = str(value).strip().casefold()
        if _CODE_FORM.fullmatch(code) is None or len(code) > 40:
            self.fail(f"“{value}” is no code; use letters, digits and hyphens, such as koala-7", param, ctx)
        return code


class Since(click.ParamType[datetime]):
    """A date, from which its first minute on counts where this machine is, or a number of days back from now."""

    name = "DATE|DAYS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            if days := _DAYS.fullmatch(text):
                return datetime.now(UTC) - timedelta(days=int(days[1]))
            return datetime.strptime(text, "%Y-%m-%d").astimezone()
        except (ValueError, OverflowError):
            self.fail(f"“{clean_line(text)}” is neither a date such as 2026-11-22 nor a number of days.", param, ctx)


TAGS = click.option(
    "--tag",
    "tags",
    type=WORDS,
    multiple=True,
    shell_complete=complete_tags,
    help="Only questions with this tag. May be repeated.",
)
TYPES = click.option(
    "--type", "types", multiple=True, type=click.Choice(list(QUESTION_TYPES)), help="Only this type. May be repeated."
)
OF_LEARNER = click.option("--learner", type=WORDS, help="Only the attempts of this learner.")
OF_CLASS = click.option("--class", "code", type=Code(), help="Only what the members of this class did.")
OF_BANK = click.option(
    "--bank", type=WORDS, shell_complete=complete_bank_ids, help="Only attempts with questions of this bank (its id)."
)
SINCE = click.option("--since", type=Since(), help="Only attempts started since that date, or in so many days.")
