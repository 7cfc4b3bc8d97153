"""Can a clerk see what there is to learn from, start a training, lead it by keys, and see what came of it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.engine.training_course import Course, Outcome, Part, Point, Stage, Trouble
from app.presenters import training as module
from app.presenters.training import Prospect
from app.presenters.training_words import LOSSES
from app.settings import Settings
from app.theme.theme import Theme
from app.views.training_page import TrainingPage
from app.workplace import Workplace
from core.learning import ordering, switch
from core.learning.words import LossName, Start
from tests.app.still_serving import StillServing
from tests.app.training_bench import LISTEN, TrainingBench, lay_out, prospect

ROWS = (Point(1, 0.5, None), Point(2, 0.4, 0.06))
OUTCOME = Outcome("c" * 64, may_activate=True, sentence="Better on your paper.")


class Bench(TrainingBench):
    """The page at a bank of which is seen what the test says."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot, folder)
        self.seen = prospect()
        self.looks = 0
        self.theme, self.serving = Theme("light"), StillServing()
        self.actions = Actions(self.theme)

    def prospect(self, *_given: object, **_more: object) -> Prospect:
        self.looks += 1
        return self.seen

    def show(self) -> None:
        """Open the page, and wait until all was counted."""
        workplace = Workplace(
            desk=cast("Any", SimpleNamespace(bank=self.bank)),
            lanes=cast("Any", self.lanes),
            notices=self.notices,
            settings=Settings(None),
            actions=self.actions,
            theme=self.theme,
            serving=cast("Any", self.serving),
            retraining=self.retraining,
        )
        self.page = TrainingPage(workplace)
        self.qtbot.addWidget(self.page)
        self.page.resize(1100, 700)
        with self.qtbot.waitExposed(self.page):
            self.page.show()
        self.lanes.run_all()

    def put(self, course: Course) -> None:
        """Let the training stand like this."""
        self.retraining._stage = course.stage
        self.retraining.changed.emit(course)

    def trigger(self, name: str) -> None:
        """Press the key of an action; AssertionError where that would do nothing."""
        action = self.actions.get(f"training.{name}")
        assert action.isEnabled(), name
        action.trigger()
        self.lanes.run_all()

    def enabled(self) -> set[str]:
        of_page = self.actions.of_page("training")
        return {one.objectName().removeprefix("training.") for one in of_page if one.isEnabled()}

    @property
    def words(self) -> str:
        shown = self.page.stack.currentWidget()
        assert shown is not None
        labels = shown.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench(qtbot, tmp_path)
    monkeypatch.setattr(module, "_prospect", bench.prospect)
    yield bench
    bench.close()


def test_what_there_is_is_counted_when_the_page_is_shown(bench: Bench) -> None:
    bench.show()
    numbers = {name: label.text() for name, label in bench.page.plan.holdings.numbers.items()}
    assert numbers == {
        "writers": "10",
        "forged_writers": "8",
        "genuine": "120",
        "skilled": "64",
        "random": "6,400",
        "training": "6",
        "calibration": "2",
        "test": "2",
    }
    assert bench.page.plan.holdings.numbers["skilled"].accessibleName() == "skilled forgeries"
    for said in ("about 10 min", "no graphics card is used", "40"):
        assert said in bench.words
    assert bench.page.plan.lacking.isHidden()


def test_the_plan_follows_what_is_chosen_and_explains_it(bench: Bench) -> None:
    bench.show()
    assert "drawn together" in bench.words
    bench.page.plan.losses.choose(1)
    assert "By threes" in bench.words
    bench.page.plan.starts.choose(1)
    assert "everything anew" in bench.words
    plan = bench.page.presenter.plan
    assert plan is not None
    assert (plan.start, plan.loss) == (Start.SCRATCH, LossName.TRIPLET)


def test_too_little_keeps_it_from_starting_and_says_why(bench: Bench) -> None:
    bench.seen = prospect(is_short=True)
    bench.show()
    assert not bench.page.plan.button.isEnabled()
    assert "38 of 60 signatures" in bench.words
    assert "38 of 60 signatures" in bench.page.plan.button.toolTip()
    assert "start" not in bench.enabled()


def test_a_bank_without_signatures_says_what_to_do(bench: Bench) -> None:
    bench.seen = prospect(people=0)
    bench.show()
    assert bench.page.stack.currentWidget() is bench.page.empty
    with bench.qtbot.waitSignal(bench.actions.get("go.pairs").triggered):
        bench.page.empty.button.click()


