"""How is a record bound to the one before it, so that a later change shows?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

FIRST_HASH = "0" * 64
"""What the first decision names as the hash before it."""


def hash_of(content: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of `content` as canonical JSON: sorted keys, no spaces, times in UTC.

    Not-a-number and infinity are refused with ValueError, for JSON has no words for them.
    """
    plain = {key: _plain(value) for key, value in content.items()}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
