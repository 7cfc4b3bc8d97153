"""Does the list of customers show a name, a second line, and both to a screen reader?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.customers_model import CustomersModel
from core.store.records import Customer

OKAFOR = Customer(3, "10021", "Okafor Trading", ("4711-0082", "4711-0083"))
QUENNBY = Customer(5, "10034", "Marisol Quennby")

pytestmark = pytest.mark.usefixtures("qtbot")


def test_a_row_shows_a_name_and_under_it_number_and_accounts() -> None:
    model = CustomersModel()
    model.replace([OKAFOR, QUENNBY])
    first, second = model.index(0), model.index(1)
    assert (first.data(), first.data(model.SECOND_LINE)) == ("Okafor Trading", "10021 · 4711-0082, 4711-0083")
    assert second.data(model.SECOND_LINE) == "10034"
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == "Marisol Quennby, customer 10034"


def test_a_customer_is_found_by_id() -> None:
    model = CustomersModel()
    model.replace([OKAFOR, QUENNBY])
    assert [model.row_of(5), model.row_of(4), model.row_of(None)] == [1, -1, -1]
    assert model.customer_at(-1) is None


def test_the_same_result_is_not_drawn_anew(qtbot: QtBot) -> None:
    model = CustomersModel()
    model.replace([OKAFOR])
    with qtbot.assertNotEmitted(model.modelReset):
        model.replace([OKAFOR])
