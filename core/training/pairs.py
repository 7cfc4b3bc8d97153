"""Which pairs of a batch, or of a test, are compared, and how alike does a network find them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.data.frames import FrameSet
from core.net.encoder import Encoded
from core.net.twin import Alike, Twin, chosen

EMBED_AT_ONCE = 128
COMPARE_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class Pairs:
    """P pairs of rows: the first genuine, the second genuine or not."""

    first: Tensor
    second: Tensor
    is_genuine: Tensor


def batch_pairs(signatory: Tensor, is_genuine: Tensor) -> Pairs:
    """All pairs within a signatory of a batch: genuine with genuine, and genuine with forged."""
    first, second = torch.triu_indices(signatory.numel(), signatory.numel(), 1)
    same = (signatory[first] == signatory[second]) & (is_genuine[first] | is_genuine[second])
    first, second = first[same], second[same]
    # The genuine one first: a pair of two forgeries says nothing.
    swap = ~is_genuine[first]
    first, second = torch.where(swap, second, first), torch.where(swap, first, second)
    return Pairs(first, second, is_genuine[second].float())


def batches_in_order(frames: FrameSet, *, device: torch.device) -> Iterator[Tensor]:
    """Yield every frame of a set, (up to EMBED_AT_ONCE, 1, H, W) of 0 and 1 at a time, on the device."""
    for start in range(0, len(frames.packed), EMBED_AT_ONCE):
        rows = np.arange(start, min(start + EMBED_AT_ONCE, len(frames.packed)))
        yield torch.from_numpy(frames.frames(rows)).to(device).float()


def embed_frames(twin: Twin, frames: FrameSet, *, device: torch.device) -> Encoded:
    """Embed every frame of a set, in order; the network is left in evaluation mode."""
    twin.eval()
    with torch.inference_mode():
        batches = batches_in_order(frames, device=device)
        parts = [Encoded(*(part.cpu() for part in twin.encode(batch))) for batch in batches]
    return Encoded(
        torch.cat([part.vector for part in parts]),
        torch.cat([part.local for part in parts]).half(),
        torch.cat([part.weights for part in parts]),
    )


def compare_rows(twin: Twin, encoded: Encoded, first: NDArray[np.int64], second: NDArray[np.int64]) -> Alike:
    """Compare rows of one batch of embeddings pair by pair, on the processor."""
    twin.eval()
    distances, locals_ = [], []
    with torch.inference_mode():
        for start in range(0, len(first), COMPARE_AT_ONCE):
            stop = start + COMPARE_AT_ONCE
            a = chosen(encoded, torch.from_numpy(first[start:stop]))
            b = chosen(encoded, torch.from_numpy(second[start:stop]))
            alike = twin.compare(a._replace(local=a.local.float()), b._replace(local=b.local.float()))
            distances.append(alike.distance)
            locals_.append(alike.local)
    return Alike(torch.cat(distances), torch.cat(locals_))
