"""What a control call says, read strictly: ValueError tells what is wrong in a sentence."""

from collections.abc import Mapping
from typing import Any

from sandbox.shopify.orders import Line, Order
from sandbox.shopify.state import Location, Store, Variant


class NotThereError(ValueError):
    """What the call names does not exist."""


def known(given: Mapping[str, Any], *names: str) -> None:
    """Refuse what nobody would act upon."""
    extra = sorted(set(given) - set(names))
    if extra:
        raise ValueError(f"{', '.join(extra)} is not known here; known are {', '.join(names)}")


def whole(value: Any, name: str, least: int | None = None) -> int:
    """A whole number, not below `least`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} must be a whole number")
    if least is not None and value < least:
        raise ValueError(f"{name} must be at least {least}")
    return value


def find_order(store: Store, text: str) -> Order:
    """The order of that numeric id, or of that name with or without `#`; the newest of a name."""
    if text.isdigit() and int(text) in store.orders:
        return store.orders[int(text)]
    names = {text.casefold(), f"#{text}".casefold()}
    for order in reversed(store.orders.values()):
        if order.name.casefold() in names:
            return order
    raise NotThereError(f"{store.handle} has no order {text}")


def find_line(order: Order, given: Any) -> Line:
    """The order's line of that id, numeric or global."""
    number = str(given).rpartition("/")[2]
    line = order.line(int(number)) if number.isdigit() else None
    if line is None:
        raise ValueError(f"order {order.name} has no line {given}")
    return line


def one_by_sku(store: Store, sku: Any) -> Variant:
    """The first variant with that SKU."""
    found = store.by_sku(str(sku))
    if not found:
        raise ValueError(f"{store.handle} sells no {sku}")
    return found[0]


def find_location(store: Store, given: Any) -> Location:
    """The location of that id; the first one where none is named."""
    if given is None:
        return store.locations[0]
    number = str(given).rpartition("/")[2]
    location = store.location(int(number)) if number.isdigit() else None
    if location is None:
        raise ValueError(f"{store.handle} has no location {given}")
    return location
