"""What leads a made-up training in tests? Scripts in place of the child, and orders without signatures."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.engine.retraining import Retraining
from app.engine.training_course import Course, Stage
from app.notices import Notice, Notices
from app.presenters.training import Prospect
from core.learning.material import Sides
from core.learning.order import ORDER, Order
from core.learning.plan import Holdings, Plan, Shortfall
from core.learning.words import LossName, Start
from core.scoring.policy import BankCalibration, calibration_of
from tests.app.held_lanes import HeldLanes
from tests.app.still_serving import StillServing
from tests.core.training.builders import card

WAIT_MS = 30_000
SAY = "import json, sys\ndef say(**what): print(json.dumps(what), flush=True)\n"
STEP = "def step(n, loss=0.5, checks=()):\n"
STEP += "    say(event='step', step=n, steps=4, seconds=2.0 * n, loss=loss, checks=list(checks))\n"
DONE = "say(event='done', challenger='c' * 64, may_activate=True, sentence='Better on your paper.')\n"
LISTEN = SAY + STEP + "step(1)\nfor line in sys.stdin:\n    step(2, loss=len(line))\n"
LISTEN += "    if line == 'stop\\n': sys.exit(12)\n"
WHOLE = SAY + STEP + "step(2, checks=[{'step': 2, 'loss': 0.4, 'development_eer': 0.08}])\n"
WHOLE += "step(4)\n" + DONE
CRASH = SAY + STEP + "step(3)\nimport ctypes\nctypes.string_at(0)\n"


def calibration() -> BankCalibration:
    """Return how an untrained model's evidence would be judged."""
    return calibration_of(card())


def lay_out(bank_file: Path, *, name: str = "20260302T090000000000Z", steps: int = 4) -> Path:
    """Order a training of a few steps, without anything to learn from; returns its folder."""
    folder = bank_file.with_name("training") / name
    folder.mkdir(parents=True)
    order = Order(
        name="desk, 2026-03-02",
        created="2026-03-02",
        champion_digest="0" * 64,
        champion_file="0000.safetensors",
        calibration=calibration(),
        steps=steps,
        learning_rate=1e-3,
    )
    (folder / ORDER).write_text(order.model_dump_json(), "utf-8")
    return folder


def prospect(*, people: int = 10, is_short: bool = False) -> Prospect:
    """Return what a small bank holds; short of signatures only where asked for."""
    names = tuple(f"bank/{number}" for number in range(people))
    sides = Sides(names[:6], names[6:8], names[8:])
    short = (Shortfall("signatures to learn from", 38, 60, "with fewer it would learn them by heart"),)
    plans = {
        start: Plan(start, LossName.CONTRASTIVE, 40, 600.0, sides, short if is_short else ())
        for start in Start
    }
    return Prospect(Holdings(people, 8, 120, 64, 6400), plans, "0" * 64, "desk", "cpu", 2.0)


class Watcher(QObject):
    """Writes down what is told of a training."""

    def __init__(self, retraining: Retraining) -> None:
        super().__init__()
        self.courses: list[Course] = []
        self.told: list[str] = []
        retraining.changed.connect(self._on_changed)
        retraining.told.connect(self._on_told)

    @Slot(object)
    def _on_changed(self, course: Course) -> None:
        self.courses.append(course)

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self.told.append(text)


class TrainingBench:
    """A training at a bank in a folder, whose child is whatever script is set."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.script = WHOLE
        self.commands: list[tuple[str, ...]] = []
        path = folder / "specimen.sqlite"
        self.bank = cast("Any", SimpleNamespace(path=path, place=path, folder=folder))
        self.said: list[Notice] = []
        self.notices = Notices()
        self.notices.posted.connect(self.said.append)
        self.open()

    def open(self) -> None:
        """Begin as the program does at its start."""
        self.lanes = HeldLanes()
        self.retraining = Retraining(
            self.bank,
            cast("Any", self.lanes),
            self.notices,
            serving=cast("Any", StillServing()),
            command=self._command,
        )
        self.watcher = Watcher(self.retraining)

    def close(self) -> None:
        """End the program."""
        self.lanes.stopping.emit()

    @property
    def course(self) -> Course:
        return self.retraining.course

    def stage(self) -> Stage:
        """What can be done with the training now; a call, for it changes by itself."""
        return self.retraining.stage

    def look(self) -> None:
        """Find out what was broken off."""
        self.retraining.look()
        self.lanes.run_all()

    def wait_for(self, stage: Stage) -> None:
        """Wait for the child to lead there."""

        def has_come() -> bool:
            self.lanes.run_all()
            return self.retraining.stage is stage

        self.qtbot.waitUntil(has_come, timeout=WAIT_MS)

    def wait_for_loss(self, loss: float) -> None:
        """Wait until the child has said a loss; it is how a script tells what it heard."""

        def is_there() -> bool:
            return any(point.loss == loss for point in self.course.rows)

        self.qtbot.waitUntil(is_there, timeout=WAIT_MS)

    def go_on(self, script: str) -> None:
        """Go on with what is there, and wait for the child's first word."""
        self.script = script
        self.look()
        self.retraining.go_on()

    def _command(self, *words: str) -> list[str]:
        self.commands.append(words)
        return [sys.executable, "-I", "-S", "-c", self.script]
