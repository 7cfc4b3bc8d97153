"""Is it known how far a run is, from its order to its last checkpoint, and can giving up be taken back?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from core.errors import BadData
from core.learning.finetune import FineTuning
from core.learning.order import ORDER, Order, Standing, give_up, standing_of, take_up, unfinished
from core.learning.plan import speed_of
from core.net.checkpoint import load_card
from core.progress import Tick
from core.scoring.policy import calibration_of
from tests.core.data.builders import signed
from tests.core.learning.builders import saved_model
from tests.core.training.builders import CPU, recipe, tiny_twin


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run that was ordered, and nothing more."""
    card = load_card(saved_model(tmp_path))
    order = Order(
        name="ours",
        created="2026-03-02",
        champion_digest=card.digest,
        champion_file="champion.safetensors",
        calibration=calibration_of(card),
        steps=40,
        learning_rate=1e-3,
    )
    folder = tmp_path / "runs" / "1"
    folder.mkdir(parents=True)
    (folder / ORDER).write_text(order.model_dump_json(), "utf-8")
    return folder


def test_a_run_that_has_not_begun_stands_at_nothing(run: Path) -> None:
    assert standing_of(run) == Standing("ours", 0, 40, [])


def test_a_run_stands_where_its_last_checkpoint_is(run: Path) -> None:
    (run / "work").mkdir()
    nothing = {"x": np.zeros(1, np.float32)}
    save_file(nothing, run / "work" / "last.safetensors", {"counters": json.dumps({"step": 17})})
    (run / "work" / "curve.json").write_text('[{"step": 10, "development_eer": 0.1}]', "utf-8")
    assert standing_of(run) == Standing("ours", 17, 40, [{"step": 10, "development_eer": 0.1}])


@pytest.mark.parametrize("counters", ["{}", "[", "7"])
def test_a_damaged_checkpoint_counts_as_none(run: Path, counters: str) -> None:
    (run / "work").mkdir()
    save_file({"x": np.zeros(1, np.float32)}, run / "work" / "last.safetensors", {"counters": counters})
    assert standing_of(run).step == 0


def test_a_run_whose_order_cannot_be_read_has_no_standing(run: Path) -> None:
    (run / ORDER).write_text("{", "utf-8")
    with pytest.raises(BadData):
        standing_of(run)


def test_a_run_that_was_given_up_can_be_taken_up_again(run: Path) -> None:
    give_up(run)
    assert unfinished(run.parent) is None
    take_up(run)
    take_up(run)
    assert unfinished(run.parent) == run


def test_the_speed_of_a_model_file_is_measured(tmp_path: Path) -> None:
    assert speed_of(saved_model(tmp_path)) > 0.0


def test_a_fine_tuning_begins_with_the_error_of_its_champion(tmp_path: Path) -> None:
    champion = tiny_twin()
    config = recipe(steps=2, check_every=2)

    def tuning() -> FineTuning:
        return FineTuning(
            config,
            champion,
            real=signed(0),
            made_up=None,
            development=signed(50, writers=2),
            folder=tmp_path,
            device=CPU,
        )

    first = tuning()
    before = first._error()
    ticks: list[Tick] = []
    first.run(ticks.append)
    assert first.progress.curve[0] == {"step": 0, "development_eer": before}
    assert [row["step"] for row in first.progress.curve] == [0, 2]
    again = tuning()
    again.run()
    assert again.progress.curve == first.progress.curve
