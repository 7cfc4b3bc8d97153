"""How is a signature verified, and a model trained and measured, from a shell?

Exit codes: 0 done (for `verify`: the advice is to accept), 10 the advice is to refer, 11 the advice is to
reject, 2 wrong usage, 4 a scan cannot be read or is unfit to judge, 5 the model cannot be used, 6 anything
else that was expected to be able to fail. Progress goes to standard error, results to standard output.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.errors import BadData, BlankScan, SpecimenError, UnfitScan, UnreadableScan, UnusableModel
from core.progress import Tick
from core.resources import resource
from core.training.rivals.names import RivalName

if TYPE_CHECKING:
    from core.net.checkpoint import Figure, ModelCard
    from core.net.twin import Twin
    from core.training.held_back import HeldBack

ADVICE_CODES = {"accept": 0, "refer": 10, "reject": 11}
SCAN, MODEL, OTHER = 4, 5, 6
DEVICES = ("auto", "cpu", "cuda")
MODEL_SUFFIX = ".safetensors"
DEFAULT_MODEL = ("models", "default.safetensors")

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
model_app = typer.Typer(no_args_is_help=True, help="Look at a model's card.")
app.add_typer(model_app, name="model")


class ProtocolName(StrEnum):
    """The protocols, named here too so that a mistyped one is told before anything is imported."""

    PAIRS = "pairs"
    DESK = "desk"
    BITONAL = "bitonal"
    CROSS = "cross"
    PROBE = "probe"


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


def _known_device(wanted: str) -> str:
    """Refuse a device that this machine does not have before any work is done."""
    if wanted not in DEVICES:
        raise typer.BadParameter(f"{wanted} is none of {', '.join(DEVICES)}")
    if wanted == "cuda":
        import torch

        if not torch.cuda.is_available():
            raise typer.BadParameter("there is no cuda device here")
    return wanted


def _model_file(out: Path) -> Path:
    """Refuse a folder, or a name whose card would overwrite the weights, before hours of training."""
    if out.suffix != MODEL_SUFFIX or out.is_dir():
        raise typer.BadParameter(f"{out} is not a file that ends in {MODEL_SUFFIX}")
    return out


ModelOption = Annotated[Path | None, typer.Option("--model", help="A model file, if not the shipped one.")]
DataOption = Annotated[
    list[Path] | None,
    typer.Option("--data", help="Folder of <set>/<writer>/{genuine,forged}; or SPECIMEN_DATA."),
]
CacheOption = Annotated[Path | None, typer.Option("--cache", help="Folder that keeps frames between runs.")]
DeviceOption = Annotated[str, typer.Option("--device", help="auto, cpu or cuda.", callback=_known_device)]
SpecimensOption = Annotated[
    list[int] | None, typer.Option(min=1, help="Number of specimens; repeat for more (1, 3, 5, 10).")
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")]


@app.command()
def verify(
    specimen: Annotated[list[Path], typer.Option(help="A reference signature; repeat for more.")],
    presented: Annotated[Path, typer.Option(help="The signature to check.")],
    model: ModelOption = None,
    device: DeviceOption = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Compare one presented signature with specimens."""
    from core.image.read import read_page
    from core.scoring.verifier import Reference, Verifier

    verifier = Verifier.load(model or resource(*DEFAULT_MODEL), device=device)
    *enrolled, item = verifier.examine_many([read_page(path) for path in [*specimen, presented]])
    references = []
    for number, scan in enumerate(enrolled):
        if scan.embedding is None or scan.shape is None:
            raise UnfitScan(scan.page.name, tuple(finding.kind.value for finding in scan.findings))
        references.append(Reference(number, scan.embedding, scan.shape))
    comparison = verifier.compare(item, references)
    if as_json:
        result = asdict(comparison) | {
            "distances": {str(specimen[number]): d for number, d in comparison.distances.items()},
            "quality": [asdict(finding) for finding in comparison.findings],
            "thresholds": asdict(verifier.thresholds),
        }
        del result["findings"]
        _print(json.dumps(result, indent=2))
    else:
        verdict = comparison.verdict.value
        _print(f"{verdict}: distance {comparison.distance:.3f}, LLR {comparison.llr:+.2f}")
    raise typer.Exit(ADVICE_CODES[comparison.verdict.value])


