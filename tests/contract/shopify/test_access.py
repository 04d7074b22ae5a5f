"""Tokens and credentials: used, renewed, refused."""

import asyncio

import pytest

from core.domain.errors import AccessRefused, Rejected
from core.domain.stores import ClientCredentials, StoreAccess, StoreId
from core.domain.work import Urgency
from core.shopify.gateway import ShopifyGateway
from tests.contract.shopify.kit import (
    DEST,
    NORTH,
    SOUTH,
    Control,
    Opener,
    granted,
    placed,
    soon,
)


async def test_a_static_token_that_is_refused_is_not_tried_twice(
    gateway: ShopifyGateway, control: Control
) -> None:
    await control.shop("north", tokenValid=False)
    mark = await control.mark()

    with pytest.raises(AccessRefused) as refused:
        await gateway.find_orders(NORTH, "1")

    assert refused.value.reason.code == "token_refused"
    assert len(await control.since(mark)) == 1


async def test_a_granted_token_that_was_revoked_is_renewed_and_the_call_made_once_more(
    opened: Opener, control: Control
) -> None:
    gateway = opened(granted)
    draft = await placed(gateway, control)
    await control.call("POST", "/shopify/north/uninstall", {})
    await control.shop("north", installed=True)
    mark = await control.mark()

    await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    assert (await control.since(mark))[1:] == ["access_token", "orderCreate"]
    assert await control.count("north") == 1


async def test_a_granted_token_is_asked_for_once_by_all_and_again_before_its_end(
    opened: Opener, control: Control
) -> None:
    moment = [0.0]
    gateway = opened(granted, monotonic=lambda: moment[0])
    mark = await control.mark()

    await asyncio.gather(*(gateway.find_orders(NORTH, "1") for _ in range(5)))
    assert (await control.since(mark)).count("access_token") == 1
    moment[0] = 86399 - 1200
    await gateway.find_orders(NORTH, "1")
    assert (await control.since(mark)).count("access_token") == 1
    moment[0] = 86399 - 300
    await gateway.find_orders(NORTH, "1")
    assert (await control.since(mark)).count("access_token") == 2


@pytest.mark.parametrize(
    ("shop", "client", "code"),
    [
        ("south", "north", "shop_not_permitted"),
        ("north", "nobody", "credentials_refused"),
        ("nowhere", "north", "shop_unknown"),
    ],
)
async def test_a_grant_that_is_refused_says_what_to_do(
    opened: Opener, shop: str, client: str, code: str
) -> None:
    credential = ClientCredentials(f"client_sandbox_{client}", f"secret_sandbox_{client}")

    with pytest.raises(Rejected) as refused:
        await opened().probe(StoreAccess(StoreId(0), shop, shop, credential, ()))

    assert refused.value.reason.code == code
    assert refused.value.reason.remedy


async def test_an_app_that_is_not_installed_says_so(opened: Opener, control: Control) -> None:
    await control.shop("south", installed=False)

    with pytest.raises(AccessRefused) as refused:
        await opened().probe(await granted(SOUTH))

    assert refused.value.reason.code == "app_not_installed"


async def test_a_shops_name_is_nothing_but_a_name(opened: Opener, control: Control) -> None:
    access = StoreAccess(StoreId(0), "evil.example/x", "Evil", (await granted(DEST)).credential, ())
    mark = await control.mark()

    with pytest.raises(Rejected):
        await opened().probe(access)

    assert await control.since(mark) == []
