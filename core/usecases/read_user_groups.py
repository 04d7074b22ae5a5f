"""Who is in Slack's user groups: what was granted to a group is its people's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.cards import AnswerCard
from core.domain.errors import NotFound
from core.domain.people import named_in_slack
from core.domain.words import say
from core.domain.work import ReadUserGroup, Urgency
from core.ports import Directory, Notifier, UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class CarryOutReadUserGroup:
    """Ask Slack who is in a user group: what was granted to it is theirs from then on."""

    open_unit: UnitOfWorkFactory
    directory: Directory
    notifier: Notifier

    async def __call__(self, work: ReadUserGroup) -> None:
        """A group that is gone has nobody in it. Raises what the directory raises else."""
        try:
            members: Sequence[str] = await self.directory.members(work.group_id)
        except NotFound:
            members = ()
        async with self.open_unit() as unit:
            await unit.people.put_members(work.group_id, members)
            await unit.commit()
        if work.reply is not None and not members:
            nobody = say(
                "Slack says that nobody is in {group}.",
                group=named_in_slack(work.group_id),
            )
            await self.notifier.answer(
                work.reply, AnswerCard(nobody, say("Add people to it in Slack."))
            )


@dataclass(frozen=True, slots=True)
class StartReadingUserGroups:
    """A timer asks this often, whatever events did not come."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> None:
        """Those that something was granted to."""
        async with self.open_unit() as unit:
            for group_id in await unit.people.user_groups():
                await unit.jobs.add(ReadUserGroup(group_id, None))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class HearUserGroup:
    """Slack told that a user group has changed."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, group_id: str) -> None:
        """Read again, where something was granted to it."""
        async with self.open_unit() as unit:
            if group_id in await unit.people.user_groups():
                await unit.jobs.add(ReadUserGroup(group_id, None), urgency=Urgency.PERSON)
                await unit.commit()
