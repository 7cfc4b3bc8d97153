"""Which of the collected signatures are asked for?"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, fields

from app.presenters.pairs_holdings import Writer
from core.store.learning_records import Example, Label

ALL, ATTENTION = "", "attention"


@dataclass(frozen=True)
class PairFilters:
    """Words that the person must have, and `show`: everything, what needs attention, or one label."""

    text: str = ""
    show: str = ALL

    @property
    def is_any(self) -> bool:
        """Whether everything passes."""
        return not self.text.strip() and self.show == ALL

    def finds(self, writer: Writer, *, odd: Container[int]) -> bool:
        """Whether a person is listed; `odd` holds the keys of what needs attention."""
        if any(word not in writer.search for word in self.text.casefold().split()):
            return False
        if self.show == ALL or any(self.passes(example, odd=odd) for example in writer.examples):
            return True
        return self.show == ATTENTION and any(-one.id in odd for one in writer.specimens)

    def passes(self, example: Example, *, odd: Container[int]) -> bool:
        """Whether an example of a person who is listed is shown."""
        if self.show == ATTENTION:
            return example.id in odd
        return self.show in (ALL, example.label.value)


def kept_filters(value: object) -> PairFilters:
    """Filters as they were kept; the usual ones where what was kept makes no sense."""
    if not isinstance(value, dict):
        return PairFilters()
    known = {field.name for field in fields(PairFilters)}
    found = PairFilters(**{k: v for k, v in value.items() if k in known and isinstance(v, str)})
    return found if found.show in (ALL, ATTENTION, *Label) else PairFilters(found.text)
