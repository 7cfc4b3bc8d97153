"""How alike are the ways of pens, and what does that make of the image's judgement?

A `PenJudge` owns the pen's network. It runs on the processor, where so small a network is fastest, and is
used from one thread at a time, like the verifier that it belongs to.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import NoSpecimens
from core.net.pen.checkpoint import PenCard, load_pen
from core.net.pen.network import PenNetwork, closeness, way_distance
from core.pen.sampling import sampled
from core.pen.way import Trajectory
from core.scoring.calibrate import bounded, calibration_for, raw_score

VECTORS_KEPT = 2048
"""Of 11 kB each."""
OWN_KEPT = 512

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PenComparison:
    """What came out for the pen: distances by id of the specimens with a trajectory, and what they amount to.

    own: distances among these specimens, without copies. llr is the pen's alone, image_llr the image's alone,
    both within their bounds; fused_score and fused_llr are both together, before and after the bound. digest:
    SHA-256 of the pen's network, in hex.
    """

    distances: dict[int, float]
    own: tuple[float, ...]
    llr: float
    image_llr: float
    fused_score: float
    fused_llr: float
    digest: str


class PenJudge:
    """The pen's network with its card, ready to judge."""

    def __init__(self, network: PenNetwork, card: PenCard) -> None:
        self._network = network.eval()
        self._vectors: OrderedDict[bytes, Tensor] = OrderedDict()
        self._own: OrderedDict[tuple[bytes, ...], Floats] = OrderedDict()
        self.card = card

    @classmethod
    def load(cls, path: Path) -> PenJudge:
        """Load the pen's model; raises UnusableModel."""
        return cls(*load_pen(path))

    @property
    def digest(self) -> str:
        """SHA-256 of the weights, in hex."""
        return self.card.digest

    def judge(
        self, presented: Trajectory, references: Mapping[int, Trajectory], image_llr: float
    ) -> PenComparison:
        """Compare a way with those of specimens, by their ids; raises NoSpecimens.

        image_llr: what the image amounts to, log10, within its bound. How both are weighed was fitted for as
        many specimens as there are ways; the image may have been judged by more. A way that was enrolled
        twice counts once: nobody varies as little as a file and its copy.
        """
        if not references:
            raise NoSpecimens
        presented, *ways = _told_alike([presented, *references.values()])
        vector, *known = self._seen([presented, *ways])
        with torch.inference_mode():
            distance = way_distance(vector[None], torch.stack(known)).double()
        places = _distinct(ways)
        own = self._among([ways[place] for place in places])
        close = closeness(distance[None, places], torch.from_numpy(own)).numpy()
        weighing = self.card.with_pressure if presented.has_pressure else self.card.without_pressure
        pen = calibration_for(weighing.calibrations, len(places))
        llr = float(bounded(raw_score(close[:, None], pen), pen)[0])
        both = calibration_for(weighing.fusions, len(places))
        score = float(raw_score(np.array([image_llr, llr]), both))
        return PenComparison(
            distances=dict(zip(references, distance.tolist(), strict=True)),
            own=tuple(own.tolist()),
            llr=llr,
            image_llr=image_llr,
            fused_score=score,
            fused_llr=float(bounded(score, both)),
            digest=self.digest,
        )

    def prepare(self, ways: Sequence[Trajectory]) -> None:
        """Compare specimens among themselves before there is anything to compare them with."""
        alike = _told_alike(ways)
        self._among([alike[place] for place in _distinct(alike)])

    def _among(self, ways: Sequence[Trajectory]) -> Floats:
        """Return the distances among ways, (n (n - 1) / 2,), or remember what came out the last time."""
        key = tuple(_key(way) for way in ways)
        if key not in self._own:
            first, second = np.triu_indices(len(ways), 1)
            self._own[key] = self._apart(ways, first, second)
            if len(self._own) > OWN_KEPT:
                self._own.popitem(last=False)
        self._own.move_to_end(key)
        return self._own[key]

    def _apart(self, ways: Sequence[Trajectory], first: NDArray[np.intp], second: NDArray[np.intp]) -> Floats:
        if first.size == 0:
            return np.zeros(0)
        vectors = torch.stack(self._seen(ways))
        with torch.inference_mode():
            apart = way_distance(vectors[torch.from_numpy(first)], vectors[torch.from_numpy(second)])
        return apart.double().numpy()

    def _seen(self, ways: Sequence[Trajectory]) -> list[Tensor]:
        """Return what the network makes of ways, (2800,) each, or remember it."""
        keys = [_key(way) for way in ways]
        found = {key: self._vectors[key] for key in keys if key in self._vectors}
        fresh = {key: way for key, way in zip(keys, ways, strict=True) if key not in found}
        if fresh:
            batch = torch.from_numpy(np.stack([sampled(way.track) for way in fresh.values()]))
            with torch.inference_mode():
                found |= dict(zip(fresh, self._network(batch).unbind(), strict=True))
        for key in keys:
            self._vectors[key] = found[key]
            self._vectors.move_to_end(key)
        while len(self._vectors) > VECTORS_KEPT:
            self._vectors.popitem(last=False)
        return [found[key] for key in keys]


def _told_alike(ways: Sequence[Trajectory]) -> list[Trajectory]:
    """Leave the pressure out of all where one device tells none: it would set that one apart."""
    if all(way.has_pressure for way in ways):
        return list(ways)
    return [way.without_pressure() for way in ways]


def _distinct(ways: Sequence[Trajectory]) -> list[int]:
    """Return the places of ways of which none before is a copy."""
    first: dict[bytes, int] = {}
    for place, way in enumerate(ways):
        first.setdefault(_key(way), place)
    return list(first.values())


def _key(way: Trajectory) -> bytes:
    return hashlib.sha256(way.points.tobytes() + way.is_down.tobytes()).digest()
