"""Do frames keep what they were made of, through cuts, joins and files?"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.data import frames as frames_module
from core.data.corpus import Signature, find_signatures
from core.data.frames import (
    FrameSet,
    frame_signatures,
    joined,
    kept_frames,
    load_frames,
    save_frames,
    shape_row,
)
from core.data.synthetic.render import render_mask
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import make_writer
from core.image.frame import FRAME_SIZE, frame_ink
from core.image.ink import find_ink
from core.image.page import Page
from core.image.read import encode_png, read_page
from core.image.shape import measure_shape
from core.progress import Cancelled, Tick
from tests.core.data.builders import numbered, signed


def scan(number: int) -> bytes:
    """Return the PNG of one writer's signature, black on white."""
    mask = render_mask(make_writer(5).genuine(number), rng=generator(5, number))
    return encode_png(Page(grey=np.where(np.pad(mask, 12), 0, 255).astype(np.uint8), dpi=150.0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of one writer: two signatures, one of them twice, a blank page and a damaged file."""
    genuine = tmp_path / "set" / "1" / "genuine"
    genuine.mkdir(parents=True)
    for name, number in (("a", 0), ("b", 1), ("copy of a", 0)):
        (genuine / f"{name}.png").write_bytes(scan(number))
    blank = Page(grey=np.full((40, 60), 255, np.uint8))
    (genuine / "blank.png").write_bytes(encode_png(blank))
    (genuine / "damaged.png").write_bytes(b"\x89PNG and no more")
    return tmp_path / "set"


def assert_same(one: FrameSet, other: FrameSet) -> None:
    """Compare everything two frame sets hold."""
    np.testing.assert_array_equal(one.packed, other.packed)
    np.testing.assert_array_equal(one.shapes, other.shapes)
    np.testing.assert_array_equal(one.signatory, other.signatory)
    np.testing.assert_array_equal(one.is_genuine, other.is_genuine)
    assert (one.signatories, one.writers, one.texts) == (other.signatories, other.writers, other.texts)


def test_repeated_blank_and_unreadable_scans_are_left_out(folder: Path) -> None:
    frames = frame_signatures(find_signatures([folder]))
    assert len(frames.packed) == 2
    assert frames.signatories == ("set/1",)
    assert frames.is_genuine.all()


def test_a_second_scan_of_the_same_ink_is_left_out(folder: Path) -> None:
    page = read_page(folder / "1" / "genuine" / "b.png")
    thicker = np.asarray(cv2.erode(page.grey, np.ones((2, 2), np.uint8)), np.uint8)
    again = Page(grey=thicker, dpi=page.dpi)
    (folder / "1" / "genuine" / "c.png").write_bytes(encode_png(again))
    frames = frame_signatures(find_signatures([folder]))
    assert len(frames.packed) == 2
    assert not np.array_equal(frame_ink(find_ink(again)), frame_ink(find_ink(page)))


def test_the_same_ink_counts_for_each_signatory(folder: Path) -> None:
    other = folder / "2" / "genuine"
    other.mkdir(parents=True)
    (other / "a.png").write_bytes((folder / "1" / "genuine" / "a.png").read_bytes())
    frames = frame_signatures(find_signatures([folder]))
    assert frames.signatories == ("set/1", "set/2")
    assert len(frames.packed) == 3


def test_a_row_holds_the_frame_and_shape_of_its_scan(folder: Path) -> None:
    frames = frame_signatures(find_signatures([folder]))
    ink = find_ink(read_page(folder / "1" / "genuine" / "b.png"))
    np.testing.assert_array_equal(frames.frames([1])[0], frame_ink(ink))
    shape, measured = frames.shape_of(1), measure_shape(ink)
    assert shape.pieces == measured.pieces
    assert shape.width_mm == pytest.approx(measured.width_mm, rel=1e-6)
    np.testing.assert_array_equal(shape_row(shape), shape_row(measured))


def test_a_length_that_is_unknown_stays_unknown() -> None:
    shape = numbered(["a/1"]).shape_of(0)
    assert (shape.width_mm, shape.height_mm) == (None, None)
    assert np.isnan(shape_row(shape)[6:]).all()


def test_the_same_scan_of_two_signatories_is_kept_for_both(folder: Path) -> None:
    path = folder / "1" / "genuine" / "a.png"
    signatures = [Signature(path, "set", f"set/{who}", f"set/{who}", True) for who in (2, 1)]
    frames = frame_signatures(signatures)
    assert [frames.signatories[number] for number in frames.signatory] == ["set/2", "set/1"]


def test_nothing_readable_gives_no_frames(tmp_path: Path) -> None:
    frames = frame_signatures([Signature(tmp_path / "gone.png", "set", "set/1", "set/1", True)])
    assert (len(frames.packed), frames.signatories) == (0, ())
    assert frames.frames([]).shape == (0, 1, FRAME_SIZE.height, FRAME_SIZE.width)


def test_framing_can_be_cancelled(folder: Path) -> None:
    def stop(_tick: Tick) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        frame_signatures(find_signatures([folder]), report=stop)


def test_the_part_of_some_writers_keeps_whose_each_frame_is() -> None:
    frames = numbered(
        ["a/1/name01", "a/1/name02", "a/2/name01", "a/3/name01"],
        writers=["a/1", "a/1", "a/2", "a/3"],
        texts=["one", "two", "one", "one"],
    )
    part = frames.of_writers(["a/3", "a/1"])
    assert part.signatories == ("a/1/name01", "a/1/name02", "a/3/name01")
    assert (part.writers, part.texts) == (("a/1", "a/1", "a/3"), ("one", "two", "one"))
    rows = [*range(10), *range(15, 20)]
    np.testing.assert_array_equal(part.packed, frames.packed[rows])
    np.testing.assert_array_equal(part.is_genuine, frames.is_genuine[rows])
    assert [part.signatories[n] for n in part.signatory] == [
        frames.signatories[n] for n in frames.signatory[rows]
    ]


def test_joined_sets_keep_whose_each_frame_is() -> None:
    one, other = numbered(["a/1", "a/2"]), numbered(["b/1"], texts=["x"])
    both = joined([one, other])
    assert both.signatories == ("a/1", "a/2", "b/1")
    assert [both.signatories[n] for n in both.signatory[[0, 5, 10]]] == ["a/1", "a/2", "b/1"]
    assert_same(both.of_writers(["b/1"]), other)
    assert both.set_names() == ["a", "a", "b"]


def test_frames_are_read_as_they_were_saved(tmp_path: Path) -> None:
    frames = signed(0).of_writers(["made-up/1", "made-up/3"])
    save_frames(frames, tmp_path / "new folder" / "kept.safetensors")
    assert_same(load_frames(tmp_path / "new folder" / "kept.safetensors"), frames)
    assert [path.name for path in (tmp_path / "new folder").iterdir()] == ["kept.safetensors"]


def test_frames_of_the_same_files_are_made_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signatures, cache = find_signatures([folder]), tmp_path / "cache"
    first = kept_frames(signatures, cache=cache)
    with monkeypatch.context() as patched:
        patched.setattr(frames_module, "frame_signatures", lambda *_a, **_k: pytest.fail("framed again"))
        assert_same(kept_frames(signatures, cache=cache), first)
    (folder / "1" / "genuine" / "c.png").write_bytes(scan(2))
    assert len(kept_frames(find_signatures([folder]), cache=cache).packed) == 3
