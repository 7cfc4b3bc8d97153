"""Is what there is to learn from counted in a real bank, and the machine's speed measured but once?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.notices import Notice, Notices
from app.presenters.training import Prospect, TrainingPresenter
from core.errors import ModelProblem, UnusableModel
from core.learning import plan
from core.learning.words import LossName, Start
from core.store.bank import Bank
from core.store.learning_records import Label
from tests.app.held_lanes import HeldLanes
from tests.app.still_serving import StillServing
from tests.core.learning.builders import add_signatory, enrol, imported, open_bank, saved_model

pytestmark = pytest.mark.usefixtures("qtbot")
FORGED_ROWS = range(4, 7)
"""Of the made-up writers' rows the first four are genuine, the next three forged."""


class Bench:
    """The presenter at a bank of its own, with an untrained model in use."""

    def __init__(self, folder: Path) -> None:
        self.bank: Bank = open_bank(folder / "bank")
        self.lanes, self.notices, self.serving = HeldLanes(), Notices(), StillServing()
        self.said: list[Notice] = []
        self.notices.posted.connect(self.said.append)
        self.serving.shipped = saved_model(folder)
        place = SimpleNamespace(
            desk=SimpleNamespace(bank=self.bank),
            lanes=self.lanes,
            notices=self.notices,
            serving=self.serving,
        )
        self.presenter = TrainingPresenter(cast("Any", place))

    def look(self) -> Prospect:
        self.presenter.look()
        self.lanes.run_all()
        prospect = self.presenter.prospect
        assert prospect is not None
        return prospect


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.bank.close()


@pytest.fixture
def speeds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The models whose speed was measured, each as 2 s a step."""
    measured: list[Path] = []

    def speed_of(file: Path, *, device: str) -> float:
        assert device == "cpu"
        measured.append(file)
        return 2.0

    monkeypatch.setattr(plan, "speed_of", speed_of)
    return measured


def test_specimens_and_labelled_signatures_are_counted(bench: Bench, speeds: list[Path]) -> None:
    enrol(bench.bank, add_signatory(bench.bank), 2)
    genuine = [imported(row, writer="w-8") for row in range(3)]
    forged = [imported(row, writer="w-8", label=Label.FORGED) for row in FORGED_ROWS]
    bench.bank.keep_examples([*genuine, *forged], officer="R. Amara")
    prospect = bench.look()
    assert prospect.holdings == (2, 1, 5, 3, 6)
    assert sum(len(side) for side in prospect.plans[Start.CHAMPION].sides) == 2
    assert (prospect.model_name, prospect.device) == ("small", "cpu")
    assert len(speeds) == 1


@pytest.mark.usefixtures("speeds")
def test_an_empty_bank_has_nothing_and_may_not_start(bench: Bench) -> None:
    prospect = bench.look()
    assert prospect.holdings == (0, 0, 0, 0, 0)
    assert not any(plan.may_start for plan in prospect.plans.values())


@pytest.mark.usefixtures("speeds")
def test_the_plan_is_the_one_chosen(bench: Bench) -> None:
    assert bench.presenter.prospect is None
    bench.look()
    bench.presenter.start, bench.presenter.loss = Start.SCRATCH, LossName.TRIPLET
    chosen = bench.presenter.plan
    assert chosen is not None
    assert (chosen.start, chosen.loss) == (Start.SCRATCH, LossName.TRIPLET)
    assert chosen.seconds > 2.0 * chosen.steps


def test_speed_is_measured_again_only_for_another_model(
    bench: Bench, speeds: list[Path], tmp_path: Path
) -> None:
    bench.look()
    bench.look()
    assert len(speeds) == 1
    bench.serving.shipped = saved_model(tmp_path, name="other", seed=2)
    assert bench.look().model_name == "other"
    assert len(speeds) == 2


def test_this_machine_is_measured_with_the_model_itself(bench: Bench) -> None:
    assert bench.look().seconds_per_step > 0.0


def test_a_second_look_drops_the_first(bench: Bench) -> None:
    bench.presenter.look()
    bench.presenter.look()
    first, second = bench.lanes.learning.jobs
    assert (first.is_cancelled, second.is_cancelled) == (True, False)


def test_a_model_that_is_gone_is_told_of(bench: Bench, tmp_path: Path) -> None:
    bench.serving.shipped = tmp_path / "gone.safetensors"
    bench.presenter.look()
    bench.lanes.run_all()
    assert bench.presenter.prospect is None
    gone = UnusableModel(bench.serving.shipped, ModelProblem.MISSING)
    assert gone.path.name in bench.said[-1].text
