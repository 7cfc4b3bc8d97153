"""Are both sides of a comparison seen by one and the same network?"""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn

from core.net.twin import Twin, channels_last, chosen, euclidean
from tests.core.net.small import frames_of, small_twin


@pytest.fixture(scope="module")
def twin() -> Twin:
    return small_twin()


def storages(module: nn.Module) -> Iterator[int]:
    for weight in module.parameters():
        yield weight.untyped_storage().data_ptr()


def test_both_branches_run_the_same_object(twin: Twin) -> None:
    ran: list[tuple[nn.Module, list[int]]] = []
    hooks = [
        module.register_forward_hook(lambda done, _seen, _made: ran.append((done, list(storages(done)))))
        for module in twin.encoder.modules()
        if module is twin.encoder or isinstance(module, nn.Conv2d | nn.Linear)
    ]
    frames = frames_of(range(2))
    twin(frames[:1], frames[1:])
    for hook in hooks:
        hook.remove()
    first, second = ran[: len(ran) // 2], ran[len(ran) // 2 :]
    assert len(first) > 5
    assert [id(module) for module, _ in first] == [id(module) for module, _ in second]
    assert [places for _, places in first] == [places for _, places in second]


def test_there_is_one_set_of_weights(twin: Twin) -> None:
    """All weights are the encoder's, once, and the matching head's."""
    encoder, matching = (sum(w.numel() for w in part.parameters()) for part in (twin.encoder, twin.matching))
    assert sum(weight.numel() for weight in twin.parameters()) == encoder + matching
    places = list(storages(twin))
    assert len(set(places)) == len(places)


def test_a_step_moves_both_branches_alike() -> None:
    twin = small_twin().train()
    frames = frames_of(range(4))
    optimiser = torch.optim.SGD(twin.parameters(), lr=0.1)
    twin(frames[:2], frames[2:]).distance.sum().backward()
    optimiser.step()
    twin.eval()
    with torch.inference_mode():
        swapped = twin(frames[2:], frames[:2])
        assert torch.allclose(twin(frames[:2], frames[2:]).distance, swapped.distance, atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_sides_does_not_matter(seed: int) -> None:
    frames = frames_of(range(6))
    with torch.inference_mode():
        there = small_twin(seed=seed)(frames[:3], frames[3:])
        back = small_twin(seed=seed)(frames[3:], frames[:3])
    assert torch.allclose(there.distance, back.distance, atol=1e-6)
    assert torch.allclose(there.local, back.local, atol=1e-5)


def test_a_signature_has_no_distance_from_itself(twin: Twin) -> None:
    """But for the root of 1e-9 that keeps the gradient finite."""
    frames = frames_of(range(3))
    with torch.inference_mode():
        assert float(twin(frames, frames).distance.max()) <= 1e-4


def test_distances_lie_between_zero_and_two(twin: Twin) -> None:
    first, second = torch.triu_indices(6, 6, 1)
    with torch.inference_mode():
        encoded = twin.encode(frames_of(range(6)))
        distance = twin.compare(chosen(encoded, first), chosen(encoded, second)).distance
    assert bool((distance > 0.0).all())
    assert bool((distance <= 2.0).all())


def test_opposite_points_of_the_sphere_are_two_apart() -> None:
    point = torch.tensor([[0.6, 0.8]])
    assert float(euclidean(point, -point)) == pytest.approx(2.0)
    assert float(euclidean(point, torch.tensor([[0.8, -0.6]]))) == pytest.approx(2.0**0.5)


def test_the_gradient_is_finite_where_two_points_coincide() -> None:
    point = torch.tensor([[0.6, 0.8]], requires_grad=True)
    euclidean(point, point.detach().clone()).sum().backward()  # type: ignore[no-untyped-call]
    assert isinstance(point.grad, Tensor)
    assert bool(torch.isfinite(point.grad).all())


def test_the_layout_in_memory_changes_nothing(twin: Twin) -> None:
    frames = frames_of(range(4))
    with torch.inference_mode():
        plain = twin(frames[:2], frames[2:])
        turned = channels_last(copy.deepcopy(twin))(frames[:2], frames[2:])
    assert torch.allclose(plain.distance, turned.distance, atol=1e-5)
    assert torch.allclose(plain.local, turned.local, atol=1e-4)


def test_rows_are_chosen_in_the_order_asked_for(twin: Twin) -> None:
    with torch.inference_mode():
        encoded = twin.encode(frames_of(range(3)))
    rows = chosen(encoded, torch.tensor([2, 0]))
    for part, whole in zip(rows, encoded, strict=True):
        assert torch.equal(part, whole[[2, 0]])
