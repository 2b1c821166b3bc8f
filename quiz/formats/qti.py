"""QTI of every version, bare or in a package: the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.formats.archive import Package, is_safe
from quiz.formats.items import Item, Reading, Source
from quiz.formats.prose import plain
from quiz.formats.qti1 import items_of as items_of_1
from quiz.formats.qti2 import is_version_3, item_of as item_of_2, renamed
from quiz.formats.report import Fault, Loss, Place, Unreadable
from quiz.formats.xml_tree import XmlDocument, XmlFault, read_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST: Final = 32 << 20
"""Bytes of an XML file in a package."""
_ENDS: Final = (".xml", ".qti")
_WHOLE: Final = "non_cc_assessments/"
"""Where Canvas keeps the whole of each quiz, besides a poor copy elsewhere."""


def read(source: Source) -> Reading:
    """Read QTI. Raises `Unreadable`, `UnknownEncoding`, and `PackageMissing` where a text has tags."""
    if not source.data.startswith(b"PK"):
        return _read_file(source, None)
    archive = Package(source.data)
    faults = [Fault(Place(1, member=name), "unsafe-file-name", name) for name in archive.names if not is_safe(name)]
    readings = [
        _read_file(Source(archive.read(name, LARGEST), name, source.encoding), name) for name in _members(archive)
    ]
    titles = [reading.title for reading in readings if reading.title]
    readings = [reading for reading in readings if reading.form]
    if not readings:
        raise Unreadable("not-a-package", "there is no QTI in it")
    return Reading(
        tuple(item for reading in readings for item in reading.items),
        tuple(loss for reading in readings for loss in reading.losses),
        (*faults, *(fault for reading in readings for fault in reading.faults)),
        title=next(iter(titles), ""),
        encoding=readings[0].encoding,
        form=readings[0].form,
    )


def _members(archive: Package) -> Sequence[str]:
    """Return the files of a package that may hold questions, in the order of its manifest."""
    names = [name for name in archive.names if name.lower().endswith(_ENDS) and is_safe(name)]
    names = [name for name in names if name.rpartition("/")[2] != "imsmanifest.xml"]
    whole = [name for name in names if name.startswith(_WHOLE)]
    if whole:
        return whole
    listed = _listed(archive)
    return sorted(names, key=lambda name: (listed.get(name, len(listed)), names.index(name)))


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


def _read_file(source: Source, member: str | None) -> Reading:
    """Read one XML file; one of a package that holds no questions has no form, but it may have a title."""
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
    if member is not None:
        title = root.attributes.get("title", "") if root.tag == "assessmentTest" else ""
        return Reading(title=plain(title).plain)
    fault = Fault(Place(root.line), "foreign-root", f"<{root.tag}>", detail=f"<{root.tag}>")
    return Reading((), (), (*document.faults, fault), form="qti")


def _reading(
    document: XmlDocument, items: Sequence[Item], form: str, title: str = "", losses: Sequence[Loss] = ()
) -> Reading:
    return Reading(tuple(items), tuple(losses), document.faults, title=title, encoding=document.encoding, form=form)
