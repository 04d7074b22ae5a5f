"""Stores and their sealed credentials."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.errors import rejected
from core.db.rows import store_of
from core.db.session import Session
from core.db.tables import store_credentials, stores
from core.db.vault import Vault
from core.domain.lookups import TRUSTED_AFTER
from core.domain.push_settings import StoreSettings
from core.domain.routes import Routes
from core.domain.stores import (
    ClientCredentials,
    StaticToken,
    Store,
    StoreAccess,
    StoreId,
)

_SECRETS_KEPT = 2
"""Webhook secrets that are valid at once: the newest, and the one before it during a rotation."""


class SqlStores:
    """See `core.ports.Stores`."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    async def add(
        self,
        store: Store,
        credential: StaticToken | ClientCredentials,
        webhook_secrets: Sequence[str],
    ) -> Store:
        """Raises Rejected when the handle or the shop is taken, in any case."""
        values = {
            "handle": store.handle.lower(),
            "shop": store.shop.lower(),
            "settings": codecs.store_settings_to_json(store.settings),
            "keyed_hits": store.keyed_hits,
            **_changing(store),
        }
        statement = insert(stores).values(**values).on_conflict_do_nothing().returning(stores)
        row = await self._session.inserted(statement)
        if row is None:
            raise rejected(
                "store_exists",
                f"The handle {store.handle} or the shop {store.shop} is taken.",
                "Choose another handle, or see the stores that are there: app.py stores list.",
            )
        secret = {
            "credential": codecs.credential_to_json(credential),
            "webhook_secrets": list(webhook_secrets),
        }
        sealed = {"store_id": row.id, "sealed": self._vault.seal(secret)}
        await self._session.run(insert(store_credentials), sealed)
        return store_of(row)

    async def renew(self, store: Store, credential: StaticToken | ClientCredentials) -> None:
        """Write every field of a kept store but its handle, shop, settings and measurements, and
        its credential; webhook secrets stay. Raises KeyError when there is no such store."""
        secret = await self._opened(store.id)
        secret["credential"] = codecs.credential_to_json(credential)
        await self._seal(store.id, secret)
        await self._change(store.id, **_changing(store))

    async def get(self, store_id: StoreId, *, lock: bool = False) -> Store:
        """With `lock` the row is ours until the unit ends; what refers to it may still be added.
        Raises KeyError when there is none."""
        store = await self._first(stores.c.id == store_id, lock=lock)
        if store is None:
            raise KeyError(store_id)
        return store

    async def by_shop(self, shop: str) -> Store | None:
        """The store with this shop name, in any case."""
        return await self._first(stores.c.shop == shop.lower())

    async def all(self) -> Sequence[Store]:
        """Every store, by handle."""
        rows = await self._session.run(select(stores).order_by(stores.c.handle))
        return [store_of(row) for row in rows]

    async def access(self, store_id: StoreId) -> StoreAccess:
        """How to reach the store, its secrets in clear. Raises KeyError when there is none,
        Rejected when no configured key opens its credential."""
        statement = (
            select(stores.c.shop, stores.c.name, store_credentials.c.sealed)
            .join(store_credentials, store_credentials.c.store_id == stores.c.id)
            .where(stores.c.id == store_id)
        )
        row = (await self._session.run(statement)).one_or_none()
        if row is None:
            raise KeyError(store_id)
        secret = self._vault.open(row.sealed)
        return StoreAccess(
            store_id=store_id,
            shop=row.shop,
            name=row.name,
            credential=codecs.credential_from_json(secret["credential"]),
            webhook_secrets=tuple(secret["webhook_secrets"]),
        )

    async def renewing(self) -> Collection[StoreId]:
        """The stores whose token ends by itself, and is fetched anew. Raises Rejected when no
        configured key opens a credential."""
        rows = await self._session.run(select(store_credentials))
        return {
            StoreId(row.store_id)
            for row in rows
            if "client_id" in self._vault.open(row.sealed)["credential"]
        }

    async def keyed_look_up(self, store_id: StoreId, *, found: bool) -> None:
        """One measured keyed look-up: a hit adds to the store's count, a miss starts it again,
        also when several come at once."""
        more = func.least(stores.c.keyed_hits + 1, TRUSTED_AFTER)
        await self._change(store_id, keyed_hits=more if found else 0)

    async def mark_uninstalled(self, store_id: StoreId, at: datetime | None) -> None:
        """The app was removed from the store (None: it is back)."""
        await self._change(store_id, uninstalled_at=at)

    async def mark_prepared(self, store_id: StoreId, address: str) -> None:
        """The store's webhooks lead to this address."""
        await self._change(store_id, prepared_for=address)

    async def rotate_webhook_secret(self, store_id: StoreId, secret: str) -> None:
        """The newest secret first; the one before it stays valid. Raises KeyError when there is
        no such store."""
        opened = await self._opened(store_id)
        # Said twice, the newest must not push out the one before it.
        older = [known for known in opened["webhook_secrets"] if known != secret]
        opened["webhook_secrets"] = [secret, *older][:_SECRETS_KEPT]
        await self._seal(store_id, opened)

    async def reseal(self) -> int:
        """Seal every credential with the newest key; returns how many. Ends a rotation of keys:
        once it is committed the old key can go."""
        rows = (await self._session.run(select(store_credentials).with_for_update())).all()
        opened = [(row.store_id, self._vault.open(row.sealed)) for row in rows]
        values = [{"store_id": key, "sealed": self._vault.seal(secret)} for key, secret in opened]
        if values:
            statement = insert(store_credentials).values(values)
            await self._session.run(
                statement.on_conflict_do_update(
                    index_elements=[store_credentials.c.store_id],
                    set_={"sealed": statement.excluded.sealed},
                )
            )
        return len(values)

    async def save_settings(self, store_id: StoreId, settings: StoreSettings) -> None:
        """The order push settings of a destination, whole."""
        await self._change(store_id, settings=codecs.store_settings_to_json(settings))

    async def save_routes(self, store_id: StoreId, routes: Routes) -> None:
        """Which channel hears what of it, whole."""
        await self._change(store_id, routes=codecs.routes_to_json(routes))

    async def _opened(self, store_id: StoreId) -> dict[str, Any]:
        locked = select(store_credentials).where(store_credentials.c.store_id == store_id)
        row = (await self._session.run(locked.with_for_update())).one_or_none()
        if row is None:
            raise KeyError(store_id)
        return self._vault.open(row.sealed)

    async def _first(self, wanted: ColumnElement[bool], *, lock: bool = False) -> Store | None:
        found = select(stores).where(wanted)
        found = found.with_for_update(key_share=True) if lock else found
        row = (await self._session.run(found)).one_or_none()
        return None if row is None else store_of(row)

    async def _change(self, store_id: StoreId, **values: Any) -> None:
        await self._session.run(update(stores).where(stores.c.id == store_id).values(**values))

    async def _seal(self, store_id: StoreId, secret: dict[str, Any]) -> None:
        statement = update(store_credentials).where(store_credentials.c.store_id == store_id)
        await self._session.run(statement.values(sealed=self._vault.seal(secret)))


def _changing(store: Store) -> dict[str, Any]:
    """What `renew` writes anew."""
    return {
        "name": store.name,
        "role": store.role.value,
        "currency": store.currency,
        "timezone": store.timezone,
        "channel": store.channel,
        "email": store.email,
        "phone": store.phone,
        "uninstalled_at": store.uninstalled_at,
        "forgotten_at": store.forgotten_at,
    }
