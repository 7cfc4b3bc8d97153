"""How much accuracy is lost where scans have gone through a cheque scanner?

The desk protocol on the same writers twice: on their scans as they are, and on the same scans after
`core/data/bitonal.py`. The loss is paired: each draw of the bootstrap measures the same writers on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from core.data.bitonal import BITONAL, assumed_resolutions
from core.data.corpus import Signature
from core.data.frames import FrameSet, kept_frames
from core.net.checkpoint import Figure, ModelCard
from core.net.twin import Twin
from core.progress import Report, silent
from core.scoring.intervals import Scored, eer_interval, eer_loss_interval
from core.training.evaluate import (
    DESK_SPECIMENS,
    Part,
    by_set,
    desk_figures,
    desk_scores,
    figure,
    scored,
    specimens_of,
)
from core.training.fitting import Judgement, judgement_of
from core.training.trials import Signatory, measure_signatories

PROTOCOL = "bitonal"
BEFORE, LOSS = "EER, as scanned", "EER, lost"


def evaluate_bitonal(
    twin: Twin,
    card: ModelCard,
    scans: FrameSet,
    signatures: Sequence[Signature],
    *,
    cache: Path | None,
    device: torch.device,
    specimens: Sequence[int] = DESK_SPECIMENS,
    report: Report = silent,
) -> tuple[list[Figure], list[str]]:
    """Run the desk protocol on the reduced scans, and beside it on `scans`, the frames of the same files.

    Returns the figures, and sentences about what had to be assumed. Raises BadData where the model has not
    been calibrated.
    """
    judgement = judgement_of(card)
    reduced = kept_frames(signatures, cache=cache, view=BITONAL, report=report)
    notes = [*assumed_resolutions(signatures), *_lost_scans(scans, reduced)]
    writers = [writer for writer in dict.fromkeys(scans.writers) if writer in set(reduced.writers)]
    before, after = (
        by_set(measure_signatories(twin, part.of_writers(writers), device=device, report=report))
        for part in (scans, reduced)
    )
    figures: list[Figure] = []
    for name, of_set in after.items():
        for count in specimens_of(of_set, specimens):
            figures += _compared(
                *_same_writers(before.get(name, []), of_set, count), judgement, specimens=count
            )
    return figures, notes


def _same_writers(
    before: list[Signatory], after: list[Signatory], specimens: int
) -> tuple[list[Signatory], list[Signatory]]:
    """Keep the writers who have enough signatures on both sides."""
    enough = [{one.writer for one in side if one.genuine > specimens} for side in (before, after)]
    both = enough[0] & enough[1]
    return [one for one in before if one.writer in both], [one for one in after if one.writer in both]


def _compared(
    before: list[Signatory], after: list[Signatory], judgement: Judgement, *, specimens: int
) -> list[Figure]:
    """The desk's figures after the reduction, the EER of the same writers before it, and the difference."""
    if not after:
        return []
    figures = desk_figures([Part(after, judgement)], specimens=specimens, protocol=PROTOCOL)
    first, second = (_skilled(side, judgement, specimens=specimens) for side in (before, after))
    if first.forged.size and second.forged.size:
        found = {BEFORE: eer_interval(first), LOSS: eer_loss_interval(first, second)}
        name = after[0].set_name
        figures += [figure(PROTOCOL, name, what, value, specimens=specimens) for what, value in found.items()]
    return figures


def _skilled(measured: list[Signatory], judgement: Judgement, *, specimens: int) -> Scored:
    trials, score = desk_scores(measured, judgement, specimens=specimens)
    return scored(score, trials, ~trials.is_stranger)


def _lost_scans(scans: FrameSet, reduced: FrameSet) -> list[str]:
    missing = len(scans.packed) - len(reduced.packed)
    if missing <= 0:
        return []
    return [f"{missing} of {len(scans.packed)} scans gave no frame of their own after the reduction"]
