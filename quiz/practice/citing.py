"""A source in words."""

from quiz.practice.attempt import Cited


def citation_line(cited: Cited, as_of: str | None = None) -> str:
    """Return a source on one line: title, publisher, date, locator, as-of date, URL, as far as they are known."""
    reference = cited.reference
    if reference is None:
        parts = [cited.citation.ref, cited.citation.locator, "not in the source list"]
    else:
        parts = [reference.title, reference.author, reference.publisher, reference.issued, cited.citation.locator]
    if as_of:
        parts.append(f"as of {as_of}")
    if reference is not None:
        parts.append(reference.url)
    return "; ".join(part for part in parts if part)
