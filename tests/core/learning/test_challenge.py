"""Is a model from elsewhere compared before anybody activates it, and only where that can be told?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.errors import RefusedChallenger
from core.learning import compare
from core.learning.challenge import challenge
from core.learning.places import take_in
from core.learning.retrain import Outcome
from core.learning.switch import consent_to
from core.net.checkpoint import load_card
from core.store.bank import Bank
from core.store.learning_records import Label, NewExample
from tests.core.learning.builders import add_signatory, enrol, made_up, open_bank, saved_model
from tests.core.store.builders import page

WRITERS = 24


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return saved_model(tmp_path, name="shipped", seed=1)


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    monkeypatch.setattr(compare, "REFERENCE_SEEDS", range(900_000, 900_004))
    with open_bank(tmp_path / "bank") as opened:
        yield opened


def known(bank: Bank, folder: Path) -> str:
    other = saved_model(folder, name="other", seed=2)
    digest = load_card(other).digest
    return bank.add_model(digest, name="other", file=take_in(bank, other, digest=digest)).digest


def collect(bank: Bank, writers: int = WRITERS) -> None:
    """Take in signatures of so many writers, genuine and forged."""
    frames = made_up(WRITERS, genuine=4, forged=3)
    rows = [row for row in range(len(frames.packed)) if frames.signatory[row] < writers]
    bank.keep_examples(
        [
            NewExample(
                (),
                frames.shape_of(row),
                frames.frames([row])[0].astype(np.float32),
                page=page(row),
                writer=f"w{frames.signatory[row]:02}",
                batch="archive",
                label=Label.GENUINE if frames.is_genuine[row] else Label.FORGED,
            )
            for row in rows
        ],
        officer="S. Okoye",
    )


def test_what_came_out_is_kept_for_the_gate(bank: Bank, shipped: Path, tmp_path: Path) -> None:
    digest = known(bank, tmp_path)
    collect(bank)
    outcome = challenge(bank, digest, shipped=shipped)
    assert outcome is not None
    assert [domain.name for domain in outcome.domains] == ["bank", "made-up"]
    assert (outcome.champion_digest, outcome.challenger_digest) == (load_card(shipped).digest, digest)
    assert len(outcome.keys["bank"]) == outcome.domains[0].genuine + outcome.domains[0].forged
    record = bank.model(digest)
    assert record.report is not None
    assert Outcome.model_validate(record.report) == outcome
    assert bank.active() is None


def test_the_gate_speaks_on_a_model_from_elsewhere(bank: Bank, shipped: Path, tmp_path: Path) -> None:
    """Two untrained models: what is found differs with chance, but somebody has to be told of it."""
    digest = known(bank, tmp_path)
    collect(bank)
    outcome = challenge(bank, digest, shipped=shipped)
    assert outcome is not None
    if outcome.finding.may_activate:
        consent = consent_to(bank, digest, officer="S. Okoye", reason="to see")
        assert consent.finding == outcome.finding.sentence
    else:
        with pytest.raises(RefusedChallenger):
            consent_to(bank, digest, officer="S. Okoye", reason="to see")


@pytest.mark.parametrize("writers", [0, 4])
def test_with_too_few_pairs_nothing_is_said_and_nothing_kept(
    bank: Bank, shipped: Path, tmp_path: Path, writers: int
) -> None:
    digest = known(bank, tmp_path)
    enrol(bank, add_signatory(bank), 3)
    if writers:
        collect(bank, writers)
    assert challenge(bank, digest, shipped=shipped) is None
    assert bank.model(digest).report is None
