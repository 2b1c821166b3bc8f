"""The number by which everything is drawn and shuffled, and the hash of which it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    from _blake2 import blake2b  # the same as below, without the 4 ms in which that loads OpenSSL for its other hashes
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable


def digest(seed: int, *parts: str) -> bytes:
    """Return a number that is the same on every machine and independent of everything but its arguments."""
    return hash_of((part.encode("utf-8", "surrogatepass") for part in parts), size=16, begin=str(seed).encode())


def hash_of(parts: Iterable[bytes], *, size: int, begin: bytes = b"") -> bytes:
    """Return a BLAKE2 hash of so many bytes; where a part ends and the next begins counts too."""
    hashed = blake2b(begin, digest_size=size)
    for part in parts:
        hashed.update(len(part).to_bytes(8))
        hashed.update(part)  # not joined: a part can be a whole file
    return hashed.digest()
