"""Does the theme dress the program, and say when it changes?"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme.palette import palette
from app.theme.theme import BODY, SMALL, TITLE, Theme
from app.theme.tokens import DARK, LIGHT, Tokens
from core.resources import resource

pytestmark = pytest.mark.usefixtures("qtbot")


def test_mode_chooses_the_tokens() -> None:
    assert Theme("light").tokens is LIGHT
    assert Theme("dark").tokens is DARK


def test_change_is_said_once_the_new_palette_is_on(qtbot: QtBot) -> None:
    theme = Theme("light")
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


def test_same_mode_again_changes_nothing(qtbot: QtBot) -> None:
    theme = Theme("light")
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("light")


def test_three_sizes_rise() -> None:
    theme = Theme("light")
    small, body, title = (theme.font(size).pointSizeF() for size in (SMALL, BODY, TITLE))
    assert small < body < title


def test_program_wears_fusion_with_every_colour_from_the_tokens() -> None:
    Theme("light").apply()
    assert palette(LIGHT).color(QPalette.ColorRole.Base) == QColor(LIGHT.surface)
    assert QApplication.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.surface)
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    assert program.styleSheet() != ""
    assert "%(" not in program.styleSheet()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_arrows_of_the_style_sheet_have_the_colour_of_muted_text(tokens: Tokens) -> None:
    for name in ("chevron", "chevron_up"):
        drawing = resource("theme", f"{name}_{tokens.name}.svg").read_text(encoding="utf-8")
        assert f'stroke="{tokens.muted}"' in drawing
