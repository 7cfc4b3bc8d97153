"""Does a training survive the end of the program, go on at the next start, and hand in its challenger?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.engine.training_course import Course, Stage
from app.run import DATABASE
from app.views.training_page import TrainingPage
from core.learning.order import standing_of, unfinished
from core.store.bank import Bank
from tests.core.learning.builders import saved_model
from tests.journeys.clerk import CTRL, Clerk, at_the_desk
from tests.journeys.learnt import order_training

pytestmark = pytest.mark.usefixtures("qtbot")
STEPS = 8


def training_page(clerk: Clerk) -> TrainingPage:
    clerk.wait(lambda: clerk.pages.page != "")
    clerk.wait(lambda: clerk.reads("Training waits to go on"))
    clerk.press(Qt.Key.Key_5, CTRL)
    page = clerk.window.findChild(TrainingPage)
    assert isinstance(page, TrainingPage)
    return page


def test_a_training_goes_on_after_a_restart_and_its_challenger_is_among_the_models(
    folder: Path, tmp_path: Path
) -> None:
    model = saved_model(tmp_path)
    run = order_training(folder, model, steps=STEPS)
    outcomes: list[Course] = []

    def begin(clerk: Clerk) -> None:
        page = training_page(clerk)
        clerk.click("Go on with the training  G")
        clerk.wait(lambda: page._retraining.course.step >= 1)
        clerk.press(Qt.Key.Key_P)
        clerk.press(Qt.Key.Key_1, CTRL)
        clerk.wait(lambda: clerk.reads("Training paused", within=clerk.window.status_line))

    def finish(clerk: Clerk) -> None:
        page = training_page(clerk)
        clerk.press(Qt.Key.Key_P)
        clerk.wait(lambda: page._retraining.stage is Stage.FINISHED)
        clerk.wait(lambda: clerk.reads("The training has finished", within=page))
        assert clerk.reads("EER", within=page)
        outcomes.append(page._retraining.course)

    assert at_the_desk(begin, folder=folder, model=model) == 0
    kept = standing_of(run).step
    assert 0 < kept < STEPS
    assert at_the_desk(finish, folder=folder, model=model) == 0
    (course,) = outcomes
    assert course.outcome is not None
    assert [point.step for point in course.rows if point.step > kept] == list(range(kept + 1, STEPS + 1))
    assert unfinished(run.parent) is None
    with Bank.open(folder / DATABASE) as bank:
        assert course.outcome.challenger in {record.digest for record in bank.models()}
        assert bank.active() is None
