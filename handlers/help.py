"""`/synctec help`, and the gentle answers to what was not understood, and to who writes to the app
as to a person."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import ids
from bot.blocks import help as help_blocks
from bot.requests import Request
from handlers.grammar import Help, Misunderstood, parse

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(\|[^>]*)?>")


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

    async def written_to(self, request: Request) -> None:
        """A direct message or a mention: point at the commands, carry out nothing. What other apps
        write, and edits, joins and the like, are answered by silence: so no two apps can keep
        each other talking."""
        if _is_a_persons(request.event):
            await request.show(help_blocks.pointer(_meant(str(request.event.get("text") or ""))))


def _is_a_persons(event: Mapping[str, Any]) -> bool:
    if event.get("subtype") or event.get("bot_id") or not event.get("user"):
        return False
    return event.get("type") == ids.EVENT_MENTION or event.get("channel_type") == "im"


def _meant(text: str) -> str | None:
    """The command that was written, without its slash, where it can be one."""
    words = _MENTION.sub(" ", text).split()
    if words[:1] == [ids.COMMAND]:
        words = words[1:]
    typed = " ".join(words)
    return None if isinstance(parse(typed), Help | Misunderstood) else html.unescape(typed)
