"""What do the tests of the desk's own parts start from?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.app.small_desk import Bench as SmallBench


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """A window for a widget that is made for being inside one."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(1200, 760)
    holder.show()
    return holder


@pytest.fixture
def small_bench(qapp: QApplication) -> SmallBench:  # noqa: ARG001 # icons and keys need one
    return SmallBench()
