"""Can a challenger be taken into use, judge, and be taken out of use again, with a restart in between?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.presenters.verify_state import Phase
from app.run import DATABASE
from app.views.models_page import ModelsPage
from core.desk import Desk
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from core.store.learning_records import ActivationKind
from tests.app.models_bench import add_challenger, fill, write_named_model
from tests.journeys.clerk import CTRL, Clerk, at_the_desk

pytestmark = pytest.mark.usefixtures("qtbot")


def trained(folder: Path, model: Path) -> str:
    """Make a bank in which a training has ended; returns the challenger's digest."""
    file = folder.parent / "challenger.safetensors"
    write_named_model(file, "retrained", vector=48)
    with Bank.open(folder / DATABASE) as bank:
        keys = fill(Desk(bank, Verifier.load(model, device="cpu")))
        return add_challenger(bank, file, champion=model, keys=keys).digest


def models_page(clerk: Clerk) -> ModelsPage:
    """Go to the models, and wait until they are listed."""
    clerk.press(Qt.Key.Key_7, CTRL)
    page = clerk.window.findChild(ModelsPage)
    assert isinstance(page, ModelsPage)
    clerk.wait(lambda: page.presenter.model.rowCount() == 2 and page.detail.isVisible())
    return page


def say_why(clerk: Clerk, page: ModelsPage, reason: str) -> None:
    clerk.wait(page.consent.isVisible)
    page.consent.form.rows["officer"].editor.setText("R. Amara")
    page.consent.form.rows["reason"].editor.setFocus()
    clerk.type(reason)
    clerk.press(Qt.Key.Key_Return)


def serves(page: ModelsPage, name: str) -> bool:
    shelf = page.presenter.shelf
    return shelf is not None and shelf.in_use is not None and shelf.in_use.name == name


def test_challenger_serves_judges_and_makes_way_again(folder: Path, model: Path, scans: list[Path]) -> None:
    folder.mkdir()
    challenger = trained(folder, model)

    def use_it(clerk: Clerk) -> None:
        page = models_page(clerk)
        clerk.press(Qt.Key.Key_Down)
        clerk.wait(lambda: page.detail.comparison.isVisible() and page.detail.name.text() == "retrained")
        assert clerk.reads("Better on your paper", within=page.detail)
        clerk.press(Qt.Key.Key_Return, CTRL)
        say_why(clerk, page, "Better on our paper.")
        clerk.wait(lambda: serves(page, "retrained"))
        clerk.choose_signatory("maria")
        verify = clerk.pages.verify
        clerk.drop(verify, scans[0])
        clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)
        record = verify.presenter.state.record
        assert record is not None
        assert record.model_digest == challenger

    def go_back(clerk: Clerk) -> None:
        page = models_page(clerk)
        assert serves(page, "retrained")
        clerk.press(Qt.Key.Key_B, CTRL)
        say_why(clerk, page, "Too many referrals.")
        clerk.wait(lambda: serves(page, "untrained"))
        clerk.press(Qt.Key.Key_R, CTRL)
        clerk.wait(lambda: clerk.reads("The record is whole: 2 entries.", within=page.record))

    assert at_the_desk(use_it, folder=folder, model=model) == 0
    assert at_the_desk(go_back, folder=folder, model=model) == 0
    with Bank.open(folder / DATABASE) as bank:
        first, last = bank.activations()
        assert (first.model_digest, first.reason) == (challenger, "Better on our paper.")
        assert (last.kind, last.reason) == (ActivationKind.ROLLBACK, "Too many referrals.")
        assert bank.check_activations() is None
