"""How does the network of another method learn?

By the loop that ours learns by; its own are the network, the loss and the optimiser, and its checkpoint is
chosen by distance alone, which is all that it has.
"""

from __future__ import annotations

from typing import Unpack

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.data.frames import FrameSet
from core.net.losses import balanced_mean, contrastive, multi_similarity, triplet
from core.net.rivals.resnet18 import ResNet18
from core.net.rivals.signet import SigNet
from core.net.rivals.whole import Whole
from core.net.twin import euclidean
from core.training.development import mean_error
from core.training.loop import Given, Loop, uses_bf16
from core.training.pairs import batch_pairs
from core.training.rivals.measure import distances, embedded
from core.training.rivals.recipe import RivalConfig

SPREAD_FRAMES = 500
"""Frames, evenly taken, whose pixels' standard deviation stands for that of all."""


class RivalTraining(Loop[nn.Module]):
    """One run of a recipe for another method."""

    config: RivalConfig

    def __init__(self, config: RivalConfig, **given: Unpack[Given]) -> None:
        torch.manual_seed(config.seed)
        super().__init__(config, network_of(config, given["real"]), **given)

    def _loss(self, pictures: Tensor, signatory: Tensor, is_genuine: Tensor) -> Tensor:
        with torch.autocast(self.device.type, torch.bfloat16, enabled=uses_bf16(self.device)):
            vector = self.network(pictures)
        signatory, is_genuine = signatory.to(self.device), is_genuine.to(self.device)
        match self.config.loss:
            case "contrastive":
                return pairwise_contrastive(vector, signatory, is_genuine, margin=self.config.margin)
            case "triplet":
                return triplet(vector, signatory, is_genuine, margin=self.config.margin)
            case "multi-similarity":
                return multi_similarity(vector, signatory, is_genuine)

    def _error(self) -> float:
        vectors = embedded(self.average, self.development, device=self.device)

        def nearness(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float32]:
            return -distances(vectors, first, second)

        return mean_error(self.development, nearness)

    def _made_optimiser(self) -> torch.optim.Optimizer:
        config = self.config
        if config.optimiser == "rmsprop":
            return torch.optim.RMSprop(
                self.network.parameters(),
                lr=config.learning_rate,
                alpha=0.9,
                weight_decay=config.weight_decay,
            )
        return super()._made_optimiser()


def network_of(config: RivalConfig, learnt_from: FrameSet) -> nn.Module:
    """Return the untrained network of a recipe."""
    match config.network:
        case "signet":
            return SigNet(spread=pixel_spread(learnt_from))
        case "resnet18":
            return ResNet18()
        case "whole":
            return Whole(config.encoder)


def pixel_spread(frames: FrameSet) -> float:
    """Return the standard deviation of the pixels of a frame set."""
    rows = np.unique(np.linspace(0, len(frames.packed) - 1, SPREAD_FRAMES).astype(np.int64))
    return float(frames.frames(rows).std())


def pairwise_contrastive(vector: Tensor, signatory: Tensor, is_genuine: Tensor, *, margin: float) -> Tensor:
    """Contrastive loss, (), of genuine pairs and of genuine with forged, as many of one kind as of the other
    by weight (Dey et al. 2017, section 3).
    """
    pairs = batch_pairs(signatory, is_genuine)
    distance = euclidean(vector[pairs.first], vector[pairs.second])
    return balanced_mean(contrastive(distance, pairs.is_genuine, margin=margin), pairs.is_genuine)
