"""The order push settings of a destination and of its connections: shown, and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.audit import AuditEntry
from core.domain.errors import Rejected
from core.domain.plans import Plans
from core.domain.reasons import Reason
from core.domain.setting_cards import SettingsCard, SettingsChanged
from core.domain.setting_changes import Change, Changed, Clash, Unusable, change
from core.domain.setting_table import (
    BY_KEY,
    Belongs,
    Subject,
    nearest_key,
    settings_of,
)
from core.domain.stores import Connection, Store, find_by_handle, nearest_handles
from core.domain.words import later, say
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.align_stock import align_stock
from core.usecases.find_store import find_destination
from core.usecases.judge_store_again import judge_store_again
from core.usecases.keep_change import keep_change

CHANGED = later("changed settings")
_REMEMBERED = 200
"""Entries of the audit in which is looked for who changed a setting last."""


class UnfitSettings(Rejected):
    """Something that was typed cannot be taken; `mistakes` has a sentence for each key."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        told = " ".join(f"{key}: {said}" for key, said in mistakes.items())
        remedy = say("Nothing was changed. Correct it and try again.")
        super().__init__(Reason("setting_invalid", told, remedy))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants set, by key, as typed. `shown` are the fingerprints of what a window
    showed them (`core.domain.setting_changes.marks_of`); None where they were shown nothing."""

    destination: str
    source: str | None
    entered: Mapping[str, str]
    shown: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """As they are kept."""

    open_unit: UnitOfWorkFactory
    plans: Plans

    async def __call__(
        self, destination: str, source: str | None = None, *, any_source: bool = False
    ) -> SettingsCard:
        """Of the store, and of its connection with `source`; with `any_source` the first by handle
        is taken where none is named. Raises Rejected for stores that are unknown or not
        connected."""
        async with self.open_unit() as unit:
            store = await find_destination(unit, destination)
            return await _card(unit, store, source, self.plans, any_source=any_source)


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Changed, kept in the audit, told in the store's channel; its orders are judged again where
    they are judged by what changed."""

    open_unit: UnitOfWorkFactory
    plans: Plans
    clock: Clock

    async def __call__(self, wish: Wish, actor: str) -> SettingsChanged:
        """All of it or nothing: what somebody else changed since it was shown is a clash.

        Raises:
            UnfitSettings: something that was typed cannot be taken.
            Rejected: unknown stores, stores that are not connected, or an unknown key.
        """
        async with self.open_unit() as unit:
            known = await find_destination(unit, wish.destination)
            store = await unit.stores.get(known.id, lock=True)
            card = await _card(unit, store, wish.source, self.plans)
            changed = _changed(card.subject, wish)
            if changed.clashes:
                clashes = [await _who(unit, card.subject, clash) for clash in changed.clashes]
                return SettingsChanged(card, clashes=tuple(clashes))
            if changed.changes:
                await self._keep(unit, changed, actor)
                await unit.commit()
        return SettingsChanged(replace(card, subject=changed.subject), changed.changes)

    async def _keep(self, unit: UnitOfWork, changed: Changed, actor: str) -> None:
        subject, now = changed.subject, self.clock.now()
        if of_store := changed.of(Belongs.STORE):
            await unit.stores.save_settings(subject.store.id, subject.store.settings)
            await _tell(unit, Subject(subject.store), of_store, actor, now)
        if (of_link := changed.of(Belongs.CONNECTION)) and subject.connection is not None:
            link = subject.connection
            await unit.connections.save_settings(link.id, link.settings)
            await _tell(unit, subject, of_link, actor, now)
            if any(each.setting.aligns for each in of_link):
                await align_stock(unit, link)
        if any(each.setting.judged for each in changed.changes):
            await judge_store_again(unit, subject.store.id)


async def _tell(
    unit: UnitOfWork, subject: Subject, changes: Sequence[Change], actor: str, now: datetime
) -> None:
    words = {each.setting.name: (each.was, each.now) for each in changes}
    source_id = subject.source.id if subject.source else None
    entry = AuditEntry(now, actor, CHANGED, subject.store.id, source_id, words)
    said = say(
        "changed settings of {subject}: {said}",
        subject=subject.name,
        said="; ".join(each.said for each in changes),
    )
    await keep_change(unit, entry, subject.store, said)


def _changed(subject: Subject, wish: Wish) -> Changed:
    keys = [setting.key for setting in settings_of(subject)]
    stranger = next((key for key in wish.entered if key not in keys), None)
    if stranger is not None:
        raise Rejected(_no_setting(stranger, subject))
    try:
        return change(subject, wish.entered, wish.shown)
    except Unusable as unusable:
        raise UnfitSettings(unusable.mistakes) from unusable


async def _who(unit: UnitOfWork, subject: Subject, clash: Clash) -> Clash:
    """The same, with who changed it last, where the audit still knows."""
    of_link = clash.setting.belongs is Belongs.CONNECTION
    source_id = subject.source.id if subject.source and of_link else None
    for entry in await unit.audit.newest(subject.store.id, _REMEMBERED):
        ours = entry.store_id == subject.store.id and entry.source_id == source_id
        if ours and clash.setting.name in entry.changes:
            return replace(clash, by=entry.actor)
    return clash


async def _card(
    unit: UnitOfWork, store: Store, typed: str | None, plans: Plans, *, any_source: bool = False
) -> SettingsCard:
    links = {link.source_id: link for link in await unit.connections.sources_of(store.id)}
    sources = tuple(each for each in await unit.stores.all() if each.id in links)
    source = find_by_handle(sources, typed) if typed else None
    if typed and source is None:
        raise Rejected(_not_connected(store, sources, typed))
    if source is None and any_source and sources:
        source = sources[0]
    link: Connection | None = links[source.id] if source else None
    return SettingsCard(Subject(store, source, link), sources, plans)


def _not_connected(store: Store, sources: Sequence[Store], typed: str) -> Reason:
    handles = nearest_handles(sources, typed)
    named = say("Its sources, the nearest first: {handles}.", handles=", ".join(handles))
    return Reason(
        "not_connected",
        say("No source “{typed}” ships for {store}.", typed=typed, store=store.name),
        named if handles else say("Connect one first: app.py connections add."),
    )


def _no_setting(key: str, subject: Subject) -> Reason:
    if key in BY_KEY:
        return Reason(
            "setting_of_connection",
            say("{key} belongs to a connection, not to the store.", key=key),
            say("Name the source behind {store}.", store=subject.store.handle),
        )
    near = nearest_key(key)
    known = ", ".join(setting.key for setting in settings_of(subject))
    return Reason(
        "setting_unknown",
        say("There is no setting “{key}”.", key=key),
        say("Did you mean {near}?", near=near) if near else say("There are: {known}.", known=known),
    )
