"""What does every test of the store start from? A bank of its own, a minute passing with every write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.address import Server
from core.store.bank import Bank
from core.store.records import Signatory
from tests.core.store.builders import START, minutes_from
from tests.core.store.cluster import BARE, EMPTY, OURS, Cluster, running, why_none


@pytest.fixture(scope="session")
def empty_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank with its tables and nothing in them, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "specimen.db"
    Bank.open(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "specimen.db"


@pytest.fixture
def bank(empty_bank: Path, path: Path) -> Iterator[Bank]:
    shutil.copyfile(empty_bank, path)
    with Bank.open(path, clock=minutes_from(START)) as opened:
        yield opened


@pytest.fixture
def signatory(bank: Bank) -> Signatory:
    customer = bank.add_customer(number="10021", name="Marisol Quennby", accounts=("4711-0082",))
    return bank.add_signatory(customer.id, name="M. Quennby", role="account holder")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL; tests that ask for one are skipped where there is none."""
    if why := why_none():
        pytest.skip(why)
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def untouched(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A bank on a server with its tables and nothing in them, to be copied and never changed."""
    cluster.make(EMPTY)
    place = cluster.database(EMPTY, folder=tmp_path_factory.mktemp("shared"))
    Bank.open(place).close()
    return place


@pytest.fixture
def server(cluster: Cluster, untouched: Server, tmp_path: Path) -> Server:
    """A bank on a server."""
    cluster.make(OURS, like=untouched.database)
    return cluster.database(OURS, folder=tmp_path)


@pytest.fixture
def bare(cluster: Cluster, tmp_path: Path) -> Server:
    """A database in which there is nothing."""
    cluster.make(BARE)
    return cluster.database(BARE, folder=tmp_path)
