"""Does a training keep its memory, and is that all that changes?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.training.arena import keep_memory

FAULTS = """
import resource, sys
import numpy as np
from core.training.arena import keep_memory
if sys.argv[1] == "keep":
    assert keep_memory()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
np.ones(2**23)
before = faults()
for _ in range(5):
    np.ones(2**23)
print(faults() - before)
"""


def faults(mode: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", FAULTS, mode], capture_output=True, text=True, check=True, timeout=60
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU allocator is told")
def test_memory_that_was_freed_is_used_again_without_a_page_fault() -> None:
    kept, given_back = faults("keep"), faults("leave")
    assert kept < given_back / 10


def test_elsewhere_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THP_MEM_ALLOC_ENABLE", "0")
    monkeypatch.setattr(sys, "platform", "win32")
    assert not keep_memory()
