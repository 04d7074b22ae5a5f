"""Secrets at rest: sealed with the key from the settings, readable through a rotation of keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from core.db.errors import rejected


class Vault:
    """Seals with the first key, opens with any. To rotate: put the new key first, seal every
    credential again (`SqlStores.reseal`), then drop the old key."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises Rejected when there is no key or one is malformed."""
        try:
            self._box = MultiFernet([Fernet(key.encode("ascii")) for key in keys])
        except ValueError as error:
            raise rejected(
                "secret_key_malformed",
                "The key for secrets at rest is missing or malformed.",
                "Set SYNCTEC_SECRET_KEYS; `python app.py keys new` makes a key.",
            ) from error

    @staticmethod
    def new_key() -> str:
        """A fresh key."""
        return Fernet.generate_key().decode("ascii")

    def seal(self, secret: dict[str, Any]) -> bytes:
        """The JSON of `secret`, encrypted and signed."""
        return self._box.encrypt(json.dumps(secret).encode())

    def open(self, sealed: bytes) -> dict[str, Any]:
        """What was sealed. Raises Rejected when no key fits."""
        try:
            secret: dict[str, Any] = json.loads(self._box.decrypt(sealed))
        except InvalidToken as error:
            raise rejected(
                "secret_unreadable",
                "A store's stored credential cannot be opened with the configured key.",
                "Set the key it was sealed with (both, during a rotation), or set the credential "
                "again with `python app.py stores add`.",
            ) from error
        return secret
