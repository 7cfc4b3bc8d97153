"""Does the list ask for pictures of what is in sight, and draw each card?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.thumbnails import Thumbnail
from app.models.turned_model import TurnedCard, TurnedModel
from app.theme.theme import Theme
from app.widgets.turned_list import TurnedList

CARD = TurnedCard(1, True, "refer", "accept", -0.4, 2.3)


def shown(holder: QWidget, count: int) -> tuple[TurnedList, TurnedModel]:
    turned, model = TurnedList(Theme("light"), holder), TurnedModel(holder)
    model.replace([replace(CARD, key=key) for key in range(1, count + 1)])
    turned.setModel(model)
    turned.setGeometry(0, 0, 640, 320)
    turned.show()
    return turned, model


def test_rows_in_sight_are_told_once_the_list_rests(qtbot: QtBot, holder: QWidget) -> None:
    turned, _ = shown(holder, 40)
    with qtbot.waitSignal(turned.seen) as seen:
        turned.verticalScrollBar().setValue(0)
    assert seen.args is not None
    rows = seen.args[0]
    assert rows[0] == 0
    assert 2 <= len(rows) < 10


def test_scrolling_tells_other_rows(qtbot: QtBot, holder: QWidget) -> None:
    turned, _ = shown(holder, 40)
    with qtbot.waitSignal(turned.seen, check_params_cb=lambda rows: 39 in rows):
        turned.scrollToBottom()


def test_hidden_list_asks_for_nothing(holder: QWidget) -> None:
    turned, _ = shown(holder, 4)
    turned.hide()
    assert turned.rows_in_sight() == []


def test_picture_is_drawn_when_it_comes(holder: QWidget) -> None:
    turned, model = shown(holder, 1)
    before = turned.grab().toImage()
    black = np.zeros((40, 120), np.uint8)
    model.update(replace(CARD, thumbnail=Thumbnail(scan=black, ink=black)))
    assert turned.grab().toImage() != before
