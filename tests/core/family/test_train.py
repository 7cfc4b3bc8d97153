"""Does a variant learn, stop where it is told, and go on exactly where it stopped?"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from core.errors import BadData
from core.family.collection import Material
from core.family.recipe import Evaluation
from core.family.train import FamilyTraining
from core.progress import Cancelled, Tick
from tests.core.family.builders import CPU, parts, patterns

MATERIAL = Material(patterns(6), patterns(4, first=20), patterns(4, first=40))


def training(
    folder: Path | None = None,
    *,
    budget_s: float = math.inf,
    evaluation: Evaluation | None = None,
    **changes: Any,
) -> FamilyTraining:
    """Return a tiny training on made-up patterns."""
    return FamilyTraining(
        parts(**changes),
        MATERIAL,
        evaluation=evaluation or Evaluation(),
        seed=7,
        device=CPU,
        folder=folder,
        budget_s=budget_s,
    )


def test_the_loss_falls_and_classes_that_were_never_met_are_told_apart() -> None:
    run = training(steps=150, check_every=25, pairs=16, patience=99)
    run.run()
    curve = run.progress.curve
    assert len(curve) == 6
    assert curve[-1]["loss"] < 0.5 * curve[0]["loss"]
    assert run.progress.best_error < 0.15


@pytest.mark.parametrize(
    "changes",
    [
        {"batches": "half-same"},
        {"batches": "in-turn", "is_shared": False},
        {"batches": "classes", "loss": "triplet", "miner": "random", "is_distorted": True, "is_turned": True},
        {"batches": "classes", "loss": "triplet", "miner": "semi-hard", "mine_every": 3},
        {"encoder": "facenet", "batches": "classes", "loss": "softmax", "alike": 0.5},
        {"rates": {"optimiser": "sgd", "learning_rate": 0.01, "momentum": 0.9, "momentum_epochs": 2}},
    ],
    ids=["pairs", "in turn", "triplets", "offline", "convolutions", "sgd"],
)
def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path, changes: dict[str, Any]) -> None:
    wanted = training(tmp_path / "whole", **changes)
    wanted.run()
    training(tmp_path / "stopped", **changes | {"steps": 3}).run()
    resumed = training(tmp_path / "stopped", **changes)
    resumed.run()
    assert resumed.progress.step == 6
    for ours, theirs in ((resumed.network, wanted.network), (resumed.best, wanted.best)):
        for key, value in theirs.state_dict().items():
            assert torch.equal(value, ours.state_dict()[key]), key


def test_a_checkpoint_from_before_a_part_had_a_name_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        named = FamilyTraining._identity.fget  # type: ignore[attr-defined]
        without = property(lambda run: {k: v for k, v in named(run).items() if k != "sharpness"})
        before.setattr(FamilyTraining, "_identity", without)
        training(tmp_path, steps=3).run()
    resumed = training(tmp_path, steps=6)
    resumed.run()
    assert resumed.progress.step == 6
    with pytest.raises(BadData, match="another sharpness"):
        training(tmp_path, steps=9, sharpness=2.0).run()


def test_only_square_pictures_are_turned() -> None:
    wide = replace(MATERIAL.training, shape=(1, 16, 32))
    with pytest.raises(BadData, match="only square pictures"):
        FamilyTraining(
            parts(batches="classes", loss="triplet", is_turned=True),
            replace(MATERIAL, training=wide),
            evaluation=Evaluation(),
            seed=7,
            device=CPU,
        )


def test_what_is_returned_is_the_network_of_the_best_check(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = iter([0.5, 0.9, 0.7, 0.8])
    kept = []

    def figure(_check: object, network: torch.nn.Module, *, device: torch.device) -> float:
        kept.append({key: value.clone() for key, value in network.state_dict().items()})
        return next(figures) if device == CPU else 0.0

    monkeypatch.setattr("core.family.measure.Check.figure", figure)
    run = training(steps=4, check_every=1)
    best = run.run()
    assert run.progress.best_step == 2
    assert not best.training
    assert all(torch.equal(value, kept[1][key]) for key, value in best.state_dict().items())


def test_training_stops_when_nothing_gets_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.family.measure.Check.figure", lambda *_said, **_more: 0.5)
    run = training(steps=100, check_every=2, patience=3)
    run.run()
    assert run.progress.step == 2 + 2 * 3


def test_time_in_which_the_machine_did_other_things_is_not_charged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.family.train.time.process_time", lambda: 5.0)
    run = training(budget_s=1e-9, steps=4, check_every=2)
    run.run()
    assert run.progress.step == 4


def test_the_budget_ends_a_run_after_a_last_check_and_a_larger_one_goes_on(tmp_path: Path) -> None:
    run = training(tmp_path, budget_s=1e-9, steps=6, check_every=3)
    run.run()
    assert run.progress.step == 1
    assert [row["step"] for row in run.progress.curve] == [1]
    more = training(tmp_path, steps=6, check_every=3)
    more.run()
    assert more.progress.step == 6


def test_whoever_asks_it_to_stop_loses_no_step(tmp_path: Path) -> None:
    def stop(_tick: Tick) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        training(tmp_path, steps=30, check_every=30).run(stop)
    resumed = training(tmp_path, steps=30, check_every=30)
    resumed.run()
    assert resumed.progress.step == 30


def test_the_work_of_another_training_is_not_gone_on_with(tmp_path: Path) -> None:
    training(tmp_path).run()
    with pytest.raises(BadData, match="another margin"):
        training(tmp_path, margin=2.0).run()


def test_epochs_are_counted_in_pairs_in_turn() -> None:
    run = training(batches="in-turn", pairs=10, epochs=2)
    assert run.steps == 2 * (6 * 5 * 2 // 10)


def test_the_best_is_chosen_by_one_shot_trials_where_the_recipe_says_so() -> None:
    asked = Evaluation(choose_by="one-shot", ways=20, check_rounds=2)
    run = training(evaluation=asked, steps=3)
    run.run()
    # Four classes in a group make 8 trials of two rounds.
    assert run.progress.best_error * 8 == pytest.approx(round(run.progress.best_error * 8))


def test_made_up_classes_are_learnt_from_first() -> None:
    """The first step is the same whoever comes after; the collected ones are not met before their turn."""
    made_up = replace(MATERIAL, made_up=patterns(5, first=60))
    swapped = replace(made_up, training=patterns(6, first=80))
    weights = []
    for steps in (3, 6):
        for material in (made_up, swapped):
            run = FamilyTraining(
                parts(made_up_steps=3, steps=steps), material, evaluation=Evaluation(), seed=7, device=CPU
            )
            run.run()
            weights.append(next(run.network.parameters()).detach().clone())
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[2], weights[3])
