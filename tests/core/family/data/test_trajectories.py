"""Are recordings read by writer, and are there hands where none are named?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import BadData
from core.family.data.pen import SHAPE, pen_features, track_of_recording
from core.family.data.trajectories import trajectories
from tests.core.family.builders import archive, recording, recordings_archive


def test_writers_of_an_archive_stand_on_one_side_each(tmp_path: Path) -> None:
    recordings_archive(tmp_path / "online", writers=10, genuine=3, forged=2)
    sides = trajectories(tmp_path, made_up=5, seed=1)
    kept = [sides.training, sides.development, sides.test]
    assert [len(side.names) for side in kept] == [5, 2, 3]
    assert len({name for side in kept for name in side.names}) == 10
    assert all(side.has_forgeries and side.shape == SHAPE for side in kept)
    assert sides.training.label.size == 5 * (3 + 2)


def test_every_recording_is_described_as_it_is(tmp_path: Path) -> None:
    path = recordings_archive(tmp_path, writers=10, genuine=2, forged=1)
    test = trajectories(path, made_up=5, seed=1).test
    seed = int(test.names[1])
    wanted = pen_features(track_of_recording(recording(seed, 1)))
    np.testing.assert_array_equal(test.read(test.rows_of(1))[1].numpy(), wanted)


def test_made_up_hands_sign_where_none_are_named() -> None:
    sides = trajectories(None, made_up=10, seed=1)
    assert sides.training.names[0].startswith("made-up/")
    assert np.bincount(sides.test.label, weights=sides.test.is_genuine).tolist() == [10.0] * 3


def test_an_archive_without_recordings_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "svc2004_task2.tar.xz", {"a/b/notes.txt": b"words"})
    with pytest.raises(BadData, match="with pen trajectories in it"):
        trajectories(path, made_up=5, seed=1)
