"""How does a training leave the machine to whoever is verifying?"""

from __future__ import annotations

import os

import psutil

NICEST = 19
"""The lowest priority where priorities are numbers; Windows has a class in its place."""


def give_way() -> None:
    """Run at the lowest usual priority, so that the desk's own work comes first; and on all cores but one
    where there are more than two.
    """
    import torch

    psutil.Process().nice(getattr(psutil, "IDLE_PRIORITY_CLASS", NICEST))
    cores = os.cpu_count() or 1
    if cores > 2:
        torch.set_num_threads(cores - 1)
