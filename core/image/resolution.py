"""At how many dots per inch does a picture say it was scanned, and can that be believed?"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

from PIL import ExifTags, Image

LOWEST_DPI, HIGHEST_DPI = 50.0, 4800.0
"""Outside these no document scanner works; 1 x 1 is the JPEG way of writing "unknown"."""

SCREEN_DPI = frozenset({72, 96})
"""Defaults that programs write when they know nothing; neither is a setting that scanners offer."""

MOST_STRETCHED = 4.0
"""Fax is 204 x 98; beyond four to one the numbers are a mistake."""

SQUARE_WITHIN = 0.02
DPI_NOTE = "Specimen-dpi"
"""PNG counts in whole pixels per metre; this text entry keeps our own pages' resolution exact."""

_EXIF_INCH, _EXIF_CM = 2, 3
_EXIF_UNITS = {_EXIF_INCH: 1.0, _EXIF_CM: 2.54}
_SIDEWAYS = {5, 6, 7, 8}
_BAD_EXIF = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    OSError,
    EOFError,
    SyntaxError,
    struct.error,
)
"""What Pillow raises on a damaged EXIF block, which is no reason to refuse sound pixels."""


def resolution_of(image: Image.Image) -> tuple[float, float] | None:
    """Return dpi (across, down) of the page once upright, or None where nothing credible is stated."""
    noted = _number(image.info.get(DPI_NOTE))
    if noted is not None and LOWEST_DPI <= noted <= HIGHEST_DPI:
        return noted, noted
    for across, down in _stated(image):
        if _is_credible(across, down):
            return (down, across) if orientation_of(image) in _SIDEWAYS else (across, down)
    return None


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 (upright) where there is none or it cannot be read."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except _BAD_EXIF:
        return 1
    return value if isinstance(value, int) else 1


def is_square(across: float, down: float) -> bool:
    return abs(across - down) <= SQUARE_WITHIN * max(across, down)


def _stated(image: Image.Image) -> Iterator[tuple[float, float]]:
    """Yield what the format says, then what its EXIF says: editors leave 72 in the one, 300 in the other."""
    pair = image.info.get("dpi")
    if isinstance(pair, tuple) and len(pair) == 2:
        yield _tidy(pair[0]), _tidy(pair[1])
    try:
        exif = image.getexif()
        factor = _EXIF_UNITS.get(exif.get(ExifTags.Base.ResolutionUnit, _EXIF_INCH), math.nan)
        across, down = (
            _number(exif.get(tag)) for tag in (ExifTags.Base.XResolution, ExifTags.Base.YResolution)
        )
    except _BAD_EXIF:
        return
    if across is not None and down is not None:
        yield _tidy(across * factor), _tidy(down * factor)


def _is_credible(across: float, down: float) -> bool:
    if not (math.isfinite(across) and math.isfinite(down)):
        return False
    least, most = min(across, down), max(across, down)
    if least < LOWEST_DPI or most > HIGHEST_DPI or most > MOST_STRETCHED * least:
        return False
    return not {round(across), round(down)} <= SCREEN_DPI


def _tidy(value: object) -> float:
    """Round to 0.1 dpi, which turns PNG's 11,811 pixels per metre back into 300 dpi."""
    number = _number(value)
    return round(number, 1) if number is not None else math.nan


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None
