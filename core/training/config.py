"""What decides a training, from the size of the network to the last step?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.data.batches import BatchShape
from core.errors import BadData, ModelProblem, UnusableModel
from core.net.encoder import EncoderConfig
from core.net.losses import MARGIN

DESK = Path(__file__).parent / "recipes" / "desk.toml"
"""The recipe of the shipped model."""


class Course(BaseModel):
    """What decides any training, whatever it is that learns: batches, writers, steps and the split."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "desk"
    seed: int = Field(default=1993, ge=0)

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

    learning_rate: float = Field(default=1.5e-3, gt=0)
    weight_decay: float = 0.02
    margin: float = MARGIN
    averaging: float = Field(default=0.998, ge=0, lt=1)
    """Decay of the moving average of the weights, which is what is measured and kept."""

    check_every: int = Field(default=400, ge=1)
    patience: int = Field(default=6, ge=1)
    """Checks without a better development EER before training stops early."""
    split: Literal["literature", "fold", "cross", "none"] = "literature"
    fold: int = 0
    held_out: tuple[str, ...] = ()
    """The sets that a cross split keeps for the test, whole."""

    @model_validator(mode="after")
    def _named_where_they_count(self) -> Self:
        if (self.split == "cross") != bool(self.held_out):
            raise ValueError("held_out names the sets of a cross split, and of no other")
        return self

    @property
    def batch(self) -> BatchShape:
        """What each batch holds."""
        return BatchShape(self.signatories, self.genuine, self.forged)

    @property
    def passes(self) -> int:
        """Frames that pass the network forwards and backwards, at most."""
        return self.steps * self.batch.size

    @property
    def learns_from_made_up(self) -> bool:
        """Whether any batch is of made-up writers."""
        return self.made_up_writers > 0 and (self.made_up_steps > 0 or self.made_up_share > 0)


class TrainingConfig(Course):
    """A recipe: everything that, with the data and the seed, decides the weights."""

    encoder: EncoderConfig = EncoderConfig()
    loss: Literal["contrastive", "triplet", "semi-hard", "ratio", "binary"] = "contrastive"
    """What the distance learns by; the matching head learns by cross-entropy."""
    random_pairs: int = 160
    """Pairs of different signatories a batch adds to the matching head's."""


def load_recipe(path: Path) -> TrainingConfig:
    """Read a recipe from TOML; raises BadData where it is not one."""
    try:
        return TrainingConfig.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        raise BadData(str(path), f"not a recipe ({_complaints(error)})") from error
    except (OSError, ValueError) as error:
        raise BadData(str(path), f"not a recipe: {error}") from error


def recipe_of(path: Path, recipe: Mapping[str, object]) -> TrainingConfig:
    """Read the recipe on a model's card; raises UnusableModel where this version does not know it."""
    try:
        return TrainingConfig.model_validate(recipe)
    except ValidationError as error:
        why = f"its card has a recipe that this version does not know ({_complaints(error)})"
        raise UnusableModel(path, ModelProblem.VERSION, why) from error


def _complaints(error: ValidationError) -> str:
    """Return what is wrong with which key, on one line."""
    said = [(".".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
    return "; ".join(f"{where}: {what}" if where else what for where, what in said)
