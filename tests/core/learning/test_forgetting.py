"""Does what lies beside the records go with what was kept there, and what is still needed stay?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.learning.forgetting import AT_REST, Forgotten, forget, overdue
from core.learning.order import MATERIAL, ORDER, REPORT
from core.learning.places import RUN_STAMP, runs_folder
from core.store.bank import Bank
from core.store.retention import Overdue, Terms
from tests.core.learning.builders import NOON, open_bank

DUE = Terms.at(NOON, pictures_days=90, removed_days=None)


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with open_bank(tmp_path / "bank") as opened:
        yield opened


def training(bank: Bank, *, days_ago: int, is_done: bool = False, hours_at_rest: float = 48) -> Path:
    """Lay a training out as it was ordered so many days ago."""
    ordered = NOON - timedelta(days=days_ago)
    folder = runs_folder(bank) / f"{ordered:{RUN_STAMP}}"
    folder.mkdir(parents=True)
    for name in (
        ORDER,
        MATERIAL,
        "keys.safetensors",
        "challenger.safetensors",
        *([REPORT] if is_done else []),
    ):
        (folder / name).touch()
        then = (NOON - timedelta(hours=hours_at_rest)).timestamp()
        os.utime(folder / name, (then, then))
    return folder


def copy(bank: Bank, *, days_ago: int) -> Path:
    """Keep a copy as an upgrade did so many days ago."""
    made = NOON - timedelta(days=days_ago)
    file = bank.path.with_name(f"{bank.path.stem}-0003-{made:%Y%m%dT%H%M%SZ}{bank.path.suffix}")
    file.touch()
    return file


def test_where_nothing_was_settled_nothing_goes(bank: Bank) -> None:
    kept = [
        training(bank, days_ago=900, is_done=True),
        training(bank, days_ago=901),
        copy(bank, days_ago=900),
    ]
    assert forget(bank, Terms(), now=NOON).total == overdue(bank, Terms(), now=NOON).total == 0
    assert all(path.exists() for path in kept)


def test_copies_of_upgrades_go_when_they_are_as_old(bank: Bank) -> None:
    old, new = copy(bank, days_ago=91), copy(bank, days_ago=89)
    found = Forgotten(Overdue(), copies=1, trainings=0)
    assert overdue(bank, DUE, now=NOON) == found
    assert old.exists()
    assert forget(bank, DUE, now=NOON) == found
    assert (old.exists(), new.exists(), bank.path.exists()) == (False, True, True)


def test_what_a_finished_training_learnt_from_goes_at_once_and_its_report_stays(bank: Bank) -> None:
    run = training(bank, days_ago=1, is_done=True)
    assert forget(bank, DUE, now=NOON).trainings == 1
    left = {file.name for file in run.iterdir()}
    assert left == {ORDER, REPORT, "challenger.safetensors"}
    assert forget(bank, DUE, now=NOON).total == 0


def test_a_training_that_was_broken_off_long_ago_goes_and_one_that_runs_does_not(bank: Bank) -> None:
    asleep, young = training(bank, days_ago=91), training(bank, days_ago=2)
    hours = AT_REST.total_seconds() / 3600
    running = training(bank, days_ago=92, hours_at_rest=hours / 2)
    named_by_hand = training(bank, days_ago=93).rename(runs_folder(bank) / "mine")
    assert forget(bank, DUE, now=NOON).trainings == 1
    there = [run.exists() for run in (asleep, young, running, named_by_hand)]
    assert there == [False, True, True, True]


def test_whichever_is_settled_shorter_is_the_age_of_copies(bank: Bank) -> None:
    old = copy(bank, days_ago=40)
    forget(bank, Terms.at(NOON, pictures_days=90, removed_days=50), now=NOON)
    assert old.exists()
    forget(bank, Terms.at(NOON, pictures_days=90, removed_days=30), now=NOON)
    assert not old.exists()
