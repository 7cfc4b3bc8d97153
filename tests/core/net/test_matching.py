"""Does the matching head find likeness where it is, and only within its window?"""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from core.net.encoder import Encoded
from core.net.matching import WINDOW, Matching

ROWS, COLUMNS = 12, 24
DOWN, ACROSS = WINDOW


@pytest.fixture
def matching() -> Matching:
    return Matching(rows=ROWS, columns=COLUMNS).requires_grad_(False)


def random_encoded(pairs: int, *, seed: int) -> Encoded:
    """Return unit vectors of 6 channels, and ink in about half of the cells."""
    made = torch.Generator().manual_seed(seed)
    local = F.normalize(torch.randn(pairs, 6, ROWS, COLUMNS, generator=made), dim=1)
    ink = torch.rand(pairs, ROWS, COLUMNS, generator=made)
    ink = torch.where(torch.rand(pairs, ROWS, COLUMNS, generator=made) < 0.5, ink, torch.zeros(()))
    return Encoded(torch.zeros(pairs, 1), local, ink / ink.sum(dim=(1, 2), keepdim=True))


def one_cell(row: int, column: int, *, channel: int = 0) -> Encoded:
    """Return ink in a single cell, pointing along one channel of two; all else points along no channel."""
    local = torch.zeros(1, 2, ROWS, COLUMNS)
    local[0, channel, row, column] = 1.0
    weights = torch.zeros(1, ROWS, COLUMNS)
    weights[0, row, column] = 1.0
    return Encoded(torch.zeros(1, 1), local, weights)


def by_hand(a: Encoded, b: Encoded, *, sharpness: float) -> float:
    """Recompute the similarity of the first pair cell by cell."""

    def towards(own: Encoded, other: Encoded) -> float:
        total = 0.0
        for row in range(ROWS):
            for column in range(COLUMNS):
                near = [
                    float(own.local[0, :, row, column] @ other.local[0, :, r, c])
                    for r in range(max(0, row - WINDOW[0]), min(ROWS, row + WINDOW[0] + 1))
                    for c in range(max(0, column - WINDOW[1]), min(COLUMNS, column + WINDOW[1] + 1))
                    if other.weights[0, r, c] > 0
                ]
                likeness = torch.tensor(near)
                best = float(torch.softmax(sharpness * likeness, 0) @ likeness) if near else -1.0
                total += float(own.weights[0, row, column]) * best
        return total

    return 0.5 * (towards(a, b) + towards(b, a))


@pytest.mark.parametrize("seed", range(3))
def test_the_similarity_is_that_of_a_plain_loop(matching: Matching, seed: int) -> None:
    a, b = random_encoded(1, seed=seed), random_encoded(1, seed=seed + 50)
    assert float(matching.similarity(a, b)) == pytest.approx(by_hand(a, b, sharpness=10.0), abs=1e-4)


def test_the_two_sides_are_treated_alike(matching: Matching) -> None:
    a, b = random_encoded(5, seed=1), random_encoded(5, seed=2)
    assert torch.allclose(matching(a, b), matching(b, a), atol=1e-5)


def test_a_picture_is_more_like_itself_than_like_any_other(matching: Matching) -> None:
    a, b = random_encoded(5, seed=1), random_encoded(5, seed=2)
    assert bool((matching.similarity(a, a) > matching.similarity(a, b)).all())
    assert bool((matching.similarity(a, a) <= 1.0 + 1e-5).all())


@pytest.mark.parametrize("down, across", [(0, 0), (DOWN, 0), (0, ACROSS), (DOWN, ACROSS), (-DOWN, -ACROSS)])
def test_a_stroke_is_found_anywhere_in_the_window(matching: Matching, down: int, across: int) -> None:
    similarity = matching.similarity(one_cell(4, 8), one_cell(4 + down, 8 + across))
    assert float(similarity) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    "down, across",
    [(DOWN + 1, 0), (0, ACROSS + 1), (-DOWN - 1, 0), (0, -ACROSS - 1), (DOWN + 1, ACROSS + 1)],
)
def test_a_stroke_outside_the_window_is_not_found(matching: Matching, down: int, across: int) -> None:
    similarity = matching.similarity(one_cell(4, 8), one_cell(4 + down, 8 + across))
    assert float(similarity) == pytest.approx(-1.0, abs=1e-5)


def test_the_window_does_not_reach_round_the_edge(matching: Matching) -> None:
    """The last cell of a row and the first of the next are neighbours in memory only."""
    assert float(matching.similarity(one_cell(3, COLUMNS - 1), one_cell(4, 0))) == pytest.approx(
        -1.0, abs=1e-5
    )


def test_another_stroke_in_the_same_place_is_no_likeness(matching: Matching) -> None:
    similarity = matching.similarity(one_cell(4, 8), one_cell(4, 8, channel=1))
    assert float(similarity) == pytest.approx(0.0, abs=1e-5)


def test_paper_has_no_say(matching: Matching) -> None:
    a, b = random_encoded(3, seed=1), random_encoded(3, seed=2)
    noise = random_encoded(3, seed=3).local
    other = b._replace(local=torch.where(b.weights[:, None] > 0, b.local, noise))
    assert torch.allclose(matching(a, b), matching(a, other), atol=1e-5)


def test_gradients_are_finite_also_beside_a_blank() -> None:
    matching = Matching(rows=ROWS, columns=COLUMNS)
    a, blank = random_encoded(2, seed=1), random_encoded(2, seed=2)
    blank = blank._replace(weights=torch.zeros_like(blank.weights))
    a = a._replace(local=a.local.requires_grad_())
    matching(a, blank).sum().backward()
    assert a.local.grad is not None
    assert bool(torch.isfinite(a.local.grad).all())
    assert all(w.grad is None or bool(torch.isfinite(w.grad).all()) for w in matching.parameters())


def test_more_alike_is_a_larger_logit(matching: Matching) -> None:
    a, b = random_encoded(1, seed=1), random_encoded(1, seed=2)
    same, other = float(matching(a, a)), float(matching(a, b))
    assert same > other
    assert same == pytest.approx(8.0 * float(matching.similarity(a, a)) - 4.0, abs=1e-5)
