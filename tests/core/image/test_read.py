"""Are pages, resolutions and refusals what the files say?"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import ScanProblem, UnreadableScan
from core.image.page import Page
from core.image.read import SUFFIXES, Limits, encode_png, page_count, read_page, read_pages
from core.progress import Cancelled, Tick
from tests.core.image.scan_files import (
    HEIGHT,
    WIDTH,
    drawn_grey,
    every_format,
    handmade_tiff,
    locked_pdf,
    packed,
    packed_bilevel,
    packed_grey,
)

FORMATS = every_format()


def refusal(source: Path | bytes, *, limits: Limits | None = None) -> ScanProblem:
    """Return why a scan is refused; fails where it is read after all."""
    with pytest.raises(UnreadableScan) as caught:
        read_pages(source, limits=limits or Limits())
    return caught.value.problem


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "pdf"])
def test_every_format_gives_the_drawn_strokes(kind: str) -> None:
    page = read_page(FORMATS[kind])
    assert page.grey.dtype == np.uint8
    assert page.grey.shape == (HEIGHT, WIDTH)
    assert np.mean((page.grey < 128) != (drawn_grey() < 128)) < 0.002


@pytest.mark.parametrize("kind", ["png", "jpeg", "bmp", "tiff", "tiff_lzw", "tiff_jpeg", "group4"])
def test_every_format_that_states_a_resolution_gives_it(kind: str) -> None:
    assert read_page(FORMATS[kind]).dpi == 200.0


@pytest.mark.parametrize("white_is_zero", [True, False])
def test_bilevel_tiff_is_black_on_white_whichever_value_means_white(white_is_zero: bool) -> None:
    grey = read_page(packed_bilevel(white_is_zero=white_is_zero)).grey
    assert np.array_equal(grey < 128, drawn_grey() < 128)


@pytest.mark.parametrize("photometric", [0, 1])
def test_hand_written_bilevel_tiff_follows_its_photometric_interpretation(photometric: int) -> None:
    is_white = drawn_grey() > 128
    bits = np.packbits(is_white if photometric == 1 else ~is_white, axis=1)
    grey = read_page(handmade_tiff(bits, bits=1, photometric=photometric)).grey
    assert np.array_equal(grey, np.where(is_white, 255, 0))


def test_a_path_gives_the_file_name_and_bytes_the_given_name(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    path.write_bytes(FORMATS["png"])
    assert read_page(path).name == "card.png"
    assert read_page(FORMATS["png"], name="clipboard").name == "clipboard"


def test_content_counts_and_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "card.jpg"
    path.write_bytes(FORMATS["png"])
    assert np.array_equal(read_page(path).grey, drawn_grey())


def test_a_text_file_is_of_unknown_format_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "letter.png"
    path.write_text("Dear Sir or Madam,")
    assert refusal(path) is ScanProblem.UNKNOWN_FORMAT
    assert refusal(b"BM are the first letters of this text too") is ScanProblem.UNKNOWN_FORMAT


def test_pages_of_a_tiff_come_in_order_and_numbered() -> None:
    pages = [Image.fromarray(np.full((20, 30), value, np.uint8)) for value in (10, 20, 30)]
    data = packed(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert page_count(data) == 3
    assert [(page.number, int(page.grey[0, 0])) for page in read_pages(data)] == [(0, 10), (1, 20), (2, 30)]
    assert read_page(data, page=2).grey[0, 0] == 30


def test_a_small_copy_inside_a_tiff_is_not_a_page() -> None:
    copy = Image.fromarray(np.zeros((8, 8), np.uint8))
    copy.encoderinfo = {"tiffinfo": {254: 1}}
    data = packed(Image.fromarray(drawn_grey()), "TIFF", save_all=True, append_images=[copy])
    assert page_count(data) == 1


def test_a_page_beyond_the_last_is_refused() -> None:
    for number in (-1, 3):
        with pytest.raises(UnreadableScan) as caught:
            read_page(FORMATS["pages"], page=number)
        assert caught.value.problem is ScanProblem.NO_SUCH_PAGE


def test_a_fax_is_stretched_to_square_pixels() -> None:
    page = read_page(packed_bilevel(white_is_zero=True, dpi=(204.0, 98.0)))
    assert page.dpi == 204.0
    assert page.grey.shape == (round(HEIGHT * 204 / 98), WIDTH)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_page_comes_upright_whatever_its_orientation(kind: str, orientation: int) -> None:
    upright = drawn_grey()
    # What the camera stored: the inverse of what EXIF asks a viewer to do.
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.T,
        6: np.rot90(upright),
        7: upright[::-1, ::-1].T,
        8: np.rot90(upright, 3),
    }[orientation]
    exif = Image.Exif()
    exif[274] = orientation
    data = packed(Image.fromarray(np.ascontiguousarray(stored)), kind, exif=exif)
    grey = read_page(data).grey
    assert grey.shape == upright.shape
    assert np.mean((grey < 128) != (upright < 128)) < 0.01


def test_empty_missing_and_unreadable_sources_say_which_they_are(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    assert refusal(tmp_path / "empty.png") is ScanProblem.EMPTY
    assert refusal(b"") is ScanProblem.EMPTY
    assert refusal(tmp_path / "gone.png") is ScanProblem.MISSING
    assert refusal(tmp_path) is ScanProblem.NOT_READABLE
    assert refusal(Path("nul\0l.png")) is ScanProblem.NOT_READABLE


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read every file here")
def test_a_file_without_permission_is_not_readable(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(FORMATS["png"])
    path.chmod(0)
    assert refusal(path) is ScanProblem.NOT_READABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert refusal(tmp_path / "pipe.png") is ScanProblem.NOT_READABLE


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_a_file_cut_in_half_is_refused_as_truncated(kind: str) -> None:
    data = FORMATS[kind]
    assert refusal(data[: len(data) // 2]) is ScanProblem.TRUNCATED


def test_a_broken_header_is_damage() -> None:
    data = bytearray(FORMATS["png"])
    data[8:30] = bytes(22)
    assert refusal(bytes(data)) is ScanProblem.DAMAGED


def test_a_locked_pdf_asks_for_its_password() -> None:
    assert refusal(locked_pdf()) is ScanProblem.PASSWORD


def test_too_many_bytes_pixels_and_pages_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    path.write_bytes(FORMATS["png"])
    for source in (path, FORMATS["png"]):
        assert refusal(source, limits=Limits(max_bytes=100)) is ScanProblem.TOO_MANY_BYTES
    assert refusal(path, limits=Limits(max_pixels=WIDTH * HEIGHT - 1)) is ScanProblem.TOO_MANY_PIXELS
    assert refusal(FORMATS["pages"], limits=Limits(max_pages=2)) is ScanProblem.TOO_MANY_PAGES
    together = Limits(max_total_pixels=2 * WIDTH * HEIGHT)
    assert refusal(FORMATS["pages"], limits=together) is ScanProblem.TOO_MANY_PAGES
    assert read_page(path, limits=Limits(max_pixels=WIDTH * HEIGHT)).grey.shape == (HEIGHT, WIDTH)


def test_a_picture_that_claims_huge_sides_is_refused_before_it_is_decoded() -> None:
    data = bytearray(packed_grey("BMP"))
    data[18:26] = (60_000).to_bytes(4, "little") * 2
    assert refusal(bytes(data)) is ScanProblem.TOO_MANY_PIXELS


def test_a_picture_above_pillows_own_limit_but_within_ours_is_read() -> None:
    limit = Image.MAX_IMAGE_PIXELS
    assert limit is not None
    data = packed(Image.new("1", (10_000, limit // 10_000 + 1), 1), "TIFF", compression="group4")
    assert read_page(data).grey.min() == 255
    assert limit == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("dpi", [None, 72.0, 96.0, 203.2, 299.97, 300.0])
def test_a_kept_page_comes_back_with_its_pixels_and_resolution(dpi: float | None) -> None:
    page = Page(grey=drawn_grey(), dpi=dpi)
    again = read_page(encode_png(page))
    assert np.array_equal(again.grey, page.grey)
    assert again.dpi == page.dpi


def test_reading_reports_each_page_and_can_be_stopped() -> None:
    ticks: list[Tick] = []
    read_pages(FORMATS["pages"], report=ticks.append)
    assert [(tick.done, tick.total) for tick in ticks] == [(0, 3), (1, 3), (2, 3)]

    def stop(_tick: Tick) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_pages(FORMATS["pages"], report=stop)


def test_suffixes_cover_every_format_that_is_read() -> None:
    assert {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".pdf"} == set(SUFFIXES)


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_damaged_bytes_give_pages_or_one_kind_of_error_in_silence(
    kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Seeded cuts and flips; every other case hits the first bytes, since headers steer the decoders."""
    dice = random.Random(f"scan {kind}")
    for turn in range(30):
        data = bytearray(FORMATS[kind])
        reach = min(len(data), 256) if turn % 2 else len(data)
        for _ in range(dice.choice([1, 4, 32])):
            data[dice.randrange(reach)] ^= 1 << dice.randrange(8)
        if turn % 3 == 0:
            del data[dice.randrange(len(data)) :]
        try:
            pages = read_pages(bytes(data), limits=Limits(max_pixels=2_000_000))
        except UnreadableScan:
            continue
        assert all(page.grey.ndim == 2 and page.grey.size > 0 for page in pages)
    assert capfd.readouterr() == ("", "")
