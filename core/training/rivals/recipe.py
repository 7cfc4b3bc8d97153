"""What decides the training of another method?

Batches, augmentation, averaging and the share of development writers are those of the desk's recipe, so that
the methods differ in network, loss and optimiser, and in no budget. Made-up writers are ours: the others
learn without, unless that is asked for.
"""

from __future__ import annotations

from typing import Any, Literal

from core.errors import BadData
from core.net.encoder import EncoderConfig
from core.training.config import DESK, Course, load_recipe
from core.training.rivals.names import RivalName

METHODS: dict[RivalName, dict[str, Any]] = {
    # Dey et al. 2017, table 2, and their program: RMSprop with this rate and decay, margin 1.
    RivalName.SIGNET: {
        "network": "signet",
        "loss": "contrastive",
        "margin": 1.0,
        "optimiser": "rmsprop",
        "learning_rate": 1e-4,
        "weight_decay": 5e-4,
    },
    # Schroff et al. 2015: margin 0.2 on squared distances.
    RivalName.RESNET18: {"network": "resnet18", "loss": "triplet", "margin": 0.2, "learning_rate": 1e-3},
    RivalName.MULTI_SIMILARITY: {"network": "whole", "loss": "multi-similarity"},
}
"""What each differs in from the desk's recipe."""


class RivalConfig(Course):
    """A recipe for another method."""

    network: Literal["signet", "resnet18", "whole"]
    loss: Literal["contrastive", "triplet", "multi-similarity"]
    optimiser: Literal["adamw", "rmsprop"] = "adamw"
    encoder: EncoderConfig = EncoderConfig()
    """The sizes of our own encoder, where that is the network."""


def rival_recipe(
    name: RivalName,
    *,
    passes: int | None = None,
    with_made_up: bool = False,
    learning_rate: float | None = None,
) -> RivalConfig:
    """Return the recipe of a method for so many image passes, or as many as the desk's; raises BadData where
    they make no batch.

    with_made_up: with made-up writers, as large a share of the batches as the desk's recipe has.
    """
    desk = load_recipe(DESK)
    steps = (desk.passes if passes is None else passes) // desk.batch.size
    if steps < 1:
        raise BadData("passes", f"{passes} do not make one batch of {desk.batch.size}")
    changes: dict[str, Any] = {**METHODS[name], "name": name.value, "steps": steps}
    if with_made_up:
        changes["made_up_steps"] = round(desk.made_up_steps * steps / desk.steps)
    else:
        changes |= {"made_up_steps": 0, "made_up_share": 0.0}
    if learning_rate is not None:
        changes["learning_rate"] = learning_rate
    shared = desk.model_dump(include=set(Course.model_fields))
    return RivalConfig.model_validate({**shared, **changes})
