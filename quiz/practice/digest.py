"""The number by which everything is drawn and shuffled."""

from __future__ import annotations

from hashlib import blake2b


def digest(seed: int, *parts: str) -> bytes:
    """Return a number that is the same on every machine and independent of everything but its arguments."""
    hashed = blake2b(str(seed).encode(), digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        hashed.update(len(encoded).to_bytes(8) + encoded)
    return hashed.digest()
