"""Is a model that was trained elsewhere better on the bank's own signatures than the one in use?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from core.data.frames import FrameSet
from core.errors import BadData
from core.learning.compare import BANK
from core.learning.gate import FEWEST_WRITERS, judge
from core.learning.material import collection_of, sides_of
from core.learning.ordering import odd_share
from core.learning.places import model_file
from core.learning.recalibrate import recalibrate
from core.learning.retrain import Outcome, compared, model_of
from core.learning.switch import in_use
from core.progress import Report, silent
from core.store.bank import Bank
from core.training.trials import measure_signatories


def challenge(
    bank: Bank, digest: str, *, shipped: Path, device: str = "cpu", report: Report = silent
) -> Outcome | None:
    """Compare a known model with the one in use, and keep what came out for the gate and the Models page.

    None, and nothing is kept, where the bank has too few pairs of people kept aside to tell.
    """
    held = collection_of(bank)
    sides = sides_of(held.frames)
    test, calibration = held.of_writers(sides.test), held.of_writers(sides.calibration)
    if min(_judgeable(test.frames), _judgeable(calibration.frames)) < FEWEST_WRITERS:
        return None
    where, now, known = torch.device(device), in_use(bank, shipped=shipped), bank.model(digest)
    champion = model_of(now.file, now.calibration, device=where)
    other = model_of(model_file(bank, digest), None, device=where)
    try:
        measured = measure_signatories(other.twin, calibration.frames, device=where, report=report)
        policy = champion.calibration.policy
        recalibration = recalibrate(measured, other.calibration, policy=policy, report=report)
        domains = compared(test, champion, other, device=where, report=report)
    except BadData:  # there are pairs, but not such as can be judged by
        return None
    outcome = Outcome(
        name=known.name,
        champion_digest=now.digest,
        challenger_digest=digest,
        recalibration=recalibration,
        domains=domains,
        keys={BANK: tuple(test.keys.tolist())},
        finding=judge(domains, odd_share=odd_share(bank, now, report=report)),
    )
    bank.add_model(digest, name=known.name, file=known.file, report=outcome.model_dump(mode="json"))
    return outcome


def _judgeable(frames: FrameSet) -> int:
    """Count the writers of whom there are forgeries as well as genuine signatures."""
    kinds = (frames.signatory[frames.is_genuine], frames.signatory[~frames.is_genuine])
    return len(np.intersect1d(*kinds))
