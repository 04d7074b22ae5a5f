"""Set stores up and change them: reach first, then keep."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from core.domain.errors import Rejected, SyncError
from core.domain.plans import Plans
from core.domain.push_settings import StoreSettings
from core.domain.reasons import Reason
from core.domain.stores import (
    ClientCredentials,
    Role,
    StaticToken,
    Store,
    StoreAccess,
    StoreId,
    is_channel,
    is_handle,
)
from core.domain.words import later, say
from core.domain.work import PrepareStore as PrepareStoreWork
from core.ports import Clock, ShopProbe, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.choose_plan import plan_unknown
from core.usecases.find_store import find_store
from core.usecases.prepare_store import PrepareStore

_SCOPES = {
    Role.DESTINATION: frozenset(
        {
            "write_orders",
            "read_products",
            "read_customers",
            "read_inventory",
            "read_locations",
            "read_fulfillments",
            "write_merchant_managed_fulfillment_orders",
            "read_third_party_fulfillment_orders",
            "read_returns",
        }
    ),
    Role.SOURCE: frozenset(
        {
            "write_orders",
            "read_products",
            "read_inventory",
            "read_locations",
            "read_fulfillments",
            "write_merchant_managed_fulfillment_orders",
            "read_third_party_fulfillment_orders",
            "write_order_edits",
            "write_returns",
        }
    ),
}
"""What order push and its way back need; a write scope implies its read scope (shopify.dev)."""
_STOCK_SCOPES = frozenset({"write_inventory"})
"""What a store needs besides whose numbers SyncTec writes."""


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store as its owner describes it; `settings` are what a new one begins with."""

    handle: str
    shop: str
    role: Role
    channel: str | None
    credential: StaticToken | ClientCredentials
    webhook_secrets: tuple[str, ...] = ()
    settings: StoreSettings = field(default_factory=StoreSettings)


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What a check found: `problem` None and nothing `missing` means all is well."""

    store: Store
    probe: ShopProbe | None
    missing: tuple[str, ...]
    problem: Reason | None

    @property
    def well(self) -> bool:
        """Whether orders can travel through this store."""
        return self.problem is None and not self.missing


@dataclass(frozen=True, slots=True)
class AddStore:
    """Nothing is kept unless the store answered and its scopes suffice. A store that is kept
    already, named by the same handle and shop, gets what is given now."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock
    prepare: PrepareStore
    webhook_address: str | None
    plans: Plans

    async def __call__(self, new: NewStore) -> Store:
        """Raises Rejected for a bad handle or channel, an unknown plan, a missing scope, or a
        handle or shop that is taken; AccessRefused and Temporary as the gateway does."""
        plan = _plan_of(new, self.plans)
        settings = replace(new.settings, plan=plan)
        new = replace(new, handle=new.handle.strip().lower(), settings=settings)
        _require_names(new)
        access = StoreAccess(StoreId(0), new.shop, new.shop, new.credential, new.webhook_secrets)
        probe = await self.gateway.probe(access)
        # The permanent name: webhooks come under it, whatever older name the store was reached by.
        new = replace(new, shop=probe.shop)
        missing = missing_scopes(new.role, probe.scopes)
        if missing:
            raise Rejected(_scopes_missing(probe.name, missing))
        async with self.open_unit() as unit:
            known = await unit.stores.by_shop(new.shop)
            if known is not None and known.handle == new.handle:
                store = await _renewed(unit, known, new, probe)
            else:
                store = await self._added(unit, new, probe)
            await unit.jobs.add(PrepareStoreWork(store.id))
            await unit.commit()
        with suppress(SyncError):
            # At once, so that no order is missed between now and the job, which repeats it.
            await self.prepare(store.id)
        return store

    async def _added(self, unit: UnitOfWork, new: NewStore, probe: ShopProbe) -> Store:
        if self.webhook_address is not None and not new.webhook_secrets:
            raise Rejected(_NO_SECRET)
        wanted = Store(
            id=StoreId(0),
            handle=new.handle,
            shop=new.shop,
            name=probe.name,
            role=new.role,
            currency=probe.currency,
            timezone=probe.timezone,
            channel=new.channel,
            email=probe.email,
            phone=probe.phone,
            settings=new.settings,
        )
        store = await unit.stores.add(wanted, new.credential, new.webhook_secrets)
        # What is paid from now on is ours to see, whenever the first poll comes.
        await unit.schedule.move_cursor(store.id, self.clock.now())
        return store


