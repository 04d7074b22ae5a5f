"""`/synctec help`, and the gentle answer to what was not understood."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import help as help_blocks
from bot.requests import Request
from handlers.grammar import Help, Misunderstood


@dataclass(frozen=True, slots=True)
class HelpHandlers:
    """What can be typed; `support` is whom to ask beyond it."""

    support: str

    async def command(self, _words: Help, request: Request) -> None:
        """The list of commands."""
        await request.show(help_blocks.build(self.support))

    async def misunderstood(self, words: Misunderstood, request: Request) -> None:
        """What was wrong, and the usage line."""
        await request.show(help_blocks.misunderstood(words.typed, words.problem, words.verb))
