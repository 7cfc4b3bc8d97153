"""What is in a model file, and may it be used?

A model is two files side by side: `NAME.safetensors` holds the weights, `NAME.json` the card. The card
names the SHA-256 digest of the weights; a file that does not match its card is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import torch
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from core.errors import ModelProblem, UnusableModel
from core.image.frame import FRAME_SIZE, PREPROCESSING_VERSION
from core.net.encoder import EncoderConfig
from core.net.twin import Twin, channels_last

CARD_VERSION = 1

Card = TypeVar("Card", bound=BaseModel)


class Figure(BaseModel):
    """One measured figure with its 95 % interval, in the words of protocols.md."""

    model_config = ConfigDict(frozen=True)

    protocol: str
    set_name: str
    measure: str
    value: float
    low: float | None = None
    high: float | None = None
    specimens: int | None = None


class Calibration(BaseModel):
    """The fusion that turns evidence into a log10 likelihood ratio, for a number of specimens.

    llr = offset + weights . evidence; see `core/scoring/evidence.py` for the order.
    """

    model_config = ConfigDict(frozen=True)

    specimens: int
    offset: float
    weights: tuple[float, ...]
    bound: float
    """Largest LLR, either way, that the number of development forgeries behind it can support."""


class Cut(BaseModel):
    """The thresholds of the three-way rule on the LLR, and the development rates that they were set for."""

    model_config = ConfigDict(frozen=True)

    accept_llr: float
    reject_llr: float
    accept_far: float
    reject_frr: float


class _Versioned(BaseModel):
    """What can be read of any card, however new."""

    version: int = CARD_VERSION


class OperatingPoint(BaseModel):
    """A threshold on the LLR, and the false-accept rate on development writers that it was set for."""

    model_config = ConfigDict(frozen=True)

    far: float
    llr: float


class ModelCard(BaseModel):
    """Everything a bank should know of a model, beside its weights."""

    model_config = ConfigDict(frozen=True)

    version: int = CARD_VERSION
    name: str
    created: str
    digest: str = ""
    preprocessing: int = PREPROCESSING_VERSION
    frame_width: int = FRAME_SIZE.width
    frame_height: int = FRAME_SIZE.height
    encoder: EncoderConfig
    recipe: dict[str, object] = Field(default_factory=dict)
    seed: int = 0
    training_sets: dict[str, str] = Field(default_factory=dict)
    """Set name to what was used of it, and on which terms."""
    calibrations: tuple[Calibration, ...] = ()
    thresholds: Cut | None = None
    operating_points: tuple[OperatingPoint, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: str = ""


def card_path(path: Path) -> Path:
    """Return where the card of a model file lies."""
    return path.with_suffix(".json")


def save_model(twin: Twin, card: ModelCard, path: Path) -> ModelCard:
    """Write weights and card, each staged and then switched in; returns the card with its digest."""
    finished = card.model_copy(update={"digest": write_weights(twin.state_dict(), path)})
    write_card(finished, path)
    return finished


def write_weights(weights: Mapping[str, Tensor], path: Path) -> str:
    """Write the weights of a model, staged and then switched in; returns their SHA-256 in hex."""
    data = save({key: value.cpu().contiguous() for key, value in weights.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_suffix(".part")
    staged.write_bytes(data)
    staged.replace(path)
    return hashlib.sha256(data).hexdigest()


def write_card(card: BaseModel, path: Path) -> None:
    """Write the card of the model file at `path`."""
    staged = card_path(path).with_suffix(".json.part")
    staged.write_text(card.model_dump_json(indent=2) + "\n", "utf-8")
    staged.replace(card_path(path))


def read_card(path: Path, kind: type[Card], *, version: int) -> Card:
    """Read the card of a model file as this kind of card; raises UnusableModel."""
    try:
        text = card_path(path).read_text("utf-8")
        theirs = _Versioned.model_validate_json(text).version
        if theirs != version:  # asked first: a newer card need not have the fields of this one
            raise UnusableModel(path, ModelProblem.VERSION, f"card version {theirs}, not {version}")
        return kind.model_validate_json(text)
    except FileNotFoundError as error:
        raise UnusableModel(path, ModelProblem.MISSING, "its card is missing") from error
    except (OSError, ValidationError, UnicodeDecodeError) as error:
        raise UnusableModel(path, ModelProblem.DAMAGED, "its card cannot be read") from error


def load_card(path: Path) -> ModelCard:
    """Read the card of a model file; raises UnusableModel."""
    card = read_card(path, ModelCard, version=CARD_VERSION)
    if (card.preprocessing, card.frame_width, card.frame_height) != (
        PREPROCESSING_VERSION,
        FRAME_SIZE.width,
        FRAME_SIZE.height,
    ):
        raise UnusableModel(path, ModelProblem.PREPROCESSING, f"made for preprocessing {card.preprocessing}")
    return card


def load_model(path: Path, *, device: torch.device | None = None) -> tuple[Twin, ModelCard]:
    """Read a model in evaluation mode, its digest checked; raises UnusableModel."""
    card = load_card(path)
    twin = Twin(card.encoder)
    load_weights(twin, path, digest=card.digest)
    return channels_last(twin.to(device or torch.device("cpu"))).eval(), card


def load_weights(network: nn.Module, path: Path, *, digest: str) -> None:
    """Fill a network with the weights of a file of this SHA-256 digest; raises UnusableModel."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableModel(path, ModelProblem.MISSING) from error
    except OSError as error:
        raise UnusableModel(path, ModelProblem.DAMAGED, str(error)) from error
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        detail = f"digest {found[:12]}, its card says {digest[:12]}"
        raise UnusableModel(path, ModelProblem.DIGEST, detail)
    try:
        network.load_state_dict(load(data))
    except (SafetensorError, RuntimeError) as error:
        raise UnusableModel(path, ModelProblem.DAMAGED, "weights do not fit the card") from error
