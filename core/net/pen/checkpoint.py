"""What is in the file of the pen's network, and may it be used?

As with the model of images there are two files side by side, the weights and the card, and a file that does
not match its card is refused. The card also says how the pen's judgement and that of an image become one.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from core.errors import ModelProblem, UnusableModel
from core.net.checkpoint import Calibration, Figure, load_weights, read_card, write_card, write_weights
from core.net.pen.network import PenNetwork

PEN_CARD_VERSION = 1


class PenCard(BaseModel):
    """Everything a bank should know of the pen's network, beside its weights.

    calibrations: one weight, that of the closeness. fusions: two, those of the image's LLR and of the pen's.
    Both have an entry for each number of specimens that they were fitted for.
    """

    model_config = ConfigDict(frozen=True)

    version: int = PEN_CARD_VERSION
    name: str
    created: str
    digest: str = ""
    recipe: dict[str, object] = Field(default_factory=dict)
    seed: int = 0
    steps: int = 0
    training_sets: dict[str, str] = Field(default_factory=dict)
    """Set name to what was used of it."""
    calibrations: tuple[Calibration, ...] = ()
    fusions: tuple[Calibration, ...] = ()
    image_digest: str = ""
    """SHA-256 of the model of images that the fusions were fitted with."""
    figures: tuple[Figure, ...] = ()
    command: str = ""
    notes: str = ""


def save_pen(network: PenNetwork, card: PenCard, path: Path) -> PenCard:
    """Write weights and card, each staged and then switched in; returns the card with its digest."""
    finished = card.model_copy(update={"digest": write_weights(network.state_dict(), path)})
    write_card(finished, path)
    return finished


def load_pen(path: Path) -> tuple[PenNetwork, PenCard]:
    """Read the pen's network in evaluation mode, its digest checked; raises UnusableModel."""
    card = read_card(path, PenCard, version=PEN_CARD_VERSION)
    network = PenNetwork()
    load_weights(network, path, digest=card.digest)
    if not card.calibrations or not card.fusions:
        raise UnusableModel(path, ModelProblem.DAMAGED, "it has not been calibrated")
    if any(len(each.weights) != 1 for each in card.calibrations) or any(
        len(each.weights) != 2 for each in card.fusions
    ):
        raise UnusableModel(path, ModelProblem.DAMAGED, "its calibration is of something else")
    return network.eval(), card
