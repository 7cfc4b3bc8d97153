"""Which palette is on, and who needs to know when it changes?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.theme.palette import palette
from app.theme.sheet import style_sheet
from app.theme.tokens import DARK, LIGHT, Tokens

SMALL, BODY, TITLE = "small", "body", "title"
_DRESSED = "specimen_wears_fusion"
_SCALE = {SMALL: 0.88, BODY: 1.0, TITLE: 1.5}


class Theme(QObject):
    """The look of the desk. `mode` is system, light or dark; `changed` comes once the new one is applied."""

    changed = Signal()

    def __init__(self, mode: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self._body = QFont()  # the system's own, before any style sheet
        self._tokens = self._choose()
        QApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in use now."""
        return self._tokens

    def set_mode(self, mode: str) -> None:
        """Switch to light, dark, or whatever the system says."""
        self._mode = mode
        self._refresh()

    def font(self, size: str = BODY, *, is_bold: bool = False) -> QFont:
        """The system's font in one of the three sizes: small, body, title."""
        font = QFont(self._body)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * _SCALE[size])
        else:
            font.setPixelSize(round(font.pixelSize() * _SCALE[size]))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def apply(self) -> None:
        """Dress the application: style, palette, style sheet."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if not app.property(_DRESSED):  # once: under a style sheet the style no longer says its name
            app.setStyle("fusion")
            app.setProperty(_DRESSED, True)
        app.setPalette(palette(self._tokens))
        app.setStyleSheet(style_sheet(self._tokens, small=self.font(SMALL), title=self.font(TITLE)))

    def _choose(self) -> Tokens:
        if self._mode == "system":
            is_dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            is_dark = self._mode == "dark"
        return DARK if is_dark else LIGHT

    def _on_scheme_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        chosen = self._choose()
        if chosen is not self._tokens:
            self._tokens = chosen
            self.apply()
            self.changed.emit()
