"""What is on the card of a model?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QWidget,
)

from app.models.figures_model import FiguresModel
from app.presenters.model_card_words import card_facts, figure_rows
from app.presenters.models_shelf import KnownModel
from app.widgets.scroll_column import ScrollColumn
from app.widgets.table import Table

NAMES_PX = 112
RIGHT_PX = 32
FIGURES_PX = 336
"""Of the figures so much is in sight; they scroll by themselves."""


class CardView(ScrollColumn):
    """The facts in two columns, then the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Card of the model", right_px=RIGHT_PX, parent=parent)
        holder = self.holder
        self._facts = QFrame(holder)
        self._facts.setProperty("kind", "card")
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, NAMES_PX)
        self._grid.setColumnStretch(1, 1)
        self._heading = QLabel("Figures on the card", holder)
        self._heading.setProperty("kind", "heading")
        self._model = FiguresModel(self)
        self._build_table(holder)
        for widget in (self._facts, self._heading, self.table):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def _build_table(self, holder: QWidget) -> None:
        self.table = Table(holder)
        self.table.setAccessibleName("Figures on the card")
        self.table.setModel(self._model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setFixedHeight(FIGURES_PX)
        header = self.table.horizontalHeader()
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_model(self, known: KnownModel) -> None:
        """Show the card of this model."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        facts = card_facts(known.card) if known.card else [("Card", "It cannot be read.")]
        for row, (name, value) in enumerate(facts):
            self._grid.addWidget(self._label(name, kind="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._label(value), row, 1)
        rows = figure_rows(known.card) if known.card else []
        self._model.set_rows(rows)
        self._heading.setVisible(bool(rows))
        self.table.setVisible(bool(rows))
        self.verticalScrollBar().setValue(0)

    def _label(self, words: str, *, kind: str = "") -> QLabel:
        label = QLabel(words, self._facts)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if kind:
            label.setProperty("kind", kind)
        else:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
