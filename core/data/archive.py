"""How are the files of an archive read without ever being laid down on the disk?

Names in an archive are only words here: nothing is extracted, so none can lead out of a folder. An archive
that unpacks to far more than it should is given up.
"""

from __future__ import annotations

import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core.errors import BadData

MOST_MEMBER_BYTES = 2**20
MOST_BYTES = 2**29
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError)


def members(archive: Path, *, suffix: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield every regular file that ends so, in the archive's order; raises BadData."""
    total = 0
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                total += max(0, member.size)
                if member.size > MOST_MEMBER_BYTES or total > MOST_BYTES:
                    raise BadData(archive.name, "unpacks to more than such an archive holds")
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is not None and member.name.lower().endswith(suffix):
                    yield PurePosixPath(member.name), stream.read(MOST_MEMBER_BYTES + 1)
    except DAMAGED as error:
        raise BadData(archive.name, "not an archive that can be read") from error


def find_archive(data: Path, name: str) -> Path:
    """Return the archive that `data` is, or that lies in it or one folder below; raises BadData."""
    found = [data] if data.is_file() else sorted([*data.glob(f"{name}.tar.*"), *data.glob(f"*/{name}.tar.*")])
    if not found:
        raise BadData(str(data), f"holds no {name}.tar.*")
    return found[0]
