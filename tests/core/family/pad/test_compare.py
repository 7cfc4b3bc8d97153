"""Are the same specimens compared with the same signatures by image and by pen?"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.family.collection import Collection
from core.family.data.trajectories import described
from core.family.embedded import Embedded
from core.family.pad.compare import Compared, compare_again, compare_fold, seen
from core.family.pad.learn import Fold
from core.pen.way import Trajectory
from core.scoring.verifier import Verifier
from core.training.trials import STRANGERS
from tests.core.family.builders import CPU, pair_of_ways
from tests.core.net.small import small_twin
from tests.core.pen.builders import line, written
from tests.core.scoring.test_verifier import CARD

SIGNED = [(f"{seed}", k < 4, written(seed, k=k)) for seed in range(3) for k in range(6)]
"""Of each of three writers four genuine signatures, and two that stand for forgeries."""


@pytest.fixture(scope="module")
def whole() -> Collection:
    return described([(name, is_genuine, way.track) for name, is_genuine, way in SIGNED])


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(small_twin(), CARD, device=CPU)


@pytest.fixture(scope="module")
def found(whole: Collection, verifier: Verifier) -> list[Compared]:
    fold = Fold(3, np.array([0, 2]), pair_of_ways())
    by_image = seen([way for _, _, way in SIGNED], verifier)
    by_pen = Embedded(fold.network, whole, np.arange(18), device=CPU)
    return compare_fold(fold, by_pen, whole, by_image, verifier)


def test_those_who_were_left_out_are_compared(found: list[Compared]) -> None:
    assert [(one.image.writer, one.fold) for one in found] == [(0, 3), (2, 3)]
    for one in found:
        assert (one.image.genuine, one.image.forged) == (4, 2)
        assert one.pen.shape == one.image.distance.shape == one.image.local.shape
        assert one.pen.shape == (2, 4 + 2 + min(4 + 0, STRANGERS))
    assert found[0].image.rows[:6].tolist() == [0, 1, 2, 3, 4, 5]
    assert set(found[0].image.rows[6:].tolist()) == {12, 13, 14, 15}


def test_both_are_of_the_same_signatures(
    found: list[Compared], whole: Collection, verifier: Verifier
) -> None:
    one = found[0]
    network = pair_of_ways().eval()
    rows = one.image.rows
    with torch.inference_mode():
        wanted = -network.nearness(whole.read(rows[1:2]), whole.read(rows[3:4]))
    assert one.pen[1, 3] == pytest.approx(wanted.item(), rel=1e-4)
    specimen, shown = (seen([SIGNED[row][2]], verifier)[0] for row in rows[[1, 3]].tolist())
    apart = np.linalg.norm(specimen.embedding.vector - shown.embedding.vector)
    assert one.image.distance[1, 3] == pytest.approx(float(apart), abs=1e-3)
    assert one.pen[0, 0] == pytest.approx(one.pen[1, 1], abs=1e-3)  # each with itself


def test_what_is_unfit_as_an_image_is_left_out(verifier: Verifier) -> None:
    ways: list[Trajectory] = [written(1), line(mm=0.2), written(2)]
    assert list(seen(ways, verifier)) == [0, 2]


def test_comparing_again_changes_the_pen_alone(found: list[Compared], whole: Collection) -> None:
    unpressed = described(
        [(name, is_genuine, way.without_pressure().track) for name, is_genuine, way in SIGNED]
    )
    again = compare_again(found, Embedded(pair_of_ways(), unpressed, np.arange(18), device=CPU))
    same = compare_again(found, Embedded(pair_of_ways(), whole, np.arange(18), device=CPU))
    for before, after, unchanged in zip(found, again, same, strict=True):
        assert after.image is before.image
        assert after.pen.shape == before.pen.shape
        assert not np.allclose(after.pen, before.pen, rtol=1e-3)
        np.testing.assert_allclose(unchanged.pen, before.pen)
