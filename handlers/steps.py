"""Steps in people's workflows (Slack's Workflow Builder)."""

from __future__ import annotations

from dataclasses import dataclass

from bot import ids
from bot.steps import StepRequest
from core.usecases.catalogue import UseCases


@dataclass(frozen=True, slots=True)
class StepHandlers:
    """What a workflow can have done."""

    use: UseCases

    async def push(self, request: StepRequest) -> None:
        """Push an order."""
        handle, number = request.text(ids.STEP_STORE), request.text(ids.STEP_NUMBER)
        await self.use.steps.push(request.step, handle, number)

    async def unfulfilled(self, request: StepRequest) -> None:
        """List unfulfilled orders."""
        await self.use.steps.unfulfilled(request.step, request.text(ids.STEP_STORE))
