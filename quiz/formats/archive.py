"""Packages: zip files of other programs, bounded before and while they are read. Nothing is unpacked to the disk."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Final

from quiz.formats.report import Place, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_SUM: Final = 512 << 20
LARGEST_TEXT: Final = 64 << 20
LARGEST_MEDIA: Final = 20 << 20
MOST_MEMBERS: Final = 10_000
"""Bytes of all members, of one that is a text, of one that is not, and members up to which a package is read."""

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip that is written, so that the same files make the same bytes."""

_LEVEL: Final = 1
"""How hard what is written is packed: texts shrink nearly as much as with more work."""
_OF_A_SYSTEM: Final = re.compile(r"(?:^|[/\\])(?:__MACOSX[/\\]|\._|\.DS_Store\Z|Thumbs\.db\Z|desktop\.ini\Z)")
"""What the file manager of a system puts into a zip on its own."""
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z")


class Package:
    """A package whose members have been looked at: none is larger than is read."""

    def __init__(self, data: bytes) -> None:
        """Open a package. Raises `Unreadable` where it is none, or has more in it than is read."""
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            members = self._file.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise Unreadable("not-a-package") from error
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_SUM:
            raise Unreadable("too-large")
        self.names = tuple(member.filename for member in members if not _OF_A_SYSTEM.search(member.filename))
        self._sizes = {member.filename: member.file_size for member in members}

    def read(self, name: str, limit: int = LARGEST_TEXT) -> bytes:
        """Return the bytes of a member. Raises `Unreadable` where it is larger than `limit`, missing or broken."""
        place = Place(1, member=name)
        if self._sizes.get(name, 0) > limit:
            raise Unreadable("too-large", place=place)
        try:
            with self._file.open(name) as member:
                data = member.read(limit + 1)
        except (
            zipfile.BadZipFile,
            KeyError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ) as error:
            raise Unreadable("not-a-package", place=place) from error
        except Exception as error:  # zlib, bz2 and lzma each have an error of their own
            raise Unreadable("not-a-package", place=place) from error
        if len(data) > limit:
            raise Unreadable("too-large", place=place)
        return data

    def bounded(self, limit: int = LARGEST_TEXT) -> None:
        """Raise `Unreadable` where any member says that it is larger than `limit`."""
        for name, size in self._sizes.items():
            if size > limit:
                raise Unreadable("too-large", detail=name)


def is_safe(name: str) -> bool:
    """Tell whether the name of a member stays within the folder into which it would be unpacked, on any system."""
    parts = re.split(r"[/\\]", name)
    return not (
        name.startswith(("/", "\\"))
        or ":" in name
        or ".." in parts
        or any(_RESERVED.match(part.strip(" .")) for part in parts)
        or any(unicodedata.category(character) == "Cc" for character in name)
    )


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with these files by name; the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()
