"""What do the pages of a PDF look like on paper?"""

from __future__ import annotations

import math

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.errors import ScanProblem
from core.image.decoding import decoding
from core.image.page import Grey
from core.image.source import Source

RENDER_DPI = 300.0
"""What banks scan signature cards at; a scanned page of another resolution is resampled to it."""

LOWEST_RENDER_DPI = 100.0
"""A page too large for the pixel limit at 300 dpi is drawn coarser, but not until strokes are lost."""

SCALE_PER_DPI = (1 - 1e-6) / 72
"""A hair less than 1/72 inch, since sides are rounded up: 3 inches must be 900 pixels, not 901."""


class PdfScan:
    """A PDF, opened by PDFium; pages are drawn with their annotations and filled form fields."""

    def __init__(self, source: Source) -> None:
        self._source = source
        with decoding(source):
            self._document = self._open()
            if self._document.get_formtype() != pdfium_c.FORMTYPE_NONE:
                self._document.init_forms()
            self._page_count = len(self._document)

    @property
    def page_count(self) -> int:
        return self._page_count

    def size(self, number: int) -> tuple[int, int]:
        with decoding(self._source):
            page = self._document[number]
            try:
                scale = self._dpi(page) * SCALE_PER_DPI
                return math.ceil(page.get_width() * scale), math.ceil(page.get_height() * scale)
            finally:
                page.close()

    def decode(self, number: int) -> tuple[Grey, float | None]:
        with decoding(self._source):
            page = self._document[number]
            try:
                self._check_pictures(page)
                dpi = self._dpi(page)
                bitmap = page.render(scale=dpi * SCALE_PER_DPI, grayscale=True)
                grey = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
                bitmap.close()
                return grey, round(dpi, 1)
            finally:
                page.close()

    def close(self) -> None:
        with decoding(self._source):
            self._document.close()

    def _open(self) -> pdfium.PdfDocument:
        try:
            return pdfium.PdfDocument(self._source.data)
        except pdfium.PdfiumError as error:
            if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
                raise self._source.refuse(ScanProblem.PASSWORD) from error
            raise

    def _dpi(self, page: pdfium.PdfPage) -> float:
        """Return 300, or the finest resolution that the pixel limit allows."""
        area = page.get_width() * page.get_height() / 72**2
        if not (math.isfinite(area) and area > 0):
            raise self._source.refuse(ScanProblem.DAMAGED, "page without a size")
        # One per cent to spare, because sides are rounded up to whole pixels.
        dpi = min(RENDER_DPI, math.sqrt(0.99 * self._source.limits.max_pixels / area))
        if dpi < LOWEST_RENDER_DPI:
            raise self._source.refuse(ScanProblem.TOO_MANY_PIXELS, f"page of {area:.0f} square inches")
        return dpi

    def _check_pictures(self, page: pdfium.PdfPage) -> None:
        """Refuse a page whose pictures would each be decoded to more pixels than a page may have."""
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
            width, height = picture.get_px_size()
            if width * height > self._source.limits.max_pixels:
                raise self._source.refuse(ScanProblem.TOO_MANY_PIXELS, f"{width} x {height} picture")
