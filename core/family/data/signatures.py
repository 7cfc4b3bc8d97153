"""How do framed signatures, real ones or made-up ones, become a collection?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.corpus import find_signatures
from core.data.frames import FrameSet, kept_frames
from core.data.made_up import made_up_frames
from core.data.split import Split, fold_split, literature_split
from core.errors import BadData
from core.family.collection import Collection, Material, Rows
from core.image.frame import FRAME_SIZE
from core.progress import Report, silent


def signatures(
    data: Path | None,
    *,
    size: tuple[int, int] | None,
    made_up: int,
    cache: Path | None = None,
    report: Report = silent,
) -> Material:
    """Frame the sets of a folder, or without one the signatures of so many made-up writers; split by writer.

    Sets that the literature splits are split so, others as the first of five folds. Raises BadData.
    """
    if data is None:
        frames = made_up_frames(range(made_up), report=report)
    else:
        frames = kept_frames(find_signatures([data]), cache=cache, report=report)
    split = split_of(frames)
    sides = (split.training, split.development, split.test)
    if not all(sides) or len(split.training) < 2:
        raise BadData("data", "too few writers to train on some, choose on others and test on the rest")
    return Material(*(framed(frames.of_writers(side), size=size) for side in sides))


def split_of(frames: FrameSet) -> Split:
    """Split by writer: as the literature does where it names test writers, else the first fold of five."""
    split = literature_split(frames)
    return split if len(split.test) >= 2 else fold_split(frames, fold=0)


def framed(frames: FrameSet, *, size: tuple[int, int] | None) -> Collection:
    """Hold frames packed as they are; each batch is fitted into (height, width) as it is read."""

    def read(rows: Rows) -> Tensor:
        batch = torch.from_numpy(frames.frames(rows)).float()
        return batch if size is None else F.interpolate(batch, size, mode="area")

    return Collection(
        read=read,
        shape=(1, *(size or (FRAME_SIZE.height, FRAME_SIZE.width))),
        label=frames.signatory.astype(np.int64),
        is_genuine=frames.is_genuine,
        names=frames.signatories,
        groups=tuple(frames.set_names()),
    )
