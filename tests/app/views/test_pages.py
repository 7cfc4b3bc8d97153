"""Does each page lead a clerk on, from the first start to the first verdict and back out of the history?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.options import Options
from app.run import DATABASE, Program, run
from app.settings import Settings
from app.views.sample_tray import SampleTray
from app.views.welcome import Welcome
from core.store.bank import Bank
from tests.app.untrained import write_untrained_model

PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "untrained.safetensors"
    write_untrained_model(path)
    return path


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, model: Path) -> Iterator[Callable[[], Program]]:
    programs: list[Program] = []

    def begin() -> Program:
        options = Options(data_folder=tmp_path, model=model, theme="light")
        program = Program(options, settings=Settings(None), log_folder=tmp_path)
        qtbot.addWidget(program.window)
        programs.append(program)
        program.start()
        qtbot.waitUntil(lambda: program.window.pages.page != "", timeout=PATIENCE_MS)
        return program

    yield begin
    for program in programs:
        assert program.stop()


def button(parent: Welcome, text: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if one.text() == text)


def trials(program: Program) -> list[QToolButton]:
    tray = program.window.findChildren(SampleTray)[0]
    return [one for one in tray.findChildren(QToolButton) if one.accessibleName().startswith("Try the ")]


def welcome(program: Program) -> Welcome:
    assert program.window.pages.page == "welcome"
    return program.window.findChildren(Welcome)[0]


def settle(qtbot: QtBot, program: Program) -> None:
    lanes = program.lanes
    qtbot.waitUntil(lambda: lanes.inference.is_idle and lanes.store.is_idle, timeout=PATIENCE_MS)


def test_newcomer_reaches_a_first_verdict_in_two_clicks(qtbot: QtBot, start: Callable[[], Program]) -> None:
    program = start()
    button(welcome(program), "Try the sample bank").click()
    pages = program.window.pages
    qtbot.waitUntil(lambda: pages.page == "verify", timeout=PATIENCE_MS)
    settle(qtbot, program)
    trials(program)[0].click()
    qtbot.waitUntil(lambda: pages.verify.presenter.state.record is not None, timeout=PATIENCE_MS)
    settle(qtbot, program)
    assert pages.verify.presenter.state.last is None  # the machine advises; nobody has decided


def test_welcome_has_nothing_to_press_while_the_bank_is_filled(
    qtbot: QtBot, start: Callable[[], Program]
) -> None:
    program = start()
    page = welcome(program)
    button(page, "Try the sample bank").click()
    assert not button(page, "Try the sample bank").isEnabled()
    program.actions.get("desk.cancel").trigger()
    qtbot.waitUntil(button(page, "Try the sample bank").isEnabled, timeout=PATIENCE_MS)
    settle(qtbot, program)


def test_empty_bank_can_be_kept_empty(qtbot: QtBot, start: Callable[[], Program]) -> None:
    program = start()
    button(welcome(program), "Start with an empty bank").click()
    assert program.window.pages.page == "customers"
    settle(qtbot, program)


def test_row_of_the_history_opens_the_verification_as_it_was(
    qtbot: QtBot, start: Callable[[], Program]
) -> None:
    program = start()
    pages = program.window.pages
    program.actions.get("desk.sample_bank").trigger()
    qtbot.waitUntil(lambda: pages.page == "verify", timeout=PATIENCE_MS)
    settle(qtbot, program)
    trials(program)[0].click()
    qtbot.waitUntil(lambda: pages.verify.presenter.state.record is not None, timeout=PATIENCE_MS)
    settle(qtbot, program)
    first = pages.verify.presenter.state.record
    program.actions.get("go.history").trigger()
    settle(qtbot, program)
    pages.history.table.selectRow(0)
    pages.history.table.activated.emit(pages.history.table.currentIndex())
    assert pages.page == "verify"
    settle(qtbot, program)
    assert pages.verify.presenter.state.is_past
    assert pages.verify.presenter.state.record == first


def test_customer_found_is_the_customer_shown(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path
) -> None:
    with Bank.open(tmp_path / DATABASE) as bank:
        bank.add_customer(number="1", name="Adaeze")
        wanted = bank.add_customer(number="2", name="Zora")
    program = start()
    program.window.pages.show_customer(wanted.id)
    settle(qtbot, program)
    shown = program.window.pages.customers.customers.customer
    assert shown is not None
    assert shown.name == "Zora"


def test_status_line_says_when_something_was_saved(qtbot: QtBot, start: Callable[[], Program]) -> None:
    program = start()
    saved = program.window.status_line._saved
    assert saved.isHidden()
    program.actions.get("desk.sample_bank").trigger()
    settle(qtbot, program)
    assert saved.text().startswith("Saved ")


@pytest.mark.parametrize("page", ["verify", "customers", "history"])
@pytest.mark.usefixtures("qtbot")
def test_picture_of_every_page_can_be_taken(page: str, model: Path, tmp_path: Path) -> None:
    picture = tmp_path / "desk.png"
    assert run(["--screenshot", str(picture), "--page", page, "--model", str(model)]) == 0
    assert picture.stat().st_size > 10_000
