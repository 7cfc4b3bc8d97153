"""How does a network learn a bank's own signatures without forgetting what it knew?

The batch statistics and the first layers stay as they are; a share of the batches are made-up signatures, on
which the vectors are held near the champion's (distillation); the best of the checks is kept by the mean
error on the bank's own writers and on made-up ones; and the weights that come out lie between the champion's
and those (Wortsman et al., CVPR 2022), as far along as serves that error best.
"""

from __future__ import annotations

import copy
from typing import Unpack

import numpy as np
import torch
from torch import Tensor, nn

from core.data.batches import Batches
from core.data.frames import FrameSet
from core.net.twin import Twin
from core.progress import Report, silent
from core.training.config import TrainingConfig
from core.training.development import development_error
from core.training.loop import Given, Loop, uses_bf16
from core.training.objective import batch_loss

HOLD = 4.0
"""Weight of the squared distance between new and old vectors of made-up signatures."""
SHARES = (0.25, 0.5, 0.75, 1.0)
"""How far from the champion's weights to the learnt ones."""
FROZEN_BLOCKS = 2
"""The first stage costs half of a step and sees strokes, which are the same on any paper."""


class FineTuning(Loop[Twin]):
    """One run that starts from a champion, which is left as it is."""

    config: TrainingConfig

    def __init__(self, config: TrainingConfig, champion: Twin, **given: Unpack[Given]) -> None:
        torch.manual_seed(config.seed)
        learner = copy.deepcopy(champion)
        _freeze(learner)
        super().__init__(config, learner, **given)
        self._champion = copy.deepcopy(champion).to(self.device).eval()
        self._is_rehearsal = False
        self.share = 1.0

    def run(self, report: Report = silent) -> Twin:
        """Train; the first row of the curve, at step 0, is the champion's own error. `share` is then how much
        of what was learnt is in the network returned.
        """
        if not self._last.is_file():
            self.progress.curve.append({"step": 0, "development_eer": self._error()})
        learnt = super().run(report)
        mixed = {share: between(self._champion, learnt, share=share) for share in SHARES}
        self.share = min(SHARES, key=lambda share: self._error_of(mixed[share]))  # the least of equals
        return mixed[self.share]

    def _source(self, step: int, rng: np.random.Generator) -> tuple[FrameSet, Batches]:
        frames, batches = super()._source(step, rng)
        self._is_rehearsal = frames is not self._sources[0][0]
        return frames, batches

    def _begin_step(self) -> None:
        self.network.train()
        for layer in self.network.modules():
            if isinstance(layer, nn.BatchNorm2d):
                layer.eval()

    def _loss(self, pictures: Tensor, signatory: Tensor, is_genuine: Tensor) -> Tensor:
        with torch.autocast(self.device.type, torch.bfloat16, enabled=uses_bf16(self.device)):
            encoded = self.network.encode(pictures)
        loss = batch_loss(self.network, encoded, signatory, is_genuine, config=self.config)
        if self._is_rehearsal:
            with torch.no_grad():
                before = self._champion.encode(pictures).vector
            loss = loss + HOLD * (encoded.vector - before).square().sum(dim=1).mean()
        return loss

    def _error(self) -> float:
        return self._error_of(self.average)

    def _error_of(self, twin: Twin) -> float:
        return development_error(twin, self.development, device=self.device)


def between(old: Twin, new: Twin, *, share: float) -> Twin:
    """Return a network whose weights lie this share of the way from one to the other."""
    mixed = copy.deepcopy(old)
    with torch.no_grad():
        for weight, goal in zip(mixed.state_dict().values(), new.state_dict().values(), strict=True):
            if weight.is_floating_point():
                weight.lerp_(goal.to(weight), share)
    return mixed.eval()


def _freeze(twin: Twin) -> None:
    for part in (twin.encoder.stem, *list(twin.encoder.stages)[:FROZEN_BLOCKS]):
        part.requires_grad_(False)
