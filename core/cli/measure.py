"""How good is a trained model, and where does it err, asked from a shell?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.options import (
    CacheOption,
    DataOption,
    DeviceOption,
    JsonFile,
    ModelOption,
    SpecimensOption,
    data_folders,
    model_path,
    torch_device,
)
from core.cli.output import answer, answer_figures, say, show_progress
from core.errors import BadData

if TYPE_CHECKING:
    from core.net.checkpoint import Figure, ModelCard
    from core.net.twin import Twin
    from core.training.held_back import HeldBack


class ProtocolName(StrEnum):
    """The protocols, named here too so that a mistyped one is told before anything is imported."""

    PAIRS = "pairs"
    DESK = "desk"
    BITONAL = "bitonal"
    CROSS = "cross"
    PROBE = "probe"


def evaluate(
    data: DataOption = None,
    model: ModelOption = None,
    protocol: Annotated[
        list[ProtocolName] | None,
        typer.Option(help="Repeat for more; pairs and desk if none is named."),
    ] = None,
    specimens: SpecimensOption = None,
    every_writer: Annotated[  # noqa: FBT002
        bool, typer.Option("--every-writer", help="Also those that the model learnt from.")
    ] = False,
    json_file: JsonFile = None,
    write_card: Annotated[bool, typer.Option("--write-card", help="Also onto the card.")] = False,  # noqa: FBT002
    cache: CacheOption = None,
    device: DeviceOption = "auto",
) -> None:
    """Measure a model, with intervals, on writers held back from it and on sets that it never met."""
    from core.training.evaluate import DESK_SPECIMENS
    from core.training.protocols import USUAL, Bench, Protocol, measure
    from core.training.provenance import provenance

    wanted = [Protocol(name.value) for name in protocol] if protocol else list(USUAL)
    path, where = model_path(model), torch_device(device)
    twin, card, held = _held_back(path, data, every_writer=every_writer, cache=cache, device=where)
    numbers = sorted(set(specimens)) if specimens else list(DESK_SPECIMENS)
    bench = Bench(twin, card, held, data_folders(data), numbers, where, cache)
    outcome = measure(wanted, bench, report=show_progress)
    say("")
    for note in outcome.notes:
        say(note)
    if not outcome.figures:
        names = " or ".join(one.value for one in wanted)
        raise BadData("data", f"nothing in it can be measured under the {names} protocol")
    if write_card:
        _put_on_card(outcome.figures, card, path)
    made = provenance(card, device=where, seeds=outcome.seeds)
    answer_figures(json_file, made, [figure.model_dump() for figure in outcome.figures], notes=outcome.notes)


def _put_on_card(found: list[Figure], card: ModelCard, path: Path) -> None:
    """Replace what the card says of the protocols that were measured, and keep the rest."""
    from core.net.checkpoint import write_card

    replaced = {figure.protocol for figure in found}
    kept = [figure for figure in card.figures if figure.protocol not in replaced]
    write_card(card.model_copy(update={"figures": (*kept, *found)}), path)


def _held_back(
    path: Path, data: list[Path] | None, *, every_writer: bool = False, cache: Path | None, device: Any
) -> tuple[Twin, ModelCard, HeldBack]:
    """Load a model and frame the writers that it may be measured on."""
    from core.net.checkpoint import load_model
    from core.training.config import recipe_of
    from core.training.held_back import held_back

    twin, card = load_model(path, device=device)
    config, folders = recipe_of(path, card.recipe), data_folders(data)
    held = held_back(folders, card, config, every_writer=every_writer, cache=cache, report=show_progress)
    return twin, card, held


def errors(
    out: Annotated[Path, typer.Option(help="Folder for the page; outside the program's own.")],
    data: DataOption = None,
    model: ModelOption = None,
    count: Annotated[int, typer.Option(min=1, help="How many of each kind and set.")] = 20,
    cache: CacheOption = None,
    device: DeviceOption = "auto",
) -> None:
    """Write a page of the worst errors on writers that a model was not trained on, frame by frame."""
    from core.training.evaluate import by_set
    from core.training.trials import measure_signatories
    from core.training.worst import worst_errors
    from core.training.worst_page import require_outside, write_page

    require_outside(out)
    path, where = model_path(model), torch_device(device)
    twin, card, held = _held_back(path, data, cache=cache, device=where)
    measured = measure_signatories(twin, held.frames, device=where, report=show_progress)
    worst = {name: worst_errors(of_set, card, count=count) for name, of_set in by_set(measured).items()}
    say("")
    answer(str(write_page(worst, held.frames, card, out)))


def folds(
    model: Annotated[list[Path], typer.Option("--model", help="A fold-trained model; repeat for all five.")],
    data: DataOption = None,
    specimens: SpecimensOption = None,
    json_file: JsonFile = None,
    cache: CacheOption = None,
    device: DeviceOption = "auto",
) -> None:
    """Measure fold-trained models together, so that every writer of every set is tested once."""
    from core.training.evaluate import DESK_SPECIMENS, seeds_of
    from core.training.folds import evaluate_folds, left_out
    from core.training.provenance import provenance

    folders, where = data_folders(data), torch_device(device)
    counts = sorted(set(specimens)) if specimens else list(DESK_SPECIMENS)
    found, cards = evaluate_folds(
        model, folders, device=where, specimens=counts, cache=cache, report=show_progress
    )
    say("")
    made = provenance(*cards, device=where, seeds=seeds_of(counts))
    answer_figures(json_file, made, [figure.model_dump() for figure in found], notes=left_out(cards))
