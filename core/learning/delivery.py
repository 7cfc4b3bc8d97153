"""How does a model that the supplier made come to the bank? Sealed, into a folder, and as a challenger.

What is sealed by the key that IT trusts is taken among the bank's models. It serves nobody until somebody
activates it; what is not sealed is left where it is.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from core.errors import SpecimenError
from core.learning.places import models_folder, take_in
from core.net.checkpoint import card_path, load_card
from core.net.seal import check_seal, seal_path
from core.roles import Deed, require
from core.scoring.verifier import Verifier
from core.store.bank import Bank
from core.store.learning_records import ModelRecord

log = logging.getLogger(__name__)

MODELS = "*.safetensors"


class Refused(NamedTuple):
    """A file that was left alone, by its name, and why."""

    name: str
    error: SpecimenError | OSError


class Delivery(NamedTuple):
    """What a look into the folder brought."""

    taken: Sequence[ModelRecord] = ()
    refused: Sequence[Refused] = ()
    is_reached: bool = True


def look_for_models(bank: Bank, folder: Path, *, key: str, shipped: Path) -> Delivery:
    """Take in every sealed model of the folder that the bank has never known, not even one it removed.

    Nobody's deed: whoever opens the desk, IT settled that it is done.
    """
    if not folder.is_dir():
        log.warning("the folder for delivered models cannot be reached")
        return Delivery(is_reached=False)
    known = {record.digest for record in bank.models(with_removed=True)} | {load_card(shipped).digest}
    taken: list[ModelRecord] = []
    refused: list[Refused] = []
    for file in sorted(folder.glob(MODELS)):
        if _said_digest(file) in known:
            continue
        try:
            taken.append(_take(bank, file, key=key))
        except (SpecimenError, OSError) as error:
            log.warning("left a delivered model alone: %s", type(error).__name__)
            refused.append(Refused(file.name, error))
    return Delivery(taken, refused)


def deliver(bank: Bank, file: Path, *, key: str) -> ModelRecord:
    """Take a sealed model among the bank's; it serves nobody yet. Raises ReservedDeed, UntrustedModel,
    UnusableModel.
    """
    require(Deed.DELIVER)
    return _take(bank, file, key=key)


def _take(bank: Bank, file: Path, *, key: str) -> ModelRecord:
    """What is checked is what is kept: the files are copied first, and the copies are checked again."""
    check_seal(file, key=key)
    folder = models_folder(bank)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="delivery-", dir=folder) as staging:
        staged = Path(staging) / file.name
        for place in (lambda path: path, card_path, seal_path):
            shutil.copyfile(place(file), place(staged))
        check_seal(staged, key=key)
        card = Verifier.load(staged, device="cpu").card
        name = take_in(bank, staged, digest=card.digest)
        seal_path(staged).replace(seal_path(folder / name))
    log.info("took in a delivered model, digest %s", card.digest)
    return bank.add_model(card.digest, name=f"{card.name}, from the supplier", file=name)


def is_delivered(bank: Bank, digest: str) -> bool:
    """Tell whether a known model came from the supplier: then its seal lies beside it."""
    return seal_path(models_folder(bank) / bank.model(digest).file).is_file()


def _said_digest(file: Path) -> str | None:
    """Return the digest that a card names, unchecked: enough to leave out what is known already."""
    try:
        digest = json.loads(card_path(file).read_text("utf-8"))["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return digest if isinstance(digest, str) else None