def test_it_is_started_paused_and_stopped_by_keys(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[LossName] = []

    def place(_bank: object, plan: Any, **_given: object) -> Path:
        ordered.append(plan.loss)
        return lay_out(bench.bank.path)

    monkeypatch.setattr(ordering, "place_order", place)
    monkeypatch.setattr(switch, "in_use", lambda _bank, *, shipped: shipped)
    bench.script = LISTEN
    bench.show()
    bench.page.plan.losses.choose(list(LOSSES).index(LossName.BINARY))
    bench.trigger("start")
    assert ordered == [LossName.BINARY]
    assert bench.page.stack.currentWidget() is bench.page.course
    assert bench.enabled() == {"pause", "stop"}
    bench.trigger("pause")
    assert "It waits" in bench.words
    assert bench.page.course.pause.text() == "Go on  P"
    bench.trigger("pause")
    assert bench.page.course.pause.text() == "Pause  P"
    bench.trigger("stop")
    bench.wait_for(Stage.UNFINISHED)
    assert bench.enabled() == {"pause", "go_on", "give_up"}


def test_the_course_is_drawn_and_told(bench: Bench) -> None:
    bench.show()
    course = Course(
        stage=Stage.RUNNING,
        name="desk, 2026-03-02",
        step=2,
        steps=4,
        part=Part.LEARNING,
        remaining_s=125.0,
        rows=ROWS,
        level=0.09,
    )
    bench.put(course)
    for said in ("Learning", "Step 2 of 4", "6.0 %", "about 2 min"):
        assert said in bench.words
    view = bench.page.course
    assert (view.bar.value(), view.bar.maximum()) == (2, 4)
    assert "The model in use: 9.0 %" in view.curve.summary
    assert bench.page.subtitle.text() == "desk, 2026-03-02"


def test_a_part_of_unknown_length_is_shown_as_unknown(bench: Bench) -> None:
    bench.show()
    bench.put(Course(stage=Stage.RUNNING, steps=4))
    assert bench.page.course.bar.maximum() == 0
    assert bench.page.course.curve.is_empty
    bench.put(Course(stage=Stage.PAUSED, steps=4))
    assert bench.page.course.bar.maximum() > 0  # nothing moves while it waits


def test_what_happened_while_another_page_was_shown_is_there_on_the_way_back(bench: Bench) -> None:
    bench.show()
    bench.page.hide()
    bench.retraining._track.take_step({"step": 2, "steps": 4, "loss": 0.4, "checks": []})
    bench.put(Course(stage=Stage.RUNNING, step=1, steps=4, part=Part.LEARNING, rows=ROWS))
    assert bench.page.course.curve.is_empty
    bench.page.show()
    assert "Step 2 of 4" in bench.words
    assert not bench.page.course.curve.is_empty


def test_a_finished_training_leads_to_the_comparison(bench: Bench) -> None:
    bench.show()
    bench.retraining._outcome = OUTCOME
    bench.put(Course(stage=Stage.FINISHED, step=4, steps=4, rows=ROWS, outcome=OUTCOME))
    assert "Better on your paper." in bench.words
    assert bench.enabled() == {"compare", "another"}
    assert bench.page.course.go_on.isHidden()
    with bench.qtbot.waitSignal(bench.page.compare_requested) as asked:
        bench.page.course.compare.click()
    assert asked.args == ["c" * 64]


def test_another_is_planned_on_what_is_there_now(bench: Bench) -> None:
    bench.show()
    bench.put(Course(stage=Stage.FINISHED, outcome=OUTCOME))
    before = bench.looks
    bench.trigger("another")
    assert bench.page.stack.currentWidget() is bench.page.plan
    assert bench.looks == before + 1


def test_a_failure_says_what_was_kept_and_offers_to_go_on(bench: Bench) -> None:
    bench.show()
    bench.put(Course(stage=Stage.FAILED, step=2, steps=4, trouble=Trouble.CRASHED))
    assert "What it had saved is kept" in bench.words
    assert bench.enabled() == {"pause", "go_on", "give_up"}
    assert bench.page.course.compare.isHidden()


def test_what_was_left_behind_is_offered_when_the_page_is_shown(bench: Bench) -> None:
    lay_out(bench.bank.path)
    bench.show()
    assert "waiting to go on" in bench.words
    bench.page.first_focus()
    assert bench.page.focusWidget() is bench.page.course.go_on
    bench.trigger("give_up")
    assert bench.page.stack.currentWidget() is bench.page.plan


def test_what_cannot_be_read_can_only_be_given_up(bench: Bench) -> None:
    (lay_out(bench.bank.path) / "order.json").write_text("[]", "utf-8")
    bench.show()
    assert bench.enabled() == {"give_up"}
    assert "cannot be read" in bench.words


def test_the_focus_starts_on_the_button_that_starts(bench: Bench) -> None:
    bench.show()
    bench.page.first_focus()
    assert bench.page.focusWidget() is bench.page.plan.button
    bench.seen = prospect(is_short=True)
    bench.trigger("refresh")
    bench.page.first_focus()
    assert bench.page.focusWidget() is bench.page.plan.starts.button(0)


def test_another_model_in_use_is_counted_with(bench: Bench) -> None:
    bench.show()
    before = bench.looks
    bench.serving.changed.emit(None)
    bench.lanes.run_all()
    assert bench.looks == before + 1
    bench.put(Course(stage=Stage.RUNNING, steps=4))
    bench.serving.changed.emit(None)
    bench.lanes.run_all()
    assert bench.looks == before + 1  # the machine is busy


def test_signs_follow_the_theme(bench: Bench) -> None:
    bench.seen = prospect(is_short=True)
    bench.show()
    before = bench.page.plan.lacking._sign.pixmap().toImage()
    bench.theme.set_mode("dark")
    QApplication.processEvents()
    assert bench.page.plan.lacking._sign.pixmap().toImage() != before
