"""What goes wrong when one hand imitates another's signature?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.data.synthetic.hand import Hand, blend, draw_hand, upright
from core.data.synthetic.layout import lay_out
from core.data.synthetic.seeds import generator
from core.data.synthetic.skeleton import Skeleton, means_by
from core.data.synthetic.strokes import Motion
from core.data.synthetic.text import Text
from core.data.synthetic.vary import affine, correlated, vary, warp


@dataclass(frozen=True, eq=False)
class Forger:
    """One person who imitates one signature: their own hand, and what they make of the text in it."""

    hand: Hand
    own: Skeleton
    seed: int


def make_forger(seed: int, *, text: Text, model: Hand) -> Forger:
    """Return a forger drawn at random, who writes the same text in a hand of their own."""
    hand = draw_hand(generator(seed, "forger"))
    hand = upright(hand) if text.headlines else hand
    hand = blend(hand, model, weight=0.35)  # everybody sees the slant and the size
    return Forger(hand=hand, own=lay_out(text, hand), seed=seed)


def imitate(
    target: Skeleton, forger: Forger, *, model: Hand, skill: float, rng: np.random.Generator
) -> tuple[Skeleton, Motion]:
    """Return one attempt: habits that this forger always shows, and what went otherwise this time."""
    lack = 1.0 - skill
    habit = generator(forger.seed, "habit")
    points = _mixed(target, forger.own, habit=habit, lack=lack)
    points = warp(points, rng=habit, amount=0.002 + 0.035 * lack)
    points = points + model.size_mm * (0.02 + 0.16 * lack) * correlated(habit, groups=target.part, passes=2)
    points = affine(
        points,
        scale=float(np.exp(habit.normal(0.0, 0.02 + 0.10 * lack))),
        aspect=float(np.exp(habit.normal(0.0, 0.02 + 0.20 * lack))),
        slant=float(habit.normal(0.0, 0.02 + 0.18 * lack)),
        turn=float(habit.normal(0.0, 0.01 + 0.07 * lack)),
    )
    lifted = habit.random(target.part_count) < 0.30 * lack
    joined = np.where(lifted, forger.own.joined, target.joined)
    skeleton = replace(target.moved_to(points), joined=joined)
    unsteady = 0.5 * (model.unsteadiness + forger.hand.unsteadiness) * (0.8 + 0.4 * lack)
    return vary(skeleton, rng=rng, amount=unsteady, size_mm=model.size_mm), _motion(
        model, forger, lack=lack, habit=habit, rng=rng
    )


def _mixed(target: Skeleton, own: Skeleton, *, habit: np.random.Generator, lack: float) -> np.ndarray:
    """Take some of the shape of each glyph, and of where it stands, from the forger's own writing."""
    glyph, count = target.glyph, target.glyph_count
    ours, theirs = means_by(own.points, glyph), means_by(target.points, glyph)
    ratio = float(np.ptp(target.points[:, 0])) / max(1e-6, float(np.ptp(own.points[:, 0])))
    fit = float(np.clip(ratio, 0.5, 2.0))
    places = (ours - ours.mean(axis=0)) * fit + theirs.mean(axis=0)
    shape = np.minimum(1.0, lack * habit.uniform(0.3, 1.6, (count, 1)))
    place = min(1.0, lack * float(habit.uniform(0.4, 1.5)))
    around = (1.0 - shape[glyph]) * (target.points - theirs[glyph])
    around = around + shape[glyph] * (own.points - ours[glyph]) * np.sqrt(fit)
    return np.asarray(((1.0 - place) * theirs + place * places)[glyph] + around)


def _motion(
    model: Hand, forger: Forger, *, lack: float, habit: np.random.Generator, rng: np.random.Generator
) -> Motion:
    """Copying is slow drawing for some, a practised swing for others."""
    care = float(habit.beta(1.2, 1.2))  # 1: draws carefully, slowly; 0: dares to be fast
    slow = 1.0 - (0.15 + 0.6 * lack) * care
    own, weight = forger.hand, 0.25 + 0.6 * lack
    return Motion(
        roundness=float(np.clip((1 - weight) * model.roundness + weight * own.roundness, 0.0, 1.0)),
        tension=(1 - weight) * model.tension + weight * own.tension,
        speed_mm_s=max(12.0, ((1 - weight) * model.speed_mm_s + weight * own.speed_mm_s) * slow),
        flying=((1 - weight) * model.flying + weight * own.flying) * slow,
        tremor_mm=0.5 * (model.tremor_mm + own.tremor_mm) + 0.05 * care * (0.3 + lack) * float(rng.random()),
        hesitations=3.0 * care * lack,
    )
