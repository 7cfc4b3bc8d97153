"""Does the list ask for pictures of what is in sight, and draw each card?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.cards_model import CardsModel
from app.models.thumbnails import Thumbnail
from app.models.turned_card import TurnedCard
from app.theme.theme import Theme
from app.widgets.turned_list import TurnedList

CARD = TurnedCard(1, True, "refer", "accept", -0.4, 2.3)


def shown(holder: QWidget, count: int) -> tuple[TurnedList, CardsModel[TurnedCard]]:
    turned, model = TurnedList(Theme("light"), holder), CardsModel[TurnedCard](holder)
    model.replace([replace(CARD, key=key) for key in range(1, count + 1)])
    turned.setModel(model)
    turned.setGeometry(0, 0, 640, 320)
    turned.show()
    return turned, model


def test_the_rows_in_sight_are_those_that_qt_draws(holder: QWidget) -> None:
    turned, model = shown(holder, 40)
    for value in (0, 50, turned.verticalScrollBar().maximum()):
        turned.verticalScrollBar().setValue(value)
        view = turned.viewport().rect()
        drawn = [row for row in range(40) if turned.visualRect(model.index(row)).intersects(view)]
        assert 2 <= len(drawn) < 10
        assert set(drawn) <= set(turned.rows_in_sight())
        assert len(turned.rows_in_sight()) <= len(drawn) + 1


def test_scrolling_tells_other_cards(qtbot: QtBot, holder: QWidget) -> None:
    turned, _ = shown(holder, 40)
    with qtbot.waitSignal(turned.in_sight, check_params_cb=lambda keys: 40 in keys):
        turned.scrollToBottom()


def test_hidden_list_asks_for_nothing(qtbot: QtBot, holder: QWidget) -> None:
    turned, _ = shown(holder, 4)
    turned.hide()
    with qtbot.assertNotEmitted(turned.in_sight):
        turned.look_round()


def test_picture_is_drawn_when_it_comes(holder: QWidget) -> None:
    turned, model = shown(holder, 1)
    before = turned.grab().toImage()
    black = np.zeros((40, 120), np.uint8)
    model.update(replace(CARD, thumbnail=Thumbnail(scan=black, ink=black)))
    assert turned.grab().toImage() != before
