"""Access tokens: static ones as they are, those of the client credentials grant renewed in time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from core.domain.errors import AccessRefused, Broken, NotFound, SyncError, Temporary, Throttled
from core.domain.stores import ClientCredentials, StaticToken, StoreAccess
from core.shopify import reasons
from core.shopify.answers import retry_after
from core.shopify.transport import Answer, NoAnswer, NotSent, Transport

MARGIN = 600.0
"""Seconds before its end at which a token is renewed, at most half of its life."""

_DEFAULT_LIFE = 3600.0


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    renew_at: float


class Tokens:
    """The tokens of all stores. One request at a time for each credential, whoever needs it."""

    def __init__(
        self,
        transport: Transport,
        address: Callable[[str], str],
        monotonic: Callable[[], float],
    ) -> None:
        self._transport = transport
        self._address = address
        self._monotonic = monotonic
        self._known: dict[tuple[str, ClientCredentials], _Token] = {}
        self._locks: dict[tuple[str, ClientCredentials], asyncio.Lock] = {}

    async def token(self, access: StoreAccess, refused: str | None = None) -> str:
        """A token that is valid as far as we know; not `refused`, which a 401 has just answered.

        Raises:
            AccessRefused: the store does not give one, or a static token was refused.
            Temporary: the store could not be asked.
        """
        credential = access.credential
        if isinstance(credential, StaticToken):
            if refused is not None:
                raise AccessRefused(reasons.token_refused(access.name))
            return credential.token
        key = (access.shop, credential)
        async with self._locks.setdefault(key, asyncio.Lock()):
            known = self._known.get(key)
            fresh = known is not None and self._monotonic() < known.renew_at
            if known is None or not fresh or known.value == refused:
                known = self._known[key] = await self._fetch(access, credential)
            return known.value

    async def _fetch(self, access: StoreAccess, credential: ClientCredentials) -> _Token:
        asked_at = self._monotonic()
        form = {
            "grant_type": "client_credentials",
            "client_id": credential.client_id,
            "client_secret": credential.client_secret,
        }
        try:
            answer = await self._transport.post(
                f"{self._address(access.shop)}/admin/oauth/access_token",
                {"Accept": "application/json"},
                data=form,
            )
        except NotSent as error:
            raise Temporary(reasons.not_connected(access.name)) from error
        except NoAnswer as error:
            # A token that was made and never seen hurts nobody: it is asked for again.
            raise Temporary(reasons.no_answer(access.name)) from error
        if answer.status != 200:
            raise _refusal(access.name, answer)
        return _parsed(access.name, answer, asked_at)


def _parsed(shop: str, answer: Answer, asked_at: float) -> _Token:
    try:
        body = json.loads(answer.body)
        value, life = str(body["access_token"]), float(body.get("expires_in") or _DEFAULT_LIFE)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(reasons.contract_changed(shop), "access_token: no token in it") from error
    return _Token(value, asked_at + life - min(MARGIN, life / 2))


def _refusal(shop: str, answer: Answer) -> SyncError:
    text = answer.body[:4096].decode("utf-8", "replace")
    for word, reason in (
        ("app_not_installed", reasons.app_not_installed),
        ("shop_not_permitted", reasons.shop_not_permitted),
    ):
        if word in text:
            return AccessRefused(reason(shop))
    if answer.status == 404:
        return NotFound(reasons.shop_unknown(shop))
    if answer.status == 429:
        return Throttled(reasons.throttled(shop), retry_after(answer))
    if answer.status in {400, 401, 403}:
        return AccessRefused(reasons.credentials_refused(shop))
    if answer.status >= 500:
        return Temporary(reasons.server_error(shop, answer.status))
    return Broken(reasons.contract_changed(shop), f"access_token: HTTP {answer.status}")
