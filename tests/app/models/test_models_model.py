"""Is each model one row that can be read aloud?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.models_model import ModelRow, ModelsModel

ROWS = (ModelRow("a", "desk", "In use · a"), ModelRow("b", "retrained", "Challenger · b"))


@pytest.fixture
def model() -> ModelsModel:
    model = ModelsModel()
    model.replace(ROWS)
    return model


def test_row_has_a_name_and_a_second_line(model: ModelsModel) -> None:
    index = model.index(1)
    assert index.data() == "retrained"
    assert index.data(ModelsModel.SECOND_LINE) == "Challenger · b"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "retrained, Challenger · b"


def test_model_is_found_by_its_digest_and_back(model: ModelsModel) -> None:
    assert model.row_of("b") == 1
    assert model.digest_at(1) == "b"
    assert model.row_of("gone") == -1
    assert model.digest_at(2) is None


def test_same_rows_reset_nothing(qtbot: QtBot, model: ModelsModel) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.replace(list(ROWS))
