"""Is black 0 and white 255, whatever a file's pixels are made of?"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.image.page import Grey
from core.image.read import read_page
from core.image.tones import squeeze_range
from tests.core.image.scan_files import handmade_tiff, packed


def ramp(full: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    """Return black, the middle and full scale, (1, 3)."""
    return np.array([[0, full // 2 + 1, full]], np.uint16)


def grey_of(data: bytes) -> list[int]:
    return [int(value) for value in read_page(data).grey.ravel()]


@pytest.mark.parametrize("full", [1023, 4095, 16383, 65535])
def test_samples_of_any_depth_span_black_to_white(full: int) -> None:
    assert grey_of(handmade_tiff(ramp(full), bits=16)) == pytest.approx([0, 128, 255], abs=1)


def test_sixteen_bit_png_and_big_endian_tiff_span_black_to_white() -> None:
    deep = Image.fromarray(ramp(65535))
    assert grey_of(packed(deep, "PNG")) == pytest.approx([0, 128, 255], abs=1)
    big_endian = Image.frombytes("I;16B", (3, 1), ramp(65535).astype(">u2").tobytes())
    assert grey_of(packed(big_endian, "TIFF")) == pytest.approx([0, 128, 255], abs=1)


def test_deep_samples_where_zero_is_white_are_turned_round() -> None:
    assert grey_of(handmade_tiff(ramp(65535), bits=16, photometric=0)) == pytest.approx([255, 127, 0], abs=1)


def test_floats_up_to_one_span_black_to_white() -> None:
    samples = np.array([[0.0, 0.5, 1.0]], np.float32)
    assert grey_of(handmade_tiff(samples, bits=32)) == pytest.approx([0, 128, 255], abs=1)


def test_missing_floats_are_paper_and_negative_ones_black() -> None:
    samples = np.array([[np.nan, np.inf, -1.0, -np.inf, 100.0, 200.0]], np.float32)
    assert squeeze_range(samples).tolist() == [[255, 255, 0, 0, 100, 200]]


def test_whole_numbers_of_any_size_span_black_to_white() -> None:
    assert squeeze_range(np.array([[-5, 0, 502_000, 1_000_000]], np.int32)).tolist() == [[0, 0, 128, 255]]


def test_a_picture_of_nothing_but_black_stays_black() -> None:
    assert squeeze_range(np.zeros((2, 2), np.uint16)).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    "mode, colour", [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("RGBA", (255, 255, 255, 255))]
)
def test_what_is_transparent_is_white_paper(mode: str, colour: tuple[int, ...]) -> None:
    assert grey_of(packed(Image.new(mode, (2, 2), colour), "PNG")) == [255] * 4


def test_half_transparent_black_is_half_grey() -> None:
    assert grey_of(packed(Image.new("RGBA", (1, 1), (0, 0, 0, 128)), "WEBP", lossless=True)) == [127]


def test_a_transparent_palette_entry_is_white_paper() -> None:
    picture = Image.new("P", (2, 1), 0)
    picture.putpalette([0, 0, 0, 10, 10, 10])
    picture.putpixel((1, 0), 1)
    assert grey_of(packed(picture, "PNG", transparency=0)) == [255, 10]


def test_a_palette_is_looked_up() -> None:
    picture = Image.new("P", (1, 1), 1)
    picture.putpalette([0, 0, 0, 90, 90, 90])
    for kind in ("PNG", "BMP", "TIFF"):
        assert grey_of(packed(picture, kind)) == [90]


@pytest.mark.parametrize("kind", ["TIFF", "JPEG"])
def test_cmyk_paper_is_white_and_full_ink_black(kind: str) -> None:
    def corner(colour: tuple[int, int, int, int]) -> int:
        grey: Grey = read_page(packed(Image.new("CMYK", (16, 16), colour), kind)).grey
        return int(grey[8, 8])

    assert corner((0, 0, 0, 0)) == pytest.approx(255, abs=2)
    assert corner((0, 0, 0, 255)) == pytest.approx(0, abs=2)


def test_lab_keeps_its_lightness() -> None:
    assert grey_of(packed(Image.new("LAB", (1, 1), (200, 128, 128)), "TIFF")) == [200]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_colour_becomes_luma(kind: str) -> None:
    """0.299 * 60 + 0.587 * 90 + 0.114 * 220 = 95.85 for a blue ballpoint."""
    picture = Image.new("RGB", (16, 16), (60, 90, 220))
    assert grey_of(packed(picture, kind))[0] == pytest.approx(96, abs=2)
