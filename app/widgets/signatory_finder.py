"""In which field does a clerk type a name or an account, and choose a signatory without a mouse?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.drop_zone import can_hold_scan

Index = QModelIndex | QPersistentModelIndex
Line = tuple[int, str, str]
"""A signatory's id, the words to show first, and those to show below."""

ROW_PX = 48
POPUP_PX = 480


class FoundModel(QAbstractListModel):
    """What was found, in the store's order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def replace(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        number, text, detail = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text}, {detail}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return detail
        return number if role == Qt.ItemDataRole.UserRole else None


class SignatoryFinder(QLineEdit):
    """Emits `typed` as the clerk types, `chosen` with a signatory's id; Enter takes the first line found."""

    typed = Signal(str)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Find a signatory by name or account")
        self.setPlaceholderText("Find a name or an account")
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)
        self._model = FoundModel(self)
        self._is_choosing = False
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        self.popup = QListView()
        self.popup.setAccessibleName("Signatories found")
        self.popup.setUniformItemSizes(True)
        completer.setPopup(self.popup)
        self.popup.setItemDelegate(_LineDelegate(self.popup))
        self._completer = completer
        completer.setWidget(self)
        completer.activated.connect(self._on_activated)
        self.textEdited.connect(self.typed)
        self.returnPressed.connect(self._on_return)

    def show_found(self, text: str, lines: Sequence[Line]) -> None:
        """Offer what was found for a text, if that is still what is in the field."""
        if text != self.text().strip():
            return
        self._model.replace(lines)
        if lines and self.hasFocus() and text:
            room = QRect(self.rect().right() - POPUP_PX + 1, 0, POPUP_PX, self.height())
            self._completer.complete(room)
            self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self.popup.hide()

    @Slot()
    def _on_return(self) -> None:
        if self._model.lines and self.text().strip():
            self._choose(max(0, self.popup.currentIndex().row()))

    @Slot()
    def _on_activated(self) -> None:
        if self.popup.currentIndex().isValid():
            self._choose(self.popup.currentIndex().row())

    def _choose(self, row: int) -> None:
        if self._is_choosing:
            return  # Enter reaches both the list and the field
        self._is_choosing = True
        number = self._model.lines[row][0]
        self._model.replace([])
        self.popup.hide()
        self.clear()
        self.chosen.emit(number)
        self._is_choosing = False

    def event(self, event: QEvent) -> bool:
        """Let a scan on the clipboard be pasted as a scan while the field has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_paste = event.matches(QKeySequence.StandardKey.Paste)
            if is_paste and can_hold_scan(QGuiApplication.clipboard().mimeData()):
                event.ignore()
                return False
        return super().event(event)


class _LineDelegate(QStyledItemDelegate):
    """Two lines of words for each signatory."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        palette: QPalette = option.palette
        room: QRect = option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, palette.color(QPalette.ColorRole.Highlight))
        inner = room.adjusted(12, 6, -12, -6)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        detail = str(index.data(Qt.ItemDataRole.ToolTipRole))
        shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, shown)
