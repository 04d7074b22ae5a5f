"""Stores, their sealed credentials and their connections."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.repositories import SqlStores
from core.db.session import Session
from core.db.unit_of_work import SqlUnitOfWork
from core.db.vault import Vault
from core.domain.errors import Broken, Rejected
from core.domain.lookups import TRUSTED_AFTER
from core.domain.push_settings import ConnectionSettings, Mode
from core.domain.stores import ClientCredentials, Role, StaticToken, Store, StoreId
from tests.integration.db.conftest import KEY, NOON, PlainJobs, Units, World, add_store

MANUAL = ConnectionSettings()
AUTOMATIC = ConnectionSettings(mode=Mode.AUTOMATIC, waiting_time=timedelta(minutes=7))


async def test_a_store_is_found_by_its_shop_in_any_case(world: World) -> None:
    async with world.units() as unit:
        assert await unit.stores.by_shop("DEST-shop") == world.dest
        assert await unit.stores.by_shop("no-shop") is None
        assert await unit.stores.get(world.east.id) == world.east
        assert [store.handle for store in await unit.stores.all()] == ["dest", "east", "west"]
        with pytest.raises(KeyError):
            await unit.stores.get(StoreId(999))
        with pytest.raises(KeyError):
            await unit.stores.access(StoreId(999))
        with pytest.raises(KeyError):
            await unit.stores.rotate_webhook_secret(StoreId(999), "whsec")


@pytest.mark.parametrize(("handle", "shop"), [("DEST", "another-shop"), ("another", "Dest-Shop")])
async def test_handle_and_shop_are_taken_in_any_case(world: World, handle: str, shop: str) -> None:
    async with world.units() as unit:
        with pytest.raises(Rejected, match="store_exists"):
            await add_store(unit, handle, shop=shop)
        # The refusal costs the transaction nothing.
        assert len(await unit.stores.all()) == 3


async def test_what_changes_of_a_store_is_kept(world: World) -> None:
    async with world.units() as unit:
        for _ in range(3):
            await unit.stores.keyed_look_up(world.dest.id, found=True)
        await unit.stores.mark_uninstalled(world.dest.id, NOON)
        await unit.commit()
    async with world.units() as unit:
        store = await unit.stores.get(world.dest.id)
        assert (store.keyed_hits, store.uninstalled_at) == (3, NOON)
        await unit.stores.mark_uninstalled(world.dest.id, None)
        assert (await unit.stores.get(world.dest.id)).uninstalled_at is None


async def test_a_miss_starts_the_count_of_immediate_look_ups_again(world: World) -> None:
    async with world.units() as unit:
        for _ in range(TRUSTED_AFTER + 5):
            await unit.stores.keyed_look_up(world.dest.id, found=True)
        assert (await unit.stores.get(world.dest.id)).keyed_hits == TRUSTED_AFTER
        await unit.stores.keyed_look_up(world.dest.id, found=False)
        assert (await unit.stores.get(world.dest.id)).keyed_hits == 0


async def test_credentials_come_back_and_are_sealed_at_rest(
    units: Units, engine: AsyncEngine
) -> None:
    credential = ClientCredentials("the-client-id", "the-client-secret")
    async with units() as unit:
        store = await unit.stores.add(
            Store(StoreId(0), "dest", "dest-shop", "Dest", Role.BOTH, "EUR", "UTC"),
            credential,
            ["the-webhook-secret"],
        )
        await unit.commit()
    async with units() as unit:
        access = await unit.stores.access(store.id)
    assert (access.shop, access.credential) == ("dest-shop", credential)
    assert access.webhook_secrets == ("the-webhook-secret",)
    async with engine.connect() as connection:
        sealed = (await connection.execute(text("SELECT sealed FROM store_credentials"))).scalar()
    assert isinstance(sealed, bytes)
    assert not any(secret in sealed for secret in (b"the-client", b"the-webhook"))


async def test_the_newest_two_webhook_secrets_are_valid(world: World) -> None:
    async with world.units() as unit:
        await unit.stores.rotate_webhook_secret(world.dest.id, "whsec-2")
        assert (await unit.stores.access(world.dest.id)).webhook_secrets == ("whsec-2", "whsec-1")
        await unit.stores.rotate_webhook_secret(world.dest.id, "whsec-2")
        assert (await unit.stores.access(world.dest.id)).webhook_secrets == ("whsec-2", "whsec-1")
        await unit.stores.rotate_webhook_secret(world.dest.id, "whsec-3")
        assert (await unit.stores.access(world.dest.id)).webhook_secrets == ("whsec-3", "whsec-2")


async def test_keys_are_rotated_without_losing_a_credential(
    world: World, engine: AsyncEngine
) -> None:
    new = Vault.new_key()
    both, only_new = Vault([new, KEY]), Vault([new])
    async with SqlUnitOfWork(engine, only_new, PlainJobs) as unit:
        with pytest.raises(Rejected, match="secret_unreadable"):
            await unit.stores.access(world.dest.id)
    async with engine.begin() as connection:
        assert await SqlStores(Session(connection), both).reseal() == 3
    async with SqlUnitOfWork(engine, only_new, PlainJobs) as unit:
        access = await unit.stores.access(world.east.id)
    assert access.credential == StaticToken("shpat_east")


async def test_a_connection_is_made_once(world: World) -> None:
    async with world.units() as unit:
        made = await unit.connections.add(world.dest.id, world.west.id, AUTOMATIC)
        other = await unit.connections.add(world.dest.id, world.east.id, MANUAL)
        with pytest.raises(Rejected, match="connection_exists"):
            await unit.connections.add(world.dest.id, world.west.id, MANUAL)
        with pytest.raises(Rejected, match="connection_to_itself"):
            await unit.connections.add(world.dest.id, world.dest.id, MANUAL)
        assert await unit.connections.all() == [other, made]
        assert await unit.connections.sources_of(world.dest.id) == [other, made]
        assert await unit.connections.sources_of(world.west.id) == []
        assert made.settings == AUTOMATIC
        assert await unit.connections.between(world.dest.id, world.west.id) == made
        await unit.connections.save_settings(made.id, MANUAL)
        changed = await unit.connections.between(world.dest.id, world.west.id)
        assert changed.settings == MANUAL
        with pytest.raises(Rejected, match="not_connected"):
            await unit.connections.between(world.west.id, world.dest.id)
        with pytest.raises(Broken, match="database_refused"):
            await unit.connections.add(world.dest.id, StoreId(999), MANUAL)
