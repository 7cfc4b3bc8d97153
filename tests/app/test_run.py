"""Does the desk open at once, and stay of use when its records or its model cannot be had?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.engine.awaited import ModelInUse
from app.messages import explain, explain_pen
from app.options import Options
from app.run import DATABASE, FOLDER_IS_SETTLED, Program, data_folder, records, run, theme_wanted
from app.settings import Settings
from app.theme.tokens import DARK
from core.errors import ModelProblem, StoreProblem, UnusableModel, UnusableStore
from core.folders import MANAGED_VARIABLE
from core.managed import Managed, ManagedDatabase, ManagedModel, ManagedRetention, ManagedRoles
from core.net.seal import make_keys, seal
from core.store.bank import Bank
from tests.core.learning.builders import add_signatory, saved_model
from tests.core.store.builders import verification

Start = Callable[[], Program]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Start a desk on a folder of the test's own, without a model."""
    programs: list[Program] = []

    def begin() -> Program:
        options = Options(data_folder=tmp_path, model=tmp_path / "none.safetensors", theme="light")
        program = Program(options, settings=Settings(tmp_path / "settings.json"), log_folder=tmp_path)
        qtbot.addWidget(program.window)
        programs.append(program)
        program.start()
        return program

    yield begin
    for program in programs:
        assert program.stop()


def wait_for_page(qtbot: QtBot, program: Program, name: str) -> None:
    qtbot.waitUntil(lambda: program.window.pages.page == name, timeout=20_000)


def add_customer(folder: Path) -> None:
    with Bank.open(folder / DATABASE) as bank:
        customer = bank.add_customer(number="20417", name="Harbour & Lisle Ltd")
        bank.add_signatory(customer.id, name="Tobias Lisle")


def test_window_is_there_before_the_records_are_open(start: Start) -> None:
    program = start()
    assert program.window.isVisible()
    assert program.window.pages.page == ""
    assert not program.actions.get("go.verify").isEnabled()
    assert program.actions.get("go.settings").isEnabled()


def test_empty_bank_is_welcomed(qtbot: QtBot, start: Start) -> None:
    program = start()
    wait_for_page(qtbot, program, "welcome")
    assert program.actions.get("go.verify").isEnabled()


