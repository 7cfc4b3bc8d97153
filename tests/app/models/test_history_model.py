"""Does the table show the history as it is?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.messages import finding_text
from app.models.history_model import HEADERS, ROW_ROLE, SORT_ROLE, Column, HistoryModel
from app.theme.theme import Theme
from app.theme.tokens import LIGHT
from tests.app.history_rows import FAINT, rows, unscored_row

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def model() -> Iterator[HistoryModel]:
    model = HistoryModel(Theme("light"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(rows())
    yield model
    del tester


def texts(model: HistoryModel, row: int) -> dict[Column, str]:
    return {column: model.index(row, column).data() for column in Column}


def test_every_column_has_a_heading(model: HistoryModel) -> None:
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert headings == [HEADERS[column] for column in Column]


def test_a_deleted_name_is_told_as_such_in_grey(model: HistoryModel) -> None:
    first = rows()[0]
    model.set_rows([replace(first, customer_name="", customer_number="", signatory_name="")])
    for column in (Column.CUSTOMER, Column.SIGNATORY):
        index = model.index(0, column)
        assert index.data() == "Name deleted"
        assert index.data(Qt.ItemDataRole.ForegroundRole) == QColor(LIGHT.muted)


def test_row_says_who_what_and_what_was_decided(model: HistoryModel) -> None:
    shown = texts(model, 0)
    assert shown[Column.CUSTOMER] == "Harbour & Lisle Ltd"
    assert shown[Column.SIGNATORY] == "Tobias Lisle"
    assert shown[Column.VERDICT] == "Reject"
    assert shown[Column.EVIDENCE] == "Strong, against"
    assert shown[Column.DECISION] == "Refer"
    assert shown[Column.OFFICER] == "R. Amara"
    assert shown[Column.REMARK] == "Asked the branch."


def test_what_nobody_decided_says_so_in_grey(model: HistoryModel) -> None:
    index = model.index(2, Column.DECISION)
    assert index.data() == "Undecided"
    assert index.data(Qt.ItemDataRole.ForegroundRole) == QColor(LIGHT.muted)


def test_verdict_has_a_sign_as_well_as_a_word(model: HistoryModel) -> None:
    assert not model.index(0, Column.VERDICT).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_evidence_explains_its_number(model: HistoryModel) -> None:
    explanation = model.index(0, Column.EVIDENCE).data(Qt.ItemDataRole.ToolTipRole)
    assert explanation == "Strong evidence against genuine: LLR -3.2, distance 0.31 to the closest of 2"


def test_what_was_not_scored_says_so_in_grey_and_why(model: HistoryModel) -> None:
    model.set_rows([unscored_row(4)])
    evidence = model.index(0, Column.EVIDENCE)
    assert evidence.data() == "Not scored"
    assert evidence.data(Qt.ItemDataRole.ForegroundRole) == QColor(LIGHT.muted)
    assert evidence.data(Qt.ItemDataRole.ToolTipRole) == f"Not scored. {finding_text(FAINT)}"
    assert texts(model, 0)[Column.VERDICT] == texts(model, 0)[Column.DECISION] == "Refer"


def test_decision_against_the_verdict_says_so(model: HistoryModel) -> None:
    explanation = model.index(0, Column.DECISION).data(Qt.ItemDataRole.ToolTipRole)
    assert explanation == "Refer, where the verdict was reject"
    assert model.index(1, Column.DECISION).data(Qt.ItemDataRole.ToolTipRole) == "Accept"


def test_times_and_evidence_are_sorted_by_value_not_by_their_words(model: HistoryModel) -> None:
    assert model.index(0, Column.EVIDENCE).data(SORT_ROLE) == -3.2
    assert model.index(0, Column.WHEN).data(SORT_ROLE) > model.index(1, Column.WHEN).data(SORT_ROLE)


def test_row_gives_its_record(model: HistoryModel) -> None:
    assert model.index(1, 0).data(ROW_ROLE) == rows()[1]


def test_same_rows_again_reset_nothing(qtbot: QtBot, model: HistoryModel) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows(rows())


def test_theme_change_repaints_signs(qtbot: QtBot) -> None:
    theme = Theme("light")
    model = HistoryModel(theme)
    model.set_rows(rows())
    with qtbot.waitSignal(model.dataChanged):
        theme.set_mode("dark")


def test_empty_index_has_no_data(model: HistoryModel) -> None:
    assert model.data(QModelIndex()) is None
