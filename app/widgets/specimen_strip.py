"""Which specimens are there, how far is the presented signature from each, and which one is looked at?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.theme.theme import SMALL, Theme
from app.theme.tokens import RADIUS_PX
from app.widgets.raster import Raster, Table, ink_table

Index = QModelIndex | QPersistentModelIndex

THUMBNAIL = QSize(88, 44)
CARD = QSize(164, 56)
GAP_PX = 8
INSET_PX = 6
FADE_PX = 40


@dataclass(frozen=True)
class StripItem:
    """One specimen: `title` such as '2 of 6', its date in words, its ink, and its distance once known."""

    specimen_id: int
    title: str
    date: str
    ink: Raster | None
    distance: float | None


class StripModel(QAbstractListModel):
    """The specimens in the order shown, best match first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[StripItem, ...] = ()

    def replace(self, items: Sequence[StripItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"Specimen {item.title}, {item.date}, {distance_words(item.distance)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"Specimen {item.title} · {item.date}\n{distance_words(item.distance)} (smaller is closer)"
        return None


class SpecimenStrip(QListView):
    """Thumbnails in one row; the left and right keys and a click choose one."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Specimens, best match first")
        self._model = StripModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_CardDelegate(theme, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFixedHeight(CARD.height())
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { border: none; background: transparent; }")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_items(self, items: Sequence[StripItem], *, chosen: int | None) -> None:
        """Show specimens in this order and mark one, without saying that it was chosen."""
        selection = self.selectionModel()
        was_blocked = selection.blockSignals(True)
        if tuple(items) != self._model.items:
            self._model.replace(items)
        row = next((row for row, item in enumerate(items) if item.specimen_id == chosen), -1)
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self._reveal(self._model.index(row))
        selection.blockSignals(was_blocked)
        self.viewport().update()

    def step(self, steps: int) -> None:
        """Choose the specimen so many places to the right, stopping at the ends."""
        count = self._model.rowCount()
        if count:
            row = max(0, min(count - 1, self.currentIndex().row() + steps))
            self.setCurrentIndex(self._model.index(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fade out at an end beyond which there are more."""
        super().paintEvent(event)
        bar, view = self.horizontalScrollBar(), self.viewport()
        ground = QColor(self._theme.tokens.window)
        painter = QPainter(view)
        if bar.value() < bar.maximum():
            _fade(painter, QRectF(view.width() - FADE_PX, 0, FADE_PX, view.height()), ground, is_right=True)
        if bar.value() > bar.minimum():
            _fade(painter, QRectF(0, 0, FADE_PX, view.height()), ground, is_right=False)

    def _reveal(self, index: QModelIndex) -> None:
        """Scroll until a card is seen whole, clear of the faded ends."""
        self.scrollTo(index)
        card, bar = self.visualRect(index), self.horizontalScrollBar()
        beyond = card.right() + FADE_PX - self.viewport().width()
        before = FADE_PX - card.left()
        bar.setValue(bar.value() + (beyond if beyond > 0 else -before if before > 0 else 0))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._reveal(current)
            self.chosen.emit(self._model.items[current.row()].specimen_id)


def _fade(painter: QPainter, room: QRectF, ground: QColor, *, is_right: bool) -> None:
    clear = QColor(ground)
    clear.setAlpha(0)
    shade = QLinearGradient(room.topLeft(), room.topRight())
    shade.setColorAt(0.0, clear if is_right else ground)
    shade.setColorAt(1.0, ground if is_right else clear)
    painter.fillRect(room, shade)


class _CardDelegate(QStyledItemDelegate):
    """Draws one specimen: its ink on the left, its distance and what it is on the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take_colours()
        theme.changed.connect(self._take_colours)

    @Slot()
    def _take_colours(self) -> None:
        tokens = self._theme.tokens
        self._table = ink_table(paper=QColor(tokens.paper), ink=QColor(tokens.ink))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(CARD.width() + GAP_PX, CARD.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(item, StripItem):
            return
        tokens = self._theme.tokens
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        width = 2.0 if is_chosen else 1.0
        card = QRectF(box).adjusted(width / 2, width / 2, -width / 2 - GAP_PX, -width / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if is_chosen else tokens.border), width))
        painter.setBrush(QColor(tokens.accent_soft if is_chosen else tokens.surface))
        painter.drawRoundedRect(card, RADIUS_PX, RADIUS_PX)
        paper = QRectF(box.left() + INSET_PX, box.top() + INSET_PX, THUMBNAIL.width(), THUMBNAIL.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.paper))
        painter.drawRoundedRect(paper, 3, 3)
        _draw_ink(painter, paper.adjusted(4, 2, -4, -2), item.ink, self._table)
        self._draw_words(painter, card.adjusted(THUMBNAIL.width() + 16, 8, -4, -8), item)
        painter.restore()

    def _draw_words(self, painter: QPainter, room: QRectF, item: StripItem) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(is_bold=True))
        painter.setPen(QColor(tokens.text))
        first = "–" if item.distance is None else f"{item.distance:.2f}"
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, first)
        small = self._theme.font(SMALL)
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        second = QFontMetrics(small).elidedText(item.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, second)


def _draw_ink(painter: QPainter, room: QRectF, ink: Raster | None, table: Table) -> None:
    if ink is None:
        return
    focus = ink.focus
    scale = min(room.width() / max(1, focus.width), room.height() / max(1, focus.height))
    level = ink.level_for(scale * painter.device().devicePixelRatioF())
    shrink = ink.levels[level].shape[1] / ink.width_px
    part = QRect(
        int(focus.left * shrink),
        int(focus.top * shrink),
        max(1, int(focus.width * shrink)),
        max(1, int(focus.height * shrink)),
    )
    size = QRectF(0, 0, focus.width * scale, focus.height * scale)
    size.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(size, ink.image(level=level, part=part, table=table))


def distance_words(distance: float | None) -> str:
    """A distance as a person reads it; unknown is written as unknown."""
    return "distance not known yet" if distance is None else f"distance {distance:.2f}"
