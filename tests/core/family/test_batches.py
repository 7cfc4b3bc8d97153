"""Do batches hold what they promise: half of the pairs the same, pairs in turn, P classes of K?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import BadData
from core.family.batches import Classes, HalfSame, InTurn, PairRows, pairs_in_turn
from core.family.collection import Collection
from tests.core.family.builders import patterns, with_forgeries


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def assert_truthful(pairs: PairRows, collection: Collection) -> None:
    """Check that `same` says what the labels and the forgeries do."""
    alike = collection.label[pairs.first] == collection.label[pairs.second]
    both = collection.is_genuine[pairs.first] & collection.is_genuine[pairs.second]
    assert (pairs.same == (alike & both)).all()
    assert collection.is_genuine[pairs.first].all()
    assert (pairs.first != pairs.second).all()


def test_half_of_the_pairs_are_the_same() -> None:
    pairs = HalfSame(patterns(), pairs=20).draw(0, rng())
    assert pairs.same.sum() == 10
    assert_truthful(pairs, patterns())


def test_every_other_different_pair_has_a_forgery_where_there_are_any() -> None:
    signed = with_forgeries()
    pairs = HalfSame(signed, pairs=40).draw(0, rng())
    assert_truthful(pairs, signed)
    forged = ~signed.is_genuine[pairs.second]
    assert forged.sum() == 10
    assert (signed.label[pairs.first[forged]] == signed.label[pairs.second[forged]]).all()


def test_pairs_in_turn_are_the_nth_with_the_next_and_with_the_nth_of_another() -> None:
    whole = patterns(3, examples=4)
    pairs = pairs_in_turn(whole, rng())
    assert_truthful(pairs, whole)
    assert pairs.same.tolist() == [1.0, 0.0] * 9
    assert pairs.first[::2].tolist() == pairs.first[1::2].tolist() == [0, 1, 2, 4, 5, 6, 8, 9, 10]
    assert (pairs.second[::2] == pairs.first[::2] + 1).all()
    assert (pairs.second[1::2] % 4 == pairs.first[1::2] % 4).all()


def test_the_smallest_class_limits_pairs_in_turn() -> None:
    whole = patterns(3, examples=4).of_rows(np.array([0, 1, 2, 3, 4, 5, 8, 9, 10, 11]))
    assert pairs_in_turn(whole, rng()).same.size == 3 * 2 * (2 - 1)


def test_an_epoch_of_pairs_in_turn_sees_each_once_and_the_next_in_another_order() -> None:
    source = InTurn(patterns(3, examples=5), pairs=6, seed=3)
    assert source.epoch_steps == 4
    epochs = []
    for epoch in range(2):
        drawn = [source.draw(4 * epoch + step, rng()) for step in range(4)]
        epochs.append([pair for each in drawn for pair in zip(each.first, each.second, strict=True)])
    assert len(set(epochs[0])) == 24
    assert set(epochs[0]) == set(epochs[1])
    assert epochs[0] != epochs[1]


def test_more_orders_give_more_pairs_in_turn() -> None:
    whole = patterns(3, examples=5)
    source = InTurn(whole, pairs=6, seed=3, orders=5)
    assert source.epoch_steps == 20
    for step in range(20):
        assert_truthful(source.draw(step, rng()), whole)


def test_a_batch_of_classes_has_k_of_each_and_forgeries_beside() -> None:
    signed = with_forgeries()
    rows = Classes(signed, classes=3, examples=2, forged=1).draw(0, rng()).rows
    label, genuine = signed.label[rows], signed.is_genuine[rows]
    assert len(set(rows.tolist())) == 9
    assert np.unique(label[genuine], return_counts=True)[1].tolist() == [2, 2, 2]
    assert np.unique(label[~genuine], return_counts=True)[1].tolist() == [1, 1, 1]


def test_alike_batches_are_of_one_group_and_the_others_of_several() -> None:
    whole = replace(patterns(8, examples=4), groups=tuple("aabbbccd"))
    alphabets = np.array(whole.groups)[whole.label]
    for alike, wanted in ((1.0, {1}), (0.0, {3, 4})):
        source = Classes(whole, classes=6, examples=2, alike=alike)
        drawn = [source.draw(0, rng(seed)).rows for seed in range(30)]
        assert {len(set(alphabets[rows])) for rows in drawn} <= wanted
    alone = Classes(whole, classes=6, examples=2, alike=1.0)
    seen = {alphabets[alone.draw(0, rng(seed)).rows[0]] for seed in range(40)}
    assert seen == {"a", "b", "c"}  # d has a single character, and no other to be told from


def test_the_same_generator_draws_the_same_batch() -> None:
    source = Classes(patterns(), classes=3, examples=2)
    assert source.draw(0, rng(5)).rows.tolist() == source.draw(0, rng(5)).rows.tolist()
    assert source.draw(0, rng(5)).rows.tolist() != source.draw(0, rng(6)).rows.tolist()


def test_one_class_or_single_examples_are_refused() -> None:
    for whole in (patterns(1), patterns(4, examples=1)):
        for made in (
            lambda whole: HalfSame(whole, pairs=4),
            lambda whole: Classes(whole, classes=2, examples=2),
            lambda whole: InTurn(whole, pairs=4, seed=0),
        ):
            with pytest.raises(BadData):
                made(whole)