@app.command()
def train(
    out: Annotated[
        Path,
        typer.Option(help="Where the model goes (.safetensors); its card lies beside.", callback=_model_file),
    ],
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
    material = gather(_data(data), config, cache=cache or folder, report=_show)
    card = make_model(
        material, config, out=out, work=folder, device=_device(device), shared=cache, report=_show
    )
    _say("")
    _print(json.dumps({"model": str(out), "digest": card.digest, "figures": len(card.figures)}))


@app.command()
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
    path, where = model or resource(*DEFAULT_MODEL), _device(device)
    twin, card, held = _held_back(path, data, every_writer=every_writer, cache=cache, device=where)
    numbers = sorted(set(specimens)) if specimens else list(DESK_SPECIMENS)
    bench = Bench(twin, card, held, _data(data), numbers, where, cache)
    outcome = measure(wanted, bench, report=_show)
    _say("")
    for note in outcome.notes:
        _say(note)
    if not outcome.figures:
        names = " or ".join(one.value for one in wanted)
        raise BadData("data", f"nothing in it can be measured under the {names} protocol")
    if write_card:
        _put_on_card(outcome.figures, card, path)
    made = provenance(card, device=where, seeds=outcome.seeds)
    _results(json_file, made, [figure.model_dump() for figure in outcome.figures], notes=outcome.notes)


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
    config = recipe_of(path, card.recipe)
    held = held_back(_data(data), card, config, every_writer=every_writer, cache=cache, report=_show)
    return twin, card, held


@app.command()
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
    path, where = model or resource(*DEFAULT_MODEL), _device(device)
    twin, card, held = _held_back(path, data, cache=cache, device=where)
    measured = measure_signatories(twin, held.frames, device=where, report=_show)
    worst = {name: worst_errors(of_set, card, count=count) for name, of_set in by_set(measured).items()}
    _say("")
    _print(str(write_page(worst, held.frames, card, out)))


@app.command()
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

    folders, where = _data(data), _device(device)
    counts = sorted(set(specimens)) if specimens else list(DESK_SPECIMENS)
    found, cards = evaluate_folds(model, folders, device=where, specimens=counts, cache=cache, report=_show)
    _say("")
    made = provenance(*cards, device=where, seeds=seeds_of(counts))
    _results(json_file, made, [figure.model_dump() for figure in found], notes=left_out(cards))


@app.command()
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

    where, config = _device(device), None
    if name is not RivalName.HOG:
        config = rival_recipe(name, passes=passes, with_made_up=made_up, learning_rate=learning_rate)
    material = gather(_data(data), config or load_recipe(DESK), cache=cache or work, report=_show)
    if config:
        found = trained_rival(config, material, work=work, device=where, report=_show)
    else:
        found = classical_rival(material, report=_show)
    _say("")
    made = made_by(found.about, device=where, seeds=found.seeds | seeds_of(DESK_SPECIMENS))
    _results(json_file, made, [figure.model_dump() for figure in found.figures], notes=[])


@app.command()
def figures(
    readme: Annotated[Path, typer.Option(help="The page between whose marks the tables go.")],
    results: Annotated[Path, typer.Option(help="Folder of result files.")],
) -> None:
    """Write the tables of measured figures into the README, from the result files."""
    from core.training.tables import fill_tables

    fill_tables(readme, results)


@model_app.command("show")
def show(model: ModelOption = None) -> None:
    """Print a model's card, its digest checked."""
    from core.net.checkpoint import load_model

    _twin, card = load_model(model or resource(*DEFAULT_MODEL))
    _print(card.model_dump_json(indent=2))


def main() -> None:
    """Run the command line and leave with the exit code of its outcome."""
    try:
        app()
    except SpecimenError as error:
        _say(str(error))
        sys.exit(_code(error))
    except OSError as error:
        _say(f"{error.filename or 'file'}: {error.strerror or error}")
        sys.exit(OTHER)


def _code(error: SpecimenError) -> int:
    if isinstance(error, UnreadableScan | UnfitScan | BlankScan):
        return SCAN
    return MODEL if isinstance(error, UnusableModel) else OTHER


def _data(folders: list[Path] | None) -> list[Path]:
    named = os.environ.get("SPECIMEN_DATA")
    found = folders or ([Path(named)] if named else [])
    if not found:
        raise BadData("data", "name a folder with --data, or in SPECIMEN_DATA")
    return found


def _device(wanted: str) -> Any:
    import torch

    from core.scoring.verifier import device_name

    return torch.device(device_name(wanted))


def _results(
    path: Path | None, made: dict[str, Any], rows: list[dict[str, Any]], *, notes: list[str]
) -> None:
    """Print the figures, or keep them in a file, with how they were made."""
    text = json.dumps({**made, **({"notes": notes} if notes else {}), "figures": rows}, indent=1)
    if path is None:
        _print(text)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")


def _show(tick: Tick) -> None:
    total = f"/{tick.total}" if tick.total else ""
    sys.stderr.write(f"\r{tick.doing} {tick.done}{total}".ljust(79))
    sys.stderr.flush()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
