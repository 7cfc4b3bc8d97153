"""Are scans that contradict or repeat each other named, and those that may stay left in peace?"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.image.frame import frame_mask
from core.learning.checks import Collected, Odd, OddKind, find_odd
from tests.core.image.drawn import written


@cache
def ink(seed: int) -> NDArray[np.uint8]:
    """Return the packed frame of a made-up signature."""
    return np.packbits(frame_mask(written(seed, border_px=0)))


def one(
    key: int, label: str, *, seed: int | None = 1, owner: str = "signatory-1", is_specimen: bool = False
) -> Collected:
    """Return a collected signature; the same seed is the same ink, and none an unfit scan."""
    return Collected(key, owner, label, is_specimen, None if seed is None else ink(seed))


def test_different_signatures_are_not_odd() -> None:
    assert find_odd([one(1, "genuine", seed=1), one(2, "genuine", seed=2), one(3, "forged", seed=3)]) == []
    assert find_odd([]) == []


def test_the_same_ink_with_opposite_labels_is_a_conflict_on_both_sides() -> None:
    assert find_odd([one(4, "genuine"), one(9, "forged")]) == [
        Odd(OddKind.CONFLICT, 4, others=(9,)),
        Odd(OddKind.CONFLICT, 9, others=(4,)),
    ]


def test_the_same_ink_genuine_for_two_owners_is_a_conflict() -> None:
    found = find_odd([one(4, "genuine"), one(9, "genuine", owner="signatory-2")])
    assert [(odd.kind, odd.key, odd.others) for odd in found] == [
        (OddKind.CONFLICT, 4, (9,)),
        (OddKind.CONFLICT, 9, (4,)),
    ]


def test_ink_genuine_for_one_and_forged_for_another_repeats_but_contradicts_nothing() -> None:
    found = find_odd([one(4, "genuine"), one(9, "forged", owner="signatory-2")])
    assert found == [Odd(OddKind.DUPLICATE, 9, others=(4,))]


def test_every_repeated_scan_but_the_first_is_a_duplicate() -> None:
    found = find_odd([one(8, "genuine"), one(2, "genuine"), one(5, "unknown"), one(6, "genuine", seed=2)])
    assert found == [
        Odd(OddKind.DUPLICATE, 5, others=(2, 8)),
        Odd(OddKind.DUPLICATE, 8, others=(2, 5)),
    ]


def test_a_specimen_is_kept_before_what_repeats_it() -> None:
    found = find_odd([one(3, "genuine"), one(70, "genuine", is_specimen=True)])
    assert found == [Odd(OddKind.DUPLICATE, 3, others=(70,))]


def test_of_repeated_scans_only_those_that_contradict_are_conflicts() -> None:
    """The unknown ones contradict nobody, and repeat each other."""
    labels = {1: "genuine", 2: "forged", 3: "unknown", 4: "unknown"}
    found = find_odd([one(key, label) for key, label in labels.items()])
    assert [(odd.kind, odd.key, odd.others) for odd in found] == [
        (OddKind.CONFLICT, 1, (2,)),
        (OddKind.CONFLICT, 2, (1,)),
        (OddKind.DUPLICATE, 4, (3,)),
    ]


def test_an_unfit_scan_is_named_and_hinders_nothing() -> None:
    found = find_odd([one(1, "genuine", seed=None), one(2, "genuine"), one(3, "genuine")])
    assert found == [Odd(OddKind.DUPLICATE, 3, others=(2,)), Odd(OddKind.UNFIT, 1)]
    assert find_odd([one(1, "unknown", seed=None)]) == [Odd(OddKind.UNFIT, 1)]


def test_what_is_excluded_is_left_in_peace() -> None:
    assert find_odd([one(1, "genuine"), one(2, "excluded"), one(3, "excluded", seed=None)]) == []


def test_leaving_out_every_duplicate_leaves_nothing_odd() -> None:
    collected = [one(key, "genuine", seed=1 + key % 3) for key in range(9)]
    named = {odd.key for odd in find_odd(collected)}
    rest = [item for item in collected if item.key not in named]
    assert len(rest) == 3
    assert find_odd(rest) == []
