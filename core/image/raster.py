"""What pages are in a PNG, JPEG, WebP, BMP or TIFF file?"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image

from core.errors import ScanProblem
from core.image.decoding import decoding
from core.image.page import Grey
from core.image.resolution import is_square, orientation_of, resolution_of
from core.image.source import Format, Source
from core.image.tones import to_grey

_SUBFILE = 254
_REDUCED_OR_MASK = 0b101
_STRIPS, _TILES = (273, 279), (324, 325)
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by its EXIF orientation."""


class RasterScan:
    """A picture file, opened by Pillow; only TIFF has more than one page."""

    def __init__(self, source: Source, kind: Format) -> None:
        self._source = source
        self._is_tiff = kind is Format.TIFF
        # MPO is what phones write: a JPEG with further pictures behind it, of which the first is the scan.
        with decoding(source):
            names = ("JPEG", "MPO") if kind is Format.JPEG else (kind.value,)
            self._image = Image.open(io.BytesIO(source.data), formats=names)
            self._frames = list(self._page_frames()) if self._is_tiff else [0]

    @property
    def page_count(self) -> int:
        return len(self._frames)

    def size(self, number: int) -> tuple[int, int]:
        with decoding(self._source):
            image = self._at(number)
            return _square_size(image.size, resolution_of(image))

    def decode(self, number: int) -> tuple[Grey, float | None]:
        with decoding(self._source):
            image = self._at(number)
            dpi = resolution_of(image)
            self._check_strips(image)
            image.draft("L", None)  # a JPEG's luma alone: half the work
            # Before loading, since Pillow turns a TIFF upright by itself and then forgets that it did.
            turn = None if self._is_tiff else _UPRIGHT.get(orientation_of(image))
            image.load()
            grey = _upright(to_grey(image), turn=turn, dpi=dpi)
            return grey, max(dpi) if dpi else None

    def close(self) -> None:
        self._image.close()

    def _at(self, number: int) -> Image.Image:
        if self._is_tiff:
            self._image.seek(self._frames[number])
        return self._image

    def _page_frames(self) -> Iterator[int]:
        """Yield the frames that are pages, not small copies or masks of one (TIFF 6.0, NewSubfileType)."""
        for frame in range(self._source.limits.max_pages + 2):
            try:
                self._image.seek(frame)
            except EOFError:
                return
            tags = getattr(self._image, "tag_v2", {})
            if frame == 0 or not int(tags.get(_SUBFILE, 0)) & _REDUCED_OR_MASK:
                yield frame

    def _check_strips(self, image: Image.Image) -> None:
        """Refuse a TIFF that points past its end: libtiff would hand out the missing rows as blank paper."""
        tags = getattr(image, "tag_v2", {})
        for starts, counts in (_STRIPS, _TILES):
            spans = zip(tags.get(starts, ()), tags.get(counts, ()), strict=False)
            if any(start + count > len(self._source.data) for start, count in spans):
                raise self._source.refuse(ScanProblem.TRUNCATED, "picture data missing")


def _square_size(size: tuple[int, int], dpi: tuple[float, float] | None) -> tuple[int, int]:
    """Return the size with square pixels, at the finer of the two resolutions (fax: 204 x 98 dpi)."""
    if dpi is None or is_square(*dpi):
        return size
    return round(size[0] * max(dpi) / dpi[0]), round(size[1] * max(dpi) / dpi[1])


def _upright(grey: Grey, *, turn: Image.Transpose | None, dpi: tuple[float, float] | None) -> Grey:
    """Turn the page as its EXIF orientation says, then give it square pixels."""
    if turn is not None:
        grey = np.array(Image.fromarray(grey).transpose(turn))
    size = _square_size((grey.shape[1], grey.shape[0]), dpi)
    if size != (grey.shape[1], grey.shape[0]):
        grey = np.array(Image.fromarray(grey).resize(size, Image.Resampling.BICUBIC))
    return grey
