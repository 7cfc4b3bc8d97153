"""How is a signature varied, so that the network learns hands and not scans?

Signatory by signatory, one larger transformation makes a new writer out of a known one (slant, proportions,
mirror); signature by signatory, smaller ones follow how hands, pens and scanners vary (turn, scale, elastic
warp, stroke width, resolution). All geometry of a batch goes through one sampling grid: per-image transforms
cost a fifth of the training time on two cores.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.vision import v2

WARPS = 64
"""Smooth displacement fields made once and drawn from at random, turned over and scaled."""


@dataclass(frozen=True)
class Variation:
    """Standard deviations, or chances, of each kind of variation; lengths as shares of the frame's half."""

    writer_slant: float = 0.22
    writer_aspect: float = 0.14
    writer_mirror: float = 0.3
    turn_rad: float = 0.035
    slant: float = 0.035
    scale: float = 0.035
    shift: float = 0.03
    warp: float = 0.014
    stroke: float = 0.2
    coarse: float = 0.25


class Augment:
    """Varies frames (N, 1, H, W) of 0 and 1, and returns frames of 0 and 1."""

    def __init__(self, variation: Variation, *, height: int, width: int, generator: torch.Generator) -> None:
        self.variation = variation
        self.generator = generator
        self._warps = self._smooth_fields(height, width)

    def __call__(self, frames: Tensor, signatory: Tensor) -> Tensor:
        """Vary a batch; signatory (N,) int64 numbers the signatories from 0."""
        count, _, height, width = frames.shape
        grid = F.affine_grid(self._affine(signatory, height / width), [count, 1, height, width], False)
        grid = grid + self._warp(count)  # (N, H, W, 2)
        coarse = self._chance(count, self.variation.coarse)[:, None, None, None]
        soft = F.grid_sample(frames, grid, mode="bilinear", align_corners=False)
        if bool(coarse.any()):
            # Bilinear: averaging areas by odd factors takes longer than the rest of the augmentation.
            factor = 0.5 + 0.3 * float(torch.rand((), generator=self.generator))
            small = F.interpolate(soft, scale_factor=factor, mode="bilinear")
            soft = torch.where(coarse, F.interpolate(small, (height, width), mode="bilinear"), soft)
        return self._inked(soft)

    def _affine(self, signatory: Tensor, ratio: float) -> Tensor:
        """Return (N, 2, 3) matrices that map output to input coordinates in [-1, 1]."""
        v, count = self.variation, signatory.numel()
        people = int(signatory.max()) + 1
        slant = (v.writer_slant * self._normal(people))[signatory] + v.slant * self._normal(count)
        aspect = (v.writer_aspect * self._normal(people).abs())[signatory] + v.scale * self._normal(count)
        # Ink fills the frame in one direction: only ever make it narrower or lower, by turns.
        is_wide = self._chance(people, 0.5)[signatory]
        overall = 1.0 + v.scale * self._normal(count).abs() + 0.5 * slant.abs() * ratio
        across = overall * torch.where(is_wide, 1.0 + aspect, 1.0)
        down = overall * torch.where(is_wide, 1.0, 1.0 + aspect)
        across = across * (1.0 - 2.0 * self._chance(people, v.writer_mirror)[signatory].float())
        turn = v.turn_rad * self._normal(count)
        cos, sin = turn.cos(), turn.sin()
        shift = v.shift * torch.randn((count, 2), generator=self.generator)
        # Rows in [-1, 1] span the height: a turn or slant in pixels carries the frame's ratio.
        first = torch.stack([across * cos, across * (slant - sin) * ratio, shift[:, 0]], dim=1)
        second = torch.stack([down * sin / ratio, down * cos, shift[:, 1]], dim=1)
        return torch.stack([first, second], dim=1)

    def _warp(self, count: int) -> Tensor:
        chosen = torch.randint(WARPS, (count,), generator=self.generator)
        strength = self.variation.warp * self._normal(count)
        return self._warps[chosen] * strength[:, None, None, None]

    def _inked(self, soft: Tensor) -> Tensor:
        """Cut soft strokes at a level drawn for each signature: lower is a thicker stroke."""
        count = soft.shape[0]
        level = (0.38 + 0.07 * self._normal(count)).clamp(0.22, 0.55)[:, None, None, None]
        ink = (soft > level).float()
        thicker = self._chance(count, self.variation.stroke).float()[:, None, None, None]
        ink[..., 1:] = torch.maximum(ink[..., 1:], ink[..., :-1] * thicker)
        ink[..., 1:, :] = torch.maximum(ink[..., 1:, :], ink[..., :-1, :] * thicker)
        return ink

    def _smooth_fields(self, height: int, width: int) -> Tensor:
        """Return (WARPS, H, W, 2) fields of standard deviation 1."""
        noise = torch.randn((WARPS, 2, height // 12, width // 12), generator=self.generator)
        fields = F.interpolate(
            v2.functional.gaussian_blur(noise, [7, 7], [1.6, 1.6]), (height, width), mode="bicubic"
        )
        fields = fields / fields.std(dim=(2, 3), keepdim=True)
        return fields.permute(0, 2, 3, 1).contiguous()

    def _normal(self, count: int) -> Tensor:
        return torch.randn(count, generator=self.generator).clamp(-2.5, 2.5)

    def _chance(self, count: int, chance: float) -> Tensor:
        return torch.rand(count, generator=self.generator) < chance
