"""How does a training go on after a crash, exactly where its last checkpoint left it?

Weights and the optimiser's state go to safetensors, counters to JSON inside the same file: nothing is
pickled.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from core.errors import BadData


def save_state(
    path: Path,
    *,
    twin: nn.Module,
    average: nn.Module,
    optimiser: torch.optim.Optimizer,
    counters: dict[str, Any],
) -> None:
    """Write everything that the next step depends on; a reader never sees half of it."""
    tensors: dict[str, Tensor] = {}
    for prefix, module in (("twin", twin), ("average", average)):
        tensors |= {f"{prefix}.{key}": value.detach().clone() for key, value in module.state_dict().items()}
    for number, state in optimiser.state_dict()["state"].items():
        tensors |= {
            f"optimiser.{number}.{key}": torch.as_tensor(value).clone() for key, value in state.items()
        }
    staged = path.with_suffix(".part")
    save_file(
        {k: v.cpu().contiguous() for k, v in tensors.items()}, staged, {"counters": json.dumps(counters)}
    )
    staged.replace(path)


def load_state(
    path: Path, *, twin: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer
) -> dict[str, Any]:
    """Restore what `save_state` wrote and return the counters; raises BadData."""
    try:
        with safe_open(path, "pt") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
            counters: dict[str, Any] = json.loads(file.metadata()["counters"])
        twin.load_state_dict(_part(tensors, "twin."))
        average.load_state_dict(_part(tensors, "average."))
        saved = optimiser.state_dict()
        saved["state"] = {}
        for key, value in _part(tensors, "optimiser.").items():
            number, _, name = key.partition(".")
            saved["state"].setdefault(int(number), {})[name] = value
        optimiser.load_state_dict(saved)
        _lay_out(optimiser)
    except (OSError, KeyError, TypeError, ValueError, RuntimeError, SafetensorError) as error:
        raise BadData(str(path), f"not a checkpoint of this training: {error}") from error
    return counters


def _lay_out(optimiser: torch.optim.Optimizer) -> None:
    """Order the moments in memory like their weights: a fused step pairs them by address, not by index."""
    for weight, state in optimiser.state.items():
        for name, value in state.items():
            if value.dim() and value.shape == weight.shape:
                state[name] = torch.empty_like(weight).copy_(value)


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)}
