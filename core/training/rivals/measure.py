"""How is a method measured that has a vector for each signature, and nothing else?

As ours is, by the same evidence, fusion and calibration, on distances alone: there is no local likeness,
whose place the distance takes, and no form, whose columns stay zero and so carry no weight.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.data.frames import FrameSet
from core.progress import Report, Tick, silent
from core.training.pairs import batches_in_order
from core.training.trials import Signatory, compared_signatories

Vectors = NDArray[np.float32]
"""(N, D): one for each frame of a set."""
Rows = NDArray[np.int64]
Describe = Callable[[FrameSet], Vectors]


def embedded(network: nn.Module, frames: FrameSet, *, device: torch.device) -> Vectors:
    """Embed every frame of a set, in order; the network is left in evaluation mode."""
    network.eval()
    with torch.inference_mode():
        batches = batches_in_order(frames, device=device)
        return np.concatenate([network(batch).float().cpu().numpy() for batch in batches])


def distances(vectors: Vectors, first: Rows, second: Rows) -> NDArray[np.float32]:
    """Return the Euclidean distance of pairs of rows, (P,)."""
    return np.asarray(np.linalg.norm(vectors[first] - vectors[second], axis=1), np.float32)


def measured_by(describe: Describe, frames: FrameSet, *, report: Report = silent) -> list[Signatory]:
    """Compare every signatory's genuine signatures with each other, with forgeries and with strangers."""
    report(Tick(0, len(frames.signatories), "embedding"))
    vectors = describe(frames)

    def compare(first: Rows, second: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        distance = distances(vectors, first, second)
        return distance, -distance

    forms = np.zeros((len(frames.packed), 3))
    return compared_signatories(frames, compare, forms=forms, report=report)
