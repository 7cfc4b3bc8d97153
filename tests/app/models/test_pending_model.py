"""Can a scan that waits be kept or left out, and only where it is fit?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.models.pending_model import PendingCard, PendingModel

CHECK = Qt.ItemDataRole.CheckStateRole

pytestmark = pytest.mark.usefixtures("qtbot")


def card(key: int, *, is_fit: bool = True) -> PendingCard:
    picture = np.zeros((4, 8), np.uint8)
    return PendingCard(key, f"scan-{key}.png", "", picture, is_examined=True, is_fit=is_fit)


def test_the_model_keeps_the_rules_of_models() -> None:
    model = PendingModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.insert(0, [card(1), card(2), card(3)])
    model.update(card(2, is_fit=False))
    assert model.remove(1) == 0
    model.insert(1, [card(4)])
    assert [each.key for each in model.cards] == [2, 4, 3]
    model.renew(())
    assert model.row_of(2) == -1
    tester.deleteLater()


def test_leaving_a_scan_out_is_told(qtbot: QtBot) -> None:
    model = PendingModel()
    model.insert(0, [card(1)])
    with qtbot.waitSignal(model.kept_changed):
        assert model.setData(model.index(0), Qt.CheckState.Unchecked, CHECK)
    assert model.index(0).data(CHECK) == Qt.CheckState.Unchecked
    assert model.cards[0].state() == "Left out"


def test_an_unfit_scan_has_no_check_mark() -> None:
    model = PendingModel()
    model.insert(0, [card(1, is_fit=False)])
    index = model.index(0)
    assert index.data(CHECK) is None
    assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(index, Qt.CheckState.Checked, CHECK)


def test_a_scan_is_read_out_whole() -> None:
    model = PendingModel()
    model.insert(0, [card(1, is_fit=False)])
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "scan-1.png, Cannot be kept"
