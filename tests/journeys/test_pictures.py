"""Can a picture of every page be taken, light and dark, of the program as a person starts it?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.options import PAGES
from app.run import run
from app.theme.tokens import DARK, LIGHT

TOKENS = {"light": LIGHT, "dark": DARK}
FEWEST_COLOURS = 40
"""A page that drew its text has more shades than that; one that is empty has a handful."""


@pytest.mark.parametrize("theme", TOKENS)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("qtbot")
def test_every_page_can_be_photographed(page: str, theme: str, model: Path, tmp_path: Path) -> None:
    picture = tmp_path / f"{page}-{theme}.png"
    arguments = ["--screenshot", str(picture), "--page", page, "--theme", theme, "--model", str(model)]
    assert run([*arguments, "--size", "1280x800"]) == 0
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    assert image.pixelColor(4, 400).name() == TOKENS[theme].rail
    small = image.scaled(320, 200)
    colours = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
    assert len(colours) >= FEWEST_COLOURS
