"""How are two signatures compared by eye: side by side, overlaid, in turns, or by their difference?"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.theme.tokens import LIGHT, SPACE_PX
from app.widgets.elided import ElidedLabel
from app.widgets.picture import PictureView
from app.widgets.raster import GREY_TABLE, Raster, Table, ink_table, pair_table
from app.widgets.viewport import Viewport

BLINK_MS = 500
"""Two changes a second: fast enough to see a stroke jump, below what can harm (three flashes a second)."""
PRESENTED_COLOUR = LIGHT.accent
"""Paper is light in both palettes, so the first ink of an overlay is too: the accent of the light one."""
BOTH_FAINT = LIGHT.disabled


class Mode(StrEnum):
    """The four ways to look."""

    SIDE_BY_SIDE = "side_by_side"
    OVERLAY = "overlay"
    BLINK = "blink"
    DIFFERENCE = "difference"


class Pane(QFrame):
    """A card with a line of words above one of several widgets."""

    def __init__(self, title: str, view: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._title = QLabel(title, self)
        self._title.setProperty("kind", "heading")
        self._caption = ElidedLabel(kind="muted", parent=self)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(SPACE_PX // 2)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE_PX + 4, 0, SPACE_PX // 2, 0)
        line.setSpacing(SPACE_PX)
        line.addWidget(self._title)
        line.addWidget(self._caption, 1)
        line.addLayout(self.tools)
        head = QWidget(self)
        head.setLayout(line)
        head.setFixedHeight(4 * SPACE_PX)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.stack, 1)

    def say(self, title: str, caption: str) -> None:
        """The strong words and the quiet ones."""
        self._title.setText(title)
        self._caption.setText(caption)


class Comparison(QStackedWidget):
    """Presented and specimen in two panes that move together, or both in one."""

    pair_wanted = Signal(bool)
    turned = Signal(bool)  # in the blink view: the presented signature is shown now

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.mode = Mode.SIDE_BY_SIDE
        self.is_ink = False
        self._is_still = False
        self._is_presented_up = True
        self._scans: tuple[Raster | None, Raster | None] = (None, None)
        self._inks: tuple[Raster | None, Raster | None] = (None, None)
        self._pair: Raster | None = None
        self._whole: Raster | None = None
        self.viewport, self.pair_viewport = Viewport(self), Viewport(self)
        self.presented_view = PictureView(self.viewport, name="Presented signature")
        self.specimen_view = PictureView(self.viewport, name="Specimen")
        self.pair_view = PictureView(self.pair_viewport, name="Presented signature over the specimen")
        self.presented = Pane("PRESENTED", self.presented_view, parent=self)
        self.specimen = Pane("SPECIMEN", self.specimen_view, parent=self)
        self.both = Pane("OVERLAY", self.pair_view, parent=self)
        sides = QWidget(self)
        line = QHBoxLayout(sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_PX)
        line.addWidget(self.presented, 1)
        line.addWidget(self.specimen, 1)
        self.addWidget(sides)
        self.addWidget(self.both)
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self.turn)
        theme.changed.connect(self._draw)

    def fit(self) -> None:
        """Show all of the ink again, in every view."""
        self.viewport.reset()
        self.pair_viewport.reset()

    @property
    def active_viewport(self) -> Viewport:
        """The zoom and pan of what is seen now."""
        return self.viewport if self.mode is Mode.SIDE_BY_SIDE else self.pair_viewport

    def set_mode(self, mode: Mode) -> None:
        """Look in another way. Blink again: turn, where nothing moves by itself."""
        if mode is self.mode is Mode.BLINK and self._is_still:
            self.turn()
            return
        self.mode = mode
        self._is_presented_up = True
        self.setCurrentIndex(0 if mode is Mode.SIDE_BY_SIDE else 1)
        self.pair_wanted.emit(mode is not Mode.SIDE_BY_SIDE)
        self._run_blink()
        self._draw()

    def set_ink(self, *, is_ink: bool) -> None:
        """Side by side, show the ink alone, or the scans."""
        self.is_ink = is_ink
        self._draw()

    def set_still(self, *, is_still: bool) -> None:
        """Move nothing by itself."""
        self._is_still = is_still
        self._run_blink()

    def show_pictures(
        self,
        *,
        scans: tuple[Raster | None, Raster | None],
        inks: tuple[Raster | None, Raster | None],
        pair: Raster | None,
    ) -> None:
        """Show these: presented first, specimen second, and both registered where that is known."""
        if scans == self._scans and inks == self._inks and pair is self._pair:
            return
        self._scans, self._inks, self._pair = scans, inks, pair
        self._draw()

    def show_whole(self, scan: Raster | None) -> None:
        """Show a whole page on the left while a box is drawn on it; None: the presented signature again."""
        if scan is not None:
            self.set_mode(Mode.SIDE_BY_SIDE)
        self._whole = scan
        self.viewport.reset()
        self._draw()

    @Slot()
    def turn(self) -> None:
        """In the blink view, show the other signature."""
        self._is_presented_up = not self._is_presented_up
        self.turned.emit(self._is_presented_up)
        self._draw()

    def legend(self) -> list[tuple[str, str]]:
        """Which colour stands for what in this view, as (#rrggbb, words)."""
        second = self._theme.tokens.second_ink
        match self.mode:
            case Mode.OVERLAY:
                return [
                    (PRESENTED_COLOUR, "presented"),
                    (second, "specimen"),
                    (self._theme.tokens.ink, "both"),
                ]
            case Mode.DIFFERENCE:
                return [(PRESENTED_COLOUR, "only presented"), (second, "only specimen"), (BOTH_FAINT, "both")]
        return []

    def blink_words(self) -> str:
        """Which of the two is shown in the blink view now."""
        shown = "presented" if self._is_presented_up else "specimen"
        return f"{shown} · press 3 to change ·" if self._is_still else f"{shown} ·"

    def showEvent(self, event: object) -> None:
        self._run_blink()

    def hideEvent(self, event: object) -> None:
        self._blink.stop()

    def _run_blink(self) -> None:
        if self.mode is Mode.BLINK and not self._is_still and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()

    @Slot()
    def _draw(self) -> None:
        tokens = self._theme.tokens
        paper = QColor(tokens.paper)
        ink = ink_table(paper=paper, ink=QColor(tokens.ink))
        views = (self.presented_view, self.specimen_view)
        for view, scan, drawn in zip(views, self._scans, self._inks, strict=True):
            if self._whole is not None and view is self.presented_view:
                view.show_raster(self._whole, table=GREY_TABLE, paper=QColor(tokens.raised))
            elif self.is_ink and drawn is not None:
                view.show_raster(drawn, table=ink, paper=paper)
            elif scan is not None:
                view.show_raster(scan, table=GREY_TABLE, paper=QColor(tokens.raised))
            else:
                view.show_raster(None)
        if self.mode is Mode.SIDE_BY_SIDE or self._pair is None:
            self.pair_view.show_raster(None)
        else:
            self.pair_view.show_raster(self._pair, table=self._pair_table(), paper=paper)

    def _pair_table(self) -> Table:
        tokens = self._theme.tokens
        paper, ink = QColor(tokens.paper), QColor(tokens.ink)
        first, second = QColor(PRESENTED_COLOUR), QColor(tokens.second_ink)
        match self.mode:
            case Mode.DIFFERENCE:
                return pair_table(paper=paper, presented=first, specimen=second, both=QColor(BOTH_FAINT))
            case Mode.BLINK if self._is_presented_up:
                return pair_table(paper=paper, presented=ink, specimen=paper, both=ink)
            case Mode.BLINK:
                return pair_table(paper=paper, presented=paper, specimen=ink, both=ink)
        return pair_table(paper=paper, presented=first, specimen=second, both=ink)

    def focus_pictures(self) -> None:
        """Let the keys of the pictures work."""
        view = self.presented_view if self.mode is Mode.SIDE_BY_SIDE else self.pair_view
        view.setFocus(Qt.FocusReason.OtherFocusReason)
