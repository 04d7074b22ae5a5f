"""Who may act: one policy for commands, buttons and modals."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import Rejected
from core.domain.people import Actor, Policy
from core.domain.reasons import Reason

_NOT_ALLOWED = Reason(
    "not_allowed",
    "You are not allowed to use SyncTec in this workspace.",
    "Ask whoever runs SyncTec to add your Slack user id to SYNCTEC_OPERATORS.",
)


@dataclass(frozen=True, slots=True)
class Authorise:
    """Asked at the time of every click."""

    policy: Policy

    async def __call__(self, actor: Actor) -> None:
        """Raises Rejected when this person may not act."""
        if not self.policy.allows(actor):
            raise Rejected(_NOT_ALLOWED)
