"""Is a bank on a server kept, guarded and searched as one in a file is?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from core.address import Server
from core.errors import DeletedPicture, RefusedRecord, StoreProblem
from core.store.bank import Bank
from core.store.learning_records import ActivationKind, Label, LabelSource
from core.store.records import Signatory
from core.store.retention import Overdue, Terms
from core.store.tables import Table
from tests.core.store.builders import (
    START,
    embedding,
    gathered,
    imported,
    minutes_from,
    page,
    specimen,
    unscored,
    verification,
)
from tests.core.store.cluster import Cluster, problem_of
from tests.core.store.test_upgrade import migrations_with, upgrade


@pytest.fixture
def bank(server: Server) -> Iterator[Bank]:
    with Bank.open(server, clock=minutes_from(START)) as opened_bank:
        yield opened_bank


def test_the_tables_on_a_server_are_those_the_program_uses(bank: Bank) -> None:
    with bank._engine.connect() as connection:
        kinds = {"include_object": lambda _, __, kind, *___: kind != "index", "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=kinds), Table.metadata) == []
        indexes = connection.execute(text("SELECT indexname FROM pg_indexes WHERE indexname ~ 'search'"))
        assert {"ix_customer_search", "ix_signatory_search"} <= set(indexes.scalars())


def test_a_search_finds_the_same_in_the_same_order_as_in_a_file(bank: Bank, tmp_path: Path) -> None:
    names = (
        "Ödön Ågren",
        "O'Brien, Aoife",
        "de la Cruz",
        "DELACROIX",
        "Łukasz Żak",
        "Maria",
        "maria b",
        "Ωμέγα",
        "გიორგი",  # of these two a dictionary has the other first
        "Հայկ",
    )
    with Bank.open(tmp_path / "specimen.db") as file:
        for one in (bank, file):
            for number, name in enumerate(names):
                customer = one.add_customer(number=f"{number}-0", name=name, accounts=(f"47 11 {number}",))
                one.add_signatory(customer.id, name=f"{name[::-1]} von und zu")
            one.remove_customer(3)
        for asked in (
            "",
            "o",
            "de",
            "la",
            "cruz de",
            "47114",
            "mar",
            "ari",
            "ωμε",
            "zu von",
            "%",
            "_",
            "x y",
        ):
            assert bank.search_customers(asked) == file.search_customers(asked), asked
            assert bank.find_signatories(asked) == file.find_signatories(asked), asked


def test_a_number_is_given_once_among_those_who_are_not_removed(bank: Bank) -> None:
    first = bank.add_customer(number="1", name="Maria", accounts=("4711",))
    with pytest.raises(RefusedRecord):
        bank.add_customer(number="2", name="Other", accounts=("47-11",))
    assert len(bank.search_customers("")) == 1
    bank.remove_customer(first.id)
    again = bank.add_customer(number="1", name="Maria", accounts=("4711",))
    with pytest.raises(RefusedRecord):
        bank.restore_customer(first.id)
    changed = bank.edit_customer(again.id, name="Mária", accounts=("4712", "4713"))
    assert (changed.name, changed.accounts) == ("Mária", ("4712", "4713"))
    assert bank.search_customers("4711") == []


def test_what_is_enrolled_is_there_bit_by_bit_after_a_restart(
    bank: Bank, signatory: Signatory, server: Server
) -> None:
    new = [specimen(seed) for seed in range(3)]
    bank.save_draft(signatory.id, [page(7)])
    kept = bank.enrol(signatory.id, new, finishes_draft=True)
    bank.keep_embeddings({kept[0].id: embedding(40), kept[1].id: embedding(41)}, digest="model-b")
    bank.keep_embeddings({kept[0].id: embedding(42)}, digest="model-b")
    bank.withdraw_specimen(kept[2].id)
    with Bank.open(server) as again:
        assert again.specimens(signatory.id) == kept[:2]
        assert (again.specimen_page(1).grey == new[0].page.grey).all()
        assert (again.specimen_frame(1) == new[0].frame).all()
        assert again.embeddings(signatory.id, digest="model-a")[2].to_bytes() == new[1].embedding.to_bytes()
        made = again.embeddings(signatory.id, digest="model-b")
        assert [one.to_bytes() for one in made.values()] == [embedding(k).to_bytes() for k in (42, 41)]
        assert again.specimens_lacking(digest="model-b", limit=9) == [3]
        assert again.draft(signatory.id) == []


def test_decisions_are_chained_and_the_history_finds_them(
    bank: Bank, signatory: Signatory, server: Server
) -> None:
    record = bank.record_verification(signatory.id, replace(verification(1), llr=-1 / 3))
    bank.decide(record.id, decision="refer", officer="A. Clerk", remark="“später”")
    bank.decide(record.id, decision="accept", officer="B. Clerk")
    bank.record_decided(signatory.id, unscored(2), decision="refer", officer="A. Clerk")
    with Bank.open(server) as again:
        assert again.check_chain(with_pages=True) is None
        assert again.verification(record.id) == record
        (latest, first) = again.history(text="quennby")
        assert (latest.verification.llr, first.verification.llr) == (None, -1 / 3)
        assert [row.verification.id for row in again.history(decision="accept", since=START)] == [record.id]
        assert again.history(until=START) == again.history(text="nobody") == []


def test_examples_and_their_labels_are_kept(bank: Bank, signatory: Signatory) -> None:
    record, _ = bank.record_decided(signatory.id, verification(1), decision="accept", officer="A. Clerk")
    assert bank.decided_without_example() == [record.id]
    ids = bank.keep_examples([gathered(record.id), imported(2), imported(3)], officer="B. Clerk")
    bank.relabel(ids[:2], label=Label.FORGED, source=LabelSource.OUTCOME, officer="C", reason="told later")
    assert [one.label for one in bank.examples()] == [Label.FORGED, Label.FORGED, Label.GENUINE]
    assert [one.llr for one in bank.examples()] == [2.1, None, None]
    assert len(bank.example_frames(ids)) == 3
    assert bank.example_page(ids[0]).name == "cheque.png"
    bank.remove_batch("archive")
    assert (bank.batches(), len(bank.examples()), len(bank.labels(ids[1]))) == ([], 1, 2)


def test_models_are_activated_whole_or_not_at_all(bank: Bank, signatory: Signatory, server: Server) -> None:
    bank.add_model(
        "model-b", name="B", file="b.safetensors", report={"eer": 0.1, "nested": {"z": 1, "a": 2.0}}
    )
    calibration = bank.add_calibration(
        "model-b", judgement={"slope": 1.5}, policy={}, evidence={}, officer="A. Clerk", reason="monthly"
    )

    def activate() -> object:
        return bank.activate(
            "model-b", calibration_id=calibration.id, kind=ActivationKind.SWITCH, officer="A", reason="why"
        )

    bank.enrol(signatory.id, [specimen(1)])
    with pytest.raises(RefusedRecord):
        activate()
    bank.keep_embeddings({1: embedding(2)}, digest="model-b")
    activate()
    with Bank.open(server) as again:
        assert (again.active(), again.check_activations()) == (bank.active(), None)
        assert again.models() == bank.models()


def test_the_server_itself_refuses_changes(bank: Bank, signatory: Signatory) -> None:
    bank.record_decided(signatory.id, verification(1), decision="accept", officer="A. Clerk")
    bank.keep_examples([imported(2)], officer="A. Clerk")
    bank.add_model("model-a", name="A", file="a.safetensors")
    bank.add_calibration("model-a", judgement={}, policy={}, evidence={}, officer="A", reason="why")
    bank.enrol(signatory.id, [specimen(1)])
    bank.activate("model-a", kind=ActivationKind.SWITCH, officer="A", reason="why")
    for table in ("verification", "decision", "label", "calibration", "activation"):
        column = "source_name" if table == "verification" else "officer"
        changes = (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")
        for change in changes:
            with pytest.raises(DatabaseError, match="append-only"), bank._writing() as session:
                session.execute(text(change))
    assert bank.check_chain(with_pages=True) is bank.check_activations() is None


def test_nothing_but_the_picture_of_a_verification_can_be_changed(bank: Bank, signatory: Signatory) -> None:
    bank.record_verification(signatory.id, verification(1))
    with bank._reading() as session:
        named = (
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'verification'"
        )
        kinds = {name: kind for name, kind in session.execute(text(named)) if name != "page"}
    other = {"json": "'[]'", "character varying": "'other'", "bytea": "'x'"}
    values = {
        name: other.get(kind, "'2020-01-01'" if "time" in kind else "7") for name, kind in kinds.items()
    }
    changes = ["page = 'x'", *(f"page = '', {name} = {value}" for name, value in values.items())]
    assert len(changes) == 21 + 1
    for change in changes:
        with pytest.raises(DatabaseError), bank._writing() as session:
            session.execute(text(f"UPDATE verification SET {change}"))
    with bank._writing() as session:
        session.execute(text("UPDATE verification SET page = ''"))


def test_what_is_kept_too_long_goes_and_the_chain_stays(bank: Bank, signatory: Signatory) -> None:
    other = bank.add_customer(number="2", name="Maria")
    bank.enrol(signatory.id, [specimen(1)])
    bank.save_draft(signatory.id, [page(7)])
    record, _ = bank.record_decided(signatory.id, verification(1), decision="accept", officer="A. Clerk")
    bank.keep_examples([gathered(record.id), imported(2)], officer="A. Clerk")
    bank.remove_customer(signatory.customer_id)
    due = Terms(START + timedelta(days=1), START + timedelta(days=1))
    gone = Overdue(presented=1, examples=2, specimens=1, drafts=1, signatories=1, customers=1)
    assert (bank.overdue(due), bank.delete_overdue(due), bank.overdue(due)) == (gone, gone, Overdue())
    assert bank.check_chain(with_pages=True) is None
    assert [row.customer_name for row in bank.history()] == [""]
    assert [one.id for one in bank.search_customers("")] == [other.id]
    with pytest.raises(DeletedPicture):
        bank.presented_page(record.id)
    with bank._reading() as session:
        cleared = "SELECT relname FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL"
        kept = {"model", "calibration", "activation", "label", "decision", "alembic_version"}
        everything = {*Table.metadata.tables, "alembic_version"}
        assert set(session.scalars(text(cleared))) == everything - kept
    assert bank.delete_overdue(due) == Overdue()


def test_desks_that_open_an_empty_database_at_once_make_one_bank(bare: Server) -> None:
    made: list[object] = []

    def open_it() -> None:
        try:
            with Bank.open(bare) as desk:
                made.append(desk.search_customers(""))
        except BaseException as error:  # noqa: BLE001
            made.append(error)

    lanes = [threading.Thread(target=open_it) for _ in range(3)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert made == [[], [], []]


def test_the_database_of_another_program_is_refused_untouched(bare: Server) -> None:
    other = Cluster(bare)
    other.ask("CREATE TABLE song (title text)")
    assert problem_of(lambda: Bank.open(bare)) is StoreProblem.DAMAGED
    assert other.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")[0][0] == 1


def test_a_bank_is_migrated_as_a_whole_and_a_newer_one_is_refused(server: Server, tmp_path: Path) -> None:
    with Bank.open(server) as bank:
        bank.add_customer(number="1", name="Maria", accounts=("4711",))
    with pytest.raises(DatabaseError):
        upgrade(server, migrations_with(tmp_path / "broken", 'op.execute("DROP TABLE nothing")'))
    with Bank.open(server) as bank:
        assert [customer.accounts for customer in bank.search_customers("maria")] == [("4711",)]
    upgrade(server, migrations_with(tmp_path / "more", ""))
    assert [tuple(row) for row in Cluster(server).ask("SELECT number, currency FROM account")] == [
        ("4711", "EUR")
    ]
    assert problem_of(lambda: Bank.open(server)) is StoreProblem.NEWER
    assert [file.name for file in tmp_path.iterdir()] == ["broken", "more"]
