"""Are signatures laid over each other where they belong, and parts cut where they were drawn?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.presenters import verify_work as work
from app.presenters.verify_state import Item
from core.image.ink import find_ink
from core.image.page import Box, Page
from tests.app.fake_desk import scan_file, stroke_page


def shares(raster: object) -> tuple[float, float, float]:
    """Of all ink in a pair: the share of only the presented, of only the specimen's, and of both."""
    plane = raster.levels[0]  # type: ignore[attr-defined]
    high, low = plane >> 4 >= 8, plane & 15 >= 8
    total = float((high | low).sum())
    return ((high & ~low).sum() / total, (low & ~high).sum() / total, (high & low).sum() / total)


def test_the_same_signature_elsewhere_on_a_larger_page_covers_itself() -> None:
    page = stroke_page()
    grey = np.full((400, 700), 240, np.uint8)
    grey[170:290, 250:550] = page.grey
    only_presented, only_specimen, both = shares(work.pair(find_ink(Page(grey)), find_ink(page)))
    assert both > 0.9
    assert only_presented < 0.06
    assert only_specimen < 0.06


def test_a_pair_is_drawn_no_finer_than_a_screen_shows() -> None:
    grey = np.kron(stroke_page().grey, np.ones((10, 10), np.uint8))
    raster = work.pair(find_ink(stroke_page()), find_ink(Page(grey, dpi=2000.0)))
    assert max(raster.width_px, raster.height_px) <= work.LONGEST_PAIR_SIDE_PX
    assert shares(raster)[2] > 0.8


def test_one_page_of_a_file_is_read_with_the_number_of_all(tmp_path: Path) -> None:
    item = Item(scan_file(tmp_path, "scan.png"), "scan.png")
    presented = work.read_item(item)
    assert (presented.name, presented.page_count, presented.whole.number) == ("scan.png", 1, 0)
    assert presented.picture.ink is None


def test_a_part_is_cut_where_the_box_was_drawn(tmp_path: Path) -> None:
    presented = work.read_item(Item(scan_file(tmp_path, "scan.png"), "scan.png"))
    part = work.cut_out(presented, Box(30, 20, 100, 60))
    expected = presented.whole.grey[20:80, 30:130]
    assert np.array_equal(part.picture.scan.levels[0], expected)
    assert work.cut_out(part, None).picture.scan.width_px == presented.whole.width_px


def test_a_picture_looks_at_the_ink_with_a_little_air() -> None:
    page = stroke_page()
    picture = work.picture_of(page)
    box = find_ink(page).box
    focus = picture.scan.focus
    assert focus.left < box.left
    assert focus.width > box.width
    assert (focus.width - box.width) / box.width == pytest.approx(0.16, abs=0.02)


def test_a_page_without_ink_has_no_mask_to_lay_over_anything() -> None:
    assert work.picture_of(Page(np.full((50, 80), 250, np.uint8))).mask is None
