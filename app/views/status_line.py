"""In what state is the desk: which model, on what, how fast, and when was something last saved?"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.engine.awaited import ModelInUse


class StatusLine(QWidget):
    """Small grey words at the right of the foot, from the most lasting to the most recent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self._training = self._label("")
        self._model = self._label("Loading the model")
        self._device = self._label("")
        self._speed = self._label("")
        self._saved = self._label("")
        for label in (self._training, self._model, self._device, self._speed, self._saved):
            layout.addWidget(label)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("kind", "small")
        label.setVisible(bool(text))
        return label

    @Slot(object)
    def show_model(self, model: ModelInUse) -> None:
        """Say which model is in use and where it runs."""
        self._say(self._model, f"Model {model.name}", f"Digest {model.digest[:12]}")
        self._say(self._device, model.device, "Where the network runs")

    @Slot(object)
    def show_no_model(self, _error: Exception) -> None:
        """Say that nothing can be verified."""
        self._say(self._model, "No model", "Signatures cannot be verified; customers and history can be used")

    @Slot(str)
    def show_training(self, text: str) -> None:
        """Say how far a training is; nothing where none runs."""
        self._say(self._training, text, "See the Training page")
        self._training.setVisible(bool(text))

    @Slot(float)
    def show_speed(self, milliseconds: float) -> None:
        """Say how long the last verification took."""
        self._say(self._speed, f"{milliseconds:.0f} ms", "The last verification, from scan to verdict")

    @Slot(object)
    def show_saved(self, at: datetime) -> None:
        """Say when the records were last written; `at` with its time zone."""
        self._say(self._saved, f"Saved {at.astimezone():%H:%M}", "When the records were last written")

    def _say(self, label: QLabel, text: str, explanation: str) -> None:
        label.setText(text)
        label.setToolTip(explanation)
        label.show()
