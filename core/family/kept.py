"""How is a trained network of the family kept in a file, and what does it say of two files?

The file holds the weights and, as JSON, everything else that is needed to compare by them: nothing is
pickled, and nothing of the recipe has to be found again.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from core.errors import BadData
from core.family.data.gather import read_example
from core.family.losses import LossName
from core.family.make import make_pair
from core.family.pair import Pair
from core.family.recipe import DataName, Parts

ABOUT = "about"


class About(BaseModel):
    """What a kept network is, and from which nearness on it says "same"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipe: str
    variant: str
    parts: Parts
    data: DataName
    shape: tuple[int, ...]
    threshold: float


class Prediction(NamedTuple):
    """What a network says of two examples.

    value        what the distance gave
    smaller_is_closer  which way it counts
    is_same      whether it passes the threshold that the development data chose
    probability  of "same"; None where the network learnt no probability
    """

    value: float
    smaller_is_closer: bool
    is_same: bool
    probability: float | None


def save_network(network: Pair, about: About, path: Path) -> None:
    """Keep a network; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_suffix(".part")
    weights = {key: value.detach().cpu().contiguous() for key, value in network.state_dict().items()}
    save_file(weights, staged, {ABOUT: about.model_dump_json()})
    staged.replace(path)


def load_network(path: Path) -> tuple[Pair, About]:
    """Read what `save_network` wrote; raises BadData."""
    try:
        with safe_open(path, "pt") as file:
            about = About.model_validate_json(file.metadata()[ABOUT])
            weights = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
        network = make_pair(about.parts, about.shape)
        network.load_state_dict(weights)
    except (OSError, KeyError, TypeError, RuntimeError, ValidationError, SafetensorError) as error:
        raise BadData(path.name, "not a network that a recipe left") from error
    return network.eval(), about


def predict(network: Pair, about: About, first: Path, second: Path) -> Prediction:
    """Compare two files; raises SpecimenError where one cannot be read."""
    a, b = (read_example(path, kind=about.data, shape=about.shape) for path in (first, second))
    with torch.inference_mode():
        value = network(a, b)
        nearness = float(network.distance.nearness(value))
    says_chance = about.parts.loss is LossName.BINARY and not network.distance.smaller_is_closer
    chance = float(torch.sigmoid(value)) if says_chance else None
    return Prediction(float(value), network.distance.smaller_is_closer, nearness >= about.threshold, chance)
