"""What is a published system made of, and what did it reach?

A recipe is a TOML file: where the system was published, on what data, which parts it is made of, and the
figures that it is held to. Variants differ from `[parts]` in what they name.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.errors import BadData
from core.family.batches import BatchesName
from core.family.distances import LIKENESSES, DistanceName
from core.family.encoders.table import EncoderName
from core.family.losses import OF_CLASSES, OF_TRIPLETS, LossName
from core.family.miners import MinerName
from core.family.schedule import Rates

FOLDER = Path(__file__).parent / "recipes"


class DataName(StrEnum):
    """Data, as the recipes call them."""

    DIGITS = "digits"
    OMNIGLOT = "omniglot"
    FOLDER = "folder"
    SIGNATURES = "signatures"
    TRAJECTORIES = "trajectories"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parts(_Strict):
    """Encoder, distance, loss, miner and batches, and how long they learn."""

    encoder: EncoderName
    is_shared: bool = True
    """One encoder on both sides; where not, each side has its own."""
    distance: DistanceName
    loss: LossName
    margin: float = Field(default=1.0, gt=0)
    apart: float = Field(default=-1.0, ge=-1, lt=1)
    """What the squared loss wants of two that differ."""
    sharpness: float = Field(default=8.0, gt=0)
    """How much a unit of distance counts in the softmax over distances."""

    batches: BatchesName = BatchesName.HALF_SAME
    pairs: int = Field(default=32, ge=2)
    classes: int = Field(default=8, ge=2)
    examples: int = Field(default=4, ge=2)
    forged: int = Field(default=0, ge=0)
    alike: float = Field(default=0.0, ge=0, le=1)
    """Share of the batches of classes that are of one group, as an alphabet, where it has enough of them."""
    miner: MinerName = MinerName.ALL
    mine_every: int = Field(default=0, ge=0)
    """Steps for which triplets are mined in advance from a large batch; 0 mines in every batch."""
    is_distorted: bool = False
    """Whether pictures, or the ways of pens, are bent a little for every batch."""
    is_turned: bool = False
    """Whether characters are turned by right angles and mirrored, class by class or alphabet by alphabet."""
    warp: float = Field(default=0.0, ge=0)
    """How far pictures are bent place by place besides: a standard deviation, in shares of half a picture."""

    rates: Rates = Rates()
    steps: int = Field(default=2000, ge=1)
    made_up_steps: int = Field(default=0, ge=0)
    """The first of the steps, in which made-up writers are learnt from."""
    epochs: int = Field(default=0, ge=0)
    """Times that all pairs in turn are seen, in the place of `steps`."""
    orders: int = Field(default=1, ge=1)
    """Orders that each class is put in for the pairs in turn."""
    check_every: int = Field(default=100, ge=1)
    patience: int = Field(default=10, ge=1)
    """Checks without a better one before the training stops."""

    @model_validator(mode="after")
    def _are_a_loss(self) -> Self:
        is_likeness = self.distance in LIKENESSES
        if self.loss is LossName.CONTRASTIVE and is_likeness:
            raise ValueError(f"the contrastive loss wants a distance, and {self.distance} is a likeness")
        if self.loss is LossName.SQUARED and self.distance not in {DistanceName.COSINE, DistanceName.EXP_L1}:
            raise ValueError(f"the squared loss wants a likeness with a largest value, not {self.distance}")
        if self.loss is LossName.BINARY and self.distance in {DistanceName.COSINE, DistanceName.EXP_L1}:
            raise ValueError(f"{self.distance} is no logit for the cross-entropy")
        if self.loss in OF_CLASSES and self.batches is not BatchesName.CLASSES:
            raise ValueError("triplets and softmaxes come from batches of classes")
        if self.loss is LossName.SOFTMAX and self.miner is not MinerName.ALL:
            raise ValueError("the softmax is over every negative, and has no miner")
        if (self.distance is DistanceName.WARPED) != (self.encoder is EncoderName.PEN):
            raise ValueError("the warped distance is that of the pen's network, and it has no other")
        is_of_classes = self.batches is BatchesName.CLASSES and self.distance is DistanceName.WARPED
        if self.loss is LossName.REFERENCES and not (is_of_classes and self.is_shared):
            raise ValueError("references are of classes that one network compares by the warped distance")
        return self

    @model_validator(mode="after")
    def _are_a_course(self) -> Self:
        if self.is_turned and self.batches is not BatchesName.CLASSES:
            raise ValueError("what is turned is turned class by class, in batches of classes")
        if self.warp and not self.is_distorted:
            raise ValueError("a warp is a part of the distortion")
        if self.epochs and self.batches is not BatchesName.IN_TURN:
            raise ValueError("epochs are of pairs in turn; other batches have steps")
        if self.mine_every and (self.loss not in OF_TRIPLETS or self.check_every % self.mine_every):
            raise ValueError("mine_every is for triplets, and divides check_every")
        return self


class Evaluation(_Strict):
    """How a system is measured, on development data while it learns and on test data at the end."""

    choose_by: Literal["one-shot", "pairs", "references"] = "pairs"
    ways: int = Field(default=20, ge=2)
    check_rounds: int = Field(default=2, ge=1)
    rounds: int = Field(default=20, ge=1)
    """Draws of classes from every group; each gives as many trials as there are ways."""
    pairs: int = Field(default=4000, ge=2)
    """Most pairs of each kind."""
    references: int = Field(default=0, ge=0)
    """Specimens that a presented signature is compared with, beside single pairs."""

    @model_validator(mode="after")
    def _can_choose(self) -> Self:
        if self.choose_by == "references" and not self.references:
            raise ValueError("choosing by references wants to know how many")
        return self


class Target(_Strict):
    """A figure that a variant is held to, and who says so."""

    measure: str
    at_least: float | None = None
    at_most: float | None = None
    variant: str = ""
    said_by: str

    def gap(self, value: float) -> float:
        """Return by how much a figure misses; negative where it is better than asked."""
        if self.at_least is not None:
            return self.at_least - value
        return value - (self.at_most if self.at_most is not None else value)


class Recipe(_Strict):
    """A published system."""

    name: str
    title: str
    year: int
    source: str
    about: str = ""
    data: DataName
    also_on: tuple[DataName, ...] = ()
    """Other data that it is measured on where the whole family is."""
    split: Literal["examples", "classes"] = "classes"
    size: tuple[int, int] | None = None
    """Height and width that pictures are fitted into."""
    made_up: int = Field(default=60, ge=5)
    """Writers made up where no signatures are named."""
    seed: int = Field(default=1993, ge=0)
    minutes: float = Field(default=5.0, gt=0)
    """What each variant has of all processor cores when the whole family is measured."""
    evaluation: Evaluation = Evaluation()
    variants: dict[str, Parts] = Field(min_length=1)
    targets: tuple[Target, ...] = ()

    def changed(self, **parts: Any) -> Recipe:
        """Return the recipe with some parts changed in every variant; raises BadData where they do not
        fit.
        """
        try:
            variants = {
                name: Parts.model_validate(each.model_dump() | parts) for name, each in self.variants.items()
            }
        except ValidationError as error:
            raise BadData(self.name, _complaints(error)) from error
        return self.model_copy(update={"variants": variants})


def recipe_names() -> list[str]:
    """Return the names of the published systems, in the order of their years."""
    return [recipe.name for recipe in all_recipes()]


def all_recipes() -> list[Recipe]:
    """Return every published system, in the order of their years."""
    found = [read_recipe(path) for path in sorted(FOLDER.glob("*.toml"))]
    return sorted(found, key=lambda recipe: (recipe.year, recipe.name))


def named_recipe(name: str) -> Recipe:
    """Return the system of this name, or of the TOML file so named; raises BadData where there is none."""
    path = FOLDER / f"{name}.toml"
    known = [each.stem for each in sorted(FOLDER.glob("*.toml"))]
    if name in known:
        return read_recipe(path)
    if not name.endswith(".toml"):
        raise BadData("recipe", f"{name} is none of {', '.join(known)}")
    return read_recipe(Path(name))


def read_recipe(path: Path) -> Recipe:
    """Read a recipe from TOML; raises BadData where it is not one."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        usual = raw.pop("parts", {})
        variants = raw.pop("variant", None) or [{"name": raw.get("name", "")}]
        raw["variants"] = {each["name"]: _merged(usual, each) for each in variants}
        raw["targets"] = raw.pop("target", [])
        return Recipe.model_validate(raw)
    except ValidationError as error:
        raise BadData(path.name, f"not a recipe ({_complaints(error)})") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(path.name, f"not a recipe: {error}") from error


def _merged(usual: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    rates = {**usual.get("rates", {}), **own.get("rates", {})}
    return {**usual, **{key: value for key, value in own.items() if key != "name"}, "rates": rates}


def _complaints(error: ValidationError) -> str:
    said = [(".".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
    return "; ".join(f"{where}: {what}" if where else what for where, what in said)
