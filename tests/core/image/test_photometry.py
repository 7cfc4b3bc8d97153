"""Does anything of the brightness of a scan reach the network's frame?"""

from __future__ import annotations

import numpy as np
import pytest

from core.data.corpus import Signature, find_signatures
from core.image.frame import frame_ink
from core.image.ink import find_ink
from core.image.read import encode_png, read_page
from core.training.probe import photometry_of, presented_only_auc
from tests.core.image.drawn import overlap, painted, written

WRITERS = 25
EACH = 2


@pytest.fixture(scope="module")
def leaking_set(tmp_path_factory: pytest.TempPathFactory) -> list[Signature]:
    """Genuine scans dark on white, forged ones light on grey, as where two sittings made a collection; the
    strokes of both are drawn alike, so that only the scan tells them apart. 100 scans of 25 writers.
    """
    folder = tmp_path_factory.mktemp("scans")
    rng = np.random.default_rng(11)
    for writer in range(WRITERS):
        for kind in ("genuine", "forged"):
            place = folder / "made" / f"{writer:02}" / kind
            place.mkdir(parents=True)
            for number in range(EACH):
                dark, light = (30, 70), (110, 150)
                ink = rng.uniform(*(dark if kind == "genuine" else light))
                paper = rng.uniform(*((235, 250) if kind == "genuine" else (200, 228)))
                page = painted(written(writer, k=number), ink=float(ink), paper=float(paper))
                (place / f"{number}.png").write_bytes(encode_png(page))
    return find_signatures([folder])


def test_a_leak_of_the_scans_is_gone_from_the_frames(leaking_set: list[Signature]) -> None:
    """Writers disjoint in five folds; 0.95 shows that the probe sees the leak, 0.55 is what is allowed."""
    truth = np.array([each.is_genuine for each in leaking_set])
    writers = np.unique([each.writer for each in leaking_set], return_inverse=True)[1]
    _rows, raw, framed = photometry_of(leaking_set)
    assert presented_only_auc(raw, truth, writers) >= 0.95
    assert presented_only_auc(framed, truth, writers) <= 0.55


def test_the_same_strokes_give_the_same_frame_whatever_the_scan(leaking_set: list[Signature]) -> None:
    """The stronger demand: no frame is thicker or thinner for its pen being lighter."""
    frames = {each.path: frame_ink(find_ink(read_page(each.path)))[0] > 0.5 for each in leaking_set}
    growth = []
    for each in leaking_set:
        if each.is_genuine:
            other = frames[each.path.parents[1] / "forged" / each.path.name]
            assert overlap(frames[each.path], other) >= 0.95
            growth.append(float(frames[each.path].sum() / other.sum()))
    assert np.mean(growth) == pytest.approx(1.0, abs=0.01)
