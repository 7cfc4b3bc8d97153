"""Is one signature laid over another as it was turned, scaled and moved?"""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import BlankScan
from core.image.ink import Ink
from core.image.page import Box, Mask
from core.image.register import Affine, register
from tests.core.image.drawn import exact_ink, written


def moved(mask: Mask, *, turn_deg: float, scale: float, shift: tuple[int, int]) -> tuple[Mask, Affine]:
    """Return a mask turned about its middle, scaled and shifted, on a page that holds it, and how."""
    height, width = mask.shape
    room = max(1.0, scale)
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), turn_deg, scale), np.float64)
    matrix[:, 2] += np.array([width, height]) * (room - 1.0) / 2.0 + np.array(shift)
    size = (round(width * room), round(height * room))
    return cv2.warpAffine(mask.astype(np.uint8) * 255, matrix, size) > 127, matrix


def farthest_px(mask: Mask, found: Affine, known: Affine) -> float:
    """Return how far apart two maps bring any pixel of the ink."""
    points = np.column_stack(np.nonzero(mask)[::-1]).astype(float)
    away: NDArray[np.float64] = points @ (found[:, :2] - known[:, :2]).T + found[:, 2] - known[:, 2]
    return float(np.hypot(*away.T).max())


@pytest.mark.parametrize("seed", [3, 5])
@pytest.mark.parametrize(
    "turn_deg, scale, shift",
    [
        (0.0, 1.0, (17, -9)),
        (5.0, 1.0, (0, 0)),
        (-8.0, 1.1, (10, 10)),
        (4.0, 2.0, (5, 5)),
        (10.0, 0.6, (0, 0)),
    ],
)
def test_a_known_movement_is_found(seed: int, turn_deg: float, scale: float, shift: tuple[int, int]) -> None:
    """Within 1.5 pixels anywhere on the ink, at the larger of both scales."""
    mask = written(seed, border_px=60)
    other, known = moved(mask, turn_deg=turn_deg, scale=scale, shift=shift)
    found = register(exact_ink(mask), exact_ink(other))
    assert farthest_px(mask, found, known) <= 1.5 * max(1.0, scale)


def test_a_signature_lies_on_itself_unmoved() -> None:
    ink = exact_ink(written(4))
    assert np.allclose(register(ink, ink), [[1, 0, 0], [0, 1, 0]], atol=0.01)


def test_the_map_keeps_angles_and_proportions() -> None:
    matrix = register(exact_ink(written(3, k=0)), exact_ink(written(3, k=1)))
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    assert np.allclose(matrix[:, :2] @ matrix[:, :2].T, scale**2 * np.eye(2))
    assert np.linalg.det(matrix[:, :2]) > 0


@pytest.mark.parametrize("is_first_blank", [True, False])
def test_nothing_can_be_laid_over_a_blank_page(is_first_blank: bool) -> None:
    blank = Ink(mask=np.zeros((40, 60), bool), dpi=None, box=Box(0, 0, 0, 0))
    pair = (blank, exact_ink(written(1))) if is_first_blank else (exact_ink(written(1)), blank)
    with pytest.raises(BlankScan):
        register(*pair)


def test_a_dot_and_a_signature_raise_nothing() -> None:
    dot = np.zeros((30, 30), bool)
    dot[15, 15] = True
    for pair in ((exact_ink(dot), exact_ink(written(1))), (exact_ink(written(1)), exact_ink(dot))):
        assert np.isfinite(register(*pair)).all()
