"""Is the list of people told what changed, and no more?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.writers_model import WriterRow, WritersModel

MARIA = WriterRow("signatory-1", "Maria Okafor", "Okafor Trading", "2 genuine")
EDDA = WriterRow("import-a/Edda", "Edda", "import a", "1 forged")

pytestmark = pytest.mark.usefixtures("qtbot")


def test_a_row_reads_as_one_sentence() -> None:
    model = WritersModel()
    model.replace([MARIA])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Maria Okafor, Okafor Trading, 2 genuine"
    assert model.index(0).data(WritersModel.SECOND_LINE) == "2 genuine"


def test_the_same_people_keep_their_rows(qtbot: QtBot) -> None:
    model = WritersModel()
    model.replace([MARIA, EDDA])
    more = WriterRow(MARIA.owner, MARIA.name, MARIA.detail, "3 genuine")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.replace([more, EDDA])
    assert model.index(0).data(WritersModel.SECOND_LINE) == "3 genuine"


def test_a_person_is_found_by_whose_the_signatures_are() -> None:
    model = WritersModel()
    model.replace([MARIA, EDDA])
    assert (model.row_of(EDDA.owner), model.row_of("nobody")) == (1, -1)
    assert (model.owner_at(0), model.owner_at(2)) == (MARIA.owner, "")
