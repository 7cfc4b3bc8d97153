"""Which small, untrained network do the tests of the network and of scoring run?"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from core.image.frame import frame_mask
from core.net.encoder import EncoderConfig
from core.net.twin import Twin
from tests.core.image.drawn import exact_ink, written

SMALL = EncoderConfig(width=4, blocks=1, vector=16, local=8, grid=(2, 4))


def small_twin(*, seed: int = 1) -> Twin:
    """Return a network with weights of its own for every seed, in evaluation mode."""
    torch.manual_seed(seed)
    return Twin(SMALL).eval()


def frames_of(seeds: range) -> Tensor:
    """Return frames (N, 1, H, W): the first signatures of made-up writers."""
    masks = [frame_mask(exact_ink(written(seed)).cropped()) for seed in seeds]
    return torch.from_numpy(np.stack(masks)[:, None].astype(np.float32))
