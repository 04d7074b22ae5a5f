"""The `Directory`: who is in Slack's user groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.pace import TIER_2, Pace
from bot.slack_errors import translated, unavailable

_MEMBERS = "usergroups.users.list"


@dataclass(frozen=True, slots=True)
class SlackDirectory:
    """Asks through one client, at a pace that all processes share."""

    client: AsyncWebClient
    pace: Pace

    async def members(self, group_id: str) -> Sequence[str]:
        """The people in it, by user id; none where it is switched off.

        Raises:
            NotFound: there is no such user group.
            AccessRefused, Temporary, Broken: as `bot.slack_errors` translates Slack's answers.
        """
        await self.pace.turn(_MEMBERS, TIER_2)
        async with self.pace.heeding(_MEMBERS):
            with translated():
                answer = await self.client.usergroups_users_list(usergroup=group_id)
        users = answer.get("users")
        if not isinstance(users, list):
            raise unavailable()
        return [str(user) for user in users]
