"""Do dropping, pasting and browsing all say the same?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.theme.theme import Theme
from app.widgets.drop_zone import DropZone, ScanIntake, packed, sources_of
from core.image.read import read_page

pytestmark = pytest.mark.usefixtures("qtbot")
COPY = Qt.DropAction.CopyAction
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def intake(qtbot: QtBot) -> ScanIntake:
    widget = QWidget()
    qtbot.addWidget(widget)
    intake = ScanIntake(widget)
    intake.setProperty("widget", widget)
    return intake


@pytest.fixture
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def clear_picture() -> QImage:
    picture = QImage(30, 20, QImage.Format.Format_ARGB32)
    picture.fill(QColor(0, 0, 0, 0))
    picture.setPixelColor(5, 5, QColor(0, 0, 0))
    return picture


def drop(intake: ScanIntake, mime: QMimeData) -> None:
    widget = intake.property("widget")
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, NO_KEY))
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), COPY, mime, LEFT, NO_KEY))


def test_dropped_files_are_given_in_their_order(intake: ScanIntake, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / "b.png", tmp_path / "a.png"]
    hovered: list[bool] = []
    intake.hovered.connect(hovered.append)
    with qtbot.waitSignal(intake.given) as given:
        drop(intake, mime_of(*paths))
    assert given.args == [paths]
    assert hovered == [True, False]


def test_what_cannot_hold_a_scan_is_not_offered_a_place(intake: ScanIntake) -> None:
    mime = QMimeData()
    mime.setText("Maria Okafor")
    event = QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, NO_KEY)
    event.setAccepted(False)
    QApplication.sendEvent(intake.property("widget"), event)
    assert not event.isAccepted()


@pytest.mark.usefixtures("clipboard")
def test_copied_files_are_pasted_as_files(intake: ScanIntake, qtbot: QtBot, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setMimeData(mime_of(tmp_path / "a.png"))
    with qtbot.waitSignal(intake.given) as given:
        intake.paste()
    assert given.args == [[tmp_path / "a.png"]]


@pytest.mark.usefixtures("clipboard")
def test_an_empty_clipboard_is_told(intake: ScanIntake, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("no scan")
    with qtbot.waitSignal(intake.refused), qtbot.assertNotEmitted(intake.given):
        intake.paste()


def test_a_pasted_picture_is_read_on_white_without_a_made_up_resolution() -> None:
    mime = QMimeData()
    mime.setImageData(clear_picture())
    (source,) = sources_of(mime)
    assert isinstance(source, bytes)
    page = read_page(source)
    assert page.grey.shape == (20, 30)
    assert (page.grey[5, 5], page.grey[10, 10]) == (0, 255)
    assert page.dpi is None


def test_packing_leaves_the_picture_as_it_is() -> None:
    picture = clear_picture()
    packed(picture)
    assert picture == clear_picture()


def test_chosen_files_are_given(intake: ScanIntake, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"")
    intake.browse()
    dialog = intake.property("widget").findChild(QFileDialog)
    assert dialog is not None
    assert all(f"*{suffix}" in dialog.nameFilters()[0] for suffix in (".png", ".pdf", ".csv", ".sdi"))
    with qtbot.waitSignal(intake.given) as given:
        dialog.filesSelected.emit([str(path)])
    dialog.reject()
    assert given.args == [[path]]


def test_an_empty_place_says_one_sentence_and_has_one_button(qtbot: QtBot) -> None:
    theme = Theme("light")
    actions = Actions(theme)
    zone = DropZone("Drop a scan here.", action=actions.get("verify.open"), theme=theme)
    qtbot.addWidget(zone)
    with qtbot.waitSignal(actions.get("verify.open").triggered):
        zone.button.click()
    assert zone.button.accessibleName() == "Browse for a scan"
