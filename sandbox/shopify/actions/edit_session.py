"""Editing an order through the API: begun, staged step by step, committed at once.

The sentences are recorded ones where they are Shopify's: of what does not exist, of quantities
below zero, of a variant that is on the order already. The others are the sandbox's own.
"""

import copy
import uuid
from decimal import Decimal
from typing import Any

from sandbox.shopify import editing
from sandbox.shopify.actions.edit import Edit, kept_units
from sandbox.shopify.actions.refusal import Problem, Refusal, refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.editing import Addition, EditSession, Quantity
from sandbox.shopify.orders import Line, Order
from sandbox.shopify.state import Store, Variant


def begin(desk: Desk, order: Order) -> EditSession:
    """A new session; Refusal where this app may not edit the order."""
    _permit(desk, order)
    before = {line.id: line.current_quantity for line in order.lines}
    made = EditSession(desk.id("CalculatedOrder"), order.id, desk.at, before)
    desk.store.edits[made.id] = made
    return made


def _permit(desk: Desk, order: Order) -> None:
    found = editing.objections(order, desk.store.app_id, desk.world.settings.order_edits)
    if found:
        raise Refusal([Problem(("id",), sentence) for sentence in found])


def set_quantity(order: Order, session: EditSession, key: str, wanted: Quantity) -> None:
    """Stage a line's quantity; `key` is its calculated line's bare id."""
    if wanted.quantity < 0:
        raise refuse("must be greater than or equal to 0", "quantity")
    for added in session.additions:
        if added.id == key:
            added.quantity = wanted.quantity
            return
    line = order.line(int(key)) if key.isdigit() else None
    if line is None:
        raise refuse("The calculated line item does not exist.", "lineItemId")
    if wanted.quantity < kept_units(order, line):
        raise refuse("Fulfilled units can't be removed.", "quantity")
    session.quantities[line.id] = wanted


def add_variant(
    order: Order,
    session: EditSession,
    variant: Variant,
    title: str,
    quantity: int,
    *,
    twice: bool,
    location_id: int | None,
) -> Addition:
    """Stage a line of the variant; `twice` allows one that is on the order already."""
    _positive(quantity)
    there = {line.variant_id for line in order.lines if line.current_quantity}
    there |= {one.variant_id for one in session.additions}
    if variant.id in there and not twice:
        raise refuse(f"{title} was not added because it's already on the order.", "id")
    added = Addition(
        id=str(uuid.uuid4()),
        quantity=quantity,
        title=title,
        price=variant.price,
        variant_id=variant.id,
        variant_title=None if variant.title == "Default Title" else variant.title,
        sku=variant.sku,
        requires_shipping=variant.requires_shipping,
        taxable=variant.taxable,
        location_id=location_id,
    )
    session.additions.append(added)
    return added


def add_custom(
    session: EditSession, title: str, price: Decimal, quantity: int, **rest: Any
) -> Addition:
    """Stage a line of something that is not in the catalogue."""
    _positive(quantity)
    if not title.strip():
        raise refuse("can't be blank", "title")
    if price < 0:
        raise refuse("must be greater than or equal to 0", "price", "amount")
    added = Addition(str(uuid.uuid4()), quantity, title, price, **rest)
    session.additions.append(added)
    return added


def _positive(quantity: int) -> None:
    if quantity > 0:
        return
    problems = [Problem(("quantity",), "must be greater than 0")]
    if quantity < 0:
        problems.append(Problem(("quantity",), "must be greater than or equal to 0"))
    raise Refusal(problems)


def preview(order: Order, session: EditSession) -> Order:
    """The order as it will be, without what follows for stock and shipping; the order stays."""
    copied = copy.deepcopy(order)
    for line in copied.lines:
        wanted = session.quantities.get(line.id)
        delta = wanted.quantity - line.current_quantity if wanted else 0
        line.quantity += max(0, delta)
        line.removed -= min(0, delta)
    copied.lines += [_line(one) for one in session.additions if one.quantity]
    return copied


def _line(added: Addition) -> Line:
    return Line(0, added.title, added.quantity, added.price, added.sku, added.variant_id)


def commit(desk: Desk, session: EditSession, *, notify: bool, note: str | None) -> list[str]:
    """Do what was staged; what Shopify says to the person. Refusal, with nothing done, where the
    order changed meanwhile or nothing was staged."""
    order = desk.store.orders[session.order_id]
    _permit(desk, order)
    _check(order, session)
    change = Edit(desk, order)
    for line in list(order.lines):
        wanted = session.quantities.get(line.id)
        if wanted is not None:
            where = wanted.location_id
            change.set_quantity(line, wanted.quantity, restock=wanted.restock, location_id=where)
    for added in session.additions:
        if added.quantity:
            _add(desk.store, change, order, added)
    said = ["Order updated"]
    if order.closed_at is not None:
        order.closed_at = None
        said.append("Order unarchived")
    change.commit(desk.store.app_id, notify=notify, note=note)
    del desk.store.edits[session.id]
    return [*said, "Notification sent"] if notify else said


def _check(order: Order, session: EditSession) -> None:
    now = {line.id: line.current_quantity for line in order.lines}
    if now != session.before:
        raise refuse("The order has changed since the edit began.", "id")
    staged = {line: one.quantity for line, one in session.quantities.items()}
    if staged.items() <= now.items() and not any(one.quantity for one in session.additions):
        raise refuse("There are no changes to commit.", "id")
    for line in order.lines:
        if staged.get(line.id, line.current_quantity) < kept_units(order, line):
            raise refuse("Fulfilled units can't be removed.", "id")


def _add(store: Store, change: Edit, order: Order, added: Addition) -> None:
    variant = store.variants.get(added.variant_id or 0)
    if variant is not None:
        change.add(variant, added.quantity, added.location_id)
        return
    money = {"amount": added.price, "currencyCode": order.currency}
    given = {
        "title": added.title,
        "quantity": added.quantity,
        "priceSet": {"shopMoney": money},
        "requiresShipping": added.requires_shipping,
        "taxable": added.taxable,
    }
    change.add_custom(given, added.location_id)
