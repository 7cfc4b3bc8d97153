"""How is another method trained and measured beside ours from a shell?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import CacheOption, DataOption, DeviceOption, JsonFile, data_folders, torch_device
from core.cli.output import answer_figures, say, show_progress
from core.training.rivals.names import RivalName


def rival(
    name: Annotated[RivalName, typer.Argument(help="The method to train and measure beside ours.")],
    work: Annotated[Path, typer.Option(help="Checkpoints; a stopped run goes on from here.")],
    passes: Annotated[
        int | None,
        typer.Option(min=1, help="Frames to learn from, if not as many as the desk's; hog learns nothing."),
    ] = None,
    made_up: Annotated[bool, typer.Option("--made-up", help="Also from our made-up writers.")] = False,  # noqa: FBT002
    learning_rate: Annotated[float | None, typer.Option(help="Overrule the method's own.")] = None,
    data: DataOption = None,
    cache: CacheOption = None,
    json_file: JsonFile = None,
    device: DeviceOption = "auto",
) -> None:
    """Train another method on the writers of the desk's recipe, and measure it with pairs and desk."""
    from core.training.arena import keep_memory

    keep_memory()
    from core.training.config import DESK, load_recipe
    from core.training.evaluate import DESK_SPECIMENS, seeds_of
    from core.training.make import gather
    from core.training.provenance import made_by
    from core.training.rivals.beside import classical_rival, trained_rival
    from core.training.rivals.recipe import rival_recipe

    where, config = torch_device(device), None
    if name is not RivalName.HOG:
        config = rival_recipe(name, passes=passes, with_made_up=made_up, learning_rate=learning_rate)
    recipe, kept = config or load_recipe(DESK), cache or work
    material = gather(data_folders(data), recipe, cache=kept, report=show_progress)
    if config:
        found = trained_rival(config, material, work=work, device=where, report=show_progress)
    else:
        found = classical_rival(material, report=show_progress)
    say("")
    made = made_by(found.about, device=where, seeds=found.seeds | seeds_of(DESK_SPECIMENS))
    answer_figures(json_file, made, [figure.model_dump() for figure in found.figures], notes=[])
