"""Is everything presented that is no specimen, on another day than the specimens, by image and by pen?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.family.pad.trials import DRAWS, draw_pad_trials, draws_of, numbers_of_specimens
from tests.core.family.pad.builders import FORGED, HALF, IMAGE, STRANGERS, compared


@pytest.mark.parametrize("specimens, draws", [(1, 4), (2, 6), (4, 1)])
def test_specimens_are_drawn_no_more_often_than_they_can_differ(specimens: int, draws: int) -> None:
    made = compared(3)
    assert draws_of(specimens, made) == draws <= DRAWS
    trials = draw_pad_trials(made, IMAGE, specimens=specimens)
    assert trials.writer.size == 3 * draws * (HALF + FORGED + STRANGERS)
    assert trials.is_genuine.sum() == 3 * draws * HALF
    assert trials.is_stranger.sum() == 3 * draws * STRANGERS
    assert not (trials.is_genuine & trials.is_stranger).any()


def test_all_specimens_of_a_writer_are_its_first_signatures() -> None:
    """With all of them drawn there is one way to judge, and it can be written down."""
    one = compared(1)[0]
    trials = draw_pad_trials([one], IMAGE, specimens=HALF)
    own = one.pen[np.triu_indices(HALF, 1)]
    far = one.pen[:, HALF:]
    close = np.log(own.mean()) - np.log(far.mean(axis=0)) - np.log(far.min(axis=0))
    np.testing.assert_allclose(trials.closeness, close)
    score = 3.0 - 3.0 * one.image.distance[:, HALF:].mean(axis=0)
    np.testing.assert_allclose(trials.image_score, score)
    np.testing.assert_allclose(trials.image_llr, np.clip(score, -2.0, 2.0))
    assert trials.is_genuine.tolist() == [True] * HALF + [False] * (FORGED + STRANGERS)


def test_whoever_has_fewest_settles_how_many_there_are() -> None:
    made = compared(2)
    assert list(numbers_of_specimens(made)) == [1, 2, 3, 4]
    fewer = replace(made[0], pen=made[0].pen[:2])
    assert list(numbers_of_specimens([fewer, made[1]])) == [1, 2]
