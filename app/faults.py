"""What happens to an error that nobody expected?

It is written to a log that names no person, picture or account, and said once, calmly, on the GUI thread. The
hooks fire on whichever thread raised; only the signal crosses over.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

_log = logging.getLogger("app.faults")

_MAX_BYTES = 1_000_000
_KEPT_FILES = 3
_OURS = ("app", "core")  # other people's loggers may write names of files
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _NamelessFormatter(logging.Formatter):
    """Writes where an error came from and of what type it is, never its words: they may hold a name."""

    def formatException(self, ei: _ExcInfo) -> str:
        kind, _, trace = ei
        places = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return "\n".join([*places, f"  {kind.__name__ if kind else 'no error'}"])


def start_log(folder: Path) -> logging.Handler | None:
    """Begin to write a rotating log in `folder`; None, and a desk without a log, where that is impossible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "specimen.log",
            maxBytes=_MAX_BYTES,
            backupCount=_KEPT_FILES,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        return None
    handler.setFormatter(_NamelessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    return handler


def stop_log(handler: logging.Handler | None) -> None:
    """Close the log again."""
    if handler is not None:
        for name in _OURS:
            logging.getLogger(name).removeHandler(handler)
        handler.close()


def say_why_not(sentence: str) -> None:
    """Say why the desk does not start, and wait until it was read."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Specimen", "Specimen cannot start on this computer.")
    box.setInformativeText(sentence)
    box.exec()


class Faults(QObject):
    """Catches what nobody expected, on any thread, for as long as it is installed."""

    caught = Signal(str)  # the type of the error; nothing else crosses over

    def __init__(self, log_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_folder = log_folder
        self._box: QMessageBox | None = None
        self.caught.connect(self._on_caught)

    def install(self) -> None:
        """Take over the hooks of Python, its threads, and Qt's messages."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        self._qt_before = qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        logging.getLogger("app.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)
        if self._qt_before is not None:
            self._qt_before(kind, context, message)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        self.caught.emit(kind.__name__)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def _on_caught(self, kind: str) -> None:
        if self._box is not None:
            return  # one is enough; the log has them all
        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("Specimen")
        box.setText("Something went wrong inside Specimen.")
        box.setInformativeText(
            "What was saved before is safe, and you can go on working. "
            f"The log says where it happened ({kind}); it holds no names, pictures or account numbers."
        )
        folder = box.addButton("Show the log", QMessageBox.ButtonRole.ActionRole)
        folder.clicked.connect(self._on_folder_clicked)
        go_on = box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.finished.connect(self._on_finished)
        self._box = box
        box.open()

    @Slot()
    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))

    @Slot()
    def _on_finished(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None