async def _renewed(unit: UnitOfWork, known: Store, new: NewStore, probe: ShopProbe) -> Store:
    """An old webhook secret stays valid beside the new one; the channel stays unless named."""
    store = replace(
        known,
        name=probe.name,
        role=new.role,
        currency=probe.currency,
        timezone=probe.timezone,
        channel=new.channel or known.channel,
        email=probe.email,
        phone=probe.phone,
        uninstalled_at=None,
    )
    await unit.stores.renew(store, new.credential)
    for secret in new.webhook_secrets:
        await unit.stores.rotate_webhook_secret(store.id, secret)
    return store


@dataclass(frozen=True, slots=True)
class ResealCredentials:
    """The end of a key's rotation: everything is sealed with the newest key."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> int:
        """How many credentials were sealed anew; the older keys may go now."""
        async with self.open_unit() as unit:
            count = await unit.stores.reseal()
            await unit.commit()
        return count


@dataclass(frozen=True, slots=True)
class ListStores:
    """Every store, by handle."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> Sequence[Store]:
        """Reads what is kept."""
        async with self.open_unit() as unit:
            return await unit.stores.all()


@dataclass(frozen=True, slots=True)
class CheckStore:
    """Reach a kept store, compare its scopes with its role, and prepare it where all is well."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    prepare: PrepareStore

    async def __call__(self, handle: str) -> StoreCheck:
        """Raises Rejected for an unknown handle; what is wrong with the store is in the answer."""
        async with self.open_unit() as unit:
            store = await find_store(unit, handle)
            access = await unit.stores.access(store.id)
            more = _STOCK_SCOPES if await _is_written(unit, store.id) else frozenset[str]()
        try:
            probe = await self.gateway.probe(access)
            missing = missing_scopes(store.role, probe.scopes, more)
            if not missing:
                await self.prepare(store.id)
        except SyncError as error:
            return StoreCheck(store, None, (), error.reason)
        async with self.open_unit() as unit:
            await unit.stores.mark_uninstalled(store.id, None)
            await unit.jobs.add(PrepareStoreWork(store.id))
            await unit.commit()
        return StoreCheck(store, probe, missing, None)


async def _is_written(unit: UnitOfWork, store_id: StoreId) -> bool:
    """Whether its stock follows another's, or gives units for orders that are not pushed."""
    stores = {store.id: store for store in await unit.stores.all()}
    followed = [each for each in await unit.connections.all() if each.settings.stock.follow]
    return any(
        each.destination_id == store_id
        or (each.source_id == store_id and not stores[each.destination_id].settings.order_push)
        for each in followed
    )


def missing_scopes(
    role: Role, granted: frozenset[str], more: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The scopes this role needs and does not have; `more` are those of what else is set."""
    needed = _SCOPES[Role.DESTINATION] | _SCOPES[Role.SOURCE]
    needed = _SCOPES.get(role, needed) | more
    implied = granted | {scope.replace("write_", "read_", 1) for scope in granted}
    return tuple(sorted(needed - implied))


_NO_SECRET = Reason(
    "webhook_secret_missing",
    later("This bot has a public address, and nothing to check the store's webhooks with."),
    later("Give the app's client secret with --webhook-secret (it signs the app's webhooks)."),
)


def _require_names(new: NewStore) -> None:
    if not is_handle(new.handle):
        raise Rejected(_bad_handle(new.handle))
    if new.channel is not None and not is_channel(new.channel):
        raise Rejected(_bad_channel(new.channel))


def _plan_of(new: NewStore, plans: Plans) -> str | None:
    typed = new.settings.plan
    if typed is not None and plans.named(typed) is None:
        raise Rejected(plan_unknown(typed, plans))
    return plans.named(typed)


def _bad_handle(handle: str) -> Reason:
    return Reason(
        "handle_invalid",
        say("“{handle}” cannot be a handle.", handle=handle),
        say(
            "Use lower-case letters, digits and dashes, 31 at most, beginning with a "
            "letter or digit."
        ),
    )


def _bad_channel(channel: str) -> Reason:
    return Reason(
        "channel_invalid",
        say("“{channel}” is not the id of a Slack channel.", channel=channel),
        say("Copy the id, such as C0123ABCD, from the end of the channel's details in Slack."),
    )


def _scopes_missing(name: str, missing: Sequence[str]) -> Reason:
    return Reason(
        "scopes_missing",
        say(
            "The app lacks access scopes on {name}: {missing}.",
            name=name,
            missing=", ".join(missing),
        ),
        say(
            "Add them to the app's configuration, release it, approve it on the store, "
            "and try again."
        ),
    )
