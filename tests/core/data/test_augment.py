"""Does variation stay ink on paper, repeat itself from a seed, and keep a made-new writer one person?"""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from core.data.augment import Augment, Variation
from core.image.frame import FRAME_SIZE
from tests.core.data.builders import signed

STILL = Variation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
"""No variation but the level at which strokes are cut."""


def augment(variation: Variation, *, seed: int = 1) -> Augment:
    """Return a variation of frames that starts from a seed."""
    generator = torch.Generator().manual_seed(seed)
    return Augment(variation, height=FRAME_SIZE.height, width=FRAME_SIZE.width, generator=generator)


def bars(count: int) -> Tensor:
    """Return frames of one upright bar left of the middle, so that slant and mirror show."""
    frames = torch.zeros(count, 1, FRAME_SIZE.height, FRAME_SIZE.width)
    frames[..., 20:110, 70:110] = 1.0
    return frames


def overlap(a: Tensor, b: Tensor) -> float:
    """Return the shared ink over all the ink of two frames."""
    return float((a * b).sum() / torch.maximum(a, b).sum())


@pytest.fixture(scope="module")
def pictures() -> Tensor:
    """Twelve made-up signatures by three writers."""
    return torch.from_numpy(signed(0).frames([*range(4), *range(8, 12), *range(16, 20)])).float()


OWNERS = torch.arange(3).repeat_interleave(4)


def test_varied_frames_hold_only_paper_and_ink(pictures: Tensor) -> None:
    for variation in (Variation(), Variation(coarse=1.0, stroke=1.0)):
        varied = augment(variation)(pictures, OWNERS)
        assert varied.shape == pictures.shape
        assert set(varied.flatten().tolist()) == {0.0, 1.0}
        assert (varied.sum(dim=(1, 2, 3)) > 100).all()


def test_the_frames_handed_in_stay_as_they_are(pictures: Tensor) -> None:
    before = pictures.clone()
    augment(Variation())(pictures, OWNERS)
    assert torch.equal(pictures, before)


def test_the_same_seed_varies_alike_and_another_does_not(pictures: Tensor) -> None:
    one, again, other = (augment(Variation(), seed=seed)(pictures, OWNERS) for seed in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)


def test_no_variation_leaves_the_ink_in_place() -> None:
    varied = augment(STILL)(bars(4), torch.zeros(4, dtype=torch.int64))
    assert torch.equal(varied, bars(4))


def test_one_writer_is_made_new_in_one_way_and_two_writers_in_two() -> None:
    variation = Variation(0.3, 0.3, 0.5, 0, 0, 0, 0, 0, 0, 0)
    varied = augment(variation)(bars(6), torch.tensor([0, 0, 0, 1, 1, 1]))
    # The level of the cut still differs from one to the next: it moves an edge by less than a pixel.
    assert min(overlap(varied[0], varied[1]), overlap(varied[3], varied[5])) > 0.94
    assert overlap(varied[0], varied[3]) < 0.9


def test_a_mirrored_writer_is_mirrored_in_every_signature() -> None:
    varied = augment(Variation(0, 0, 1.0, 0, 0, 0, 0, 0, 0, 0))(bars(3), torch.zeros(3, dtype=torch.int64))
    assert torch.equal(varied, bars(3).flip(3))


def test_a_wider_stroke_only_adds_ink() -> None:
    varied = augment(Variation(0, 0, 0, 0, 0, 0, 0, 0, stroke=1.0, coarse=0))(bars(2), torch.tensor([0, 1]))
    assert float((bars(2) - varied).max()) == 0.0
    assert varied[0, 0].sum() == 91 * 41
