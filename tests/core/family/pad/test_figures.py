"""Do the figures say what image, pen and both make of the same signatures?"""

from __future__ import annotations

import numpy as np
import pytest

from core.family.pad.figures import FOUND, pad_figures
from core.family.pad.judge import judged_by_others
from core.family.pad.trials import draw_pad_trials
from core.net.checkpoint import Cut
from core.scoring.metrics import equal_error_rate, threshold_at_frr
from tests.core.family.pad.builders import IMAGE, compared

CUT = Cut(accept_llr=0.5, reject_llr=-0.5, accept_far=0.01, reject_frr=0.01)


def test_every_figure_is_of_what_it_names() -> None:
    trials = draw_pad_trials(compared(), IMAGE, specimens=2)
    by = judged_by_others(trials, specimens=2, repeats=6)
    figures = pad_figures(trials, by, set_name="made up", specimens=2, cut=CUT)
    value = {one.measure: one.value for one in figures}
    assert {(one.protocol, one.set_name, one.specimens) for one in figures} == {("pad", "made up", 2)}
    genuine, forged = trials.is_genuine, ~trials.is_genuine & ~trials.is_stranger
    for name, score in (("image", by.image), ("pen", by.pen), ("both", by.both)):
        assert value[f"EER, {name}"] == pytest.approx(
            equal_error_rate(score[genuine], score[forged]), abs=1e-4
        )
        assert value[f"EER, random forgeries, {name}"] <= value[f"EER, {name}"]
        found = np.mean(score[forged] < threshold_at_frr(score[genuine], 0.045))
        assert value[f"{FOUND}, {name}"] == pytest.approx(found, abs=1e-4)
    assert value["forged accepted, both"] == pytest.approx(np.mean(by.bounded[forged] >= 0.5), abs=1e-4)
    assert value["genuine rejected, image"] == pytest.approx(
        np.mean(trials.image_llr[genuine] < -0.5), abs=1e-4
    )
    assert value["minCllr, both"] <= value["Cllr, both"]
    one = next(each for each in figures if each.measure == "EER, both")
    assert one.low is not None
    assert one.high is not None
    assert one.low <= one.value <= one.high
