"""How do foreign decoders run on bytes that nobody vouches for, so that only one kind of error comes out?"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Protocol

from PIL import Image

from core.errors import ScanProblem, SpecimenError
from core.image.page import Grey
from core.image.source import Format, Source
from core.image.truncation import is_cut_short

# Without a handler of their own, Pillow's complaints about bad files would be printed.
logging.getLogger("PIL").addHandler(logging.NullHandler())

_ONE_AT_A_TIME = Lock()
"""PDFium is not safe between threads; pixel limit, warning filters and stderr belong to the whole process."""

_STDERR = 2


class OpenScan(Protocol):
    """A scan whose header has been read; pixels are decoded page by page."""

    @property
    def page_count(self) -> int: ...

    def size(self, number: int) -> tuple[int, int]:
        """Return (width, height) in pixels of the page as it will be decoded, without decoding it."""

    def decode(self, number: int) -> tuple[Grey, float | None]:
        """Return the grey pixels (H, W) and their resolution."""

    def close(self) -> None: ...


@contextmanager
def decoding(source: Source) -> Iterator[None]:
    """Run decoder code: one at a time, silent, and whatever it raises becomes UnreadableScan. Do not nest."""
    # Only libtiff writes to stderr by itself, and Pillow offers no way to ask it not to.
    hush = _without_stderr() if source.format() is Format.TIFF else nullcontext()
    with _ONE_AT_A_TIME, warnings.catch_warnings(), hush:
        warnings.simplefilter("ignore")
        # Our own limits are checked before any pixel is decoded; Pillow's fixed one would get in their way.
        kept, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        except SpecimenError:
            raise
        except MemoryError as error:
            raise source.refuse(ScanProblem.TOO_MANY_PIXELS, "out of memory") from error
        except Exception as error:  # on bad bytes decoders raise anything: KeyError, struct.error, ...
            problem = ScanProblem.TRUNCATED if is_cut_short(source) else ScanProblem.DAMAGED
            raise source.refuse(problem, error) from error
        finally:
            Image.MAX_IMAGE_PIXELS = kept


@contextmanager
def _without_stderr() -> Iterator[None]:
    """Point the process's stderr at nothing for a moment; a windowed program on Windows has none at all."""
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(nowhere)
        os.close(kept)
