"""What decides a training, from the size of the network to the last step?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from core.errors import BadData
from core.net.encoder import EncoderConfig
from core.net.losses import MARGIN


class TrainingConfig(BaseModel):
    """A recipe: everything that, with the data and the seed, decides the weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "desk"
    seed: int = Field(default=1993, ge=0)
    encoder: EncoderConfig = EncoderConfig()

    signatories: int = Field(default=8, ge=2)
    """Signatories in a batch, with so many genuine signatures and forgeries of each."""
    genuine: int = Field(default=6, ge=2)
    forged: int = Field(default=4, ge=0)

    steps: int = Field(default=4000, ge=1)
    warm_up_steps: int = 150
    made_up_steps: int = 700
    """Steps at the start on made-up writers only."""
    made_up_share: float = Field(default=0.25, ge=0, le=1)
    """Share of batches of made-up writers after that."""
    made_up_writers: int = 3000

    learning_rate: float = 1.5e-3
    weight_decay: float = 0.02
    margin: float = MARGIN
    random_pairs: int = 160
    """Pairs of different signatories a batch adds to the matching head's."""
    averaging: float = Field(default=0.998, ge=0, lt=1)
    """Decay of the moving average of the weights, which is what is measured and kept."""

    check_every: int = Field(default=400, ge=1)
    patience: int = Field(default=6, ge=1)
    """Checks without a better development EER before training stops early."""
    split: Literal["literature", "fold", "none"] = "literature"
    fold: int = 0


def load_recipe(path: Path) -> TrainingConfig:
    """Read a recipe from TOML; raises BadData where it is not one."""
    try:
        return TrainingConfig.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise BadData(str(path), f"not a recipe: {error}") from error
