"""Is a sentence with a sign still a sentence without it?"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.theme.theme import Theme
from app.widgets.sign_line import SignLine


def signs(line: SignLine) -> list[QLabel]:
    return [label for label in line.findChildren(QLabel) if label is not line.text and not label.isHidden()]


def test_sign_comes_and_goes_with_the_sentence(holder: QWidget) -> None:
    line = SignLine(Theme("light"), parent=holder)
    line.say("The record was changed.", sign="warning")
    assert line.text.text() == "The record was changed."
    assert not signs(line)[0].pixmap().isNull()
    line.say("Nothing yet.")
    assert signs(line) == []


def test_sign_follows_the_theme(holder: QWidget) -> None:
    theme = Theme("light")
    line = SignLine(theme, parent=holder)
    line.say("Whole.", sign="done")
    light = signs(line)[0].pixmap().toImage()
    theme.set_mode("dark")
    assert signs(line)[0].pixmap().toImage() != light
