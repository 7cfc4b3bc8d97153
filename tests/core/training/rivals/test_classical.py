"""Does a histogram of gradients tell strokes apart by where they lie and which way they run?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.image.frame import FRAME_SIZE
from core.training.rivals.classical import hog_vector, hog_vectors
from tests.core.data.builders import signed


def stroke(*, top: int = 90, left: int = 90, down: bool = False) -> NDArray[np.uint8]:
    """Return a frame with one straight stroke, 60 pixels long and 4 wide."""
    frame = np.zeros((FRAME_SIZE.height, FRAME_SIZE.width), np.uint8)
    height, width = (60, 4) if down else (4, 60)
    frame[top : top + height, left : left + width] = 1
    return frame


def apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.linalg.norm(hog_vector(one) - hog_vector(other)))


def test_a_vector_lies_on_the_sphere_and_is_the_same_every_time() -> None:
    frames = signed(0, writers=2, genuine=2, forged=1)
    vectors = hog_vectors(frames)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(vectors, hog_vectors(frames))
    np.testing.assert_array_equal(vectors[3], hog_vector(frames.frames([3])[0, 0]))


def test_a_small_shift_matters_less_than_a_large_one_or_a_turn() -> None:
    shifted = apart(stroke(), stroke(top=94, left=95))
    assert 0.0 < shifted < 0.6 * apart(stroke(), stroke(top=150))
    assert shifted < 0.6 * apart(stroke(), stroke(down=True))


def test_paper_without_ink_is_described_too() -> None:
    assert not hog_vector(np.zeros((FRAME_SIZE.height, FRAME_SIZE.width), np.uint8)).any()


def test_a_signatory_is_closer_to_itself_than_to_others() -> None:
    frames = signed(0)
    vectors = hog_vectors(frames)
    away = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    same = frames.signatory[:, None] == frames.signatory[None]
    genuine = frames.is_genuine[:, None] & frames.is_genuine[None] & ~np.eye(len(away), dtype=bool)
    assert away[same & genuine].mean() < away[~same & genuine].mean() - 0.05
