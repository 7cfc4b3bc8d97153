"""Are choices kept, checked, and said to whoever listens?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.settings import Setting, Settings, table
from core.managed import ManagedSettings

pytestmark = pytest.mark.usefixtures("qtbot")


def test_choice_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    first = Settings(path)
    first.theme = "dark"
    first.reduce_motion = True
    first.flush()
    second = Settings(path)
    assert second.theme == "dark"
    assert second.reduce_motion is True


def test_choice_is_written_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.theme = "dark"
    qtbot.waitUntil(path.exists)
    assert json.loads(path.read_text(encoding="utf-8"))["chosen"] == {"theme": "dark"}


def test_change_is_said_once_and_only_when_it_is_one() -> None:
    settings = Settings()
    heard: list[str] = []
    settings.changed.connect(heard.append)
    settings.theme = "dark"
    settings.theme = "dark"
    assert heard == ["theme"]


def test_value_outside_the_choices_is_refused() -> None:
    settings = Settings()
    with pytest.raises(ValueError, match="theme"):
        settings.theme = "pink"
    assert settings.theme == "system"


def test_value_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(ValueError, match="reduce_motion"):
        Settings().set_value("reduce_motion", "yes")


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", '{"chosen": [3]}', '"words"', "\x00\x01"])
def test_damaged_file_leaves_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert settings.theme == "system"
    assert settings.recall("anything") is None


def test_unknown_and_unfit_values_in_the_file_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"chosen": {"theme": "pink", "gone": 1, "device": "cpu"}}', encoding="utf-8")
    settings = Settings(path)
    assert (settings.theme, settings.device) == ("system", "cpu")


def test_page_state_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = Settings(path)
    first.keep("history.filters", {"text": "Okafor"})
    first.flush()
    assert Settings(path).recall("history.filters") == {"text": "Okafor"}


def test_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way", encoding="utf-8")
    settings = Settings(blocker / "settings.json")
    settings.theme = "dark"
    settings.flush()
    assert settings.theme == "dark"


def test_every_default_is_one_that_the_setting_takes() -> None:
    assert [row.key for row in table() if not row.accepts(row.default)] == []


def test_officer_is_the_person_at_the_computer_until_another_name_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ramara")
    settings = Settings()
    assert settings.officer == "ramara"
    settings.officer = "R. Amara"
    assert settings.officer == "R. Amara"


def test_what_it_settled_goes_before_what_the_clerk_chose(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"chosen": {"theme": "light", "device": "cpu"}}', encoding="utf-8")
    settings = Settings(path, managed={"theme": "dark"})
    assert (settings.theme, settings.device) == ("dark", "cpu")
    assert settings.is_managed("theme")
    assert not settings.is_managed("device")


def test_what_it_settled_cannot_be_changed_and_that_is_said(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json", managed={"theme": "dark"})
    changed: list[str] = []
    refused: list[str] = []
    settings.changed.connect(changed.append)
    settings.refused.connect(refused.append)
    settings.theme = "light"
    settings.theme = "dark"  # what it is already
    assert (settings.theme, changed, refused) == ("dark", [], ["theme"])


def test_the_clerks_own_choice_comes_back_when_it_settles_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"chosen": {"theme": "light"}}', encoding="utf-8")
    settled = Settings(path, managed={"theme": "dark"})
    settled.reduce_motion = True
    settled.flush()
    assert Settings(path).theme == "light"


def test_a_settled_value_that_a_setting_does_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match="theme"):
        Settings(managed={"theme": "pink"})


def test_it_can_settle_every_setting_but_who_decides() -> None:
    """The data folder has a place of its own in the file; the officer is whoever sits there."""
    assert set(ManagedSettings.model_fields) == {row.key for row in table()} - {"officer", "data_folder"}


@pytest.mark.parametrize("row", [row for row in table() if row.key in ManagedSettings.model_fields])
def test_it_can_settle_what_the_clerk_could_choose_and_no_more(row: Setting[Any]) -> None:
    values: list[str | bool] = [choice.value for choice in row.choices]
    for value in values or [True, False]:
        assert row.accepts(ManagedSettings.model_validate({row.key: value}).model_dump()[row.key])
    with pytest.raises(ValueError, match=row.key):
        ManagedSettings.model_validate({row.key: "another"})
