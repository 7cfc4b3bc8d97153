"""How are thousands of records asked for by id, when a statement takes only so many?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.store.learning_tables import ExampleRow
from core.store.tables import SpecimenRow

PORTION = 1000
"""Ids in one statement; what databases take at most begins at some thousands."""


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Return `ids` in order, a part at a time."""
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]


def packed_frames(
    session: Session, table: type[SpecimenRow] | type[ExampleRow], ids: Sequence[int]
) -> dict[int, NDArray[np.uint8]]:
    """Return frames by id as they are kept, (H * W / 8,) uint8, one bit a pixel; none where there is none."""
    frames: dict[int, NDArray[np.uint8]] = {}
    for part in portions(ids):
        kept = select(table.id, table.frame).where(table.id.in_(part), table.frame_width > 0)
        for record_id, packed in session.execute(kept):
            frames[record_id] = np.frombuffer(packed or b"", np.uint8)
    return frames
