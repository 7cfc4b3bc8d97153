"""How is work on many scans spread over the processor's cores?

Threads are enough: what takes time in OpenCV and zlib leaves the interpreter free meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

FEWEST = 4
"""With fewer items than this, starting threads takes longer than they save."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return `work` of every item, in order; the first error is raised."""
    cores = os.cpu_count() or 1
    if len(items) < FEWEST or cores == 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(cores) as hands:
        return list(hands.map(work, items))
