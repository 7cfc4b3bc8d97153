"""Which random numbers belong to which made-up thing, on every platform?"""

from __future__ import annotations

import zlib

import numpy as np


def generator(*keys: int | str) -> np.random.Generator:
    """Return the PCG64 generator of a path of keys, e.g. (seed, "genuine", 3); no state is shared."""
    words = [zlib.crc32(key.encode()) if isinstance(key, str) else int(key) for key in keys]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))
