"""Does an embedding come back from its bytes as it was?"""

from __future__ import annotations

import numpy as np
import pytest
from safetensors import SafetensorError

from core.net.embedding import Embedding


def made(*, channels: int = 64) -> Embedding:
    rng = np.random.default_rng(2)
    return Embedding(
        vector=rng.normal(size=256).astype(np.float32),
        local=rng.normal(size=(channels, 12, 24)).astype(np.float16),
        weights=rng.random((12, 24)).astype(np.float16),
    )


def test_bytes_bring_back_every_number_and_its_type() -> None:
    embedding = made()
    again = Embedding.from_bytes(embedding.to_bytes())
    for name in ("vector", "local", "weights"):
        before, after = getattr(embedding, name), getattr(again, name)
        assert after.dtype == before.dtype
        assert np.array_equal(after, before)


def test_the_same_embedding_has_the_same_bytes() -> None:
    assert made().to_bytes() == made().to_bytes()


def test_an_embedding_takes_about_forty_thousand_bytes() -> None:
    assert 35_000 < len(made().to_bytes()) < 40_000


def test_damaged_bytes_are_refused() -> None:
    with pytest.raises(SafetensorError):
        Embedding.from_bytes(made().to_bytes()[:-7])
