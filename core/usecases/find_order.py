"""The order that people mean by its number."""

from __future__ import annotations

from core.domain.errors import NotFound, Rejected
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.domain.words import say
from core.domain.work import Urgency
from core.ports import StoreGateway, UnitOfWorkFactory


async def find_order(
    open_unit: UnitOfWorkFactory, gateway: StoreGateway, store_id: StoreId, number: str
) -> str:
    """Its global id; `number` is cleaned already.

    Raises:
        Rejected: there is none, or several answer to the number.
        AccessRefused, Temporary, Broken: as the gateway does.
    """
    gids = await gateway.find_orders(store_id, number, Urgency.PERSON)
    if not gids:
        # Shopify's search lags behind; what a webhook told us is known at once.
        async with open_unit() as unit:
            records = await unit.orders.by_number(store_id, number)
        gids = [record.facts.gid for record in records]
    if not gids:
        raise NotFound(no_order(number))
    if len(gids) > 1:
        raise Rejected(several_orders(number, len(gids)))
    return gids[0]


def no_order(number: str) -> Reason:
    """None that we may see."""
    return Reason(
        "order_unknown",
        say("There is no order {number} in this store that SyncTec can see.", number=number),
        say(
            "Check the number; an order older than 60 days is only visible when the app "
            "has the scope read_all_orders."
        ),
    )


def several_orders(number: str, many: int) -> Reason:
    """More than one that may be meant."""
    return Reason(
        "order_ambiguous",
        say(
            "{many} orders of this store answer to {number}: nothing was done.",
            many=many,
            number=number,
        ),
        say("Type the order's whole name, such as EN-1001; or use the buttons of its own alert."),
    )
