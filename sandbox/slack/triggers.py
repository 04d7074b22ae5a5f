"""Trigger ids: what an interaction gives the app to open a modal with, for 3 s and once."""

from dataclasses import dataclass

from sandbox.slack.errors import SlackError
from sandbox.slack.world import Workspace

LIFE_SECONDS = 3.0
KEPT_SECONDS = 60.0


@dataclass
class Trigger:
    """Whose interaction it was, in which view if any, and until when it opens something."""

    user: str
    view_id: str | None
    expires: float
    used: bool = False


class Triggers:
    """The triggers given out; not persisted, for they die within seconds."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._given: dict[str, Trigger] = {}

    def give(self, user_id: str, view_id: str | None = None) -> str:
        """A new trigger id, living from now."""
        now = self._workspace.seconds()
        kept = {key: old for key, old in self._given.items() if now < old.expires + KEPT_SECONDS}
        self._given = kept
        secret = self._workspace.new_secret(32)
        trigger_id = f"{self._workspace.state.last_id}.{int(now)}.{secret}"
        self._given[trigger_id] = Trigger(user_id, view_id, now + LIFE_SECONDS)
        return trigger_id

    def check(self, trigger_id: object) -> Trigger:
        """The trigger, still good (SlackError invalid_, exchanged_ or expired_trigger_id)."""
        trigger = self._given.get(trigger_id) if isinstance(trigger_id, str) else None
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._workspace.seconds() > trigger.expires:
            self._workspace.warn("expired_trigger_id", "A trigger_id was used after its 3 s.")
            raise SlackError("expired_trigger_id")
        return trigger
