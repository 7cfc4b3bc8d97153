"""Is a server spoken with safely, whoever else writes and whatever breaks off?"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DatabaseError

from core.address import Server, server_at
from core.checkup.records import records
from core.cli.bank_options import opened
from core.errors import BadData, StoreProblem, UnusableStore
from core.store import server as server_module
from core.store.bank import Bank
from core.store.look import look_at, looking
from core.store.records import Signatory
from core.store.upgrade import known_revisions
from tests.core.store.builders import (
    START,
    minutes_from,
    page,
    unscored,
    verification,
)
from tests.core.store.cluster import BARE, OURS, SECRET, Cluster, problem_of


@pytest.fixture
def bank(server: Server) -> Iterator[Bank]:
    with Bank.open(server, clock=minutes_from(START)) as opened_bank:
        yield opened_bank


def end_connections(cluster: Cluster) -> None:
    """End every connection with a bank, as a server that is stopped would."""
    cluster.ask(
        f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN ('{OURS}', '{BARE}')"
    )


def test_desks_that_write_at_once_leave_one_chain(bank: Bank, signatory: Signatory, server: Server) -> None:
    failures: list[BaseException] = []

    def work(desk: Bank, seed: int) -> None:
        try:
            for number in range(8):
                record = desk.record_verification(signatory.id, verification(seed + number))
                desk.decide(record.id, decision="accept", officer="A. Clerk")
                desk.history(text="quennby")
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    with Bank.open(server) as one, Bank.open(server) as other:
        lanes = [
            threading.Thread(target=work, args=(desk, seed)) for desk in (one, other) for seed in (0, 50)
        ]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
    assert failures == []
    assert len(bank.history()) == 32
    assert bank.check_chain() is None


def test_who_reads_sees_one_moment_and_waits_for_nobody(bank: Bank, server: Server) -> None:
    bank.add_customer(number="1", name="Maria")
    count = text("SELECT count(*) FROM customer")
    with Bank.open(server) as other, bank._reading() as session:
        assert session.scalar(count) == 1
        other.add_customer(number="2", name="Other")
        assert session.scalar(count) == 1
        with other._writing() as writing:
            writing.execute(text("SELECT 1"))
            assert len(bank.search_customers("")) == 2


def test_a_bank_that_another_desk_writes_to_for_long_is_busy(
    bank: Bank, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(server_module._SETTINGS, "lock_timeout", "20ms")
    with Bank.open(server) as hasty, bank._writing() as session:
        session.execute(text("SELECT 1"))
        assert problem_of(lambda: hasty.add_customer(number="1", name="Maria")) is StoreProblem.BUSY
    assert bank.search_customers("") == []


@pytest.mark.parametrize("moment", ["INSERT INTO verification", "INSERT INTO decision", "COMMIT"])
def test_of_what_was_cut_off_nothing_is_kept_and_the_next_call_works(
    bank: Bank, signatory: Signatory, cluster: Cluster, moment: str
) -> None:
    cuts: list[str] = []

    def cut(*_: object) -> None:
        cuts.append(moment)
        end_connections(cluster)

    def cut_at(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        if not cuts and statement.startswith(moment):
            cut()

    name, act = ("commit", cut) if moment == "COMMIT" else ("after_cursor_execute", cut_at)
    event.listen(bank._engine, name, act)

    def decide() -> object:
        return bank.record_decided(signatory.id, unscored(1), decision="refer", officer="A. Clerk")

    before = bank.saved_at
    assert problem_of(decide) is StoreProblem.LOST
    event.remove(bank._engine, name, act)
    assert (len(cuts), bank.saved_at) == (1, before)
    assert bank.history() == []
    decide()
    assert (len(bank.history()), bank.check_chain(with_pages=True)) == (1, None)


def test_a_connection_that_was_lost_meanwhile_is_made_anew(bank: Bank, cluster: Cluster) -> None:
    bank.add_customer(number="1", name="Maria")
    for _ in range(2):
        end_connections(cluster)
        assert len(bank.search_customers("maria")) == 1
    end_connections(cluster)
    bank.add_customer(number="2", name="Other")


def test_a_server_that_is_not_there_is_unreachable(server: Server) -> None:
    assert problem_of(lambda: Bank.open(replace(server, port=1))) is StoreProblem.UNREACHABLE
    assert problem_of(lambda: Bank.open(replace(server, host="/nowhere"))) is StoreProblem.UNREACHABLE
    assert problem_of(lambda: look_at(replace(server, port=1))) is StoreProblem.UNREACHABLE


def test_a_server_on_this_computer_is_reached_by_its_socket(server: Server, cluster: Cluster) -> None:
    ((folder,),) = cluster.ask("SHOW unix_socket_directories")
    if not Path(folder).is_dir():
        pytest.skip("the server is on another computer")
    near = server_at(f"postgresql://{server.user}@/{OURS}?host={folder}", folder=server.folder)
    with Bank.open(replace(near, port=server.port, password=server.password)) as bank:
        assert bank.search_customers("") == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda server: replace(server, password="guessed"),
        lambda server: replace(server, password=""),
        lambda server: replace(server, database="no such"),
        lambda server: replace(server, user="no such"),
    ],
)
def test_who_is_not_let_in_is_told_so(untouched: Server, changed: Callable[[Server], Server]) -> None:
    assert problem_of(lambda: Bank.open(changed(untouched))) is StoreProblem.NOT_ADMITTED


def test_the_password_may_lie_in_a_file_and_change_there(
    server: Server, cluster: Cluster, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    by_file = replace(server, password="", password_file=file)
    assert problem_of(lambda: Bank.open(by_file)) is StoreProblem.NOT_ADMITTED
    file.write_text("outdated", encoding="utf-8")
    assert problem_of(lambda: Bank.open(by_file)) is StoreProblem.NOT_ADMITTED
    file.write_text(f"{server.password}\n", encoding="utf-8")
    with Bank.open(by_file) as bank:
        file.unlink()
        assert bank.search_customers("") == []
        end_connections(cluster)
        assert problem_of(lambda: bank.search_customers("")) is StoreProblem.NOT_ADMITTED
        file.write_text(server.password, encoding="utf-8")
        assert bank.search_customers("") == []


def test_a_server_must_prove_who_it_is(server: Server, cluster: Cluster) -> None:
    if cluster.certificate is None:
        pytest.skip("the server has no certificate of its own")
    assert problem_of(lambda: Bank.open(replace(server, tls=True))) is StoreProblem.UNREACHABLE
    with (
        Bank.open(replace(server, tls=True, authority=cluster.certificate)) as bank,
        bank._reading() as session,
    ):
        mine = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        assert session.scalar(mine) is True


def test_errors_and_logs_name_nobody(
    bank: Bank, signatory: Signatory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    logging.getLogger("pg8000").setLevel(0)
    named = replace(verification(1, verdict="maybe"), page=page(1, name="Okafor.png"))
    with pytest.raises(DatabaseError) as refused:
        bank.record_verification(signatory.id, named)
    said = "".join(traceback.format_exception(refused.value)) + caplog.text
    assert "ck_verification_verdict" in said
    assert not [name for name in ("Okafor", "Quennby", "4711", SECRET) if name in said]


def test_looking_changes_nothing_and_tells_no_password(server: Server, bare: Server) -> None:
    with Bank.open(server) as bank:
        customer = bank.add_customer(number="1", name="Maria")
        signatory = bank.add_signatory(customer.id, name="Maria")
        bank.record_decided(signatory.id, verification(), decision="accept", officer="A. Clerk")
    seen = look_at(server)
    assert (seen.revision, seen.counts["decision"], seen.broken_decision) == (known_revisions()[-1], 1, None)
    with looking(server) as bank:
        assert problem_of(lambda: bank.add_customer(number="2", name="Other")) is StoreProblem.NOT_WRITABLE
    section, _age = records(server)
    told = {entry.name: entry.value for entry in section.entries}
    assert (told["customers"], told["chain of decisions"]) == (1, "whole")
    assert not [entry for entry in section.entries if entry.remedy]
    assert SECRET not in str(section)
    assert records(bare)[0].entries[-2].value == "empty"
    assert Cluster(bare).ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")[0][0] == 0


def test_a_command_finds_what_it_settled_of_the_server(
    server: Server, bare: Server, settle: Callable[..., Path], tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(server.password, encoding="utf-8")
    file = f'address = "{server.address}"\npassword_file = "{secret.as_posix()}"'
    settle(f'data_folder = "{(tmp_path / "shared").as_posix()}"\n[database]\n{file}')
    with opened(str(server)) as bank:
        assert bank.folder == tmp_path / "shared"
    coded = "".join(f"%{sign:02X}" for sign in server.password.encode())
    with pytest.raises(BadData), opened(bare.address.replace("@", f":{coded}@", 1)):
        pass
    with suppress(UnusableStore), opened(bare.address):  # of another one nothing was settled
        pytest.fail("it was let in without its password")


@pytest.mark.parametrize(
    "code, problem",
    [
        ("25006", StoreProblem.NOT_WRITABLE),
        ("42501", StoreProblem.NOT_WRITABLE),
        ("53100", StoreProblem.NOT_WRITABLE),
        ("53300", StoreProblem.BUSY),
        ("55P03", StoreProblem.BUSY),
        ("57P01", StoreProblem.LOST),
        ("XX001", StoreProblem.DAMAGED),
        ("23505", None),
    ],
)
def test_what_a_server_says_has_a_name(code: str, problem: StoreProblem | None) -> None:
    said = DatabaseError("", None, Exception({"C": code, "M": "something"}))
    assert server_module.problem_of(said) is problem
    assert server_module.words_of(said) == f"{code} something"


def test_a_connection_that_the_system_gave_up_is_lost() -> None:
    assert server_module.problem_of(TimeoutError("timed out")) is StoreProblem.LOST


def test_the_name_of_a_bank_without_a_file_is_its_servers(tmp_path: Path) -> None:
    server = server_at("postgresql://desk@db.bank.example/specimen", folder=tmp_path)
    with looking(server) as bank:
        assert (bank.folder, str(bank.place)) == (tmp_path, server.address)
        with pytest.raises(ValueError, match="in no file"):
            _ = bank.path
