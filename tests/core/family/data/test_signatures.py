"""Do framed signatures become a collection with writers on one side only?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import BadData
from core.family.data.signatures import framed, signatures
from core.image.frame import FRAME_SIZE
from tests.core.data.builders import signed


def test_frames_are_read_as_the_desk_reads_them() -> None:
    frames = signed(0)
    whole = framed(frames, size=None)
    assert whole.shape == (1, FRAME_SIZE.height, FRAME_SIZE.width)
    rows = np.array([3, 0])
    assert torch.equal(whole.read(rows), torch.from_numpy(frames.frames(rows)).float())
    assert whole.has_forgeries
    assert (whole.label == frames.signatory).all()


def test_frames_are_fitted_into_a_size_by_their_share_of_ink() -> None:
    small = framed(signed(0), size=(48, 96)).read(np.array([0]))
    whole = framed(signed(0), size=None).read(np.array([0]))
    assert small.shape == (1, 1, 48, 96)
    assert float(small.mean()) == pytest.approx(float(whole.mean()), abs=1e-5)


def test_made_up_writers_stand_on_one_side_each() -> None:
    sides = signatures(None, size=(24, 48), made_up=10)
    names = [set(side.names) for side in (sides.training, sides.development, sides.test)]
    assert sum(map(len, names)) == len(set().union(*names)) == 10
    assert [len(each) for each in names] == [7, 1, 2]


def test_signatures_of_a_folder_are_split_by_writer(collection: Path) -> None:
    sides = signatures(collection, size=(24, 48), made_up=5)
    names = [set(side.names) for side in (sides.training, sides.development, sides.test)]
    assert sum(map(len, names)) == len(set().union(*names)) == 13


def test_too_few_writers_are_refused() -> None:
    with pytest.raises(BadData, match="too few writers"):
        signatures(None, size=None, made_up=2)
