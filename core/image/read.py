"""Which grey pages, at which resolution, are in a file or on the clipboard?"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.errors import ScanProblem
from core.image.decoding import OpenScan
from core.image.drawing import draw
from core.image.page import Page
from core.image.pdf import PdfScan
from core.image.raster import RasterScan
from core.image.resolution import DPI_NOTE
from core.image.source import Format, Limits, Source, load_source
from core.pen.way import Trajectory, is_way
from core.progress import Report, Tick, silent

__all__ = ["SUFFIXES", "Limits", "encode_png", "page_count", "read_page", "read_pages"]

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".pdf")
"""For choosing files in a dialog; what a file is, its content says."""

_DEFAULT = Limits()


def read_pages(
    source: Path | bytes, *, name: str = "", limits: Limits = _DEFAULT, report: Report = silent
) -> list[Page]:
    """Read every page, or none: raises UnreadableScan with its reason; reports a tick for each page."""
    if isinstance(source, bytes) and is_way(source):
        return [_drawn(source, name)]
    with _opened(source, name, limits) as (origin, scan):
        sizes = [_size(origin, scan, number) for number in range(scan.page_count)]
        if sum(width * height for width, height in sizes) > limits.max_total_pixels:
            raise origin.refuse(ScanProblem.TOO_MANY_PAGES, f"{len(sizes)} pages, too large together")
        pages = []
        for number in range(scan.page_count):
            report(Tick(number, scan.page_count))
            pages.append(_decode(origin, scan, number))
        return pages


def read_page(source: Path | bytes, *, page: int = 0, name: str = "", limits: Limits = _DEFAULT) -> Page:
    """Read one page, counted from 0; raises UnreadableScan, with NO_SUCH_PAGE where there are fewer."""
    if isinstance(source, bytes) and is_way(source):
        return _drawn(source, name)
    with _opened(source, name, limits) as (origin, scan):
        if not 0 <= page < scan.page_count:
            raise origin.refuse(ScanProblem.NO_SUCH_PAGE, f"page {page + 1} of {scan.page_count}")
        _size(origin, scan, page)
        return _decode(origin, scan, page)


def page_count(source: Path | bytes, *, name: str = "", limits: Limits = _DEFAULT) -> int:
    """Count the pages without decoding them; raises UnreadableScan."""
    if isinstance(source, bytes) and is_way(source):
        return 1
    with _opened(source, name, limits) as (_, scan):
        return scan.page_count


def encode_png(page: Page) -> bytes:
    """Pack a page as a file that stands alone: `read_page` gives back its pixels and its resolution."""
    notes, target = PngInfo(), io.BytesIO()
    options: dict[str, tuple[float, float]] = {}
    if page.dpi is not None:
        notes.add_text(DPI_NOTE, repr(float(page.dpi)))
        options["dpi"] = (page.dpi, page.dpi)
    # Looking for runs alone packs scans as small as looking for repeats, in half the time.
    Image.fromarray(page.grey).save(target, "PNG", pnginfo=notes, compress_type=zlib.Z_RLE, **options)
    return target.getvalue()


def _drawn(data: bytes, name: str) -> Page:
    """Draw what a pen wrote; raises BadData."""
    return draw(Trajectory.from_bytes(data), name=name or "pad")


@contextmanager
def _opened(source: Path | bytes, name: str, limits: Limits) -> Iterator[tuple[Source, OpenScan]]:
    origin = load_source(source, name=name, limits=limits)
    kind = origin.format()
    if kind is None:
        raise origin.refuse(ScanProblem.UNKNOWN_FORMAT)
    scan: OpenScan = PdfScan(origin) if kind is Format.PDF else RasterScan(origin, kind)
    try:
        if scan.page_count == 0:
            raise origin.refuse(ScanProblem.EMPTY, "no pages")
        if scan.page_count > limits.max_pages:
            raise origin.refuse(ScanProblem.TOO_MANY_PAGES, f"limit {limits.max_pages}")
        yield origin, scan
    finally:
        scan.close()


def _size(origin: Source, scan: OpenScan, number: int) -> tuple[int, int]:
    width, height = scan.size(number)
    if width * height > origin.limits.max_pixels:
        raise origin.refuse(ScanProblem.TOO_MANY_PIXELS, f"{width} x {height}")
    return width, height


def _decode(origin: Source, scan: OpenScan, number: int) -> Page:
    grey, dpi = scan.decode(number)
    if grey.size == 0:
        raise origin.refuse(ScanProblem.EMPTY)
    return Page(grey=grey, dpi=dpi, name=origin.name, number=number)
