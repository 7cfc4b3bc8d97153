"""What is a retraining to do, and how is that kept so that it can go on after a crash?

A run is a folder: `order.json` says what to do, `material.safetensors` holds the signatures as they were
then, checkpoints lie beside them, and `challenger.safetensors` with `report.json` are what came out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save_file

from core.data.frames import load_frames, save_frames
from core.errors import BadData
from core.learning.material import Collection
from core.learning.words import LossName, Start
from core.roles import Deed, require
from core.scoring.policy import BankCalibration

ORDER, MATERIAL, KEYS = "order.json", "material.safetensors", "keys.safetensors"
CHALLENGER, REPORT = "challenger.safetensors", "report.json"
GIVEN_UP = "given-up"
WORK = "work"


class Order(BaseModel):
    """What one retraining is to do."""

    model_config = ConfigDict(frozen=True)

    name: str
    created: str
    champion_digest: str
    champion_file: str
    calibration: BankCalibration
    """How the champion's evidence is judged today."""
    start: Start = Start.CHAMPION
    loss: LossName = LossName.CONTRASTIVE
    steps: int = Field(ge=1)
    checks: int = Field(default=6, ge=1)
    learning_rate: float = Field(gt=0)
    made_up_share: float = Field(default=0.3, ge=0, le=1)
    made_up_writers: int = Field(default=120, ge=2)
    made_up_steps: int = Field(default=0, ge=0)
    odd_share: float = Field(default=0.0, ge=0, le=1)
    """Share of the labels that looked wrong when it was ordered."""
    seed: int = 1993


class Standing(NamedTuple):
    """How far a run is: its last kept step, and the rows of its curve."""

    name: str
    step: int
    steps: int
    curve: list[dict[str, float]]


def write_order(folder: Path, order: Order, collection: Collection) -> None:
    """Lay a run out; the order is written last, so a folder that has one is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    save_frames(collection.frames, folder / MATERIAL)
    staged = folder / "keys.part"
    save_file({"keys": collection.keys.astype(np.int64)}, staged)
    staged.replace(folder / KEYS)
    staged = folder / "order.part"
    staged.write_text(order.model_dump_json(indent=1), "utf-8")
    staged.replace(folder / ORDER)


def read_order(folder: Path) -> tuple[Order, Collection]:
    """Read what `write_order` wrote; raises BadData."""
    try:
        order = Order.model_validate_json((folder / ORDER).read_text("utf-8"))
        collection = Collection(load_frames(folder / MATERIAL), load_file(folder / KEYS)["keys"])
    except (OSError, KeyError, ValueError, ValidationError, SafetensorError) as error:
        raise BadData(folder.name, "is no retraining that can go on") from error
    return order, collection


def unfinished(runs: Path) -> Path | None:
    """Return the newest run that was ordered and has neither a report nor been given up."""
    ordered = sorted(path.parent for path in runs.glob(f"*/{ORDER}"))
    open_runs = [run for run in ordered if not (run / REPORT).is_file() and not (run / GIVEN_UP).exists()]
    return open_runs[-1] if open_runs else None


def give_up(folder: Path) -> None:
    """Mark a run as given up; its files stay until the next one is ordered. Raises ReservedDeed."""
    require(Deed.RETRAIN)
    (folder / GIVEN_UP).touch()


def take_up(folder: Path) -> None:
    """Take back that a run was given up; raises ReservedDeed."""
    require(Deed.RETRAIN)
    (folder / GIVEN_UP).unlink(missing_ok=True)


def curve_of(folder: Path) -> list[dict[str, float]]:
    """Return the rows of the curve that a run has kept so far: step, loss, development EER."""
    try:
        rows: list[dict[str, float]] = json.loads((folder / WORK / "curve.json").read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return rows


def standing_of(folder: Path) -> Standing:
    """Return how far a run is, without reading what it learns from; raises BadData."""
    try:
        order = Order.model_validate_json((folder / ORDER).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadData(folder.name, "is no retraining that can go on") from error
    return Standing(order.name, _kept_step(folder), order.steps, curve_of(folder))


def _kept_step(folder: Path) -> int:
    try:
        with safe_open(folder / WORK / "last.safetensors", "np") as file:
            return int(json.loads(file.metadata()["counters"])["step"])
    except (OSError, KeyError, TypeError, ValueError, SafetensorError):
        return 0
