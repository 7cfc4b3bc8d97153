"""Which triplets are mined in advance, every so many steps, from far more examples than a batch holds?

Schroff et al. 2015, section 3.2, name it as the other way: "generate triplets offline every n steps, using
the most recent network checkpoint".
"""

from __future__ import annotations

import numpy as np
import torch

from core.family.batches import Classes, TripletRows
from core.family.collection import Collection
from core.family.miners import MINERS, MinerName, roles
from core.family.pair import Pair

POOL_BATCHES = 4
"""How many batches of classes the pool is as large as."""


class Offline:
    """Triplets of a pool of classes, mined with the network as it stood when they were."""

    def __init__(self, collection: Collection, pool: Classes, *, miner: MinerName, margin: float) -> None:
        self.collection = collection
        self.pool = pool
        self.miner = miner
        self.margin = margin
        self.triplets: TripletRows | None = None

    def mine(self, pair: Pair, rng: np.random.Generator, *, device: torch.device) -> None:
        """Mine anew; where the miner finds nothing, every triplet of the pool will do."""
        rows = self.pool.draw(0, rng).rows
        was_training = pair.training
        pair.eval()
        with torch.inference_mode():
            examples = self.collection.read(rows).to(device)
            a, b = pair.first(examples), pair.second(examples)
            far = -pair.distance.nearness(pair.distance.matrix(a, b)).cpu()
        pair.train(was_training)
        who = roles(
            torch.from_numpy(self.collection.label[rows]), torch.from_numpy(self.collection.is_genuine[rows])
        )
        found = MINERS[self.miner](far, who, margin=self.margin)
        if not found.anchor.numel():
            found = MINERS[MinerName.RANDOM](far, who, margin=self.margin)
        self.triplets = TripletRows(*(rows[side.numpy()] for side in found))

    def draw(self, step: int, rng: np.random.Generator) -> TripletRows:
        """Draw as many of the mined triplets as an online batch holds examples, at most."""
        assert self.triplets is not None, "mine before drawing"
        count = min(self.triplets.anchor.size, self.pool.classes * self.pool.examples // POOL_BATCHES)
        chosen = rng.choice(self.triplets.anchor.size, count, replace=False)
        return TripletRows(*(side[chosen] for side in self.triplets))
