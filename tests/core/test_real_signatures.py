"""Do the promises about photometry hold on real scans, where a folder of them is at hand?"""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from core.data.corpus import Signature, find_signatures
from core.training.probe import photometry_of, presented_only_auc

DATA = os.environ.get("SPECIMEN_DATA")
PER_WRITER = 4
WRITERS = 25

pytestmark = pytest.mark.skipif(
    DATA is None or not (Path(DATA) / "cedar").is_dir(),
    reason="needs CEDAR in a folder named by SPECIMEN_DATA",
)


def test_photometry_tells_forgeries_on_raw_scans_and_not_on_frames() -> None:
    signatures = _some(find_signatures([Path(str(DATA)) / "cedar"]))
    _rows, raw, framed = photometry_of(signatures)
    truth = np.array([one.is_genuine for one in signatures])
    writer = np.unique([one.writer for one in signatures], return_inverse=True)[1]
    assert presented_only_auc(raw, truth, writer) >= 0.95
    assert presented_only_auc(framed, truth, writer) <= 0.55


def _some(signatures: list[Signature]) -> list[Signature]:
    """A few signatures of each kind of the first writers: 200 scans, read in some seconds."""
    ordered = sorted(signatures, key=lambda one: (one.writer, one.is_genuine, one.path))
    groups = groupby(ordered, key=lambda one: (one.writer, one.is_genuine))
    chosen = [list(group)[:PER_WRITER] for _key, group in groups]
    return [one for group in chosen[: 2 * WRITERS] for one in group]
