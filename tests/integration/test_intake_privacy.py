"""Shopify's privacy topics at the door: signed like every other, taken once, done by jobs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.intake import open_intake, signature

SHOP = {"shop_id": 954889, "shop_domain": "dest.myshopify.com"}
WHO = {"id": 191167, "email": "john@example.com", "phone": "555-625-1199"}
BODIES: dict[str, dict[str, Any]] = {
    "customers/data_request": {
        **SHOP,
        "orders_requested": [299938],
        "customer": WHO,
        "data_request": {"id": 9999},
    },
    "customers/redact": {**SHOP, "customer": WHO, "orders_to_redact": [299938]},
    "shop/redact": SHOP,
}
JOBS = {
    "customers/data_request": "TellDataRequest",
    "customers/redact": "EraseOrders",
    "shop/redact": "ForgetStore",
}


async def test_each_is_taken_once_and_becomes_a_job(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        for number, (topic, body) in enumerate(BODIES.items()):
            for _ in range(2):
                assert await intake.deliver(body, topic, webhook_id=str(number)) == 200
        assert [name for name, _ in await intake.jobs()] == list(JOBS.values())
        assert await intake.inbox() == [(topic, "") for topic in sorted(BODIES)]


@pytest.mark.parametrize("topic", BODIES)
async def test_one_that_nobody_signed_changes_nothing(topic: str, database_url: str) -> None:
    async with open_intake(database_url) as intake:
        forged = signature(b"something else")
        assert await intake.deliver(BODIES[topic], topic, hmac_sha256=forged) == 401
        assert (await intake.jobs(), await intake.inbox()) == ([], [])


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("customers/data_request", {**SHOP, "orders_requested": [1]}),
        ("customers/redact", {**SHOP, "orders_to_redact": "all"}),
        ("shop/redact", []),
    ],
)
async def test_one_that_makes_no_sense_is_refused_and_changes_nothing(
    topic: str, body: object, database_url: str
) -> None:
    async with open_intake(database_url) as intake:
        assert await intake.deliver(body, topic) == 400
        assert (await intake.jobs(), await intake.inbox()) == ([], [])


async def test_a_customer_without_orders_is_answered_all_the_same(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        body = {**SHOP, "customer": WHO, "orders_to_redact": []}
        assert await intake.deliver(body, "customers/redact") == 200
        assert await intake.jobs() == []
