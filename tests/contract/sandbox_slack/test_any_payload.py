"""Whatever is sent as blocks, the answer is a judgement and never a breakdown."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.loopback import PLAIN
from tests.contract.sandbox_slack import limits_table, limits_table_more
from tests.contract.sandbox_slack.kit import BOT_TOKEN

MADE = [make(2) for make in (limits_table.CASES | limits_table_more.CASES).values()]
BLOCKS = [payload["blocks"] for payload in MADE if "blocks" in payload]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 300),
    st.text(max_size=3),
    st.just([]),
    st.just([None]),
    st.just({"type": []}),
    st.just({"type": "plain_text"}),
)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A payload that would do, with parts of it replaced by junk."""
    return _spoil(draw, draw(st.sampled_from(BLOCKS)))


def _spoil(draw: st.DrawFn, value: Any) -> Any:
    if draw(st.integers(0, 11)) == 7:
        return draw(JUNK)
    if isinstance(value, dict):
        return {name: _spoil(draw, part) for name, part in value.items()}
    return [_spoil(draw, part) for part in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def http(address: str) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    with httpx.Client(verify=PLAIN, base_url=address, headers=headers, trust_env=False) as client:
        client.post("/control/reset").raise_for_status()
        client.patch("/control/slack/settings", json={"tierScale": 1000}).raise_for_status()
        yield client


@settings(max_examples=150, derandomize=True, deadline=None)
@given(blocks=spoiled())
def test_junk_is_judged(http: httpx.Client, blocks: Any) -> None:
    response = http.post("/slack/api/blocks.validate", data={"blocks": json.dumps(blocks)})
    assert response.status_code == 200
    body = response.json()
    if blocks is None:
        assert body["error"] == "invalid_arguments"
        return
    assert body["ok"] is True
    assert all(error["pointer"].startswith("/blocks") for error in body["errors"])
