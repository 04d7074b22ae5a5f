"""Returns: a customer asks, staff open, approve, decline, close, reopen and call off."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify import returns
from sandbox.shopify.actions import give_back
from sandbox.shopify.actions.give_back import Piece
from sandbox.shopify.control import order_views, reading
from sandbox.shopify.control.orders import at
from sandbox.shopify.control.routes import Action, Body, Home, route
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import FulfillmentLine
from sandbox.shopify.returns import Return

_ACTS: dict[str, Callable[[Desk, Order, Return], None]] = {
    "approve": give_back.approve,
    "close": give_back.close,
    "reopen": give_back.reopen,
    "cancel": give_back.cancel,
}


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    all_ = "/{shop}/orders/{id}/returns"
    one = f"{all_}/{{return}}"
    return [
        route(home, all_, "POST", _start),
        route(home, f"{one}/decline", "POST", _decline),
        *(route(home, f"{one}/{name}", "POST", _act(act)) for name, act in _ACTS.items()),
    ]


def _start(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "lines", "open")
    rows = body.get("lines")
    pieces = _all(order) if rows is None else [p for row in rows for p in _pieces(order, row)]
    if not pieces:
        raise ValueError(f"there is nothing to return on {order.name}")
    requested = not body.get("open", False)
    give_back.start(desk, order, pieces, requested=requested, root="lines")
    return order_views.order(desk.store, order)


def _sent(order: Order) -> list[tuple[FulfillmentLine, int]]:
    parcels = (one for one in order.fulfillments if one.status != "CANCELLED")
    whole = [(part, give_back.returnable(order, part)) for one in parcels for part in one.lines]
    return [(part, units) for part, units in whole if units]


def _all(order: Order) -> list[Piece]:
    return [Piece(part, units, "UNKNOWN") for part, units in _sent(order)]


def _pieces(order: Order, row: Any) -> list[Piece]:
    """The units a row asks for, laid on the parcels they came in."""
    reading.known(row, "lineId", "quantity", "reason", "note")
    line = reading.find_line(order, row.get("lineId"))
    left = reading.whole(row.get("quantity"), "quantity", 1)
    reason = row.get("reason", "UNKNOWN")
    if reason not in returns.REASONS:
        raise ValueError(f"reason must be one of {', '.join(returns.REASONS)}")
    found = []
    for part, units in _sent(order):
        taken = min(units, left) if part.line_id == line.id else 0
        if taken:
            note = str(row.get("note") or "")
            found.append(Piece(part, taken, reason, note, note or None))
            left -= taken
    if left:
        raise ValueError(f"{order.name} has not as much of {line.name} to return")
    return found


def _named(home: Home, request: Request) -> tuple[Desk, Order, Return]:
    """The return that the address names by its numeric id, or by its name with or without `#`."""
    desk, order = at(home, request)
    given = request.path_params["return"]
    for one in order.returns:
        if given in (str(one.id), one.name, one.name.removeprefix("#")):
            return desk, order, one
    raise reading.NotThereError(f"order {order.name} has no return {given}")


def _act(act: Callable[[Desk, Order, Return], None]) -> Action:
    def action(home: Home, request: Request, body: Body) -> Any:
        desk, order, found = _named(home, request)
        reading.known(body)
        act(desk, order, found)
        return order_views.order(desk.store, order)

    return action


def _decline(home: Home, request: Request, body: Body) -> Any:
    desk, order, found = _named(home, request)
    reading.known(body, "reason", "note")
    reason = body.get("reason", "OTHER")
    if reason not in give_back.DECLINES:
        raise ValueError(f"reason must be one of {', '.join(give_back.DECLINES)}")
    give_back.decline(desk, order, found, reason, body.get("note"))
    return order_views.order(desk.store, order)
