"""What does the card of a signature say that the challenger would judge otherwise?"""

from __future__ import annotations

from dataclasses import dataclass

from app.messages import verdict_word
from app.models.thumbnails import Thumbnail


@dataclass(frozen=True)
class TurnedCard:
    """One signature with what both models advise on it, and its picture once that has been made.

    `key` is an example's id, or a specimen's with a minus.
    """

    key: int
    is_genuine: bool
    champion: str
    challenger: str
    champion_llr: float
    challenger_llr: float
    whose: str = ""
    thumbnail: Thumbnail | None = None
    is_gone: bool = False
    """Whether its picture cannot be had any more."""

    @property
    def is_better(self) -> bool:
        """Whether the challenger's advice is the nearer to what the signature is labelled."""
        order = ("reject", "refer", "accept")
        has_risen = order.index(self.challenger) > order.index(self.champion)
        return has_risen is self.is_genuine

    @property
    def label(self) -> str:
        """What the bank has recorded that it is."""
        return "Labelled genuine" if self.is_genuine else "Labelled forged"

    @property
    def sides(self) -> tuple[tuple[str, str, str], ...]:
        """Both models: the name, the verdict, and that with its evidence in words."""
        return (
            ("Champion", self.champion, advice(self.champion, self.champion_llr)),
            ("Challenger", self.challenger, advice(self.challenger, self.challenger_llr)),
        )

    @property
    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        sides = (f"{name.lower()}: {said}" for name, _, said in self.sides)
        change = "nearer to its label" if self.is_better else "further from its label"
        parts = (self.label, self.whose, *sides, change, "picture not available" if self.is_gone else "")
        return ", ".join(part for part in parts if part)

    @property
    def hint(self) -> str:
        """Nothing: all of it is on the card."""
        return ""


def advice(verdict: str, llr: float) -> str:
    """What a model advises, and its evidence."""
    return f"{verdict_word(verdict)}, LLR {llr:+.1f}".replace("-", "\N{MINUS SIGN}")
