"""Is what nobody expected written down without names, and said once, on the GUI thread?"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.faults import Faults, say_why_not, start_log, stop_log

pytestmark = pytest.mark.usefixtures("qtbot")

SECRET = "Maria Okafor 4711-0082"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_log(tmp_path)
    yield tmp_path / "specimen.log"
    stop_log(handler)


@pytest.fixture
def faults(log: Path) -> Iterator[Faults]:
    faults = Faults(log.parent)
    faults.install()
    yield faults
    faults.uninstall()
    for box in boxes():
        box.close()


def boxes() -> list[QMessageBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


def raise_here() -> None:
    """Let the hook see an error as Python would."""
    try:
        raise ValueError(SECRET)
    except ValueError:
        sys.excepthook(*sys.exc_info())


@pytest.mark.usefixtures("faults")
def test_error_is_said_calmly_and_once() -> None:
    raise_here()
    raise_here()
    shown = boxes()
    assert len(shown) == 1
    assert "ValueError" in shown[0].informativeText()
    assert SECRET not in shown[0].text() + shown[0].informativeText()


@pytest.mark.usefixtures("faults")
def test_next_error_is_said_again_once_the_first_was_read() -> None:
    raise_here()
    boxes()[0].close()
    raise_here()
    assert len(boxes()) == 1


@pytest.mark.usefixtures("faults")
def test_log_says_where_but_no_names(log: Path) -> None:
    raise_here()
    text = log.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "raise_here" in text
    assert "Okafor" not in text
    assert "4711" not in text


def test_error_on_another_thread_is_said_on_this_one(qtbot: QtBot, faults: Faults) -> None:
    worker = threading.Thread(target=lambda: int(SECRET))
    with qtbot.waitSignal(faults.caught):
        worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert boxes()[0].thread() is QThread.currentThread()


def test_hooks_are_given_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    faults = Faults(tmp_path)
    faults.install()
    assert sys.excepthook is not before[0]
    faults.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


@pytest.mark.qt_log_ignore("a style sheet")
@pytest.mark.usefixtures("faults")
def test_message_of_qt_is_logged(log: Path) -> None:
    qWarning("a style sheet could not be parsed")
    assert "WARNING app.qt a style sheet could not be parsed" in log.read_text(encoding="utf-8")


def test_log_of_the_core_is_kept_and_that_of_libraries_is_not(log: Path) -> None:
    logging.getLogger("core.store").warning("copied before migrating")
    logging.getLogger("PIL").warning("cannot open %s", SECRET)
    text = log.read_text(encoding="utf-8")
    assert "copied before migrating" in text
    assert "Okafor" not in text


def test_folder_that_cannot_be_made_means_no_log_and_no_fault(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way", encoding="utf-8")
    assert start_log(blocker / "log") is None
    stop_log(None)


def test_why_nothing_starts_is_said_until_it_was_read() -> None:
    said: list[str] = []

    def read() -> None:
        (box,) = boxes()
        said.extend((box.text(), box.informativeText()))
        box.close()

    QTimer.singleShot(0, read)
    say_why_not("specimen.toml: colour is no key of this file.")
    assert said == [
        "Specimen cannot start on this computer.",
        "specimen.toml: colour is no key of this file.",
    ]
