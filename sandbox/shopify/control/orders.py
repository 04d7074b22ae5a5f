"""Orders: placed by customers, handled by the shop's staff."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify import money, totals
from sandbox.shopify.actions import cancel, edit, fulfil, parts, refund, tasks
from sandbox.shopify.actions.create import create, sale
from sandbox.shopify.actions.stock import IGNORE
from sandbox.shopify.control import order_views, placing, reading, shipping
from sandbox.shopify.control.routes import Body, Home, route, store_of
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Line, Order

_REASONS = ("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF")


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    one = "/{shop}/orders/{id}"
    return [
        route(home, "/{shop}/orders", "GET", _list),
        route(home, "/{shop}/orders", "POST", _place),
        route(home, one, "GET", _show),
        route(home, f"{one}/pay", "POST", _pay),
        route(home, f"{one}/cancel", "POST", _cancel),
        route(home, f"{one}/refund", "POST", _refund),
        route(home, f"{one}/edit", "POST", _edit),
        route(home, f"{one}/ship", "POST", _ship),
        route(home, f"{one}/hold", "POST", _hold),
        route(home, f"{one}/release", "POST", _release),
    ]


def at(home: Home, request: Request) -> tuple[Desk, Order]:
    """A desk at the store that the address names, and its order that the address names."""
    store = store_of(home, request)
    return home.desk(store), reading.find_order(store, request.path_params["id"])


def _list(home: Home, request: Request, _body: Body) -> Any:
    store = store_of(home, request)
    limit = int(request.query_params.get("limit", "50"))
    offset = int(request.query_params.get("offset", "0"))
    newest = sorted(store.orders.values(), key=lambda one: (one.created_at, one.id), reverse=True)
    chosen = newest[offset : offset + limit]
    return {"total": len(newest), "orders": [order_views.order_row(order) for order in chosen]}


def _place(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    given = placing.order_input(store, body)
    if body.get("paid", True):
        given["financialStatus"] = "PAID"
    order = create(home.desk(store), given, IGNORE)
    return order_views.order(store, order)


def _show(home: Home, request: Request, _body: Body) -> Any:
    desk, order = at(home, request)
    return order_views.order(desk.store, order)


def _pay(home: Home, request: Request, _body: Body) -> Any:
    desk, order = at(home, request)
    if order.cancelled_at or totals.outstanding(order) <= 0:
        raise ValueError(f"there is nothing to pay on {order.name}")
    order.transactions.append(sale(desk, order))
    desk.changed(order, "Marked as paid.", "ORDERS_PAID")
    return order_views.order(desk.store, order)


def _cancel(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "reason", "restock", "refund")
    reason = body.get("reason", "CUSTOMER")
    if reason not in _REASONS:
        raise ValueError(f"reason must be one of {', '.join(_REASONS)}")
    cancel.check(order)
    restock, repay = bool(body.get("restock", True)), bool(body.get("refund", True))
    cancel.cancel(desk, order, reason=reason, restock=restock, repay=repay)
    return order_views.order(desk.store, order)


def _refund(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "lines", "shipping", "note")
    rows = body.get("lines")
    left = [line for line in order.lines if line.current_quantity]
    if rows is None:
        backs = [_back(order, line, line.current_quantity, restock=True) for line in left]
        fee = refund.shipping_left(order)
    else:
        backs = [_back_of(order, row) for row in rows]
        fee = money.ZERO
    if "shipping" in body:
        fee = money.parse(body["shipping"])
    if fee > refund.shipping_left(order):
        raise ValueError(f"only {refund.shipping_left(order)} of shipping is left")
    refund.check(order, backs, ())
    moves = refund.paybacks(order, refund.suggest(order, backs, fee))
    if not (backs or moves):
        raise ValueError(f"there is nothing to refund on {order.name}")
    refund.refund(desk, order, backs, fee, moves, body.get("note"))
    return order_views.order(desk.store, order)


def _back_of(order: Order, row: Any) -> refund.Back:
    reading.known(row, "lineId", "quantity", "restock")
    line = reading.find_line(order, row.get("lineId"))
    quantity = reading.whole(row.get("quantity"), "quantity", 1)
    return _back(order, line, quantity, restock=bool(row.get("restock", True)))


def _back(order: Order, line: Line, quantity: int, *, restock: bool) -> refund.Back:
    waiting = totals.unfulfilled(order, line) >= quantity
    kind = "CANCEL" if waiting else "RETURN"
    return refund.Back(line, quantity, kind if restock else "NO_RESTOCK")


def _edit(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "lines", "shippingAddress", "email")
    change = edit.Edit(desk, order)
    steps = [_edit_step(desk, order, change, row) for row in body.get("lines") or []]
    for step in steps:
        step()
    if "shippingAddress" in body:
        order.shipping_address = parts.address(desk, body["shippingAddress"])
    if "email" in body:
        order.email = body["email"]
    change.commit()
    return order_views.order(desk.store, order)


def _edit_step(desk: Desk, order: Order, change: edit.Edit, row: Any) -> Callable[[], None]:
    """What one row asks for, read before anything is done."""
    reading.known(row, "lineId", "sku", "quantity")
    if "lineId" in row:
        line = reading.find_line(order, row["lineId"])
        wanted = reading.whole(row.get("quantity"), "quantity", 0)
        return lambda: change.set_quantity(line, wanted)
    variant = reading.one_by_sku(desk.store, row.get("sku"))
    more = reading.whole(row.get("quantity", 1), "quantity", 1)
    return lambda: change.add(variant, more)


def _ship(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "lines", "tracking", "notify", "locationId")
    place = (
        reading.find_location(desk.store, body["locationId"]) if body.get("locationId") else None
    )
    rows = body.get("lines")
    wanted = _wanted(order, rows) if rows is not None else None
    sent = fulfil.tracking(body.get("tracking"))
    groups = shipping.picks(order, wanted, place.id if place else None)
    for group in groups:
        fulfil.ship(desk, group, sent, notify=bool(body.get("notify", False)))
    return order_views.order(desk.store, order)


def _wanted(order: Order, rows: list[Any]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        reading.known(row, "lineId", "quantity")
        line = reading.find_line(order, row.get("lineId"))
        found[line.id] = found.get(line.id, 0) + reading.whole(row.get("quantity"), "quantity", 1)
    return found


def _hold(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "reason", "notes")
    open_ = [task for task in order.fulfillment_orders if task.status in ("OPEN", "SCHEDULED")]
    if not open_:
        raise ValueError(f"nothing of {order.name} can be held")
    for task in open_:
        tasks.hold(desk, order, task, body.get("reason", "OTHER"), body.get("notes"))
    return order_views.order(desk.store, order)


def _release(home: Home, request: Request, _body: Body) -> Any:
    desk, order = at(home, request)
    held = [task for task in order.fulfillment_orders if task.status == "ON_HOLD"]
    if not held:
        raise ValueError(f"nothing of {order.name} is held")
    for task in held:
        tasks.release(desk, order, task)
    return order_views.order(desk.store, order)
