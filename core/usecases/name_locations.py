"""Location groups as the command line names them: by name, with locations as `STORE/LOCATION`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from core.domain.cards import AnswerCard
from core.domain.errors import NotFound, Rejected, SyncError
from core.domain.locations import LocationGroup, LocationsCard, StorePlace, only_pair
from core.domain.orders import legacy_id
from core.domain.reasons import Reason
from core.domain.stores import StoreId, nearest_handles
from core.domain.words import say
from core.ports import StoreGateway, UnitOfWorkFactory
from core.usecases.find_store import find_destination, find_store
from core.usecases.group_locations import Chosen, GroupWish, RemoveGroup, SaveGroup
from core.usecases.prepare_store import learn_locations
from core.usecases.show_locations import locations_card

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class GroupByName:
    """`locations group NAME STORE/LOCATION …`: makes the group, or gives it these locations.
    `learn` reads a store's locations afresh."""

    open_unit: UnitOfWorkFactory
    learn: Callable[[StoreId], Awaitable[object]]
    save: SaveGroup

    async def __call__(
        self, name: str, typed: Sequence[str], *, move: bool = False, tell: bool = True
    ) -> AnswerCard:
        """With `move` locations may leave the groups they are in; without `tell` no channel hears
        of it.

        Raises:
            Rejected: a location that nobody knows, or that could be several; as `SaveGroup`.
            Temporary, AccessRefused: a store whose locations were never read cannot be asked.
        """
        card = await self._card(typed)
        places = [_named(each, card) for each in typed]
        chosen = tuple(
            Chosen(p.store.id, p.location.gid, p.group.id if p.group and move else None)
            for p in places
        )
        group = _group(card, name)
        if group is None:
            return await self.save(GroupWish(name, chosen, tell=tell), COMMAND_LINE)
        wish = GroupWish(group.name, chosen, group.id, group.edition, tell)
        return await self.save(wish, COMMAND_LINE)

    async def _card(self, typed: Sequence[str]) -> LocationsCard:
        """With the locations of every store that is named: one that did not answer when it was
        added is asked now."""
        async with self.open_unit() as unit:
            card = await locations_card(unit)
        named = {each.partition("/")[0].strip().lower() for each in typed}
        unread = [store for store in card.unread if store.handle in named]
        if not unread:
            return card
        for store in unread:
            await self.learn(store.id)
        async with self.open_unit() as unit:
            return await locations_card(unit)


@dataclass(frozen=True, slots=True)
class RenameByName:
    """`locations rename OLD NEW`."""

    open_unit: UnitOfWorkFactory
    save: SaveGroup

    async def __call__(self, name: str, new: str) -> AnswerCard:
        """Raises Rejected for an unknown group, or a name that is taken."""
        async with self.open_unit() as unit:
            group = _required(await locations_card(unit), name)
        chosen = tuple(Chosen(one.store_id, one.location_gid) for one in group.members)
        return await self.save(GroupWish(new, chosen, group.id, group.edition), COMMAND_LINE)


@dataclass(frozen=True, slots=True)
class RemoveByName:
    """`locations remove NAME`."""

    open_unit: UnitOfWorkFactory
    remove: RemoveGroup

    async def __call__(self, name: str) -> AnswerCard:
        """Raises Rejected for an unknown group."""
        async with self.open_unit() as unit:
            group = _required(await locations_card(unit), name)
        return await self.remove(group.id, group.edition, COMMAND_LINE)


@dataclass(frozen=True, slots=True)
class GroupOnlyPair:
    """Two stores that were just connected: where each has exactly one active location, in no
    group yet, these two are one group. Anything else would be a guess."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    save: SaveGroup

    async def __call__(
        self, destination: str, source: str, *, tell: bool = True
    ) -> AnswerCard | None:
        """What was grouped, or None. A store that cannot be asked keeps nothing from being
        connected. Without `tell` no channel hears of it."""
        async with self.open_unit() as unit:
            sells = await find_destination(unit, destination)
            ships = await find_store(unit, source)
        try:
            for store in (sells, ships):
                await learn_locations(self.open_unit, self.gateway, store.id)
        except SyncError:
            return None
        async with self.open_unit() as unit:
            groups = await unit.locations.all()
            pair = only_pair((sells, ships), groups, await unit.locations.known())
        if pair is None:
            return None
        chosen = tuple(Chosen(place.store.id, place.location.gid) for place in pair)
        taken = {group.name.casefold() for group in groups}
        names = (
            pair[0].location.name,
            say("{sells} and {ships}", sells=sells.handle, ships=ships.handle),
        )
        free = [name for name in names if name.casefold() not in taken]
        wish = GroupWish(free[0], chosen, tell=tell) if free else None
        return await self.save(wish, COMMAND_LINE) if wish else None


def _group(card: LocationsCard, name: str) -> LocationGroup | None:
    wanted = " ".join(name.split()).casefold()
    found = (each.group for each in card.groups)
    return next((group for group in found if group.name.casefold() == wanted), None)


def _required(card: LocationsCard, name: str) -> LocationGroup:
    group = _group(card, name)
    if group is None:
        names = ", ".join(each.group.name for each in card.groups) or say("none yet")
        reason = Reason(
            "group_unknown",
            say("There is no location group “{name}”.", name=name),
            say("Those there are: {names}.", names=names),
        )
        raise NotFound(reason)
    return group


def _named(typed: str, card: LocationsCard) -> StorePlace:
    """The location meant by `dest/Studio` or `dest/12345`. Raises Rejected."""
    handle, _, wanted = typed.partition("/")
    own = [each for each in card.places if each.store.handle == handle.strip().lower()]
    named = wanted.strip().casefold()
    found = [
        each
        for each in own
        if named in {each.location.name.casefold(), legacy_id(each.location.gid)}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(f"{each.store.handle}/{legacy_id(each.location.gid)}" for each in found)
        raise Rejected(_ambiguous(typed, ids))
    raise NotFound(_unknown(typed, own, card))


def _ambiguous(typed: str, ids: str) -> Reason:
    sentence = say("“{typed}” is the name of several locations.", typed=typed)
    return Reason(
        "location_ambiguous", sentence, say("Name one of them by its id: {ids}.", ids=ids)
    )


def _unknown(typed: str, own: Sequence[StorePlace], card: LocationsCard) -> Reason:
    if own:
        there = ", ".join(f"{each.store.handle}/{each.location.name}" for each in own)
        remedy = say("Those there are: {there}.", there=there)
    else:
        stores = {each.store.handle: each.store for each in card.places}
        handles = ", ".join(nearest_handles(stores.values(), typed.partition("/")[0])[:10]) or say(
            "none yet"
        )
        remedy = say(
            "Write STORE/LOCATION; stores whose locations are known: {handles}.", handles=handles
        )
    return Reason("location_unknown", say("There is no location “{typed}”.", typed=typed), remedy)
