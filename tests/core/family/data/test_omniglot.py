"""Are characters read from the archive by alphabet and hand, and are alphabets on one side only?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import BadData
from core.family.data.omniglot import omniglot
from tests.core.family.builders import archive, omniglot_archive, picture, png


def test_the_background_is_learnt_from_and_evaluation_alphabets_are_halved(tmp_path: Path) -> None:
    omniglot_archive(tmp_path, characters=3, drawers=4, background=2, evaluation=4)
    sides = omniglot(tmp_path, size=None, seed=1)
    assert len(sides.training.names) == 2 * 3
    assert sides.training.label.size == 2 * 3 * 4
    kept = [set(side.groups) for side in (sides.development, sides.test)]
    assert [len(groups) for groups in kept] == [2, 2]
    assert not kept[0] & kept[1]


def test_ink_is_one_and_the_nth_example_of_every_character_is_by_the_nth_hand(tmp_path: Path) -> None:
    omniglot_archive(tmp_path)
    training = omniglot(tmp_path, size=None, seed=1).training
    read = training.read(training.rows_of(2))
    for drawer in range(4):
        np.testing.assert_allclose(read[drawer, 0].numpy(), picture(3, drawer, size=32) / 255, atol=1e-6)


def test_characters_are_fitted_into_a_size(tmp_path: Path) -> None:
    path = omniglot_archive(tmp_path)
    assert omniglot(path, size=(20, 20), seed=1).test.shape == (1, 20, 20)


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "omniglot.tar.xz", {"a/b/c/d/1_01.png": png(picture(1, 1))})
    with pytest.raises(BadData, match="holds no images_background"):
        omniglot(path, size=None, seed=1)
