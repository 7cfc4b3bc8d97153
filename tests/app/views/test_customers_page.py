"""Can a clerk find, add, change and enrol on the customers page, by keys and by mouse, and lose nothing?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.lanes import Lanes
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.views.customers_page import CustomersPage
from app.workplace import Workplace
from core.desk import Desk
from core.image.page import Box
from tests.app.customers_desk import (
    Heard,
    blank_scan,
    enrol,
    maria,
    open_desk,
    scan_file,
    scans,
    stroke_page,
)
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """The page in a window of its own, on real lanes."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.lanes = Lanes()
        self.notices = Notices()
        self.heard = Heard(self.notices)
        self.theme = Theme("light")
        self.actions = Actions(self.theme)
        self.settings = Settings()
        self.page = self.open()

    def open(self) -> CustomersPage:
        """Open the page, as after a start."""
        serving, retraining = cast("Any", StillServing()), cast("Any", StillRetraining())
        workplace = Workplace(
            self.desk, self.lanes, self.notices, self.settings, self.actions, self.theme, serving, retraining
        )
        self.page = CustomersPage(workplace)
        self.page.resize(1200, 720)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        return self.page

    def close(self) -> None:
        self.page.close()
        self.lanes.stop()
        self.page.deleteLater()

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so)

    def action(self, name: str) -> QAction:
        return self.actions.get(f"customers.{name}")

    def show(self, name: str, *, shown: str) -> None:
        """Look for a customer and wait until the right side shows them."""
        line = self.page.search.line
        line.clear()
        QTest.keyClicks(line, name)
        self.wait(lambda: self.page.detail.header.name.text() == shown)

    def show_maria(self, *, specimens: int) -> None:
        self.show("okafor", shown="Okafor Trading")
        self.wait(lambda: self.page.wall.model.rowCount() == specimens)

    def drop(self, *files: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, no_keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.page, QDragEnterEvent(QPoint(600, 400), copy, mime, LEFT, no_keys))
        QApplication.sendEvent(self.page, QDropEvent(QPointF(600, 400), copy, mime, LEFT, no_keys))

    def wait_for_tray(self, *states: str) -> None:
        cards = self.page.tray.model
        self.wait(lambda: tuple(card.state() for card in cards.cards) == states)
        self.wait(lambda: not self.page.tray.is_examining)


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    desk = open_desk(tmp_path)
    bench = Bench(desk, qtbot)
    yield bench
    bench.close()
    desk.bank.close()


def test_typing_finds_a_customer_and_shows_them(bench: Bench) -> None:
    QTest.keyClicks(bench.page.search.line, "okaf")
    bench.wait(lambda: bench.page.detail.header.name.text() == "Okafor Trading")
    assert bench.page.search.list.model().rowCount() == 1


def test_the_arrow_keys_choose_while_typing(bench: Bench) -> None:
    bench.wait(lambda: bench.page.detail.header.name.text() == "Marisol Quennby")
    line = bench.page.search.line
    QTest.keyClick(line, Qt.Key.Key_Down)
    bench.wait(lambda: bench.page.detail.header.name.text() == "Okafor Trading")
    QTest.keyClick(line, Qt.Key.Key_Up)
    bench.wait(lambda: bench.page.detail.header.name.text() == "Marisol Quennby")


def test_escape_clears_the_search(bench: Bench) -> None:
    bench.show("okafor", shown="Okafor Trading")
    QTest.keyClick(bench.page.search.line, Qt.Key.Key_Escape)
    bench.wait(lambda: bench.page.search.list.model().rowCount() == 2)
    assert bench.page.detail.header.name.text() == "Okafor Trading"


def test_a_customer_is_added_and_then_a_signatory(bench: Bench) -> None:
    bench.action("add").trigger()
    form = bench.page.detail.header.form
    for key, text in (("name", "Kenji Vasquendo"), ("number", "10077"), ("accounts", "4711-0355")):
        QTest.keyClicks(form.rows[key].editor, text)
    QTest.keyClick(form.rows["accounts"].editor, Qt.Key.Key_Return)
    bench.wait(lambda: bench.page.detail.header.name.text() == "Kenji Vasquendo")
    assert not bench.page.detail.is_editing
    bench.action("add_signatory").trigger()
    row = bench.page.detail.signatories.form.rows["name"].editor
    QTest.keyClicks(row, "K. Vasquendo")
    QTest.keyClick(row, Qt.Key.Key_Return)
    bench.wait(lambda: bench.page.detail.signatories.tabs.count() == 1)
    assert bench.page.detail.signatories.tabs.tabText(0).startswith("K. Vasquendo")


