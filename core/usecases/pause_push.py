"""Stop a store's order push for a while, and let it go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.audit import AuditEntry
from core.domain.setting_cards import PauseCard
from core.domain.stores import Store
from core.domain.words import later, say
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_store import find_destination
from core.usecases.judge_store_again import judge_store_again
from core.usecases.keep_change import keep_change

_SAID = {
    True: later("paused order push of {store}"),
    False: later("resumed order push of {store}"),
}
_ACTIONS = {True: later("paused order push"), False: later("resumed order push")}
_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class PausePush:
    """Both ways: said twice, nothing more happens, and the answer says who it was."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, destination: str, actor: str, *, paused: bool) -> PauseCard:
        """Raises Rejected for a store that is unknown, or no destination."""
        async with self.open_unit() as unit:
            known = await find_destination(unit, destination)
            store = await unit.stores.get(known.id, lock=True)
            if store.settings.paused is paused:
                return await _already(unit, store)
            settings = replace(store.settings, paused=paused)
            await unit.stores.save_settings(store.id, settings)
            now, action = self.clock.now(), _ACTIONS[paused]
            was, is_now = ("running", "paused") if paused else ("paused", "running")
            entry = AuditEntry(now, actor, action, store.id, None, {"order push": (was, is_now)})
            said = say(_SAID[paused], store=store.name)
            await keep_change(unit, entry, store, said)
            await judge_store_again(unit, store.id)
            await unit.commit()
        return PauseCard(replace(store, settings=settings))


async def _already(unit: UnitOfWork, store: Store) -> PauseCard:
    wanted = _ACTIONS[store.settings.paused]
    entries = await unit.audit.newest(store.id, _REMEMBERED)
    ours = (e for e in entries if e.action == wanted and e.store_id == store.id)
    entry = next(ours, None)
    if entry is None:
        return PauseCard(store, changed=False)
    return PauseCard(store, changed=False, by=entry.actor, at=entry.at)