def test_bank_with_a_customer_opens_at_verify(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    add_customer(tmp_path)
    wait_for_page(qtbot, start(), "verify")


def test_missing_model_is_said_and_customers_and_history_work(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    add_customer(tmp_path)
    program = start()
    wait_for_page(qtbot, program, "verify")
    missing = UnusableModel(tmp_path / "none.safetensors", ModelProblem.MISSING)
    qtbot.waitUntil(lambda: program.window.notice_bar.text == explain(missing), timeout=20_000)
    for name in ("customers", "history", "settings"):
        program.actions.get(f"go.{name}").trigger()
        assert program.window.pages.page == name


def test_missing_model_of_the_pen_is_said(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    program = start()
    wait_for_page(qtbot, program, "welcome")
    refusal = UnusableModel(tmp_path / "pen.safetensors", ModelProblem.MISSING)
    program.model_watch.ready.emit(ModelInUse("m", "0" * 64, "CPU", refusal))
    assert program.window.notice_bar.text == explain_pen(refusal)


def test_newer_records_are_refused_with_a_sentence_and_left_alone(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    Bank.open(tmp_path / DATABASE).close()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    program = start()
    wait_for_page(qtbot, program, "refused")
    said = {label.text() for label in program.window.pages.findChildren(QLabel)}
    assert explain(UnusableStore(tmp_path / DATABASE, StoreProblem.NEWER)) in said
    assert not program.actions.get("go.verify").isEnabled()
    program.actions.get("go.settings").trigger()
    assert program.window.pages.page == "settings"


def test_a_server_that_is_not_there_is_told_with_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    database = ManagedDatabase(address="postgresql://desk:hidden@127.0.0.1:1/specimen")
    managed = Managed(data_folder=str(tmp_path), database=database)
    options = Options(model=tmp_path / "none.safetensors", theme="light")
    program = Program(options, settings=Settings(None), log_folder=tmp_path / "log", managed=managed)
    qtbot.addWidget(program.window)
    program.start()
    try:
        wait_for_page(qtbot, program, "refused")
        said = {label.text() for label in program.window.pages.findChildren(QLabel)}
        assert explain(UnusableStore(program.database, StoreProblem.UNREACHABLE)) in said
    finally:
        assert program.stop()
    assert "hidden" not in (tmp_path / "log" / "specimen.log").read_text("utf-8")


def test_state_of_the_window_survives_a_restart(start: Start) -> None:
    program = start()
    program.window.showMaximized()
    program.window.close()
    program.settings.flush()
    assert start().window.isMaximized()


def test_theme_changes_with_the_setting(start: Start) -> None:
    program = start()
    program.settings.theme = "dark"
    assert program.theme.tokens is DARK


def test_stopping_while_the_records_are_being_opened_is_clean(start: Start) -> None:
    start()


@pytest.mark.usefixtures("qtbot")
def test_desk_without_a_screen_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run([]) == 1
    assert "xvfb-run" in capsys.readouterr().err


def test_data_folder_is_the_one_said_then_the_one_chosen_then_the_usual(tmp_path: Path) -> None:
    settings = Settings(None)
    usual = data_folder(Options(), settings)
    assert usual.name == "Specimen"
    settings.data_folder = str(tmp_path / "chosen")
    assert data_folder(Options(), settings) == tmp_path / "chosen"
    assert data_folder(Options(data_folder=tmp_path / "said"), settings) == tmp_path / "said"


def test_records_are_in_the_data_folder_unless_it_settled_a_server(tmp_path: Path) -> None:
    options, settings = Options(data_folder=tmp_path), Settings(None)
    assert records(options, settings, None) == records(options, settings, Managed()) == tmp_path / DATABASE
    database = ManagedDatabase(address="postgresql://desk@db.bank.example/specimen")
    managed = Managed(data_folder=str(tmp_path), database=database)
    assert str(records(options, settings, managed)) == database.address


@pytest.mark.parametrize("page", ["welcome", "settings"])
@pytest.mark.usefixtures("qtbot")
def test_picture_of_the_desk_is_taken_without_touching_the_records(page: str, tmp_path: Path) -> None:
    picture = tmp_path / "pictures" / "desk.png"
    none = tmp_path / "none.safetensors"
    code = run(
        [
            "--screenshot",
            str(picture),
            "--page",
            page,
            "--theme",
            "dark",
            "--size",
            "1000x700",
            "--model",
            str(none),
        ]
    )
    assert code == 0
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1000, 700)
    assert image.pixelColor(4, 300).name() == DARK.rail
    assert not data_folder(Options(), Settings(None)).exists()


@pytest.mark.usefixtures("qtbot")
def test_picture_that_cannot_be_taken_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["--screenshot", str(tmp_path / "a.png"), "--model", str(tmp_path / "none.safetensors")])
    assert code == 1
    assert "No picture: none.safetensors: missing" in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a box says to whoever sits there, who has read it at once."""
    said: list[str] = []
    monkeypatch.setattr("app.run.say_why_not", said.append)
    return said


@pytest.mark.usefixtures("qtbot")
def test_a_file_of_it_that_cannot_be_followed_is_said_and_nothing_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: list[str]
) -> None:
    file = tmp_path / "specimen.toml"
    file.write_text("[settings]\ncolour = 'red'", encoding="utf-8")
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))
    assert run(["--data-folder", str(tmp_path / "bank")]) == 1
    assert told == [f"{file}: settings.colour is no key of this file."]
    assert capsys.readouterr().err == f"{told[0]}\n"
    assert not (tmp_path / "bank").exists()
    assert run(["--screenshot", str(tmp_path / "a.png")]) == 1
    assert len(told) == 1  # nobody waits at a picture


@pytest.mark.usefixtures("qtbot")
def test_another_data_folder_than_it_settled_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    file = tmp_path / "specimen.toml"
    file.write_text(f'data_folder = "{(tmp_path / "bank").as_posix()}"', encoding="utf-8")
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))
    assert run(["--data-folder", str(tmp_path / "mine")]) == 1
    assert told == [FOLDER_IS_SETTLED]
    assert not (tmp_path / "mine").exists()


def test_a_theme_that_it_settled_goes_before_the_one_said_at_the_start() -> None:
    light = Options(theme="light")
    assert theme_wanted(light, Settings(None, managed={"theme": "dark"})) == "dark"
    assert theme_wanted(light, Settings(None)) == "light"
    assert theme_wanted(Options(), Settings(None)) == "system"


def test_a_model_from_the_supplier_is_looked_for_when_the_records_are_open(
    qtbot: QtBot, tmp_path: Path
) -> None:
    sent, private = tmp_path / "sent", tmp_path / "private.key"
    sent.mkdir()
    key = make_keys(private)
    seal(saved_model(sent, name="better", seed=2), private=private)
    managed = Managed(model=ManagedModel(key=key, folder=str(sent)))
    options = Options(data_folder=tmp_path / "bank", model=saved_model(tmp_path, seed=1), theme="light")
    program = Program(options, settings=Settings(None), log_folder=tmp_path / "log", managed=managed)
    qtbot.addWidget(program.window)
    program.start()
    try:
        qtbot.waitUntil(lambda: "better, from the supplier" in program.window.notice_bar.text, timeout=20_000)
        qtbot.waitUntil(lambda: program.lanes.learning.is_idle, timeout=20_000)
    finally:
        assert program.stop()
    with Bank.open(tmp_path / "bank" / DATABASE) as bank:
        assert [record.name for record in bank.models()] == ["better, from the supplier"]
        assert bank.active() is None
    assert "better" not in (tmp_path / "log" / "specimen.log").read_text("utf-8")


def test_roles_and_retention_that_it_settled_hold_from_the_start(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = datetime.now(UTC) - timedelta(days=91)
    with Bank.open(tmp_path / DATABASE, clock=lambda: old) as bank:
        signatory = add_signatory(bank)
        bank.record_decided(signatory.id, verification(), decision="accept", officer="R. Amara")
    monkeypatch.setattr("core.roles._login", lambda: "carl")
    managed = Managed(roles=ManagedRoles(engineers=("carl",)), retention=ManagedRetention(pictures_days=90))
    options = Options(data_folder=tmp_path, model=tmp_path / "none.safetensors", theme="light")
    program = Program(options, settings=Settings(None), log_folder=tmp_path / "log", managed=managed)
    qtbot.addWidget(program.window)
    said: list[str] = []
    program.notices.posted.connect(lambda notice: said.append(notice.text))
    program.start()
    try:
        wanted = "Deleted, as your bank settled: 1 picture of a presented scan."
        qtbot.waitUntil(lambda: wanted in said, timeout=20_000)
    finally:
        assert program.stop()
    assert not program.actions.get("models.activate").isEnabled()
    assert "For supervisors only" in program.actions.get("models.activate").toolTip()
    assert "only" not in program.actions.get("training.start").toolTip()


def test_a_choice_that_is_not_the_clerks_is_told(start: Start) -> None:
    program = start()
    program.settings.refused.emit("theme")
    assert program.window.notice_bar.text == "“Theme” is set by your bank's IT. Nothing was changed."
