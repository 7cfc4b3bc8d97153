"""How does a training keep its memory, instead of handing it back after every step and asking again?

A step allocates some gigabytes of activations. The GNU allocator maps blocks of that size anew each time, and
the system fills every page with zeros before it is used: a fifth of a step on two cores. Elsewhere, or with
another allocator, nothing is changed.
"""

from __future__ import annotations

import ctypes
import os
import sys

TRIM_THRESHOLD, TOP_PAD, MMAP_MAX = -1, -2, -4  # mallopt(3)
NEVER_TRIM = 2**31 - 1
GROW_BY_BYTES = 256 * 2**20


def keep_memory() -> bool:
    """Keep freed memory for the next step, in large pages; call before torch is imported.

    Returns whether the allocator took it. Meant for a process that does nothing but train.
    """
    os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")  # torch asks for large pages where it is set
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    wanted = ((MMAP_MAX, 0), (TRIM_THRESHOLD, NEVER_TRIM), (TOP_PAD, GROW_BY_BYTES))
    return all(mallopt(option, value) == 1 for option, value in wanted)
