"""From where do labelled signatures come in, where do they go, and which could not be read?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.presenters.pairs import PairsPresenter
from app.presenters.pairs_words import unreadable_text
from app.widgets.drop_zone import DropCover, ScanIntake
from app.workplace import Workplace


class PairFiles(QFrame):
    """Files are dropped on the page or chosen; after an import, a banner names those that stayed out."""

    def __init__(self, workplace: Workplace, presenter: PairsPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._presenter, self._exchange = presenter, presenter.exchange
        self._build()
        self._cover = DropCover(workplace.theme, page)
        self._intake = ScanIntake(page)
        self._intake.given.connect(self._exchange.take_in)
        self._intake.refused.connect(workplace.notices.warn)
        self._intake.hovered.connect(self._on_hovered)
        self._exchange.unreadable.connect(self._on_unreadable)
        slots = {
            "import_folder": self._on_import_folder_triggered,
            "import_table": self._on_import_table_triggered,
            "remove_import": self._on_remove_import_triggered,
            "export": self._on_export_triggered,
        }
        for name, slot in slots.items():
            workplace.actions.get(f"pairs.{name}").triggered.connect(slot)

    def _build(self) -> None:
        self.setProperty("kind", "card")
        self.unreadable = QLabel(self)
        self.unreadable.setWordWrap(True)
        self.unreadable.setTextFormat(Qt.TextFormat.PlainText)
        close = QPushButton("Dismiss", self)
        close.setProperty("kind", "quiet")
        close.setAccessibleName("Dismiss the files that could not be read")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.addWidget(self.unreadable, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @Slot(list)
    def _on_unreadable(self, names: list[str]) -> None:
        self.unreadable.setText(unreadable_text(names) if names else "")
        self.unreadable.setToolTip("\n".join(names))
        self.setVisible(bool(names))

    @Slot(bool)
    def _on_hovered(self, is_over: bool) -> None:  # noqa: FBT001 - a signal's argument
        if is_over:
            self._cover.offer("Drop a folder or a CSV table to import it")
        else:
            self._cover.hide()

    @Slot()
    def _on_import_folder_triggered(self) -> None:
        self._import(QFileDialog.getExistingDirectory(self, "Import a folder of labelled signatures"))

    @Slot()
    def _on_import_table_triggered(self) -> None:
        title = "Import a table of labelled signatures"
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", "CSV table (*.csv)")
        self._import(chosen)

    def _import(self, chosen: str) -> None:
        if chosen:
            self._exchange.take_in([Path(chosen)])

    @Slot()
    def _on_remove_import_triggered(self) -> None:
        writer = self._presenter.writer
        if writer is not None and writer.batch:
            self._exchange.remove_import(writer.batch)

    @Slot()
    def _on_export_triggered(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Export into a new folder in this one")
        if chosen:
            self._exchange.export(Path(chosen))
