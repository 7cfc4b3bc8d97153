"""Are recordings read by writer, and are there hands where none are named?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import BadData
from core.family.data.pen import track_of_recording
from core.family.data.trajectories import recorded, trajectories
from core.pen.sampling import SHAPE, sampled
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
    wanted = sampled(track_of_recording(recording(seed, 1)))
    np.testing.assert_array_equal(test.read(test.rows_of(1))[1].numpy(), wanted)


def test_made_up_hands_sign_where_none_are_named() -> None:
    sides = trajectories(None, made_up=10, seed=1)
    assert sides.training.names[0].startswith("made-up/")
    assert np.bincount(sides.test.label, weights=sides.test.is_genuine).tolist() == [10.0] * 3


def test_made_up_hands_stand_beside_those_of_a_folder_only_where_wanted(tmp_path: Path) -> None:
    path = recordings_archive(tmp_path, writers=10, genuine=2, forged=1)
    assert trajectories(path, made_up=5, seed=1).made_up is None
    made_up = trajectories(path, made_up=5, seed=1, learns_made_up=True).made_up
    assert made_up is not None
    assert len(made_up.names) == 5


def test_recordings_are_in_the_order_in_which_they_were_signed(tmp_path: Path) -> None:
    """The tenth comes after the ninth: the first of a person are the specimens."""
    files = {f"t/{kind}/{n}.TXT": recording(1, n).encode() for kind in ("a/genuine",) for n in (10, 9, 1)}
    found = recorded(archive(tmp_path / "svc2004_task2.tar.xz", files))
    wanted = [track_of_recording(recording(1, n)) for n in (1, 9, 10)]
    for (_, _, track), expected in zip(found, wanted, strict=True):
        np.testing.assert_array_equal(track, expected)


def test_an_archive_without_recordings_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "svc2004_task2.tar.xz", {"a/b/notes.txt": b"words"})
    with pytest.raises(BadData, match="with pen trajectories in it"):
        trajectories(path, made_up=5, seed=1)
