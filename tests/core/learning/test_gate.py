"""Is a challenger that is worse, or learnt from wrong labels, refused, and in plain words?"""

from __future__ import annotations

import pytest

from core.learning.compare import BANK, ELSEWHERE, Curve, Domain, Measured
from core.learning.gate import MARGIN, MOST_ODD, Refusal, judge
from core.scoring.intervals import Interval


def measured(eer: float) -> Measured:
    rate = Interval(eer, eer - 0.02, eer + 0.02)
    return Measured(
        eer=rate,
        cllr=rate,
        forged_accepted=rate,
        genuine_rejected=rate,
        genuine_referred=rate,
        accept_llr=1.0,
        reject_llr=-1.0,
        curve=Curve(far=(0.0, 1.0), frr=(1.0, 0.0)),
        genuine_llr=(),
        forged_llr=(),
    )


def domain(name: str, before: float, after: float, *, half: float = 0.01, writers: int = 12) -> Domain:
    change = after - before
    return Domain(
        name=name,
        writers=writers,
        genuine=100,
        forged=100,
        specimens=5,
        champion=measured(before),
        challenger=measured(after),
        change=Interval(change, change - half, change + half),
    )


def refused(*domains: Domain, odd_share: float = 0.0) -> set[Refusal]:
    return set(judge(domains, odd_share=odd_share).refusals)


def test_a_better_one_may_serve_and_the_sentence_says_how_sure_that_is() -> None:
    finding = judge([domain(BANK, 0.078, 0.041), domain(ELSEWHERE, 0.1, 0.1)], odd_share=0.0)
    assert finding.may_activate
    assert finding.sentence == (
        "Better on your paper: EER 4.1 % [2.1, 6.1] against 7.8 % [5.8, 9.8]. "
        "By its thresholds it refers 4.1 % of genuine signatures and accepts 4.1 % of forgeries; "
        "the model in use refers 7.8 % of genuine signatures and accepts 7.8 % of forgeries. "
        "No clear difference elsewhere: EER 10.0 % [8.0, 12.0] against 10.0 % [8.0, 12.0]."
    )


def test_one_that_is_worse_beyond_the_interval_is_refused() -> None:
    assert refused(domain(BANK, 0.05, 0.08)) == {Refusal.WORSE_HERE}
    assert refused(domain(BANK, 0.05, 0.055)) == set()


def test_one_that_has_forgotten_is_refused_beyond_the_margin() -> None:
    fine = domain(BANK, 0.08, 0.04)
    assert refused(fine, domain(ELSEWHERE, 0.1, 0.13)) == {Refusal.WORSE_ELSEWHERE}
    assert refused(fine, domain(ELSEWHERE, 0.1, 0.1 + MARGIN / 2, half=0.001)) == set()


@pytest.mark.parametrize("share, champion", [(MOST_ODD + 0.01, 0.1), (0.0, 0.5)])
def test_labels_that_contradict_the_signatures_are_refused(share: float, champion: float) -> None:
    assert Refusal.LABELS in refused(domain(BANK, champion, 0.05), odd_share=share)


def test_too_few_people_kept_aside_tell_nothing() -> None:
    assert refused(domain(BANK, 0.08, 0.01, writers=2)) == {Refusal.TOO_LITTLE}
    assert refused(domain(ELSEWHERE, 0.1, 0.1)) == {Refusal.TOO_LITTLE}
