"""How good is a network on the development writers, while it is still learning?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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
SHARES = (0.5, 0.7, 0.8, 0.9, 1.0)
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
    """Mean over sets of the EER of genuine against skilled-forgery pairs; 1 specimen, with that share of the
    likeness beside the distance which serves best, as a calibration would find it.
    """
    encoded = embed_frames(twin, frames, device=device)
    matcher = twin if device.type == "cpu" else twin.cpu()
    pairs = writer_pairs(frames)
    alike = compare_rows(matcher, encoded, pairs.first, pairs.second)
    twin.to(device)
    likeness, distance = _standard(alike.local.numpy()), _standard(alike.distance.numpy())
    return min(_mean_error(pairs, share * likeness - (1.0 - share) * distance) for share in SHARES)


def mean_error(frames: FrameSet, score: Score) -> float:
    """Mean over sets of the EER of genuine against skilled-forgery pairs of rows, by their score."""
    pairs = writer_pairs(frames)
    return _mean_error(pairs, score(pairs.first, pairs.second))


def _mean_error(pairs: WriterPairs, scores: NDArray[np.float32]) -> float:
    errors = []
    for name in np.unique(pairs.set_name[~pairs.is_genuine]):
        here = pairs.set_name == name
        errors.append(equal_error_rate(scores[here & pairs.is_genuine], scores[here & ~pairs.is_genuine]))
    return float(np.mean(errors))


class WriterPairs(NamedTuple):
    """P pairs of rows of a frame set, the first genuine, the second or not, and the set of each; all (P,)."""

    first: Rows
    second: Rows
    is_genuine: NDArray[np.bool_]
    set_name: NDArray[np.str_]


def writer_pairs(frames: FrameSet) -> WriterPairs:
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
    first = np.concatenate(firsts)
    of_set = np.array(frames.set_names())[frames.signatory[first]]
    return WriterPairs(first, np.concatenate(seconds), np.concatenate(kinds), of_set)


def _standard(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9), np.float32)
