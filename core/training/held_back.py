"""On which writers may a model be measured?

On those that its own split kept for the test, and on all of a set of which it never saw a writer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.data.corpus import Signature, find_signatures
from core.data.frames import FrameSet, joined, kept_frames
from core.data.made_up import recorded_frames
from core.errors import BadData
from core.net.checkpoint import ModelCard
from core.progress import Report, silent
from core.training.config import TrainingConfig
from core.training.make import recordings_in, split_of


@dataclass(frozen=True, eq=False)
class HeldBack:
    """What a model has not learnt from: the files, the frames of them, and the same with recordings."""

    signatures: list[Signature]
    scans: FrameSet
    frames: FrameSet
    never_met: tuple[str, ...]
    """Sets of which the model never saw a writer."""
    has_learnt: bool = False
    """Whether writers that the model learnt from are among them, because that was asked for."""


def held_back(
    folders: Sequence[Path],
    card: ModelCard,
    config: TrainingConfig,
    *,
    every_writer: bool = False,
    cache: Path | None,
    report: Report = silent,
) -> HeldBack:
    """Frame what lies under the folders and keep the writers that the model has not learnt from, or all of
    them; raises BadData where there are none.
    """
    signatures = find_signatures(folders)
    scans = kept_frames(signatures, cache=cache, report=report)
    recorded = [recorded_frames(archive, pens=1) for archive in recordings_in(folders)]
    frames = joined([scans, *recorded])
    never_met = _never_met(frames, card)
    test = set(frames.writers) if every_writer else set(split_of(frames, config).test)
    test |= {writer for writer in frames.writers if writer.split("/")[0] in never_met}
    if not test:
        raise BadData("data", f"no writer of it was held back from {card.name}")
    return HeldBack(
        signatures=[one for one in signatures if one.writer in test],
        scans=scans.of_writers(test),
        frames=frames.of_writers(test),
        never_met=never_met,
        has_learnt=every_writer,
    )


def _never_met(frames: FrameSet, card: ModelCard) -> tuple[str, ...]:
    """Return the sets that the card does not name; none where it names nothing at all."""
    if not card.training_sets:
        return ()
    return tuple(sorted(set(frames.set_names()) - set(card.training_sets)))
