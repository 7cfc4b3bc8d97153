"""Are pairs counted as the paper counts them, and are pictures bent but not lost?"""

from __future__ import annotations

import torch

from core.family.distortion import distorted, effective_pairs, pair_counts, turned


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_omniglots_background_has_as_many_pairs_as_koch_counts() -> None:
    counts = pair_counts(classes=964, examples=20)
    assert counts.all == 185_849_560
    assert counts.same == 183_160


def test_a_few_pairs_are_counted_as_by_hand() -> None:
    assert pair_counts(classes=2, examples=3) == (15, 6)


def test_eight_distorted_copies_make_nine_pairs_of_one() -> None:
    """The paper's training sets of 30,000, 90,000 and 150,000 pairs (section 3.3)."""
    assert [effective_pairs(n) for n in (30_000, 90_000, 150_000)] == [270_000, 810_000, 1_350_000]


def squares(count: int) -> torch.Tensor:
    pictures = torch.zeros(count, 1, 40, 40)
    pictures[..., 14:26, 14:26] = 1.0
    return pictures


def test_a_distorted_picture_is_another_with_much_the_same_ink() -> None:
    bent = distorted(squares(200), generator=generator())
    assert bent.shape == (200, 1, 40, 40)
    assert float(bent.min()) >= 0.0
    assert float(bent.max()) <= 1.0
    ink = bent.sum(dim=(1, 2, 3)) / 144.0
    # Scales of 0.8 to 1.2 both ways and shears of 0.3 change the area at most that far.
    assert 0.5 < float(ink.min()) < 0.9
    assert 1.1 < float(ink.max()) < 2.0
    changed = (bent - squares(200)).abs().amax(dim=(1, 2, 3)) > 0.1
    # Seven components, each left out as often as not: 1 of 128 pictures stays as it is.
    assert float(changed.float().mean()) > 0.9


def test_the_same_seed_bends_alike() -> None:
    bent = [distorted(squares(3), generator=generator(seed)) for seed in (1, 1, 2)]
    assert torch.equal(bent[0], bent[1])
    assert not torch.equal(bent[0], bent[2])


def test_what_comes_in_from_outside_is_as_the_border_is() -> None:
    light = torch.ones(50, 1, 20, 20)
    torch.testing.assert_close(distorted(light, generator=generator()), light)


def test_a_class_is_turned_as_one() -> None:
    label = torch.arange(48).repeat_interleave(3)
    picture = torch.rand(1, 1, 8, 8, generator=generator())
    found = turned(picture.expand(144, -1, -1, -1), label, generator=generator())
    by_class = found.reshape(48, 3, 8, 8)
    assert torch.equal(by_class[:, 0], by_class[:, 2])
    upright = [torch.rot90(picture[0, 0], turn) for turn in range(4)]
    kinds = [*upright, *(each.flip(1) for each in upright)]
    ways = [next(k for k, kind in enumerate(kinds) if torch.equal(kind, one)) for one in by_class[:, 0]]
    assert set(ways) == set(range(8))


def test_an_alphabet_is_turned_as_one() -> None:
    label = torch.arange(24)
    picture = torch.rand(1, 1, 8, 8, generator=generator()).expand(24, -1, -1, -1)
    for seed in range(8):
        found = turned(picture, label, as_one=True, generator=generator(seed))
        assert torch.equal(found, found[:1].expand(24, -1, -1, -1))


def test_a_warp_moves_places_by_themselves_and_about_as_far_as_it_says() -> None:
    across = torch.linspace(0, 1, 40).expand(64, 1, 40, 40)  # how light it is says from where it came
    plain = distorted(across, generator=generator())
    warped = distorted(across, warp=0.1, generator=generator())
    moved = (warped - plain)[:, 0, 10:30, 10:30] * 2  # in shares of half a picture
    assert 0.05 < float(moved.std()) < 0.12
    assert float(moved.mean(dim=(1, 2)).std()) < float(moved.std())
