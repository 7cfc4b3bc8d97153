"""Does another method's network learn, and go on exactly where it stopped?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from core.errors import BadData
from core.progress import Cancelled
from core.training.rivals.recipe import RivalConfig
from core.training.rivals.train import RivalTraining, pairwise_contrastive, pixel_spread
from tests.core.data.builders import numbered, signed
from tests.core.training.builders import CPU, TINY
from tests.core.training.test_loop import stop_at

NETWORKS = {"signet": "contrastive", "resnet18": "triplet", "whole": "multi-similarity"}


def rival_training(folder: Path, network: str, **changes: Any) -> RivalTraining:
    """Return a tiny training of a network on four made-up writers, with two others for development."""
    usual: dict[str, Any] = {
        "network": network,
        "loss": NETWORKS[network],
        "encoder": TINY,
        "signatories": 2,
        "genuine": 2,
        "forged": 1,
        "steps": 4,
        "check_every": 2,
        "warm_up_steps": 0,
        "made_up_steps": 0,
        "made_up_share": 0.0,
        "learning_rate": 1e-3,
    }
    return RivalTraining(
        RivalConfig(**(usual | changes)),
        real=signed(0),
        made_up=None,
        development=signed(50, writers=2, genuine=2, forged=1),
        folder=folder,
        device=CPU,
    )


def assert_same_weights(one: nn.Module, other: nn.Module) -> None:
    """Compare every weight and running mean bit by bit."""
    for key, value in one.state_dict().items():
        assert torch.equal(value, other.state_dict()[key]), key


@pytest.mark.parametrize("network, optimiser", [("signet", "rmsprop"), ("whole", "adamw")])
def test_a_run_that_was_stopped_ends_as_one_that_was_not(
    tmp_path: Path, network: str, optimiser: str
) -> None:
    whole = rival_training(tmp_path / "whole", network, optimiser=optimiser)
    wanted = whole.run()
    with pytest.raises(Cancelled):
        rival_training(tmp_path / "stopped", network, optimiser=optimiser).run(stop_at(2))
    resumed = rival_training(tmp_path / "stopped", network, optimiser=optimiser)
    assert_same_weights(resumed.run(), wanted)
    assert_same_weights(resumed.network, whole.network)
    assert resumed.progress.curve == whole.progress.curve


def test_a_resnet_takes_a_step_and_is_measured(tmp_path: Path) -> None:
    training = rival_training(tmp_path, "resnet18", steps=1)
    before = {key: value.clone() for key, value in training.network.state_dict().items()}
    training.run()
    assert not torch.equal(before["layers.fc.weight"], training.network.state_dict()["layers.fc.weight"])
    assert 0.0 <= training.progress.best_error <= 1.0


def test_the_loss_falls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RivalTraining, "_error", lambda _self: 0.5)
    training = rival_training(tmp_path, "whole", steps=24, check_every=6, patience=99, signatories=4)
    training.run()
    losses = [row["loss"] for row in training.progress.curve]
    assert losses[-1] < 0.9 * losses[0]


def test_a_folder_of_another_method_is_not_gone_on_from(tmp_path: Path) -> None:
    rival_training(tmp_path, "whole", steps=1).run()
    with pytest.raises(BadData, match="another loss: multi-similarity"):
        rival_training(tmp_path, "whole", steps=1, loss="triplet").run()


def test_the_spread_is_that_of_the_pixels() -> None:
    frames = signed(0)
    assert pixel_spread(frames) == pytest.approx(float(frames.frames(range(32)).std()), rel=1e-6)
    assert pixel_spread(numbered(["a/1"])) < 0.01


def test_pairs_are_those_within_a_signatory_both_kinds_alike() -> None:
    """Two genuine signatures at 3, a forgery of theirs at 0.5 from the first and 2.5 from the second."""
    vector = torch.tensor([[0.0], [3.0], [0.5], [100.0]])
    signatory, truth = torch.tensor([0, 0, 0, 1]), torch.tensor([True, True, False, True])
    loss = pairwise_contrastive(vector, signatory, truth, margin=1.0)
    assert float(loss) == pytest.approx((9.0 + (0.25 + 0.0) / 2) / 2, rel=1e-4)


def test_the_network_depends_on_the_seed_alone(tmp_path: Path) -> None:
    one, again, other = (rival_training(tmp_path, "whole", seed=seed).network for seed in (5, 5, 6))
    assert_same_weights(one, again)
    weights = [next(iter(network.parameters())) for network in (one, other)]
    assert not torch.equal(weights[0], weights[1])
