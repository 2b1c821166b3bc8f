"""Completion in the shell: the values of each argument, and `quiz completion`, which prints the script.

A shell asks at every press of a key, so nothing here says what went wrong, and nothing but the cache is written.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click

from quiz.cli.names import SHORT
from quiz.text import clean_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quiz.library.library import Library

Items: TypeAlias = "list[CompletionItem[str]]"
Complete: TypeAlias = Callable[[click.Context, click.Parameter, str], Items]

SHELLS: Final = ("bash", "zsh", "fish")
_NEWEST: Final = 50
_PLAIN: Final = re.compile(r"[\w][\w.,/+-]*")
"""A value that a shell may insert without quotes."""


def _quietly(complete: Complete) -> Complete:
    """Offer nothing where a completion fails."""

    @wraps(complete)
    def call(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        with contextlib.suppress(Exception):
            return complete(ctx, param, incomplete)
        return []

    return call


def _items(offered: Iterable[tuple[str, str]], incomplete: str) -> Items:
    """Return the values, each with its description, that begin with the text typed so far."""
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(value, help=clean_line(help_) or None)
        for value, help_ in offered
        if value.startswith(incomplete) and _PLAIN.fullmatch(value)
    ]


@_quietly
def complete_banks(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the ids of the banks that can be played, and files of banks."""
    files = complete_files(ctx, param, incomplete) if incomplete else _items(_yaml_files("")[0], "")
    files = [item for item in files if Path(item.value).name != "sources.yaml"]
    left = [item for item in files if item.type == "file"]
    # First of all: in bash it takes away what was offered before.
    return left + _banks(incomplete) + [item for item in files if item not in left]


@_quietly
def complete_bank_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    return _banks(incomplete)


def _banks(incomplete: str) -> Items:
    return _items(((entry.id, entry.title) for entry in _library().playable), incomplete)


def _library() -> Library:
    from quiz.library.folders import library_folders
    from quiz.library.library import open_library
    from quiz.paths import cache_folder

    return open_library(library_folders(), cache_folder())


@_quietly
def complete_lessons(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """Offer the lessons of the bank that was typed before."""
    from quiz.cli.common import named_entries

    (entry,) = named_entries([ctx.params["bank"]])
    lessons = entry.bank.lessons if entry.bank is not None else ()
    return _items(((lesson.id, lesson.title) for lesson in lessons), incomplete)


@_quietly
def complete_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """Offer YAML files; leave it to the shell where a folder, or a name that needs quotes, may be meant."""
    from click.shell_completion import CompletionItem

    if not incomplete.startswith(("~", "/", ".")):
        files, is_all = _yaml_files(incomplete)
        if is_all:
            return _items(files, incomplete)
    return [CompletionItem(incomplete, type="file")]


def _yaml_files(incomplete: str) -> tuple[list[tuple[str, str]], bool]:
    """Return the YAML files whose path begins with the text typed so far, and whether nothing else begins so."""
    head, separator, start = incomplete.rpartition("/")
    with os.scandir(f"{head}{separator}" or ".") as files:
        entries = [
            entry for entry in files if entry.name.startswith(start) and (start or not entry.name.startswith("."))
        ]
    names = sorted(f"{head}{separator}{entry.name}" for entry in entries if entry.name.endswith((".yaml", ".yml")))
    is_all = not any(entry.is_dir() for entry in entries) and all(map(_PLAIN.fullmatch, names))
    return [(name, "") for name in names], is_all


@_quietly
def complete_tags(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    tags = {
        tag: f"in {entry.id}"
        for entry in reversed(_library().playable)
        if entry.bank is not None
        for question in entry.bank.questions
        for tag in question.tags
    }
    return _items(sorted(tags.items()), incomplete)


def complete_attempts(*, open_only: bool = False) -> Complete:
    """Return a completion that offers the newest attempts by the beginning of their ids."""

    @_quietly
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
        from quiz.paths import data_folder
        from quiz.scores.store.engine import open_for_a_look

        with contextlib.closing(open_for_a_look(data_folder())) as store:
            attempts = store.summaries(open_only=open_only, limit=_NEWEST)
        described = [
            (
                attempt.uid[:8],
                f"{', '.join(attempt.banks)}, {attempt.mode.value}, {attempt.started.astimezone():%Y-%m-%d %H:%M}",
            )
            for attempt in attempts
        ]
        return _items(described, incomplete)

    return complete


@_quietly
def complete_learners(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """Offer everyone who has an attempt."""
    from quiz.paths import data_folder
    from quiz.scores.store.engine import open_for_a_look

    with contextlib.closing(open_for_a_look(data_folder())) as store:
        return _items(((name, "") for name in store.learners()), incomplete)


@_quietly
def complete_rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """Offer the rules of `quiz check` by code, or by name once one is begun."""
    return _items(_rules(incomplete), incomplete)


@_quietly
def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """Offer rules after those that are listed already, with commas between them."""
    listed, comma, last = incomplete.rpartition(",")
    return _items(((f"{listed}{comma}{name}", meaning) for name, meaning in _rules(last)), incomplete)


def _rules(incomplete: str) -> Iterator[tuple[str, str]]:
    from quiz.diagnostics.codes import RULES
    from quiz.lint.rules import ALL, LINT

    for code, name in ALL.items():
        meaning = LINT[code].summary if code in LINT else RULES[code].meaning
        if incomplete[:1].islower():
            yield name, meaning
        else:
            yield code, f"{name}: {meaning}"


@click.command
@click.argument("shell", required=False, type=click.Choice(SHELLS))
def completion(shell: str | None) -> None:
    """Print the script by which a shell completes commands, options, banks, attempts and rules.

    Without SHELL it is the one that runs (SHELL in the environment). Start a new shell after you have put the line
    into its file:

    \b
    bash   ~/.bashrc
           eval "$(quiz completion bash)"
    zsh    ~/.zshrc, after compinit
           eval "$(quiz completion zsh)"
    fish   ~/.config/fish/completions/quiz.fish
           quiz completion fish | source
    """  # noqa: D301 - click wants the sign itself
    from click.shell_completion import get_completion_class

    chosen = shell or Path(os.environ.get("SHELL", "")).name
    kind = get_completion_class(chosen) if chosen in SHELLS else None
    if kind is None:
        path = click.get_current_context().command_path
        raise click.UsageError(f"Which shell is it? Name one of {', '.join(SHELLS)}: {path} bash")
    root = click.get_current_context().find_root()
    name = root.info_name or SHORT
    variable = f"_{name.replace('-', '_')}_COMPLETE".upper()  # as click reads it
    click.echo(kind(root.command, {}, name, variable).source())
