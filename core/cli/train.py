"""How is a model trained from a shell?"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.options import CacheOption, DataOption, DeviceOption, OutOption, data_folders, torch_device
from core.cli.output import answer, say, show_progress


class HoldBack(StrEnum):
    """Whose signatures a training keeps for the test: the fifth of a fold, or nobody's."""

    FOLD_0 = "fold-0"
    FOLD_1 = "fold-1"
    FOLD_2 = "fold-2"
    FOLD_3 = "fold-3"
    FOLD_4 = "fold-4"
    NOBODY = "nobody"


def _split(hold_back: HoldBack) -> dict[str, Any]:
    """Return what a recipe says of its split, where this is what it holds back."""
    if hold_back is HoldBack.NOBODY:
        return {"split": "none", "held_out": ()}
    return {"split": "fold", "fold": int(hold_back.value[-1]), "held_out": ()}


def train(
    out: OutOption,
    data: DataOption = None,
    recipe: Annotated[Path | None, typer.Option(help="A recipe in TOML, if not the desk's.")] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Overrule the recipe's number of steps.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Overrule the recipe's seed.")] = None,
    hold_back: Annotated[
        HoldBack | None, typer.Option(help="Overrule whose signatures the recipe keeps for the test.")
    ] = None,
    work: Annotated[Path | None, typer.Option(help="Checkpoints; a stopped run goes on from here.")] = None,
    cache: CacheOption = None,
    device: DeviceOption = "auto",
) -> None:
    """Train, calibrate and measure a model."""
    from core.training.arena import keep_memory

    keep_memory()
    from core.training.config import DESK, load_recipe
    from core.training.make import gather, make_model

    config = load_recipe(recipe or DESK)
    overruled = {"steps": steps, "seed": seed, **(_split(hold_back) if hold_back else {})}
    config = config.model_copy(update={key: value for key, value in overruled.items() if value is not None})
    folder = work or out.with_suffix(".work")
    material = gather(data_folders(data), config, cache=cache or folder, report=show_progress)
    where = torch_device(device)
    card = make_model(
        material, config, out=out, work=folder, device=where, shared=cache, report=show_progress
    )
    say("")
    answer(json.dumps({"model": str(out), "digest": card.digest, "figures": len(card.figures)}))
