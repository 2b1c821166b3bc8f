"""QTI of every version, bare or in a package: the reader."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec.structs import replace

from quiz.bank.identifiers import free, slug
from quiz.bank.questions.base import ID_PATTERN
from quiz.formats.archive import LARGEST_MEDIA, Package, is_safe
from quiz.formats.items import Item, Reading, Source
from quiz.formats.pictures import shown_name
from quiz.formats.prose import plain
from quiz.formats.qti1 import items_of as items_of_1
from quiz.formats.qti2 import is_version_3, item_of as item_of_2, renamed, stimulus_of
from quiz.formats.report import Fault, Loss, Place, Unreadable
from quiz.formats.xml_tree import XmlDocument, XmlFault, read_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.prose import Prose
    from quiz.formats.xml_tree import Node

LARGEST: Final = 32 << 20
"""Bytes of an XML file in a package."""
_ENDS: Final = (".xml", ".qti")
_WHOLE: Final = "non_cc_assessments/"
"""Where Canvas keeps the whole of each quiz, besides a poor copy elsewhere."""


def read(source: Source) -> Reading:
    """Read QTI. Raises `Unreadable`, `UnknownEncoding`, and `PackageMissing` where a text has tags."""
    files = _Files()
    if not source.data.startswith(b"PK"):
        return files.together([files.read(source, None)])
    archive = Package(source.data)
    faults = [Fault(Place(1, member=name), "unsafe-file-name", name) for name in archive.names if not is_safe(name)]
    readings = [
        files.read(Source(archive.read(name, LARGEST), name, source.encoding), name) for name in _members(archive)
    ]
    readings = [reading for reading in readings if reading.form]
    if not readings:
        raise Unreadable("not-a-package", "there is no QTI in it")
    reading = files.together(readings)
    items = tuple(_with_pictures(item, archive) for item in reading.items)
    return replace(reading, items=items, faults=(*faults, *reading.faults))


def _with_pictures(item: Item, archive: Package) -> Item:
    """Return an item with the files of the package that it shows."""
    names = {shown_name(one.text) for one in item.shown}
    if not names:
        return item
    members = {re.split(r"[/\\]", name)[-1]: name for name in archive.names if is_safe(name)}
    held = {name: archive.read(members[name], LARGEST_MEDIA) for name in names if name in members}
    return replace(item, pictures=held)


def _members(archive: Package) -> Sequence[str]:
    """Return the files of a package that may hold questions, in the order of its manifest."""
    names = [name for name in archive.names if name.lower().endswith(_ENDS) and is_safe(name)]
    names = [name for name in names if name.rpartition("/")[2] != "imsmanifest.xml"]
    whole = [name for name in names if name.startswith(_WHOLE)]
    if whole:
        return whole
    listed = _listed(archive)
    return sorted(names, key=lambda name: listed.get(name, len(listed)))


def _listed(archive: Package) -> dict[str, int]:
    """Return the place in the manifest of each file that it lists; nothing where there is none to read."""
    if "imsmanifest.xml" not in archive.names:
        return {}
    try:
        manifest = read_xml(Source(archive.read("imsmanifest.xml", LARGEST), "imsmanifest.xml"))
    except XmlFault:
        return {}
    files = [node.attributes.get("href", "") for node in manifest.root.walk() if node.tag == "file"]
    return {name: at for at, name in enumerate(files)}


class _Files:
    """The files of a package: what a test or a stimulus says of items in other files is known when all are read."""

    def __init__(self) -> None:
        self._titles: list[str] = []
        self._categories: dict[str, str] = {}
        self._passages: dict[str, tuple[str, str, Prose]] = {}

    def read(self, source: Source, member: str | None) -> Reading:
        """Read one XML file; one of a package that holds no questions has no form."""
        try:
            document = read_xml(source, member)
        except XmlFault as refused:
            return Reading((), (), (refused.fault,), form="qti")
        root = document.root
        if root.tag == "questestinterop":
            items, losses, title = items_of_1(document, member)
            return _reading(document, items, "qti12", title, losses)
        is_3 = is_version_3(root)
        if is_3:
            renamed(root)
        if root.tag == "assessmentItem":
            form = "qti30" if is_3 else "qti22" if "v2p2" in root.attributes.get("xmlns", "") else "qti21"
            return _reading(document, [item_of_2(document, member)], form)
        if member is None:
            fault = Fault(Place(root.line), "foreign-root", f"<{root.tag}>", detail=f"<{root.tag}>")
            return Reading((), (), (*document.faults, fault), form="qti")
        if root.tag == "assessmentTest":
            self._titles.append(_title(root))
            self._take_sections(root, member, ())
        elif root.tag == "assessmentStimulus":
            name, title, text = stimulus_of(root)
            taken = {one for one, _, _ in self._passages.values()}
            name = free(name if re.fullmatch(ID_PATTERN, name) else slug(title) or "passage", taken)
            self._passages[member] = (name, title or name, text)
        return Reading()

    def together(self, readings: Sequence[Reading]) -> Reading:
        """Return what was read of several files as one."""
        titles = [*self._titles, *(reading.title for reading in readings)]
        return Reading(
            tuple(self._placed(item) for reading in readings for item in reading.items),
            tuple(loss for reading in readings for loss in reading.losses),
            tuple(fault for reading in readings for fault in reading.faults),
            title=next(filter(None, titles), ""),
            encoding=readings[0].encoding,
            form=readings[0].form,
        )

    def _take_sections(self, node: Node, member: str, path: tuple[str, ...]) -> None:
        for one in node.children:
            if one.tag == "assessmentItemRef":
                self._categories[_address(member, one.attributes.get("href", ""))] = "/".join(path)
            else:
                title = _title(one).replace("/", "-") if one.tag == "assessmentSection" else ""
                self._take_sections(one, member, (*path, title) if title else path)

    def _placed(self, item: Item) -> Item:
        """Return an item with the section of the test that it stands in, and the text that it is about."""
        member = item.place.member or ""
        item = replace(item, category=item.category or self._categories.get(member, ""))
        if not item.passage:
            return item
        known = self._passages.get(_address(member, item.passage))
        if known is None:
            fault = Fault(item.place, "file-missing", item.passage, detail=item.passage)
            return replace(item, passage="", faults=(*item.faults, fault))
        name, title, text = known
        return replace(item, passage=name, passage_title=title, passage_text=text)


def _title(node: Node) -> str:
    return plain(node.attributes.get("title", "")).plain


def _address(member: str, address: str) -> str:
    """Return the member of a package that a member names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(member), unquote(address)))


def _reading(
    document: XmlDocument, items: Sequence[Item], form: str, title: str = "", losses: Sequence[Loss] = ()
) -> Reading:
    return Reading(tuple(items), tuple(losses), document.faults, title=title, encoding=document.encoding, form=form)
