"""How is one specimen looked at closely?"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.models.specimen_card import SpecimenCard
from app.presenters.specimens import CloseUp
from app.theme.theme import Theme
from app.widgets.choice import Choice
from app.widgets.picture import PictureView
from app.widgets.raster import GREY_TABLE, ink_table
from app.widgets.sheet import Sheet
from app.widgets.viewport import Viewport

WIDTH_PX, PICTURE_PX = 840, 420
SCAN, INK = 0, 1


class SpecimenLook(Sheet):
    """A sheet with one specimen, which can be zoomed and moved, as scanned or as ink."""

    pen_wanted = Signal(object, str)  # a Trajectory, and what its specimen is called

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, width_px=WIDTH_PX, parent=parent)
        self.setAccessibleName("Specimen")
        self._close_up: CloseUp | None = None
        self._title = QLabel(self.card)
        self._title.setProperty("kind", "title")
        self._words = QLabel(self.card)
        self._words.setProperty("kind", "muted")
        self._words.setWordWrap(True)
        self.picture = PictureView(Viewport(self), name="Specimen", parent=self.card)
        self.picture.setFixedHeight(PICTURE_PX)
        self.choice = Choice(("Scan", "Ink"), name="Show the specimen as", parent=self.card)
        self.choice.chosen.connect(self._draw)
        self.save_pen = QPushButton("Save the pen's way", self.card)
        self.save_pen.setToolTip("As a table or ISO/IEC 19794-7")
        self.save_pen.clicked.connect(self._on_save_pen_clicked)
        self._close = QPushButton("Close", self.card)
        self._close.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.save_pen)
        head.addWidget(self.choice)
        head.addWidget(self._close)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addWidget(self.picture)
        theme.changed.connect(self._draw)

    def show_specimen(self, close_up: CloseUp, card: SpecimenCard, *, as_ink: bool) -> None:
        """Show this specimen, fitted."""
        self._close_up = close_up
        self._title.setText(f"Specimen of {card.date}")
        self._words.setText(card.hint.replace("\n", " · "))
        self.choice.choose(INK if as_ink else SCAN)
        self.save_pen.setVisible(close_up.trajectory is not None)
        self._draw()
        self.open(self.picture)

    @Slot()
    def _on_save_pen_clicked(self) -> None:
        if self._close_up is not None and self._close_up.trajectory is not None:
            self.pen_wanted.emit(self._close_up.trajectory, self._title.text())

    @Slot()
    def _draw(self) -> None:
        if self._close_up is None:
            return
        if self.choice.current == INK:
            tokens = self._theme.tokens
            paper, ink = QColor(tokens.surface), QColor(tokens.text)
            table = ink_table(paper=paper, ink=ink)
            self.picture.show_raster(self._close_up.ink, table=table, paper=paper)
        else:
            self.picture.show_raster(
                self._close_up.scan, table=GREY_TABLE, paper=QColor(self._theme.tokens.paper)
            )
