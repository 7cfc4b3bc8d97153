"""Is a resolution believed exactly where it can be true?"""

from __future__ import annotations

import pytest
from PIL import Image

from core.image.read import read_page
from tests.core.image.scan_files import packed

PICTURE = Image.new("L", (40, 20), 200)


def dpi_of(kind: str, **options: object) -> float | None:
    return read_page(packed(PICTURE, kind, **options)).dpi


@pytest.mark.parametrize("unit, value, dpi", [(2, 300, 300.0), (3, 80, 203.2), (1, 300, None)])
def test_tiff_counts_in_inches_or_centimetres_or_not_at_all(unit: int, value: int, dpi: float | None) -> None:
    assert dpi_of("TIFF", tiffinfo={296: unit, 282: float(value), 283: float(value)}) == dpi


def test_png_counted_in_metres_comes_back_as_whole_dpi() -> None:
    assert [dpi_of("PNG", dpi=(dpi, dpi)) for dpi in (200, 240, 300, 400, 600)] == [200, 240, 300, 400, 600]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
@pytest.mark.parametrize("dpi", [1, 72, 96, 30_000])
def test_what_no_scanner_offers_is_unknown(kind: str, dpi: int) -> None:
    assert dpi_of(kind, dpi=(dpi, dpi)) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_file_that_says_nothing_has_no_resolution(kind: str) -> None:
    assert dpi_of(kind) is None


@pytest.mark.parametrize("kind", ["WEBP", "JPEG", "PNG"])
def test_exif_says_what_the_format_does_not(kind: str) -> None:
    exif = Image.Exif()
    exif[282] = exif[283] = 240.0
    assert dpi_of(kind, exif=exif) == 240.0
    exif[296], exif[282], exif[283] = 3, 100.0, 100.0
    assert dpi_of(kind, exif=exif) == 254.0


def test_a_damaged_exif_block_does_not_cost_the_pixels() -> None:
    page = read_page(packed(PICTURE, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x00rubbish"))
    assert page.grey.shape == (20, 40)
    assert page.dpi is None


def test_a_page_on_its_side_swaps_its_two_resolutions() -> None:
    """Stored 40 x 20 at 100 x 200 dpi; upright it is 20 x 40 at 200 x 100, so each row is doubled."""
    exif = Image.Exif()
    exif[274] = 6
    page = read_page(packed(PICTURE, "JPEG", dpi=(100, 200), exif=exif))
    assert page.dpi == 200.0
    assert page.grey.shape == (80, 20)


def test_resolutions_too_far_apart_are_a_mistake() -> None:
    assert dpi_of("TIFF", dpi=(600, 100)) is None
