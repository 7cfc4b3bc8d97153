"""Does an order become a challenger, also after a crash, and is the champion left as it was?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.errors import BadData
from core.learning import compare
from core.learning import retrain as retraining
from core.learning.compare import BANK, ELSEWHERE
from core.learning.finetune import FineTuning
from core.learning.material import Collection, sides_of
from core.learning.order import CHALLENGER, Order, curve_of, give_up, read_order, unfinished, write_order
from core.learning.retrain import Outcome, config_of, retrain
from core.learning.words import LossName, Start
from core.net.checkpoint import load_card, load_model
from core.net.twin import Twin
from core.progress import Cancelled, Tick
from core.scoring.policy import calibration_of
from core.training.loop import Loop
from tests.core.learning.builders import collection, made_up, saved_model
from tests.core.training.builders import CPU, tiny_twin


@pytest.fixture(autouse=True)
def _few_made_up_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference set and a rehearsal of a few writers: the real ones take seconds."""
    monkeypatch.setattr(compare, "REFERENCE_SEEDS", range(900_000, 900_004))
    monkeypatch.setattr(retraining, "CHECKED_WRITERS", 2)


@pytest.fixture(scope="module")
def bank() -> Collection:
    return collection(24, genuine=3, forged=2)


def order(champion: Path, **changes: Any) -> Order:
    card = load_card(champion)
    usual: dict[str, Any] = {
        "name": "ours",
        "created": "2026-11-22",
        "champion_digest": card.digest,
        "champion_file": champion.name,
        "calibration": calibration_of(card),
        "steps": 3,
        "checks": 3,
        "learning_rate": 1e-3,
        "made_up_writers": 6,
    }
    return Order(**(usual | changes))


def run(folder: Path, champion: Path, bank: Collection, **changes: Any) -> Outcome:
    return retrain(order(champion, **changes), bank, champion=champion, folder=folder, device=CPU)


def test_a_challenger_comes_with_its_card_and_both_comparisons(tmp_path: Path, bank: Collection) -> None:
    champion = saved_model(tmp_path)
    before = champion.read_bytes()
    outcome = run(tmp_path / "run", champion, bank)
    _twin, card = load_model(tmp_path / "run" / CHALLENGER)
    assert card.digest == outcome.challenger_digest != outcome.champion_digest
    assert card.thresholds == outcome.recalibration.calibration.cuts[-1]
    assert "bank" in card.training_sets
    assert [domain.name for domain in outcome.domains] == [BANK, ELSEWHERE]
    test = bank.of_writers(sides_of(bank.frames).test)
    assert outcome.keys[BANK] == tuple(test.keys.tolist())
    assert outcome.domains[0].writers == len(set(test.frames.writers))
    assert champion.read_bytes() == before
    assert Outcome.model_validate_json((tmp_path / "run" / "report.json").read_text("utf-8")) == outcome


@pytest.mark.parametrize("loss", list(LossName))
@pytest.mark.parametrize("start", list(Start))
def test_it_learns_by_any_loss_and_from_either_start(
    start: Start, loss: LossName, tmp_path: Path, bank: Collection
) -> None:
    champion = saved_model(tmp_path)
    outcome = run(tmp_path / "run", champion, bank, start=start, loss=loss, steps=2, checks=1)
    assert outcome.challenger_digest != load_card(champion).digest


def test_stopped_and_called_again_it_ends_where_it_would_have(tmp_path: Path, bank: Collection) -> None:
    champion = saved_model(tmp_path)
    whole = run(tmp_path / "whole", champion, bank)
    seen: list[int] = []

    def stop(tick: Tick) -> None:
        if tick.doing.startswith("loss"):
            seen.append(tick.done)
        if seen and seen[-1] == 2:
            raise Cancelled

    broken = tmp_path / "broken"
    with pytest.raises(Cancelled):
        retrain(order(champion), bank, champion=champion, folder=broken, device=CPU, report=stop)
    assert not (broken / CHALLENGER).exists()
    steps: list[int] = []
    again = retrain(
        order(champion),
        bank,
        champion=champion,
        folder=broken,
        device=CPU,
        watch=lambda loop: steps.append(loop.progress.step),
    )
    assert steps[0] > 1
    assert again.challenger_digest == whole.challenger_digest


