"""Every list that people look at, in one place for `core.usecases.catalogue`."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Clock, UnitOfWorkFactory
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.list_pushes import ListPushes
from core.usecases.order_cards import OrderCards
from core.usecases.show_order import ShowHome


@dataclass(frozen=True, slots=True)
class ListVerbs:
    """What there is to work through, and the dashboard that leads there."""

    unfulfilled: ListUnfulfilled
    home: ShowHome
    pushes: ListPushes


def list_verbs(
    open_unit: UnitOfWorkFactory, cards: OrderCards, clock: Clock, support: str
) -> ListVerbs:
    """Built."""
    return ListVerbs(
        unfulfilled=ListUnfulfilled(open_unit, cards, clock),
        home=ShowHome(open_unit, cards, clock, support),
        pushes=ListPushes(open_unit, cards, clock),
    )
