"""Units of an order to give up, each with the place its stock goes back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.domain.progress import Progress, RefundUnits

CANCEL, RETURN, NO_RESTOCK = "CANCEL", "RETURN", "NO_RESTOCK"
"""Shopify's: never shipped and free again; shipped and back; gone."""


def given_up(order: Progress, wanted: Mapping[str, int], restock: str) -> Iterator[RefundUnits]:
    """So many units of these lines, at most as many as are there; those that were not shipped come
    first. What comes back goes where it was to ship from, or was shipped from."""
    homes, senders = _homes(order), _senders(order)
    unshipped = order.open_units
    for line in order.lines:
        there = min(line.current, unshipped.get(line.gid, 0))
        waiting = min(wanted.get(line.gid, 0), there)
        back = min(wanted.get(line.gid, 0) - waiting, line.current - there)
        if waiting > 0:
            kind = NO_RESTOCK if restock == NO_RESTOCK else CANCEL
            yield RefundUnits(line.gid, waiting, kind, _place(kind, homes.get(line.gid)))
        if back > 0:
            kind = RETURN if restock == RETURN else NO_RESTOCK
            yield RefundUnits(line.gid, back, kind, _place(kind, senders.get(line.gid)))


def _place(kind: str, location_gid: str | None) -> str | None:
    return None if kind == NO_RESTOCK else location_gid


def _homes(order: Progress) -> Mapping[str, str]:
    return {
        unit.line_gid: task.location_gid
        for task in order.tasks
        for unit in task.units
        if task.location_gid
    }


def _senders(order: Progress) -> Mapping[str, str]:
    return {
        unit.line_gid: parcel.location_gid
        for parcel in order.parcels
        for unit in parcel.units
        if parcel.is_live and parcel.location_gid
    }
