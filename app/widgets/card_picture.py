"""How is the picture of a scan drawn on a card?"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen

from app.widgets.cards import plain_palette
from app.widgets.raster import GREY_TABLE, Table, ink_table

Plane = NDArray[np.uint8]

CORNER_PX = 4


class Pictured(Protocol):
    """Two pictures of a scan: `scan` 0 is black, `ink` 255 is ink; `paper` is the grey around it."""

    @property
    def scan(self) -> Plane: ...
    @property
    def ink(self) -> Plane: ...
    @property
    def paper(self) -> int: ...


def draw_picture(painter: QPainter, room: QRectF, pictured: Pictured | None, *, as_ink: bool) -> None:
    """The picture of a scan, whole and centred, on paper; the paper alone while there is none yet."""
    palette = plain_palette()
    if pictured is None:
        paper = palette.color(QPalette.ColorRole.AlternateBase)
    elif as_ink:
        paper = palette.color(QPalette.ColorRole.Base)
    else:
        paper = QColor(pictured.paper, pictured.paper, pictured.paper)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
    painter.setBrush(paper)
    painter.drawRoundedRect(room, CORNER_PX, CORNER_PX)
    if pictured is not None:
        plane = pictured.ink if as_ink else pictured.scan
        table = _ink_table(palette) if as_ink else GREY_TABLE
        draw_plane(painter, room.adjusted(4, 4, -4, -4), plane, table)


def draw_plane(painter: QPainter, room: QRectF, plane: Plane, table: Table) -> None:
    """A plane of bytes in the colours of `table`, fitted into the room; never larger than it is."""
    height, width = plane.shape
    size = QSizeF(width, height)
    if width > room.width() or height > room.height():
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(room.topLeft(), size)
    box.moveCenter(room.center())
    image = scaled_image(plane, size=box.size() * painter.device().devicePixelRatioF(), table=table)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image)


@dataclass(frozen=True)
class _Drawn:
    """A plane, and the images that were made of it by size and colours."""

    plane: weakref.ref[Plane]
    images: dict[tuple[int, int, int], QImage] = field(default_factory=dict)


_drawn: dict[int, _Drawn] = {}


def scaled_image(plane: Plane, *, size: QSizeF, table: Table) -> QImage:
    """An image of about this many pixels, made once for as long as the plane is there."""
    number = id(plane)
    drawn = _drawn.get(number)
    if drawn is None or drawn.plane() is not plane:
        drawn = _drawn[number] = _Drawn(weakref.ref(plane, partial(_forget, number)))
    width, height = max(1, round(size.width())), max(1, round(size.height()))
    key = (width, height, hash(table))
    if key not in drawn.images:
        shrinks = width < plane.shape[1]
        how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        drawn.images[key] = plane_image(cv2.resize(plane, (width, height), interpolation=how), table)
    return drawn.images[key]


def _forget(number: int, gone: weakref.ref[Plane]) -> None:
    if number in _drawn and _drawn[number].plane is gone:
        del _drawn[number]


def plane_image(plane: NDArray[Any], table: Table) -> QImage:
    """An image that owns its pixels."""
    height, width = plane.shape
    packed = np.ascontiguousarray(plane, np.uint8)
    image = QImage(packed.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    return image.convertToFormat(QImage.Format.Format_RGB32)


_tables: dict[tuple[int, int], Table] = {}


def _ink_table(palette: QPalette) -> Table:
    """The colours of ink in a palette, made once for each pair of them."""
    paper, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    key = (paper.rgb(), ink.rgb())
    if key not in _tables:
        _tables[key] = ink_table(paper=paper, ink=ink)
    return _tables[key]
