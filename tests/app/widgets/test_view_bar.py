"""Does the bar name the views, their keys and their colours?"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.theme.theme import Theme
from app.widgets.action_button import ActionTool
from app.widgets.view_bar import Legend, ViewBar


def test_every_view_is_named_with_its_key(qtbot: QtBot) -> None:
    theme = Theme("light")
    bar = ViewBar(theme, Actions(theme))
    qtbot.addWidget(bar)
    words = [tool.text() for tool in bar.findChildren(ActionTool) if tool.text()]
    assert words == ["1  Side by side", "2  Overlay", "3  Blink", "4  Difference", "I  Ink view"]


def test_the_legend_shows_each_colour_and_tells_what_it_stands_for(qtbot: QtBot) -> None:
    theme = Theme("light")
    legend = Legend(theme)
    qtbot.addWidget(legend)
    legend.resize(240, 24)
    legend.show_entries([(theme.tokens.accent, "presented"), (theme.tokens.second_ink, "specimen")])
    image = legend.grab().toImage()
    drawn = {image.pixelColor(x, 12).name() for x in range(240)}
    assert {theme.tokens.accent, theme.tokens.second_ink} <= drawn
    assert legend.accessibleName() == "presented, specimen"
