"""Whatever arrives: never a breakdown, and never a row unless signed and well formed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.stores import Role
from tests.integration.intake import TOPICS, Intake, example, open_intake, signature
from tests.unit.soak import FUZZED_DELIVERIES

Headers = dict[str, str | None]

_OTHERS = "the secret of the other store's app"
_LATIN = st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_categories=["Cc"])
VALUES = st.none() | st.text(_LATIN, max_size=300).map(str.strip)
SHOPS = [
    "dest.myshopify.com",
    "DEST.myshopify.com",
    "other.myshopify.com",
    "dest",
    ".myshopify.com",
]
MORE_TOPICS = ["products/update", "ORDERS/PAID", "orders/ paid", "orders", "app/scopes_update"]
CHANGES = st.dictionaries(
    st.sampled_from(
        ["topic", "shop_domain", "webhook_id", "event_id", "triggered_at", "api_version"]
    ),
    VALUES
    | st.sampled_from([*TOPICS, *MORE_TOPICS, *SHOPS, "0001-01-01T00:00:00+23:59", "9" * 40])
    | st.datetimes().map(lambda moment: moment.isoformat() + "-23:59"),
    max_size=3,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
IDS = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON | st.integers(0, 2**70),
        "admin_graphql_api_id": JSON
        | st.text(max_size=30).map(lambda tail: f"gid://shopify/Order/{tail}")
        | st.integers(0, 2**70).map(lambda number: f"gid://shopify/Order/{number}"),
    },
)
BESIDES = st.lists(
    st.tuples(st.just("content-encoding"), st.sampled_from(["gzip", "br", "deflate, gzip", "?"]))
    | st.tuples(
        st.just("content-type"),
        st.sampled_from(
            ["text/xml", "application/json; charset=utf-16", "multipart/form-data", "?"]
        ),
    )
    | st.tuples(
        # Said a second time, otherwise.
        st.sampled_from(["topic", "shop-domain", "webhook-id", "hmac-sha256"]).map(
            lambda name: f"x-shopify-{name}"
        ),
        VALUES.map(lambda value: value or ""),
    ),
    max_size=3,
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be"])


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """JSON in any encoding, spoiled JSON, an example of Shopify's, or any bytes at all."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(st.binary(max_size=200))
    if kind == 1:
        return json.dumps(example(draw(st.sampled_from(TOPICS)))).encode()
    said = json.dumps(draw(JSON if kind == 2 else IDS), ensure_ascii=draw(st.booleans()))
    raw = said.encode(draw(ENCODINGS), "surrogatepass")
    cut = draw(st.integers(0, 20))
    return raw[: -cut or None] if draw(st.booleans()) else raw


SIGNING = st.sampled_from(["right", "right", "right", "wrong", "others", "none", "junk"])


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery as it was made up."""

    body: bytes
    signing: str
    changes: Headers
    besides: list[tuple[str, str]]

    def headers(self, number: int) -> Headers:
        """What is sent besides the body."""
        signed = {
            "right": signature(self.body),
            "wrong": signature(self.body, "nobody's secret"),
            "others": signature(self.body, _OTHERS),
            "none": None,
            "junk": "ÿ=" * 20,
        }
        return {"webhook_id": f"w{number}", "hmac_sha256": signed[self.signing], **self.changes}


DELIVERIES = st.builds(Told, bodies(), SIGNING, CHANGES, BESIDES)


@pytest.fixture
async def intake(database_url: str) -> AsyncIterator[Intake]:
    async with open_intake(database_url) as opened:
        await opened.add_store("other", Role.BOTH, _OTHERS)
        yield opened


@settings(
    max_examples=FUZZED_DELIVERIES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=DELIVERIES)
async def test_any_delivery_is_judged(intake: Intake, told: Told) -> None:
    before, jobs = await intake.inbox(), await intake.jobs()
    headers: Any = told.headers(len(before))
    status = await intake.deliver_with(told.besides, told.body, **headers)
    assert status in {200, 400, 401}
    added = len(await intake.inbox()) - len(before)
    if not _is_signed(told):
        assert status == 401
    if status != 200:
        assert added == 0
        assert await intake.jobs() == jobs
    elif told.changes.get("webhook_id") is None:
        assert added == 1


def _is_signed(told: Told) -> bool:
    """With the secret of the very shop that the delivery names."""
    shop = (told.changes.get("shop_domain", "dest.myshopify.com") or "").lower()
    owner = {"dest.myshopify.com": "right", "other.myshopify.com": "others"}.get(shop)
    return told.signing == owner
