"""Is the part of a page that was asked for the part that comes back?"""

from __future__ import annotations

import numpy as np
import pytest

from core.image.page import Box, Page


@pytest.fixture
def page() -> Page:
    """Four rows of six pixels, numbered in reading order."""
    return Page(np.arange(24, dtype=np.uint8).reshape(4, 6), dpi=300.0, name="item.tif", number=2)


def test_a_crop_keeps_its_first_and_its_last_row_and_column(page: Page) -> None:
    assert page.crop(Box(left=1, top=2, width=3, height=2)).grey.tolist() == [[13, 14, 15], [19, 20, 21]]
    assert page.crop(Box(0, 0, 6, 4)).grey.tolist() == page.grey.tolist()


def test_a_crop_stops_at_the_edge_of_the_page(page: Page) -> None:
    assert page.crop(Box(left=-2, top=3, width=4, height=9)).grey.tolist() == [[18, 19]]
    outside = page.crop(Box(left=10, top=10, width=2, height=2))
    assert (outside.width_px, outside.height_px) == (0, 0)


def test_a_crop_remembers_where_it_came_from(page: Page) -> None:
    part = page.crop(Box(0, 0, 2, 2))
    assert (part.dpi, part.name, part.number) == (300.0, "item.tif", 2)


def test_a_crop_does_not_hold_on_to_the_page(page: Page) -> None:
    part = page.crop(Box(0, 0, 6, 4))
    part.grey[0, 0] = 99
    assert page.grey[0, 0] == 0
