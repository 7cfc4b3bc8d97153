"""Is what is drawn on a card small, and the same part of the page as scanned and as ink?"""

from __future__ import annotations

import numpy as np

from app.models.thumbnails import HIGHEST_PX, WIDEST_PX, paper_grey, small, thumbnail
from core.image.ink import find_ink
from core.image.page import Page
from tests.app.customers_desk import blank_page, stroke_page


def test_scan_and_ink_show_the_same_part() -> None:
    page = stroke_page(1)
    picture = thumbnail(page, find_ink(page))
    assert picture.scan.shape == picture.ink.shape
    assert picture.scan[picture.ink == 255].mean() < picture.scan[picture.ink == 0].mean() - 100


def test_a_large_page_is_cut_to_its_ink_and_shrunk() -> None:
    grey = np.full((3000, 2400), 240, np.uint8)
    grey[1000:1240, 600:1800] = np.kron(stroke_page(1).grey[:60, :300], np.ones((4, 4), np.uint8))
    page = Page(grey, 300.0)
    picture = thumbnail(page, find_ink(page))
    height, width = picture.scan.shape
    assert width == WIDEST_PX
    assert height < HIGHEST_PX


def test_a_blank_page_is_shown_whole() -> None:
    page = blank_page()
    picture = thumbnail(page, find_ink(page))
    assert picture.scan.shape == page.grey.shape
    assert not picture.ink.any()
    assert picture.paper == 240


def test_a_small_picture_is_a_copy_so_that_its_page_can_be_freed() -> None:
    grey = np.zeros((10, 20), np.uint8)
    assert small(grey).base is None
    assert small(grey) is not grey


def test_paper_is_the_middle_grey_of_the_edges() -> None:
    grey = np.full((20, 20), 200, np.uint8)
    grey[5:15, 5:15] = 0
    grey[0, :5] = 90
    assert paper_grey(grey) == 200
