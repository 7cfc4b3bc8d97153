"""Where on the page are the signatures? The clerk marks each, and each becomes a scan of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.assets import icon
from app.presenters.customer_words import MM_PER_INCH, counted
from app.theme.tokens import ICON_PX
from app.widgets.card_picture import Plane
from app.widgets.crop_view import ZOOM_STEP, CropView
from app.workplace import Workplace
from core.image.page import Box, Page

_KEYS = (
    "Drag a box around each signature. "
    "N adds one, arrows move it, Shift and arrows size it, Delete removes it."
)


class EnrolCrop(QWidget):
    """The page as large as there is room for, with boxes on it."""

    marked = Signal(int, list)  # the key of the scan, and the boxes in page pixels
    closed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = workplace.theme
        self._key = -1
        self._dpi: float | None = None
        self._zooms: list[tuple[QToolButton, str]] = []
        self._build()
        self._tint()
        self._refresh()
        self.view.changed.connect(self._refresh)
        self._theme.changed.connect(self._tint)

    def _build(self) -> None:
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        words = QLabel(_KEYS, self)
        words.setProperty("kind", "muted")
        words.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for sign, name, factor in (
            ("zoom_out", "Zoom out", 1 / ZOOM_STEP),
            ("zoom_in", "Zoom in", ZOOM_STEP),
        ):
            head.addWidget(self._zoom_button(sign, name, factor))
        self.view = CropView(self)
        self.view.setAccessibleName("Page with boxes")
        self._state = QLabel(self)
        self._state.setProperty("kind", "muted")
        self.add = QPushButton("Add a box", self)
        self.add.clicked.connect(self._on_add_clicked)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(self.closed)
        self.use = QPushButton(self)
        self.use.setProperty("kind", "primary")
        self.use.clicked.connect(self._on_use_clicked)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add)
        foot.addWidget(self._state, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(words)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _zoom_button(self, sign: str, name: str, factor: float) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setAccessibleName(name)
        button.setToolTip(f"{name} (Ctrl and the wheel)")
        button.setProperty("factor", factor)
        button.clicked.connect(self._on_zoom_clicked)
        self._zooms.append((button, sign))
        return button

    def show_page(self, key: int, page: Page, picture: Plane) -> None:
        """Show the page that waits under `key`."""
        self._key, self._dpi = key, page.dpi
        self._title.setText(f"Mark the signatures on {page.name}")
        self.view.show_page(picture, width_px=page.width_px, height_px=page.height_px)

    def first_focus(self) -> None:
        """Put the keys on the page."""
        self.view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif is_enter and self.use.isEnabled():
            self._on_use_clicked()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _refresh(self) -> None:
        boxes, chosen = self.view.boxes, self.view.canvas.chosen
        self.use.setEnabled(bool(boxes))
        self.use.setText(f"Use {counted(len(boxes), 'signature')}" if boxes else "Use")
        self._state.setText(_state(boxes, chosen, self._dpi))

    @Slot()
    def _on_add_clicked(self) -> None:
        self.view.canvas.add_box()
        self.view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_use_clicked(self) -> None:
        self.marked.emit(self._key, self.view.boxes)

    @Slot()
    def _on_zoom_clicked(self) -> None:
        self.view.zoom(float(self.sender().property("factor")))

    @Slot()
    def _tint(self) -> None:
        for button, sign in self._zooms:
            button.setIcon(icon(sign, self._theme.tokens))


def _state(boxes: Sequence[Box], chosen: int, dpi: float | None) -> str:
    if not boxes:
        return "No signature marked yet"
    if chosen < 0:
        return f"{counted(len(boxes), 'signature')} marked"
    box = boxes[chosen]
    if dpi is None:
        size = f"{box.width} × {box.height} px"
    else:
        size = " × ".join(f"{side / dpi * MM_PER_INCH:.0f}" for side in (box.width, box.height)) + " mm"
    return f"Signature {chosen + 1} of {len(boxes)}: {size}"
