"""Does every module keep the rules of the house, and would a module that breaks one be caught?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import boundaries, shape
from tests.house.tree import Rule, complaints, modules

SAID = '"""What is this?"""\n'


@dataclass(frozen=True)
class Case:
    """A rule, and modules (place and text) that break it or, much alike, keep it."""

    rule: Rule
    breaks: tuple[tuple[str, str], ...]
    keeps: tuple[tuple[str, str], ...] = ()


CASES = (
    Case(
        boundaries.threads_start_only_in_lanes,
        breaks=(
            ("app/faults.py", "from PySide6.QtCore import QObject, QThread"),
            ("app/run.py", "from PySide6 import QtCore\nQtCore.QThreadPool.globalInstance()"),
            ("core/desk.py", "import threading\nthreading.Thread(target=print).start()"),
            ("core/desk.py", "from threading import Timer"),
            ("core/cli/main.py", "from concurrent.futures import ThreadPoolExecutor"),
        ),
        keeps=(
            ("app/lanes.py", "from PySide6.QtCore import QThread"),
            ("core/desk.py", "import threading\nlock = threading.Lock()"),
        ),
    ),
    Case(
        boundaries.message_boxes_only_in_notices_and_faults,
        breaks=(
            ("app/views/verify_page.py", "from PySide6.QtWidgets import QMessageBox"),
            ("app/run.py", "from PySide6 import QtWidgets\nQtWidgets.QMessageBox.warning(None, '', '')"),
        ),
        keeps=(("app/notices.py", "from PySide6.QtWidgets import QMessageBox"),),
    ),
    Case(
        boundaries.torchvision_is_imported_in_one_place,
        breaks=(
            ("core/data/augment.py", "from torchvision.transforms import v2"),
            ("tests/core/test_vision.py", "import torchvision"),
        ),
        keeps=(("core/data/augment.py", "from core.vision import v2"),),
    ),
    Case(
        boundaries.nothing_reaches_the_network,
        breaks=(
            ("app/run.py", "from PySide6.QtNetwork import QLocalServer"),
            ("app/run.py", "from PySide6 import QtNetwork"),
            ("core/cli/main.py", "def fetch():\n    import urllib.request"),
            ("core/store/engine.py", "import ssl"),
            ("core/store/server.py", "import urllib.request"),
        ),
        keeps=(
            ("core/cli/main.py", "from http_words import x"),
            ("core/store/server.py", "import socket, ssl"),
        ),
    ),
    Case(
        boundaries.no_data_is_run_as_code,
        breaks=(
            ("core/net/checkpoint.py", "import torch\ntorch.load('x')"),
            ("core/net/checkpoint.py", "import pickle"),
            ("core/store/engine.py", "eval('1')"),
            ("core/data/corpus.py", "import numpy as np\nnp.load('x', allow_pickle=True)"),
        ),
        keeps=(("core/net/encoder.py", "net.eval()"),),
    ),
    Case(
        boundaries.colours_come_from_the_theme,
        breaks=(
            ("app/views/rail.py", "style = 'color: #1a2b3c'"),
            ("app/views/rail.py", "from PySide6.QtGui import QColor\npen = QColor(255, 0, 0)"),
            ("app/views/rail.py", "from PySide6.QtGui import QColor\npen = QColor('red')"),
            ("app/views/rail.py", "from PySide6.QtCore import Qt\npen = Qt.GlobalColor.red"),
        ),
        keeps=(
            ("app/theme/tokens.py", "ACCENT = '#1a2b3c'"),
            ("app/views/rail.py", "from PySide6.QtCore import Qt\npen = Qt.GlobalColor.transparent"),
            ("app/views/rail.py", "pen = QColor(tokens.accent)"),
            ("app/views/rail.py", "text = 'cheque #42'"),
        ),
    ),
    Case(
        boundaries.jobs_report_to_methods_only,
        breaks=(
            ("app/presenters/verify.py", "job.done.connect(lambda found: show(found))"),
            ("app/presenters/verify.py", "lane.submit(work).failed.connect(partial(show, 1))"),
            ("app/presenters/verify.py", "job.ended.connect(show)"),
        ),
        keeps=(
            ("app/presenters/verify.py", "job.done.connect(self._on_job_done)"),
            ("app/presenters/verify.py", "button.clicked.connect(lambda: show())"),
        ),
    ),
    Case(
        shape.module_opens_with_a_sentence,
        breaks=(("core/cli/main.py", "import sys"), ("core/cli/main.py", '"""the command line"""')),
        keeps=(("core/cli/main.py", SAID),),
    ),
    Case(
        shape.package_file_is_one_docstring,
        breaks=(("core/__init__.py", SAID + "import sys"),),
        keeps=(("core/__init__.py", SAID),),
    ),
    Case(
        shape.module_stays_short,
        breaks=(("core/cli/main.py", "\n" * 401), ("app/views/main_window.py", "\n" * 200)),
        keeps=(("core/cli/main.py", "\n" * 400), ("app/views/main_window.py", "\n" * 199)),
    ),
    Case(
        shape.function_stays_short,
        breaks=(("core/cli/main.py", "def long():\n" + "    x = 1\n" * 40),),
        keeps=(("core/cli/main.py", "def fits():\n    '''Says\n\n    much.'''\n" + "    x = 1\n" * 38),),
    ),
    Case(
        shape.name_says_what_is_inside,
        breaks=(("core/utils.py", SAID), ("app/common/text.py", SAID)),
        keeps=(("core/image/page.py", SAID),),
    ),
    Case(
        shape.nothing_is_left_for_later,
        breaks=(("core/cli/main.py", "x = 1  # TO" + "DO: more"),),
        keeps=(("core/cli/main.py", "x = 'todos los santos'"),),
    ),
    Case(
        shape.code_knows_no_workplace,
        breaks=(("tests/core/test_read.py", "path = '../" + "shared/data'"),),
        keeps=(("tests/core/test_read.py", "path = 'shared'"),),
    ),
    Case(
        shape.tests_mirror_the_tree,
        breaks=(("tests/core/pictures/test_page.py", SAID),),
        keeps=(("tests/core/image/test_page.py", SAID), ("tests/house/test_rules.py", SAID)),
    ),
    Case(
        shape.tests_wait_for_events_not_for_time,
        breaks=(
            ("tests/app/test_lanes.py", "import time\ntime.sleep(1)"),
            ("tests/app/test_lanes.py", "def test_x(qtbot):\n    qtbot.wait(100)"),
        ),
        keeps=(("tests/app/test_lanes.py", "qtbot.waitUntil(done)"),),
    ),
)
each_rule = pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule.__name__)


def _plant(root: Path, *, place: str, text: str) -> None:
    path = root / place
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@each_rule
def test_every_module_keeps_the_rule(case: Case) -> None:
    assert complaints(case.rule) == []


@each_rule
def test_a_module_that_breaks_the_rule_is_named(case: Case, tmp_path: Path) -> None:
    for number, (place, text) in enumerate(case.breaks):
        root = tmp_path / str(number)
        _plant(root, place=place, text=text)
        found = complaints(case.rule, root)
        assert found, text
        assert all(line.startswith(place) for line in found)


@each_rule
def test_a_module_that_looks_alike_is_let_through(case: Case, tmp_path: Path) -> None:
    for number, (place, text) in enumerate(case.keeps):
        root = tmp_path / str(number)
        _plant(root, place=place, text=text)
        assert complaints(case.rule, root) == []


def test_the_rules_see_the_whole_tree() -> None:
    places = {module.place for module in modules()}
    assert {"app/__init__.py", "core/image/page.py", "tests/house/test_rules.py"} <= places
