"""Can a clerk come from a scan to a stored decision by keyboard alone, and see what is needed?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.messages import finding_text
from app.notices import Notices
from app.presenters.verify_state import Phase
from app.settings import Settings
from app.theme.theme import Theme
from app.views.verify_page import DESK, NO_DESK, VerifyPage
from app.widgets.comparison import Mode
from app.workplace import Workplace
from tests.app.fake_desk import BLANK, CHIDI, MARIA, NGOZI, FakeDesk, blank_page, scan_file
from tests.app.held_lanes import HeldLanes
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing

PICTURES_SHARE = 0.55


class Office:
    """A verify page in a window whose menu makes the keys live, as in the program."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.desk, self.lanes = folder, FakeDesk(), HeldLanes()
        self.theme = Theme("light")
        self.theme.apply()
        self.actions, self.settings = Actions(self.theme), Settings(None)
        self.settings.officer = "R. Amara"
        workplace = Workplace(
            cast("Any", self.desk),
            cast("Any", self.lanes),
            Notices(),
            self.settings,
            self.actions,
            self.theme,
            cast("Any", StillServing()),
            cast("Any", StillRetraining()),
        )
        self.window = QMainWindow()
        self.page = VerifyPage(workplace)
        self.window.setCentralWidget(self.page)
        menu = QMenu("Verify", self.window)
        menu.addActions(self.actions.of_page("verify"))
        self.window.menuBar().addMenu(menu)
        self.window.resize(1180, 752)

    def judge(self, signatory_id: int = MARIA) -> None:
        """Have a scan compared."""
        self.page.choose_signatory(signatory_id)
        self.page.present(scan_file(self.folder, "scan.png"))
        self.lanes.run_all()

    def present_blank(self, signatory_id: int | None = None) -> None:
        """Present a scan that cannot be judged."""
        if signatory_id is not None:
            self.page.choose_signatory(signatory_id)
        self.page.present(scan_file(self.folder, "blank.png", blank_page()))
        self.lanes.run_all()

    def press(self, qtbot: QtBot, key: Qt.Key) -> None:
        """Press a key wherever the focus is, then let the lanes work."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        self.lanes.run_all()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    qtbot.addWidget(office.window)
    office.window.show()
    office.window.activateWindow()
    with qtbot.waitExposed(office.window):
        pass
    yield office
    QApplication.clipboard().clear()
    office.window.close()


def in_tab_order(page: VerifyPage) -> list[QWidget]:
    """What the Tab key visits, from the field in the head on."""
    found: list[QWidget] = []
    widget: QWidget | None = page.head.finder
    while widget is not None and widget not in found:
        is_reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page)
        if is_reached and page.isAncestorOf(widget) and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
        if widget is page.head.finder:
            break
    return found


def test_an_empty_page_is_one_sentence_and_one_button(office: Office) -> None:
    shown = office.page.body.currentWidget()
    assert office.page.body.currentIndex() == NO_DESK
    assert shown is not None
    buttons = [one for one in shown.findChildren(QAbstractButton) if one.isVisible()]
    assert [button.text() for button in buttons] == ["Browse"]


def test_a_clerk_verifies_and_decides_by_keys_alone(office: Office, qtbot: QtBot) -> None:
    page = office.page
    page.first_focus()
    QTest.keyClicks(page.head.finder, "maria")
    page._search.search_now()
    office.lanes.run_all()
    office.press(qtbot, Qt.Key.Key_Return)
    assert page.presenter.state.subject is not None
    path = scan_file(office.folder, "scan.png")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(mime)
    QTest.keyClick(page.head.finder, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    office.lanes.run_all()
    assert page.presenter.state.phase is Phase.JUDGED
    office.press(qtbot, Qt.Key.Key_F9)
    assert [one.decision for one in office.desk.bank.decision_records] == ["refer"]
    assert page.head.finder.hasFocus()


@pytest.mark.parametrize(
    "key, decision",
    [(Qt.Key.Key_F8, "accept"), (Qt.Key.Key_F9, "refer"), (Qt.Key.Key_F10, "reject")],
)
def test_a_function_key_decides_from_the_remark_too(
    office: Office, qtbot: QtBot, key: Qt.Key, decision: str
) -> None:
    office.judge()
    office.page.panel.remark.setFocus()
    QTest.keyClicks(office.page.panel.remark, "pen differs 1234")
    office.press(qtbot, Qt.Key.Key_Return)
    assert office.desk.bank.decision_records == []
    office.press(qtbot, key)
    (stored,) = office.desk.bank.decision_records
    assert (stored.decision, stored.remark) == (decision, "pen differs 1234")
    assert office.page.pictures.comparison.mode is Mode.SIDE_BY_SIDE


def test_keys_choose_the_view_and_the_specimen(office: Office, qtbot: QtBot) -> None:
    office.judge()
    page = office.page
    page.pictures.comparison.focus_pictures()
    for key, mode in (
        (Qt.Key.Key_2, Mode.OVERLAY),
        (Qt.Key.Key_4, Mode.DIFFERENCE),
        (Qt.Key.Key_1, Mode.SIDE_BY_SIDE),
    ):
        office.press(qtbot, key)
        assert page.pictures.comparison.mode is mode
    office.press(qtbot, Qt.Key.Key_Right)
    assert page.presenter.state.chosen_id == 12
    office.press(qtbot, Qt.Key.Key_Left)
    assert page.presenter.state.chosen_id == 13
    office.press(qtbot, Qt.Key.Key_I)
    assert page.pictures.comparison.is_ink
    office.press(qtbot, Qt.Key.Key_Plus)
    assert page.pictures.comparison.viewport.zoom > 1
    office.press(qtbot, Qt.Key.Key_0)
    assert page.pictures.comparison.viewport.zoom == 1


def test_an_overlay_is_drawn_for_the_chosen_specimen(office: Office, qtbot: QtBot) -> None:
    office.judge()
    office.page.pictures.comparison.focus_pictures()
    office.press(qtbot, Qt.Key.Key_2)
    assert office.page.pictures.comparison.pair_view.raster is office.page.presenter.state.pair
    assert office.page.presenter.state.pair is not None


def test_a_box_drawn_by_keys_is_examined(office: Office, qtbot: QtBot) -> None:
    office.judge()
    office.page.pictures.comparison.focus_pictures()
    office.press(qtbot, Qt.Key.Key_C)
    assert office.page.pictures.crop.hasFocus()
    office.press(qtbot, Qt.Key.Key_Left)
    office.press(qtbot, Qt.Key.Key_Return)
    presented = office.page.presenter.state.presented
    assert presented is not None
    assert presented.box is not None
    assert office.desk.bank.decision_records == []
    assert office.page.pictures.crop.isHidden()


def test_escape_leaves_the_box_and_the_scan_as_they_were(office: Office, qtbot: QtBot) -> None:
    office.judge()
    office.page.pictures.comparison.focus_pictures()
    office.press(qtbot, Qt.Key.Key_C)
    office.press(qtbot, Qt.Key.Key_Escape)
    assert office.page.pictures.crop.isHidden()
    assert len(office.desk.bank.records) == 1
    assert office.page.pictures.comparison.presented_view.raster is not None


def test_escape_stops_what_runs(office: Office, qtbot: QtBot) -> None:
    office.page.choose_signatory(MARIA)
    office.page.present(scan_file(office.folder, "scan.png"))
    office.lanes.store.run_next()
    office.lanes.inference.run_next()
    office.page.pictures.comparison.focus_pictures()
    office.press(qtbot, Qt.Key.Key_Escape)
    assert office.page.presenter.state.phase is Phase.STOPPED


def test_files_dropped_anywhere_are_presented(office: Office) -> None:
    paths = [scan_file(office.folder, f"{name}.png") for name in "abc"]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(office.page, QDragEnterEvent(QPoint(300, 300), *how))
    assert office.page._cover.isVisible()
    QApplication.sendEvent(office.page, QDropEvent(QPointF(300, 300), *how))
    assert not office.page._cover.isVisible()
    office.lanes.run_all()
    assert office.page.presenter.state.waiting == 2
    assert office.page.head._waiting.text() == "2 waiting"


def test_without_specimens_the_page_leads_to_the_customer(office: Office, qtbot: QtBot) -> None:
    office.judge(NGOZI)
    with qtbot.waitSignal(office.page.enrol_requested) as requested:
        office.page.panel.offer.click()
    assert requested.args == [7]


def test_an_unfit_scan_can_only_be_referred(office: Office, qtbot: QtBot) -> None:
    office.present_blank(MARIA)
    panel = office.page.panel
    assert [button.isEnabled() for button in panel.buttons] == [False, True, False]
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F10):
        office.press(qtbot, key)
    assert office.desk.bank.decision_records == []
    panel.remark.setFocus()
    QTest.keyClicks(panel.remark, "no better scan")
    office.press(qtbot, Qt.Key.Key_F9)
    office.press(qtbot, Qt.Key.Key_F9)
    (stored,) = office.desk.bank.decision_records
    assert (stored.decision, stored.remark) == ("refer", "no better scan")
    assert panel._headline.text() == "Referred: not fit to judge"
    assert panel._advice.text() == finding_text(BLANK)
    assert panel._advice.isVisible()
    assert not any(button.isEnabled() for button in panel.buttons)


def test_an_unfit_scan_of_nobody_cannot_be_decided(office: Office) -> None:
    office.present_blank()
    assert not any(button.isEnabled() for button in office.page.panel.buttons)
    assert not office.page.panel.remark.isEnabled()


def test_a_remark_on_an_unfit_scan_does_not_go_to_the_next(office: Office) -> None:
    office.present_blank(MARIA)
    office.page.panel.remark.setText("old")
    office.present_blank()
    assert office.page.panel.remark.text() == ""


def test_a_referred_scan_is_shown_again_and_corrected_out_of_the_history(
    office: Office, qtbot: QtBot
) -> None:
    office.present_blank(MARIA)
    office.press(qtbot, Qt.Key.Key_F9)
    office.judge(CHIDI)
    office.page.show_verification(1)
    office.lanes.run_all()
    assert office.page.panel._advice.text() == finding_text(BLANK)
    assert office.page.panel.scale.accessibleDescription() == ""
    office.press(qtbot, Qt.Key.Key_F7)
    office.press(qtbot, Qt.Key.Key_F8)
    assert [one.decision for one in office.desk.bank.decisions(1)] == ["refer", "accept"]
    assert office.page.panel._headline.text() == "Not fit to judge"


def test_a_correction_starts_with_its_key(office: Office, qtbot: QtBot) -> None:
    office.judge()
    office.press(qtbot, Qt.Key.Key_F8)
    office.press(qtbot, Qt.Key.Key_F10)
    assert len(office.desk.bank.decision_records) == 1
    office.press(qtbot, Qt.Key.Key_F7)
    office.press(qtbot, Qt.Key.Key_F10)
    assert [one.decision for one in office.desk.bank.decision_records] == ["accept", "reject"]


def test_the_past_is_left_with_escape_or_its_button(office: Office, qtbot: QtBot) -> None:
    office.judge()
    office.page.choose_signatory(CHIDI)
    office.lanes.run_all()
    for _ in range(2):
        office.page.show_verification(1)
        office.lanes.run_all()
        assert office.page.head._back.isVisible()
        office.page.first_focus()
        office.press(qtbot, Qt.Key.Key_Escape)
        assert not office.page.presenter.state.is_past
        assert office.page.head.finder.isVisible()


def test_a_new_item_starts_without_the_remark_of_the_last(office: Office) -> None:
    office.judge()
    office.page.panel.remark.setText("old")
    office.page.present(scan_file(office.folder, "second.png"))
    office.lanes.run_all()
    assert office.page.panel.remark.text() == ""


def test_the_page_tells_how_long_a_verdict_took_and_when_a_decision_was_stored(
    office: Office, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(office.page.measured) as measured:
        office.judge()
    assert measured.args is not None
    assert measured.args[0] > 0
    with qtbot.waitSignal(office.page.recorded) as recorded:
        office.press(qtbot, Qt.Key.Key_F8)
    assert recorded.args is not None
    assert recorded.args[0] == office.desk.bank.decision_records[0].at
    assert recorded.args[0].utcoffset() == recorded.args[0].astimezone().utcoffset()


def test_scans_open_as_ink_where_the_clerk_wants_it(office: Office) -> None:
    office.settings.show_ink_first = True
    assert office.page.pictures.comparison.is_ink
    assert office.actions.get("verify.ink").isChecked()


def test_everything_that_takes_the_focus_has_a_name(office: Office) -> None:
    office.judge()
    nameless = [
        widget
        for widget in office.page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(office.page)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.objectName() != "qt_scrollarea_viewport"
        and not isinstance(widget.parentWidget(), QLineEdit)
    ]
    assert nameless == []


def test_tab_goes_in_reading_order(office: Office) -> None:
    office.judge()
    page = office.page
    order = in_tab_order(page)
    places = [
        "finder" if one is page.head.finder
        else "head" if page.head.isAncestorOf(one)
        else "pictures" if page.pictures.comparison.isAncestorOf(one)
        else "strip" if one is page.pictures.strip
        else "panel" if page.panel.isAncestorOf(one)
        else "bar"
        for one in order
    ]  # fmt: skip
    assert list(dict.fromkeys(places)) == ["finder", "head", "pictures", "bar", "strip", "panel"]
    lefts = [
        one.mapTo(page, QPoint(0, 0)).x()
        for one, place in zip(order, places, strict=True)
        if place == "panel"
    ]
    assert lefts == sorted(lefts)


@pytest.mark.parametrize("width, height", [(1180, 724), (1820, 1004)])
def test_the_pictures_take_most_of_the_height(office: Office, width: int, height: int) -> None:
    office.judge()
    office.page.resize(width, height)
    office.page.layout().activate()  # type: ignore[union-attr]
    assert office.page.body.currentIndex() == DESK
    assert office.page.pictures.comparison.height() >= PICTURES_SHARE * height


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_page_fits_the_smallest_window(office: Office, mode: str) -> None:
    office.theme.set_mode(mode)
    office.judge()
    assert office.page.minimumSizeHint().width() <= 960 - 100
    assert office.page.minimumSizeHint().height() <= 640 - 76
