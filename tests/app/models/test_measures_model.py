"""Do champion and challenger stand under their own names?"""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.models.measures_model import Measure, MeasuresModel

ACROSS = Qt.Orientation.Horizontal


def test_figures_stand_under_the_names_of_both() -> None:
    model = MeasuresModel()
    model.show_measures([Measure("EER", "both kinds", "8 %", "6 %")], champion="desk", challenger="new")
    assert [model.headerData(column, ACROSS) for column in range(3)] == [
        "Measured", "Champion: desk", "Challenger: new",
    ]  # fmt: skip
    assert [model.index(0, column).data() for column in range(3)] == ["EER", "8 %", "6 %"]
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "both kinds"
