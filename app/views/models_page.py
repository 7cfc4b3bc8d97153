"""Which model serves, which could take its place, and who changed that? The models page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from app.presenters.models import ModelsPresenter
from app.presenters.models_pictures import TurnedPresenter
from app.presenters.models_questions import activation_question, roll_back_question
from app.presenters.models_shelf import Looked, Shelf
from app.presenters.models_switch import ModelSwitch, Wish
from app.views.models_consent import ConsentSheet
from app.views.models_detail import ModelDetail
from app.views.models_list import ModelsList
from app.views.models_record import RecordView
from app.workplace import Workplace


class ModelsPage(QWidget):
    """On the left which models there are, on the right the one that is looked at, or the record."""

    switched = Signal(object)  # the ActivationRecord of a model that was taken into use here

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.presenter = ModelsPresenter(workplace, self)
        self.turned = TurnedPresenter(workplace, self)
        self.switch = ModelSwitch(workplace, self)
        self._looked: Looked | None = None
        self._is_going_back = False
        self._build()
        self._connect()
        self._enable()

    def _build(self) -> None:
        self.models = ModelsList(self._workplace, self.presenter.model, self)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        line.setFrameShadow(QFrame.Shadow.Plain)
        self.detail = ModelDetail(self._workplace, self.turned, self)
        self.record = RecordView(self._workplace.theme, self)
        self._right = QStackedWidget(self)
        for part in (QWidget(self), self.detail, self.record):  # the first while nothing is read yet
            self._right.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.models)
        row.addWidget(line)
        row.addWidget(self._right, 1)
        self._workplace.actions.get("models.record").setCheckable(True)
        self.consent = ConsentSheet(self._workplace.theme, self)

    def _connect(self) -> None:
        self.models.chosen.connect(self._on_model_chosen)
        self.models.removed.toggled.connect(self._on_removed_toggled)
        self.record.model_wanted.connect(self.show_model)
        self.presenter.listed.connect(self._on_listed)
        self.presenter.looked.connect(self._on_looked)
        self.switch.busy_changed.connect(self._enable)
        self.switch.switched.connect(self._on_switched)
        self.consent.agreed.connect(self._on_agreed)
        self.consent.opened.connect(self._enable)
        self.consent.closed.connect(self._enable)
        slots = {
            "activate": self._on_activate_triggered,
            "roll_back": self._on_roll_back_triggered,
            "remove": self._on_remove_triggered,
            "record": self._on_record_triggered,
            "refresh": self.presenter.refresh,
        }
        for name, slot in slots.items():
            self._workplace.actions.get(f"models.{name}").triggered.connect(slot)

    @Slot()
    def first_focus(self) -> None:
        """Go to the list of models."""
        self.models.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def show_model(self, digest: str) -> None:
        """Look at this model, also one that was trained a moment ago."""
        self._leave_record()
        self.presenter.choose(digest)
        self.models.mark(digest)
        self._show_current()

    def showEvent(self, event: QShowEvent) -> None:
        """A training may have ended meanwhile."""
        super().showEvent(event)
        self.presenter.refresh()

    @Slot(object)
    def _on_listed(self, shelf: Shelf) -> None:
        self.models.show_shelf(shelf, chosen=self.presenter.chosen)
        self.record.show_shelf(shelf)
        self._show_current()

    @Slot(object)
    def _on_looked(self, looked: Looked) -> None:
        before, self._looked = self._looked, looked
        if looked != before and self.presenter.shelf is not None:
            self.turned.show(looked.outcome)
        if self.presenter.shelf is not None:
            self.detail.show_looked(looked, self.presenter.shelf)
        self._enable()

    def _show_current(self) -> None:
        known, shelf = self.presenter.current, self.presenter.shelf
        if known is not None and shelf is not None:
            self.detail.show_model(known, shelf)
            if self._right.currentWidget() is not self.record:
                self._right.setCurrentWidget(self.detail)
        self._enable()

    @Slot(object)
    def _on_model_chosen(self, digest: str) -> None:
        self._leave_record()
        if digest != self.presenter.chosen:
            self.presenter.choose(digest)
            self._show_current()

    def _leave_record(self) -> None:
        self._workplace.actions.get("models.record").setChecked(False)
        if self._right.currentWidget() is self.record:
            self._right.setCurrentWidget(self.detail)

    @Slot()
    def _on_record_triggered(self) -> None:
        is_wanted = self._workplace.actions.get("models.record").isChecked()
        self._right.setCurrentWidget(self.record if is_wanted else self.detail)
        if is_wanted:
            self.record.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._enable()

    @Slot(bool)
    def _on_removed_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.presenter.show_removed(is_on=is_on)

    @Slot()
    def _on_remove_triggered(self) -> None:
        known = self.presenter.current
        if known is not None:
            (self.presenter.restore if known.is_removed else self.presenter.remove)(known.digest)

    # changing what is in use

    @Slot()
    def _on_activate_triggered(self) -> None:
        known, shelf, looked = self.presenter.current, self.presenter.shelf, self._looked
        if known is not None and shelf is not None and looked is not None:
            self._is_going_back = False
            self.consent.ask(
                activation_question(known, shelf, looked), officer=self._workplace.settings.officer
            )

    @Slot()
    def _on_roll_back_triggered(self) -> None:
        shelf = self.presenter.shelf
        if shelf is not None and shelf.previous is not None:
            self._is_going_back = True
            self.consent.ask(roll_back_question(shelf), officer=self._workplace.settings.officer)

    @Slot(str, str)
    def _on_agreed(self, officer: str, reason: str) -> None:
        known, shelf, looked = self.presenter.current, self.presenter.shelf, self._looked
        if shelf is None or known is None:
            return
        if self._is_going_back:
            name = shelf.name(shelf.previous or "")
            self.switch.roll_back(Wish(officer, reason), name=name)
            return
        is_refused = bool(looked and looked.outcome and not looked.outcome.finding.may_activate)
        calibration_id = shelf.last_calibration(known.digest)
        self.switch.activate(known.digest, Wish(officer, reason, is_refused, calibration_id), name=known.name)

    @Slot(object)
    def _on_switched(self, record: object) -> None:
        self.presenter.refresh()
        self.switched.emit(record)

    @Slot()
    def _enable(self) -> None:
        known, shelf = self.presenter.current, self.presenter.shelf
        is_free = self.consent.isHidden() and not self.switch.is_busy
        shown = known if self._right.currentWidget() is self.detail else None
        is_looked_at = shown is not None and self._looked is not None and self._looked.digest == shown.digest
        can = {"activate": False, "remove": False}
        if shown is not None and not shown.is_in_use:
            can["activate"] = is_free and is_looked_at and not shown.is_removed
            can["remove"] = is_free and shown.added_at is not None  # else the bank has not kept it
        can["roll_back"] = is_free and shelf is not None and shelf.previous is not None
        for name, is_possible in can.items():
            self._workplace.actions.get(f"models.{name}").setEnabled(is_possible)
        self.detail.use.setEnabled(self._workplace.actions.get("models.activate").isEnabled())
        self.detail.back.setEnabled(self._workplace.actions.get("models.roll_back").isEnabled())
