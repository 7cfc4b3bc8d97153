"""Are the worst errors those that misled most, each shown once with what it was compared with?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import BadData
from core.scoring.evidence import NAMES
from core.scoring.verdict import Verdict
from core.training.trials import Signatory
from core.training.worst import SPECIMENS, worst_errors
from tests.core.training.builders import card, likeness


def misleading() -> list[Signatory]:
    """Three signatories; the second forgery of the last looks genuine, and the first genuine one of the first
    looks forged.
    """
    first, second, last = (likeness(n, genuine=8) for n in range(3))
    far, near = first.distance.copy(), last.distance.copy()
    far[:, 0] = far[0] = 1.1
    near[:, 8 + 1] = 0.1
    return [replace(first, distance=far), second, replace(last, distance=near)]


def test_the_worst_come_first_and_each_once() -> None:
    worst = worst_errors(misleading(), card(), count=100)
    accepts, rejects = worst.false_accepts, worst.false_rejects
    assert accepts[0].presented == 209
    assert rejects[0].presented == 0
    assert (accepts[0].verdict, rejects[0].verdict) == (Verdict.ACCEPT, Verdict.REJECT)
    assert len({one.presented for one in accepts}) == len(accepts) == 15
    assert len({one.presented for one in rejects}) == len(rejects) <= 24
    assert [one.llr for one in accepts] == sorted((one.llr for one in accepts), reverse=True)
    assert [one.llr for one in rejects] == sorted(one.llr for one in rejects)


def test_only_so_many_are_wanted() -> None:
    worst = worst_errors(misleading(), card(), count=2)
    assert (len(worst.false_accepts), len(worst.false_rejects)) == (2, 2)


def test_an_error_holds_its_specimens_and_all_its_evidence() -> None:
    (one,) = worst_errors(misleading(), card(), count=1).false_accepts
    assert len(set(one.specimens)) == SPECIMENS
    assert set(one.specimens) <= set(range(200, 208))
    assert tuple(one.evidence) == NAMES
    assert one.distance == pytest.approx(0.1)
    assert one.evidence["distance, mean"] == pytest.approx(0.1)
    assert one.llr == 3.0  # its score is 5, bounded by the calibration


def test_strangers_are_no_forgeries() -> None:
    found = worst_errors([likeness(0, forged=0)], card())
    assert found.false_accepts == ()
    assert found.false_rejects


def test_too_few_signatures_give_no_errors() -> None:
    found = worst_errors([likeness(0, genuine=5)], card())
    assert (found.false_accepts, found.false_rejects) == ((), ())


def test_a_model_without_calibration_is_refused() -> None:
    with pytest.raises(BadData, match="calibrated"):
        worst_errors([likeness(0)], card(calibrations=()))
