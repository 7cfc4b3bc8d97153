"""What does a bank gain by learning from its own signatures, does it forget, and how long does it take?

With `SPECIMEN_DATA` and, in `SPECIMEN_CHAMPION`, a model that never met CEDAR (`core/training/recipes/
cross-cedar.toml`), 30 writers of CEDAR are the bank's and the other 25 the judges. Without them the bank is
made up: other made-up writers, whose ink has run, and the champion is the model that is shipped.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import cv2
import numpy as np
import torch

from core.data.corpus import find_signatures
from core.data.frames import FrameSet, kept_frames
from core.data.made_up import made_up_frames
from core.data.split import cross_split
from core.learning.compare import Domain, Model, compare_on
from core.learning.gate import judge
from core.learning.material import Collection
from core.learning.order import Order
from core.learning.ordering import FINE_RATE
from core.learning.pairs import label_llrs
from core.learning.plan import plan_for, step_seconds
from core.learning.recalibrate import recalibrate
from core.learning.retrain import Outcome, model_of, retrain
from core.learning.suspicion import suspects
from core.learning.words import Start
from core.net.checkpoint import load_model
from core.resources import resource
from core.scoring.policy import Band, Policy, calibration_of
from core.training.arena import keep_memory
from core.training.config import recipe_of
from core.training.trials import measure_signatories
from tests.benchmarks.harness import Figure

CPU = torch.device("cpu")
BANK_WRITERS = 30
SEED = 5
LEAST_GAIN, MOST_LOST, TARGET, MOST_OFF = 0.30, 0.005, 0.02, 0.01
THOUSAND_PAIRS_S = 180.0


class Scene(NamedTuple):
    """The bank's writers, those who judge, an old domain beside, and the champion."""

    bank: FrameSet
    judges: FrameSet
    old: FrameSet
    champion: Path


def run() -> list[Figure]:
    keep_memory()
    scene = _scene()
    champion = model_of(scene.champion, None, device=CPU)
    with TemporaryDirectory() as name:
        folder = Path(name)
        learnt, _took = _retrained(scene.bank, scene.champion, folder / "shift")
        challenger = model_of(
            folder / "shift" / "challenger.safetensors", learnt.recalibration.calibration, device=CPU
        )
        figures = _shift(scene, champion, challenger)
        figures += _recalibrated(scene, champion)
        figures += _labels(scene, champion, folder)
        _outcome, seconds = _retrained(_thousand_pairs(scene.bank), scene.champion, folder / "thousand")
    limit = THOUSAND_PAIRS_S
    return [*figures, Figure("1,000 pairs learnt, calibrated and compared", seconds, "s", limit)]


def _scene() -> Scene:
    data, champion = (os.environ.get(name) for name in ("SPECIMEN_DATA", "SPECIMEN_CHAMPION"))
    if not data or not champion:
        run_ink = made_up_frames(range(700_000, 700_055), genuine=10, forged=8)
        return _dealt(
            _run(run_ink), made_up_frames(range(710_000, 710_030)), resource("models", "default.safetensors")
        )
    cache = os.environ.get("SPECIMEN_CACHE")
    frames = kept_frames(find_signatures([Path(data)]), cache=Path(cache) if cache else None)
    _twin, card = load_model(Path(champion))
    held = recipe_of(Path(champion), card.recipe).held_out
    old = frames.of_writers(cross_split(frames, held_out=held).development)
    cedar = frames.of_writers(writer for writer in frames.writers if writer.startswith("cedar/"))
    return _dealt(cedar, old, Path(champion))


def _dealt(paper: FrameSet, old: FrameSet, champion: Path) -> Scene:
    writers = sorted(set(paper.writers))
    order = np.random.default_rng(SEED).permutation(len(writers))
    drawn = [writers[place] for place in order]
    return Scene(
        paper.of_writers(drawn[:BANK_WRITERS]), paper.of_writers(drawn[BANK_WRITERS:]), old, champion
    )


def _run(frames: FrameSet) -> FrameSet:
    """Let the ink run by two pixels: another paper, which no model has seen."""
    packed = []
    for row in range(len(frames.packed)):
        wide = cv2.dilate(frames.frames([row])[0, 0], np.ones((5, 5), np.uint8))
        packed.append(np.packbits(np.asarray(wide, np.uint8)))
    return _changed(frames, packed=np.stack(packed))


def _changed(frames: FrameSet, **changes: np.ndarray) -> FrameSet:
    return FrameSet(**{**vars(frames), **changes})


