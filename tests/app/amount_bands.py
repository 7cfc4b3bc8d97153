"""What is in use at a bank that tells amounts apart, or does not?"""

from __future__ import annotations

from pathlib import Path

from core.learning.switch import InUse
from core.net.checkpoint import Calibration, Cut
from core.scoring.policy import Band, BankCalibration, Policy

CUT = Cut(accept_llr=1.0, reject_llr=-1.0, accept_far=0.01, reject_frr=0.01)
ONE_FOR_ALL = Policy()
BANDS = Policy(bands=(Band(up_to=1000, accept_far=0.05), Band(up_to=5000, accept_far=0.02), Band()))


def serving(policy: Policy) -> InUse:
    """What is in use at a bank with this policy."""
    calibration = BankCalibration(
        calibrations=(Calibration(specimens=1, offset=0.0, weights=(0.0,), bound=2.0),),
        cuts=(CUT,) * len(policy.bands),
        policy=policy,
    )
    return InUse("0" * 64, Path("model.safetensors"), calibration, 1)
