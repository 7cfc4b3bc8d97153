"""Where do icons come from, and how do they take the colours of the theme?

Icons are our own line drawings, 24 units wide with a stroke of 1.6, in `resources/icons`.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.tokens import ICON_PX, Tokens
from core.resources import resource

_RATIOS = (1, 2, 3)


def icon(name: str, tokens: Tokens, *, size_px: int = ICON_PX, colour: str = "") -> QIcon:
    """An icon in the theme's text colour, or in `colour`; grey where disabled, the accent where checked."""
    result = QIcon()
    for ratio in _RATIOS:
        usual = icon_pixmap(name, colour=colour or tokens.text, size_px=size_px, ratio=ratio)
        faint = icon_pixmap(name, colour=tokens.disabled, size_px=size_px, ratio=ratio)
        on = icon_pixmap(name, colour=colour or tokens.accent, size_px=size_px, ratio=ratio)
        result.addPixmap(usual, QIcon.Mode.Normal, QIcon.State.Off)
        result.addPixmap(usual, QIcon.Mode.Active, QIcon.State.Off)
        result.addPixmap(usual, QIcon.Mode.Selected, QIcon.State.Off)
        result.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
        result.addPixmap(faint, QIcon.Mode.Disabled, QIcon.State.Off)
    return result


def verdict_icon(verdict: str, tokens: Tokens, *, size_px: int = ICON_PX) -> QIcon:
    """The sign of accept, refer or reject in its own colour."""
    return icon(str(verdict), tokens, size_px=size_px, colour=tokens.verdict(verdict))


def program_icon() -> QIcon:
    """The icon of the program itself, in its own colours."""
    return QIcon(str(resource("icons", "program.svg")))


@lru_cache(maxsize=1024)
def icon_pixmap(name: str, *, colour: str, size_px: int = ICON_PX, ratio: float = 1.0) -> QPixmap:
    """One drawing in one colour; `size_px` in logical pixels, `ratio` the screen's device pixel ratio."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    side = round(size_px * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
