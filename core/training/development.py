"""How good is a network on the development writers, while it is still learning?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.errors import BadData
from core.net.twin import Twin
from core.scoring.metrics import equal_error_rate
from core.training.pairs import compare_rows, embed_frames

Rows = NDArray[np.int64]
Score = Callable[[Rows, Rows], NDArray[np.float32]]
"""Scores P pairs of rows of a frame set, (P,); larger is more genuine."""
MOST_PER_KIND = 10
"""Signatures of each kind that stand for a development writer during training."""


def thinned(frames: FrameSet, *, most: int = MOST_PER_KIND) -> FrameSet:
    """Keep at most so many genuine signatures and forgeries of each signatory."""
    kept = [
        np.flatnonzero((frames.signatory == number) & (frames.is_genuine == kind))[:most]
        for number in range(len(frames.signatories))
        for kind in (True, False)
    ]
    rows = np.sort(np.concatenate(kept))
    return FrameSet(
        packed=frames.packed[rows],
        shapes=frames.shapes[rows],
        signatory=frames.signatory[rows],
        is_genuine=frames.is_genuine[rows],
        signatories=frames.signatories,
        writers=frames.writers,
        texts=frames.texts,
    )


def development_error(twin: Twin, frames: FrameSet, *, device: torch.device) -> float:
    """Mean over sets of the EER of genuine against skilled-forgery pairs; 1 specimen, both views together."""
    encoded = embed_frames(twin, frames, device=device)
    matcher = twin if device.type == "cpu" else twin.cpu()

    def score(first: Rows, second: Rows) -> NDArray[np.float32]:
        alike = compare_rows(matcher, encoded, first, second)
        return _standard(alike.local.numpy()) - _standard(alike.distance.numpy())

    error = mean_error(frames, score)
    twin.to(device)
    return error


def mean_error(frames: FrameSet, score: Score) -> float:
    """Mean over sets of the EER of genuine against skilled-forgery pairs of rows, by their score."""
    first, second, is_genuine = writer_pairs(frames)
    scores = score(first, second)
    set_names = np.array(frames.set_names())[frames.signatory[first]]
    errors = [
        equal_error_rate(scores[(set_names == name) & is_genuine], scores[(set_names == name) & ~is_genuine])
        for name in sorted(set(set_names[~is_genuine]))
    ]
    return float(np.mean(errors))


def writer_pairs(
    frames: FrameSet,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """All genuine-genuine and genuine-forged pairs of rows within each signatory that has forgeries; raises
    BadData if none has.
    """
    firsts, seconds, kinds = [], [], []
    for number in range(len(frames.signatories)):
        genuine = np.flatnonzero((frames.signatory == number) & frames.is_genuine)
        forged = np.flatnonzero((frames.signatory == number) & ~frames.is_genuine)
        if not forged.size or genuine.size < 2:
            continue
        a, b = np.triu_indices(genuine.size, 1)
        firsts += [genuine[a], np.repeat(genuine, forged.size)]
        seconds += [genuine[b], np.tile(forged, genuine.size)]
        kinds += [np.ones(a.size, bool), np.zeros(genuine.size * forged.size, bool)]
    if not firsts:
        raise BadData("development data", "no signatory with two genuine signatures and a forgery")
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(kinds)


def _standard(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9), np.float32)
