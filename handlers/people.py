"""`/synctec allow`, `deny`, `people` and `audit`; and what Slack tells of its user groups."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import people
from bot.requests import Request
from core.usecases.catalogue import UseCases
from handlers.grammar import Allow, Audit, Deny, People


@dataclass(frozen=True, slots=True)
class PeopleHandlers:
    """Who may do what."""

    use: UseCases

    async def allow(self, words: Allow, request: Request) -> None:
        """`/synctec allow @anna operator dest`."""
        answer = await self.use.people.allow(
            words.subject, words.right, words.handle, request.actor, request.reply
        )
        await request.say(answer)

    async def deny(self, words: Deny, request: Request) -> None:
        """`/synctec deny @anna dest`."""
        await request.say(await self.use.people.deny(words.subject, words.handle, request.actor))

    async def command(self, words: People, request: Request) -> None:
        """`/synctec people [store]`."""
        card = await self.use.people.listed(words.handle, request.actor)
        await request.show(people.build(card))

    async def audit(self, words: Audit, request: Request) -> None:
        """`/synctec audit [store]`."""
        window = await request.open_loading(people.AUDIT)
        await window.fill(people.audit(await self.use.people.audit(words.handle, request.actor)))

    async def group_changed(self, request: Request) -> None:
        """Somebody joined or left a user group, or it was switched off."""
        event = request.event
        group = event.get("subteam_id") or (event.get("subteam") or {}).get("id")
        if group:
            await self.use.people.hear(str(group))