def _retrained(frames: FrameSet, champion: Path, folder: Path) -> tuple[Outcome, float]:
    """Fine-tune on a bank as the desk would, and return how long all of it took, in seconds."""
    collection = Collection(frames, np.arange(1, len(frames.packed) + 1))
    twin, card = load_model(champion)
    plan = plan_for(frames, start=Start.CHAMPION, seconds_per_step=step_seconds(twin))
    order = Order(
        name="bench",
        created="2026-11-22",
        champion_digest=card.digest,
        champion_file=champion.name,
        calibration=calibration_of(card),
        steps=plan.steps,
        learning_rate=FINE_RATE,
    )
    started = time.perf_counter()
    outcome = retrain(order, collection, champion=champion, folder=folder, device=CPU)
    return outcome, time.perf_counter() - started


def _shift(scene: Scene, champion: Model, challenger: Model) -> list[Figure]:
    here, elsewhere = (
        compare_on(name, frames, champion, challenger, device=CPU)
        for name, frames in (("bank", scene.judges), ("old", scene.old))
    )
    gain = 1.0 - here.challenger.eer.value / here.champion.eer.value
    return [
        *_eers("new paper", here),
        Figure("new paper: share of the EER that fine-tuning took off", gain, "", LEAST_GAIN, at_least=True),
        *_eers("old domain", elsewhere),
        Figure("old domain: EER added", elsewhere.change.value, "", MOST_LOST),
    ]


def _eers(name: str, domain: Domain) -> list[Figure]:
    return [
        Figure(f"{name}: EER, champion ({domain.specimens} specimens)", domain.champion.eer.value, ""),
        Figure(f"{name}: EER, fine-tuned", domain.challenger.eer.value, ""),
    ]


def _recalibrated(scene: Scene, champion: Model) -> list[Figure]:
    measured = measure_signatories(champion.twin, scene.bank, device=CPU)
    policy = Policy(bands=(Band(accept_far=TARGET),))
    started = time.perf_counter()
    made = recalibrate(measured, champion.calibration, policy=policy)
    took = time.perf_counter() - started
    other = champion._replace(calibration=made.calibration)
    domain = compare_on("bank", scene.judges, champion, other, device=CPU)
    off = abs(domain.challenger.forged_accepted.value - TARGET)
    return [
        Figure("recalibration of the bank's pairs", took, "s"),
        Figure("recalibrated alone: EER", domain.challenger.eer.value, ""),
        Figure("as shipped: false accepts", domain.champion.forged_accepted.value, ""),
        Figure(f"recalibrated alone: false accepts, off the target of {TARGET:.0%} by", off, "", MOST_OFF),
    ]


def _labels(scene: Scene, champion: Model, folder: Path) -> list[Figure]:
    tenth, wrong = _flipped(scene.bank, 0.1)
    found, precision = _found(tenth, wrong, champion)
    half, _wrong = _flipped(_thousand_pairs(scene.bank), 0.5)
    odd, _ = _suspected(half, champion)
    outcome, _took = _retrained(half, scene.champion, folder / "half")
    finding = judge(outcome.domains, odd_share=len(odd) / max(1, len(half.packed)))
    refused = float(not finding.may_activate)
    return [
        Figure("10 % of labels flipped: share of them found", found, "", 0.5, at_least=True),
        Figure("10 % of labels flipped: share of the found that are", precision, ""),
        Figure("50 % of labels flipped: the gate refuses (1) or not", refused, "", 1.0, at_least=True),
    ]


def _flipped(frames: FrameSet, share: float) -> tuple[FrameSet, np.ndarray]:
    turned = np.random.default_rng(SEED).random(len(frames.packed)) < share
    return _changed(frames, is_genuine=frames.is_genuine ^ turned), turned


def _suspected(frames: FrameSet, champion: Model) -> tuple[set[int], dict[int, str]]:
    """Return the rows whose label the champion's scores contradict."""
    measured = measure_signatories(champion.twin, frames, device=CPU)
    keys = list(range(len(frames.packed)))
    llrs = label_llrs(measured, keys, champion.calibration)
    labels = {row: "genuine" if frames.is_genuine[row] else "forged" for row in llrs}
    return {odd.key for odd in suspects(llrs, labels=labels)}, labels


def _found(frames: FrameSet, turned: np.ndarray, champion: Model) -> tuple[float, float]:
    odd, labels = _suspected(frames, champion)
    wrong = {row for row in labels if turned[row]}
    return len(odd & wrong) / max(1, len(wrong)), len(odd & wrong) / max(1, len(odd))


def _thousand_pairs(frames: FrameSet) -> FrameSet:
    """Thin a bank to about a thousand pairs: each person has five specimens and seven presented."""
    kept: list[int] = []
    for number in range(len(frames.signatories)):
        for kind, most in ((True, 8), (False, 4)):
            kept += np.flatnonzero((frames.signatory == number) & (frames.is_genuine == kind))[:most].tolist()
    rows = np.sort(np.array(kept))
    return _changed(
        frames,
        packed=frames.packed[rows],
        shapes=frames.shapes[rows],
        signatory=frames.signatory[rows],
        is_genuine=frames.is_genuine[rows],
    )
