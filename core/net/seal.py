"""Who vouches for a model? Its seal, a file beside it, tells that the holder of a private key does.

`NAME.sig` holds an Ed25519 signature, in base64, over the SHA-256 of the weights and of the card. Here
it is called a seal, for a signature is what customers write.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BadData, SealProblem, UntrustedModel
from core.managed import KEY_BYTES, key_bytes
from core.net.checkpoint import card_path, load_model

if TYPE_CHECKING:
    from nacl.signing import SigningKey

PURPOSE = b"specimen model 1\n"
"""Opens what is signed, so that no signature made for anything else will do."""
PRIVATE_OPENING = b"specimen private key 1\n"
PRIVATE_MODE = 0o600
NO_KEY = "is no private key that `specimen model keys` wrote"
SIGNATURE_BYTES = 64


def seal_path(path: Path) -> Path:
    """Return where the seal of a model file lies."""
    return path.with_suffix(".sig")


def make_keys(private: Path) -> str:
    """Write a new private key, which only its owner may read; returns its public key in base64.

    Raises FileExistsError: no key is ever overwritten.
    """
    from nacl.signing import SigningKey

    key = SigningKey.generate()
    private.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE), "wb") as file:
        file.write(PRIVATE_OPENING + b64encode(bytes(key)) + b"\n")
    return b64encode(bytes(key.verify_key)).decode()


def seal(path: Path, *, private: Path) -> Path:
    """Write the seal of a model that is whole; returns its path. Raises UnusableModel, BadData."""
    load_model(path)
    key = _private_key(private)
    staged = seal_path(path).with_suffix(".sig.part")
    staged.write_bytes(b64encode(key.sign(_sealed(path)).signature) + b"\n")
    return staged.replace(seal_path(path))


def check_seal(path: Path, *, key: str) -> None:
    """Raise UntrustedModel unless the holder of this public key vouches for the model as it is."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        signature = b64decode(seal_path(path).read_bytes().strip(), validate=True)
    except FileNotFoundError as error:
        raise UntrustedModel(path, SealProblem.MISSING) from error
    except ValueError as error:
        raise UntrustedModel(path, SealProblem.DAMAGED) from error
    if len(signature) != SIGNATURE_BYTES:
        raise UntrustedModel(path, SealProblem.DAMAGED)
    try:
        VerifyKey(key_bytes(key)).verify(_sealed(path), signature)
    except BadSignatureError as error:
        raise UntrustedModel(path, SealProblem.NOT_THEIRS) from error


def _private_key(private: Path) -> SigningKey:
    """Read a private key; raises BadData where the file is none."""
    from nacl.signing import SigningKey

    told = private.read_bytes()
    try:
        key = b64decode(told.removeprefix(PRIVATE_OPENING).strip(), validate=True)
    except ValueError as error:
        raise BadData(private.name, NO_KEY) from error
    if not told.startswith(PRIVATE_OPENING) or len(key) != KEY_BYTES:
        raise BadData(private.name, NO_KEY)
    return SigningKey(key)


def _sealed(path: Path) -> bytes:
    return PURPOSE + _sha256(path) + _sha256(card_path(path))


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
