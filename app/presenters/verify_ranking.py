"""In which order are the specimens shown?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.presenters.verify_state import Ranked, Subject

if TYPE_CHECKING:
    from core.store.records import VerificationRecord


def by_age(subject: Subject | None) -> tuple[Ranked, ...]:
    """Oldest first, while nothing has been measured."""
    if subject is None:
        return ()
    return tuple(
        Ranked(one.id, number, one.enrolled_at, one.is_withdrawn, None)
        for number, one in enumerate(subject.specimens, start=1)
    )


def by_distance(ranking: Iterable[Ranked], record: VerificationRecord) -> tuple[Ranked, ...]:
    """Best match first; a specimen that could not be compared comes last, without a distance."""
    measured = [replace(one, distance=record.distances.get(one.specimen_id)) for one in ranking]
    return tuple(sorted(measured, key=lambda one: (one.distance is None, one.distance or 0.0, one.number)))


def first(ranking: Sequence[Ranked]) -> int | None:
    """The specimen to look at first."""
    return ranking[0].specimen_id if ranking else None
