"""What do the tests of the desk's own parts start from?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.app.small_desk import Bench as SmallBench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """A window for a widget that is made for being inside one."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(1200, 760)
    holder.show()
    return holder


@pytest.fixture
def small_bench() -> SmallBench:
    return SmallBench()
