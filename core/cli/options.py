"""Which options do several commands share, and what do they mean where they are left out?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import BadData
from core.resources import resource

DEVICES = ("auto", "cpu", "cuda")
MODEL_SUFFIX = ".safetensors"
DEFAULT_MODEL = ("models", "default.safetensors")


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
OutOption = Annotated[
    Path,
    typer.Option(help="Where the model goes (.safetensors); its card lies beside.", callback=_model_file),
]
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


def model_path(named: Path | None) -> Path:
    """Return the model that was named, else the one that is shipped."""
    return named or resource(*DEFAULT_MODEL)


def data_folders(named: list[Path] | None) -> list[Path]:
    """Return the folders that were named, else the one in the environment; raises BadData without either."""
    variable = os.environ.get("SPECIMEN_DATA")
    found = named or ([Path(variable)] if variable else [])
    if not found:
        raise BadData("data", "name a folder with --data, or in SPECIMEN_DATA")
    return found


def torch_device(wanted: str) -> Any:
    """Return the torch.device of this name; `auto` is the best that is there."""
    import torch

    from core.scoring.verifier import device_name

    return torch.device(device_name(wanted))
