"""Which words does a retraining know for how it starts and what it learns by?"""

from __future__ import annotations

from enum import StrEnum


class Start(StrEnum):
    """What a training starts from."""

    CHAMPION = "champion"
    SCRATCH = "scratch"


class LossName(StrEnum):
    """What the distance learns by."""

    CONTRASTIVE = "contrastive"
    TRIPLET = "triplet"
    SEMI_HARD = "semi-hard"
    RATIO = "ratio"
    BINARY = "binary"
