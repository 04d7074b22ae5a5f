"""`/synctec allow`, `deny` and `people`: who may do what, given and taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.audit import AuditEntry
from core.domain.cards import AnswerCard
from core.domain.people import (
    RIGHTS,
    Access,
    Actor,
    Grant,
    Policy,
    Right,
    is_user_group,
    named_in_slack,
)
from core.domain.people_cards import PeopleCard, Roster
from core.domain.stores import Store, StoreId
from core.domain.words import later, say
from core.domain.work import ReadUserGroup, Reply, Urgency
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import refusal
from core.usecases.find_store import find_store

GRANTED = later("changed who may do what")


@dataclass(frozen=True, slots=True)
class Allow:
    """Give a person or a user group a right at a store, or at every store."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    policy: Policy

    async def __call__(
        self, subject: str, right: Right, handle: str | None, actor: Actor, reply: Reply
    ) -> AnswerCard:
        """Raises Rejected for an unknown store, and for who is no admin there."""
        async with self.open_unit() as unit:
            store = await _administered(unit, handle, actor)
            store_id = store.id if store else None
            grant = Grant(subject, right, store_id, actor.user, self.clock.now())
            before = await unit.people.give(grant)
            if before is not right:
                await _keep(unit, grant, before, right)
            if is_user_group(subject):
                await unit.jobs.add(ReadUserGroup(subject, reply), urgency=Urgency.PERSON)
            await unit.commit()
        who, where = named_in_slack(subject), store.name if store else say("every store")
        if before is right:
            return AnswerCard(
                say(
                    "{who} is {right} of {where} already.",
                    who=who,
                    right=say(RIGHTS[right]),
                    where=where,
                ),
                good=True,
            )
        return AnswerCard(
            say("{who} is {right} of {where} now.", who=who, right=say(RIGHTS[right]), where=where),
            _remains(self.policy, subject) or say(_MAY[right]),
            good=True,
        )


@dataclass(frozen=True, slots=True)
class Deny:
    """Take from a person or a user group what was given at a store, or everything."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    policy: Policy

    async def __call__(self, subject: str, handle: str | None, actor: Actor) -> AnswerCard:
        """Without a store: at every store where something was given. Raises Rejected for an unknown
        store, and for who is no admin there."""
        who = named_in_slack(subject)
        async with self.open_unit() as unit:
            given = [grant for grant in await unit.people.grants() if grant.subject == subject]
            if handle is None:
                access = await unit.people.access(actor)
                for grant in given:
                    await _must_administer(unit, access, grant.store_id)
            else:
                store = await _administered(unit, handle, actor)
                store_id = store.id if store else None
                given = [grant for grant in given if grant.store_id == store_id]
            for grant in given:
                await unit.people.take(subject, grant.store_id)
                gone = Grant(subject, grant.right, grant.store_id, actor.user, self.clock.now())
                await _keep(unit, gone, grant.right, None)
            await unit.commit()
        more = _remains(self.policy, subject)
        if not given:
            return AnswerCard(say("Nothing was given to {who} there.", who=who), more)
        return AnswerCard(
            say("Taken from {who}: {told}.", who=who, told=_told(given)), more, good=True
        )


@dataclass(frozen=True, slots=True)
class ListPeople:
    """`/synctec people [store]`."""

    open_unit: UnitOfWorkFactory
    policy: Policy

    async def __call__(self, handle: str | None, actor: Actor) -> PeopleCard:
        """Of the stores that this person may see. Raises Rejected for an unknown store."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            stores = access.among(Right.VIEWER, await unit.stores.all())
            if handle is not None:
                wanted = await find_store(unit, handle)
                stores = [store for store in stores if store.id == wanted.id]
            grants = await unit.people.grants()
        rosters = tuple(
            Roster(store, tuple(grant for grant in grants if grant.store_id == store.id))
            for store in stores
        )
        everywhere = tuple(grant for grant in grants if grant.store_id is None)
        return PeopleCard(
            tuple(sorted(self.policy.users)),
            everywhere,
            rosters,
            everyone=self.policy.everyone,
            own=_highest(access, stores),
        )


def _remains(policy: Policy, subject: str) -> str | None:
    """What somebody may, whatever is given to them and taken from them."""
    if subject in policy.users:
        return say("SYNCTEC_ADMINS names them: whoever runs SyncTec can take them out there.")
    if policy.everyone:
        return say("Everybody in the workspace is admin, since SYNCTEC_ADMINS says `*`.")
    return None


async def _administered(unit: UnitOfWork, handle: str | None, actor: Actor) -> Store | None:
    """The store that is meant, None for every store; the actor is an admin there."""
    store = None if handle is None else await find_store(unit, handle)
    access = await unit.people.access(actor)
    await _must_administer(unit, access, store.id if store else None)
    return store


async def _must_administer(unit: UnitOfWork, access: Access, store_id: StoreId | None) -> None:
    if store_id is None:
        allowed, stores = access.may_everywhere(Right.ADMIN), []
    else:
        allowed = access.may(Right.ADMIN, [store_id])
        stores = [await unit.stores.get(store_id)]
    if not allowed:
        raise await refusal(unit, Right.ADMIN, stores)


async def _keep(unit: UnitOfWork, grant: Grant, before: Right | None, now: Right | None) -> None:
    was, is_now = before.value if before else "nothing", now.value if now else "nothing"
    changes = {named_in_slack(grant.subject): (was, is_now)}
    await unit.audit.add(AuditEntry(grant.at, grant.by, GRANTED, grant.store_id, None, changes))


def _told(grants: Sequence[Grant]) -> str:
    return ", ".join(
        say("{right} of every store", right=say(RIGHTS[grant.right]))
        if grant.store_id is None
        else grant.right.value
        for grant in grants
    )


def _highest(access: Access, stores: Sequence[Store]) -> Right | None:
    held = [right for store in stores if (right := access.at(store.id)) is not None]
    return max(held, key=lambda right: right.rank, default=None)


_MAY = {
    Right.VIEWER: later("They see orders, lists and histories."),
    Right.OPERATOR: later("They push, retry and decide."),
    Right.ADMIN: later("They change settings, too, and say who may do what."),
}
