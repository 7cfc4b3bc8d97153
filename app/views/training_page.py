"""Shall the desk learn from what was decided, and how does that go? The training page."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.engine.training_course import Course, Stage
from app.presenters.training import Prospect, TrainingPresenter
from app.presenters.training_words import shortfall_texts
from app.views.training_course import TrainingCourse
from app.views.training_plan import TrainingPlan
from app.widgets.elided import ElidedLabel
from app.widgets.empty import EmptyPage
from app.workplace import Workplace
from core.learning.words import LossName, Start

_START = "Start the training"


class TrainingPage(QWidget):
    """The plan while nothing runs; else the training itself, which goes on when another page is shown."""

    compare_requested = Signal(str)  # the challenger's digest

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._retraining = workplace.retraining
        self.presenter = TrainingPresenter(workplace, self)
        self._build()
        self._connect()
        self._show_course(self._retraining.course)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        row = QHBoxLayout()
        title = QLabel("Training", self)
        title.setProperty("kind", "title")
        self.subtitle = ElidedLabel(kind="muted", parent=self)
        self.subtitle.setContentsMargins(8, 5, 0, 0)  # on the line of the title
        row.addWidget(title)
        row.addWidget(self.subtitle, 1)
        layout.addLayout(row)
        self.plan = TrainingPlan(self._workplace, self)
        self.course = TrainingCourse(self._workplace, self)
        self.empty = EmptyPage(
            "signature",
            "There is nothing to learn from yet",
            "Decide verifications, or take in collected signatures on the Pairs page. "
            "The specimens of your customers count as well.",
            action=self._workplace.actions.get("go.pairs"),
            button="Go to the pairs",
            theme=self._workplace.theme,
            parent=self,
        )
        self.stack = QStackedWidget(self)
        for widget in (self.plan, self.course, self.empty):
            self.stack.addWidget(widget)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        actions, retraining = self._workplace.actions, self._retraining
        actions.get("training.start").triggered.connect(self._on_start_triggered)
        actions.get("training.pause").triggered.connect(retraining.pause_or_go_on)
        actions.get("training.go_on").triggered.connect(retraining.go_on)
        actions.get("training.stop").triggered.connect(retraining.stop)
        actions.get("training.give_up").triggered.connect(retraining.give_up)
        actions.get("training.compare").triggered.connect(self._on_compare_triggered)
        actions.get("training.another").triggered.connect(retraining.put_away)
        actions.get("training.refresh").triggered.connect(self.presenter.look)
        self.plan.chosen.connect(self._on_plan_chosen)
        self.presenter.seen.connect(self._on_prospect_seen)
        retraining.changed.connect(self._show_course)
        self._workplace.serving.changed.connect(self._on_serving_changed)

    def first_focus(self) -> None:
        """Go to what is to be done next."""
        shown = self.stack.currentWidget()
        if shown is self.empty:
            self.empty.button.setFocus()
        else:
            (self.course if shown is self.course else self.plan).first_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_course(self._retraining.course)
        self._retraining.look()
        self._look()

    def _look(self) -> None:
        """Count anew, unless the machine is busy with a training."""
        if self.isVisible() and self._retraining.stage is Stage.IDLE:
            self.presenter.look()

    @Slot(object)
    def _show_course(self, course: Course) -> None:
        was_planning = self.stack.currentWidget() is not self.course
        is_planning = course.stage in (Stage.IDLE, Stage.ORDERING)
        self._enable(course)
        self.subtitle.setText(course.name)
        if is_planning:
            self.stack.setCurrentWidget(self.empty if self._is_empty else self.plan)
            if not was_planning:
                self._look()
        else:
            if self.isVisible():  # else a curve would be drawn that nobody sees
                self.course.show_course(course)
            self.stack.setCurrentWidget(self.course)
        if was_planning is not is_planning and self.isVisible():
            self.first_focus()

    @property
    def _is_empty(self) -> bool:
        prospect = self.presenter.prospect
        return prospect is not None and prospect.holdings.writers == 0

    def _enable(self, course: Course) -> None:
        stage, plan = course.stage, self.presenter.plan
        can_go_on = stage.can_go_on and course.steps > 0
        enabled = {
            "start": stage is Stage.IDLE and plan is not None and plan.may_start,
            "pause": stage in (Stage.RUNNING, Stage.PAUSED) or can_go_on,
            "go_on": can_go_on,
            "stop": stage in (Stage.RUNNING, Stage.PAUSED),
            "give_up": stage.can_go_on,
            "compare": stage is Stage.FINISHED,
            "another": stage is Stage.FINISHED,
            "refresh": stage is Stage.IDLE,
        }
        for name, is_enabled in enabled.items():
            self._workplace.actions.get(f"training.{name}").setEnabled(is_enabled)
        self._explain_start()

    def _explain_start(self) -> None:
        plan = self.presenter.plan
        start = self._workplace.actions.get("training.start")
        reasons = shortfall_texts(plan.shortfalls) if plan is not None else []
        start.setToolTip("\n".join(reasons) if reasons else f"{_START} (Ctrl+Return)")

    @Slot(object)
    def _on_prospect_seen(self, prospect: Prospect) -> None:
        self.plan.show_prospect(prospect)
        self._show_course(self._retraining.course)

    @Slot(str, str)
    def _on_plan_chosen(self, start: str, loss: str) -> None:
        self.presenter.start, self.presenter.loss = Start(start), LossName(loss)
        self._enable(self._retraining.course)

    @Slot()
    def _on_start_triggered(self) -> None:
        plan = self.presenter.plan
        if plan is not None:
            self._retraining.order(plan)

    @Slot()
    def _on_compare_triggered(self) -> None:
        outcome = self._retraining.course.outcome
        if outcome is not None:
            self.compare_requested.emit(outcome.challenger)

    @Slot(object)
    def _on_serving_changed(self, _now: object) -> None:
        self._look()
