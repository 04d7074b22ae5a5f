"""Single items of a connection: paused and resumed, and given aliases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.audit import AuditEntry
from core.domain.cards import AnswerCard
from core.domain.errors import Rejected
from core.domain.items import SYNCED, Alias, Item, ItemState
from core.domain.match_cards import Link
from core.domain.matching import key_of
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId
from core.domain.words import later, say
from core.domain.work import SettleStock, TellMatch, Urgency
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_link import find_link, link_of
from core.usecases.judge_store_again import judge_store_again
from core.usecases.keep_change import keep_change
from core.usecases.rematch import rematch

_FEW = 20

_PAUSED, _RESUMED = later("paused an item"), later("resumed an item")
_IS_PAUSED, _IS_ACTIVE = later("{item} is paused already."), later("{item} is active already.")
_STAYS = later("{item} is paused. It stays behind in pushes from {destination} to {source}.")
_GOES = later("{item} is resumed. It is pushed again from {destination} to {source}.")
_SET, _REMOVED = later("set an alias"), later("removed an alias")

_TOLD = {
    _PAUSED: later("paused an item of {destination} at {source}: {item}"),
    _RESUMED: later("resumed an item of {destination} at {source}: {item}"),
    _SET: later("set an alias of {destination} at {source}: {item}"),
    _REMOVED: later("removed an alias of {destination} at {source}: {item}"),
}


@dataclass(frozen=True, slots=True)
class PauseItem:
    """Take one SKU of a connection out of the pushes, or back in. `actor` is a Slack user id, or
    `command line`."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, destination: str, source: str | None, sku: str, actor: str, *, paused: bool
    ) -> AnswerCard:
        """Raises Rejected: unknown stores, no item with this SKU, or one that is not matched."""
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            return await self._change(unit, link, sku, actor, paused=paused)

    async def in_window(
        self, connection_id: ConnectionId, sku: str, actor: str, *, paused: bool
    ) -> AnswerCard:
        """The same for a connection by its key."""
        async with self.open_unit() as unit:
            link = await _known(unit, connection_id)
            return await self._change(unit, link, sku, actor, paused=paused)

    async def _change(
        self, unit: UnitOfWork, link: Link, sku: str, actor: str, *, paused: bool
    ) -> AnswerCard:
        found = await unit.items.of_skus(link.connection_id, [sku.strip()], _FEW)
        _require_synced(found, link, sku)
        named = found[0].sku
        if not await unit.items.pause(link.connection_id, [sku.strip()], paused=paused):
            already = _IS_PAUSED if paused else _IS_ACTIVE
            return AnswerCard(say(already, item=named), good=True)
        was, now = ItemState.ACTIVE.value, ItemState.PAUSED.value
        change = (was, now) if paused else (now, was)
        if not paused:
            stands_for = [one.source_variant_gid for one in found if one.source_variant_gid]
            await unit.stock.changed(link.source.id, stands_for, "resumed")
            await unit.jobs.add(SettleStock(link.source.id))
        await _kept(unit, self.clock, link, actor, _PAUSED if paused else _RESUMED, named, change)
        await unit.commit()
        said = _STAYS if paused else _GOES
        destination, source = link.destination.name, link.source.name
        return AnswerCard(say(said, item=named, destination=destination, source=source), good=True)


@dataclass(frozen=True, slots=True)
class ManageAliases:
    """Deliberate differences: a SKU of the destination that is another one at the source."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def add(
        self, destination: str, source: str | None, sku: str, source_sku: str, actor: str
    ) -> AnswerCard:
        """Raises Rejected: unknown stores, an empty SKU, or one that the source does not sell, as
        far as its catalogue is kept."""
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            alias = _alias(link, sku, source_sku)
            await _require_sold(unit, link, alias)
            await self._add(unit, link, alias, actor)
            await unit.commit()
        return _added(link, alias)

    async def use_suggestion(
        self, connection_id: ConnectionId, sku: str, source_sku: str, actor: str
    ) -> AnswerCard:
        """Use as alias: of a near miss as it was shown; one that is none any more is left alone.

        Raises:
            Rejected: the connection is gone.
        """
        async with self.open_unit() as unit:
            link = await _known(unit, connection_id)
            found = await unit.items.of_skus(connection_id, [sku], _FEW)
            if not any(one.sku == sku and one.suggestion == source_sku for one in found):
                return AnswerCard(
                    say(
                        "{sku} is not missing any more, or its nearest SKU is another one by now.",
                        sku=sku,
                    ),
                    say("Look at the items again, or match once more."),
                )
            alias = _alias(link, sku, source_sku)
            await self._add(unit, link, alias, actor)
            await unit.commit()
        return _added(link, alias)

    async def remove(
        self, destination: str, source: str | None, sku: str, actor: str
    ) -> AnswerCard:
        """Raises Rejected: unknown stores, or no such alias."""
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            there = {one.sku: one for one in await unit.items.aliases([link.connection_id])}
            alias = there.get(sku.strip())
            if alias is None:
                raise Rejected(_no_alias(link, sku))
            await unit.items.remove_alias(link.connection_id, alias.sku)
            change = (alias.source_sku, "")
            await _kept(unit, self.clock, link, actor, _REMOVED, alias.sku, change)
            await _again(unit, link, alias)
            await unit.commit()
        return AnswerCard(say("{sku} is matched by its own SKU again.", sku=alias.sku), good=True)

    async def all(self, destination: str, source: str | None) -> Sequence[Alias]:
        """By SKU. Raises Rejected: unknown stores, or two that are not connected."""
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            return await unit.items.aliases([link.connection_id])

    async def _add(self, unit: UnitOfWork, link: Link, alias: Alias, actor: str) -> None:
        before = {
            one.sku: one.source_sku for one in await unit.items.aliases([alias.connection_id])
        }
        await unit.items.add_alias(alias)
        change = (before.get(alias.sku, ""), alias.source_sku)
        await _kept(unit, self.clock, link, actor, _SET, alias.sku, change)
        await _again(unit, link, alias)


async def _again(unit: UnitOfWork, link: Link, alias: Alias) -> None:
    """Match what the alias is about, and bring the match's message up to date."""
    stores = (link.destination.id, link.source.id)
    await rematch(unit, link.connection_id, *stores, skus=[alias.sku])
    run = await unit.match_runs.get(link.connection_id)
    if run is not None and run.channel is not None:
        await unit.jobs.add(TellMatch(run.connection_id, run.number), urgency=Urgency.PERSON)


