"""The plan of a store: shown, and set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.audit import AuditEntry
from core.domain.errors import Rejected
from core.domain.plans import Plans
from core.domain.reasons import Reason
from core.domain.setting_cards import PlanCard
from core.domain.words import later, say
from core.ports import Clock, UnitOfWorkFactory
from core.usecases.find_store import find_destination
from core.usecases.judge_store_again import judge_store_again
from core.usecases.keep_change import keep_change

_ACTION = later("changed the plan")


@dataclass(frozen=True, slots=True)
class ChoosePlan:
    """Without a name it is only shown."""

    open_unit: UnitOfWorkFactory
    plans: Plans
    clock: Clock

    async def __call__(self, destination: str, typed: str | None, actor: str) -> PlanCard:
        """Raises Rejected for a store that is unknown or no destination, and for a plan that is
        unknown: the remedy lists those there are."""
        async with self.open_unit() as unit:
            known = await find_destination(unit, destination)
            store = await unit.stores.get(known.id, lock=True)
            before = PlanCard(store, self.plans)
            if typed is None:
                return before
            name = self.plans.named(typed)
            if name is None:
                raise Rejected(plan_unknown(typed, self.plans))
            if name == before.plan:
                return before
            settings = replace(store.settings, plan=name)
            await unit.stores.save_settings(store.id, settings)
            words = {"plan": (before.plan, name)}
            entry = AuditEntry(self.clock.now(), actor, _ACTION, store.id, None, words)
            said = say(
                "changed the plan of {store}: {plan} → {name}",
                store=store.name,
                plan=before.plan,
                name=name,
            )
            await keep_change(unit, entry, store, said)
            await judge_store_again(unit, store.id)
            await unit.commit()
        return PlanCard(replace(store, settings=settings), self.plans, changed=True)


def plan_unknown(typed: str, plans: Plans) -> Reason:
    """There is no such plan; the remedy lists those there are."""
    listed = ", ".join(plans.names)
    return Reason(
        "plan_unknown",
        say("There is no plan “{typed}”.", typed=typed),
        say("The plans, the lowest first: {listed}.", listed=listed),
    )
