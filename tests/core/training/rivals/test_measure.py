"""Is a method with vectors alone measured on the comparisons that ours is measured on?"""

from __future__ import annotations

import numpy as np
import torch

from core.net.rivals.whole import Whole
from core.training.pairs import embed_frames
from core.training.rivals.measure import distances, embedded, measured_by
from core.training.trials import measure_signatories
from tests.core.data.builders import numbered, signed
from tests.core.training.builders import CPU, TINY, tiny_twin


def test_distances_are_euclidean() -> None:
    vectors = np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 0.0]], np.float32)
    found = distances(vectors, np.array([0, 1, 2]), np.array([1, 2, 2]))
    assert found.tolist() == [5.0, 4.0, 0.0]


def test_the_same_columns_are_compared_as_with_ours() -> None:
    frames = signed(0)
    vectors = embed_frames(tiny_twin(), frames, device=CPU).vector.numpy()
    ours = measure_signatories(tiny_twin(), frames, device=CPU)
    theirs = measured_by(lambda _frames: vectors, frames)
    assert len(ours) == len(theirs) == 4
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(one.rows, other.rows)
        assert (one.writer, one.genuine, one.forged) == (other.writer, other.genuine, other.forged)
        np.testing.assert_allclose(one.distance, other.distance, atol=1e-4)
        np.testing.assert_array_equal(other.local, -other.distance)
        assert not other.forms.any()


def test_vectors_stand_in_the_order_of_the_frames() -> None:
    frames = numbered(["a/1", "a/2"], genuine=2, forged=1)
    torch.manual_seed(0)
    network = Whole(TINY).train()
    vectors = embedded(network, frames, device=CPU)
    assert vectors.shape == (6, 16)
    assert not network.training
    alone = network(torch.from_numpy(frames.frames([4])).float()).detach().numpy()
    np.testing.assert_allclose(vectors[4], alone[0], atol=1e-5)
