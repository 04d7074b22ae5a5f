"""How a Web API method is declared, and what it is called with."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack.errors import SlackError
from sandbox.slack.hooks import Hooks
from sandbox.slack.rates import Rates
from sandbox.slack.state import Json
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import Views
from sandbox.slack.wire.outbound import Outbound
from sandbox.slack.world import Workspace

TIER_2, TIER_3, TIER_4 = 20, 50, 100
SPECIAL = 600
MOST_ON_A_PAGE = 1000


@dataclass
class Services:
    """The parts of the local Slack that methods work with."""

    workspace: Workspace
    views: Views
    hooks: Hooks
    triggers: Triggers
    rates: Rates
    outbound: Outbound


@dataclass(frozen=True)
class Call:
    """One call: the services and the arguments, with readers that answer Slack's errors."""

    services: Services
    args: Json

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.services.workspace

    def text(self, name: str) -> str:
        """A required argument (SlackError invalid_arguments, as Slack for a missing one)."""
        value = self.args.get(name)
        if value is None or value == "":
            message = f"[ERROR] missing required field: {name}"
            raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
        return str(value)

    def flag(self, name: str) -> bool:
        """A yes or no, however it was encoded."""
        return self.args.get(name) in (True, "true", "True", "1", 1)

    def data(self, name: str, error: str) -> Any:
        """JSON, given as such or as a string; None when absent (SlackError `error`)."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None

    def page(self, items: list[Any], default: int = 100) -> tuple[list[Any], Json]:
        """One page of a list by `limit` and `cursor`, with its response_metadata."""
        given = str(self.args.get("limit") or default)
        if not given.isdecimal() or not 0 < int(given) <= MOST_ON_A_PAGE:
            raise SlackError("invalid_limit")
        limit = int(given)
        cursor = str(self.args.get("cursor") or "")
        if cursor and not cursor.isdecimal():
            raise SlackError("invalid_cursor")
        start = int(cursor or 0)
        following = str(start + limit) if start + limit < len(items) else ""
        return items[start : start + limit], {"next_cursor": following}


Run = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method: its code, which of these scopes it needs one of, its calls a minute."""

    run: Run
    scopes: tuple[str, ...]
    per_minute: int
    app_token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, per_minute: int = TIER_3, app_token: bool = False
) -> Callable[[Run], Run]:
    """Register a method under its name; one of `scopes` is enough, none needs none."""

    def register(run: Run) -> Run:
        METHODS[name] = Method(run, scopes, per_minute, app_token)
        return run

    return register
