"""Do thresholds follow from a policy and the bank's pairs, and is it told how sure they are?"""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadData
from core.learning.recalibrate import (
    WRITERS_TO_FUSE,
    Drawn,
    fit_personal,
    recalibrate,
    supply_of,
    usual_specimens,
)
from core.net.checkpoint import Calibration, Cut
from core.scoring.intervals import Scored
from core.scoring.policy import Band, BankCalibration, Policy
from core.training.trials import Signatory
from tests.core.learning.builders import fusions
from tests.core.training.builders import by_distance, likeness

MIXED = [likeness(n, far=0.32, spread=0.12, genuine=9, forged=8) for n in range(40)]


def own(*calibrations: Calibration, accept: float = -9.0) -> BankCalibration:
    """Return the calibration of a card, which accepts nearly anything unless told otherwise."""
    cut = Cut(accept_llr=accept, reject_llr=-9.0, accept_far=0.01, reject_frr=0.01)
    return BankCalibration(calibrations=calibrations, cuts=(cut,))


def test_a_target_is_kept_on_writers_who_did_not_set_it() -> None:
    """40 made-up writers, seeds 0 to 39; 25 set the thresholds, and on the other 15 the false-accept rate
    lies within 0.03 of 0.05: 120 forgeries, two standard deviations are 0.04 for one draw of specimens.
    """
    five = Policy(bands=(Band(accept_far=0.05),))
    made = recalibrate(MIXED[:25], own(by_distance(specimens=5)), policy=five)
    held = recalibrate(MIXED[25:], own(by_distance(specimens=5)), policy=Policy())
    accept = made.calibration.cuts[0].accept_llr
    assert made.evidence.is_fused_anew
    assert abs(made.outcomes[0].forged_accepted.value - 0.05) < 0.03
    assert np.mean(np.array(held.forged_llr) >= accept) < 0.08


def test_a_stricter_band_has_a_higher_threshold_and_refers_more() -> None:
    policy = Policy(bands=(Band(up_to=500.0, accept_far=0.1), Band(accept_far=0.01)))
    made = recalibrate(MIXED, own(by_distance(specimens=5)), policy=policy)
    small, large = made.calibration.cuts
    assert small.accept_llr < large.accept_llr
    assert made.outcomes[0].forged_accepted.value > made.outcomes[1].forged_accepted.value
    assert made.outcomes[0].genuine_referred.value < made.outcomes[1].genuine_referred.value


def test_with_few_writers_the_models_own_fusion_stays() -> None:
    mine = own(by_distance(specimens=5))
    made = recalibrate(MIXED[: WRITERS_TO_FUSE - 1], mine, policy=Policy())
    assert not made.evidence.is_fused_anew
    assert made.calibration.calibrations == mine.calibrations


def test_too_few_forgeries_may_make_the_rule_more_careful_and_not_less() -> None:
    """96 forgeries show nothing below 3 %: for 1 % the card's threshold is the least."""
    policy = Policy(bands=(Band(up_to=100.0, accept_far=0.1), Band(accept_far=0.01)))
    for card_accepts in (-9.0, 2.9):
        mine = own(by_distance(specimens=5), accept=card_accepts)
        loose, strict = recalibrate(MIXED[:12], mine, policy=policy).calibration.cuts
        assert strict.accept_llr == max(card_accepts, strict.accept_llr) >= card_accepts
        assert loose.accept_llr < 2.9
    assert strict.accept_llr == 2.9


def test_a_fusion_for_more_specimens_than_the_bank_has_is_kept() -> None:
    made = recalibrate(MIXED, own(*fusions()), policy=Policy())
    counts = [one.specimens for one in made.calibration.calibrations]
    assert counts == [1, 2, 3, 5, 10]
    assert made.calibration.calibrations[-1] == fusions()[-1]
    assert made.calibration.calibrations[0] != fusions()[0]


def test_what_stands_behind_it_is_told() -> None:
    evidence = recalibrate(MIXED[:12], own(by_distance()), policy=Policy()).evidence
    assert (evidence.writers, evidence.forged, evidence.forged_writers) == (12, 96, 12)
    assert evidence.floor == pytest.approx(3 / 96)


def test_too_few_writers_with_forgeries_are_refused() -> None:
    nobody = [likeness(n, forged=0) for n in range(9)]
    with pytest.raises(BadData, match="2 writers have forgeries"):
        recalibrate([*nobody, *MIXED[:2]], own(by_distance()), policy=Policy())


@pytest.mark.parametrize("genuine, usual", [(9, 5), (4, 3), (3, 2), (2, 1)])
def test_thresholds_are_set_with_as_many_specimens_as_are_usual(genuine: int, usual: int) -> None:
    assert usual_specimens([likeness(n, genuine=genuine) for n in range(4)]) == usual


def drawn(*, usual_pull: float, seed: int = 3) -> Drawn:
    """LLRs of 60 signatories, whose genuine and forged scores both rise with their steadiness by a share."""
    rng = np.random.Generator(np.random.PCG64(seed))
    level = rng.normal(0.0, 1.0, 60)
    scores, writers, truth, own = [], [], [], []
    for number, steady in enumerate(level):
        for is_genuine in (True, False):
            scores.append(rng.normal(1.0 if is_genuine else -1.0, 0.8, 12) + usual_pull * steady)
            writers.append(np.full(12, number))
            truth.append(np.full(12, is_genuine))
            own.append(np.full(12, steady))
    joined = [np.concatenate(column) for column in (scores, writers, truth)]
    return Drawn(Scored(joined[0], joined[1], joined[2].astype(bool)), np.concatenate(own))


def test_personal_thresholds_are_taken_only_where_they_pay() -> None:
    assert fit_personal(drawn(usual_pull=0.0), specimens=5).slope == 0.0
    assert fit_personal(drawn(usual_pull=0.8), specimens=5).slope > 0.0
    assert fit_personal(drawn(usual_pull=0.8), specimens=2).slope == 0.0


def test_signatories_without_forgeries_do_not_disturb() -> None:
    without: list[Signatory] = [likeness(n, forged=0) for n in range(200, 204)]
    alone = recalibrate(MIXED[:12], own(by_distance()), policy=Policy())
    together = recalibrate([*MIXED[:12], *without], own(by_distance()), policy=Policy())
    assert together.calibration == alone.calibration


def test_people_count_once_they_have_two_genuine_signatures_and_a_forgery() -> None:
    measured = [*MIXED[:2], likeness(50, far=0.3, spread=0.1, genuine=4, forged=0)]
    supply = supply_of(measured)
    assert (supply.writers, supply.with_forgeries) == (3, 2)
    assert not supply.is_enough
    assert supply_of(MIXED[:3]).is_enough
