"""What does the calibration page do off the GUI thread? Plain functions for the lanes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from app.presenters.calibration_state import (
    LEAST_RATE,
    MOST_RATE,
    Asked,
    AskedBand,
    Measured,
    Told,
    Tried,
    told_of,
)
from core.errors import RecordProblem, RefusedRecord
from core.progress import Report, silent

if TYPE_CHECKING:
    from core.learning.recalibrate import Recalibration
    from core.learning.switch import InUse
    from core.scoring.policy import BankCalibration, Policy
    from core.store.bank import Bank
    from core.store.learning_records import ActivationRecord

UNDONE = "Undone."


def measure(
    bank: Bank, *, shipped: Path, device: str, before: Measured | None = None, report: Report = silent
) -> Measured:
    """Collect what was decided and compare all that is labelled; what was measured before is kept where
    neither the model nor the labels have changed.
    """
    from core.learning.calibrating import measure_bank
    from core.learning.drift import monthly
    from core.learning.gather import gather
    from core.learning.recalibrate import supply_of
    from core.learning.switch import in_use
    from core.net.checkpoint import load_card
    from core.scoring.policy import calibration_of
    from core.scoring.verifier import device_name

    gather(bank, report=report)
    serving = in_use(bank, shipped=shipped)
    stamp = _stamp(bank, serving)
    if before is not None and before.stamp == stamp:
        seen, supply = before.seen, before.supply
    else:
        seen = measure_bank(bank, serving, device=device_name(device), report=report)
        supply = supply_of(seen.measured)
    today = serving.calibration or calibration_of(load_card(serving.file))
    months = monthly(bank, digest=serving.digest)
    return Measured(stamp, serving, seen, supply, today, _asked(today), months)


def attempt(measured: Measured, asked: Asked, *, report: Report = silent) -> Tried:
    """Set thresholds for a policy; raises BadData where too few writers have forgeries."""
    from core.learning.recalibrate import recalibrate

    made = recalibrate(measured.seen.measured, measured.seen.own, policy=policy_of(asked), report=report)
    far, frr = _error_curve(made)
    return Tried(asked, made, far, frr)


def use(
    bank: Bank, tried: Tried, *, digest: str, shipped: Path, officer: str, reason: str
) -> ActivationRecord:
    """Judge by these thresholds from now on; raises RefusedRecord where another model serves by now."""
    from core.learning.calibrating import adopt
    from core.learning.switch import Consent

    return adopt(bank, tried.made, digest=digest, shipped=shipped, consent=Consent(officer, reason))


def take_back(
    bank: Bank, activation: ActivationRecord, *, shipped: Path, device: str, report: Report = silent
) -> ActivationRecord:
    """Return to the thresholds before; raises RefusedRecord where others serve by now."""
    from core.learning.switch import Consent, roll_back

    now = bank.active()
    if now is None or now.id != activation.id:
        raise RefusedRecord("calibration", RecordProblem.NOT_IN_USE)
    consent = Consent(activation.officer, UNDONE)
    return roll_back(bank, shipped=shipped, consent=consent, device=device, report=report)


def tell(bank: Bank, measured: Measured, tried: Tried, *, device: str, report: Report = silent) -> Told:
    """Judge the newest decisions again by these thresholds."""
    from core.learning.calibrating import retell
    from core.scoring.verifier import Verifier

    calibration = tried.made.calibration
    verifier = Verifier.load(measured.serving.file, device=device, calibration=calibration)
    return told_of(retell(bank, verifier, report=report))


def policy_of(asked: Asked) -> Policy:
    """What is asked, as core knows it."""
    from core.scoring.policy import Band, Policy

    bands = tuple(Band(up_to=band.up_to, accept_far=band.accept_far) for band in asked.bands)
    return Policy(bands=bands, reject_frr=asked.reject_frr, refer_share=asked.refer_share)


def _asked(calibration: BankCalibration) -> Asked:
    policy = calibration.policy
    bands = tuple(AskedBand(band.up_to, _typed(band.accept_far)) for band in policy.bands)
    return Asked(bands, _typed(policy.reject_frr), policy.refer_share)


def _typed(rate: float) -> float:
    return min(max(rate, LEAST_RATE), MOST_RATE)


def _stamp(bank: Bank, serving: InUse) -> str:
    """What a measurement rests on, as one word."""
    known = hashlib.sha256(serving.digest.encode())
    for example in bank.examples():
        known.update(f"{example.id} {example.label.value} {example.owner}\n".encode())
    for specimen in bank.live_specimens():
        known.update(f"-{specimen.id}\n".encode())
    return known.hexdigest()


def _error_curve(made: Recalibration) -> tuple[list[float], list[float]]:
    """False accepts and false rejects at every threshold that tells two scores apart."""
    import numpy as np

    genuine, forged = np.sort(made.genuine_llr), np.sort(made.forged_llr)
    if not genuine.size or not forged.size:
        return [], []
    cuts = np.unique(np.concatenate([genuine, forged, [np.inf]]))
    frr = np.searchsorted(genuine, cuts) / genuine.size
    far = 1.0 - np.searchsorted(forged, cuts) / forged.size
    return far.tolist(), frr.tolist()
