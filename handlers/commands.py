"""`/synctec …`: understood once, then handed to the verb's own handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.requests import Request
from core.domain.people import Actor, Right
from core.usecases.authorise import About
from handlers import grammar, rights

# Reading what can be typed tells nobody anything about anybody's orders.
_FOR_EVERYONE = (grammar.Help, grammar.Misunderstood)

Authorise = Callable[[Actor, Right, About], Awaitable[None]]
Verb = Callable[[Any, Request], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Commands:
    """The verbs, by the command that `grammar.parse` makes of what was typed."""

    authorise: Authorise
    verbs: Mapping[type[grammar.Command], Verb]

    async def __call__(self, request: Request) -> None:
        """Raises Rejected for who may not act, and what the verb's use case raises."""
        command = grammar.parse(request.words)
        if not isinstance(command, _FOR_EVERYONE):
            right, about = rights.COMMANDS[type(command)]
            await self.authorise(request.actor, right, about(command))
        await self.verbs[type(command)](command, request)
