"""Do genuine signatures still score as they used to, month by month?

A month is pointed out where its median lies outside the notches of all months before it: 1.57 interquartile
ranges over the root of n, both sides' added (McGill, Tukey & Larsen 1978).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.store.bank import Bank
from core.store.records import VerificationRecord

FEWEST_A_MONTH = 20
"""Months with fewer verifications are drawn, and never pointed out."""
NOTCH = 1.57
MOST = 50_000


class Month(NamedTuple):
    """The LLRs of a month's accepted signatures: quartiles, how many, and whether they moved."""

    label: str
    accepted: int
    low: float
    median: float
    high: float
    is_notable: bool


def monthly(bank: Bank, *, digest: str) -> list[Month]:
    """Return the months in which this model scored signatures that a clerk accepted, oldest first.

    Of signatures from a pad what the image alone amounted to counts: more pads are no drift of the model.
    """
    scored = [
        (row.verification.at, of_image(row.verification))
        for row in bank.history(decision="accept", limit=MOST)
        if row.verification.model_digest == digest
    ]
    return months_of((at, llr) for at, llr in scored if llr is not None)


def of_image(verification: VerificationRecord) -> float | None:
    """Return the LLR of the image alone; None where nothing was scored."""
    return verification.llr if verification.pen is None else verification.pen.image_llr


def months_of(scored: Iterable[tuple[datetime, float]]) -> list[Month]:
    """Return the months of these times and LLRs, oldest first."""
    by_month: dict[str, list[float]] = defaultdict(list)
    for at, llr in scored:
        by_month[f"{at.astimezone(UTC):%Y-%m}"].append(llr)
    months: list[Month] = []
    before = np.zeros(0)
    for label in sorted(by_month):
        values = np.array(by_month[label])
        low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
        months.append(
            Month(label, values.size, float(low), float(middle), float(high), _has_moved(before, values))
        )
        before = np.concatenate([before, values])
    return months


def _has_moved(before: NDArray[np.float64], now: NDArray[np.float64]) -> bool:
    if min(before.size, now.size) < FEWEST_A_MONTH:
        return False
    reach = sum(_notch(values) for values in (before, now))
    return bool(abs(np.median(now) - np.median(before)) > reach)


def _notch(values: NDArray[np.float64]) -> float:
    low, high = np.quantile(values, [0.25, 0.75])
    return float(NOTCH * (high - low) / np.sqrt(values.size))
