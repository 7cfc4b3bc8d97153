"""How does a test sit down at the whole desk, started as by a person, and work there by hand?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.run import make_application, run
from app.views.main_window import MainWindow

PATIENCE_MS = 60_000
LOOK_EVERY_MS = 5
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEYS, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


class Clerk:
    """Sees the window, presses keys, types, drops files, and waits until what should happen has happened."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.pages = window.pages

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Let the desk work until something is so; AssertionError where it never comes."""
        loop, look, clock = QEventLoop(), QTimer(), QElapsedTimer()
        look.timeout.connect(lambda: loop.quit() if is_so() or clock.hasExpired(PATIENCE_MS) else None)
        clock.start()
        look.start(LOOK_EVERY_MS)
        loop.exec()
        look.stop()
        assert is_so(), "it never came to that"

    def wait_for_page(self, name: str) -> None:
        self.wait(lambda: self.pages.page == name)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        lanes = self.pages.customers._workplace.lanes
        self.wait(lambda: lanes.inference.is_idle and lanes.store.is_idle)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)

    def type(self, text: str) -> None:
        """Type where the focus is, in place of what is selected there."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def click(self, words: str) -> None:
        """Click the button that says so."""
        buttons = [one for one in self.window.findChildren(QPushButton) if one.isVisible()]
        QTest.mouseClick(next(one for one in buttons if one.text() == words), LEFT)

    def drop(self, page: QWidget, *files: Path) -> None:
        """Drop files onto a page, as out of a folder."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(page, QDragEnterEvent(QPoint(600, 300), copy, mime, LEFT, NO_KEYS))
        QApplication.sendEvent(page, QDropEvent(QPointF(600, 300), copy, mime, LEFT, NO_KEYS))

    def reads(self, sentence: str, *, within: QWidget | None = None) -> bool:
        """Whether these words stand somewhere in sight."""
        labels = (within or self.window).findChildren(QLabel)
        return any(sentence in label.text() for label in labels if label.isVisible())

    # the customers page

    def add_customer(self, name: str, *, number: str, account: str) -> None:
        """Add a customer by keys alone."""
        self.press(Qt.Key.Key_2, CTRL)
        self.press(Qt.Key.Key_N, CTRL)
        for text in (name, number, account):
            self.type(text)
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Return)
        detail = self.pages.customers.detail
        self.wait(lambda: detail.header.name.text() == name and not detail.is_editing)

    def add_signatory(self, name: str, *, role: str) -> None:
        """Add somebody who may sign for the customer in sight."""
        self.press(Qt.Key.Key_N, CTRL | SHIFT)
        self.type(name)
        self.press(Qt.Key.Key_Tab)
        self.type(role)
        self.press(Qt.Key.Key_Return)
        customers = self.pages.customers
        self.wait(lambda: customers.customers.signatory is not None and not customers.detail.is_editing)

    def fill_tray(self, *files: Path) -> None:
        """Drop scans to be enrolled and wait until all have been looked at."""
        customers = self.pages.customers
        self.drop(customers, *files)
        self.wait(lambda: customers.tray.model.rowCount() > 0 and not customers.tray.is_examining)

    def enrol(self, *files: Path) -> None:
        """Drop scans and enrol them."""
        customers = self.pages.customers
        before = customers.wall.model.rowCount()
        self.fill_tray(*files)
        self.press(Qt.Key.Key_S, CTRL)
        self.wait(lambda: customers.wall.model.rowCount() == before + len(files))

    # the verify page

    def choose_signatory(self, typed: str) -> None:
        """Find a signatory by typing, and take the first line found."""
        self.press(Qt.Key.Key_1, CTRL)
        self.press(Qt.Key.Key_F, CTRL)
        verify = self.pages.verify
        self.type(typed)
        self.wait(verify.head.finder.popup.isVisible)
        QTest.keyClick(verify.head.finder, Qt.Key.Key_Return)
        self.wait(lambda: verify.presenter.state.subject is not None)


def at_the_desk(work: Callable[[Clerk], None], *, folder: Path, model: Path) -> int:
    """Start the desk as a person does, work, and close it; returns its exit code, or raises as `work` did."""
    raised: list[BaseException] = []
    make_application()

    def sit_down() -> None:
        try:
            windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
            clerk = Clerk(next(one for one in windows if one.isVisible()))
            clerk.window.activateWindow()
            clerk.wait(lambda: clerk.pages.page != "")
            work(clerk)
        except BaseException as error:  # noqa: BLE001 - goes on to the test, once the desk is closed
            raised.append(error)
        QApplication.closeAllWindows()

    QTimer.singleShot(0, sit_down)
    code = run(["--data-folder", str(folder), "--model", str(model), "--theme", "light"])
    if raised:
        raise raised[0]
    return code
