"""How does a scan get onto a page? Dropped, pasted or chosen: all three say the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    QRectF,
    QStandardPaths,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.assets import icon_pixmap
from app.theme.theme import Theme
from app.theme.tokens import LIGHT
from core.image.read import SUFFIXES
from core.pen.files import SUFFIXES as PEN_SUFFIXES

Source = Path | bytes

_DRAWING_PX = 40


class ScanIntake(QObject):
    """Takes scans for a widget. `given` carries files as paths and pictures of the clipboard as bytes."""

    given = Signal(list)
    refused = Signal(str)  # a sentence: what was handed in holds no scan
    hovered = Signal(bool)  # something that can be dropped is over the widget, or no longer

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._dialog: QFileDialog | None = None
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.hovered.emit(False)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._give(sources_of(event.mimeData()), otherwise="What was dropped holds no scan.")
            return True
        if isinstance(event, QDragMoveEvent | QDragEnterEvent) and can_hold_scan(event.mimeData()):
            if event.type() == QEvent.Type.DragEnter:
                self.hovered.emit(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hovered.emit(False)
        return super().eventFilter(watched, event)

    @Slot()
    def paste(self) -> None:
        """Take what is on the clipboard: copied files, or a picture."""
        self._give(
            sources_of(QGuiApplication.clipboard().mimeData()), otherwise="There is no scan on the clipboard."
        )

    @Slot()
    def browse(self) -> None:
        """Let the clerk choose files; the window does not wait."""
        patterns = " ".join(f"*{suffix}" for suffix in dict.fromkeys((*SUFFIXES, *PEN_SUFFIXES)))
        filters = f"Scans and files of a pen ({patterns});;All files (*)"
        dialog = QFileDialog(self._widget, "Open scans", self._folder, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_selected)
        self._dialog = dialog
        dialog.open()

    @Slot(list)
    def _on_files_selected(self, files: list[str]) -> None:
        if files:
            self._folder = str(Path(files[0]).parent)
            self._give([Path(file) for file in files], otherwise="")

    def _give(self, sources: Sequence[Source], *, otherwise: str) -> None:
        if sources:
            self.given.emit(list(sources))
        elif otherwise:
            self.refused.emit(otherwise)


def can_hold_scan(mime: QMimeData) -> bool:
    """Whether something dragged or copied may be a scan."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def sources_of(mime: QMimeData) -> list[Source]:
    """The scans in something dropped or copied: its files, else its picture."""
    files: list[Source] = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files or not mime.hasImage():
        return files
    image = mime.imageData()
    return [packed(image)] if isinstance(image, QImage) and not image.isNull() else []


def packed(image: QImage) -> bytes:
    """A picture as a file in memory, on white where it was transparent, and without a made-up resolution."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor(LIGHT.paper))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    flat.setDotsPerMeterX(0)
    flat.setDotsPerMeterY(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    flat.save(buffer, "BMP")  # type: ignore[call-overload]  # not packed small: that would take the window's time
    return bytes(buffer.data().data())


class DropZone(QWidget):
    """What is shown where a scan is missing: one sentence and one button."""

    def __init__(
        self,
        sentence: str,
        *,
        action: QAction,
        theme: Theme,
        inset_px: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._inset_px = theme, inset_px
        self._picture = QLabel(self)
        self.sentence = QLabel(sentence, self)
        self.sentence.setProperty("kind", "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMinimumWidth(280)
        self.button = QPushButton("Browse", self)
        self.button.setAccessibleName("Browse for a scan")
        self.button.setToolTip(action.toolTip())
        self.button.setProperty("kind", "primary")
        self.button.clicked.connect(action.trigger)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(1)
        for widget in (self._picture, self.sentence, self.button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
        self._tint()
        theme.changed.connect(self._tint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.outline), 1.5, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        inset = self._inset_px
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)

    @Slot()
    def _tint(self) -> None:
        colour, ratio = self._theme.tokens.outline, self.devicePixelRatioF()
        self._picture.setPixmap(icon_pixmap("scan", colour=colour, size_px=_DRAWING_PX, ratio=ratio))


class DropCover(QWidget):
    """Lies over a page while a scan is held above it, and says what dropping it does."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Cover the page with a sentence."""
        self._sentence = sentence
        page = self.parentWidget()
        if page is not None:
            self.setGeometry(page.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(tokens.accent_soft)
        shade.setAlphaF(0.92)
        painter.setBrush(shade)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(8, 8, -8, -8), 8, 8)
        painter.setFont(self._theme.font("title", is_bold=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._sentence)
