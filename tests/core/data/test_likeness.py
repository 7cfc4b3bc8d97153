"""Is the same ink found again in another scan, and are two signatures of one hand kept apart?"""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.data import likeness
from core.data.likeness import LEAST_OVERLAP, SameInk, overlap_of, same_ink
from core.data.synthetic.seeds import generator
from core.image.frame import frame_mask, unpacked
from core.image.page import Mask
from core.progress import Cancelled, Tick
from tests.core.data.rescans import Scans, scans_of
from tests.core.image.drawn import curve, written, zigzag


@pytest.fixture(scope="module")
def scans() -> Scans:
    """Forty writers who took no part in finding the bounds: four signatures each, two scanned twice."""
    return scans_of(range(710_000, 710_040), genuine=4, rescanned=2)


@pytest.fixture(scope="module")
def group_of(scans: Scans) -> NDArray[np.int64]:
    """Return the group of each frame; a frame like no other is a group of its own."""
    group = np.arange(len(scans.packed))
    for same in same_ink(scans.packed):
        group[list(same.rows)] = same.rows[0]
    return group


def packed(*masks: Mask) -> NDArray[np.uint8]:
    """Return masks as packed frames."""
    return np.stack([np.packbits(frame_mask(_tight(mask))) for mask in masks])


def _tight(mask: Mask) -> Mask:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def wrongly_joined(scans: Scans, group: NDArray[np.int64], *, is_steady: bool) -> int:
    """Count the pairs of different signatures of one writer that were taken for one."""
    firsts = [row for row, ink in enumerate(scans.ink) if ink not in scans.ink[:row]]
    chosen = [row for row in firsts if scans.is_steady[row] == is_steady]
    return sum(
        bool(scans.writer[a] == scans.writer[b] and group[a] == group[b]) for a, b in combinations(chosen, 2)
    )


def test_the_same_ink_scanned_again_is_found(scans: Scans, group_of: NDArray[np.int64]) -> None:
    """80 second scans; 7 % are missed usually: 6, and three standard deviations more at most."""
    again = [row for row in range(1, len(scans.ink)) if scans.ink[row] == scans.ink[row - 1]]
    missed = sum(bool(group_of[row] != group_of[row - 1]) for row in again)
    assert len(again) == 80
    assert missed <= 12


def test_two_signatures_of_one_hand_are_two(scans: Scans, group_of: NDArray[np.int64]) -> None:
    """120 pairs each; of 800 by usual hands none is taken for one, of 800 by steadied hands three."""
    assert wrongly_joined(scans, group_of, is_steady=False) == 0
    assert wrongly_joined(scans, group_of, is_steady=True) <= 2


def test_signatures_of_two_people_are_never_one(scans: Scans, group_of: NDArray[np.int64]) -> None:
    for group in np.unique(group_of):
        assert np.unique(scans.writer[group_of == group]).size == 1


def test_how_the_work_is_cut_up_changes_nothing(scans: Scans, monkeypatch: pytest.MonkeyPatch) -> None:
    some = scans.packed[:30]
    whole = same_ink(some)
    monkeypatch.setattr(likeness, "BLOCK", 7)
    assert same_ink(some) == whole
    assert whole


def test_three_copies_are_one_group_and_the_rest_none() -> None:
    one, two, three = written(5), written(6), written(7)
    assert same_ink(packed(one, two, one, three, one)) == [SameInk((0, 2, 4), 1.0)]


def test_nothing_to_compare_is_no_group() -> None:
    assert same_ink(np.zeros((0, 9216), np.uint8)) == []
    assert same_ink(packed(written(5))) == []


def test_a_wider_pen_over_the_same_path_is_the_same_ink() -> None:
    thin, wide = unpacked(packed(zigzag(thickness=3))[0]), unpacked(packed(zigzag(thickness=6))[0])
    assert overlap_of(thin, wide) >= LEAST_OVERLAP


def test_one_stroke_more_is_another_signature() -> None:
    more = curve(zigzag(), [(90, 120), (300, 110), (310, 60)])
    assert same_ink(packed(zigzag(), more)) == []


def test_what_fits_only_when_leant_is_another_signature() -> None:
    straight = written(5, border_px=60)
    lean = np.array([[1.0, 0.08, 0.0], [0.0, 1.0, 0.0]])
    leant = cv2.warpAffine(straight.astype(np.uint8), lean, straight.shape[::-1], flags=cv2.INTER_NEAREST)
    assert same_ink(packed(straight, leant.astype(bool))) == []


def test_overlap_is_the_same_both_ways_and_nothing_without_ink() -> None:
    a, b = (unpacked(row) for row in packed(written(5), np.roll(written(5), 1, axis=1)))
    assert overlap_of(a, b) == pytest.approx(overlap_of(b, a), abs=0.01)
    assert overlap_of(a, np.zeros_like(a)) == 0.0
    assert overlap_of(np.zeros_like(a), np.zeros_like(a)) == 0.0


def test_the_search_can_be_stopped() -> None:
    def stop(_tick: Tick) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        same_ink(packed(written(5), written(6)), report=stop)


def test_noise_shares_no_ink() -> None:
    """300 frames of random blots: 44,850 pairs."""
    rng = generator(3, "noise")
    blots = rng.random((300, 12, 24)) < 0.3
    frames = [np.packbits(np.kron(blot, np.ones((16, 16), bool))) for blot in blots]
    assert same_ink(np.stack(frames)) == []
