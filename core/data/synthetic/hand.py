"""What makes one person's writing theirs: proportions, slant, habits, speed?"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np


@dataclass(frozen=True)
class Hand:
    """The habits of one person. Lengths in mm, or in letter units (10 is a small letter) where it says so."""

    seed: int  # of the personal shape of each letter
    size_mm: float  # height of a small letter
    width: float  # of letters, 1 is the alphabet's
    spacing: float  # between letters, letter units
    word_gap: float  # between words, letter units; negative overlaps
    slant: float  # tangent, positive leans to the right
    ascender: float  # length of what rises above small letters, 1 is the alphabet's
    descender: float
    capital: float  # size of capitals
    individuality: float  # how far letters are from the alphabet's, letter units
    roundness: float  # 0 angular to 1 rounded off
    tension: float  # 0.3 nearly straight between points to 0.6 swinging
    join: float  # chance that a letter runs on into the next
    neglect: float  # 0 legible to 1: letters melt into a line towards the end of a word
    shrink: float  # by how much a word's letters get smaller towards its end
    rise: float  # of the baseline, tangent
    arch: float  # of the baseline, share of its length
    speed_mm_s: float
    flying: float  # 0: the pen rests at both ends of a stroke, 1: it is already moving
    tremor_mm: float
    unsteadiness: float  # how much one signature differs from the next, 1 is usual


def draw_hand(rng: np.random.Generator) -> Hand:
    """Return the habits of a person drawn at random."""
    return Hand(
        seed=int(rng.integers(2**31)),
        size_mm=float(np.exp(rng.normal(np.log(3.0), 0.30))),
        width=float(np.exp(rng.normal(0.0, 0.26))),
        spacing=float(rng.normal(0.6, 1.3)),
        word_gap=float(rng.normal(6.0, 5.0)),
        slant=float(rng.normal(0.22, 0.28)),
        ascender=float(np.exp(rng.normal(0.15, 0.32))),
        descender=float(np.exp(rng.normal(0.1, 0.4))),
        capital=float(np.exp(rng.normal(0.15, 0.28))),
        individuality=float(rng.uniform(0.5, 1.5)),
        roundness=float(rng.beta(2.0, 2.2)),
        tension=float(rng.uniform(0.36, 0.6)),
        join=float(rng.beta(1.6, 0.6)),
        neglect=float(rng.beta(1.0, 1.8)),
        shrink=float(rng.normal(0.12, 0.18)),
        rise=float(rng.normal(0.05, 0.11)) if rng.random() < 0.9 else float(rng.uniform(0.25, 0.7)),
        arch=float(rng.normal(0.0, 0.05)),
        speed_mm_s=float(np.exp(rng.normal(np.log(70.0), 0.45))),
        flying=float(rng.beta(2.0, 1.4)),
        tremor_mm=float(rng.gamma(0.8, 0.025)),
        unsteadiness=float(np.exp(rng.normal(0.42, 0.30))),
    )


def upright(hand: Hand) -> Hand:
    """Return the hand as it writes letters under a headline: straighter, more level, more evenly."""
    return replace(
        hand,
        slant=0.45 * (hand.slant - 0.1),
        rise=0.4 * hand.rise,
        arch=0.5 * hand.arch,
        shrink=0.4 * hand.shrink,
        neglect=0.5 * hand.neglect,
        unsteadiness=0.62 * hand.unsteadiness,
    )


def blend(own: Hand, other: Hand, *, weight: float) -> Hand:
    """Return `own` moved towards `other`: 0 is own, 1 is other. The letters' shapes stay own's."""
    changed = {
        field.name: (1.0 - weight) * getattr(own, field.name) + weight * getattr(other, field.name)
        for field in fields(Hand)
        if field.name != "seed"
    }
    return replace(own, **changed)
