"""Does a reduced scan hold what a cheque scanner would have kept, and nothing else?"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.data.bitonal import (
    ASSUMED_DPI,
    BITONAL,
    assumed_resolutions,
    encode_g4,
    read_reduced,
    reduced,
)
from core.data.corpus import Signature
from core.data.frames import frame_signatures, kept_frames
from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import make_writer
from core.image.page import Grey, Page
from core.image.read import encode_png, read_page

STROKE = slice(100, 106), slice(60, 240)


def paper(*, light: float = 240.0, ink: float = 60.0) -> Grey:
    """A stroke six pixels wide on paper that darkens to four fifths from left to right."""
    grey = np.full((200, 300), light)
    grey[STROKE] = ink
    return np.asarray(grey * np.linspace(1.0, 0.8, 300), np.uint8)


def kept(path: Path, grey: Grey, *, dpi: float | None = None, set_name: str = "a") -> Signature:
    """Write a scan and return it as a signature."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_png(Page(grey, dpi=dpi)))
    return Signature(path, set_name, f"{set_name}/1", f"{set_name}/1", is_genuine=True)


def test_the_ink_is_what_is_darker_than_its_surroundings() -> None:
    wanted = np.zeros((200, 300), bool)
    wanted[STROKE] = True
    np.testing.assert_array_equal(reduced(paper(), dpi=200.0), wanted)


@pytest.mark.parametrize("ink", [40.0, 120.0, 190.0])
def test_dark_and_light_pens_keep_the_same_strokes(ink: float) -> None:
    np.testing.assert_array_equal(reduced(paper(ink=ink), dpi=200.0), reduced(paper(), dpi=200.0))


def test_noise_of_the_paper_is_no_ink() -> None:
    noise = np.random.Generator(np.random.PCG64(0)).normal(200.0, 5.0, (200, 300))
    assert not reduced(np.asarray(noise, np.uint8), dpi=200.0).any()


@pytest.mark.parametrize(
    "dpi, size", [(400.0, (100, 150)), (300.0, (133, 200)), (200.0, (200, 300)), (150.0, (200, 300))]
)
def test_a_finer_scan_is_brought_to_200_dpi_and_a_coarser_one_keeps_its_pixels(
    dpi: float, size: tuple[int, int]
) -> None:
    assert reduced(paper(), dpi=dpi).shape == size


def test_the_file_is_one_bit_group_4_and_is_read_back_as_it_was() -> None:
    ink = render_mask(make_writer(5).genuine(0), rng=generator(5))
    data = encode_g4(ink, dpi=200.0)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.mode, image.info["compression"]) == ("1", "group4")
    page = read_page(data)
    assert page.dpi == 200.0
    np.testing.assert_array_equal(page.grey, np.where(ink, 0, 255))


def test_the_resolution_is_the_files_then_the_sets_then_assumed(tmp_path: Path) -> None:
    pages = [
        read_reduced(kept(tmp_path / "own.png", paper(), dpi=600.0, set_name="cedar")),
        read_reduced(kept(tmp_path / "of set.png", paper(), set_name="sigcomp2011_dutch")),
        read_reduced(kept(tmp_path / "assumed.png", paper())),
        read_reduced(kept(tmp_path / "coarse.png", paper(), dpi=150.0)),
    ]
    assert [page.width_px for page in pages] == [100, 150, round(300 * 200 / ASSUMED_DPI), 300]
    assert [page.dpi for page in pages] == [200.0, 200.0, 200.0, 150.0]
    assert pages[0].name == "own.png"


def test_what_was_assumed_is_said_once_for_each_set(tmp_path: Path) -> None:
    signatures = [
        kept(tmp_path / "1.png", paper(), set_name="cedar"),
        kept(tmp_path / "2.png", paper(), set_name="cedar"),
        kept(tmp_path / "3.png", paper(), set_name="other"),
        kept(tmp_path / "4.png", paper(), dpi=300.0, set_name="stated"),
    ]
    assert assumed_resolutions(signatures) == [
        "cedar: its files state no resolution; taken for 300 dpi",
        "other: its files state no resolution; assumed to be 300 dpi",
    ]


def test_a_set_whose_first_scan_cannot_be_read_is_judged_by_the_next(tmp_path: Path) -> None:
    damaged = kept(tmp_path / "1.png", paper(), set_name="other")
    damaged.path.write_bytes(b"\x89PNG and no more")
    later = kept(tmp_path / "2.png", paper(), dpi=240.0, set_name="other")
    assert assumed_resolutions([damaged, later]) == []


def test_frames_of_reduced_scans_are_kept_apart_from_those_as_scanned(tmp_path: Path) -> None:
    mask = np.pad(render_mask(make_writer(5).genuine(0), rng=generator(5), dpi=400.0), 20)
    grey = np.where(mask, 70, 230).astype(np.uint8)
    signatures, cache = [kept(tmp_path / "a.png", grey, dpi=400.0)], tmp_path / "cache"
    as_scanned = kept_frames(signatures, cache=cache)
    small = kept_frames(signatures, cache=cache, view=BITONAL)
    again = kept_frames(signatures, cache=cache, view=BITONAL)
    assert len(list(cache.iterdir())) == 2
    np.testing.assert_array_equal(small.packed, again.packed)
    np.testing.assert_array_equal(small.packed, frame_signatures(signatures, view=BITONAL).packed)
    assert not np.array_equal(small.packed, as_scanned.packed)
    # The same signature all the same: most of the ink lies where it lay.
    one, other = (part.frames([0])[0, 0].astype(bool) for part in (small, as_scanned))
    assert (one & other).sum() > 0.5 * (one | other).sum()
