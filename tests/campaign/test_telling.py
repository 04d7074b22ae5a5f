"""The audit of Slack: a failed push that nobody is told of, and a storm that counts wrongly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.campaign.telling import telling
from tests.campaign.test_audit import BOOKS, PUSH

Json = dict[str, Any]
FAILED: Json = {**PUSH, "state": "failed", "storm": None}
STORMY: Json = {**FAILED, "storm": 3}


def posted(key: str, *labels: str, said: str = "") -> Json:
    buttons = [{"type": "button", "text": {"text": label}} for label in labels]
    return {
        "metadata": {"event_payload": {"key": key}},
        "text": said,
        "blocks": [{"type": "actions", "block_id": "b", "elements": buttons}],
    }


def found(pushes: list[Json], *messages: Json) -> list[str]:
    alert = posted("order:1", said="North 1 · Failed")
    return telling(replace(BOOKS, pushes=pushes, messages={"C1": [alert, *messages]}))


def test_a_failure_is_told_by_an_alert_of_its_own_or_by_its_storm() -> None:
    assert found([FAILED], posted("failure:5", "View error", "Retry")) == []
    assert found([STORMY], posted("storm:3", "Retry it", "Show")) == []
    two = [STORMY, {**STORMY, "id": 6}]
    assert found(two, posted("storm:3", "Retry all 2", "Show")) == []


@pytest.mark.parametrize(
    ("pushes", "messages", "words"),
    [
        ([FAILED], [], "neither an alert nor a storm"),
        ([STORMY], [], "1 pushes fail of storm:3, which offers []"),
        ([STORMY], [posted("storm:3", "Retry all 2")], "which offers ['Retry all 2']"),
        ([FAILED], [posted("failure:5", "Retry"), posted("storm:3", "Retry it")], "0 pushes fail"),
        ([{**FAILED, "state": "waiting"}], [posted("failure:5", "Retry")], "its failed-push alert"),
    ],
)
def test_what_is_told_wrongly_is_found(
    pushes: list[Json], messages: list[Json], words: str
) -> None:
    assert any(words in finding for finding in found(pushes, *messages))
