"""Are wrong labels found among many right ones, without accusing too many of those?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pytest

from core.learning.checks import OddKind
from core.learning.suspicion import FEWEST, suspects

SEEDS = range(10)
FLIPPED = 0.1


@dataclass(frozen=True)
class Bank:
    """Simulated LLRs, the labels that were given, and the keys whose label is wrong."""

    llr: dict[int, float]
    labels: dict[int, str]
    wrong: frozenset[int]


def bank(
    seed: int,
    *,
    eer: float,
    genuine: int = 1000,
    forged: int = 1000,
    flipped: float = FLIPPED,
    bend: Callable[[float], float] = float,
) -> Bank:
    """Draw LLRs on two normal curves that meet at this equal error rate, and flip some labels; `bend`
    stands for a calibration that is not this bank's.
    """
    rng = np.random.default_rng(seed)
    apart = -NormalDist().inv_cdf(eer)
    is_genuine = np.arange(genuine + forged) < genuine
    scores = rng.normal(np.where(is_genuine, apart, -apart), 1.0)
    is_wrong = rng.random(is_genuine.size) < flipped
    labels = np.where(is_genuine ^ is_wrong, "genuine", "forged")
    return Bank(
        {key: bend(float(score)) for key, score in enumerate(scores)},
        {key: str(label) for key, label in enumerate(labels)},
        frozenset(map(int, np.flatnonzero(is_wrong))),
    )


def named(of: Bank) -> set[int]:
    return {odd.key for odd in suspects(of.llr, labels=of.labels)}


@pytest.mark.parametrize(
    "eer, found, precision, accused",
    [(0.05, 0.80, 0.80, 0.025), (0.10, 0.70, 0.65, 0.045), (0.20, 0.58, 0.38, 0.12)],
)
def test_at_least_half_of_the_wrong_labels_are_found_and_few_right_ones_accused(
    eer: float, found: float, precision: float, accused: float
) -> None:
    """Ten banks of 2,000 labels, 200 of them wrong; means over ten seeds were 0.88, 0.77 and 0.65 found,
    0.86, 0.73 and 0.44 precise, each with a standard error of about 0.015.
    """
    figures = []
    for seed in SEEDS:
        drawn = bank(seed, eer=eer)
        suspected = named(drawn)
        hits = len(suspected & drawn.wrong)
        right = len(drawn.labels) - len(drawn.wrong)
        figures.append((hits / len(drawn.wrong), hits / len(suspected), (len(suspected) - hits) / right))
        assert hits >= len(drawn.wrong) / 2
    means = np.mean(figures, axis=0)
    assert means[0] >= found
    assert means[1] >= precision
    assert means[2] <= accused


def test_the_surest_come_first_and_most_of_them_are_wrong() -> None:
    drawn = bank(1, eer=0.2)
    odd = suspects(drawn.llr, labels=drawn.labels)
    strengths = [one.strength for one in odd]
    assert strengths == sorted(strengths, reverse=True)
    assert 0.5 < strengths[-1] <= strengths[0] <= 1.0
    first = {one.key for one in odd[:50]}
    assert len(first & drawn.wrong) / 50 >= 0.6


def test_a_suspect_names_the_label_that_it_seems_to_deserve() -> None:
    drawn = bank(2, eer=0.05)
    opposite = {"genuine": "forged", "forged": "genuine"}
    for odd in suspects(drawn.llr, labels=drawn.labels):
        assert odd.kind is OddKind.SUSPECT
        assert odd.expected == opposite[drawn.labels[odd.key]]
        assert (drawn.llr[odd.key] > 0) == (odd.expected == "genuine")


def test_only_the_order_of_the_llrs_counts() -> None:
    plain, bent = bank(3, eer=0.1), bank(3, eer=0.1, bend=lambda score: 5.0 * score**3 - 40.0)
    assert named(plain) == named(bent)


def test_clean_labels_are_seldom_accused() -> None:
    """At an equal error rate of 5 % a clean signature in 100 looks like the other kind."""
    for seed in SEEDS:
        drawn = bank(seed, eer=0.05, flipped=0.0)
        assert len(named(drawn)) / len(drawn.labels) <= 0.03


def test_scores_that_tell_nothing_apart_contradict_no_label() -> None:
    for seed in SEEDS:
        assert named(bank(seed, eer=0.5)) == set()


def test_many_more_genuine_signatures_do_not_hide_wrong_labels() -> None:
    """2,000 genuine and 200 forged, 40 labels or so wrong; means over ten seeds."""
    found = []
    for seed in SEEDS:
        drawn = bank(seed, eer=0.05, genuine=2000, forged=200, flipped=0.02)
        found.append(len(named(drawn) & drawn.wrong) / len(drawn.wrong))
    assert np.mean(found) >= 0.5


def test_with_few_labels_only_ten_to_one_against_is_suspect() -> None:
    llr = {1: -1.5, 2: -0.5, 3: 2.0, 4: 1.0, 5: 0.9, 6: -300.0, 7: -400.0}
    labels = {1: "genuine", 2: "genuine", 3: "genuine", 4: "forged", 5: "forged", 6: "forged", 7: "genuine"}
    odd = suspects(llr, labels=labels)
    assert [(one.key, one.expected) for one in odd] == [(7, "forged"), (1, "forged"), (4, "genuine")]
    assert odd[2].strength == pytest.approx(10 / 11)


def test_levels_of_their_own_begin_with_enough_of_both_labels() -> None:
    """One genuine label lies at -0.95: not ten to one against, but lower than every forged one."""
    llr = {key: 3.0 + key / 100 for key in range(FEWEST)}
    llr |= {100 + key: -0.9 + key / 100 for key in range(FEWEST)}
    labels = {key: "genuine" if key < 100 else "forged" for key in llr}
    llr[99], labels[99] = -0.95, "genuine"
    assert [odd.key for odd in suspects(llr, labels=labels)] == [99]
    del llr[100]
    assert suspects(llr, labels=labels) == []


def test_the_one_wrong_label_among_clean_ones_is_found_wherever_it_lies() -> None:
    """Two hundred labels of either kind, far apart: all others are surer than the wrong one."""
    for place in (-2.9, -2.5, -2.1):
        llr = {key: 3.0 + key / 100 for key in range(200)}
        llr |= {1000 + key: -3.0 + key / 200 for key in range(200)}
        labels = {key: "genuine" if key < 1000 else "forged" for key in llr}
        llr[999], labels[999] = place, "genuine"
        assert [odd.key for odd in suspects(llr, labels=labels)] == [999]


def test_what_has_no_label_or_no_number_is_not_judged() -> None:
    llr = {1: -5.0, 2: -5.0, 3: float("nan"), 4: -5.0}
    labels = {1: "unknown", 2: "excluded", 3: "genuine"}
    assert suspects(llr, labels=labels) == []
    assert suspects({}, labels={}) == []
