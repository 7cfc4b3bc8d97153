"""Who changed what is in use, when and why, and is that record as it was written?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from app.models.activations_model import DIGEST_ROLE, ActivationsModel
from app.presenters.models_shelf import Shelf
from app.presenters.models_words import line_of, record_text
from app.theme.theme import Theme
from app.widgets.sign_line import SignLine
from app.widgets.table import Table

_WIDTHS = (144, 176, 136, 96, 88)


class RecordView(QWidget):
    """Every activation, newest first. Enter shows the model of a row."""

    model_wanted = Signal(str)  # a digest

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Record of changes", self)
        title.setProperty("kind", "title")
        self.state = SignLine(theme, kind="muted", parent=self)
        self._model = ActivationsModel(theme, self)
        self.table = Table(self)
        self.table.setAccessibleName("Record of changes")
        self.table.setModel(self._model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        self.table.activated.connect(self._on_row_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(title)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show the activations of all models."""
        text = record_text(shelf.activations, shelf.broken_id)
        self.state.say(text, sign="warning" if shelf.broken_id is not None else "done")
        self._model.set_rows([line_of(record, shelf) for record in shelf.activations])

    @Slot(QModelIndex)
    def _on_row_activated(self, index: QModelIndex) -> None:
        self.model_wanted.emit(index.data(DIGEST_ROLE))
