"""Webhook signatures: `X-Shopify-Hmac-Sha256` over the raw body (shopify.dev, webhook delivery)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence


class WebhookSignatures:
    """Implements `StoreAuth`."""

    def signed(self, body: bytes, signature: str, secrets: Sequence[str]) -> bool:
        """Whether `signature` (base64) is the HMAC-SHA256 of `body` under one of the secrets.

        Every secret is tried, and an empty one never matches: an HMAC with an empty key is one
        that anybody can make.
        """
        try:
            given = base64.b64decode(signature.encode("ascii"), validate=True)
        except (UnicodeEncodeError, binascii.Error):
            return False
        matches = [
            hmac.compare_digest(hmac.digest(secret.encode(), body, hashlib.sha256), given)
            for secret in secrets
            if secret
        ]
        return any(matches)
