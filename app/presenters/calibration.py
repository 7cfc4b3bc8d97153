"""Which thresholds follow from what the bank asks, and how do they come into use?

Measures the bank's own pairs once and tries every policy that is asked for on what was measured. Results of
anything but the newest request never arrive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.presenters import calibration_work as work
from app.presenters.calibration_state import Asked, CalibrationState, Measured, Phase, Told, Tried
from app.presenters.newest import Newest
from app.workplace import Workplace

if TYPE_CHECKING:
    from core.learning.switch import InUse
    from core.store.learning_records import ActivationRecord

TRY_AFTER_MS = 250


class CalibrationPresenter(QObject):
    """The calibration page without its widgets."""

    changed = Signal()
    adopted = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.state = CalibrationState()
        self._activation: ActivationRecord | None = None  # what an undo would take back
        self._measuring, self._trying, self._telling = (Newest(self) for _ in range(3))
        self._measuring.failed.connect(self._on_measuring_failed)
        self._measuring.stopped.connect(self._on_measuring_stopped)
        self._trying.failed.connect(self._on_trying_failed)
        self._trying.stopped.connect(self._on_trying_stopped)
        self._telling.failed.connect(self._on_telling_failed)
        self._telling.stopped.connect(self._on_telling_stopped)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TRY_AFTER_MS)
        self._wait.timeout.connect(self._try)
        workplace.serving.changed.connect(self._on_serving_changed)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.changed.emit()

    # measuring

    def refresh(self) -> None:
        """Measure, or look whether what was measured still holds."""
        place = self._workplace
        job = place.lanes.learning.submit(
            work.measure,
            place.desk.bank,
            shipped=place.serving.shipped,
            device=place.serving.device,
            before=self.state.measured,
            reports=True,
        )
        place.notices.follow(job, "Measuring the bank's own pairs")
        self._measuring.start(job, self._on_measured)
        if self.state.measured is None:
            self._set(phase=Phase.WAITING)

    def _on_measured(self, measured: Measured) -> None:
        before = self.state.measured
        is_same = before is not None and before.stamp == measured.stamp
        asked = self.state.asked if before is not None else None
        self._set(
            measured=measured,
            asked=asked or measured.today_asked,
            phase=Phase.READY if measured.supply.is_enough else Phase.LACKING,
        )
        if not is_same:
            self._telling.drop()
            self._set(tried=None, told=None, is_telling=False)
        if measured.supply.is_enough and not self.state.is_current:
            self._try()

    @Slot(object)
    def _on_measuring_failed(self, error: Exception) -> None:
        self._workplace.notices.fail(error)
        self._on_measuring_stopped()

    @Slot()
    def _on_measuring_stopped(self) -> None:
        if self.state.measured is None:
            self._set(phase=Phase.STOPPED)

    @Slot(object)
    def _on_serving_changed(self, _now: InUse) -> None:
        if self.state.measured is not None:
            self.refresh()

    # trying

    def ask(self, asked: Asked) -> None:
        """Try another policy, a moment after the last key."""
        if asked == self.state.asked:
            return
        self._trying.drop()
        self._telling.drop()
        self._set(asked=asked, told=None, is_telling=False, is_trying=not asked.fault)
        if asked.fault:
            self._wait.stop()
        else:
            self._wait.start()

    @Slot()
    def _try(self) -> None:
        self._wait.stop()
        measured, asked = self.state.measured, self.state.asked
        if measured is None or asked is None or asked.fault or not measured.supply.is_enough:
            self._set(is_trying=False)
            return
        job = self._workplace.lanes.learning.submit(work.attempt, measured, asked, reports=True)
        self._workplace.notices.follow(job, "Setting thresholds")
        self._set(is_trying=True)
        self._trying.start(job, self._on_tried)

    def _on_tried(self, tried: Tried) -> None:
        self._set(tried=tried, is_trying=False)

    @Slot(object)
    def _on_trying_failed(self, error: Exception) -> None:
        self._workplace.notices.fail(error)
        self._on_trying_stopped()

    @Slot()
    def _on_trying_stopped(self) -> None:
        self._set(is_trying=False)

    # what if

    def tell(self) -> None:
        """Judge the newest decisions again by the thresholds shown."""
        state, place = self.state, self._workplace
        if state.measured is None or state.tried is None or not state.is_current or state.is_telling:
            return
        job = place.lanes.learning.submit(
            work.tell,
            place.desk.bank,
            state.measured,
            state.tried,
            device=place.serving.device,
            reports=True,
        )
        place.notices.follow(job, "Judging past decisions again")
        self._set(is_telling=True)
        self._telling.start(job, self._on_told)

    def _on_told(self, told: Told) -> None:
        self._set(told=told, is_telling=False)

    @Slot(object)
    def _on_telling_failed(self, error: Exception) -> None:
        self._workplace.notices.fail(error)
        self._on_telling_stopped()

    @Slot()
    def _on_telling_stopped(self) -> None:
        self._set(is_telling=False)

    # using

    def use(self, *, officer: str, reason: str) -> None:
        """Judge by the thresholds shown from now on."""
        state, place = self.state, self._workplace
        if state.measured is None or state.tried is None or not state.can_use:
            return
        job = place.lanes.store.submit(
            work.use,
            place.desk.bank,
            state.tried,
            digest=state.measured.seen.digest,
            shipped=place.serving.shipped,
            officer=officer,
            reason=reason,
        )
        job.done.connect(self._on_adopted)
        job.failed.connect(self._on_adopting_failed)
        self._set(is_adopting=True)

    @Slot(object)
    def _on_adopted(self, activation: ActivationRecord) -> None:
        self._activation = activation
        self._set(is_adopting=False)
        self._workplace.serving.refresh()
        self._workplace.notices.say("These thresholds are used from now on.", undo=self._take_back)
        self.adopted.emit()

    @Slot(object)
    def _on_adopting_failed(self, error: Exception) -> None:
        self._set(is_adopting=False)
        self._workplace.notices.fail(error)

    def _take_back(self) -> None:
        activation, self._activation = self._activation, None
        if activation is None:
            return
        place = self._workplace
        job = place.lanes.learning.submit(
            work.take_back,
            place.desk.bank,
            activation,
            shipped=place.serving.shipped,
            device=place.serving.device,
            reports=True,
        )
        place.notices.follow(job, "Returning to the thresholds before")
        job.done.connect(self._on_taken_back)
        job.failed.connect(place.notices.fail)

    @Slot(object)
    def _on_taken_back(self, _activation: ActivationRecord) -> None:
        self._workplace.serving.refresh()
        self._workplace.notices.say("The thresholds before are used again.")
