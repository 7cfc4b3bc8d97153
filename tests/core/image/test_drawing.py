"""Does the picture of what a pen wrote show what a scan of it would?"""

from __future__ import annotations

import numpy as np
import pytest

from core.image import drawing
from core.image.drawing import draw
from core.image.frame import frame_ink
from core.image.ink import find_ink
from core.image.quality import assess, is_fit
from core.image.shape import measure_shape
from core.pen.way import Trajectory
from tests.core.pen.builders import line, written


@pytest.mark.parametrize("seed", range(4))
def test_a_signature_is_found_as_large_as_it_was_written_and_fit_to_judge(seed: int) -> None:
    way = written(seed)
    page = draw(way)
    ink = find_ink(page)
    assert is_fit(assess(page, ink))
    inked = np.concatenate(way.strokes())[:, :2]
    shape = measure_shape(ink)
    # the pen is 0.6 mm wide, and a fifth of that more or less
    for measured, written_mm in zip((shape.width_mm, shape.height_mm), np.ptp(inked, axis=0), strict=True):
        assert measured == pytest.approx(written_mm + 0.6, abs=0.25)
    assert frame_ink(ink).any()


def test_the_stroke_is_as_wide_as_a_pens() -> None:
    page = draw(line(pressure=0.5))
    across = 255.0 - page.grey[:, page.width_px // 2]
    assert across.sum() / (255 - drawing.INK) * 25.4 / 300 == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize("pressure, share", [(0.0, 0.8), (1.0, 1.2), (np.nan, 1.0)])
def test_pressure_widens_the_stroke_by_a_fifth_at_most(pressure: float, share: float) -> None:
    page = draw(line(pressure=pressure))
    across = 255.0 - page.grey[:, page.width_px // 2]
    assert across.sum() / (255 - drawing.INK) * 25.4 / 300 == pytest.approx(share * 0.6, abs=0.03)


def test_the_same_way_gives_the_same_page_however_it_is_cut_in_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    page = draw(written())
    monkeypatch.setattr(drawing, "BAND_PX", 40)
    assert np.array_equal(draw(written()).grey, page.grey)
    assert (page.dpi, page.name) == (300.0, "pad")
    assert page.trajectory is not None


def test_edges_are_soft_as_on_a_scan() -> None:
    assert ((draw(written()).grey > 60) & (draw(written()).grey < 220)).sum() > 1000


def test_a_dot_is_seen_and_what_the_pen_did_in_the_air_is_not() -> None:
    points = np.column_stack([[0.0, 20.0, 21.0, 40.0], np.zeros(4), np.arange(4) / 10, np.full(4, np.nan)])
    page = draw(Trajectory(points, np.array([True, False, False, True])))
    columns = np.flatnonzero((page.grey < 128).any(axis=0)) * 25.4 / 300
    assert np.ptp(columns) == pytest.approx(40.6, abs=0.2)
    assert not ((columns > 8) & (columns < 38)).any()
