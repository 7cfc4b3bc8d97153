"""Does the panel advise without pushing, and stay where it is?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.theme.theme import Theme
from app.widgets.score_scale import Reading
from app.widgets.verdict_panel import PanelWords, VerdictPanel

ACCEPT = PanelWords(
    headline="Accept",
    sign="accept",
    verdict="accept",
    strength="strong evidence for genuine",
    reading=Reading(2.1, -0.8, 1.2),
    thresholds="Thresholds set for 1 false accept in 1,000 and 1 false reject in 100",
    agreeing="slant",
    differing="fewer separate strokes",
)
REJECT = replace(ACCEPT, headline="Reject", sign="reject", verdict="reject", reading=Reading(-1.9, -0.8, 1.2))
UNFIT = PanelWords(
    headline="Too faint", sign="warning", advice="Scan it again.", offer="Open", offer_name="open"
)


class Panel(VerdictPanel):
    """A panel with the actions and the theme it was built with."""

    def __init__(self) -> None:
        self.theme = Theme("light")
        self.actions_ = Actions(self.theme)
        super().__init__(self.theme, self.actions_)


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.resize(1100, panel.sizeHint().height())
    panel.show()
    return panel


def pictures(panel: Panel) -> list[QImage]:
    return [button.grab().toImage() for button in panel.buttons]


def test_the_buttons_look_alike_whatever_the_verdict(panel: Panel) -> None:
    panel.show_words(ACCEPT)
    under_accept = pictures(panel)
    panel.show_words(REJECT)
    assert pictures(panel) == under_accept


def test_nothing_moves_when_the_verdict_comes(panel: Panel) -> None:
    places = []
    for words in (PanelWords(), ACCEPT, UNFIT, REJECT):
        panel.show_words(words)
        panel.layout().activate()  # type: ignore[union-attr]
        widgets = [*panel.buttons, panel.remark]
        places.append([panel.sizeHint().height(), *(one.geometry() for one in widgets)])
    assert places[1:] == places[:1] * 3


def test_enter_decides_nothing_anywhere(panel: Panel) -> None:
    panel.show_words(ACCEPT)
    spies = [
        QSignalSpy(panel.actions_.get(f"verify.{name}").triggered) for name in ("accept", "refer", "reject")
    ]
    for widget in (panel.remark, *panel.buttons):
        widget.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTest.keyClick(widget, key)
    assert [spy.count() for spy in spies] == [0, 0, 0]
    QTest.keyClick(panel.buttons[1], Qt.Key.Key_Space)
    assert [spy.count() for spy in spies] == [0, 1, 0]


def test_the_buttons_name_their_keys(panel: Panel) -> None:
    assert [button.text() for button in panel.buttons] == ["Accept  F8", "Refer  F9", "Reject  F10"]


@pytest.mark.parametrize("words", [ACCEPT, REJECT])
def test_a_verdict_is_word_and_sign_and_colour(panel: Panel, words: PanelWords) -> None:
    panel.show_words(words)
    headline = panel._headline
    assert headline.text() == words.headline
    assert headline.palette().windowText().color().name() == panel.theme.tokens.verdict(words.verdict)
    assert not panel._sign.pixmap().isNull()
    assert words.headline in panel.accessibleName()


def test_an_unfit_scan_shows_its_remedy_in_place_of_scale_and_reasons(panel: Panel, qtbot: QtBot) -> None:
    panel.show_words(UNFIT)
    assert panel._advice.isVisible()
    assert not panel.scale.isVisible()
    assert panel._headline.palette().windowText().color().name() == panel.theme.tokens.text
    with qtbot.waitSignal(panel.offer_taken) as taken:
        panel.offer.click()
    assert taken.args == ["open"]


def test_a_missing_remark_is_asked_for_where_it_is_written(panel: Panel) -> None:
    panel.show_words(ACCEPT)
    panel.refuse_without_remark()
    assert panel.remark.hasFocus()
    assert "remark" in panel.remark.placeholderText()
