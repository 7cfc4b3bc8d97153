"""What does the network keep of one signature, and how is it stored?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save


@dataclass(frozen=True, eq=False)
class Embedding:
    """One signature as the network sees it.

    vector   (D,) float32, on the unit sphere
    local    (C, h, w) float16, a unit vector for each cell of the frame
    weights  (h, w) float16, each cell's share of the ink, summing to 1
    """

    vector: NDArray[np.float32]
    local: NDArray[np.float16]
    weights: NDArray[np.float16]

    def to_bytes(self) -> bytes:
        """Return the embedding as safetensors bytes, about 40 kB."""
        return bytes(save({"vector": self.vector, "local": self.local, "weights": self.weights}))

    @classmethod
    def from_bytes(cls, data: bytes) -> Embedding:
        """Read what `to_bytes` wrote."""
        parts = load(data)
        return cls(vector=parts["vector"], local=parts["local"], weights=parts["weights"])
