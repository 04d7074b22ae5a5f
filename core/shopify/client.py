"""The client: one call, sent once, in its turn, within its lease, its answer translated."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

import structlog
from pydantic import BaseModel

from core.domain.errors import AccessRefused, NotFound, Temporary, Throttled
from core.domain.measurements import Traffic
from core.domain.stores import StoreAccess, StoreId
from core.domain.work import Urgency
from core.ports.health import StoreWatch
from core.ports.outside import Clock
from core.ports.pacing import Budgets, Charge, Settled
from core.shopify import reasons
from core.shopify.answers import Call, charge_of, payload, read
from core.shopify.budget import Costs
from core.shopify.documents import PROBE, Document
from core.shopify.tokens import Tokens
from core.shopify.transport import Answer, Gone, Limits, NoAnswer, NotSent, Transport
from core.shopify.turnstile import Turnstile

API_VERSION = "2026-10"
PUBLIC_URL = "https://{shop}.myshopify.com"

# What lies between a turn and its request, and between the answer and what is said of it.
_AROUND = 5.0

M = TypeVar("M", bound=BaseModel)
AccessOf = Callable[[StoreId], Awaitable[StoreAccess]]

_SHOP = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
log = structlog.get_logger(__name__)


def as_json(model: BaseModel) -> dict[str, Any]:
    """The input as Shopify takes it: what was set, an explicit null included, and nothing else."""
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


class _LeaseEnds(NotSent):
    """Its turn came too late for the lease."""


class ShopifyClient:
    """Speaks to every store's Admin API, from one event loop.

    `access_of` gives a store's address and credential afresh for every call; `budgets` are those of
    all processes; `url_template` has `{shop}` in it; `monotonic` counts seconds; `watch` hears how
    each call ended, and keeps calls from a store that does not answer.
    """

    def __init__(
        self,
        access_of: AccessOf,
        budgets: Budgets,
        clock: Clock,
        url_template: str = PUBLIC_URL,
        limits: Limits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        watch: StoreWatch | None = None,
    ) -> None:
        self._access_of = access_of
        self._budgets = budgets
        self._clock = clock
        self._template = url_template.rstrip("/")
        self._limits = limits or Limits()
        self._monotonic = monotonic
        self._watch = watch
        self._transport = Transport(self._limits)
        self._tokens = Tokens(self._transport, self._address, monotonic)
        self._costs = Costs()
        self._turnstiles: dict[str, Turnstile] = {}
        self._calls: Counter[str] = Counter()
        self._throttled: Counter[str] = Counter()
        self._versions: set[tuple[str, str]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    def traffic(self) -> Traffic:
        """What was asked since the client was made, by shop."""
        return Traffic(dict(self._calls), dict(self._throttled))

    async def access(self, store_id: StoreId) -> StoreAccess:
        """How to reach the store."""
        return await self._access_of(store_id)

    async def run(
        self,
        store: StoreId | StoreAccess,
        document: Document[M],
        variables: Mapping[str, Any],
        urgency: Urgency = Urgency.BACKGROUND,
        *,
        not_after: datetime | None = None,
    ) -> M:
        """Send the document and return its typed answer.

        With `not_after`, the request goes out only if its whole time-out ends before then. A token
        that ran out is renewed and the call sent once more: a 401 says that nothing was done.

        Raises:
            AccessRefused, Rejected, Temporary, OutcomeUnknown, Broken: see `answers`.
            StoreHeld: the store does not answer, and nothing was sent.
        """
        access = store if isinstance(store, StoreAccess) else await self.access(store)
        if self._watch is None:
            return await self._asked(access, document, variables, urgency, not_after)
        async with self._watch.call(access, document.file, probe=document is PROBE):
            return await self._asked(access, document, variables, urgency, not_after)

    async def _asked(
        self,
        access: StoreAccess,
        document: Document[M],
        variables: Mapping[str, Any],
        urgency: Urgency,
        not_after: datetime | None,
    ) -> M:
        call = Call(access.shop, access.name, document.file, document.once)
        body = {"query": document.text, "variables": dict(variables)}
        token = await self._tokens.token(access)
        try:
            found = await self._in_turn(call, token, body, urgency, not_after)
        except AccessRefused as refusal:
            if refusal.reason != reasons.token_refused(access.name):
                raise
            token = await self._tokens.token(access, refused=token)
            found = await self._in_turn(call, token, body, urgency, not_after)
        return read(call, found, document.model)

    async def lines(self, store: str, url: str) -> AsyncIterator[bytes]:
        """The lines of a file that Shopify made for us; `store` is what people call it.

        Raises:
            NotFound: Shopify does not have the file any more.
            Temporary: it did not arrive whole.
        """
        try:
            async for line in self._transport.lines(url):
                yield line
        except Gone as error:
            raise NotFound(reasons.file_gone(store)) from error
        except (NotSent, NoAnswer) as error:
            log.warning("shopify_file_not_read", why=repr(error))
            raise Temporary(reasons.no_answer(store)) from error

    async def _in_turn(
        self,
        call: Call,
        token: str,
        body: Mapping[str, Any],
        urgency: Urgency,
        not_after: datetime | None,
    ) -> dict[str, Any]:
        turnstile = self._turnstile(call.shop)
        number = await self._enter(turnstile, call, urgency, not_after)
        settled = Settled()
        try:
            # The wait may have been long: the lease is looked at when nothing else is left to do.
            if self._time_left(not_after) < 0:
                raise _LeaseEnds
            found = payload(call, await self._post(call, token, body))
            settled = Settled(self._learn(call, found))
            return found
        except NotSent as error:
            settled = Settled(sent=False)
            log.warning("shopify_not_sent", shop=call.shop, what=call.document, why=repr(error))
            short = isinstance(error, _LeaseEnds)
            reason = reasons.lease_too_short if short else reasons.not_connected
            raise Temporary(reason(call.store)) from error
        except NoAnswer as error:
            log.warning("shopify_no_answer", shop=call.shop, what=call.document, why=str(error))
            raise call.unclear(reasons.no_answer(call.store)) from error
        except Throttled as error:
            settled = Settled(pause=self._pause_after(call, error))
            raise
        finally:
            await turnstile.leave(number, settled)

    def _pause_after(self, call: Call, error: Throttled) -> float:
        self._throttled[call.shop] += 1
        return error.retry_after.total_seconds() if error.retry_after else 1.0

    def _turnstile(self, shop: str) -> Turnstile:
        if shop not in self._turnstiles:
            hold = self._limits.total + _AROUND
            self._turnstiles[shop] = Turnstile(shop, self._budgets, hold, self._monotonic)
        return self._turnstiles[shop]

    async def _enter(
        self, turnstile: Turnstile, call: Call, urgency: Urgency, not_after: datetime | None
    ) -> int:
        patience = min(self._limits.patience, self._time_left(not_after))
        if patience <= 0:
            raise Temporary(reasons.lease_too_short(call.store))
        try:
            number = await turnstile.enter(self._costs.expected(call.document), urgency, patience)
        except TimeoutError as error:
            raise Throttled(reasons.busy(call.store), timedelta(seconds=5)) from error
        self._calls[call.shop] += 1
        return number

    def _time_left(self, not_after: datetime | None) -> float:
        """Seconds that may still pass before the request has to be on its way."""
        if not_after is None:
            return self._limits.patience
        return (not_after - self._clock.now()).total_seconds() - self._limits.total

    async def _post(self, call: Call, token: str, body: Mapping[str, Any]) -> Answer:
        url = f"{self._address(call.shop)}/admin/api/{API_VERSION}/graphql.json"
        headers = {"X-Shopify-Access-Token": token, "Accept": "application/json"}
        answer = await self._transport.post(url, headers, json=body)
        served = answer.headers.get("x-shopify-api-version", API_VERSION)
        if served != API_VERSION and (call.shop, served) not in self._versions:
            self._versions.add((call.shop, served))
            log.warning("shopify_version_differs", shop=call.shop, asked=API_VERSION, served=served)
        return answer

    def _address(self, shop: str) -> str:
        # The name becomes part of a host name: nothing but a shop's name may get there.
        if not _SHOP.fullmatch(shop):
            raise NotFound(reasons.shop_unknown(shop[:60]))
        return self._template.replace("{shop}", shop)

    def _learn(self, call: Call, found: Mapping[str, Any]) -> Charge | None:
        charge = charge_of(found)
        if charge is not None:
            self._costs.learn(call.document, charge.requested)
        return charge
