"""What does the card of a collected signature say?"""

from __future__ import annotations

from dataclasses import dataclass

from app.models.thumbnails import Thumbnail


@dataclass(frozen=True)
class ExampleCard:
    """One signature in words, and its picture once that has been made.

    `key` is an example's id, or a specimen's with a minus before it; `sign` is the icon of the label.
    """

    key: int
    label: str
    sign: str
    date: str
    source: str
    odd: str = ""
    hint: str = ""
    is_faded: bool = False
    thumbnail: Thumbnail | None = None

    @property
    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        return ", ".join(part for part in (self.label, self.date, self.source, self.odd) if part)
