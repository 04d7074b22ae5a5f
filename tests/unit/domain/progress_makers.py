"""Orders as far as they have come, made for tests: lines `L1` of the customer's order, `SL1` of the
source's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, MirrorId, State
from core.domain.money import Money
from core.domain.orders import Address
from core.domain.progress import (
    Line,
    Parcel,
    Progress,
    Refund,
    RefundUnits,
    Task,
    TaskUnits,
    Tracking,
    Units,
)
from core.domain.push_settings import ConnectionSettings, WayBack
from tests.unit.domain.makers import DEST, NORTH, push, store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADDRESS = Address("Ada", "Byron", address1="1 Old Street", city="London", country_code="GB")


def progress(name: str, lines: Mapping[str, tuple[int, int]], **changes: Any) -> Progress:
    """`lines`: by their id how many there are, and how many of these are shipped."""
    parcel = Parcel(
        f"{name}-F1",
        f"{name}-F1",
        NOW,
        "SUCCESS",
        None,
        Tracking(),
        "sent-from",
        tuple(Units(gid, sent) for gid, (_, sent) in lines.items() if sent),
    )
    waiting = tuple(
        TaskUnits(f"task-{gid}", gid, units - sent) for gid, (units, sent) in lines.items()
    )
    plain = Progress(
        gid=f"gid://shopify/Order/{name}",
        name=name,
        updated_at=NOW,
        cancelled_at=None,
        cancel_reason=None,
        fulfillment_status="",
        financial_status="PAID",
        lines=tuple(Line(gid, None, gid, None, units, units) for gid, (units, _) in lines.items()),
        parcels=(parcel,) if parcel.units else (),
        tasks=(Task("task", "OPEN", "home", "Home", open_to_us=True, units=waiting),),
        refunds=(),
        returns=(),
        address=ADDRESS,
    )
    return replace(plain, **changes)


def pair(
    source: Progress,
    order: Progress,
    *mirrors: Mirror,
    back: WayBack | None = None,
    part: int = 1,
) -> Pair:
    """Lines of the source order are those of the customer's with an S before them."""
    return Pair(
        push=push(part=part),
        store=store(DEST),
        source_store=store(NORTH),
        settings=ConnectionSettings(back=back or WayBack()),
        source=source,
        order=order,
        links={line.gid: line.gid[1:] for line in source.lines},
        mirrors=mirrors,
    )


def mirror(kind: Kind, state: State, **changes: Any) -> Mirror:
    return replace(
        Mirror(MirrorId(1), push().id, kind, "gid://shopify/Order/1", "", state, ()), **changes
    )


def refund(number: int, *units: tuple[str, int, str], note: str = "") -> Refund:
    return Refund(
        f"gid://shopify/Refund/{number}",
        NOW + timedelta(minutes=number),
        Money(Decimal(0), "USD"),
        tuple(RefundUnits(gid, many, restock, None) for gid, many, restock in units),
        note,
    )
