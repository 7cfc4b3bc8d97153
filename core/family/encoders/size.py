"""How many numbers do convolutions leave of an input?"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

from core.errors import BadData


def numbers_left(features: nn.Module, shape: Sequence[int]) -> int:
    """Pass one empty input of this shape through; raises BadData where nothing would be left of it."""
    was_training = features.training
    features.eval()
    try:
        with torch.no_grad():
            return int(features(torch.zeros(1, *shape)).numel())
    except RuntimeError as error:
        size = " x ".join(map(str, shape))
        raise BadData("size", f"inputs of {size} are too small for this network") from error
    finally:
        features.train(was_training)