async def _kept(
    unit: UnitOfWork,
    clock: Clock,
    link: Link,
    actor: str,
    action: str,
    sku: str,
    change: tuple[str, str],
) -> None:
    entry = AuditEntry(
        at=clock.now(),
        actor=actor,
        action=action,
        store_id=link.destination.id,
        source_id=link.source.id,
        changes={sku: change},
    )
    named = f"{sku} → {change[1]}" if action == _SET else sku
    destination, source = link.destination.name, link.source.name
    said = say(_TOLD[action], item=named, destination=destination, source=source)
    await keep_change(unit, entry, link.destination, said)
    await judge_store_again(unit, link.destination.id)


async def _known(unit: UnitOfWork, connection_id: ConnectionId) -> Link:
    link = await link_of(unit, connection_id)
    if link is None:
        gone = Reason("not_connected", say("These two stores are not connected any more."), "")
        raise Rejected(gone)
    return link


def _alias(link: Link, sku: str, source_sku: str) -> Alias:
    alias = Alias(link.connection_id, sku.strip(), source_sku.strip())
    if not alias.sku or not alias.source_sku or alias.sku == alias.source_sku:
        raise Rejected(
            Reason(
                "alias_needs_two_skus",
                say("An alias needs two different SKUs."),
                say(
                    "Name one of {destination} and one of {source}.",
                    destination=link.destination.name,
                    source=link.source.name,
                ),
            )
        )
    return alias


async def _require_sold(unit: UnitOfWork, link: Link, alias: Alias) -> None:
    """A SKU that was mistyped is told at once, where the source's catalogue is known."""
    run = await unit.match_runs.get(link.connection_id)
    if run is None or run.matched_at is None:
        return
    sold = await unit.variants.near(link.source.id, [key_of(alias.source_sku)])
    if alias.source_sku not in {one.sku for one in sold}:
        raise Rejected(
            Reason(
                "alias_unknown_at_source",
                say(
                    "{source} has no variant with the SKU {source_sku}.",
                    source=link.source.name,
                    source_sku=alias.source_sku,
                ),
                say("Check it letter by letter; match once more if it is new."),
            )
        )


def _require_synced(found: Sequence[Item], link: Link, sku: str) -> None:
    if any(one.state in SYNCED for one in found):
        return
    if not found:
        sentence = say(
            "No item of {destination} has the SKU {sku}.",
            destination=link.destination.name,
            sku=sku,
        )
        handles = f"{link.destination.handle} {link.source.handle}"
        remedy = say(
            "Look at the items: `/synctec items {handles}`; match first if there are none.",
            handles=handles,
        )
    else:
        sentence = say(
            "{sku} has no match at {source}: it is not pushed anyway.",
            sku=found[0].sku,
            source=link.source.name,
        )
        remedy = say("Nothing to do; only matched items can be paused and resumed.")
    raise Rejected(Reason("item_not_synced", sentence, remedy))


def _added(link: Link, alias: Alias) -> AnswerCard:
    return AnswerCard(
        say(
            "{sku} of {destination} is {source_sku} of {source} from now on.",
            sku=alias.sku,
            destination=link.destination.name,
            source_sku=alias.source_sku,
            source=link.source.name,
        ),
        good=True,
    )


def _no_alias(link: Link, sku: str) -> Reason:
    return Reason(
        "alias_unknown",
        say(
            "{destination} has no alias {sku} at {source}.",
            destination=link.destination.name,
            sku=sku,
            source=link.source.name,
        ),
        say(
            "See them: app.py aliases list {destination} {source}.",
            destination=link.destination.handle,
            source=link.source.handle,
        ),
    )
