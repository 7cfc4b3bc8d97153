"""Are the right pairs compared, and does it matter how many at once?"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.training import pairs as pairs_module
from core.training.pairs import batch_pairs, compare_rows, embed_frames
from tests.core.data.builders import signed
from tests.core.training.builders import CPU, tiny_twin


def test_a_batch_pairs_genuine_with_genuine_and_genuine_with_forged() -> None:
    signatory = torch.tensor([0, 0, 0, 0, 1, 1])
    is_genuine = torch.tensor([False, True, True, False, True, False])
    pairs = batch_pairs(signatory, is_genuine)
    found = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.is_genuine.tolist(), strict=True)
    assert sorted(found) == [(1, 0, 0), (1, 2, 1), (1, 3, 0), (2, 0, 0), (2, 3, 0), (4, 5, 0)]


def test_embeddings_stand_in_the_order_of_the_frames_whatever_the_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twin, frames = tiny_twin(), signed(50, writers=2)
    whole = embed_frames(twin, frames, device=CPU)
    monkeypatch.setattr(pairs_module, "EMBED_AT_ONCE", 5)
    parts = embed_frames(twin, frames, device=CPU)
    assert whole.vector.shape == (16, 16)
    torch.testing.assert_close(parts.vector, whole.vector, atol=1e-5, rtol=0)
    torch.testing.assert_close(parts.weights, whole.weights)
    with torch.inference_mode():
        third = twin.encode(torch.from_numpy(frames.frames([2])).float()).vector[0]
    torch.testing.assert_close(whole.vector[2], third, atol=1e-5, rtol=0)


def test_a_network_is_embedded_with_in_evaluation_mode() -> None:
    twin = tiny_twin().train()
    embed_frames(twin, signed(50, writers=2), device=CPU)
    assert not twin.training


def test_comparing_is_symmetric_and_does_not_depend_on_how_many_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twin = tiny_twin()
    encoded = embed_frames(twin, signed(50, writers=2), device=CPU)
    first, second = np.array([0, 1, 2, 9, 4]), np.array([5, 6, 7, 3, 4])
    there = compare_rows(twin, encoded, first, second)
    monkeypatch.setattr(pairs_module, "COMPARE_AT_ONCE", 2)
    back = compare_rows(twin, encoded, second, first)
    torch.testing.assert_close(there.distance, back.distance)
    torch.testing.assert_close(there.local, back.local, atol=1e-4, rtol=0)
    assert float(there.distance[4]) < 1e-3 < float(there.distance[:4].min())
