"""Who acts. People are known by their Slack team and user id, never by a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one workspace."""

    team: str
    user: str


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may act: the users listed, or everyone in the workspace where `everyone` was chosen.
    Closed by default."""

    users: frozenset[str] = frozenset()
    everyone: bool = False

    def allows(self, actor: Actor) -> bool:
        """Whether this person may push, retry and decide."""
        return self.everyone or actor.user in self.users


COMMAND_LINE = "command line"
"""Who acts there has no Slack user id: an audit entry says this."""


def said_by(actor: str) -> str:
    """Whoever an audit entry names, within a sentence: a user id as a mention."""
    return "somebody at the command line" if actor == COMMAND_LINE else f"<@{actor}>"
