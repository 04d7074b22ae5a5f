"""A delivery about a product becomes one look at it, whatever its store does."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.domain.stores import Role
from tests.integration.intake import ORDER, PRODUCT, Intake, open_intake

# All that a deleted product's delivery has is its number.
GONE = {"id": 788032119674292922}


@pytest.fixture
async def intake(database_url: str) -> AsyncIterator[Intake]:
    async with open_intake(database_url) as opened:
        yield opened


@pytest.mark.parametrize(
    ("topic", "role"),
    [
        ("products/create", Role.BOTH),
        ("products/update", Role.SOURCE),
        ("products/delete", Role.DESTINATION),
    ],
)
async def test_a_product_is_looked_at(intake: Intake, topic: str, role: Role) -> None:
    await intake.add_store("another", role)
    shop = "another.myshopify.com"
    assert await intake.deliver(GONE, topic, shop_domain=shop) == 200
    assert await intake.inbox() == [(topic, PRODUCT)]
    assert await intake.jobs() == [("RematchProduct", PRODUCT)]


async def test_a_burst_about_one_product_is_one_look(intake: Intake) -> None:
    body = {**GONE, "admin_graphql_api_id": PRODUCT}
    for number in range(5):
        status = await intake.deliver(body, "products/update", webhook_id=f"burst-{number}")
        assert status == 200
    assert await intake.jobs() == [("RematchProduct", PRODUCT)]


async def test_a_product_without_a_name_is_refused(intake: Intake) -> None:
    body = {"admin_graphql_api_id": ORDER}
    assert await intake.deliver(body, "products/update") == 400
    assert await intake.jobs() == []
