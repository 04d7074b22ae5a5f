"""A delivery of Shopify's becomes one inbox row and its work, or nothing at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import psycopg
import pytest

from core.domain.stores import Role
from handlers.webhooks import LARGEST
from tests.integration.intake import ORDER, SECRET, TOPICS, Intake, example, open_intake, signature

OTHER = "the secret after the rotation"


@pytest.fixture
async def intake(database_url: str) -> AsyncIterator[Intake]:
    async with open_intake(database_url) as opened:
        yield opened


@pytest.mark.parametrize("topic", TOPICS)
async def test_every_example_of_shopifys_is_taken_once(intake: Intake, topic: str) -> None:
    of_order = topic.startswith("orders/")
    assert await intake.deliver(example(topic), topic) == 200
    assert await intake.inbox() == [(topic, ORDER if of_order else "")]
    assert await intake.jobs() == ([("JudgeOrder", ORDER)] if of_order else [])
    (store,) = await intake.core.use.stores.listed()
    assert (store.uninstalled_at is None) == of_order


@pytest.mark.parametrize(
    ("role", "works"),
    [
        (Role.DESTINATION, ["JudgeOrder"]),
        (Role.SOURCE, ["RefreshSourceOrder"]),
        (Role.BOTH, ["JudgeOrder", "RefreshSourceOrder"]),
    ],
)
async def test_the_work_is_that_of_the_stores_role(
    intake: Intake, role: Role, works: list[str]
) -> None:
    await intake.add_store("another", role)
    body = example("orders/updated")
    status = await intake.deliver(
        body, "orders/updated", shop_domain="Another.MyShopify.com", event_id="e"
    )
    assert status == 200
    assert await intake.jobs() == [(work, ORDER) for work in works]


async def test_a_topic_in_capitals_is_the_same_topic(intake: Intake) -> None:
    assert await intake.deliver(example("orders/paid"), "ORDERS/PAID") == 200
    assert await intake.inbox() == [("orders/paid", ORDER)]


async def test_a_topic_nobody_asked_for_is_kept_and_makes_no_work(intake: Intake) -> None:
    assert await intake.deliver({"id": 1}, "themes/update") == 200
    assert await intake.inbox() == [("themes/update", "")]
    assert await intake.jobs() == []


async def test_a_known_webhook_id_adds_nothing(intake: Intake) -> None:
    assert await intake.deliver(example("orders/paid")) == 200
    assert await intake.deliver(example("orders/cancelled"), "orders/cancelled") == 200
    assert await intake.inbox() == [("orders/paid", ORDER)]
    assert await intake.jobs() == [("JudgeOrder", ORDER)]


async def test_twenty_copies_at_once_are_one(intake: Intake) -> None:
    body = example("orders/paid")
    answers = await asyncio.gather(*(intake.deliver(body) for _ in range(20)))
    assert answers == [200] * 20
    assert await intake.inbox() == [("orders/paid", ORDER)]
    assert await intake.jobs() == [("JudgeOrder", ORDER)]


async def test_twenty_deliveries_about_one_order_are_twenty_rows_and_one_judgement(
    intake: Intake,
) -> None:
    body = example("orders/updated")
    answers = await asyncio.gather(
        *(intake.deliver(body, "orders/updated", webhook_id=f"w{n}") for n in range(20))
    )
    assert answers == [200] * 20
    assert len(await intake.inbox()) == 20
    assert await intake.jobs() == [("JudgeOrder", ORDER)]


STRANGERS: Final[list[dict[str, str | None]]] = [
    {"hmac_sha256": signature(b"another body")},
    {"hmac_sha256": signature(b'{"id": 1}', OTHER)},
    {"hmac_sha256": signature(b'{"id": 1}', "")},
    {"hmac_sha256": ""},
    {"hmac_sha256": "not base64 !"},
    {"hmac_sha256": "\xff\xfe"},
    {"hmac_sha256": None},
    {"shop_domain": None},
    {"shop_domain": ""},
    {"shop_domain": "dest"},
    {"shop_domain": "stranger.myshopify.com"},
    {"shop_domain": "dest.myshopify.com.example.com"},
    {"shop_domain": "' OR 1=1 --.myshopify.com"},
    {"shop_domain": None, "webhook_id": None, "hmac_sha256": None},
]


async def test_who_is_not_known_or_did_not_sign_is_401(intake: Intake) -> None:
    answers = [await intake.deliver(b'{"id": 1}', **headers) for headers in STRANGERS]
    assert answers == [401] * len(STRANGERS)
    assert await intake.inbox() == []
    assert await intake.jobs() == []


async def test_another_stores_signature_is_401(intake: Intake) -> None:
    await intake.add_store("another", Role.DESTINATION, OTHER)
    body = b'{"id": 1}'
    assert await intake.deliver(body, hmac_sha256=signature(body, OTHER)) == 401
    assert await intake.inbox() == []


NO_ORDERS = [
    b"",
    b"<order/>",
    b'{"id": 1',
    b'\xff{"id": 1}',
    b"[]",
    b'[{"id": 1}]',
    b'"order"',
    b"null",
    b"{}",
    b'{"id": null}',
    b'{"id": true}',
    b'{"id": 1.5}',
    b'{"id": -1}',
    b'{"id": "1"}',
    b'{"id": 99999999999999999999}',
    b'{"id": 1' + b"0" * 5000 + b"}",
    b'{"admin_graphql_api_id": "gid://shopify/Product/1"}',
    b'{"admin_graphql_api_id": "gid://shopify/Order/"}',
    b'{"admin_graphql_api_id": "gid://shopify/Order/1\\u0000"}',
    b'{"admin_graphql_api_id": "gid://shopify/Order/\\ud800"}',
    b'{"admin_graphql_api_id": "gid://shopify/Order/1\\n"}',
    b'{"admin_graphql_api_id": "gid://shopify/Order/' + b"1" * 3000 + b'"}',
    b'{"id": ' + b"[" * 200_000,
]


async def test_signed_but_no_order_is_400(intake: Intake) -> None:
    answers = {body[:80]: await intake.deliver(body) for body in NO_ORDERS}
    assert answers == dict.fromkeys(answers, 400)
    assert await intake.inbox() == []
    assert await intake.jobs() == []


NAMELESS: Final[list[dict[str, Any]]] = [
    {"webhook_id": None},
    {"webhook_id": ""},
    {"webhook_id": "w" * 5000},
    {"topic": None},
    {"topic": ""},
    {"topic": "t" * 5000},
    {"event_id": "e" * 5000},
]


async def test_signed_but_without_a_name_or_with_an_endless_one_is_400(intake: Intake) -> None:
    answers = [await intake.deliver(example("orders/paid"), **headers) for headers in NAMELESS]
    assert answers == [400] * len(NAMELESS)
    assert await intake.inbox() == []
    assert await intake.jobs() == []


async def test_over_8_mib_is_413_though_signed(intake: Intake) -> None:
    body = b'{"id": 1, "note": "' + b" " * LARGEST + b'"}'
    assert await intake.deliver(body) == 413
    assert await intake.inbox() == []


async def test_both_secrets_of_a_rotation_are_good(intake: Intake) -> None:
    (store,) = await intake.core.use.stores.listed()
    async with intake.core.open_unit() as unit:
        await unit.stores.rotate_webhook_secret(store.id, OTHER)
        await unit.commit()
    body = b'{"id": 1}'
    for secret, status in ((SECRET, 200), (OTHER, 200), ("a third one", 401)):
        signed = signature(body, secret)
        assert await intake.deliver(body, webhook_id=secret, hmac_sha256=signed) == status
    assert len(await intake.inbox()) == 2


@pytest.mark.parametrize("number", [2**53 + 1, 820982911946154508, 2**63 - 1])
async def test_ids_beyond_what_a_double_holds_stay_exact(intake: Intake, number: int) -> None:
    gid = f"gid://shopify/Order/{number}"
    assert await intake.deliver({"id": number}, webhook_id="plain") == 200
    assert await intake.deliver({"admin_graphql_api_id": gid}, webhook_id="global") == 200
    assert await intake.inbox() == [("orders/paid", gid)] * 2
    assert await intake.jobs() == [("JudgeOrder", gid)]


async def test_the_global_id_wins_over_a_number_that_was_rounded(intake: Intake) -> None:
    rounded = {"id": 820982911946154500, "admin_graphql_api_id": ORDER}
    assert await intake.deliver(rounded) == 200
    assert await intake.jobs() == [("JudgeOrder", ORDER)]


async def test_a_row_without_its_job_is_impossible(intake: Intake, database_url: str) -> None:
    """The connection dies between the two: the jobs' table is locked, so that the row is written
    and its job is not yet."""
    async with _admin(database_url) as admin, admin.transaction():
        await admin.execute("LOCK TABLE procrastinate.procrastinate_jobs IN EXCLUSIVE MODE")
        delivering = asyncio.create_task(intake.deliver(example("orders/paid")))
        await _kill_who_waits(database_url)
        assert await delivering == 503
    assert await intake.inbox() == []
    assert await intake.jobs() == []
    # Shopify sends again what was not answered with 200.
    assert await intake.deliver(example("orders/paid")) == 200
    assert await intake.inbox() == [("orders/paid", ORDER)]
    assert await intake.jobs() == [("JudgeOrder", ORDER)]


@pytest.mark.parametrize("table", ["public.inbox", "procrastinate.procrastinate_jobs"])
async def test_what_fails_at_the_commit_leaves_neither(
    intake: Intake, database_url: str, table: str
) -> None:
    async with _admin(database_url) as admin:
        await admin.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE 'refused at the commit'; END $$"
        )
        await admin.execute(
            f"CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON {table}"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        assert await intake.deliver(example("orders/paid")) == 500
        assert await intake.inbox() == []
        assert await intake.jobs() == []
        await admin.execute(f"DROP TRIGGER at_the_end ON {table}")
    assert await intake.deliver(example("orders/paid")) == 200
    assert await intake.jobs() == [("JudgeOrder", ORDER)]


@asynccontextmanager
async def _admin(url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as admin:
        yield admin


async def _kill_who_waits(url: str) -> None:
    """Ends the connection that waits for the lock, as soon as one does."""
    async with _admin(url) as admin, asyncio.timeout(20):
        while True:
            found = await admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                " AND query LIKE '%procrastinate_defer%'"
            )
            if await found.fetchall():
                return
