"""Does the record show who, when and why, and which entry was changed?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.models.activations_model import DIGEST_ROLE, ActivationLine, ActivationsModel
from app.theme.theme import Theme

pytestmark = pytest.mark.usefixtures("qtbot")
LINE = ActivationLine("d", "2026-03-02", "Model changed", "desk", "its card's", "R. Amara", "why", "Better.")


def shown(line: ActivationLine) -> ActivationsModel:
    model = ActivationsModel(Theme("light"))
    model.set_rows([line])
    return model


def test_row_tells_when_what_and_who() -> None:
    model = shown(LINE)
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cells == ["2026-03-02", "Model changed", "desk", "its card's", "R. Amara", "why"]
    assert model.index(0, 0).data(DIGEST_ROLE) == "d"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "Model changed\nBetter."


def test_what_was_used_against_the_finding_says_so() -> None:
    assert shown(replace(LINE, is_overridden=True)).index(0, 1).data() == "Used against the finding"


def test_entry_that_was_changed_bears_a_sign() -> None:
    sign = Qt.ItemDataRole.DecorationRole
    assert shown(LINE).index(0, 0).data(sign) is None
    assert not shown(replace(LINE, is_broken=True)).index(0, 0).data(sign).isNull()
