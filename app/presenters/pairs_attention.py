"""Which of the oddities that the last check found still stand, after what was labelled since?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.presenters.pairs_holdings import Holdings
from core.learning.checks import Collected, Odd, OddKind, contradict
from core.learning.last_check import Checked
from core.store.learning_records import Label


class Attention:
    """What the last check found; a label that somebody confirmed or changed since is settled."""

    def __init__(self) -> None:
        self._checked = Checked((), {})
        self._settled: set[int] = set()

    @property
    def odd_specimens(self) -> set[int]:
        """The ids of specimens that something is odd about."""
        return {-odd.key for odd in self._checked.odd if odd.key < 0}

    def replace(self, checked: Checked) -> None:
        """Take the result of another check."""
        self._checked = checked
        self._settled.clear()

    def restore(self, checked: Checked, holdings: Holdings) -> None:
        """Take the result of a check before the last start; what was labelled after it is settled."""
        self.replace(checked)
        seen = checked.seen
        self.settle(
            [one.id for one in holdings.examples() if one.id in seen and seen[one.id].at != one.labelled_at]
        )

    def settle(self, example_ids: Sequence[int]) -> None:
        """Somebody looked and said what these are."""
        self._settled.update(example_ids)

    def unsettle(self, example_ids: Sequence[int]) -> None:
        """That was taken back."""
        self._settled.difference_update(example_ids)

    def standing(self, holdings: Holdings) -> dict[int, tuple[Odd, ...]]:
        """What is odd now, by key: an example's id, or a specimen's with a minus before it."""
        collected = _collected(holdings)
        standing: dict[int, tuple[Odd, ...]] = {}
        for odd in self._checked.odd:
            if odd.key in collected and odd.key not in self._settled:
                still = self._still(odd, collected)
                if still is not None:
                    standing[odd.key] = (*standing.get(odd.key, ()), still)
        return standing

    def _still(self, odd: Odd, collected: Mapping[int, Collected]) -> Odd | None:
        one = collected[odd.key]
        if one.label == Label.EXCLUDED:
            return None
        if odd.kind is OddKind.SUSPECT:
            seen = self._checked.seen.get(odd.key)
            return odd if seen is not None and seen.label == one.label else None
        if odd.kind is OddKind.UNFIT:
            return odd
        others = tuple(key for key in odd.others if _still_alike(odd.kind, one, collected.get(key), key=key))
        return replace(odd, others=others) if others else None


def _still_alike(kind: OddKind, one: Collected, other: Collected | None, *, key: int) -> bool:
    if other is None:
        return key < 0  # a specimen of somebody who is not listed; an example would be gone with its import
    return contradict(one, other) if kind is OddKind.CONFLICT else other.label != Label.EXCLUDED


def _collected(holdings: Holdings) -> dict[int, Collected]:
    found: dict[int, Collected] = {}
    for writer in holdings.writers:
        for record in writer.specimens:
            found[-record.id] = Collected(-record.id, writer.owner, Label.GENUINE, True, None)
        for example in writer.examples:
            found[example.id] = Collected(example.id, writer.owner, example.label, False, None)
    return found
