"""How far is the training, does it get better, and what came of it?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.assets import icon_pixmap
from app.engine.training_course import Course, Part, Stage
from app.presenters.training_words import (
    CURVE,
    NOTHING_YET,
    doing_text,
    heading_text,
    outcome_text,
    remaining_text,
    step_text,
)
from app.widgets.action_button import ActionButton
from app.widgets.loss_curve import CurveRow, LossCurve
from app.widgets.main_button import MainButton
from app.workplace import Workplace

_SIGN_PX = 20
_SIGNS = {Stage.FINISHED: "done", Stage.FAILED: "failed", Stage.UNFINISHED: "pause"}


class TrainingCourse(QWidget):
    """The bar and the buttons above, the curve below; when it has ended, what came of it between them."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = workplace.theme
        self._stage = Stage.IDLE
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._running_card(workplace))
        layout.addWidget(self._ended_card(workplace))
        layout.addWidget(self._curve_card(workplace), 1)
        self._theme.changed.connect(self._tint)

    def first_focus(self) -> None:
        """Go to the first button that can be pressed."""
        buttons = (self.pause, self.compare, self.go_on, self.another, self.give_up)
        for button in buttons:
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_course(self, course: Course) -> None:
        """Show the training as it is now."""
        self._stage = course.stage
        has_ended = not course.stage.has_child
        self.running.setVisible(not has_ended)
        self.ended.setVisible(has_ended)
        if has_ended:
            self._show_ended(course)
        else:
            self._show_running(course)
        self.curve.set_level(course.level, "The model in use")
        self.curve.set_rows([CurveRow(*point) for point in course.rows])

    def _show_running(self, course: Course) -> None:
        self.heading.setText(heading_text(course))
        self.doing.setText(doing_text(course))
        self.remaining.setText(remaining_text(course))
        self.step.setText(step_text(course))
        is_learning = course.part is Part.LEARNING
        done, total = (course.step, course.steps) if is_learning else (course.tick.done, course.tick.total)
        is_still = course.stage is not Stage.RUNNING
        self.bar.setRange(0, max(1, total) if is_still else total)
        self.bar.setValue(done)
        self.pause.setText(f"{'Go on' if course.stage is Stage.PAUSED else 'Pause'}  P")

    def _show_ended(self, course: Course) -> None:
        is_done = course.stage is Stage.FINISHED
        self.verdict.setText(heading_text(course))
        self.words.setText(outcome_text(course))
        for button in (self.compare, self.another):
            button.setVisible(is_done)
        for button in (self.go_on, self.give_up):
            button.setVisible(not is_done)
        self._tint()

    def _running_card(self, workplace: Workplace) -> QFrame:
        card = self.running = _card(self)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        self.heading, self.doing = _label("heading", card), _label("", card)
        self.step, self.remaining = _label("muted", card), _label("muted", card)
        self.pause = ActionButton(workplace.actions.get("training.pause"), text="Pause", parent=card)
        self.stop = ActionButton(workplace.actions.get("training.stop"), text="Stop", parent=card)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.pause)
        head.addWidget(self.stop)
        self.bar = QProgressBar(card)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the training")
        foot = QHBoxLayout()
        foot.addWidget(self.step, 1)
        foot.addWidget(self.remaining)
        layout.addLayout(head)
        layout.addWidget(self.doing)
        layout.addWidget(self.bar)
        layout.addLayout(foot)
        return card

    def _ended_card(self, workplace: Workplace) -> QFrame:
        card = self.ended = _card(self)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        self._sign = QLabel(card)
        self.verdict, self.words = _label("heading", card), _label("", card)
        self.words.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self.verdict, 1)
        actions = workplace.actions
        self.compare = MainButton(actions.get("training.compare"), parent=card)
        self.go_on = MainButton(actions.get("training.go_on"), parent=card)
        self.another = ActionButton(actions.get("training.another"), parent=card)
        self.give_up = ActionButton(actions.get("training.give_up"), parent=card)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.compare, self.go_on, self.another, self.give_up):
            buttons.addWidget(button)
            button.hide()  # else all four would ask for room at once
        buttons.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.words)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        card.hide()
        return card

    def _curve_card(self, workplace: Workplace) -> QFrame:
        card = _card(self)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(8, 8, 8, 16)
        layout.setSpacing(8)
        self.curve = LossCurve(workplace.theme, card)
        self.curve.set_empty(NOTHING_YET)
        words = _label("small", card)
        words.setText(CURVE)
        words.setWordWrap(True)
        words.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.curve, 1)
        layout.addWidget(words)
        return card

    @Slot()
    def _tint(self) -> None:
        sign = _SIGNS.get(self._stage)
        if sign is not None:
            colour, ratio = self._theme.tokens.text, self.devicePixelRatioF()
            self._sign.setPixmap(icon_pixmap(sign, colour=colour, size_px=_SIGN_PX, ratio=ratio))


def _card(parent: QWidget) -> QFrame:
    card = QFrame(parent)
    card.setProperty("kind", "card")
    return card


def _label(kind: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    if kind:
        label.setProperty("kind", kind)
    return label
