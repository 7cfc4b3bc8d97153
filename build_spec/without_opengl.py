"""What stands for Qt's OpenGL in the frozen program? Two modules with nothing in them but a base class.

PyInstaller runs this before the program. The library of plots loads both and derives a class from a widget of
theirs, but uses neither where, as here, plots are not drawn by a graphics card. They would take 10 MB.
"""

from __future__ import annotations

import sys
from types import ModuleType

NAMES = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets")


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> object:
        if name == "QOpenGLWidget":
            from PySide6.QtWidgets import QWidget  # not before the program itself asks for windows

            return QWidget
        raise AttributeError(name)


for standing in NAMES:
    sys.modules[standing] = _StandIn(standing)