def test_giving_up_the_first_customer_leads_back_to_what_to_do(bench: Bench) -> None:
    bench.show("okafor", shown="Okafor Trading")
    bench.action("remove").trigger()
    bench.wait(lambda: bench.page.customers.customer is None)
    bench.action("add").trigger()
    editor = bench.page.detail.header.form.rows["name"].editor
    bench.wait(editor.isVisible)
    assert not bench.page.search.list.currentIndex().isValid()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not bench.page.detail.isVisible()


def test_a_number_that_is_taken_is_said_at_its_field_and_nothing_is_lost(bench: Bench) -> None:
    bench.show("okafor", shown="Okafor Trading")
    bench.action("edit").trigger()
    form = bench.page.detail.header.form
    form.rows["number"].editor.setText("10034")
    form.rows["note"].editor.setText("signs in blue")
    form.submit()
    bench.wait(form.rows["number"].fault.isVisible)
    assert form.values()["note"] == "signs in blue"
    assert form.rows["number"].editor.hasFocus()


def test_what_was_typed_comes_back_after_leaving_a_form(bench: Bench) -> None:
    bench.show("okafor", shown="Okafor Trading")
    bench.action("edit").trigger()
    bench.page.detail.header.form.rows["name"].editor.setText("Okafor and Sons")
    bench.page.search.line.clear()
    bench.wait(lambda: bench.page.search.list.model().rowCount() == 2)
    QTest.keyClick(bench.page.search.line, Qt.Key.Key_Up)
    bench.wait(lambda: bench.page.detail.header.name.text() == "Marisol Quennby")
    assert bench.heard.last.text == "What was typed for the customer was not saved."
    bench.heard.undo()
    bench.wait(lambda: bench.page.detail.is_editing)
    assert bench.page.detail.header.edited_id == maria(bench.desk).customer_id
    assert bench.page.detail.header.form.values()["name"] == "Okafor and Sons"


def test_removing_a_customer_leaves_nobody_chosen_until_it_is_undone(bench: Bench) -> None:
    bench.show("okafor", shown="Okafor Trading")
    bench.page.search.line.clear()
    bench.wait(lambda: bench.page.search.list.model().rowCount() == 2)
    bench.action("remove").trigger()
    bench.wait(lambda: bench.page.search.list.model().rowCount() == 1)
    assert not bench.page.detail.isVisible()
    assert not bench.page.search.list.currentIndex().isValid()
    bench.heard.undo()
    bench.wait(bench.page.detail.isVisible)
    assert bench.page.detail.header.name.text() == "Okafor Trading"


def test_dropped_scans_wait_in_the_tray_and_are_enrolled_together(bench: Bench, tmp_path: Path) -> None:
    enrol(bench.desk, 1)
    bench.show_maria(specimens=1)
    bench.drop(*scans(tmp_path, 2, 3), blank_scan(tmp_path))
    bench.wait_for_tray("Will be enrolled", "Will be enrolled", "Cannot be kept")
    assert bench.page.enrol_tray.isVisible()
    assert bench.page.enrol_tray.enrol.text() == "Enrol 2 specimens"
    QTest.mouseClick(bench.page.enrol_tray.enrol, LEFT)
    bench.wait(lambda: bench.page.wall.model.rowCount() == 3)
    assert bench.page.detail.isVisible()
    bench.wait(lambda: bench.page.detail.signatories.tabs.tabText(0) == "Maria Okafor  3")
    bench.wait(lambda: all(card.thumbnail is not None for card in bench.page.wall.model.cards))


def test_boxes_on_a_page_become_scans(bench: Bench, tmp_path: Path) -> None:
    bench.show_maria(specimens=0)
    bench.drop(scan_file(tmp_path, "several.png", stroke_page(1)))
    bench.wait_for_tray("Cannot be kept")
    bench.action("mark").trigger()
    bench.wait(bench.page.enrol_crop.isVisible)
    canvas = bench.page.enrol_crop.view.canvas
    assert canvas.hasFocus()
    canvas.boxes = [Box(0, 0, 150, 120), Box(150, 0, 150, 120)]
    canvas.choose(1)
    assert bench.page.enrol_crop.use.text() == "Use 2 signatures"
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    bench.wait(lambda: bench.page.tray.model.rowCount() == 2)
    assert bench.page.enrol_tray.isVisible()
    bench.wait(lambda: not bench.page.tray.is_examining)


