"""Is everything in the window within reach of a keyboard and a screen reader, and does each page lead on?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.options import Options
from app.run import DATABASE, Program
from app.settings import Settings
from app.views.main_window import MainWindow
from core.store.bank import Bank

PAGES = ("verify", "customers", "history", "settings", "welcome")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """A desk with one customer and no model."""
    with Bank.open(tmp_path / DATABASE) as bank:
        customer = bank.add_customer(number="20417", name="Harbour & Lisle Ltd", accounts=("4711-0082",))
        bank.add_signatory(customer.id, name="Tobias Lisle")
    options = Options(data_folder=tmp_path, model=tmp_path / "none.safetensors", theme="light")
    program = Program(options, settings=Settings(None), log_folder=tmp_path)
    qtbot.addWidget(program.window)
    program.start()
    qtbot.waitUntil(lambda: program.window.pages.page == "verify", timeout=20_000)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    yield program
    assert program.stop()


@pytest.fixture
def window(program: Program) -> MainWindow:
    return program.window


def settle(qtbot: QtBot, program: Program) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: program.lanes.inference.is_idle and program.lanes.store.is_idle)


def focus() -> QWidget:
    """The widget that has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def focusable(window: MainWindow) -> list[QWidget]:
    """Every widget that Tab comes to, in the order in which it does, beginning in the rail."""
    first = next(one for one in window.findChildren(QToolButton) if one.accessibleName() == "Find anything")
    first.setFocus()
    found: list[QWidget] = [first]
    for _ in range(200):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        now = focus()
        if now is found[0]:
            return found
        found.append(now)
    raise AssertionError("Tab never comes back to where it began")


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    target = widget.focusProxy() or widget
    interface = QAccessible.queryAccessibleInterface(target)
    return interface.text(QAccessible.Text.Name).strip()


@pytest.mark.parametrize("page", PAGES)
def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, program: Program, window: MainWindow, page: str
) -> None:
    window.pages.show_page(page)
    settle(qtbot, program)
    found = focusable(window)
    assert len(found) >= 6
    assert [f"{type(one).__name__} {one.objectName()}" for one in found if not spoken(one)] == []


def test_backtab_goes_the_same_way_back(window: MainWindow) -> None:
    window.pages.show_page("history")
    there = focusable(window)
    back: list[QWidget] = []
    for _ in there:
        QTest.keyClick(focus(), Qt.Key.Key_Backtab)
        back.append(focus())
    assert back == [*reversed(there[1:]), there[0]]


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_through_the_rail_then_the_page_then_the_foot(
    qtbot: QtBot, program: Program, window: MainWindow, page: str
) -> None:
    window.pages.show_page(page)
    program.notices.warn("Something to dismiss.")
    settle(qtbot, program)
    parts = [part_of(window, one) for one in focusable(window)]
    assert parts == sorted(parts)
    assert set(parts) == {0, 1, 2}


def part_of(window: MainWindow, widget: QWidget) -> int:
    """0 in the rail, 1 on a page, 2 at the foot."""
    if window.pages.isAncestorOf(widget):
        return 1
    is_at_foot = window.notice_bar.isAncestorOf(widget) or window.work_bar.isAncestorOf(widget)
    return 2 if is_at_foot else 0


@pytest.mark.parametrize(
    "key,page",
    [
        (Qt.Key.Key_2, "customers"),
        (Qt.Key.Key_3, "history"),
        (Qt.Key.Key_1, "verify"),
        (Qt.Key.Key_Comma, "settings"),
    ],
)
def test_every_page_has_its_key(window: MainWindow, key: Qt.Key, page: str) -> None:
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.page == page
    assert window.windowTitle().lower().startswith(page)


def test_place_in_the_rail_is_marked(program: Program) -> None:
    program.actions.get("go.history").trigger()
    marked = [name for name in ("verify", "customers", "history", "settings") if is_marked(program, name)]
    assert marked == ["history"]


def is_marked(program: Program, page: str) -> bool:
    return program.actions.get(f"go.{page}").isChecked()


def test_menu_follows_the_page(program: Program, window: MainWindow) -> None:
    program.actions.get("go.history").trigger()
    assert "history.export" in offered(window)
    assert "verify.accept" not in offered(window)
    program.actions.get("go.verify").trigger()
    assert "verify.accept" in offered(window)


def offered(window: MainWindow) -> set[str]:
    """The actions in the menus that can be opened now."""
    menus = [action.menu() for action in window.menuBar().actions() if action.isVisible()]
    return {action.objectName() for menu in menus if isinstance(menu, QMenu) for action in menu.actions()}


def test_keys_of_a_page_do_nothing_while_a_sheet_lies_over_it(program: Program, window: MainWindow) -> None:
    program.actions.get("go.history").trigger()
    triggered: list[bool] = []
    program.actions.get("history.clear").triggered.connect(lambda: triggered.append(True))
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(focus(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert triggered == []
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert triggered == [True]


def test_anything_found_is_opened(qtbot: QtBot, program: Program, window: MainWindow) -> None:
    program.actions.get("go.history").trigger()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = focus()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "4711")
    settle(qtbot, program)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.pages.page == "verify"
    settle(qtbot, program)


def test_going_to_a_page_closes_the_sheet(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(focus(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.page == "history"
    assert not window._keys.isVisible()


@pytest.mark.parametrize("words", ["4711", "Lisle", "history"])
def test_what_is_found_does_not_open_below_a_sheet(
    qtbot: QtBot, program: Program, window: MainWindow, words: str
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    program.actions.get("desk.find").trigger()
    line = focus()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, words)
    settle(qtbot, program)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not window._keys.isVisible()
    settle(qtbot, program)


def test_about_names_the_folders(program: Program, window: MainWindow, tmp_path: Path) -> None:
    program.actions.get("desk.about").trigger()
    assert ("Records", str(tmp_path / DATABASE)) in program._facts()
    assert window._about.isVisible()


def test_every_action_is_reachable_from_a_menu(program: Program, window: MainWindow) -> None:
    reached: set[str] = set()
    for page in ("verify", "customers", "history", "pairs", "training", "calibration", "models"):
        program.actions.get(f"go.{page}").trigger()
        reached |= offered(window)
    every = {action.objectName() for action in program.actions.findChildren(QAction) if action.objectName()}
    assert every - reached == set()


def test_enter_anywhere_in_the_window_decides_nothing(program: Program, window: MainWindow) -> None:
    decided: list[bool] = []
    for name in ("verify.accept", "verify.refer", "verify.reject"):
        program.actions.get(name).setEnabled(True)
        program.actions.get(name).triggered.connect(lambda: decided.append(True))
    for widget in focusable(window):
        if spoken(widget).split(" ")[0] not in ("Accept", "Refer", "Reject", "Find"):
            widget.setFocus()
            QTest.keyClick(window, Qt.Key.Key_Return)
    assert decided == []
