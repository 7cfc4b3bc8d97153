"""Is each specimen judged against the others, as a presented one would be?"""

from __future__ import annotations

import numpy as np
import pytest

from core.scoring.steadiness import own_llrs
from tests.core.training.builders import by_distance


def judged(distance: np.ndarray) -> list[float]:
    forms = np.zeros((len(distance), 3))
    llrs = own_llrs(distance, np.zeros_like(distance), forms, calibrations=[by_distance()])
    return [float(llr) for llr in llrs]


def test_each_is_judged_by_its_distances_to_the_others() -> None:
    distance = np.array([[0.0, 0.3, 0.5], [0.3, 0.0, 0.7], [0.5, 0.7, 0.0]])
    # 6 - 10 x mean distance, bounded by 3
    assert judged(distance) == pytest.approx([2.0, 1.0, 0.0])


def test_two_specimens_say_nothing() -> None:
    assert judged(np.array([[0.0, 0.3], [0.3, 0.0]])) == []
