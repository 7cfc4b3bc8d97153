"""Does a sealed model come among the bank's, and nothing else, and does none serve by itself?"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import SealProblem, UntrustedModel, UnusableModel
from core.learning.delivery import deliver, is_delivered, look_for_models
from core.learning.places import models_folder
from core.learning.switch import in_use, know_shipped
from core.net.checkpoint import card_path, load_card
from core.net.seal import make_keys, seal, seal_path
from core.store.bank import Bank
from tests.core.learning.builders import open_bank, saved_model


class Supplier:
    """Somebody with a key, a folder in which models are sent, and a bank that trusts the key."""

    def __init__(self, folder: Path) -> None:
        self.bank: Bank = open_bank(folder / "bank")
        self.shipped = saved_model(folder, name="shipped", seed=1)
        self.folder = folder / "sent"
        self.folder.mkdir()
        self.private = folder / "private.key"
        self.key = make_keys(self.private)

    def send(self, name: str = "better", *, seed: int = 2, is_sealed: bool = True) -> Path:
        model = saved_model(self.folder, name=name, seed=seed)
        if is_sealed:
            seal(model, private=self.private)
        return model

    @property
    def known(self) -> set[str]:
        return {record.digest for record in self.bank.models(with_removed=True)}


@pytest.fixture
def supplier(tmp_path: Path) -> Iterator[Supplier]:
    made = Supplier(tmp_path)
    yield made
    made.bank.close()


def look(supplier: Supplier) -> tuple[list[str], list[str]]:
    """Return the names of what was taken in and of what was left alone."""
    found = look_for_models(supplier.bank, supplier.folder, key=supplier.key, shipped=supplier.shipped)
    return [record.name for record in found.taken], [refused.name for refused in found.refused]


def test_a_sealed_model_is_taken_in_whole_and_serves_nobody(supplier: Supplier) -> None:
    sent = supplier.send()
    assert look(supplier) == (["better, from the supplier"], [])
    (record,) = supplier.bank.models()
    kept = models_folder(supplier.bank) / record.file
    for place in (Path, card_path, seal_path):
        assert place(kept).read_bytes() == place(sent).read_bytes()
    assert is_delivered(supplier.bank, record.digest)
    assert supplier.bank.active() is None
    assert in_use(supplier.bank, shipped=supplier.shipped).digest == load_card(supplier.shipped).digest
    assert sorted(path.suffix for path in models_folder(supplier.bank).iterdir()) == [
        ".json", ".safetensors", ".sig",
    ]  # fmt: skip


def test_a_model_that_is_known_is_not_taken_in_again(supplier: Supplier) -> None:
    supplier.send()
    look(supplier)
    assert look(supplier) == ([], [])


def test_a_model_that_the_bank_removed_stays_removed(supplier: Supplier) -> None:
    digest = load_card(supplier.send()).digest
    look(supplier)
    supplier.bank.remove_model(digest)
    assert look(supplier) == ([], [])
    assert supplier.bank.model(digest).is_removed


def test_the_model_of_the_program_is_no_news(supplier: Supplier) -> None:
    supplier.send("again", seed=1)
    assert look(supplier) == ([], [])
    assert not supplier.known


def test_one_bad_model_does_not_keep_a_good_one_out(supplier: Supplier) -> None:
    supplier.send("a-bare", seed=3, is_sealed=False)
    changed = supplier.send("b-changed", seed=4)
    changed.write_bytes(changed.read_bytes() + b"\0")
    card_path(supplier.send("c-half", seed=5)).unlink()
    supplier.send("d-good", seed=6)
    assert look(supplier) == (
        ["d-good, from the supplier"],
        ["a-bare.safetensors", "b-changed.safetensors", "c-half.safetensors"],
    )
    assert len(supplier.known) == 1


def test_another_suppliers_seal_is_not_trusted(supplier: Supplier, tmp_path: Path) -> None:
    sent = supplier.send()
    with pytest.raises(UntrustedModel) as caught:
        deliver(supplier.bank, sent, key=make_keys(tmp_path / "other.key"))
    assert caught.value.problem is SealProblem.NOT_THEIRS
    assert not supplier.known
    assert not models_folder(supplier.bank).exists()


def test_a_sealed_model_that_could_not_serve_is_refused(supplier: Supplier) -> None:
    sent = supplier.send()
    card = load_card(sent).model_copy(update={"calibrations": ()})
    card_path(sent).write_text(card.model_dump_json(), "utf-8")
    seal(sent, private=supplier.private)
    with pytest.raises(UnusableModel, match="not been calibrated"):
        deliver(supplier.bank, sent, key=supplier.key)
    assert not supplier.known
    assert list(models_folder(supplier.bank).iterdir()) == []


def test_what_is_kept_is_what_was_checked(supplier: Supplier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody puts other weights in place between the look and the copying."""
    sent = supplier.send()
    swapped = saved_model(supplier.folder.parent, name="swapped", seed=9)
    copied: list[str] = []
    copy = shutil.copyfile

    def swap(source: Path, goal: Path) -> None:
        copied.append(Path(source).name)
        copy(swapped if Path(source) == sent else source, goal)

    monkeypatch.setattr("core.learning.delivery.shutil.copyfile", swap)
    with pytest.raises(UntrustedModel):
        deliver(supplier.bank, sent, key=supplier.key)
    assert sent.name in copied
    assert not supplier.known


def test_a_folder_out_of_reach_is_logged_without_its_name(
    supplier: Supplier, caplog: pytest.LogCaptureFixture
) -> None:
    supplier.folder.rmdir()
    assert look(supplier) == ([], [])
    assert "cannot be reached" in caplog.text
    assert "sent" not in caplog.text


def test_the_log_names_digests_alone(supplier: Supplier, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    digest = load_card(supplier.send("Okafor-7")).digest
    supplier.send("Quennby-8", seed=3, is_sealed=False)
    look(supplier)
    assert digest in caplog.text
    assert "UntrustedModel" in caplog.text
    assert not {"Okafor", "Quennby"} & set(caplog.text.replace("-", " ").split())


def test_a_model_of_the_bank_itself_is_not_the_suppliers(supplier: Supplier) -> None:
    record = know_shipped(supplier.bank, shipped=supplier.shipped)
    assert not is_delivered(supplier.bank, record.digest)
