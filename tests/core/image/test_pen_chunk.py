"""Does a PNG keep a trajectory beside a picture that stays as it was?"""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from core.errors import BadData
from core.image.drawing import draw
from core.image.pen_chunk import CHUNK, trajectory_in, with_trajectory
from core.image.read import encode_png
from tests.core.pen.builders import is_same, written


def png() -> bytes:
    return encode_png(draw(written()))


def test_the_trajectory_comes_back_number_by_number() -> None:
    found = trajectory_in(with_trajectory(png(), written(3)))
    assert found is not None
    assert is_same(found, written(3))


def test_any_reader_sees_the_same_picture() -> None:
    with Image.open(io.BytesIO(with_trajectory(png(), written()))) as image:
        image.load()
        assert np.array_equal(np.asarray(image), draw(written()).grey)


def test_a_picture_without_one_has_none() -> None:
    assert trajectory_in(png()) is None
    assert trajectory_in(b"") is None


def test_who_saves_the_picture_anew_leaves_it_behind() -> None:
    target = io.BytesIO()
    with Image.open(io.BytesIO(with_trajectory(png(), written()))) as image:
        image.save(target, "PNG")
    assert trajectory_in(target.getvalue()) is None


def test_a_damaged_one_is_refused() -> None:
    kept = bytearray(with_trajectory(png(), written()))
    kept[kept.index(CHUNK) + 30] ^= 0xFF
    with pytest.raises(BadData):
        trajectory_in(bytes(kept))
