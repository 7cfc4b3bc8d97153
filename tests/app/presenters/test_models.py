"""Which models are listed, in which order, and can one that was removed be had back?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.presenters.models import ModelsPresenter
from app.presenters.models_shelf import Looked
from core.learning.places import models_folder
from core.learning.switch import Consent, switch
from core.net.checkpoint import card_path
from tests.app.models_bench import ModelsBench

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ModelsBench]:
    bench = ModelsBench(tmp_path)
    yield bench
    bench.close()


def opened(bench: ModelsBench) -> ModelsPresenter:
    presenter = ModelsPresenter(bench.workplace)
    presenter.refresh()
    bench.lanes.run_all()
    return presenter


def lines(presenter: ModelsPresenter) -> list[tuple[str, str]]:
    return [(card.name, card.line.split(" · ")[0]) for card in presenter.model.cards]


def test_model_that_came_with_the_program_is_listed_before_the_bank_has_kept_it(bench: ModelsBench) -> None:
    presenter = opened(bench)
    assert lines(presenter) == [("desk 2026-11", "In use")]
    assert presenter.current is not None
    assert presenter.current.is_shipped
    assert bench.bank.models() == []


def test_the_one_in_use_comes_first_and_then_the_newest(bench: ModelsBench) -> None:
    bench.train("first", vector=48)
    bench.train("second", vector=40)
    presenter = opened(bench)
    assert lines(presenter) == [
        ("desk 2026-11", "In use"),
        ("second", "Challenger"),
        ("first", "Challenger"),
    ]


def test_one_that_served_is_no_challenger_any_more(bench: ModelsBench) -> None:
    challenger = bench.train()
    switch(bench.bank, challenger.digest, shipped=bench.shipped, consent=Consent("A", "b"), device="cpu")
    presenter = opened(bench)
    assert lines(presenter) == [("retrained 2026-12", "In use"), ("desk 2026-11", "Shipped")]
    assert presenter.shelf is not None
    assert presenter.shelf.previous == bench.shipped_digest


def test_removed_model_leaves_the_list_and_comes_back(bench: ModelsBench) -> None:
    challenger = bench.train()
    presenter = opened(bench)
    presenter.remove(challenger.digest)
    bench.lanes.run_all()
    assert [name for name, _ in lines(presenter)] == ["desk 2026-11"]
    assert bench.heard.last.text == "retrained 2026-12 was removed."
    bench.heard.undo()
    bench.lanes.run_all()
    assert lines(presenter)[1] == ("retrained 2026-12", "Challenger")


def test_removed_models_are_shown_when_asked_for(bench: ModelsBench) -> None:
    bench.bank.remove_model(bench.train().digest)
    presenter = opened(bench)
    assert presenter.model.rowCount() == 1
    presenter.show_removed(is_on=True)
    assert lines(presenter)[1] == ("retrained 2026-12", "Removed")


def test_model_in_use_is_not_removed(bench: ModelsBench) -> None:
    challenger = bench.train()
    switch(bench.bank, challenger.digest, shipped=bench.shipped, consent=Consent("A", "b"), device="cpu")
    presenter = opened(bench)
    presenter.remove(challenger.digest)
    bench.lanes.run_all()
    assert "in use" in bench.heard.failures[0]
    assert not bench.bank.model(challenger.digest).is_removed


def test_comparison_is_read_with_the_specimens_that_are_lacking(bench: ModelsBench) -> None:
    challenger = bench.train()
    presenter = opened(bench)
    looked: list[Looked] = []
    presenter.looked.connect(looked.append)
    presenter.choose(challenger.digest)
    bench.lanes.run_all()
    assert looked[0].lacking == 3
    assert looked[0].outcome is not None
    assert looked[0].outcome.challenger_digest == challenger.digest


def test_comparison_of_another_version_is_said_to_be_unreadable(bench: ModelsBench) -> None:
    challenger = bench.train()
    bench.bank.add_model(
        challenger.digest, name=challenger.name, file=challenger.file, report={"other": "words"}
    )
    presenter = opened(bench)
    looked: list[Looked] = []
    presenter.looked.connect(looked.append)
    presenter.choose(challenger.digest)
    bench.lanes.run_all()
    assert looked[0].is_unreadable
    assert looked[0].outcome is None


def test_model_trained_a_moment_ago_is_read_before_it_is_shown(bench: ModelsBench) -> None:
    presenter = opened(bench)
    challenger = bench.train()
    presenter.choose(challenger.digest)
    bench.lanes.run_all()
    assert presenter.current is not None
    assert presenter.current.name == challenger.name


def test_card_that_is_gone_leaves_the_model_in_the_list(bench: ModelsBench) -> None:
    challenger = bench.train()
    card_path(models_folder(bench.bank) / challenger.file).unlink()
    presenter = opened(bench)
    presenter.choose(challenger.digest)
    bench.lanes.run_all()
    assert presenter.current is not None
    assert presenter.current.card is None


def test_another_model_in_use_is_seen_at_once(bench: ModelsBench) -> None:
    challenger = bench.train()
    presenter = opened(bench)
    switch(bench.bank, challenger.digest, shipped=bench.shipped, consent=Consent("A", "b"), device="cpu")
    bench.serving.changed.emit(None)
    bench.lanes.run_all()
    assert lines(presenter)[0] == ("retrained 2026-12", "In use")
