"""Is a month in which scores moved pointed out, and no other?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from core.learning.drift import FEWEST_A_MONTH, months_of, of_image
from core.store.records import PenRecord, VerificationRecord


def scored(month: int, level: float, *, count: int = 60) -> list[tuple[datetime, float]]:
    rng = np.random.Generator(np.random.PCG64(month))
    start = datetime(2026, month, 3, tzinfo=UTC)
    return [(start + timedelta(hours=n), float(rng.normal(level, 0.5))) for n in range(count)]


def test_months_are_in_order_with_their_quartiles() -> None:
    [first, second] = months_of([*scored(5, 1.0), *scored(4, 1.0)])
    assert (first.label, second.label) == ("2026-04", "2026-05")
    assert first.low < first.median < first.high
    assert (first.accepted, second.is_notable) == (60, False)


def test_a_month_that_moved_against_all_before_is_pointed_out() -> None:
    months = months_of([*scored(4, 1.0), *scored(5, 1.0), *scored(6, 0.3)])
    assert [month.is_notable for month in months] == [False, False, True]
    again = months_of([*scored(3, 0.3), *scored(4, 0.3), *scored(6, 0.3)])
    assert [month.is_notable for month in again] == [False, False, False]


def test_a_month_with_few_verifications_is_never_pointed_out() -> None:
    months = months_of([*scored(4, 1.0), *scored(5, -2.0, count=FEWEST_A_MONTH - 1)])
    assert [month.is_notable for month in months] == [False, False]


def test_nothing_scored_is_no_month() -> None:
    assert months_of([]) == []


def verification(*, llr: float | None, pen: PenRecord | None) -> VerificationRecord:
    return VerificationRecord(
        id=1,
        signatory_id=7,
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        source_name="pad",
        distances={1: 0.31},
        distance=0.31,
        score=1.0,
        llr=llr,
        verdict="accept",
        reasons=(),
        findings=(),
        model_digest="abc",
        milliseconds=38.0,
        accept_llr=1.0,
        reject_llr=-1.0,
        accept_far=0.01,
        reject_frr=0.05,
        pen=pen,
    )


def test_of_what_a_pad_recorded_the_image_alone_counts() -> None:
    pen = PenRecord(distances={1: 0.2}, llr=1.5, image_llr=0.7, digest="def")
    assert of_image(verification(llr=2.2, pen=pen)) == 0.7
    assert of_image(verification(llr=1.1, pen=None)) == 1.1
    assert of_image(verification(llr=None, pen=None)) is None
