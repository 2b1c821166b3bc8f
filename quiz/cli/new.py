"""`quiz new`: a bank, or one more question in a bank, from a few questions."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click
import msgspec

from quiz.authoring.templates import insert_question, new_bank, with_values
from quiz.bank.identifiers import free, identifier
from quiz.bank.questions.base import ID_PATTERN
from quiz.bank.questions.registry import QUESTION_TYPES, meaning_of
from quiz.cli.common import Failure, Faulty, looks_like_file, the_library
from quiz.cli.completion import complete_banks
from quiz.diagnostics.codes import RULES
from quiz.diagnostics.findings import is_error
from quiz.files import FileProblem, private_folder, read_bounded, write_atomic, write_new
from quiz.library.folders import library_folders
from quiz.library.library import SOURCES_NAME
from quiz.paths import bank_mode, bundled_banks_folder, own_banks_folder
from quiz.reading.reader import read_bank
from quiz.reading.reading import MAX_BYTES
from quiz.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.library.library import Library, LibraryEntry
    from quiz.reading.reading import Reading

TYPES: Final = tuple(QUESTION_TYPES)
_SUFFIXES: Final = (".yaml", ".yml")
_SOURCES: Final = Path(SOURCES_NAME).stem


@click.command()
@click.argument("bank", required=False, metavar="[BANK]", shell_complete=complete_banks)
@click.option("--title", help="The title of a new bank.")
@click.option("--topic", help="The topic of a new bank.  [enter: the title]")
@click.option("--language", help="The language of a new bank, such as fr.  [default: en]")
@click.option("--type", "kind", type=click.Choice(TYPES), help="The type of the question.")
def new(bank: str | None, title: str | None, topic: str | None, language: str | None, kind: str | None) -> None:
    """Make a bank, or add a question to one.

    BANK is a bank id or a file. Where there is none yet, it is made: the file as named, else `<id>.yaml` in your own
    folder. Where there is one, a question is added at its end. The question is a template to write over. What no option
    says is asked for. Nothing that is there is ever overwritten.
    """
    texts = {"--title": title, "--topic": topic, "--language": language}
    given = {option: clean_line(text) for option, text in texts.items() if text is not None}
    if empty := next((option for option, text in given.items() if not text), None):
        raise click.UsageError(f"{empty} is empty; give a text, or leave the option out")
    library = the_library()
    path = _existing(bank, library) if bank is not None else None
    if path is None:
        _make(_place(bank, library, sure="--title" in given), library, given, kind)
    elif given:
        raise click.UsageError(
            f"{clean(str(path))} is there already, so a question is added to it and {next(iter(given))} has nothing to "
            f"say; leave it out, or name another bank"
        )
    else:
        _add(path, library, kind)


class _Target(NamedTuple):
    """The file of a new bank, None for one in the own folder, and its id, None where the title makes it."""

    path: Path | None = None
    id: str | None = None


def _existing(bank: str, library: Library) -> Path | None:
    """Return the file of a bank that is there. Raises `Failure` where nothing may be added to it."""
    if not looks_like_file(bank):
        entry = _entry(library, bank)
        if entry is not None and entry.bundled:
            raise _bundled(entry.id)
        return entry.path if entry else None
    path = Path(bank)
    if not os.path.lexists(path):
        return None
    if path.name == SOURCES_NAME:
        raise Failure(f"{clean(bank)} is a list of sources, not a bank; name a bank")
    if _is_within(path, bundled_banks_folder()):
        raise _bundled(path.stem)
    return path


def _entry(library: Library, bank_id: str) -> LibraryEntry | None:
    return next((entry for entry in library.entries if entry.id == bank_id and entry.shadowed_by is None), None)


def _is_within(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _bundled(bank_id: str) -> Failure:
    name = clean_line(bank_id)
    return Failure(
        f"“{name}” comes with the program and stays as it is; `quiz edit {name}` offers a copy in your own folder, or "
        f"give your bank another id"
    )


def _place(bank: str | None, library: Library, *, sure: bool) -> _Target:
    """Return where a bank that is not there yet goes. Raises `Failure`; `sure` asks nothing about a near id."""
    if bank is None:
        return _Target()
    if looks_like_file(bank):
        return _file_place(Path(bank), library)
    if bank == _SOURCES:
        raise Failure(f"the file of the bank “{bank}” would have the name of the list of sources; take another id")
    if re.fullmatch(ID_PATTERN, bank) is None:
        raise click.UsageError(
            f"“{clean_line(bank)}” cannot be the id of a bank; an id has letters, digits, '.', '_' and '-', at most "
            f"100 of them, and starts with a letter or digit"
        )
    near = () if sure else library.suggest(bank)
    if near:
        click.echo(f"There is no bank “{bank}”. Did you mean {' or '.join(near)}?", err=True)
        with _asking("answer y, or give --title to make a new bank"):
            if not click.confirm(f"Make a new bank “{bank}”?", err=True):
                raise Failure("nothing was made; name the bank that you mean")
    return _Target(own_banks_folder() / f"{bank}.yaml", bank)


def _file_place(path: Path, library: Library) -> _Target:
    shown = clean(str(path))
    if not path.name.endswith(_SUFFIXES):
        raise Failure(f"{shown}: there is no such file, and a new bank needs a name that ends in .yaml")
    if path.name == SOURCES_NAME:
        raise Failure(f"{shown}: this is the name of the list of sources; name the bank otherwise")
    if not path.parent.is_dir():
        raise Failure(f"{shown}: there is no folder {clean(str(path.parent))}; make it first, or check the name")
    bank_id = path.stem if re.fullmatch(ID_PATTERN, path.stem) else identifier(path.stem, "bank")
    entry = _entry(library, bank_id)
    if entry is not None:
        where = "comes with the program" if entry.bundled else f"is {clean(str(entry.path))}"
        raise Failure(f"{shown}: the bank would have the id “{bank_id}”, which is taken ({where}); name it otherwise")
    return _Target(path, bank_id)


def _make(target: _Target, library: Library, given: dict[str, str], kind: str | None) -> None:
    with _asking("give --title, --topic and --type instead"):
        title = given.get("--title") or _ask_title(target.id)
        topic = given.get("--topic") or _ask_text("Topic", title)
        kind = kind or _ask_type("Type of the first question")
    bank_id = target.id or free(identifier(title, "bank"), _taken(library))
    path = target.path or own_banks_folder() / f"{bank_id}.yaml"
    if path.parent == own_banks_folder():
        _make_own_folder()
    text = new_bank(bank_id, title, topic, given.get("--language", "en"), kind)
    try:
        write_new(path, text.encode(), bank_mode(path))
    except FileProblem as problem:
        raise Failure(f"{clean(str(path))}: {problem.message}") from problem
    is_listed = any(_is_within(path, folder) for folder, _ in library_folders())
    line = next(line for line, row in enumerate(text.splitlines(), 1) if row.startswith("    prompt:"))
    _show(path, line, f"This is the new bank “{title}”, with a question to write over.", bank_id if is_listed else None)
    _write_schema(path.parent / "bank.schema.json")


def _write_schema(path: Path) -> None:
    """Write the description of the format that the first line of a bank names; one that is there stays as it is."""
    from quiz.bank.format.json_schema import dump

    if os.path.lexists(path):
        return
    try:
        write_new(path, dump().encode(), bank_mode(path))
    except FileProblem as problem:
        click.echo(f"{clean(str(path))}: {problem.message}; editors then complete no fields", err=True)


def _taken(library: Library) -> frozenset[str]:
    """Return the ids that a new bank in the own folder cannot have."""
    files = (path.stem for path in own_banks_folder().glob("*") if path.name.endswith(_SUFFIXES))
    return frozenset((*(entry.id for entry in library.entries), *files, _SOURCES))


def _make_own_folder() -> None:
    try:
        private_folder(own_banks_folder())
    except OSError as error:
        reason = (error.strerror or "it cannot be made").lower()
        message = f"{clean(str(own_banks_folder()))}: your own folder cannot be made ({reason}); name a file instead"
        raise Failure(message) from error


@contextlib.contextmanager
def _asking(remedy: str) -> Iterator[None]:
    """Turn the end of the input, which is a mistake in the call, into `Failure`; Ctrl+C stays what it is."""
    try:
        yield
    except click.Abort as end:
        if not isinstance(end.__context__, EOFError):
            raise
        click.echo(err=True)
        raise Failure(f"the input ended before everything was answered; {remedy}") from end


def _ask_title(bank_id: str | None) -> str:
    return _ask_text("Title", re.sub(r"[-_.]+", " ", bank_id).strip().capitalize() if bank_id else None)


def _ask_text(prompt: str, default: str | None) -> str:
    while True:
        text = clean_line(click.prompt(prompt, default=default, err=True))
        if text:
            return text


def _ask_type(prompt: str) -> str:
    for number, kind in enumerate(TYPES, 1):
        click.echo(f"  {number}  {kind:<10}  {meaning_of(kind)}", err=True)
    return str(click.prompt(prompt, default=TYPES[0], value_proc=_type, err=True))


def _type(text: str) -> str:
    """Return the type that a person names, by number, name or the start of one."""
    answer = text.strip().casefold()
    if answer.isdecimal() and 1 <= int(answer) <= len(TYPES):
        return TYPES[int(answer) - 1]
    kinds = [kind for kind in TYPES if kind == answer] or [kind for kind in TYPES if answer and kind.startswith(answer)]
    if len(kinds) != 1:
        raise click.BadParameter(f"type a number from 1 to {len(TYPES)} or one of the names")
    return kinds[0]


def _add(path: Path, library: Library, kind: str | None) -> None:
    _read(path)  # what cannot be used is told before anything is asked
    if kind is None:
        with _asking("give --type instead"):
            kind = _ask_type("Type of the question")
    data, before = _read(path)
    text = data.decode("utf-8-sig")
    insertion = insert_question(text, kind)
    if insertion is None:
        raise Faulty(
            f"{clean(str(path))}: its questions are not written as a list with dashes, so none can be put in; write "
            f"each below `questions:` as `- id: …`, with its fields below that"
        )
    mark = data[: len(data) - len(text.encode())]
    decided = mark + with_values(insertion).applied(text).encode()
    if not _has_one_more(before, read_bank(decided, str(path), None)):
        raise _mend_first(path, before, "a question cannot be added safely")
    try:
        write_atomic(Path(os.path.realpath(path)), mark + insertion.applied(text).encode())
    except FileProblem as problem:
        raise Failure(f"{clean(str(path))}: {problem.message}") from problem
    assert before.bank is not None
    entry = _entry(library, before.bank.id)
    is_listed = entry is not None and os.path.realpath(entry.path) == os.path.realpath(path)
    _show(
        path,
        insertion.line,
        f"This is a new question of the bank “{before.bank.title}”, to write over.",
        before.bank.id if is_listed else None,
    )


def _read(path: Path) -> tuple[bytes, Reading]:
    """Return the bytes of a bank and what they say. Raises `Failure` where they do not make a bank."""
    try:
        data = read_bounded(path, MAX_BYTES)
    except FileProblem as problem:
        raise Failure(f"{clean(str(path))}: {problem.message}") from problem
    reading = read_bank(data, str(path), None)
    if reading.bank is None:
        raise _mend_first(path, reading, "this cannot be read as a bank")
    return data, reading


def _mend_first(path: Path, reading: Reading, message: str) -> Failure:
    slip = next(filter(is_error, reading.diagnostics), None)
    kind = Failure if slip is not None and RULES[slip.code].unreadable else Faulty
    detail = f"\n  {clean(str(path))}:{slip.span.line}: {slip.message}" if slip else ""
    return kind(f"{clean(str(path))}: {message}; mend it first, see: quiz check {_quoted(path)}{detail}")


def _has_one_more(before: Reading, after: Reading) -> bool:
    """Tell whether a bank is the same but for one more question at its end, with no more errors."""
    if before.bank is None or after.bank is None or len(after.bank.questions) != len(before.bank.questions) + 1:
        return False
    same = msgspec.structs.replace(after.bank, questions=after.bank.questions[:-1]) == before.bank
    return same and sum(map(is_error, after.diagnostics)) <= sum(map(is_error, before.diagnostics))


def _show(path: Path, line: int, message: str, bank_id: str | None) -> None:
    """Say where to go on: the place on standard output, what to do there on standard error.

    `bank_id` is None where the library does not have the bank.
    """
    click.echo(f"{clean(str(path))}:{line}")
    file = _quoted(path)
    name = bank_id or file
    rows = (
        (f"quiz edit {name}", "write it, with a preview"),
        (f"quiz check {file}", "see what is missing"),
        (f"quiz take {name}", "play it"),
    )
    width = max(len(command) for command, _ in rows)
    click.echo(message, err=True)
    for command, purpose in rows:
        click.echo(f"  {command:<{width}}  {purpose}", err=True)


def _quoted(path: Path) -> str:
    return shlex.quote(clean(str(path)))
