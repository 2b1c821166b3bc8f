"""Import of question files of other programs, and of banks that were shared.

What comes and what is lost is known before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from quiz.authoring.outline import read_outline
from quiz.authoring.sharing import opened_parcel
from quiz.authoring.taking_in import shared_banks
from quiz.files import FileProblem, read_bounded, write_atomic, write_new
from quiz.formats.assembly import Import, assembled, bank_id_of, categories_of, title_of
from quiz.formats.bank_yaml import question_rows
from quiz.formats.decoding import LARGEST as LARGEST_TEXT
from quiz.formats.items import Source
from quiz.formats.prose import NOTHING
from quiz.formats.recognition import SHARED, advice_for, recognised
from quiz.formats.registry import FORMATS, READ
from quiz.formats.report import Fault, Loss, Unreadable
from quiz.paths import bank_mode
from quiz.reading.reader import no_collection
from quiz.reading.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Collection

    from quiz.bank.markup import Markup
    from quiz.formats.items import Reading

LARGEST_PACKAGE: Final = 256 << 20
"""Bytes of a package."""
PACKAGES: Final = frozenset({"anki", "kahoot", "qti", "xlsx"})
"""The formats whose files may be packages."""


class ImportProblem(Exception):
    """A file that cannot be imported at all, or a bank that is there already; the message says what to do."""


class BankThere(ImportProblem):
    """The bank that an import would make is there already."""


class ImportOptions(Struct, frozen=True, kw_only=True):
    """How files are imported.

    form: the format, None to recognise it. folder: where banks go. taken: ids of banks that come with the program. The
    rest is as the person said.
    """

    folder: Path
    form: str | None = None
    bank_id: str | None = None
    title: str | None = None
    language: str | None = None
    encoding: str | None = None
    split: bool = False
    columns: Mapping[str, tuple[str, ...]] = {}
    update: bool = False
    taken: frozenset[str] = frozenset()


class PlannedBank(Struct, frozen=True):
    """A bank that an import makes, or brings up to date: its file and its text, and the ids that it has no longer.

    kept: ids of questions that are in the bank and no longer in the source.
    """

    path: Path
    text: str
    content: Import
    base: bytes | None = None
    kept: tuple[str, ...] = ()


class Plan(Struct, frozen=True):
    """What an import of a file would do; nothing is written yet. unreadable: nothing of the file can be read."""

    file: str
    form: str
    encoding: str | None
    banks: tuple[PlannedBank, ...]
    faults: tuple[Fault, ...] = ()
    unreadable: bool = False

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """What is wrong in the source, repaired or not."""
        return (*self.faults, *(fault for bank in self.banks for fault in bank.content.faults))

    @property
    def has_faults(self) -> bool:
        return bool(self.all_faults)

    @property
    def has_losses(self) -> bool:
        """Whether anything was lost or changed; notes do not count."""
        return any(loss.kind in {"lost", "changed"} for bank in self.banks for loss in bank.content.losses)


def planned(path: Path, options: ImportOptions) -> Plan:
    """Read a file and return what importing it would do. Nothing is written.

    Raises `ImportProblem`, `FileProblem`, `PackageMissing` and `UnknownEncoding`.
    """
    data = read_bounded(path, LARGEST_PACKAGE)
    form = options.form or _form_of(data, path)
    if form == SHARED:
        return _taken_in(opened_parcel(data, path), path, options)
    if len(data) > LARGEST_TEXT and form not in PACKAGES:
        raise FileProblem(path, f"the file is larger than {LARGEST_TEXT >> 20} MiB; split it into several")
    with no_collection():
        try:
            reading = FORMATS[form].read(Source(data, path.name, options.encoding, options.columns))
        except Unreadable as unreadable:
            return Plan(str(path), form, None, (), (unreadable.fault,), unreadable=True)
        if options.form is None and any(fault.code == "own-bank" for fault in reading.faults):
            return _taken_in({path.name: data}, path, options)
        banks = tuple(_planned_banks(reading, path.stem, options))
    return Plan(str(path), reading.form or form, reading.encoding, banks)


def _taken_in(files: Mapping[str, bytes], path: Path, options: ImportOptions) -> Plan:
    """Return what taking in shared banks would do: they come as they are."""
    if options.update or options.split or any((options.bank_id, options.title, options.language, options.columns)):
        raise ImportProblem(f"{path} is a bank already and comes as it is: name no id, title or language for it")
    banks = shared_banks(files, path, options.folder)
    return Plan(str(path), SHARED, "utf-8", tuple(PlannedBank(*bank) for bank in banks))


def written(plan: Plan) -> None:
    """Write the banks of a plan, each whole or not at all. Raises `FileProblem` and `ImportProblem`."""
    for bank in plan.banks:
        if not bank.content.questions:
            continue
        data = bank.text.encode()
        if len(data) > MAX_BYTES:
            raise ImportProblem(f"{bank.path}: the bank would be larger than is read; split the source into several")
        _write_assets(bank)
        if bank.base is None:
            bank.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_new(bank.path, data, bank_mode(bank.path))
        elif read_bounded(bank.path, MAX_BYTES) != bank.base:
            raise ImportProblem(f"{bank.path} was changed meanwhile; import again")
        else:
            write_atomic(bank.path, data)


def _write_assets(bank: PlannedBank) -> None:
    """Write the pictures of a bank into the folder of its own beside it, which is no link. Raises `FileProblem`."""
    for name, data in bank.content.assets.items():
        path = bank.path.parent / name
        if path.parent.is_symlink() or path.is_symlink():
            raise FileProblem(path, "a link stands in its place; remove it")
        if not path.exists() or read_bounded(path, LARGEST_PACKAGE) != data:
            write_atomic(path, data, bank_mode(bank.path))


def _form_of(data: bytes, path: Path) -> str:
    forms = [form for form in recognised(data, path.name) if form == SHARED or form in READ]
    if len(forms) == 1:
        return forms[0]
    if forms:
        raise ImportProblem(f"{path} may be {' or '.join(forms)}; say which with --from")
    if advice := advice_for(path.name):
        raise ImportProblem(f"{path} is of no format that is read; {advice}")
    names = ", ".join(form for form, one in FORMATS.items() if one.reader)
    raise ImportProblem(f"{path} is of no format that is known; say which with --from: {names}")


def _planned_banks(reading: Reading, stem: str, options: ImportOptions) -> list[PlannedBank]:
    base = options.bank_id or bank_id_of(stem)
    title = options.title or title_of(reading) or stem
    groups = categories_of(reading) if options.split else {"": reading.items}
    if len(groups) < 2:
        return [_planned_bank(reading, title, base, options)]
    banks: list[PlannedBank] = []
    ids: set[str] = set()
    for category, items in groups.items():
        part = replace(reading, items=items, **({} if not banks else {"losses": (), "faults": ()}))
        name = category.rpartition("/")[2]
        bank_id = base if not category else f"{base}-{bank_id_of(name)}"
        if bank_id in ids:
            bank_id = f"{base}-{bank_id_of(category)}"
        ids.add(bank_id)
        banks.append(_planned_bank(part, name or title, bank_id, options))
    return banks


def _planned_bank(reading: Reading, title: str, bank_id: str, options: ImportOptions) -> PlannedBank:
    bank_id = _free(bank_id, options.taken)
    path = options.folder / f"{bank_id}.yaml"
    base = read_bounded(path, MAX_BYTES) if path.exists() else None
    if base is None:
        content = assembled(reading, title, bank_id, options.language)
        return PlannedBank(path, content.text(bank_id), content)
    if not options.update:
        raise BankThere(
            f"{path} is there already; bring it up to date with --update, or give the new bank another id with --id"
        )
    known, markup, passages = _known(base, path)
    reading = _without_new_passages(reading, passages)
    content = assembled(reading, title, bank_id, options.language, known=known, markup=markup)
    text = _updated(base, content, path)
    gone = tuple(one for one in known if one not in {question.id for question in content.questions})
    return PlannedBank(path, text, content, base, gone)


def _free(name: str, taken: Collection[str]) -> str:
    from quiz.bank.identifiers import free

    return free(name, taken)


def _known(base: bytes, path: Path) -> tuple[dict[str, str], Markup, frozenset[str]]:
    """Return the prompts of a bank by the ids of its questions, its markup, and the ids of its passages."""
    from quiz.reading.reader import read_bank

    bank = read_bank(base, str(path), {}).bank
    if bank is None:
        raise ImportProblem(f"{path} cannot be read; `quiz check {path}` says why")
    prompts = {question.id: question.prompt for question in (*bank.questions, *bank.drafts)}
    return prompts, bank.markup, frozenset(passage.id for passage in bank.passages)


def _without_new_passages(reading: Reading, known: Collection[str]) -> Reading:
    """Return a reading whose questions name only texts that are in the bank; the others are told."""
    items = [
        item
        if not item.passage_text or item.passage in known
        else replace(
            item,
            passage_text=NOTHING,
            losses=(*item.losses, Loss(item.place, "description", item.passage_text.plain)),
        )
        for item in reading.items
    ]
    return replace(reading, items=tuple(items))


_ID: Final = re.compile(r"""\s*(?:-\s+)?(["']?)id\1\s*:\s*["']?([\w.-]+)""")


def _updated(base: bytes, content: Import, path: Path) -> str:
    """Return the text of a bank with the questions of an import in the place of those with their ids, new ones last."""
    text = base.decode("utf-8-sig")
    outline = read_outline(text)
    if not outline.in_blocks or outline.headline is None or not outline.blocks:
        raise ImportProblem(f"{path} is not written with a field on each line; it cannot be brought up to date")
    rows: list[str] = list(outline.rows[: outline.blocks[0].first - 1])
    fresh = {question.id: question_rows(question.fields, outline.dash) for question in content.questions}
    last = outline.blocks[-1]
    for block, until in zip(outline.blocks, (*(one.first for one in outline.blocks[1:]), last.last + 1), strict=True):
        own = outline.rows[block.first - 1 : block.last]
        match = next(filter(None, map(_ID.match, own)), None)
        rows += fresh.pop(match[2], own) if match else own
        rows += outline.rows[block.last : until - 1]
    for added in fresh.values():
        rows += ["", *added] if outline.is_spaced else added
    rows += outline.rows[last.last :]
    return outline.newline.join(rows)
