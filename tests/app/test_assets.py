"""Are icons drawn in one weight, in the theme's colours, and sharp?"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon

from app.assets import icon, icon_pixmap, program_icon, verdict_icon
from app.theme.tokens import LIGHT
from core.resources import resource

pytestmark = pytest.mark.usefixtures("qtbot")

DRAWINGS = sorted(path for path in resource("icons").glob("*.svg") if path.stem != "program")


def colours(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(20, mode).toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_every_icon_is_of_one_weight_and_takes_its_colour_from_the_theme(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke-width") == "1.6"
    assert root.get("stroke") == "currentColor"


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_every_icon_draws_something_and_stays_inside_its_frame(path: Path) -> None:
    image = icon_pixmap(path.stem, colour=LIGHT.text, size_px=48).toImage()
    edge = [(n, m) for n in range(48) for m in (0, 47)]
    assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))
    assert not any(image.pixelColor(x, y).alpha() or image.pixelColor(y, x).alpha() for x, y in edge)


def test_icon_takes_the_theme_s_text_colour_and_fades_when_disabled() -> None:
    drawn = icon("side_by_side", LIGHT)
    assert LIGHT.text in colours(drawn)
    assert LIGHT.text not in colours(drawn, QIcon.Mode.Disabled)


@pytest.mark.parametrize("verdict", ["accept", "refer", "reject"])
def test_verdicts_have_signs_of_their_own_in_colours_of_their_own(verdict: str) -> None:
    assert verdict_icon(verdict, LIGHT).cacheKey() != 0
    image = verdict_icon(verdict, LIGHT).pixmap(64).toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2) != QColor(LIGHT.text)


def test_pixmap_is_as_sharp_as_the_screen() -> None:
    pixmap = icon_pixmap("accept", colour=LIGHT.text, size_px=20, ratio=2.0)
    assert pixmap.width() == 40
    assert pixmap.deviceIndependentSize().width() == 20


def test_program_has_an_icon() -> None:
    assert not program_icon().pixmap(64).isNull()
