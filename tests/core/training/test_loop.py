"""Does a network learn, go on exactly where it stopped, and meet its development writers only to be
measured?
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from core.data.augment import Variation
from core.data.frames import FrameSet
from core.errors import BadData
from core.net.twin import Twin
from core.progress import Cancelled, Report, Tick
from core.training import loop
from core.training.loop import Training
from tests.core.data.builders import numbered, signed
from tests.core.training.builders import CPU, recipe, training


def stop_at(step: int) -> Report:
    """Return a report that asks to stop once so many steps are done."""

    def report(tick: Tick) -> None:
        if tick.done >= step:
            raise Cancelled

    return report


def assert_same_weights(one: Twin, other: Twin) -> None:
    """Compare every weight and running mean bit by bit."""
    for key, value in one.state_dict().items():
        assert torch.equal(value, other.state_dict()[key]), key


def errors_in_turn(errors: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the checks find these development errors, one after the other."""
    found = iter(errors)
    monkeypatch.setattr(loop, "development_error", lambda *_a, **_k: next(found))


def test_the_loss_falls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors_in_turn([0.5] * 8, monkeypatch)
    monkeypatch.setattr(loop, "Variation", lambda: Variation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    run = training(tmp_path, steps=24, check_every=6, learning_rate=0.01, patience=99)
    run.run()
    losses = [row["loss"] for row in run.progress.curve]
    assert losses[-1] < 0.8 * losses[0]


def test_a_run_that_was_stopped_ends_with_the_weights_of_one_that_was_not(tmp_path: Path) -> None:
    whole = training(tmp_path / "whole")
    wanted = whole.run()
    with pytest.raises(Cancelled):
        training(tmp_path / "stopped").run(stop_at(4))
    resumed = training(tmp_path / "stopped")
    assert_same_weights(resumed.run(), wanted)
    assert_same_weights(resumed.twin, whole.twin)
    assert_same_weights(resumed.average, whole.average)
    assert resumed.progress.curve == whole.progress.curve


def test_the_seed_decides_the_weights(tmp_path: Path) -> None:
    one, again, other = (
        training(tmp_path / name, steps=2, check_every=2, seed=seed)
        for name, seed in (("one", 5), ("again", 5), ("other", 6))
    )
    for run in (one, again, other):
        run.run()
    assert_same_weights(one.twin, again.twin)
    assert not torch.equal(one.twin.encoder.local.weight, other.twin.encoder.local.weight)


def test_a_folder_of_another_training_is_not_gone_on_from(tmp_path: Path) -> None:
    """More steps go on; another seed is another training, and its checkpoints stay as they are."""
    training(tmp_path, steps=2, check_every=2, seed=5).run()
    before = (tmp_path / "last.safetensors").read_bytes()
    with pytest.raises(BadData, match="another seed: 5"):
        training(tmp_path, steps=2, check_every=2, seed=6).run()
    assert (tmp_path / "last.safetensors").read_bytes() == before
    longer = training(tmp_path, steps=4, check_every=2, seed=5)
    longer.run()
    assert longer.progress.step == 4


def test_stopping_leaves_the_last_check_to_go_on_from(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        training(tmp_path).run(stop_at(4))
    resumed = training(tmp_path, steps=4)
    best = resumed.run(lambda _tick: pytest.fail("a step was taken again"))
    assert resumed.progress.step == 4
    assert not best.training


def test_a_finished_run_gives_its_best_again_without_a_step(tmp_path: Path) -> None:
    first = training(tmp_path).run()
    assert_same_weights(training(tmp_path).run(lambda _tick: pytest.fail("a step was taken")), first)


def test_the_best_check_is_kept_and_not_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors_in_turn([0.3, 0.2, 0.4], monkeypatch)
    run = training(tmp_path, steps=6, check_every=2)
    best = run.run()
    errors_in_turn([0.3, 0.2], monkeypatch)
    shorter = training(tmp_path / "until then", steps=6, check_every=2)
    with pytest.raises(Cancelled):
        shorter.run(stop_at(4))
    assert run.progress.best_step == 4
    assert_same_weights(best, shorter.average)


def test_training_stops_when_it_gets_no_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors_in_turn([0.3, 0.3, 0.3, 0.3, 0.3, 0.3], monkeypatch)
    run = training(tmp_path, steps=12, check_every=2, patience=2)
    run.run()
    assert run.progress.step == 6


def test_patience_and_measuring_start_after_the_made_up_writers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors_in_turn([0.3] * 6, monkeypatch)
    run = training(
        tmp_path, made_up=signed(80, writers=2), steps=12, check_every=2, patience=2, made_up_steps=4
    )
    run.run()
    assert [row["step"] for row in run.progress.curve] == [6, 8, 10]


def test_the_curve_is_written_with_a_row_for_each_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors_in_turn([0.25, 0.125], monkeypatch)
    run = training(tmp_path)
    run.run()
    rows = json.loads((tmp_path / "curve.json").read_text("utf-8"))
    assert [(row["step"], row["development_eer"]) for row in rows] == [(4, 0.25), (8, 0.125)]
    assert rows == run.progress.curve
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "best.safetensors",
        "curve.json",
        "last.safetensors",
    ]


def test_batches_hold_the_training_writers_only_made_up_ones_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[FrameSet] = []
    frames_of = FrameSet.frames

    def watched(self: FrameSet, rows: object) -> object:
        seen.append(self)
        return frames_of(self, rows)  # type: ignore[arg-type]

    errors_in_turn([0.5], monkeypatch)
    monkeypatch.setattr(FrameSet, "frames", watched)
    made_up = signed(80, writers=2)
    training(tmp_path, made_up=made_up, steps=5, check_every=5, made_up_steps=2).run()
    real = signed(0)
    assert seen == [made_up, made_up, real, real, real]


def test_the_rate_is_level_on_made_up_writers_and_falls_after_them(tmp_path: Path) -> None:
    run = partly_made_up(tmp_path, steps=12, made_up_steps=6, warm_up_steps=2, learning_rate=0.01)
    rates = []
    for step in range(12):
        run._set_rate(step)
        rates.append(run.optimiser.param_groups[0]["lr"])
    assert rates[:7] == pytest.approx([0.005, *[0.01] * 6])
    assert rates[6:] == sorted(rates[6:], reverse=True)
    assert rates[11] < 0.001


def test_what_is_learnt_of_made_up_writers_is_learnt_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second training on other real writers starts after them, and ends as if it had not."""
    errors_in_turn([0.5] * 8, monkeypatch)
    shared, steps = tmp_path / "shared", list[int]()
    partly_made_up(tmp_path / "one", shared=shared).run()
    alone = partly_made_up(tmp_path / "alone", fold=1).run()
    second = partly_made_up(tmp_path / "two", shared=shared, fold=1)
    monkeypatch.setattr(second, "_set_rate", steps.append)
    second.run()
    assert steps == [2, 3, 4]
    monkeypatch.undo()
    errors_in_turn([0.5] * 8, monkeypatch)
    assert_same_weights(partly_made_up(tmp_path / "three", shared=shared, fold=1).run(), alone)


def test_another_recipe_does_not_take_up_what_was_learnt_of_made_up_writers(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    partly_made_up(tmp_path / "one", shared=shared).run()
    partly_made_up(tmp_path / "two", shared=shared, margin=0.5).run()
    assert len(list(shared.glob("after-made-up-*.safetensors"))) == 2


def test_without_made_up_writers_nothing_is_shared_and_every_check_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has learnt from real writers must not start another fold, which may be tested on them."""
    errors_in_turn([0.5] * 4, monkeypatch)
    shared = tmp_path / "shared"
    run = training(tmp_path / "one", shared=shared, steps=4, check_every=1, made_up_steps=2)
    run.run()
    assert [row["step"] for row in run.progress.curve] == [1, 2, 3, 4]
    assert not shared.exists()


def partly_made_up(folder: Path, *, shared: Path | None = None, **changes: Any) -> Training:
    """Return a training of two steps on made-up writers and three on others."""
    usual: dict[str, Any] = {"steps": 5, "check_every": 5, "made_up_steps": 2}
    return training(folder, made_up=signed(80, writers=2), shared=shared, **(usual | changes))


def test_a_share_of_the_later_batches_is_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors_in_turn([0.5], monkeypatch)
    seen: list[int] = []
    frames_of = FrameSet.frames

    def watched(self: FrameSet, rows: object) -> object:
        seen.append(len(self.signatories))
        return frames_of(self, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(FrameSet, "frames", watched)
    training(tmp_path, made_up=signed(80, writers=2), steps=3, check_every=3, made_up_share=1.0).run()
    assert seen == [2, 2, 2]


def test_development_writers_without_a_forgery_stop_the_training_before_it_starts(tmp_path: Path) -> None:
    with pytest.raises(BadData):
        loop.Training(
            recipe(),
            real=signed(0),
            made_up=None,
            development=numbered(["a/1"], forged=0),
            folder=tmp_path,
            device=CPU,
        ).run(lambda _tick: pytest.fail("a step was taken"))
