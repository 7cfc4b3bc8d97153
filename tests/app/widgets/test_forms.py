"""Is every field named by its label, and is a fault said at its field without losing what was typed?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.widgets.forms import Field, Form


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    theme = Theme("light")
    form = Form([Field("name", "Name"), Field("number", "Customer number", row=1)], save="Save", theme=theme)
    qtbot.addWidget(form)
    form.show()
    form.fill({"name": "Okafor", "number": "10021"})
    yield form
    theme.deleteLater()


def test_the_label_names_the_field(form: Form) -> None:
    row = form.rows["number"]
    assert row.editor.accessibleName() == row.label.text() == "Customer number"
    assert row.label.buddy() is row.editor


def test_enter_hands_in_what_was_typed(form: Form, qtbot: QtBot) -> None:
    form.rows["name"].editor.setText("Okafor Trading")
    with qtbot.waitSignal(form.submitted) as caught:
        QTest.keyClick(form.rows["number"].editor, Qt.Key.Key_Return)
    assert caught.args == [{"name": "Okafor Trading", "number": "10021"}]


def test_escape_cancels(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.cancelled):
        QTest.keyClick(form.rows["name"].editor, Qt.Key.Key_Escape)


def test_a_fault_is_said_at_its_field_until_it_is_typed_over(form: Form) -> None:
    form.refuse("number", "Another customer has this number.")
    row = form.rows["number"]
    faults = {key: each.fault.isVisible() for key, each in form.rows.items()}
    assert faults == {"name": False, "number": True}
    assert row.editor.accessibleDescription() == "Another customer has this number."
    assert form.values()["number"] == "10021"
    QTest.keyClicks(row.editor, "7")
    assert not any(each.fault.isVisible() for each in form.rows.values())
    assert row.editor.accessibleDescription() == ""


def test_a_form_knows_whether_something_was_typed(form: Form) -> None:
    seen = [form.is_changed]
    form.rows["name"].editor.setText("Okafor Trading")
    seen.append(form.is_changed)
    form.fill({"name": "typed before"}, before={"name": "Okafor"})
    seen.append(form.is_changed)
    assert seen == [False, True, True]
