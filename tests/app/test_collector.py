"""Is garbage collected on the GUI thread alone?"""

from __future__ import annotations

import gc
import weakref

import pytest
from pytestqt.qtbot import QtBot

from app import collector as module
from app.collector import Collector

pytestmark = pytest.mark.usefixtures("qtbot")


class Knot:
    """Something that only the cyclic collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_python_no_longer_collects_by_itself_until_it_is_stopped() -> None:
    gc.enable()
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_timer_frees_what_is_tied_in_a_knot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EVERY_MS", 1)
    collector = Collector()
    collector.start()
    knot = weakref.ref(Knot())
    qtbot.waitUntil(lambda: knot() is None)
    collector.stop()


def test_what_is_settled_is_left_out_of_later_collections() -> None:
    collector = Collector()
    collector.start()
    collector.settle()
    assert gc.get_freeze_count() > 0
    collector.stop()
    assert gc.get_freeze_count() == 0
