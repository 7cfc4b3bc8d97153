"""How do a recipe's parts become an untrained network and what draws its batches?"""

from __future__ import annotations

import numpy as np

from core.family.batches import BatchesName, Classes, HalfSame, InTurn, Source
from core.family.collection import Collection
from core.family.distances import make_distance
from core.family.encoders.koch import draw_weights
from core.family.encoders.size import numbers_left
from core.family.encoders.table import EncoderName, make_encoder
from core.family.offline import POOL_BATCHES, Offline
from core.family.pair import Pair
from core.family.recipe import Parts

SPREAD_EXAMPLES = 500
"""Examples, evenly taken, whose standard deviation stands for that of all."""


def make_pair(parts: Parts, shape: tuple[int, ...], *, spread: float = 1.0) -> Pair:
    """Return an untrained network for inputs of this shape; raises BadData where they do not fit."""
    sides = [make_encoder(parts.encoder, shape, spread=spread) for _ in range(1 if parts.is_shared else 2)]
    distance = make_distance(parts.distance, width=numbers_left(sides[0], shape))
    if parts.encoder is EncoderName.KOCH:
        draw_weights(distance)  # the output unit is a layer like the others
    return Pair(sides[0], distance, other=None if parts.is_shared else sides[1])


def spread_of(collection: Collection) -> float:
    """Return the standard deviation of a collection's numbers, never 0."""
    rows = np.unique(np.linspace(0, collection.label.size - 1, SPREAD_EXAMPLES).astype(np.int64))
    return max(float(collection.read(rows).std()), 1e-6)


def make_source(parts: Parts, collection: Collection, *, seed: int) -> Source | Offline:
    """Return what draws a variant's batches; raises BadData where there are too few classes."""
    match parts.batches:
        case BatchesName.HALF_SAME:
            return HalfSame(collection, pairs=parts.pairs)
        case BatchesName.IN_TURN:
            return InTurn(collection, pairs=parts.pairs, seed=seed, orders=parts.orders)
    count = parts.classes * (POOL_BATCHES if parts.mine_every else 1)
    classes = Classes(
        collection, classes=count, examples=parts.examples, forged=parts.forged, alike=parts.alike
    )
    if not parts.mine_every:
        return classes
    return Offline(collection, classes, miner=parts.miner, margin=parts.margin)
