"""Are plots drawn where Qt's OpenGL is not there?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOOK = Path(__file__).parents[2] / "build_spec" / "without_opengl.py"
DRAW = f"""
import runpy, sys
runpy.run_path({str(HOOK)!r})
from PySide6.QtWidgets import QApplication
program = QApplication([])
import pyqtgraph
view = pyqtgraph.GraphicsLayoutWidget()
plot = view.addPlot()
plot.plot([0, 1, 2], [3, 1, 2])
plot.addItem(pyqtgraph.ScatterPlotItem([0, 1], [1, 2]))
view.resize(200, 100)
image = view.grab().toImage()
colours = {{image.pixel(x, y) for x in range(200) for y in range(100)}}
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
print(len(colours) > 2, any("QtOpenGL" in file for file in files))
"""


def test_a_plot_is_drawn_and_nothing_of_it_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRAW], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split() == ["True", "False"], done.stderr
