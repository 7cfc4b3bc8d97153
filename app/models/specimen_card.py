"""What does the card of a specimen say?"""

from __future__ import annotations

from dataclasses import dataclass

from app.models.thumbnails import Thumbnail


@dataclass(frozen=True)
class SpecimenCard:
    """One specimen in words, and its picture once that has been made."""

    key: int
    date: str
    source: str
    agreement: str = ""
    distance: str = ""
    findings: tuple[str, ...] = ()
    is_odd: bool = False
    is_withdrawn: bool = False
    thumbnail: Thumbnail | None = None

    @property
    def is_faded(self) -> bool:
        """Whether it does not count any more."""
        return self.is_withdrawn

    @property
    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        state = ("withdrawn",) if self.is_withdrawn else ()
        mean = f"mean distance {self.distance}" if self.distance else ""
        parts = (f"Specimen of {self.date}", *state, self.agreement, mean, *self.findings, self.source)
        return ", ".join(part for part in parts if part)

    @property
    def hint(self) -> str:
        """What a card has no room for."""
        mean = f"{self.agreement}: mean distance {self.distance}" if self.distance else self.agreement
        return "\n".join(part for part in (self.source, mean, *self.findings) if part)
