"""Does this program open what each release before it wrote, and find everything in it?

Each release left a folder here; `keep.py` made it.
"""

from __future__ import annotations

import lzma
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.settings import Settings
from core.errors import StoreProblem, UnusableStore
from core.store.bank import Bank
from core.store.learning_records import Label
from tests.core.store.builders import page
from tests.releases.keep import BANK, OWN, SHIPPED

HERE = Path(__file__).parent
RELEASES = sorted(folder.parent for folder in HERE.glob(f"*/{BANK}"))


@pytest.fixture(params=RELEASES, ids=lambda folder: str(folder.name))
def release(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def written(release: Path, folder: Path) -> Path:
    """Return the bank of a release, as it lay on a clerk's disk."""
    path = folder / "specimen.sqlite"
    path.write_bytes(lzma.decompress((release / BANK).read_bytes()))
    return path


def test_every_release_is_kept() -> None:
    assert RELEASES


def test_every_record_is_found(release: Path, tmp_path: Path) -> None:
    with Bank.open(written(release, tmp_path)) as bank:
        (customer,) = bank.search_customers("quennby")
        assert (customer.name, customer.accounts) == ("Zoë Quennby", ("4711-0082", "4711-0083"))
        (signatory,) = bank.signatories(customer.id)
        everybody = {one.name for one in bank.signatories(customer.id, with_removed=True)}
        assert everybody == {"Z. Quennby", "H. Former"}
        assert len(bank.specimens(signatory.id)) == 2
        assert len(bank.specimens(signatory.id, with_withdrawn=True)) == 3
        assert (bank.specimen_page(1).grey == page(0).grey).all()
        assert len(bank.draft(signatory.id)) == 1
        assert [len(bank.decisions(number)) for number in (1, 2, 3)] == [1, 2, 0]
        assert bank.decisions(2)[-1].remark == "another hand"
        assert (bank.presented_page(1).grey == page(11).grey).all()


def test_what_was_learnt_from_and_what_judges_are_found(release: Path, tmp_path: Path) -> None:
    with Bank.open(written(release, tmp_path)) as bank:
        assert {one.label for one in bank.examples()} == {Label.GENUINE, Label.FORGED}
        assert {one.digest for one in bank.models()} == {OWN, SHIPPED}
        active = bank.active()
        assert active is not None
        assert (active.model_digest, bank.calibrations(OWN)[0].officer) == (OWN, "B. Super")
        assert len(bank.embeddings(1, digest=OWN)) == 3


def test_the_chains_are_whole_and_go_on(release: Path, tmp_path: Path) -> None:
    with Bank.open(written(release, tmp_path)) as bank:
        assert bank.check_chain(with_pages=True) is None
        assert bank.check_activations() is None
        bank.decide(3, decision="refer", officer="A. Clerk")
        assert bank.check_chain(with_pages=True) is None


def test_its_settings_are_kept(release: Path, tmp_path: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    shutil.copyfile(release / "settings.json", tmp_path / "settings.json")
    settings = Settings(tmp_path / "settings.json")
    assert (settings.theme, settings.officer, settings.remark_needed) == ("dark", "Zoë Clerk", True)


def test_a_later_release_is_refused_and_left_as_it_is(release: Path, tmp_path: Path) -> None:
    path = written(release, tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(UnusableStore) as caught:
        Bank.open(path)
    assert caught.value.problem is StoreProblem.NEWER
    assert path.read_bytes() == before
