"""Is an older bank brought up to date with a copy kept, and a newer one refused as it is?"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect
from sqlalchemy.exc import OperationalError

from core.address import Place
from core.errors import StoreProblem, UnusableStore
from core.store.bank import Bank
from core.store.engine import open_engine
from core.store.tables import Table
from core.store.upgrade import MIGRATIONS, bring_up_to_date, kept_copies, known_revisions
from tests.core.store.builders import START, gathered, unscored

NEXT = '''
"""A step for the test."""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("currency", sa.String(), nullable=False, server_default="EUR"))
    {more}
'''


FIRST_DESK = Path(__file__).with_name("first_desk.sql")


def migrations_up_to(folder: Path, last: str) -> Path:
    """Return a folder of this program's migrations, those after `last` left out."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (folder / "versions").glob("[0-9]*.py"):
        if file.name.partition("_")[0] > last:
            file.unlink()
    return folder


def migrations_with(folder: Path, more: str) -> Path:
    """Return a folder of this program's migrations and one more."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = NEXT.format(before=known_revisions()[-1], more=more)
    (folder / "versions" / "9001_next.py").write_text(step, encoding="utf-8")
    return folder


def upgrade(place: Place, migrations: Path) -> None:
    engine = open_engine(place)
    try:
        bring_up_to_date(engine, place=place, now=START, migrations=migrations)
    finally:
        engine.dispose()


def asked(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture
def older(bank: Bank, path: Path) -> Path:
    """A bank of the present revision with one customer, closed."""
    bank.add_customer(number="1", name="Maria", accounts=("4711",))
    bank.close()
    return path


@pytest.fixture
def second_desk(first_desk: Path, tmp_path: Path) -> Path:
    """A bank of the revision before the desk learnt, with what the first one held."""
    upgrade(first_desk, migrations_up_to(tmp_path / "second", "0002"))
    return first_desk


@pytest.fixture
def first_desk(path: Path, tmp_path: Path) -> Path:
    """A bank of the first revision, as it was filled by the program of that time."""
    upgrade(path, migrations_up_to(tmp_path / "first", "0001"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(FIRST_DESK.read_text(encoding="utf-8"))
    return path


def rows_of(path: Path) -> list[list[tuple[object, ...]]]:
    """Return all that is kept of customers, verifications and decisions, as it lies in the file."""
    tables = ("customer", "account", "signatory", "verification", "decision")
    return [asked(path, f"SELECT * FROM {table} ORDER BY id") for table in tables]


def guards_of(path: Path) -> list[tuple[object, ...]]:
    """Return the indexes and triggers of verifications and decisions, and how far their ids were counted.

    Which update of a verification is refused has changed since, so that one trigger is told by its name.
    """
    made = (
        "SELECT name, CASE name WHEN 'verification_refuses_update' THEN '' ELSE sql END FROM sqlite_master "
        "WHERE type IN ('index', 'trigger') AND tbl_name IN {0}"
    )
    tables = "('verification', 'decision')"
    counted = "SELECT name, seq FROM sqlite_sequence ORDER BY name"
    return sorted(asked(path, made.format(tables))) + asked(path, counted)


def test_the_tables_that_migrations_make_are_those_the_program_uses(bank: Bank) -> None:
    with bank._engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _, name, kind, *__: kind != "table" or "_search" not in name,
            },
        )
        assert compare_metadata(context, Table.metadata) == []


@pytest.mark.parametrize("table", ["verification", "example", "label", "activation"])
def test_the_checks_that_migrations_make_are_those_the_program_knows(bank: Bank, table: str) -> None:
    constraints = Table.metadata.tables[table].constraints
    known = [one for one in constraints if isinstance(one, CheckConstraint)]
    made = inspect(bank._engine).get_check_constraints(table)
    assert made
    assert {one["name"]: one["sqltext"] for one in made} == {one.name: str(one.sqltext) for one in known}


def test_a_bank_of_the_first_revision_keeps_every_record_and_its_hashes(first_desk: Path) -> None:
    before = rows_of(first_desk)
    assert [len(rows) for rows in before] == [1, 1, 1, 3, 3]
    with Bank.open(first_desk) as bank:
        assert bank.check_chain(with_pages=True) is None
        assert [row.verification.llr for row in bank.history(text="quennby")] == [0.1, -1 / 3, 2.1]
    assert rows_of(first_desk) == before


def test_what_guards_verifications_is_there_again_after_they_were_rebuilt(first_desk: Path) -> None:
    before = guards_of(first_desk)
    Bank.open(first_desk).close()
    assert guards_of(first_desk) == before
    ((made,),) = asked(first_desk, "SELECT sql FROM sqlite_master WHERE name = 'verification'")
    assert "AUTOINCREMENT" in str(made)
    with closing(sqlite3.connect(first_desk)) as connection:
        for change in ("UPDATE verification SET llr = 9", "DELETE FROM verification"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)


def test_the_chain_of_the_first_revision_goes_on(first_desk: Path) -> None:
    with Bank.open(first_desk) as bank:
        record, decision = bank.record_decided(1, unscored(1), decision="refer", officer="A. Clerk")
        assert (record.id, decision.id) == (4, 4)
        bank.decide(3, decision="accept", officer="A. Clerk")
        assert bank.check_chain(with_pages=True) is None


def test_a_bank_from_before_the_desk_learnt_offers_what_was_decided(second_desk: Path) -> None:
    assert asked(second_desk, "SELECT version_num FROM alembic_version") == [("0002",)]
    before = rows_of(second_desk)
    with Bank.open(second_desk) as bank:
        assert bank.check_chain(with_pages=True) is None
        assert bank.decided_without_example() == [1, 2]
        bank.keep_examples([gathered(1), gathered(2)], officer="A. Clerk")
        assert bank.decided_without_example() == []
        assert [example.verification_id for example in bank.examples()] == [1, 2]
        assert (bank.models(), bank.active(), bank.check_activations()) == ([], None, None)
    assert rows_of(second_desk) == before


def test_the_files_names_tell_the_revisions_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    steps = reversed(list(ScriptDirectory.from_config(config).walk_revisions()))
    assert known_revisions() == tuple(step.revision for step in steps)


def test_an_older_bank_is_migrated_and_its_copy_is_as_it_was(older: Path, tmp_path: Path) -> None:
    upgrade(older, migrations_with(tmp_path / "more", ""))
    assert asked(older, "SELECT number, currency FROM account") == [("4711", "EUR")]
    copy = older.with_name(f"specimen-{known_revisions()[-1]}-20260302T090000Z.db")
    assert asked(copy, "SELECT * FROM alembic_version") == [(known_revisions()[-1],)]
    with Bank.open(copy) as kept:
        assert [customer.accounts for customer in kept.search_customers("maria")] == [("4711",)]


def test_a_step_that_fails_leaves_the_bank_as_it_was(older: Path, tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        upgrade(older, migrations_with(tmp_path / "more", 'op.execute("DROP TABLE nothing")'))
    with Bank.open(older) as bank:
        assert [customer.accounts for customer in bank.search_customers("maria")] == [("4711",)]
    assert asked(older, "SELECT * FROM alembic_version") == [(known_revisions()[-1],)]


def test_a_step_that_leaves_records_of_nobody_is_taken_back(older: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableStore):
        upgrade(older, migrations_with(tmp_path / "more", 'op.execute("DELETE FROM customer")'))
    with Bank.open(older) as bank:
        assert len(bank.search_customers("maria")) == 1


def test_references_are_checked_again_after_a_migration(older: Path, tmp_path: Path) -> None:
    engine = open_engine(older)
    bring_up_to_date(engine, place=older, now=START, migrations=migrations_with(tmp_path / "more", ""))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_no_copy_is_made_where_nothing_is_migrated(older: Path) -> None:
    Bank.open(older).close()
    assert [file.name for file in older.parent.glob("*.db")] == [older.name]


def test_a_bank_of_a_newer_program_is_refused_as_it_is(older: Path, tmp_path: Path) -> None:
    upgrade(older, migrations_with(tmp_path / "more", ""))
    before = asked(older, "SELECT * FROM account"), older.read_bytes()
    with pytest.raises(UnusableStore) as refused:
        Bank.open(older)
    assert refused.value.problem is StoreProblem.NEWER
    assert "9001" in refused.value.detail
    assert (asked(older, "SELECT * FROM account"), older.read_bytes()) == before


def test_a_bank_without_a_revision_is_damaged(older: Path) -> None:
    with closing(sqlite3.connect(older)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(UnusableStore) as refused:
        Bank.open(older)
    assert refused.value.problem is StoreProblem.DAMAGED


def test_copies_that_upgrades_kept_are_known_by_their_moment(older: Path, tmp_path: Path) -> None:
    assert kept_copies(older) == []
    upgrade(older, migrations_with(tmp_path / "more", ""))
    for other in (
        "specimen-0001-of-mine.db",
        "other-0001-20260302T090000Z.db",
        "specimen-0001-20260302T090000Z.old",
    ):
        older.with_name(other).touch()
    copy = older.with_name(f"specimen-{known_revisions()[-1]}-20260302T090000Z.db")
    assert kept_copies(older) == [(START, copy)]


def test_a_copy_that_cannot_be_made_stops_the_migration(older: Path, tmp_path: Path) -> None:
    older.with_name(f"specimen-{known_revisions()[-1]}-20260302T090000Z.db").mkdir()
    with pytest.raises(UnusableStore) as refused:
        upgrade(older, migrations_with(tmp_path / "more", ""))
    assert refused.value.problem is StoreProblem.NOT_WRITABLE
    assert asked(older, "SELECT * FROM alembic_version") == [(known_revisions()[-1],)]
    assert not list(older.parent.glob("*.part"))
