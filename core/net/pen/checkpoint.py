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


class Weighing(BaseModel):
    """How closeness becomes an LLR, and the LLRs of image and pen one, for each number of specimens.

    calibrations: one weight, that of the closeness. fusions: two, that of the image's LLR and of the pen's.
    """

    model_config = ConfigDict(frozen=True)

    calibrations: tuple[Calibration, ...] = ()
    fusions: tuple[Calibration, ...] = ()

    def is_whole(self) -> bool:
        """Tell whether both are there, each of what it should be."""
        parts = ((self.calibrations, 1), (self.fusions, 2))
        return all(each and {len(one.weights) for one in each} == {width} for each, width in parts)


class PenCard(BaseModel):
    """Everything a bank should know of the pen's network, beside its weights.

    Ways that are compared by pressure too are further apart than those of a device that tells none, so that
    each have a weighing of their own.
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
    with_pressure: Weighing = Weighing()
    without_pressure: Weighing = Weighing()
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
    if not (card.with_pressure.is_whole() and card.without_pressure.is_whole()):
        raise UnusableModel(path, ModelProblem.DAMAGED, "it has not been calibrated")
    return network.eval(), card
