"""What people are shown of settings, plans and pauses, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.cards import AnswerCard
from core.domain.people import said_by
from core.domain.plans import Plans
from core.domain.setting_changes import Change, Clash
from core.domain.setting_table import Subject
from core.domain.stores import Store
from core.domain.words import later, say

HELD_MEANWHILE = later(
    "Orders that come in meanwhile are kept and held, without an alert and "
    "without a push, whoever asks. Once it is resumed they are judged again and "
    "go on."
)
GOES_ON = later("What was held meanwhile is judged again now, and goes on.")


@dataclass(frozen=True, slots=True)
class SettingsCard:
    """The settings of a destination and of one of its connections; `sources` are all that ship for
    it, `plans` what its plan is one of."""

    subject: Subject
    sources: tuple[Store, ...]
    plans: Plans


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """What came of a wish; `card` shows the settings as they are now. With clashes nothing was
    changed."""

    card: SettingsCard
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def answer(self) -> AnswerCard:
        """In words, where nothing clashed."""
        name = self.card.subject.name
        if not self.changes:
            return AnswerCard(
                say("Nothing was to be changed: {name} is set like that.", name=name), good=True
            )
        told = "; ".join(change.said for change in self.changes)
        return AnswerCard(
            say("Settings of {name} changed: {told}", name=name, told=told), good=True
        )


@dataclass(frozen=True, slots=True)
class PlanCard:
    """The plan of a store among all there are. `changed`: it was set just now."""

    store: Store
    plans: Plans
    changed: bool = False

    @property
    def plan(self) -> str:
        """By name."""
        return self.plans.of(self.store.settings.plan)

    @property
    def includes_push(self) -> bool:
        """Whether orders may be pushed on it."""
        return self.plans.include_push(self.plan)

    @property
    def answer(self) -> AnswerCard:
        """In words, with the list and the gate."""
        gate = self.plans.gate
        listed = ", ".join(
            say("{name} (order push from here on)", name=name) if name == gate else name
            for name in self.plans.names
        )
        more = (AnswerCard(say("Plans, the lowest first: {listed}.", listed=listed), good=True),)
        said = say(_IS_NOW if self.changed else _IS, store=self.store.name, plan=self.plan)
        if self.includes_push:
            return AnswerCard(said, good=True, more=more)
        available = say("Order Push is available on the {gate} plan and above.", gate=gate)
        remedy = say("/synctec plan {store} {gate} sets it.", store=self.store.handle, gate=gate)
        return AnswerCard(f"{said} {available}", remedy, more=more)


@dataclass(frozen=True, slots=True)
class PauseCard:
    """Whether a store's order push is paused. `changed`: since just now; else `by` and `at` say who
    made it so, where that is known."""

    store: Store
    changed: bool = True
    by: str | None = None
    at: datetime | None = None

    @property
    def answer(self) -> AnswerCard:
        """In words, with what becomes of orders."""
        paused = self.store.settings.paused
        store = self.store.name
        more = (AnswerCard(say(HELD_MEANWHILE if paused else GOES_ON), good=True),)
        if self.changed:
            told = _PAUSED if paused else _RESUMED
            return AnswerCard(say(told, store=store), good=True, more=more)
        if not paused:
            return AnswerCard(say("Order push of {store} is not paused.", store=store), good=True)
        if self.by is None:
            said = say("Order push of {store} is paused already.", store=store)
        else:
            by = said_by(self.by)
            said = say("Order push of {store} is paused already, by {who}.", store=store, who=by)
        return AnswerCard(said, good=True, at=self.at, more=more)


_PAUSED = later("Order push of {store} is paused.")
_RESUMED = later("Order push of {store} is resumed.")
_IS = later("{store} is on the {plan} plan.")
_IS_NOW = later("{store} is now on the {plan} plan.")
