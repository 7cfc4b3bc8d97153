"""How does a person, a customer or a model stand in a list: a name, and a line about it?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NameCard:
    """`key` is a customer's id, a model's digest, or whose the signatures are."""

    key: int | str
    name: str
    line: str
    sentence: str
    """All of the card, for a screen reader."""
    hint: str
