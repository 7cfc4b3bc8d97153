"""Does an archive of recordings become a model that judges, and says how it was made and how good it is?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.family.choose import chosen_recipe
from core.family.data.trajectories import NAME
from core.family.pad.make import UNPRESSED, judge_and_measure, make_pen
from core.family.recipe import Evaluation
from core.net.checkpoint import save_model
from core.net.pen.checkpoint import load_pen
from core.progress import Tick
from core.scoring.pen import PenJudge
from tests.core.family.builders import CPU, recordings_archive
from tests.core.family.pad.builders import IMAGE, compared
from tests.core.net.small import small_twin
from tests.core.pen.builders import written
from tests.core.scoring.test_verifier import CARD


@pytest.fixture
def image(tmp_path: Path) -> Path:
    save_model(small_twin(), CARD, tmp_path / "image.safetensors")
    return tmp_path / "image.safetensors"


def test_a_model_is_made_from_an_archive(tmp_path: Path, image: Path) -> None:
    recordings_archive(tmp_path / "online", writers=10, genuine=6, forged=3)
    recipe = chosen_recipe("bromley1993", variant="modern", steps=2)
    recipe = recipe.changed(check_every=1, made_up_steps=1, classes=2, examples=3, forged=1).model_copy(
        update={"made_up": 5, "evaluation": Evaluation(choose_by="references", references=2)}
    )
    out, ticks = tmp_path / "pen.safetensors", list[Tick]()
    words = "python -m core pen train"
    card = make_pen(tmp_path, recipe, image=image, out=out, device=CPU, command=words, report=ticks.append)
    network, read = load_pen(out)
    assert read == card
    for weighing in (card.with_pressure, card.without_pressure):
        assert [one.specimens for one in weighing.calibrations] == [1, 2, 3]
        assert [one.specimens for one in weighing.fusions] == [1, 2, 3]
    assert card.with_pressure != card.without_pressure
    assert {figure.set_name for figure in card.figures} == {NAME, UNPRESSED}
    assert {figure.specimens for figure in card.figures} == {1, 2, 3}
    assert card.training_sets == {"svc2004_task2": "10 writers, 90 recordings"}
    assert (card.command, card.seed) == (words, recipe.seed)
    assert card.recipe["variant"] == "modern"
    assert card.steps == 2
    assert {"drawing", "comparing fold", "judging"} <= {tick.doing for tick in ticks}
    judged = PenJudge(network, card).judge(written(1), {4: written(1, k=1)}, 0.0)
    assert np.isfinite(judged.fused_llr)


def test_what_ships_is_fitted_on_everybody() -> None:
    """A fold more changes it, and it is told of numbers of specimens that were measured."""
    made = compared(20)
    image = CARD.model_copy(update={"calibrations": IMAGE})
    found, figures = judge_and_measure(made, image, set_name="made up")
    fewer, _ = judge_and_measure(made[:15], image, set_name="made up")
    assert [one.specimens for one in found.fusions] == [1, 2, 3, 4]
    assert found.calibrations[0] != fewer.calibrations[0]
    assert {figure.specimens for figure in figures} == {1, 2, 3}
    assert all(min(one.weights) >= 0.0 for one in (*found.calibrations, *found.fusions))
