"""How does the program's drawing become an icon that Windows and macOS understand?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
SUFFIXES = {"win32": ".ico", "darwin": ".icns"}


def write_icon(drawing: Path, folder: Path, *, platform: str = sys.platform) -> Path | None:
    """Write the icon in the form of the platform; None where programs carry none, as on Linux."""
    suffix = SUFFIXES.get(platform)
    if suffix is None:
        return None
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{drawing.stem}{suffix}"
    large = folder / f"{drawing.stem}.png"
    _draw(drawing, large, side_px=1024 if suffix == ".icns" else SIZES_PX[-1])
    largest = Image.open(large)
    if suffix == ".ico":
        largest.save(path, sizes=[(side, side) for side in SIZES_PX])
    else:
        largest.save(path)
    return path


def _draw(drawing: Path, target: Path, *, side_px: int) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    if not image.save(str(target)):
        raise OSError(f"{target} could not be written")
