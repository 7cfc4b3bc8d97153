"""Which scans that wait are kept or left out, and where are they clicked?"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.widgets.card_list import CARD_ROLE, CardList, Index
from app.widgets.cards import card_frame, card_surface, line_px
from app.widgets.pending_card import GAP_PX, PADDING_PX, WORD_LINES, draw_parts, places_in

_GAP = (2, 2 + GAP_PX)


class PendingList(CardList):
    """Space keeps or leaves out, Delete takes out of the tray, Enter marks signatures on the page."""

    marking_requested = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Scans that wait to be enrolled", parent)
        delegate = _RowDelegate(self)
        delegate.marking_requested.connect(self.marking_requested)
        self.setItemDelegate(delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self.marking_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.marking_requested.emit(current)
        elif event.key() == Qt.Key.Key_Space and self.chosen_rows():
            self._turn_chosen()
        else:
            super().keyPressEvent(event)

    def _turn_chosen(self) -> None:
        """Keep all that is selected, or leave all of it out where all of it is kept."""
        indexes = [index for index in self.selectionModel().selectedIndexes() if _is_checkable(index)]
        is_all_kept = all(_check(index) == Qt.CheckState.Checked for index in indexes)
        turned = Qt.CheckState.Unchecked if is_all_kept else Qt.CheckState.Checked
        for index in indexes:
            self.model().setData(index, turned, Qt.ItemDataRole.CheckStateRole)


class _RowDelegate(QStyledItemDelegate):
    marking_requested = Signal(QModelIndex)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, WORD_LINES * line_px(option.font) + 2 * PADDING_PX + GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        with card_surface(painter, option, gap=_GAP) as frame:
            draw_parts(painter, frame, index.data(CARD_ROLE), option.font)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            places = places_in(card_frame(option.rect, gap=_GAP), option.font)
            point = event.position().toPoint()
            if places.check.adjusted(-6, -6, 6, 6).contains(point) and _is_checkable(index):
                is_on = _check(index) == Qt.CheckState.Checked
                turned = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
                return model.setData(_plain(index), turned, Qt.ItemDataRole.CheckStateRole)
            if index.data(CARD_ROLE).has_several and places.mark.contains(point):
                self.marking_requested.emit(_plain(index))
                return True
        return False


def _is_checkable(index: Index) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _check(index: Index) -> Qt.CheckState:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))


def _plain(index: Index) -> QModelIndex:
    return index.model().index(index.row(), index.column(), index.parent())
