"""Passages: texts that several questions of a bank are about."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from quiz.bank.markup import Markup
from quiz.bank.questions.base import Citation, Identifier, SourceField, Text, citation_of


class Passage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text that questions are about, shown above each of them."""

    id: Annotated[
        Identifier,
        Meta(
            description="What questions name it by: letters, digits, '.', '_' and '-'. Questions on one passage are "
            "asked one after the other, in an order that hangs on it.",
            examples=["council-conclusions-2013"],
        ),
    ]
    title: Annotated[
        Text, Meta(description="What stands above the text, and in lists.", examples=["Critical engagement"])
    ]
    text: Annotated[
        Text,
        Meta(
            description="The text itself, with its lines and paragraphs; `text: |` keeps each line.",
            examples=["The EU has a policy of critical engagement towards the DPRK."],
        ),
    ]
    markup: Annotated[
        Markup | None,
        Meta(
            description="How this text is written: plain or markdown; as the bank's texts unless given.",
            examples=["markdown"],
        ),
    ] = None
    sources: Annotated[
        tuple[SourceField, ...],
        Meta(description="Where the text comes from.", examples=[["eeas-2013, Political dialogue"]]),
    ] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources, those written as one line taken apart at the first comma."""
        return tuple(citation_of(source) for source in self.sources)
