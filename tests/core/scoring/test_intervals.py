"""Do intervals hold the figure, over writers and not over pairs, and come out the same each time?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core.scoring.intervals import (
    Interval,
    Scored,
    balanced_interval,
    cllr_interval,
    eer_interval,
    eer_loss_interval,
    found_interval,
    mean_eer_interval,
    rate_interval,
)
from core.scoring.metrics import cllr, equal_error_rate

DRAWS = 300


def scored(writers: int, *, each: int = 20, between: float = 0.7, seed: int = 0) -> Scored:
    """Return scores whose writers differ from each other by `between` standard deviations."""
    rng = np.random.default_rng(seed)
    writer = np.repeat(np.arange(writers) * 7 + 3, 2 * each)
    is_genuine = np.tile(np.repeat([True, False], each), writers)
    own = np.repeat(rng.normal(0.0, between, writers), 2 * each)
    score = np.where(is_genuine, 1.0, -1.0) + own + rng.normal(0.0, 1.0, writer.size)
    return Scored(score, writer, is_genuine)


def accept_rate(data: Scored, *, draws: int, seed: int = 0) -> Interval:
    return rate_interval(data.score >= 1.0, data.writer, draws=draws, seed=seed)


def accuracy(data: Scored, *, draws: int, seed: int = 0) -> Interval:
    return balanced_interval((data.score >= 0.0) == data.is_genuine, data, draws=draws, seed=seed)


def found(data: Scored, *, draws: int, seed: int = 0) -> Interval:
    return found_interval(data, accepted=0.9, draws=draws, seed=seed)


MEASURES: list[Callable[..., Interval]] = [eer_interval, cllr_interval, accept_rate, accuracy, found]


@pytest.mark.parametrize("measure", MEASURES)
def test_an_interval_holds_its_figure(measure: Callable[..., Interval]) -> None:
    for seed in range(5):
        interval = measure(scored(30, seed=seed), draws=DRAWS)
        assert interval.low <= interval.value <= interval.high


@pytest.mark.parametrize("measure", MEASURES)
def test_more_writers_make_it_narrower(measure: Callable[..., Interval]) -> None:
    """Sixteen times as many writers, about a quarter of the width."""
    few, many = (measure(scored(writers), draws=DRAWS) for writers in (15, 240))
    assert many.high - many.low < 0.5 * (few.high - few.low)


def test_more_pairs_of_the_same_writers_do_not() -> None:
    """The same scores ten times over tell nothing new."""
    once = scored(15)
    often = Scored(np.tile(once.score, 10), np.tile(once.writer, 10), np.tile(once.is_genuine, 10))
    narrow, wide = eer_interval(once, draws=DRAWS), eer_interval(often, draws=DRAWS)
    assert wide.high - wide.low == pytest.approx(narrow.high - narrow.low, rel=0.05)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_seed_gives_the_same_interval_again(measure: Callable[..., Interval]) -> None:
    data = scored(20)
    assert measure(data, draws=50, seed=4) == measure(data, draws=50, seed=4)
    assert measure(data, draws=50, seed=4) != measure(data, draws=50, seed=5)


def test_the_order_of_rows_does_not_matter() -> None:
    data = scored(20)
    order = np.random.default_rng(1).permutation(data.score.size)
    shuffled = Scored(data.score[order], data.writer[order], data.is_genuine[order])
    assert eer_interval(shuffled, draws=50) == pytest.approx(eer_interval(data, draws=50))


def test_figures_are_those_of_the_whole() -> None:
    data = scored(20)
    assert eer_interval(data, draws=20).value == equal_error_rate(data.genuine, data.forged)
    assert cllr_interval(data, draws=20).value == cllr(data.genuine, data.forged)
    assert accept_rate(data, draws=20).value == pytest.approx(float((data.score >= 1.0).mean()))


def test_each_draws_rates_are_those_of_a_plain_resampling() -> None:
    """The same draws made by hand, with the writers' rows repeated; bins cost less than 0.002."""
    data = scored(12)
    names = np.unique(data.writer)
    rng = np.random.Generator(np.random.PCG64(0))
    values, costs = [], []
    for counts in rng.multinomial(names.size, np.full(names.size, 1 / names.size), size=60):
        rows = np.concatenate(
            [np.tile(np.flatnonzero(data.writer == name), n) for name, n in zip(names, counts, strict=True)]
        )
        drawn = Scored(data.score[rows], data.writer[rows], data.is_genuine[rows])
        values.append(equal_error_rate(drawn.genuine, drawn.forged))
        costs.append(cllr(drawn.genuine, drawn.forged))
    wanted = np.quantile(values, [0.025, 0.975])
    assert eer_interval(data, draws=60)[1:] == pytest.approx(tuple(wanted), abs=0.002)
    assert cllr_interval(data, draws=60)[1:] == pytest.approx(tuple(np.quantile(costs, [0.025, 0.975])))


def test_a_loss_is_that_of_the_same_writers_and_narrower_than_either_figure() -> None:
    before = scored(30)
    worse = Scored(before.score + 0.3 * ~before.is_genuine, before.writer, before.is_genuine)
    loss = eer_loss_interval(before, worse, draws=DRAWS)
    eer = eer_interval(worse, draws=DRAWS)
    assert loss.value == pytest.approx(eer.value - eer_interval(before, draws=DRAWS).value)
    assert 0 < loss.low <= loss.value <= loss.high
    assert loss.high - loss.low < 0.7 * (eer.high - eer.low)
    assert eer_loss_interval(before, before, draws=DRAWS) == (0.0, 0.0, 0.0)


def test_the_mean_of_several_tests_draws_a_writer_for_all_of_them() -> None:
    data = scored(20)
    higher = Scored(data.score + 5.0, data.writer, data.is_genuine)
    assert mean_eer_interval([data, higher], draws=50) == pytest.approx(
        eer_interval(data, draws=50), abs=0.003
    )
    early, late = (
        Scored(data.score[side], data.writer[side], data.is_genuine[side])
        for side in (data.writer < 70, data.writer >= 70)
    )
    mean = mean_eer_interval([early, late], draws=DRAWS)
    parts = [equal_error_rate(part.genuine, part.forged) for part in (early, late)]
    assert mean.value == pytest.approx(np.mean(parts))
    assert mean.low <= mean.value <= mean.high


def test_perfect_scores_leave_no_doubt() -> None:
    data = scored(10, between=0.0)
    perfect = Scored(np.where(data.is_genuine, 1.0, -1.0), data.writer, data.is_genuine)
    assert eer_interval(perfect, draws=50) == (0.0, 0.0, 0.0)


def test_genuine_and_forged_weigh_alike() -> None:
    is_genuine = np.arange(100) < 10
    data = Scored(np.zeros(100), np.arange(100) % 10, is_genuine)
    assert balanced_interval(is_genuine, data, draws=DRAWS) == (0.5, 0.5, 0.5)


def test_forgeries_are_found_at_a_threshold_of_each_draws_own() -> None:
    """Writers whose scores all lie higher by as much are told apart as well as before, one by one."""
    data = scored(1, between=0.0)
    moved = Scored(data.score + 5.0, data.writer, data.is_genuine)
    near, far = (found_interval(each, accepted=0.9, draws=DRAWS) for each in (data, moved))
    assert near == pytest.approx(far)