def fine_tuning(folder: Path, champion: Twin, bank: Collection, **changes: Any) -> Loop[Twin]:
    path = saved_model(folder)
    frames = bank.frames
    return FineTuning(
        config_of(order(path, **changes)),
        champion,
        real=frames.of_writers(frames.writers[:8]),
        made_up=made_up(4),
        development=frames.of_writers(frames.writers[8:12]),
        folder=folder / "work",
        device=CPU,
    )


def test_batch_statistics_and_the_first_layers_stay(tmp_path: Path, bank: Collection) -> None:
    champion = tiny_twin(4)
    loop = fine_tuning(tmp_path, champion, bank)
    loop.run()
    before, after = champion.state_dict(), loop.network.state_dict()
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert any(name.startswith("encoder.vector") for name in moved)
    assert not any("running" in name or name.startswith("encoder.stem") for name in moved)


@pytest.mark.parametrize("wanted, share", [(0.3, 0.25), (0.8, 0.75), (2.0, 1.0)])
def test_what_comes_out_lies_as_far_from_the_champion_as_serves_best(
    tmp_path: Path, bank: Collection, monkeypatch: pytest.MonkeyPatch, wanted: float, share: float
) -> None:
    champion = tiny_twin(4)
    loop = fine_tuning(tmp_path, champion, bank, learning_rate=5e-3, checks=1)

    def weight(twin: Twin) -> torch.Tensor:
        return torch.cat([part.detach().ravel() for part in twin.encoder.vector.parameters()])

    def along(twin: Twin) -> float:
        """How far a network is along the way from the champion to what was learnt."""
        way = weight(loop.average) - weight(champion)
        return float((weight(twin) - weight(champion)) @ way / way.square().sum().clamp(min=1e-12))

    monkeypatch.setattr(FineTuning, "_error_of", lambda _self, twin: abs(along(twin) - wanted))
    came_out = loop.run()
    assert isinstance(loop, FineTuning)
    assert loop.share == share
    assert along(came_out) == pytest.approx(share, abs=1e-3)


def test_made_up_signatures_are_held_near_where_they_were(
    tmp_path: Path, bank: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight steps at a high rate, made-up batches alone: without the hold the vectors go further."""
    champion = tiny_twin(4)
    moved = []
    for number, hold in enumerate((0.0, 100.0)):
        monkeypatch.setattr("core.learning.finetune.HOLD", hold)
        folder = tmp_path / str(number)
        folder.mkdir()
        loop = fine_tuning(folder, champion, bank, steps=8, checks=1, learning_rate=5e-3, made_up_share=1.0)
        loop.run()
        pictures = torch.from_numpy(made_up(4).frames(np.arange(12))).float()
        with torch.inference_mode():
            was, now = (twin.eval().encode(pictures).vector for twin in (champion, loop.network))
        moved.append(float((was - now).norm(dim=1).mean()))
    assert moved[1] < 0.7 * moved[0]


def test_an_order_is_kept_whole_and_found_again(tmp_path: Path, bank: Collection) -> None:
    runs = tmp_path / "training"
    assert unfinished(runs) is None
    made = order(saved_model(tmp_path))
    write_order(runs / "a", made, bank)
    write_order(runs / "b", made, bank)
    assert unfinished(runs) == runs / "b"
    kept, material = read_order(runs / "a")
    assert kept == made
    assert material.keys.tolist() == bank.keys.tolist()
    assert np.array_equal(material.frames.packed, bank.frames.packed)
    give_up(runs / "b")
    assert unfinished(runs) == runs / "a"
    (runs / "a" / "report.json").write_text("{}", "utf-8")
    assert unfinished(runs) is None


@pytest.mark.parametrize("harm", ["order.json", "material.safetensors", "keys.safetensors"])
def test_a_damaged_order_is_refused_with_a_sentence(harm: str, tmp_path: Path, bank: Collection) -> None:
    write_order(tmp_path / "a", order(saved_model(tmp_path)), bank)
    (tmp_path / "a" / harm).write_bytes(b"\x00" * 40)
    with pytest.raises(BadData, match="no retraining that can go on"):
        read_order(tmp_path / "a")


def test_a_curve_is_read_while_it_grows(tmp_path: Path) -> None:
    assert curve_of(tmp_path) == []
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "curve.json").write_text(json.dumps([{"step": 1}]), "utf-8")
    assert curve_of(tmp_path) == [{"step": 1}]
