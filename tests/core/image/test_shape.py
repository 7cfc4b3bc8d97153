"""Are the few numbers of form those that one would measure by hand?"""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.errors import BlankScan
from core.image.ink import Ink, find_ink
from core.image.page import Box, Mask
from core.image.shape import measure_shape
from tests.core.image.drawn import exact_ink, painted, written, zigzag


def pickets(lean_deg: float, *, count: int = 5, height: int = 200) -> Mask:
    """Return parallel strokes that lean to the right by `lean_deg`."""
    mask = np.zeros((300, 500), np.uint8)
    half = height / 2 * np.tan(np.radians(lean_deg))
    for x in range(150, 150 + 45 * count, 45):
        cv2.line(mask, (round(x - half), 150 + height // 2), (round(x + half), 150 - height // 2), 1, 5)
    return mask.astype(bool)


def test_a_solid_bar_is_measured_exactly() -> None:
    """100 x 20 pixels at 200 dpi: 12.7 x 2.54 mm, all ink, one piece."""
    mask = np.zeros((50, 150), bool)
    mask[10:30, 20:120] = True
    shape = measure_shape(exact_ink(mask, dpi=200.0))
    assert shape.aspect == 5.0
    assert shape.density == 1.0
    assert shape.width_mm == pytest.approx(12.7)
    assert shape.height_mm == pytest.approx(2.54)
    assert shape.stroke_share == pytest.approx(shape.stroke_px / np.hypot(100, 20))


def test_density_is_the_share_of_the_box() -> None:
    """Two bars of ten rows with twenty empty ones between: a half."""
    mask = np.zeros((60, 100), bool)
    mask[5:15] = mask[35:45] = True
    assert measure_shape(exact_ink(mask)).density == pytest.approx(0.5)


def test_without_a_resolution_there_are_no_lengths() -> None:
    shape = measure_shape(exact_ink(zigzag(), dpi=None))
    assert shape.width_mm is None
    assert shape.height_mm is None


@pytest.mark.parametrize("lean", [-35, -20, -10, 0, 10, 20, 35])
def test_slant_is_positive_to_the_right(lean: float) -> None:
    assert measure_shape(exact_ink(pickets(lean))).slant_deg == pytest.approx(lean, abs=1.5)


def test_slant_of_a_mirrored_hand_is_turned_round() -> None:
    mask = written(3)
    leaning = measure_shape(exact_ink(mask)).slant_deg
    mirrored = measure_shape(exact_ink(np.ascontiguousarray(mask[:, ::-1]))).slant_deg
    assert mirrored == pytest.approx(-leaning, abs=0.2)


def test_a_flat_line_has_no_slant() -> None:
    mask = np.zeros((40, 300), bool)
    mask[20:23, 10:290] = True
    assert abs(measure_shape(exact_ink(mask)).slant_deg) < 1.0


@pytest.mark.parametrize("count", [1, 2, 4])
def test_pieces_are_counted_without_dots(count: int) -> None:
    mask = pickets(10.0, count=count)
    mask[20:26, 300:306] = True
    assert measure_shape(exact_ink(mask)).pieces == count


def test_form_does_not_depend_on_resolution() -> None:
    """One drawing as a scanner of half the resolution sees it: a pixel half covered counts as ink."""
    fine = written(2, dpi=400.0)
    fine = fine[: fine.shape[0] // 2 * 2, : fine.shape[1] // 2 * 2]
    coarse = fine.reshape(fine.shape[0] // 2, 2, -1, 2).mean(axis=(1, 3)) >= 0.5
    at_200, at_400 = measure_shape(exact_ink(coarse, dpi=200.0)), measure_shape(exact_ink(fine, dpi=400.0))
    assert at_200.aspect == pytest.approx(at_400.aspect, rel=0.01)
    assert at_200.density == pytest.approx(at_400.density, rel=0.07)
    assert at_200.pieces == at_400.pieces
    assert at_200.slant_deg == pytest.approx(at_400.slant_deg, abs=2.0)
    assert at_200.stroke_share == pytest.approx(at_400.stroke_share, rel=0.1)
    assert at_200.width_mm == pytest.approx(at_400.width_mm, rel=0.01)


def test_form_does_not_depend_on_brightness() -> None:
    dark, light = (measure_shape(find_ink(painted(written(2), ink=ink))) for ink in (30, 170))
    assert light.density == pytest.approx(dark.density, rel=0.02)
    assert light.stroke_share == pytest.approx(dark.stroke_share, rel=0.02)
    assert light.slant_deg == pytest.approx(dark.slant_deg, abs=1.0)


def test_ink_of_one_pixel_can_be_measured() -> None:
    mask = np.zeros((9, 9), bool)
    mask[4, 4] = True
    shape = measure_shape(exact_ink(mask))
    assert (shape.aspect, shape.density) == (1.0, 1.0)
    assert np.isfinite(shape.slant_deg)


def test_no_ink_has_no_form() -> None:
    with pytest.raises(BlankScan):
        measure_shape(Ink(mask=np.zeros((9, 9), bool), dpi=None, box=Box(0, 0, 0, 0)))
