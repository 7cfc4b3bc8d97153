"""Can a bank's engineer take in signatures, calibrate, retrain, compare and activate from a shell?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.cli import bank_options
from core.cli.main import OTHER
from core.image.page import Page
from core.image.read import encode_png
from core.learning import compare, ordering, plan
from core.learning import retrain as retraining
from core.net.checkpoint import load_card
from tests.core.learning.builders import add_signatory, enrol, made_up, open_bank, saved_model
from tests.core.shell import Run

WRITERS = 24


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the model that comes with the program, and make up a few writers where many are usual."""
    model = saved_model(tmp_path, name="shipped")
    monkeypatch.setattr(bank_options, "shipped", lambda: model)
    monkeypatch.setattr("core.cli.learning.shipped", lambda: model)
    monkeypatch.setattr(compare, "REFERENCE_SEEDS", range(900_000, 900_004))
    monkeypatch.setattr(retraining, "CHECKED_WRITERS", 2)
    monkeypatch.setattr(plan, "FINE_STEPS", (2, 2))
    monkeypatch.setattr(ordering, "REHEARSED_WRITERS", 6)
    monkeypatch.setattr("core.learning.manners.give_way", lambda: None)
    monkeypatch.setattr("core.learning.control.Control.obey", lambda _control: None)  # there is no input here
    return model


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with open_bank(tmp_path / "bank") as bank:
        enrol(bank, add_signatory(bank), 2)
        return bank.path


def scans(folder: Path) -> Path:
    """Write made-up ink as scans, in folders by writer and kind."""
    frames = made_up(WRITERS, genuine=3, forged=2)
    for row in range(len(frames.packed)):
        kind = "genuine" if frames.is_genuine[row] else "forged"
        goal = folder / f"w{frames.signatory[row]:02}" / kind / f"{row}.png"
        goal.parent.mkdir(parents=True, exist_ok=True)
        ink = np.pad(frames.frames([row])[0, 0], 12)
        goal.write_bytes(encode_png(Page(np.where(ink > 0, 30, 245).astype(np.uint8), dpi=200.0)))
    return folder


def test_the_whole_way_from_a_folder_to_another_model_and_back(
    run: Run, shipped: Path, database: Path, tmp_path: Path
) -> None:
    bank = ("--database", database)
    came = run("pairs", "import", scans(tmp_path / "in"), *bank, "--officer", "S. Okoye")
    assert json.loads(came.out) == {"kept": 5 * WRITERS, "unreadable": 0}

    checked = json.loads(run("pairs", "check", *bank).out)
    assert checked["counts"]["conflict"] >= 4  # the two specimens are the first writer's ink

    dry = json.loads(run("calibrate", *bank, "--accept-far", "0.02").out)
    assert dry["calibration"]["cuts"][0]["accept_far"] == 0.02
    with open_bank(database.parent) as opened:
        assert opened.active() is None
    run("calibrate", *bank, "--accept-far", "0.02", "--officer", "S. Okoye", "--reason", "our paper")

    trained = run("retrain", *bank, "--events")
    events = [json.loads(line) for line in trained.out.splitlines()]
    assert trained.code == 0
    assert {event["event"] for event in events} == {"tick", "step", "done"}
    done = events[-1]
    with open_bank(database.parent) as opened:
        assert opened.model(done["challenger"]).parent_digest == load_card(shipped).digest
        assert opened.active().model_digest == load_card(shipped).digest  # type: ignore[union-attr]

    report = json.loads(run("compare", done["challenger"][:12], *bank).out)
    assert [one["name"] for one in report["domains"]] == ["bank", "made-up"]
    assert report["finding"]["sentence"]

    named = ("--officer", "S. Okoye", "--reason", "to see", "--override", "--device", "cpu")
    activated = json.loads(run("activate", done["challenger"][:12], *bank, *named).out)
    assert activated == {"in use": done["challenger"], "kind": "switch"}
    back = json.loads(run("activate", "--previous", *bank, *named[:4], "--device", "cpu").out)
    assert back == {"in use": load_card(shipped).digest, "kind": "rollback"}
    with open_bank(database.parent) as opened:
        assert opened.check_activations() is None
        assert opened.active().calibration_id is not None  # type: ignore[union-attr]


def test_too_little_to_learn_from_is_told_in_numbers(run: Run, shipped: Path, database: Path) -> None:
    assert shipped.is_file()
    outcome = run("retrain", "--database", database)
    assert outcome.code == OTHER
    assert "2 signatures to learn from, 60 are needed" in outcome.err


def test_a_bank_that_is_not_there_is_not_made(run: Run, shipped: Path, tmp_path: Path) -> None:
    assert shipped.is_file()
    outcome = run("calibrate", "--database", tmp_path / "none.sqlite")
    assert (outcome.code, (tmp_path / "none.sqlite").exists()) == (OTHER, False)


def test_an_unknown_model_is_refused(run: Run, shipped: Path, database: Path) -> None:
    assert shipped.is_file()
    named = ("--officer", "S. Okoye", "--reason", "to see")
    outcome = run("activate", "ffff", "--database", database, *named)
    assert (outcome.code, "0 models" in outcome.err) == (OTHER, True)
