"""Is a pen's network read back as it was written, and refused where anything does not fit?"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.errors import ModelProblem, UnusableModel
from core.net.checkpoint import Calibration, card_path
from core.net.pen.checkpoint import Weighing, load_pen, save_pen
from tests.core.net.pen.small import PEN_CARD, pen_card, small_pen

WHOLE = PEN_CARD.with_pressure
FOR_AN_IMAGE = Calibration(specimens=1, offset=0.0, weights=(1.0, 1.0, 1.0), bound=1.0)


def saved(folder: Path, **changes: object) -> Path:
    path = folder / "pen.safetensors"
    save_pen(small_pen(), pen_card(**changes), path)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a" / "pen.safetensors"
    card = save_pen(small_pen(), PEN_CARD, path)
    network, read = load_pen(path)
    assert read == card
    assert read.digest != PEN_CARD.digest
    assert not network.training
    way = torch.randn(1, 6, 200)
    with torch.inference_mode():
        assert torch.equal(network(way), small_pen()(way))


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(UnusableModel) as refused:
        load_pen(path)
    assert refused.value.problem is ModelProblem.DIGEST


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.unlink()
    with pytest.raises(UnusableModel) as refused:
        load_pen(path)
    assert refused.value.problem is ModelProblem.MISSING
    card_path(path).unlink()
    with pytest.raises(UnusableModel, match="its card is missing"):
        load_pen(path)


@pytest.mark.parametrize(
    "changes, problem",
    [
        ({"version": 2}, ModelProblem.VERSION),
        ({"with_pressure": Weighing()}, ModelProblem.DAMAGED),
        ({"without_pressure": Weighing()}, ModelProblem.DAMAGED),
        ({"with_pressure": WHOLE.model_copy(update={"calibrations": (FOR_AN_IMAGE,)})}, ModelProblem.DAMAGED),
        ({"without_pressure": WHOLE.model_copy(update={"fusions": (FOR_AN_IMAGE,)})}, ModelProblem.DAMAGED),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    tmp_path: Path, changes: dict[str, object], problem: ModelProblem
) -> None:
    path = saved(tmp_path, **changes)
    with pytest.raises(UnusableModel) as refused:
        load_pen(path)
    assert refused.value.problem is problem
