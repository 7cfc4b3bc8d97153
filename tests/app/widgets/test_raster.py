"""Is a picture sharp at every zoom, and does every byte get the colour it stands for?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from app.widgets.raster import (
    GREY_TABLE,
    around,
    grey_raster,
    ink_raster,
    ink_table,
    pair_raster,
    pair_table,
)
from core.image.page import Box

WHITE, BLACK, BLUE, RUST = (QColor(*rgb) for rgb in ((255, 255, 255), (0, 0, 0), (0, 0, 255), (180, 80, 30)))


def colour_at(raster: object, table: tuple[int, ...], x: int, y: int) -> QColor:
    image = raster.image(level=0, part=QRect(x, y, 1, 1), table=table)  # type: ignore[attr-defined]
    return QColor(image.pixelColor(0, 0))


def test_levels_halve_until_the_picture_is_small() -> None:
    raster = grey_raster(np.zeros((700, 1300), np.uint8), dpi=None)
    assert [level.shape for level in raster.levels] == [(700, 1300), (350, 650), (175, 325)]


@pytest.mark.parametrize(
    "scale, level", [(4.0, 0), (1.0, 0), (0.51, 0), (0.5, 1), (0.26, 1), (0.25, 2), (0.01, 2)]
)
def test_the_coarsest_level_with_a_pixel_for_each_on_screen_is_drawn(scale: float, level: int) -> None:
    raster = grey_raster(np.zeros((700, 1300), np.uint8), dpi=None)
    assert raster.level_for(scale) == level


def test_a_part_of_a_scan_is_drawn_as_it_is() -> None:
    grey = np.arange(48, dtype=np.uint8).reshape(6, 8)
    image = grey_raster(grey, dpi=None).image(level=0, part=QRect(3, 2, 2, 3), table=GREY_TABLE)
    assert (image.width(), image.height()) == (2, 3)
    assert QColor(image.pixelColor(1, 2)).red() == grey[4, 4]


def test_ink_takes_the_colour_of_ink_and_paper_that_of_paper() -> None:
    mask = np.zeros((4, 4), bool)
    mask[1, 2] = True
    raster, table = ink_raster(mask, dpi=None), ink_table(paper=WHITE, ink=BLUE)
    assert colour_at(raster, table, 2, 1) == BLUE
    assert colour_at(raster, table, 0, 0) == WHITE


def test_of_two_inks_each_and_both_have_colours_of_their_own() -> None:
    presented, specimen = np.zeros((1, 4), np.uint8), np.zeros((1, 4), np.uint8)
    presented[0, [1, 3]] = 255
    specimen[0, [2, 3]] = 255
    raster = pair_raster(presented, specimen, dpi=None)
    table = pair_table(paper=WHITE, presented=BLUE, specimen=RUST, both=BLACK)
    assert [colour_at(raster, table, x, 0) for x in range(4)] == [WHITE, BLUE, RUST, BLACK]


def test_air_around_a_box_stays_on_the_page() -> None:
    box = around(Box(2, 40, 100, 20), width_px=200, height_px=61, share=0.1)
    assert box == Box(0, 30, 112, 31)


def test_around_nothing_there_is_nothing() -> None:
    assert around(Box(0, 0, 0, 0), width_px=10, height_px=10) is None
