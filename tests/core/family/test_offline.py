"""Are triplets that are mined in advance true, fresh and never none?"""

from __future__ import annotations

import numpy as np
import torch

from core.family.batches import Classes
from core.family.make import make_pair
from core.family.miners import MinerName
from core.family.offline import POOL_BATCHES, Offline
from tests.core.family.builders import CPU, parts, patterns


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def offline(*, margin: float = 0.2, miner: MinerName = MinerName.SEMI_HARD) -> Offline:
    pool = Classes(patterns(8), classes=8, examples=4)
    return Offline(patterns(8), pool, miner=miner, margin=margin)


def test_drawn_triplets_are_two_of_a_class_and_one_of_another() -> None:
    torch.manual_seed(0)
    source, whole = offline(margin=50.0), patterns(8)
    pair = make_pair(parts(), whole.shape).train()
    source.mine(pair, rng(), device=CPU)
    drawn = source.draw(1, rng(1))
    assert drawn.anchor.size == 8 * 4 // POOL_BATCHES
    a, p, n = (whole.label[side] for side in drawn)
    assert (a == p).all()
    assert (a != n).all()
    assert (drawn.anchor != drawn.positive).all()
    assert pair.training


def test_where_the_miner_finds_nothing_any_triplet_will_do() -> None:
    source = offline(margin=1e-12)
    source.mine(make_pair(parts(), patterns().shape), rng(), device=CPU)
    assert source.draw(1, rng()).anchor.size > 0


def test_a_network_that_has_changed_is_given_other_triplets() -> None:
    mined = []
    for seed in range(2):
        torch.manual_seed(seed)
        source = offline(miner=MinerName.BATCH_HARD)
        source.mine(make_pair(parts(), patterns().shape), rng(), device=CPU)
        assert source.triplets is not None
        mined.append(set(zip(*(side.tolist() for side in source.triplets), strict=True)))
    assert mined[0] != mined[1]
