"""A step of a workflow as Slack tells of it, and its end where nothing was begun."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot import ids
from bot.slack_errors import translated
from core.domain.cards import AnswerCard
from core.domain.errors import NotFound
from core.domain.people import Actor
from core.domain.workflow_steps import Step, plain


@dataclass(frozen=True, slots=True)
class StepRequest:
    """What a workflow asks for."""

    step: Step
    inputs: Mapping[str, Any]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> StepRequest:
        """Read once: it acts for the person whom the workflow names."""
        event = body["event"]
        inputs = event.get("inputs") or {}
        actor = Actor(str(body.get("team_id") or ""), str(inputs.get(ids.STEP_USER) or ""))
        told = float(event.get("event_ts") or body.get("event_time") or 0)
        at = datetime.fromtimestamp(told, UTC)
        return cls(Step(str(event["function_execution_id"]), actor, at), inputs)

    def text(self, name: str) -> str:
        """What was typed or chosen there; empty where nothing was."""
        return str(self.inputs.get(name) or "").strip()


async def fail(client: AsyncWebClient, execution: str, card: AnswerCard) -> None:
    """End it with why. One that has ended already, told of twice, is no error."""
    with suppress(NotFound), translated():
        await client.functions_completeError(function_execution_id=execution, error=plain(card))
