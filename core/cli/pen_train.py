"""How is the network trained that judges by how a pen moved, and fused with a model of images?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import DeviceOption, JsonFile, OutOption, model_path, torch_device
from core.cli.output import answer_figures, say, show_progress

if TYPE_CHECKING:
    from core.family.recipe import Recipe

RECIPE, VARIANT = "bromley1993", "modern"


def _recipe(steps: int | None, made_up: int | None) -> Recipe:
    from core.family.choose import chosen_recipe

    recipe = chosen_recipe(RECIPE, variant=VARIANT, steps=steps)
    return recipe if made_up is None else recipe.model_copy(update={"made_up": made_up})


def _keep_apart(json_file: Path | None, *, card: Path) -> None:
    """Refuse figures that would take the place of the model's card, before any training."""
    if json_file is not None and json_file.resolve() == card.resolve():
        raise typer.BadParameter(f"{json_file} is where the model's card goes", param_hint="--json")


def train(
    data: Annotated[Path, typer.Option(help="The archive svc2004_task2.tar.xz, or the folder it lies in.")],
    out: OutOption,
    image_model: Annotated[
        Path | None,
        typer.Option(help="The model of images to fuse with; best one that never met the writers."),
    ] = None,
    made_up: Annotated[
        int | None, typer.Option(min=5, help="Overrule how many made-up writers are learnt from first.")
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Overrule the recipe's number of steps.")] = None,
    work: Annotated[Path | None, typer.Option(help="Checkpoints; a stopped run goes on from here.")] = None,
    json_file: JsonFile = None,
    device: DeviceOption = "auto",
) -> None:
    """Train the pen's network in five folds and on all writers; calibrate, fuse and measure it."""
    _keep_apart(json_file, card=out.with_suffix(".json"))
    from core.training.arena import keep_memory

    keep_memory()
    from core.family.pad.make import make_pen
    from core.training.provenance import made_by

    recipe = _recipe(steps, made_up)
    where = torch_device(device)
    made = made_by({}, device=where, seeds={"training": recipe.seed})
    card = make_pen(
        data,
        recipe,
        image=model_path(image_model),
        out=out,
        device=where,
        command=made["command"],
        work=work,
        report=show_progress,
    )
    say("")
    made |= {"pen": card.digest, "image": card.image_digest, "steps": card.steps}
    answer_figures(json_file, made, [one.model_dump(exclude_none=True) for one in card.figures], notes=[])
