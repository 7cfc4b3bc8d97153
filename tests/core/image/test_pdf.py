"""Do PDF pages come out as they would on paper?"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.errors import ScanProblem, UnreadableScan
from core.image.read import Limits, page_count, read_page
from tests.core.image.scan_files import drawn_grey, handmade_pdf, packed

BLACK_SQUARE = "0 0 0 rg 72 72 36 36 re f"
"""Half an inch of black, one inch from the left and from the bottom."""


def test_a_page_is_drawn_at_300_dpi_on_white_paper() -> None:
    page = read_page(handmade_pdf(content=BLACK_SQUARE))
    assert page.dpi == 300.0
    assert page.grey.shape == (600, 900)
    rows, columns = np.nonzero(page.grey < 128)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (150, 299, 300, 449)
    assert page.grey[0, 0] == 255


def test_colour_in_a_pdf_becomes_luma() -> None:
    """0.3 * 60 + 0.59 * 90 + 0.11 * 220 = 95.3."""
    page = read_page(handmade_pdf(content="0.2353 0.3529 0.8627 rg 0 0 216 144 re f"))
    assert page.grey[300, 450] == pytest.approx(95, abs=2)


def test_scanned_pages_of_a_pdf_keep_their_strokes() -> None:
    picture = Image.fromarray(drawn_grey())
    data = packed(picture, "PDF", resolution=300.0, save_all=True, append_images=[picture])
    assert page_count(data) == 2
    page = read_page(data, page=1)
    assert page.number == 1
    assert page.grey.shape == drawn_grey().shape
    assert np.mean((page.grey < 128) != (drawn_grey() < 128)) < 0.01


def test_a_large_page_is_drawn_coarser_to_stay_within_the_limit() -> None:
    page = read_page(handmade_pdf(), limits=Limits(max_pixels=600 * 900 // 4))
    assert page.dpi is not None
    assert 140 < page.dpi < 150
    assert page.grey.size <= 600 * 900 // 4


def test_a_page_as_large_as_a_wall_is_refused() -> None:
    assert problem_of(handmade_pdf(media_box="0 0 14400 14400")) is ScanProblem.TOO_MANY_PIXELS


def test_a_page_without_an_area_of_its_own_is_drawn_as_letter() -> None:
    """PDFium's rule for a media box that holds nothing: 8.5 x 11 inches."""
    assert read_page(handmade_pdf(media_box="0 0 0 0")).grey.shape == (3300, 2550)


def test_a_picture_inside_larger_than_a_page_may_be_is_refused() -> None:
    data = packed(Image.new("L", (2000, 2000), 255), "PDF", resolution=2000.0)
    assert problem_of(data, limits=Limits(max_pixels=1_000_000)) is ScanProblem.TOO_MANY_PIXELS


def test_a_pdf_without_pages_is_refused() -> None:
    data = handmade_pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")
    assert problem_of(data) in {ScanProblem.EMPTY, ScanProblem.DAMAGED}


def problem_of(data: bytes, *, limits: Limits | None = None) -> ScanProblem:
    with pytest.raises(UnreadableScan) as caught:
        read_page(data, limits=limits or Limits())
    return caught.value.problem
