"""Does the desk work while the model is loaded, and when it never is?"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.engine.awaited import AwaitedVerifier, ModelInUse, ModelWatch
from core.errors import ModelProblem, UnusableModel
from tests.app.held_lanes import HeldLane

pytestmark = pytest.mark.usefixtures("qtbot")

REFUSAL = UnusableModel(Path("m.safetensors"), ModelProblem.DIGEST)


class Loader:
    """Counts how often the model is loaded, and refuses when told to."""

    def __init__(
        self,
        refusal: Exception | None = None,
        *,
        device: str = "cpu",
        pen_refusal: UnusableModel | None = None,
    ) -> None:
        self.device = device
        self.pen_refusal = pen_refusal
        self.refusal = refusal
        self.loads = 0
        self.warmed = 0

    def __call__(self) -> Any:
        self.loads += 1
        if self.refusal is not None:
            raise self.refusal
        return SimpleNamespace(
            card=SimpleNamespace(name="2026-11"),
            digest="abc",
            device_name=self.device,
            thread_count=2,
            thresholds="thresholds",
            warm_up=self._warm_up,
            pen_refusal=self.pen_refusal,
            examine=lambda page: ("examined", page),
        )

    def _warm_up(self) -> None:
        self.warmed += 1


def test_model_is_loaded_once_and_only_when_it_is_needed() -> None:
    loader = Loader()
    awaited = AwaitedVerifier(loader)
    assert loader.loads == 0
    assert awaited.digest == "abc"
    examined: object = awaited.examine(cast("Any", "page"))
    assert examined == ("examined", "page")
    assert loader.loads == 1


def test_refusal_is_the_answer_to_every_question_and_is_not_tried_again() -> None:
    loader = Loader(REFUSAL)
    awaited = AwaitedVerifier(loader)
    for _ in range(3):
        with pytest.raises(UnusableModel) as caught:
            awaited.examine(cast("Any", "page"))
        assert caught.value is REFUSAL
    assert loader.loads == 1


def test_why_the_pen_is_not_judged_comes_with_the_model() -> None:
    loader, lane = Loader(pen_refusal=REFUSAL), HeldLane()
    watch = ModelWatch(cast("Any", lane), AwaitedVerifier(loader))
    heard: list[ModelInUse] = []
    watch.ready.connect(heard.append)
    watch.start()
    lane.run_next()
    assert [model.pen_refusal for model in heard] == [REFUSAL]


def test_model_is_warm_before_it_is_said_to_be_ready() -> None:
    loader, lane = Loader(), HeldLane()
    watch = ModelWatch(cast("Any", lane), AwaitedVerifier(loader))
    heard: list[ModelInUse] = []
    watch.ready.connect(heard.append)
    watch.start()
    assert loader.loads == 0
    lane.run_next()
    assert heard == [ModelInUse("2026-11", "abc", "CPU, 2 threads")]
    assert loader.warmed == 1


def test_graphics_card_is_called_so(qtbot: QtBot) -> None:
    lane = HeldLane()
    watch = ModelWatch(cast("Any", lane), AwaitedVerifier(Loader(device="cuda")))
    with qtbot.waitSignal(watch.ready) as ready:
        watch.start()
        lane.run_next()
    assert ready.args[0].device == "GPU"


def test_refusal_is_said() -> None:
    lane = HeldLane()
    watch = ModelWatch(cast("Any", lane), AwaitedVerifier(Loader(REFUSAL)))
    heard: list[Exception] = []
    watch.refused.connect(heard.append)
    watch.start()
    lane.run_next()
    assert heard == [REFUSAL]
