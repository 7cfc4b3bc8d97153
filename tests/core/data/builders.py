"""Which small sets of signatures do the tests of data and training learn from?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from core.data.frames import FrameSet
from core.data.made_up import made_up_frames
from core.image.frame import FRAME_SIZE

BYTES_PER_FRAME = FRAME_SIZE.height * FRAME_SIZE.width // 8


@cache
def signed(first: int, *, writers: int = 4, genuine: int = 5, forged: int = 3) -> FrameSet:
    """Return frames of made-up writers, whose seeds start at `first`."""
    return made_up_frames(range(first, first + writers), genuine=genuine, forged=forged)


def numbered(
    signatories: Sequence[str],
    *,
    genuine: int = 3,
    forged: int = 2,
    writers: Sequence[str] | None = None,
    texts: Sequence[str] | None = None,
) -> FrameSet:
    """Return frames without ink whose first bytes hold their row, for tests of who goes where."""
    each = genuine + forged
    count = each * len(signatories)
    packed = np.zeros((count, BYTES_PER_FRAME), np.uint8)
    packed[:, 0] = np.arange(count) % 256
    packed[:, 1] = np.arange(count) // 256
    shapes = np.tile(np.array([2.0, 5.0, 0.2, 3.0, 0.02, 4.0, np.nan, np.nan], np.float32), (count, 1))
    return FrameSet(
        packed=packed,
        shapes=shapes,
        signatory=np.repeat(np.arange(len(signatories)), each).astype(np.int32),
        is_genuine=np.tile(np.arange(each) < genuine, len(signatories)),
        signatories=tuple(signatories),
        writers=tuple(writers or signatories),
        texts=tuple(texts or [""] * len(signatories)),
    )
