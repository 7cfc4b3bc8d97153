"""Does the frozen desk show its pages, and retrain with a child process of the same executable?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.options import PAGES
from app.run import DATABASE
from core.learning.order import unfinished
from core.store.bank import Bank
from tests.bundle.frozen import Frozen
from tests.core.learning.builders import saved_model
from tests.journeys.learnt import order_training

STEPS = 4


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_drawn(frozen: Frozen, tmp_path: Path, page: str) -> None:
    picture = tmp_path / f"{page}.png"
    told = frozen.run("--screenshot", picture, "--page", page)
    assert (told.returncode, told.stderr) == (0, "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    colours = {image.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}
    assert len(colours) > 8, "the page is empty"


def test_without_a_screen_it_says_how_to_get_one(frozen: Frozen) -> None:
    told = frozen.run(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert told.returncode == 1
    assert "DISPLAY is not set" in told.stderr


def test_a_training_hands_in_its_challenger(frozen: Frozen, tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    run = order_training(folder, saved_model(tmp_path), steps=STEPS)
    words = ("retrain", "--database", folder / DATABASE, "--run", run, "--events", "--device", "cpu")
    with frozen.started(*words) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        events = [json.loads(line) for line in child.stdout]
        assert (child.wait(), child.stderr.read()) == (0, "")
    assert events[-1]["event"] == "done"
    assert unfinished(run.parent) is None
    with Bank.open(folder / DATABASE) as bank:
        assert events[-1]["challenger"] in {record.digest for record in bank.models()}
