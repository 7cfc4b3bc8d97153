"""How is a signature shown on which champion and challenger disagree?"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.theme.theme import Theme
from app.widgets.card_list import CARD_ROLE, CardList, Index
from app.widgets.card_picture import Pictured, draw_picture
from app.widgets.cards import Lines, card_surface, draw_line, line_px, plain_palette

PICTURE_PX = 176
PADDING_PX = 8
GAP_PX = 8
LINES = 4


class TurnedCard(Protocol):
    """What the model's CARD_ROLE holds; `sides` are who advises, the verdict, and both in words."""

    @property
    def sides(self) -> tuple[tuple[str, str, str], ...]: ...
    @property
    def label(self) -> str: ...
    @property
    def whose(self) -> str: ...
    @property
    def is_better(self) -> bool: ...
    @property
    def is_gone(self) -> bool: ...
    @property
    def thumbnail(self) -> Pictured | None: ...


class TurnedList(CardList):
    """One card under the other, the picture beside its words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Signatures that changed sides", parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_CardDelegate(theme, self))
        self.viewport().setAutoFillBackground(False)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, LINES * line_px(option.font) + 2 * PADDING_PX + GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: TurnedCard = index.data(CARD_ROLE)
        with card_surface(painter, option, gap=(2, GAP_PX)) as frame:
            inside = frame.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
            picture = QRectF(inside.left(), inside.top(), PICTURE_PX, inside.height())
            draw_picture(painter, picture, card.thumbnail, as_ink=False)
            words = inside.adjusted(PICTURE_PX + 2 * PADDING_PX, 0, 0, 0)
            self._draw_words(painter, words, card, option.font)

    def _draw_words(self, painter: QPainter, room: QRectF, card: TurnedCard, font: QFont) -> None:
        lines = Lines(painter, room, font)
        first = QRectF(lines.line)
        lines.say(card.label, is_strong=True)
        _draw_change(painter, first, font, is_better=card.is_better)
        named = QFontMetrics(font).horizontalAdvance("Challenger") + 2 * PADDING_PX
        for name, verdict, said in card.sides:
            beside, colour = lines.line.adjusted(named, 0, 0, 0), QColor(self._theme.tokens.verdict(verdict))
            draw_line(painter, beside, said, font=font, colour=colour, sign=verdict)
            lines.say(name, is_muted=True)
        whose = "Its picture is no longer there" if card.is_gone else card.whose
        lines.say(whose, is_muted=True, elide=Qt.TextElideMode.ElideMiddle)


def _draw_change(painter: QPainter, line: QRectF, font: QFont, *, is_better: bool) -> None:
    """At the right end of the line: which way the advice has moved."""
    words = "Nearer to its label" if is_better else "Further from its label"
    width = QFontMetrics(font).horizontalAdvance(words) + 40
    right = line.adjusted(max(0.0, line.width() - width), 0, 0, 0)
    muted = plain_palette().color(QPalette.ColorRole.PlaceholderText)
    draw_line(painter, right, words, font=font, colour=muted, sign="done" if is_better else "warning")
