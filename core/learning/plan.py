"""What is there to learn from, what is too little and why, and what would a retraining do?"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from core.data.batches import BatchShape
from core.data.frames import FrameSet
from core.image.frame import FRAME_SIZE
from core.learning.material import Sides, sides_of
from core.learning.words import LossName, Start
from core.net.checkpoint import load_model
from core.net.twin import Twin

BATCH = BatchShape(signatories=8, genuine=5, forged=4)
FEWEST_FORGED_WRITERS = 3
"""People with forgeries that each side needs: fewer say more of themselves than of the paper."""
FEWEST_TO_LEARN = 60
FEWEST_FOR_SCRATCH = 200
PASSES = 6
"""How often a fine-tuning sees each signature, about."""
FINE_STEPS = (40, 400)
SCRATCH_STEPS = 1200
STEP_IN_PASSES = 2.1
"""A step is a pass forwards and one backwards at twice the cost, less what the frozen layers save."""
REHEARSAL = 0.3
FIXED_SECONDS = 20.0
"""What starting, making signatures up and the statistics take even with a network too small to count."""
SIDE_WORDS = {
    "training": "to learn from",
    "calibration": "to set thresholds",
    "test": "to compare the models",
}


class Holdings(NamedTuple):
    """What the bank has, counted; `random` counts pairs of genuine signatures of two people."""

    writers: int
    forged_writers: int
    genuine: int
    skilled: int
    random: int


class Shortfall(NamedTuple):
    """Something there is too little of, and why it is needed."""

    what: str
    have: int
    need: int
    why: str


class Plan(NamedTuple):
    """What a retraining would do; it may not start where something is too little."""

    start: Start
    loss: LossName
    steps: int
    seconds: float
    sides: Sides
    shortfalls: tuple[Shortfall, ...]

    @property
    def may_start(self) -> bool:
        return not self.shortfalls


def holdings_of(frames: FrameSet) -> Holdings:
    """Count what there is to learn from."""
    genuine, forged = (_by_signatory(frames, is_genuine=kind) for kind in (True, False))
    return Holdings(
        writers=int((genuine > 0).sum()),
        forged_writers=int(((forged > 0) & (genuine > 1)).sum()),
        genuine=int(genuine.sum()),
        skilled=int(forged.sum()),
        random=int((genuine.sum() ** 2 - (genuine**2).sum()) // 2),
    )


def plan_for(
    frames: FrameSet, *, start: Start, loss: LossName = LossName.CONTRASTIVE, seconds_per_step: float
) -> Plan:
    """Plan a retraining on these signatures; `seconds_per_step` comes from `step_seconds`."""
    sides = sides_of(frames)
    learnt = frames.of_writers(sides.training)
    steps = SCRATCH_STEPS
    if start is Start.CHAMPION:
        wanted = PASSES * len(learnt.packed) / BATCH.size / (1.0 - REHEARSAL)
        steps = int(np.clip(round(wanted), *FINE_STEPS))
    held = sum(len(frames.of_writers(side).packed) for side in (sides.calibration, sides.test))
    rest = FIXED_SECONDS + seconds_per_step * (0.5 * held / BATCH.size + 0.12 * steps + 10.0)
    seconds = seconds_per_step * steps + rest
    return Plan(start, loss, steps, seconds, sides, tuple(_shortfalls(frames, sides, start)))


def speed_of(file: Path, *, device: str = "cpu") -> float:
    """Load a model and return what `step_seconds` says of it there; raises UnusableModel."""
    twin, _card = load_model(file, device=torch.device(device))
    return step_seconds(twin)


def step_seconds(twin: Twin, *, frames: int = 8) -> float:
    """Time the network on a few frames here and return what a step of fine-tuning would take, in seconds.

    No step is taken: this runs beside the desk, where learning has no place.
    """
    learner = twin.train(mode=False)
    device = next(twin.parameters()).device
    pictures = torch.zeros(frames, 1, FRAME_SIZE.height, FRAME_SIZE.width, device=device)
    pictures[:, :, 60:120, 60:320] = 1.0
    fastest = float("inf")
    with torch.inference_mode():
        for _ in range(3):  # the first one warms up
            started = time.perf_counter()
            learner.encode(pictures)
            if device.type == "cuda":
                torch.cuda.synchronize(device)  # the work is only queued there
            fastest = min(fastest, time.perf_counter() - started)
    return fastest * BATCH.size / frames * STEP_IN_PASSES


def _by_signatory(frames: FrameSet, *, is_genuine: bool) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    rows = frames.signatory[frames.is_genuine == is_genuine]
    return np.bincount(rows, minlength=len(frames.signatories))


def _shortfalls(frames: FrameSet, sides: Sides, start: Start) -> list[Shortfall]:
    found = []
    held = holdings_of(frames.of_writers(sides.training))
    if held.genuine + held.skilled < FEWEST_TO_LEARN:
        why = "with fewer the network would learn them by heart"
        found.append(Shortfall("signatures to learn from", held.genuine + held.skilled, FEWEST_TO_LEARN, why))
    if start is Start.SCRATCH and held.forged_writers < FEWEST_FOR_SCRATCH:
        why = "with fewer a network that starts from nothing cannot match the one in use"
        found.append(
            Shortfall("people with forgeries to start anew", held.forged_writers, FEWEST_FOR_SCRATCH, why)
        )
    for name, writers in sides._asdict().items():
        have = holdings_of(frames.of_writers(writers)).forged_writers
        if have < FEWEST_FORGED_WRITERS:
            why = "each person counts once, and two of them are no measure"
            what = f"people with forgeries {SIDE_WORDS[name]}"
            found.append(Shortfall(what, have, FEWEST_FORGED_WRITERS, why))
    return found
