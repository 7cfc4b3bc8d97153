"""How do collected signatures look: on a wall, thousands of them, and the specimens in a row above?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.widgets.card_list import CARD_ROLE, CardList
from app.widgets.cards import (
    WITHDRAWN_OPACITY,
    Pictured,
    draw_card,
    draw_line,
    draw_picture,
    line_px,
    plain_palette,
    strong,
)

Index = QModelIndex | QPersistentModelIndex

NARROWEST_PX, STRIP_PX = 168, 144
GAP_PX = 8
PADDING_PX = 8
PICTURE_SHARE = 0.46
"""The picture's height as a share of its width: signatures are about twice as wide as high."""
WALL_LINES, STRIP_LINES = 4, 1


class LabelledCard(Protocol):
    """What the model's CARD_ROLE holds; `sign` is an icon, or nothing."""

    @property
    def key(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def sign(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def odd(self) -> str: ...
    @property
    def is_excluded(self) -> bool: ...
    @property
    def thumbnail(self) -> Pictured | None: ...


class ExampleCards(CardList):
    """Tells which cards are in sight, so that only their pictures are made. Enter looks closer."""

    in_sight = Signal(list)  # keys, in the order shown
    looked_closer = Signal(int)

    def __init__(self, name: str, *, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._delegate = _CardDelegate(lines, self)
        self.setItemDelegate(self._delegate)
        self.setMovement(QListView.Movement.Static)
        self.viewport().setAutoFillBackground(False)
        self.activated.connect(self._on_activated)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.look_round)
            bar.rangeChanged.connect(self.look_round)

    @property
    def cell(self) -> QSize:
        """The room of one card with the gap beside and below it."""
        return self._delegate.cell

    def show_ink(self, *, is_on: bool) -> None:
        """Draw the ink as the network sees it, or the scan as it came."""
        self._delegate.shows_ink = is_on
        self.viewport().update()

    def chosen_keys(self) -> list[int]:
        """The keys of the cards that are selected, in their order."""
        return [self._card(row).key for row in self.chosen_rows()]

    def visible_rows(self) -> range:
        """The rows that are in sight, whole or in part."""
        raise NotImplementedError

    @Slot()
    def look_round(self) -> None:
        """Say what is in sight now."""
        if self.isVisible() and self.model() is not None:
            self.in_sight.emit([self._card(row).key for row in self.visible_rows()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_round()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look_round()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _card(self, row: int) -> LabelledCard:
        card: LabelledCard = self.model().index(row, 0).data(CARD_ROLE)
        return card

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.looked_closer.emit(self._card(index.row()).key)


class ExampleWall(ExampleCards):
    """Rows of cards that fill the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Presented signatures", lines=WALL_LINES, parent=parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self._columns = 1

    def visible_rows(self) -> range:
        height, top = self.cell.height(), self.verticalScrollBar().value()
        first, last = top // height, (top + self.viewport().height()) // height
        return range(first * self._columns, min((last + 1) * self._columns, self.model().rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Share the width out among as many cards as have room in a row."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = self.maximumViewportSize().width() - bar - 2  # the view itself leaves room for the bar
        self._columns = max(1, width // (NARROWEST_PX + GAP_PX))
        cell = width // self._columns
        height = card_height(cell - GAP_PX, self.font(), lines=WALL_LINES)
        self._delegate.cell = QSize(cell, height + GAP_PX)
        self.setGridSize(self._delegate.cell)


class SpecimenRow(ExampleCards):
    """The specimens in one row, to be compared with by eye."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Specimens", lines=STRIP_LINES, parent=parent)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        height = card_height(STRIP_PX, self.font(), lines=STRIP_LINES)
        self._delegate.cell = QSize(STRIP_PX + GAP_PX, height + GAP_PX)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedHeight(height + GAP_PX + bar)

    def visible_rows(self) -> range:
        width, left = self.cell.width(), self.horizontalScrollBar().value()
        last = (left + self.viewport().width()) // width
        return range(left // width, min(last + 1, self.model().rowCount()))


def card_height(width: int, font: QFont, *, lines: int) -> int:
    """How high a card of this width is: its picture and its lines of words."""
    picture = round((width - 2 * PADDING_PX) * PICTURE_SHARE)
    return 3 * PADDING_PX + picture + lines * line_px(font)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.shows_ink = False
        self.cell = QSize(NARROWEST_PX + GAP_PX, 200)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: LabelledCard = index.data(CARD_ROLE)
        state, rect, font = option.state, option.rect, option.font
        palette = plain_palette()
        frame = QRectF(rect.left() + 1, rect.top() + 1, rect.width() - GAP_PX, rect.height() - GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        draw_card(painter, frame, palette, is_chosen=is_chosen, has_focus=has_focus)
        inside = frame.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        picture = QRectF(inside.topLeft(), inside.size())
        picture.setHeight(round(inside.width() * PICTURE_SHARE))
        painter.setOpacity(WITHDRAWN_OPACITY if card.is_excluded else 1.0)
        draw_picture(painter, picture, card.thumbnail, palette, as_ink=self.shows_ink)
        painter.setOpacity(1.0)
        words = inside.adjusted(0, picture.height() + PADDING_PX, 0, 0)
        if self._lines == STRIP_LINES:
            _draw_date(painter, words, card, palette, font)
        else:
            _draw_label(painter, words, card, palette, font)
        painter.restore()


def _draw_date(painter: QPainter, room: QRectF, card: LabelledCard, palette: QPalette, font: QFont) -> None:
    line = QRectF(room.left(), room.top(), room.width(), line_px(font))
    muted = palette.color(QPalette.ColorRole.PlaceholderText)
    draw_line(painter, line, card.date, font=font, colour=muted, sign=card.sign)


def _draw_label(painter: QPainter, room: QRectF, card: LabelledCard, palette: QPalette, font: QFont) -> None:
    text, muted = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
    line = QRectF(room.left(), room.top(), room.width(), line_px(font))
    draw_line(painter, line, card.label, font=strong(font), colour=text, sign=card.sign)
    for words in (card.source, card.date):
        line.translate(0, line.height())
        draw_line(painter, line, words, font=font, colour=muted)
    if card.odd:
        line.translate(0, line.height())
        draw_line(painter, line, card.odd, font=strong(font), colour=text, sign="warning")
