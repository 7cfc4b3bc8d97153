"""Are the figures of a card a table?"""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.models.figures_model import HEADERS, FigureRow, FiguresModel

ROW = FigureRow("cedar", "desk", "5", "EER", "3.0 %")


def test_cells_stand_under_their_headers() -> None:
    model = FiguresModel()
    model.set_rows([ROW])
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert tuple(headers) == HEADERS
    assert tuple(model.index(0, column).data() for column in range(model.columnCount())) == ROW.cells()
