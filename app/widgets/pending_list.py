"""How do scans that wait look: kept or left out, as scanned and as ink, with what was found?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.card_list import CARD_ROLE, CardList
from app.widgets.cards import (
    Pictured,
    Plane,
    draw_card,
    draw_line,
    draw_picture,
    line_px,
    plain_palette,
    strong,
)

Index = QModelIndex | QPersistentModelIndex

GAP_PX = 8
PADDING_PX = 12
CHECK_PX = 20
NARROWEST_PICTURE_PX, WIDEST_PICTURE_PX = 120, 232
PICTURE_SHARE = 0.46
WORDS_PX = 340
WORD_LINES = 6
LEFT_OUT_OPACITY = 0.45
MARK_TEXT = "Mark each signature"


class WaitingCard(Protocol):
    """What the model's CARD_ROLE holds."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> str: ...
    @property
    def picture(self) -> Plane: ...
    @property
    def paper(self) -> int: ...
    @property
    def thumbnail(self) -> Pictured | None: ...
    @property
    def findings(self) -> tuple[str, ...]: ...
    @property
    def is_fit(self) -> bool: ...
    @property
    def is_chosen(self) -> bool: ...
    @property
    def has_several(self) -> bool: ...
    def state(self) -> str: ...


@dataclass(frozen=True, eq=False)
class _AsDropped:
    """The whole page as the scan, and the ink of the signature once it is known."""

    scan: Plane
    ink: Plane
    paper: int


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


@dataclass(frozen=True)
class _Places:
    """Where the parts of one row lie."""

    frame: QRectF
    check: QRect
    scan: QRectF
    ink: QRectF
    words: QRectF


def _places(rect: QRect) -> _Places:
    frame = QRectF(rect).adjusted(1, 1, -1, -1 - GAP_PX)
    left = int(frame.left()) + PADDING_PX
    check = QRect(left, int(frame.center().y()) - CHECK_PX // 2, CHECK_PX, CHECK_PX)
    spare = (frame.width() - 4 * PADDING_PX - CHECK_PX - WORDS_PX) / 2
    width = max(NARROWEST_PICTURE_PX, min(WIDEST_PICTURE_PX, spare))
    top, height = frame.top() + PADDING_PX, frame.height() - 2 * PADDING_PX
    scan = QRectF(check.right() + PADDING_PX, top, width, height)
    ink = QRectF(scan.right() + GAP_PX, top, width, height)
    words_left = ink.right() + 2 * GAP_PX
    return _Places(
        frame, check, scan, ink, QRectF(words_left, top, frame.right() - PADDING_PX - words_left, height)
    )


class _RowDelegate(QStyledItemDelegate):
    marking_requested = Signal(QModelIndex)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        font = option.font
        return QSize(320, WORD_LINES * line_px(font) + 2 * PADDING_PX + GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: WaitingCard = index.data(CARD_ROLE)
        state = option.state
        palette = plain_palette()
        places = _places(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        draw_card(painter, places.frame, palette, is_chosen=is_chosen, has_focus=has_focus)
        if _is_checkable(index):
            _draw_check(painter, places.check, palette, is_on=card.is_chosen)
        ink = card.thumbnail.ink if card.thumbnail else card.picture
        dropped = _AsDropped(scan=card.picture, ink=ink, paper=card.paper)
        is_left_out = card.is_fit and not card.is_chosen
        painter.setOpacity(LEFT_OUT_OPACITY if is_left_out else 1.0)
        draw_picture(painter, places.scan, dropped, palette, as_ink=False)
        draw_picture(painter, places.ink, dropped if card.thumbnail else None, palette, as_ink=True)
        painter.setOpacity(1.0)
        _draw_words(painter, places.words, card, palette, option.font)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            places = _places(option.rect)
            point = event.position().toPoint()
            if places.check.adjusted(-6, -6, 6, 6).contains(point) and _is_checkable(index):
                is_on = _check(index) == Qt.CheckState.Checked
                turned = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
                return model.setData(_plain(index), turned, Qt.ItemDataRole.CheckStateRole)
            if index.data(CARD_ROLE).has_several and _mark_place(places.words, option.font).contains(point):
                self.marking_requested.emit(_plain(index))
                return True
        return False


def _draw_check(painter: QPainter, room: QRect, palette: QPalette, *, is_on: bool) -> None:
    box = QRectF(room).adjusted(1, 1, -1, -1)
    edge = palette.color(QPalette.ColorRole.Accent if is_on else QPalette.ColorRole.Dark)
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(edge if is_on else palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(box, 4, 4)
    if is_on:
        tick = (QPointF(0.25, 0.52), QPointF(0.43, 0.70), QPointF(0.75, 0.32))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 2))
        painter.drawPolyline(
            [box.topLeft() + QPointF(p.x() * box.width(), p.y() * box.height()) for p in tick]
        )


def _draw_words(painter: QPainter, room: QRectF, card: WaitingCard, palette: QPalette, font: QFont) -> None:
    text, muted = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
    line = QRectF(room.left(), room.top(), room.width(), line_px(font))
    draw_line(painter, line, card.name, font=strong(font), colour=text, elide=Qt.TextElideMode.ElideMiddle)
    line.translate(0, line.height())
    sign = "" if card.is_fit or card.thumbnail is None else "warning"
    draw_line(painter, line, card.state(), font=strong(font) if sign else font, colour=text, sign=sign)
    line.translate(0, line.height())
    if card.findings:
        below = QRectF(line.left(), line.top(), line.width(), _mark_place(room, font).top() - line.top())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setFont(font)
        painter.setPen(text)
        painter.drawText(below, flags, " ".join(card.findings))
    else:
        draw_line(painter, line, card.size, font=font, colour=muted)
    if card.has_several:
        accent = palette.color(QPalette.ColorRole.Accent)
        draw_line(painter, _mark_place(room, font), MARK_TEXT, font=strong(font), colour=accent, sign="crop")


def _mark_place(words: QRectF, font: QFont) -> QRectF:
    """Where a row offers to mark the signatures on its page."""
    height = line_px(font)
    width = QFontMetrics(strong(font)).horizontalAdvance(MARK_TEXT) + 2 * height
    return QRectF(words.left(), words.bottom() - height, min(words.width(), width), height)


def _is_checkable(index: Index) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _check(index: Index) -> Qt.CheckState:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))


def _plain(index: Index) -> QModelIndex:
    return index.model().index(index.row(), index.column(), index.parent())
