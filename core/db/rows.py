"""Rows as domain values, and domain values as the columns of a row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func

from core.db import codecs
from core.domain.money import Money
from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import Attempt, Outcome, Push, PushId, PushState, SourceOrder
from core.domain.stores import Connection, ConnectionId, Role, Store, StoreId
from core.ports.records import MessageRecord, OrderRecord

Values = dict[str, Any]


def store_of(row: Row[Any]) -> Store:
    """A row of `stores`."""
    return Store(
        id=StoreId(row.id),
        handle=row.handle,
        shop=row.shop,
        name=row.name,
        role=Role(row.role),
        currency=row.currency,
        timezone=row.timezone,
        channel=row.channel,
        email=row.email,
        phone=row.phone,
        settings=codecs.store_settings_from_json(row.settings),
        keyed_hits=row.keyed_hits,
        uninstalled_at=row.uninstalled_at,
        forgotten_at=row.forgotten_at,
        prepared_for=row.prepared_for,
        routes=codecs.routes_from_json(row.routes),
    )


def connection_of(row: Row[Any]) -> Connection:
    """A row of `connections`."""
    return Connection(
        id=ConnectionId(row.id),
        destination_id=StoreId(row.destination_id),
        source_id=StoreId(row.source_id),
        settings=codecs.connection_settings_from_json(row.settings),
    )


def order_values(facts: OrderFacts) -> Values:
    """The facts as columns of `orders`."""
    return {
        "gid": facts.gid,
        "name": facts.name,
        "number": facts.number,
        "processed_at": facts.processed_at,
        "updated_at": facts.updated_at,
        "cancelled_at": facts.cancelled_at,
        "test": facts.test,
        "financial_status": facts.financial_status,
        "fulfillment_status": facts.fulfillment_status,
        "total": facts.total.amount,
        "total_currency": facts.total.currency,
        "shipping": facts.shipping.amount,
        "shipping_currency": facts.shipping.currency,
        "city": facts.city,
        "country_code": facts.country_code,
        "initials": facts.initials,
    }


def order_of(row: Row[Any]) -> OrderRecord:
    """A row of `orders`."""
    facts = OrderFacts(
        gid=row.gid,
        name=row.name,
        number=row.number,
        processed_at=row.processed_at,
        updated_at=row.updated_at,
        cancelled_at=row.cancelled_at,
        test=row.test,
        financial_status=row.financial_status,
        fulfillment_status=row.fulfillment_status,
        total=Money(row.total, row.total_currency),
        shipping=Money(row.shipping, row.shipping_currency),
        city=row.city,
        country_code=row.country_code,
        initials=row.initials,
        erased=row.erased_at is not None,
    )
    return OrderRecord(
        id=OrderId(row.id),
        store_id=StoreId(row.store_id),
        facts=facts,
        lines=codecs.verdicts_from_json(row.lines),
        held_by=codecs.reasons_from_json(row.held_by),
    )


def push_values(push: Push) -> Values:
    """Every field of a push that may change, as columns of `pushes`."""
    source = push.source_order
    return {
        "state": push.state.value,
        "lines": codecs.push_lines_to_json(push.lines),
        "reason": codecs.optional_reason_to_json(push.reason),
        "reference": push.reference,
        "source_gid": source and source.gid,
        "source_name": source and source.name,
        "source_created_at": source and source.created_at,
        "source_updated_at": source and source.updated_at,
        "source_cancelled_at": source and source.cancelled_at,
        "source_fulfillment_status": source and source.fulfillment_status,
        "actor": push.actor,
        "shipping_fee": push.shipping_fee,
        "attempt": push.attempt,
        "lease_until": push.lease_until,
        "lookups": push.lookups,
        "unknown_since": push.unknown_since,
        "asked": push.asked,
        "due_at": push.due_at,
        "changed_at": func.now(),
        "placement": codecs.optional_reason_to_json(push.placement),
        "carries_shipping": push.carries_shipping,
        "waiting_since": push.waiting_since,
        "left_to_person": push.left_to_person,
    }


def push_of(row: Row[Any]) -> Push:
    """A row of `pushes`."""
    return Push(
        id=PushId(row.id),
        order_id=OrderId(row.order_id),
        source_id=StoreId(row.source_id),
        part=row.part,
        state=PushState(row.state),
        lines=codecs.push_lines_from_json(row.lines),
        reason=codecs.optional_reason_from_json(row.reason),
        reference=row.reference,
        source_order=_source_order_of(row),
        actor=row.actor,
        shipping_fee=row.shipping_fee,
        attempt=row.attempt,
        lease_until=row.lease_until,
        lookups=row.lookups,
        unknown_since=row.unknown_since,
        asked=row.asked,
        due_at=row.due_at,
        changed_at=row.changed_at,
        placement=codecs.optional_reason_from_json(row.placement),
        carries_shipping=row.carries_shipping,
        waiting_since=row.waiting_since,
        left_to_person=row.left_to_person,
    )


def _source_order_of(row: Row[Any]) -> SourceOrder | None:
    if row.source_gid is None:
        return None
    return SourceOrder(
        gid=row.source_gid,
        name=row.source_name,
        created_at=row.source_created_at,
        updated_at=row.source_updated_at,
        cancelled_at=row.source_cancelled_at,
        fulfillment_status=row.source_fulfillment_status,
    )


def attempt_values(attempt: Attempt) -> Values:
    """An attempt as columns of `attempts`."""
    return {
        "push_id": attempt.push_id,
        "number": attempt.number,
        "started_at": attempt.started_at,
        "lease_until": attempt.lease_until,
        "actor": attempt.actor,
        "finished_at": attempt.finished_at,
        "outcome": attempt.outcome and attempt.outcome.value,
        "reason": codecs.optional_reason_to_json(attempt.reason),
        "reference": attempt.reference,
    }


def attempt_of(row: Row[Any]) -> Attempt:
    """A row of `attempts`."""
    return Attempt(
        push_id=PushId(row.push_id),
        number=row.number,
        started_at=row.started_at,
        lease_until=row.lease_until,
        actor=row.actor,
        finished_at=row.finished_at,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        reason=codecs.optional_reason_from_json(row.reason),
        reference=row.reference,
    )


def message_of(row: Row[Any]) -> MessageRecord:
    """A row of `messages`."""
    return MessageRecord(
        key=row.key, channel=row.channel, ts=row.ts, shown=row.shown, doubtful=row.doubtful
    )
