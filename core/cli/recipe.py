"""How are the Siamese systems of the literature trained, measured and tried from a shell?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import DeviceOption, JsonFile, torch_device
from core.cli.output import answer, answer_figures, say, show_progress

recipe_app = typer.Typer(no_args_is_help=True, help="Train and measure the published Siamese systems.")

SECONDS_PER_MINUTE = 60.0


@recipe_app.command("list")
def list_recipes() -> None:
    """List the published systems in the order of their years, with what each is made of."""
    from core.family.recipe import all_recipes

    for recipe in all_recipes():
        answer(f"{recipe.name:<18}{recipe.year}  {recipe.data:<13}{recipe.title}")
        for name, parts in recipe.variants.items():
            sharing = "" if parts.is_shared else ", two encoders"
            made_of = f"{parts.encoder} x {parts.distance} x {parts.loss} x {parts.miner} x {parts.batches}"
            answer(f"    {name}: {made_of}{sharing}")
        for target in recipe.targets:
            limit = (
                f"at least {target.at_least}" if target.at_least is not None else f"at most {target.at_most}"
            )
            answer(f"    {target.measure} {limit} ({target.said_by})")


@recipe_app.command("run")
def run_named(
    name: Annotated[str, typer.Argument(help="A name of `recipe list`, or a TOML file of your own.")],
    data: Annotated[
        Path | None,
        typer.Option(help="The data's folder; digits, signatures and trajectories have their own."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="Other data than the recipe's own.")] = None,
    variant: Annotated[str | None, typer.Option(help="Only this variant.")] = None,
    budget: Annotated[
        float | None, typer.Option(min=0.01, help="Minutes of all cores, each variant.")
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Overrule the number of steps.")] = None,
    work: Annotated[Path | None, typer.Option(help="Checkpoints and curves; a stopped run goes on.")] = None,
    json_file: JsonFile = None,
    device: DeviceOption = "auto",
) -> None:
    """Train every variant of a published system, and measure it beside what was published."""
    from core.training.arena import keep_memory

    keep_memory()
    import math

    from core.family.choose import chosen_recipe
    from core.family.work import run_recipe
    from core.training.provenance import made_by

    recipe = chosen_recipe(name, on=on, variant=variant, steps=steps)
    where = torch_device(device)
    seconds = math.inf if budget is None else budget * SECONDS_PER_MINUTE
    outcome = run_recipe(recipe, data, device=where, budget_s=seconds, work=work, report=show_progress)
    say("")
    made = made_by(outcome.about, device=where, seeds={"training": recipe.seed})
    answer_figures(json_file, made, outcome.figures, notes=[])


@recipe_app.command("table")
def run_whole_family(
    out: Annotated[Path, typer.Option(help="Folder for each system's figures and curves; those there stay.")],
    data: Annotated[
        Path | None, typer.Option(help="The data's folder; digits and made-up signatures without one.")
    ] = None,
    budget: Annotated[
        float | None, typer.Option(min=0.01, help="Minutes of all cores for each variant, if not its own.")
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Overrule the number of steps.")] = None,
    work: Annotated[Path | None, typer.Option(help="Checkpoints and frames; a stopped run goes on.")] = None,
    device: DeviceOption = "auto",
) -> None:
    """Train and measure every published system, each in its own time, as the README's table shows them."""
    from core.training.arena import keep_memory

    keep_memory()
    from core.family.choose import whole_family
    from core.family.data.gather import own_data
    from core.family.work import draw_curves, run_recipe
    from core.training.provenance import made_by

    where = torch_device(device)
    for name, recipe in whole_family(has_data=data is not None, steps=steps).items():
        target = out / f"{name}.json"
        if target.exists():
            say(f"{name}: measured already")
            continue
        minutes = recipe.minutes if budget is None else budget
        say(f"{name}: {minutes:g} minutes of all cores for each of {len(recipe.variants)}")
        seconds = minutes * SECONDS_PER_MINUTE
        folder = work / name if work else None
        own = own_data(recipe, data)
        outcome = run_recipe(recipe, own, device=where, budget_s=seconds, work=folder, report=show_progress)
        say("")
        draw_curves(recipe, outcome.curves, out, name=name)
        made = made_by(outcome.about, device=where, seeds={"training": recipe.seed})
        answer_figures(target, made, outcome.figures, notes=[])


@recipe_app.command("predict")
def predict_files(
    model: Annotated[Path, typer.Argument(help="A best.safetensors that `recipe run --work` left.")],
    first: Annotated[Path, typer.Argument(help="A picture or recording.")],
    second: Annotated[Path, typer.Argument(help="Another.")],
) -> None:
    """Compare two files: their distance, and the probability of "same" where the network knows one."""
    from core.family.kept import load_network, predict

    network, about = load_network(model)
    answer(json.dumps(predict(network, about, first, second)._asdict()))
