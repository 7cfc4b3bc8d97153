"""Can an officer set a policy, see what follows from it, and take it into use by keyboard alone?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.views.calibration_page import CalibrationPage
from app.views.calibration_plots import ERRORS, MONTHS
from app.views.tab_order import reachable
from app.widgets.empty import EmptyPage
from app.widgets.number_edit import NumberEdit
from core.roles import Role
from tests.app.calibration_desk import Bench, decide

pytestmark = pytest.mark.usefixtures("qtbot")


class Office:
    """The page in a window whose menu makes its keys live, as in the program."""

    def __init__(self, qtbot: QtBot, bench: Bench) -> None:
        self.qtbot, self.bench = qtbot, bench
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.page = CalibrationPage(bench.workplace, self.window)
        self.window.setCentralWidget(self.page)
        menu = QMenu("Calibration", self.window)
        menu.addActions(bench.workplace.actions.of_page("calibration"))
        self.window.menuBar().addMenu(menu)
        self.window.resize(1192, 726)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        bench.lanes.run_all()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        QTest.keyClicks(focus, text)

    def retype(self, edit: NumberEdit, text: str) -> None:
        """Type another number and wait until its thresholds are there."""
        edit.setFocus()
        edit.selectAll()
        self.type(text)
        self.settle()

    def settle(self) -> None:
        """Let a policy that waits for the last key be tried."""
        self.qtbot.waitUntil(lambda: bool(self.bench.lanes.learning.jobs))
        self.bench.lanes.run_all()

    def reads(self, words: str, within: QWidget | None = None) -> bool:
        labels = (within or self.page).findChildren(QLabel)
        return any(words in label.text() for label in labels if label.isVisible())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.bank.close()


@pytest.fixture
def office(qtbot: QtBot, bench: Bench) -> Office:
    return Office(qtbot, bench)


def test_the_policy_in_use_and_what_it_does_are_there_at_once(office: Office) -> None:
    rows = office.page.policy.bands.rows
    assert [row.rate.text() for row in rows] == ["1 %"]
    assert office.page.policy.reject.text() == "5 %"
    assert office.reads("In use now: accept from +1.0, reject below −1.0.")
    assert office.reads("8 forgeries of 4 people")
    for head in ("False accepts", "Referred", "False rejects", "95 % ranges"):
        assert office.reads(head, office.page.outcome), head


def test_asking_for_less_than_the_data_can_show_is_warned_of(office: Office) -> None:
    assert office.page.policy.warning.isVisible()
    assert office.reads("8 forgeries cannot show that only 1 % pass", office.page.policy)
    office.retype(office.page.policy.bands.rows[0].rate, "40")
    assert not office.reads("forgeries cannot show", office.page.policy)
    assert office.reads("genuine signatures cannot show that only", office.page.policy)
    office.retype(office.page.policy.reject, "40")
    assert not office.page.policy.warning.isVisible()


def test_the_cursor_begins_in_the_first_share(office: Office) -> None:
    office.page.first_focus()
    assert QApplication.focusWidget() is office.page.policy.bands.rows[-1].rate


def test_what_is_typed_becomes_thresholds_and_keeps_the_cursor(office: Office) -> None:
    edit = office.page.policy.bands.rows[0].rate
    office.retype(edit, "40")
    tried = office.page.presenter.state.tried
    assert tried is not None
    assert tried.asked.bands[0].accept_far == 0.4
    assert QApplication.focusWidget() is edit
    assert edit.text() == "40"


def test_an_amount_band_is_added_filled_and_removed_by_keys(office: Office) -> None:
    office.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    office.type("2500")
    office.settle()
    assert office.reads("Up to 2,500", office.page.outcome)
    assert office.reads("Any other amount", office.page.outcome)
    assert [office.page.plots.band.itemText(place) for place in range(2)] == [
        "Up to 2,500",
        "Any other amount",
    ]
    remove = office.page.policy.bands.rows[0].remove
    assert remove is not None
    remove.setFocus()
    office.press(Qt.Key.Key_Space)
    office.settle()
    assert len(office.page.policy.bands.rows) == 1
    assert office.reads("Any amount", office.page.outcome)


def test_a_band_that_makes_no_sense_is_explained_and_cannot_be_used(office: Office) -> None:
    office.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    office.settle()
    last = office.page.policy.bands.rows[-1].rate
    last.setFocus()
    last.selectAll()
    office.type("30")
    assert office.reads("Larger amounts may not let more forgeries pass", office.page.policy)
    assert not office.page.policy.use.isEnabled()
    assert not office.bench.workplace.actions.get("calibration.use").isEnabled()


def test_thresholds_are_used_with_a_name_and_a_reason(office: Office) -> None:
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.page.policy.form.values()["officer"] == "R. Amara"
    office.press(Qt.Key.Key_Return)
    assert office.reads("Say why", office.page.policy)
    assert not office.bench.lanes.store.jobs
    office.type("Enough pairs.")
    office.press(Qt.Key.Key_Return)
    office.bench.lanes.run_all()
    active = office.bench.bank.active()
    assert active is not None
    assert (active.officer, active.reason) == ("R. Amara", "Enough pairs.")
    assert not office.page.policy.form.isVisible()
    assert office.page.policy.use.isVisible()


def test_whoever_has_no_name_yet_is_asked_for_it(office: Office) -> None:
    office.bench.settings.officer = ""
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is office.page.policy.form.rows["officer"].editor
    office.press(Qt.Key.Key_Return)
    assert office.reads("Say who uses them", office.page.policy)


def test_escape_leaves_the_form_and_uses_nothing(office: Office) -> None:
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.press(Qt.Key.Key_Escape)
    assert not office.page.policy.form.isVisible()
    assert QApplication.focusWidget() is office.page.policy.use
    assert office.bench.bank.active() is None


def test_past_decisions_are_judged_again_only_when_asked(qtbot: QtBot, bench: Bench) -> None:
    decide(bench.workplace.desk, decisions=2)
    office = Office(qtbot, bench)
    assert not office.page.told.table.isVisible()
    office.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    bench.lanes.run_all()
    assert office.page.told.table.isVisible()
    assert office.reads("last 2 decisions", office.page.told)
    assert sum(int(cell.text()) for cell in office.page.told.cells.values()) == 2
    assert all(cell.accessibleName() for cell in office.page.told.cells.values())


def test_pictures_say_what_they_show(office: Office) -> None:
    plots = office.page.plots
    assert "Accept from" in plots.scores.summary
    assert "equal error rate" in plots.errors.summary
    assert "at the thresholds shown" in plots.errors.summary
    plots.choice.choose(ERRORS)
    assert plots.errors.isVisible()
    plots.choice.choose(MONTHS)
    assert plots.months.is_empty
    assert "month by month" in plots.months.summary


def test_too_little_data_says_what_is_missing_and_where_to_get_it(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(tmp_path, people=2)
    office = Office(qtbot, bench)
    shown = office.page.body.currentWidget()
    assert isinstance(shown, EmptyPage)
    assert office.reads(
        "It takes 3 people with two genuine signatures and a forgery each. So far there are 2"
    )
    with qtbot.waitSignal(bench.workplace.actions.get("go.pairs").triggered):
        office.page.first_focus()
        office.press(Qt.Key.Key_Space)
    bench.bank.close()


def test_tab_reaches_every_control_and_each_has_a_name(office: Office) -> None:
    stops = reachable([office.page])
    for control in (
        office.page.policy.bands.rows[0].rate,
        office.page.policy.add,
        office.page.policy.reject,
        office.page.policy.refer,
        office.page.policy.use,
        office.page.told.button,
    ):
        assert control in stops
    names = [one.accessibleName() or getattr(one, "text", str)() for one in stops]
    assert all(names)
    places = [stops.index(one) for one in (office.page.policy.reject, office.page.policy.use)]
    assert places == sorted(places)


def test_what_tab_comes_to_is_brought_into_sight(office: Office) -> None:
    office.window.resize(872, 500)
    office.page.told.button.setFocus()
    bar = office.page.area.verticalScrollBar()
    assert bar.value() > 0
    office.page.policy.reject.setFocus()
    assert office.page.policy.reject.visibleRegion().boundingRect().height() > 0


def test_a_clerk_may_try_a_policy_and_is_told_who_may_use_it(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(tmp_path, roles={Role.CLERK})
    office = Office(qtbot, bench)
    use = office.page.policy.use
    assert office.page.presenter.state.can_use
    assert use.isVisible()
    assert not use.isEnabled()
    assert use.toolTip().endswith("For supervisors only, as your bank's IT settled.")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not office.page.policy.form.isVisible()
    bench.bank.close()
