"""Does another model take over only when every specimen is ready, and can one go back?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.errors import NothingToRollBack, RefusedChallenger, RefusedRecord, UnusableModel
from core.learning.gate import Finding, Refusal
from core.learning.places import model_file, models_folder, take_in
from core.learning.switch import (
    Consent,
    consent_to,
    embed_lacking,
    in_use,
    know_shipped,
    previous,
    roll_back,
    switch,
)
from core.net.checkpoint import card_path, load_card
from core.progress import Cancelled, Tick
from core.scoring.policy import BankCalibration
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from core.store.learning_records import ActivationKind
from tests.core.learning.builders import add_signatory, enrol, fusions, open_bank, saved_model

CONSENT = Consent("S. Okoye", "better on our paper")


class Branch:
    """A bank with specimens, the model that came with the program, and another."""

    def __init__(self, folder: Path) -> None:
        self.bank = open_bank(folder / "bank")
        self.shipped = saved_model(folder, name="shipped", seed=1)
        other = saved_model(folder, name="other", seed=2)
        self.first, self.second = load_card(self.shipped).digest, load_card(other).digest
        self.bank.add_model(self.second, name="other", file=take_in(self.bank, other, digest=self.second))
        self.specimens = enrol(self.bank, add_signatory(self.bank), 5)

    def switch(self, digest: str) -> None:
        switch(self.bank, digest, shipped=self.shipped, consent=CONSENT, device="cpu")

    @property
    def serving(self) -> str:
        return in_use(self.bank, shipped=self.shipped).digest


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.bank.close()


def test_what_came_with_the_program_serves_until_another_is_activated(branch: Branch) -> None:
    assert in_use(branch.bank, shipped=branch.shipped) == (branch.first, branch.shipped, None, None)
    branch.switch(branch.second)
    now = in_use(branch.bank, shipped=branch.shipped)
    assert (now.digest, now.file) == (branch.second, model_file(branch.bank, branch.second))
    assert Verifier.load(now.file, device="cpu").digest == branch.second


def test_every_specimen_is_embedded_before_the_switch_and_the_old_ones_stay(branch: Branch) -> None:
    branch.switch(branch.second)
    signatory = branch.bank.specimens(1)[0].signatory_id
    for digest in (branch.second, "before"):
        assert set(branch.bank.embeddings(signatory, digest=digest)) == set(branch.specimens)


def test_a_frame_embedded_again_is_what_the_verifier_makes_of_it(branch: Branch) -> None:
    branch.switch(branch.second)
    verifier = Verifier.load(model_file(branch.bank, branch.second), device="cpu")
    [again] = verifier.embed_frames([branch.bank.specimen_frame(branch.specimens[0])])
    kept = branch.bank.embeddings(1, digest=branch.second)[branch.specimens[0]]
    assert np.allclose(kept.vector, again.vector, atol=1e-5)  # batches of other sizes round otherwise
    assert np.allclose(kept.local, again.local, atol=1e-2)


def test_stopped_while_embedding_the_old_one_serves_and_it_goes_on_where_it_was(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.learning.switch.EMBEDDED_AT_ONCE", 2)
    ticks: list[int] = []

    def stop(tick: Tick) -> None:
        ticks.append(tick.done)
        if tick.done >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        switch(branch.bank, branch.second, shipped=branch.shipped, consent=CONSENT, device="cpu", report=stop)
    assert branch.serving == branch.first
    assert branch.bank.count_lacking(digest=branch.second) == 3
    branch.switch(branch.second)
    assert branch.serving == branch.second


def test_a_specimen_that_comes_at_the_last_moment_stops_the_switch(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def embed_then_enrol(bank: Bank, verifier: Verifier, **_report: object) -> int:
        done = embed_lacking(bank, verifier)
        enrol(bank, add_signatory(bank, "Femi Cole", number="30001"), 1)
        return done

    monkeypatch.setattr("core.learning.switch.embed_lacking", embed_then_enrol)
    with pytest.raises(RefusedRecord):
        branch.switch(branch.second)
    assert branch.serving == branch.first


def test_one_can_go_back_step_by_step_and_no_further(branch: Branch) -> None:
    with pytest.raises(NothingToRollBack):
        roll_back(branch.bank, shipped=branch.shipped, consent=CONSENT, device="cpu")
    branch.switch(branch.second)
    made = roll_back(branch.bank, shipped=branch.shipped, consent=CONSENT, device="cpu")
    assert (made.kind, branch.serving) == (ActivationKind.ROLLBACK, branch.first)
    with pytest.raises(NothingToRollBack):
        roll_back(branch.bank, shipped=branch.shipped, consent=CONSENT, device="cpu")


def test_going_back_from_a_calibration_keeps_the_model(branch: Branch) -> None:
    branch.switch(branch.second)
    own = BankCalibration(calibrations=fusions(), cuts=(load_card(branch.shipped).thresholds,))  # type: ignore[arg-type]
    kept = branch.bank.add_calibration(
        branch.second,
        judgement=own.model_dump(mode="json"),
        policy={},
        evidence={},
        officer="S. Okoye",
        reason="our own paper",
    )
    branch.bank.activate(
        branch.second,
        calibration_id=kept.id,
        kind=ActivationKind.CALIBRATION,
        officer="S. Okoye",
        reason="our own paper",
    )
    assert in_use(branch.bank, shipped=branch.shipped).calibration == own
    roll_back(branch.bank, shipped=branch.shipped, consent=CONSENT, device="cpu")
    now = in_use(branch.bank, shipped=branch.shipped)
    assert (now.digest, now.calibration) == (branch.second, None)


def test_the_model_that_came_with_the_program_is_kept_for_a_later_program(branch: Branch) -> None:
    record = know_shipped(branch.bank, shipped=branch.shipped)
    assert (models_folder(branch.bank) / record.file).read_bytes() == branch.shipped.read_bytes()
    assert know_shipped(branch.bank, shipped=branch.shipped) == record


def test_a_challenger_that_is_gone_leaves_the_champion_serving(branch: Branch) -> None:
    path = model_file(branch.bank, branch.second)
    path.unlink()
    with pytest.raises(UnusableModel):
        branch.switch(branch.second)
    path.write_bytes(b"not the weights")
    with pytest.raises(UnusableModel):
        branch.switch(branch.second)
    assert branch.serving == branch.first


def test_what_the_gate_refused_needs_someone_to_answer_for_it(branch: Branch) -> None:
    finding = Finding(refusals=(Refusal.WORSE_HERE,), sentence="Worse on your paper.")
    branch.bank.add_model(
        branch.second, name="other", file="x.safetensors", report={"finding": finding.model_dump(mode="json")}
    )
    with pytest.raises(RefusedChallenger) as refused:
        consent_to(branch.bank, branch.second, officer="S. Okoye", reason="it must be")
    assert refused.value.refusals == (Refusal.WORSE_HERE.value,)
    consent = consent_to(
        branch.bank, branch.second, officer="S. Okoye", reason="it must be", is_overridden=True
    )
    assert consent == Consent("S. Okoye", "it must be", "Worse on your paper.", is_overridden=True)


def test_a_record_that_was_changed_shows(branch: Branch) -> None:
    branch.switch(branch.second)
    assert branch.bank.check_activations() is None
    with sqlite3.connect(branch.bank.path) as raw:
        raw.execute("DROP TRIGGER activation_refuses_update")
        raw.execute("UPDATE activation SET officer = 'nobody'")
    raw.close()
    assert branch.bank.check_activations() == 1


def test_a_copy_broken_off_is_made_again(branch: Branch, tmp_path: Path) -> None:
    """The card comes last, so a crash leaves a model without one, and never half a model."""
    third = saved_model(tmp_path, name="third", seed=3)
    digest = load_card(third).digest
    name = take_in(branch.bank, third, digest=digest)
    card_path(models_folder(branch.bank) / name).unlink()
    take_in(branch.bank, third, digest=digest)
    assert load_card(models_folder(branch.bank) / name).digest == digest


def test_what_a_later_program_brought_is_what_served_before_though_the_bank_has_not_kept_it(
    branch: Branch, tmp_path: Path
) -> None:
    branch.switch(branch.second)
    later = saved_model(tmp_path, name="later", seed=3)
    before = previous(branch.bank, shipped=later)
    assert before == (load_card(later).digest, later, None, None)
