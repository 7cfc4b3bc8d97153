"""Who vouches for a model? Its seal, a file beside it, tells that the holder of a private key does.

`NAME.sig` holds an Ed25519 signature, in base64, over the SHA-256 of the weights and of the card. Here
it is called a seal, for a signature is what customers write.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from pathlib import Path

from core.errors import BadData, SealProblem, UntrustedModel
from core.managed import key_bytes
from core.net.checkpoint import card_path, load_model

PURPOSE = b"specimen model 1\n"
"""Opens what is signed, so that no signature made for anything else will do."""
PRIVATE_MODE = 0o600
SIGNATURE_BYTES = 64


def seal_path(path: Path) -> Path:
    """Return where the seal of a model file lies."""
    return path.with_suffix(".sig")


def make_keys(private: Path) -> str:
    """Write a new private key, which only its owner may read; returns its public key in base64.

    Raises FileExistsError: no key is ever overwritten.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    private.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE), "wb") as file:
        file.write(written)
    return b64encode(key.public_key().public_bytes_raw()).decode()


def seal(path: Path, *, private: Path) -> Path:
    """Write the seal of a model that is whole; returns its path. Raises UnusableModel, BadData."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    load_model(path)
    try:
        key = load_pem_private_key(private.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadData(private.name, "is no private key that can be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadData(private.name, "is no Ed25519 key")
    staged = seal_path(path).with_suffix(".sig.part")
    staged.write_bytes(b64encode(key.sign(_sealed(path))) + b"\n")
    return staged.replace(seal_path(path))


def check_seal(path: Path, *, key: str) -> None:
    """Raise UntrustedModel unless the holder of this public key vouches for the model as it is."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        signature = b64decode(seal_path(path).read_bytes().strip(), validate=True)
    except FileNotFoundError as error:
        raise UntrustedModel(path, SealProblem.MISSING) from error
    except ValueError as error:
        raise UntrustedModel(path, SealProblem.DAMAGED) from error
    if len(signature) != SIGNATURE_BYTES:
        raise UntrustedModel(path, SealProblem.DAMAGED)
    try:
        Ed25519PublicKey.from_public_bytes(key_bytes(key)).verify(signature, _sealed(path))
    except InvalidSignature as error:
        raise UntrustedModel(path, SealProblem.NOT_THEIRS) from error


def _sealed(path: Path) -> bytes:
    return PURPOSE + _sha256(path) + _sha256(card_path(path))


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
