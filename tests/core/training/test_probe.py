"""Does a probe find a leak where there is one, and none where there is none?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.data.corpus import Signature
from core.errors import BadData
from core.image.page import Page
from core.image.read import encode_png
from core.net.encoder import Encoded
from core.training import probe
from core.training.probe import (
    PHOTOMETRY,
    Photometry,
    geometry,
    photometry,
    photometry_of,
    presented_only_auc,
    probe_set,
)
from tests.core.data.builders import numbered, signed
from tests.core.training.builders import CPU, tiny_twin

WRITERS = np.repeat(np.arange(10), 20)
TRUTH = np.tile(np.arange(20) < 10, 10)


def noise(*, columns: int = 2, seed: int = 0) -> NDArray[np.float64]:
    """Return features that say nothing."""
    return np.random.Generator(np.random.PCG64(seed)).standard_normal((200, columns))


def test_photometry_is_how_dark_the_ink_and_how_light_the_paper_are() -> None:
    grey = np.full((4, 10), 200, np.uint8)
    grey[0] = np.arange(0, 100, 10)
    found = dict(zip(PHOTOMETRY, photometry(grey, grey < 150), strict=True))
    assert (found["darkest"], found["ink 50 %"], found["paper 50 %"]) == (0, 45, 200)
    assert (found["paper spread"], found["lightest"]) == (0, 200)
    assert found["ink spread"] == pytest.approx(np.arange(0, 100, 10).std())


@pytest.mark.parametrize("level", [0, 255])
def test_a_page_all_ink_or_all_paper_has_no_photometry(level: int) -> None:
    grey = np.full((4, 4), level, np.uint8)
    assert photometry(grey, grey < 128).tolist() == [0.0] * len(PHOTOMETRY)


def test_geometry_holds_no_size() -> None:
    frames = signed(50, writers=2)
    shape = frames.shape_of(3)
    wanted = [shape.aspect, shape.slant_deg, shape.density, shape.stroke_share, shape.pieces]
    np.testing.assert_allclose(geometry(frames)[3], wanted)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_leak_is_found(sign: float) -> None:
    features = noise()
    features[:, 1] = sign * TRUTH + 0.01 * features[:, 1]
    assert presented_only_auc(features, TRUTH, WRITERS) == 1.0


def test_noise_is_no_leak() -> None:
    # The better of two AUCs of 200 (each strays 0.04, one deviation), turned above a half.
    assert 0.5 <= presented_only_auc(noise(), TRUTH, WRITERS) < 0.62


def test_unequal_shares_of_forgeries_are_no_leak() -> None:
    share = np.repeat([2, 18, 4, 16, 6, 14, 8, 12, 3, 17], 20)
    truth = np.tile(np.arange(20), 10) < share
    assert presented_only_auc(np.ones((200, 2)), truth, WRITERS) == 0.5


def test_what_is_known_of_a_writer_does_not_help_with_another() -> None:
    """Each writer is all genuine or all forged but for one, and known by a code of their own."""
    codes = np.random.Generator(np.random.PCG64(1)).standard_normal((10, 6))
    truth = (WRITERS % 2 == 0) ^ (np.tile(np.arange(20), 10) == 0)
    # With a writer on both sides, the tree would know each code, and 19 of 20 answers.
    assert presented_only_auc(codes[WRITERS], truth, WRITERS) < 0.85


def test_four_writers_are_too_few() -> None:
    with pytest.raises(BadData, match="5 writers"):
        presented_only_auc(noise()[:80], TRUTH[:80], WRITERS[:80])


def test_a_hand_with_several_names_stays_on_one_side(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"a/{writer}/name{number:02}" for writer in range(2) for number in range(2)]
    frames = numbered(names, genuine=1, forged=1, writers=[name.rsplit("/", 1)[0] for name in names])
    signatures = [
        Signature(Path(f"{n}.png"), "a", frames.writers[n // 2], names[n // 2], n % 2 == 0) for n in range(8)
    ]
    seen: list[list[int]] = []

    def watched(_features: object, _truth: object, writer: NDArray[np.int64]) -> float:
        seen.append(writer.tolist())
        return 0.5

    encoded = Encoded(torch.zeros(8, 16), torch.zeros(8, 8, 8, 16), torch.zeros(8, 8, 16))
    monkeypatch.setattr(probe, "find_signatures", lambda _folders: signatures)
    levels = Photometry(list(range(8)), np.zeros((8, 1)), np.zeros((8, 1)))
    monkeypatch.setattr(probe, "photometry_of", lambda *_a, **_k: levels)
    monkeypatch.setattr(probe, "frame_signatures", lambda *_a, **_k: frames)
    monkeypatch.setattr(probe, "embed_frames", lambda *_a, **_k: encoded)
    monkeypatch.setattr(probe, "presented_only_auc", watched)
    found = probe_set([Path()], "a", twin=tiny_twin(), device=CPU)
    assert seen == [[0, 0, 0, 0, 1, 1, 1, 1]] * 4
    assert (len(found.aucs), found.unreadable) == (4, 0)


def test_a_scan_that_cannot_be_read_is_left_out_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signatures: list[Signature] = []
    for writer in range(5):
        for kind in (True, True, False, False):
            path = tmp_path / f"{len(signatures)}.png"
            grey = np.full((40, 90), 240, np.uint8)
            grey[10 + writer : 14 + writer, 10 : 20 + 3 * len(signatures)] = 30
            path.write_bytes(encode_png(Page(grey)))
            signatures.append(Signature(path, "a", f"a/{writer}", f"a/{writer}", kind))
    signatures[3].path.write_bytes(b"\x89PNG and no more")
    monkeypatch.setattr(probe, "find_signatures", lambda _folders: signatures)
    found = probe_set([tmp_path], "a", twin=tiny_twin(), device=CPU)
    assert found.unreadable == 1
    assert all(0.5 <= auc <= 1.0 for auc in found.aucs.values())
    assert photometry_of(signatures).rows == [0, 1, 2, *range(4, 20)]


@pytest.mark.parametrize("name", ["a", "elsewhere"])
def test_a_set_without_forgeries_or_without_signatures_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Signature(Path("a.png"), "a", "a/1", "a/1", is_genuine=True)
    monkeypatch.setattr(probe, "find_signatures", lambda _folders: [one])
    with pytest.raises(BadData, match="genuine signatures and forgeries"):
        probe_set([Path()], name, twin=tiny_twin(), device=CPU)
