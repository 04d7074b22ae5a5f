"""Whatever arrives: never a breakdown, and never a row unless signed and well formed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.intake import TOPICS, Intake, example, open_intake, signature

Headers = dict[str, str | None]

_LATIN = st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_categories=["Cc"])
VALUES = st.none() | st.text(_LATIN, max_size=300).map(str.strip)
CHANGES = st.dictionaries(
    st.sampled_from(
        ["topic", "shop_domain", "webhook_id", "event_id", "triggered_at", "api_version"]
    ),
    VALUES
    | st.sampled_from([*TOPICS, "dest.myshopify.com", "0001-01-01T00:00:00+23:59", "9" * 40])
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


SIGNING = st.sampled_from(["right", "right", "right", "wrong", "none", "junk"])


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery as it was made up."""

    body: bytes
    signing: str
    changes: Headers

    def headers(self, number: int) -> Headers:
        """What is sent besides the body."""
        signed = {
            "right": signature(self.body),
            "wrong": signature(self.body, "another secret"),
            "none": None,
            "junk": "ÿ=" * 20,
        }
        return {"webhook_id": f"w{number}", "hmac_sha256": signed[self.signing], **self.changes}


DELIVERIES = st.builds(Told, bodies(), SIGNING, CHANGES)


@pytest.fixture
async def intake(database_url: str) -> AsyncIterator[Intake]:
    async with open_intake(database_url) as opened:
        yield opened


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=DELIVERIES)
async def test_any_delivery_is_judged(intake: Intake, told: Told) -> None:
    before = await intake.inbox()
    headers: Any = told.headers(len(before))
    status = await intake.deliver(told.body, **headers)
    assert status in {200, 400, 401}
    added = len(await intake.inbox()) - len(before)
    if told.signing != "right":
        assert status == 401
    if status != 200:
        assert added == 0
    elif told.changes.get("webhook_id") is None:
        assert added == 1
