"""Does a picture show the pixels of the page, and outlive them?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.widgets.pixmaps import grey_image, grey_pixmap, ink_image
from core.image.page import Page

pytestmark = pytest.mark.usefixtures("qtbot")


def test_image_shows_every_pixel_where_it_is() -> None:
    grey = np.arange(15, dtype=np.uint8).reshape(3, 5) * 10
    image = grey_image(grey)
    assert (image.width(), image.height()) == (5, 3)
    assert [QColor(image.pixel(x, 2)).red() for x in range(5)] == [100, 110, 120, 130, 140]


def test_image_keeps_its_pixels_when_the_page_changes() -> None:
    grey = np.zeros((4, 4), np.uint8)
    image = grey_image(Page(grey))
    grey[:] = 255
    assert QColor(image.pixel(0, 0)).red() == 0


def test_part_of_a_page_is_shown_though_its_rows_lie_apart() -> None:
    grey = np.arange(100, dtype=np.uint8).reshape(10, 10)
    image = grey_image(grey[2:4, 3:6])
    assert QColor(image.pixel(0, 1)).red() == 33


def test_pixmap_has_the_size_of_the_page() -> None:
    pixmap = grey_pixmap(Page(np.zeros((3, 7), np.uint8)))
    assert (pixmap.width(), pixmap.height()) == (7, 3)


def test_ink_has_its_colour_and_all_else_is_clear() -> None:
    mask = np.array([[True, False]])
    image = ink_image(mask, QColor(10, 20, 30))
    assert image.pixelColor(0, 0) == QColor(10, 20, 30)
    assert image.pixelColor(1, 0).alpha() == 0