def test_a_half_filled_tray_is_offered_after_a_restart(bench: Bench, tmp_path: Path) -> None:
    bench.show_maria(specimens=0)
    bench.drop(*scans(tmp_path, 2, 3))
    bench.wait_for_tray("Will be enrolled", "Will be enrolled")
    signatory = maria(bench.desk).id
    bench.wait(lambda: len(bench.desk.bank.draft(signatory)) == 2)
    bench.page.close()
    bench.page.deleteLater()
    bench.open()
    banner = bench.page.detail.specimens.banner
    bench.wait(banner.isVisible)
    bench.page.detail.specimens.resume.click()
    bench.wait_for_tray("Will be enrolled", "Will be enrolled")


def test_escape_closes_the_tray_and_keeps_what_waits(bench: Bench, tmp_path: Path) -> None:
    bench.show_maria(specimens=0)
    bench.drop(*scans(tmp_path, 2))
    bench.wait_for_tray("Will be enrolled")
    QTest.keyClick(bench.page.enrol_tray.list, Qt.Key.Key_Escape)
    assert bench.page.detail.specimens.banner.isVisible()
    assert not bench.page.enrol_tray.isVisible()


def test_delete_withdraws_and_undo_restores(bench: Bench) -> None:
    enrol(bench.desk, 1, 2, 3)
    bench.show_maria(specimens=3)
    wall = bench.page.detail.specimens.wall
    wall.setCurrentIndex(wall.model().index(1, 0))
    QTest.keyClick(wall, Qt.Key.Key_Delete)
    bench.wait(lambda: bench.page.wall.model.rowCount() == 2)
    bench.heard.undo()
    bench.wait(lambda: bench.page.wall.model.rowCount() == 3)


def test_enter_looks_closer_at_a_specimen(bench: Bench) -> None:
    enrol(bench.desk, 1)
    bench.show_maria(specimens=1)
    wall = bench.page.detail.specimens.wall
    wall.setCurrentIndex(wall.model().index(0, 0))
    QTest.keyClick(wall, Qt.Key.Key_Return)
    bench.wait(bench.page._look.picture.isVisible)
    assert bench.page._look.picture.raster is not None
    assert not bench.page._look.save_pen.isVisible()  # a scan has no way of a pen


def test_verify_asks_for_the_signatory_who_is_looked_at(bench: Bench) -> None:
    enrol(bench.desk, 1)
    bench.show_maria(specimens=1)
    with bench.qtbot.waitSignal(bench.page.verify_requested) as caught:
        bench.action("verify").trigger()
    assert caught.args == [maria(bench.desk).id]


def test_nothing_can_be_verified_or_withdrawn_without_specimens(bench: Bench) -> None:
    bench.show_maria(specimens=0)
    possible = {name for name in ("verify", "withdraw", "enrol", "paste") if bench.action(name).isEnabled()}
    assert possible == {"enrol", "paste"}


def test_scans_dropped_without_a_signatory_are_refused_with_what_to_do(bench: Bench, tmp_path: Path) -> None:
    bench.show("quennby", shown="Marisol Quennby")
    bench.drop(*scans(tmp_path, 1))
    assert bench.heard.last.text.startswith("Choose or add the signatory first")


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def _tab_stops(page: QWidget) -> list[str]:
    """The names of what can be reached now, in the order of the Tab key."""
    names: list[str] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if _takes_tab(widget) and widget.isVisible() and widget.isEnabled():
            names.append(_name(widget))
        widget = widget.nextInFocusChain()
    return names


def test_everything_that_takes_the_keys_has_a_name(bench: Bench) -> None:
    nameless = [each for each in bench.page.findChildren(QWidget) if _takes_tab(each) and not _name(each)]
    assert nameless == []


def test_tab_follows_the_reading_order(bench: Bench) -> None:
    enrol(bench.desk, 1, 2, 3)
    bench.show_maria(specimens=3)
    wanted = [
        "Add",
        "Search for a customer",
        "Customers found",
        "Edit",
        "Remove",
        "Signatories",
        "Add signatory",
        "Edit the signatory",
        "Remove the signatory",
        "Verify a signature",
        "Show specimens as: Scan",
        "Show specimens as: Ink",
        "Sign on the pad",
        "Add specimens",
        "Specimens",
    ]
    assert _tab_stops(bench.page) == wanted


def test_the_last_customer_is_shown_again(bench: Bench) -> None:
    bench.show("okafor", shown="Okafor Trading")
    bench.page.close()
    bench.page.deleteLater()
    bench.open()
    bench.wait(lambda: bench.page.detail.header.name.text() == "Okafor Trading")
    assert isinstance(bench.page.search.line, QLineEdit)
