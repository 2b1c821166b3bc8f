"""The command line. Each command is a module of its own, imported when it is called."""

from __future__ import annotations

import contextlib
import copy
import importlib
import re
from typing import TYPE_CHECKING, Any, Final

import click

from quiz.cli.names import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTIONS: Final = {
    "Learn": {
        "take": "quiz.cli.take",
        "learn": "quiz.cli.learn",
        "timeline": "quiz.cli.timeline",
        "today": "quiz.cli.today",
        "list": "quiz.cli.banks",
    },
    "Scores": {
        "scores": "quiz.cli.scores",
        "progress": "quiz.cli.progress",
        "report": "quiz.cli.report",
        "analyse": "quiz.cli.analyse",
        "export-results": "quiz.cli.export_results",
        "import-results": "quiz.cli.import_results",
        "export-reviews": "quiz.cli.export_reviews",
        "backup": "quiz.cli.backup",
        "restore": "quiz.cli.restore",
        "reset": "quiz.cli.reset",
        "doctor": "quiz.cli.doctor",
    },
    "Banks": {
        "new": "quiz.cli.new",
        "edit": "quiz.cli.edit",
        "preview": "quiz.cli.preview",
        "find": "quiz.cli.find",
        "check": "quiz.cli.check",
        "import": "quiz.cli.import_questions",
        "export": "quiz.cli.export_bank",
        "remarks": "quiz.cli.remarks",
        "schema": "quiz.cli.schema",
    },
    "Class": {
        "serve": "quiz.cli.serve",
        "person": "quiz.cli.person",
    },
    "Shell": {"completion": "quiz.cli.completion"},
}
"""The sections of the help page in their order: every command with its module, whose function has the module's name."""

_COMMANDS: Final = {name: module for section in _SECTIONS.values() for name, module in section.items()}

_SENTENCE: Final = 200
"""Characters that the first sentence of a command's help may have on the help page."""


class OutputClosed(Exception):
    """The reader of standard output closed it."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(importlib.import_module(module), module.rpartition(".")[2])
        assert isinstance(command, click.Command)
        return _renamed(command, ctx.find_root().info_name or SHORT)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their sections, each with its first sentence whole: click would cut it to a line."""
        for title, names in _SECTIONS.items():
            commands = [(name, command) for name in names if (command := self.get_command(ctx, name))]
            with formatter.section(title):
                formatter.write_dl([(name, command.get_short_help_str(_SENTENCE)) for name, command in commands])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _open_output():  # for --help and --version
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        with _open_output():
            return super().invoke(ctx)


@contextlib.contextmanager
def _open_output() -> Iterator[None]:
    """Turn a closed standard output into `OutputClosed`: click would end with 1, which means findings."""
    try:
        yield
    except BrokenPipeError as closed:
        raise OutputClosed from closed


def _renamed(command: click.Command, name: str) -> click.Command:
    """Return a command whose help page calls the program by `name`."""
    if name == SHORT or command.help is None:
        return command
    command = copy.copy(command)
    command.help = re.sub(rf"(?<![\w-]){SHORT}(?= (?:{'|'.join(_COMMANDS)})\b|\.fish)", name, command.help or "")
    return command


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"{ctx.info_name} {version('eu-dprk-quiz')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Scores and your own banks are kept in one folder; QUIZ_DATA_DIR names another. QUIZ_BANKS names more "
    "folders with banks.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
@click.pass_context
def quiz(ctx: click.Context) -> None:
    """Take quizzes in the terminal, write question banks, and look at your scores.

    Without a command the app opens.
    """
    if ctx.invoked_subcommand is None:
        from quiz.cli.common import can_draw, is_terminal, run_app

        if is_terminal() and not can_draw():
            from quiz.cli.plain_home import take_plainly

            ctx.exit(take_plainly(ctx))
        ctx.exit(run_app())
    if ctx.invoked_subcommand != "doctor":  # who only looks
        ctx.call_on_close(_sweep)  # when the command has said what it has to say


def _sweep() -> None:
    import time

    from quiz.files import sweep
    from quiz.paths import written_folders

    sweep(written_folders(), time.time())
