"""Who signs? Made-up writers, their genuine signatures, and forgeries of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from core.data.synthetic.forger import Forger, imitate, make_forger
from core.data.synthetic.hand import Hand, draw_hand, upright
from core.data.synthetic.layout import lay_out
from core.data.synthetic.seeds import generator
from core.data.synthetic.skeleton import Skeleton
from core.data.synthetic.strokes import Motion, Strokes, trace
from core.data.synthetic.text import Script, Text, draw_text
from core.data.synthetic.vary import vary

GENERATOR_VERSION = 2
"""Rises whenever a seed gives other signatures than before."""
FORGERS = 5


@dataclass(frozen=True, eq=False)
class Writer:
    """A made-up person. The same seed gives the same signatures on every platform."""

    seed: int
    text: Text
    hand: Hand
    skeleton: Skeleton
    _forgers: dict[int, Forger] = field(default_factory=dict, repr=False)

    def genuine(self, k: int) -> Strokes:
        """Return this writer's k-th signature."""
        rng = generator(self.seed, "genuine", k)
        skeleton = vary(self.skeleton, rng=rng, amount=self.hand.unsteadiness, size_mm=self.hand.size_mm)
        return trace(skeleton, motion_of(self.hand), rng=rng)

    def forged(self, k: int, *, skill: float | None = None) -> Strokes:
        """Return the k-th skilled forgery; five forgers take turns.

        `skill` 0 is a first attempt from memory, 1 is nearly as close as the writer's own next
        signature; drawn around 0.5 where it is not given.
        """
        rng = generator(self.seed, "forged", k)
        skill = float(rng.beta(2.2, 2.8)) if skill is None else skill
        skeleton, motion = imitate(
            self.skeleton, self._forger(k % FORGERS), model=self.hand, skill=skill, rng=rng
        )
        return trace(skeleton, motion, rng=rng)

    def _forger(self, number: int) -> Forger:
        if number not in self._forgers:
            seed = int(generator(self.seed, "forger", number).integers(2**31))
            self._forgers[number] = make_forger(seed, text=self.text, model=self.hand)
        return self._forgers[number]


def make_writer(seed: int, *, name: str | None = None, script: Script | None = None) -> Writer:
    """Return the made-up writer of a seed; with a `name`, one who signs with it in Latin letters."""
    rng = generator(seed, "writer")
    text = draw_text(rng, script=script, name=name)
    hand = draw_hand(rng)
    hand = upright(hand) if text.headlines else hand
    hand = _sized(hand, text=text, length_mm=float(np.exp(rng.normal(np.log(48.0), 0.3))))
    return Writer(seed=seed, text=text, hand=hand, skeleton=lay_out(text, hand))


def _sized(hand: Hand, *, text: Text, length_mm: float) -> Hand:
    """People sign in about the same room, whether the name is short or long."""
    length = float(np.ptp(lay_out(text, hand).points, axis=0).max())
    return replace(hand, size_mm=float(np.clip(hand.size_mm * (length_mm / length) ** 0.75, 1.6, 9.0)))


def draw_writers(seeds: Iterable[int]) -> Iterator[Writer]:
    """Yield the writer of each seed, one at a time."""
    for seed in seeds:
        yield make_writer(seed)


def motion_of(hand: Hand) -> Motion:
    """Return how this hand moves the pen in a signature of its own."""
    return Motion(
        roundness=hand.roundness,
        tension=hand.tension,
        speed_mm_s=hand.speed_mm_s,
        flying=hand.flying,
        tremor_mm=hand.tremor_mm,
    )
