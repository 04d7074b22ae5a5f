"""Make location groups, change, rename and remove them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.audit import AuditEntry
from core.domain.cards import AnswerCard
from core.domain.errors import NotFound, Rejected
from core.domain.locations import (
    NAME_LENGTH,
    GroupId,
    GroupMember,
    LocationGroup,
    Regrouping,
    StorePlace,
    listed,
    overview,
    regrouped,
)
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.domain.words import later, say
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.align_stock import align_store
from core.usecases.judge_store_again import judge_store_again
from core.usecases.keep_change import keep_change
from core.usecases.show_locations import GROUP_GONE

_MADE = later("made location group")
_CHANGED = later("changed location group")
_REMOVED = later("removed location group")
_SAID = {
    _MADE: later("made the location group {group}: {holds}"),
    _CHANGED: later("changed the location group {group}: {holds}"),
    _REMOVED: later("removed the location group {group}: {holds}"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A location for a group; `seen_in` is the group it was in when the person chose it: from
    there it may be moved, since they were told."""

    store_id: StoreId
    location_gid: str
    seen_in: GroupId | None = None


@dataclass(frozen=True, slots=True)
class GroupWish:
    """What a group is to be; `group_id` and `edition` None for a new one. `tell`: say so in the
    channels it concerns."""

    name: str
    chosen: tuple[Chosen, ...]
    group_id: GroupId | None = None
    edition: int | None = None
    tell: bool = True


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who does what, and when."""

    actor: str
    action: str
    at: datetime
    tell: bool = True


@dataclass(frozen=True, slots=True)
class SaveGroup:
    """Make a group, or give one its name and its locations. A group that loses its last location
    to it is gone."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, wish: GroupWish, actor: str) -> AnswerCard:
        """What it holds now.

        Raises:
            Rejected: no name or no location, a name that is taken, a location that is gone or was
                put into another group meanwhile, a group that was changed or removed meanwhile.
        """
        name = _clean_name(wish.name)
        async with self.open_unit() as unit:
            before = await unit.locations.all(lock=True)
            old = None if wish.group_id is None else _found(before, wish.group_id, wish.edition)
            members = await _members(unit, before, wish)
            if old is None:
                group = await unit.locations.add(name)
            else:
                await unit.locations.rename(old.id, name)
                group = replace(old, name=name)
            wanted = replace(group, members=members)
            await unit.locations.put(group.id, members)
            action = _MADE if old is None else _CHANGED
            deed = _Deed(actor, action, self.clock.now(), wish.tell)
            holds = await _keep(unit, before, wanted, deed)
            await unit.commit()
        return AnswerCard(
            say("Location group {name} holds {holds}.", name=name, holds=holds), good=True
        )


@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """A group's locations stand for nothing but themselves again."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, group_id: GroupId, edition: int | None, actor: str) -> AnswerCard:
        """Raises Rejected when it was changed or removed meanwhile; `edition` None: whatever it
        holds by now."""
        async with self.open_unit() as unit:
            before = await unit.locations.all(lock=True)
            group = _found(before, group_id, edition)
            deed = _Deed(actor, _REMOVED, self.clock.now())
            await _keep(unit, before, replace(group, members=()), deed)
            await unit.commit()
        return AnswerCard(say("Location group {group} was removed.", group=group.name), good=True)


def _found(
    groups: Sequence[LocationGroup], group_id: GroupId, edition: int | None
) -> LocationGroup:
    group = next((each for each in groups if each.id == group_id), None)
    if group is None:
        raise NotFound(GROUP_GONE)
    if edition is not None and group.edition != edition:
        raise Rejected(_changed_meanwhile(group))
    return group


async def _members(
    unit: UnitOfWork, groups: Sequence[LocationGroup], wish: GroupWish
) -> tuple[GroupMember, ...]:
    """The wanted locations. Raises Rejected where one may not be taken."""
    card = overview(await unit.stores.all(), groups, await unit.locations.known())
    places = {(place.store.id, place.location.gid): place for place in card.places}
    chosen: dict[tuple[StoreId, str], GroupMember] = {}
    for each in wish.chosen:
        place = places.get((each.store_id, each.location_gid))
        if place is None:
            raise Rejected(_LOCATION_GONE)
        if place.group is not None and place.group.id not in {wish.group_id, each.seen_in}:
            raise Rejected(in_another_group(place, place.group))
        chosen[each.store_id, each.location_gid] = place.member
    if not chosen:
        raise Rejected(_NOTHING_CHOSEN)
    return tuple(chosen.values())


async def _keep(
    unit: UnitOfWork,
    before: Sequence[LocationGroup],
    wanted: LocationGroup,
    deed: _Deed,
) -> str:
    """Remove what lost its last location; write down and tell what changed, and have the orders
    judged again that it concerns. What the group holds, or held, in words."""
    stores = {store.id: store for store in await unit.stores.all()}
    after = regrouped(before, wanted)
    for gone in {group.id for group in before} - {group.id for group in after}:
        await unit.locations.remove(gone)
    change = Regrouping.between(before, after, stores)
    held = next((group.members for group in before if group.id == wanted.id), ())
    holds = listed(wanted.members or held, stores)
    said = say(_SAID[deed.action], group=wanted.name, holds=holds)
    for store_id in sorted(change.concerned):
        entry = AuditEntry(deed.at, deed.actor, deed.action, store_id, None, change.changes)
        # Only a destination's orders are pushed otherwise from now on.
        sells = stores[store_id].sells
        if sells and deed.tell:
            await keep_change(unit, entry, stores[store_id], said)
        else:
            await unit.audit.add(entry)
        if sells:
            await judge_store_again(unit, store_id)
            await align_store(unit, store_id, new_only=False)
    return holds


def _clean_name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > NAME_LENGTH:
        raise Rejected(_bad_name(name))
    return name


def in_another_group(place: StorePlace, group: LocationGroup) -> Reason:
    """It may be moved, but only by somebody who knows."""
    return Reason(
        "location_in_another_group",
        say(
            "{location} of {store} is in the location group {group}.",
            location=place.location.name,
            store=place.store.name,
            group=group.name,
        ),
        say(
            "A location is in one group at most: choose it again to move it here "
            "(`--move` on the command line), or take it out of that group first."
        ),
    )


_NOTHING_CHOSEN = Reason(
    "no_location_chosen",
    later("A location group holds at least one location."),
    later("Choose the locations that stand for the same stock; to be rid of a group, remove it."),
)
_LOCATION_GONE = Reason(
    "location_gone",
    later("One of these locations does not exist any more."),
    later("Type `/synctec locations` again and choose from those that are there."),
)


def _bad_name(name: str) -> Reason:
    return Reason(
        "group_name_invalid",
        say("A location group needs a name.") if not name else say("This name is too long."),
        say("Use up to {most} characters.", most=NAME_LENGTH),
    )


def _changed_meanwhile(group: LocationGroup) -> Reason:
    return Reason(
        "group_changed_meanwhile",
        say(
            "Somebody changed the location group {group} while you looked at it.", group=group.name
        ),
        say("Type `/synctec locations` to see it as it is, and change it then."),
    )
