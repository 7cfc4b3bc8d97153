"""What did a release write into a bank and into the settings? `python -m tests.releases.keep` keeps it.

Run once for each release, by its own code; made up, and never changed afterwards.
"""

from __future__ import annotations

import lzma
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from app.settings import Settings
from core.store.bank import Bank
from core.store.learning_records import ActivationKind, Label, LabelSource
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

HERE = Path(__file__).parent
BANK = "specimen.sqlite.xz"
OWN, SHIPPED = "model-b", "model-a"


def fill(bank: Bank) -> None:
    """Leave something of every kind behind."""
    customer = bank.add_customer(number="10021", name="Zoë Quennby", accounts=("4711-0082", "4711-0083"))
    signatory = bank.add_signatory(customer.id, name="Z. Quennby", role="account holder")
    former = bank.add_signatory(customer.id, name="H. Former")
    specimens = bank.enrol(signatory.id, [specimen(seed) for seed in range(3)])
    theirs = bank.enrol(former.id, [specimen(9)])
    bank.withdraw_specimen(specimens[2].id)
    bank.remove_signatory(former.id)
    bank.save_draft(signatory.id, [page(5)])
    accepted, refused = (bank.record_verification(signatory.id, verification(seed)) for seed in (11, 12))
    bank.record_verification(signatory.id, unscored(13))
    bank.decide(accepted.id, decision="accept", officer="A. Clerk")
    bank.decide(refused.id, decision="accept", officer="A. Clerk")
    bank.decide(refused.id, decision="reject", remark="another hand", officer="B. Super")
    kept = bank.keep_examples(
        [gathered(accepted.id, 11), imported(21, label=Label.FORGED)], officer="A. Clerk"
    )
    source = LabelSource.SECOND_OFFICER
    bank.relabel(kept[:1], label=Label.GENUINE, source=source, officer="B. Super", reason="seen again")
    for digest, name in ((SHIPPED, "desk"), (OWN, "desk, retrained")):
        bank.add_model(digest, name=name, file=f"{digest}.safetensors")
    bank.keep_embeddings({one.id: embedding(one.id) for one in [*specimens, *theirs]}, digest=OWN)
    policy = {"accept_far": 0.01}
    fitted = bank.add_calibration(
        OWN, judgement={}, policy=policy, evidence={}, officer="B. Super", reason="first of our own"
    )
    bank.activate(
        OWN, calibration_id=fitted.id, kind=ActivationKind.SWITCH, officer="B. Super", reason="better"
    )


def keep(folder: Path) -> None:
    """Write the bank's file, packed, and the settings; FileExistsError where that release is kept already."""
    folder.mkdir()
    with TemporaryDirectory() as work:
        path = Path(work, "specimen.sqlite")
        with Bank.open(path, clock=minutes_from(START)) as bank:
            fill(bank)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (folder / BANK).write_bytes(lzma.compress(path.read_bytes()))
    settings = Settings(folder / "settings.json")
    settings.theme, settings.officer, settings.remark_needed = "dark", "Zoë Clerk", True
    settings.flush()


if __name__ == "__main__":
    QApplication(sys.argv)
    keep(HERE / version("specimen"))
