"""Does a checkpoint hold everything that the next step depends on?"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from core.errors import BadData
from core.image.frame import FRAME_SIZE
from core.net.twin import Twin, channels_last
from core.training.state import load_state, save_state
from tests.core.training.builders import TINY

PICTURES = torch.rand(4, 1, FRAME_SIZE.height, FRAME_SIZE.width, generator=torch.Generator().manual_seed(0))


def network(seed: int) -> tuple[Twin, torch.optim.AdamW]:
    """Return a tiny network laid out as in training, with its optimiser."""
    torch.manual_seed(seed)
    twin = channels_last(Twin(TINY))
    return twin, torch.optim.AdamW(twin.parameters(), lr=0.01, fused=True)


def step(twin: Twin, optimiser: torch.optim.AdamW) -> None:
    """Take one step that depends on weights, running means and the optimiser."""
    torch.manual_seed(9)
    optimiser.zero_grad()
    encoded = twin.train().encode(PICTURES)
    torch.autograd.backward(encoded.vector[:, :4].sum() + encoded.local[:, 0].sum())
    optimiser.step()


def weights(module: nn.Module) -> dict[str, Tensor]:
    """Return copies of all weights and running means."""
    return {key: value.clone() for key, value in module.state_dict().items()}


def test_a_restored_training_takes_the_very_step_that_the_first_would_have_taken(tmp_path: Path) -> None:
    twin, optimiser = network(1)
    step(twin, optimiser)
    step(twin, optimiser)
    path = tmp_path / "last.safetensors"
    save_state(path, twin=twin, average=twin, optimiser=optimiser, counters={"step": 2, "best": 0.25})
    step(twin, optimiser)

    other, its_optimiser = network(2)
    average, _ = network(3)
    counters = load_state(path, twin=other, average=average, optimiser=its_optimiser)
    assert counters == {"step": 2, "best": 0.25}
    for key, value in weights(average).items():
        assert torch.equal(value, other.state_dict()[key])
    step(other, its_optimiser)
    for key, value in weights(twin).items():
        assert torch.equal(value, other.state_dict()[key]), key


def test_saving_leaves_one_file_and_replaces_the_last(tmp_path: Path) -> None:
    twin, optimiser = network(1)
    path = tmp_path / "last.safetensors"
    for number in range(2):
        save_state(path, twin=twin, average=twin, optimiser=optimiser, counters={"step": number})
    assert [file.name for file in tmp_path.iterdir()] == ["last.safetensors"]
    assert load_state(path, twin=twin, average=twin, optimiser=optimiser) == {"step": 1}


@pytest.mark.parametrize("kind", ["missing", "garbage", "without counters", "another network"])
def test_a_file_that_is_no_checkpoint_of_this_training_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "last.safetensors"
    twin, optimiser = network(1)
    if kind == "garbage":
        path.write_bytes(b"not a checkpoint")
    if kind == "without counters":
        save_file({"twin.a": torch.zeros(1)}, path)
    if kind == "another network":
        save_file({"twin.a": torch.zeros(1)}, path, {"counters": "{}"})
    with pytest.raises(BadData, match="not a checkpoint"):
        load_state(path, twin=twin, average=twin, optimiser=optimiser)
