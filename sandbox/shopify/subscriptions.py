"""Webhook subscriptions, and what is delivered to them, as plain data."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Subscription:
    """A webhook subscription made through the API."""

    id: int
    topic: str
    uri: str
    format: str
    name: str | None
    include_fields: list[str]
    created_at: datetime
    updated_at: datetime


@dataclass
class Attempt:
    """One try to deliver a webhook: when, and the HTTP status (0: no answer)."""

    at: datetime
    status: int


@dataclass
class Delivery:
    """A webhook on its way: `pending`, `delivered`, `failed` or `lost`."""

    id: str
    shop: str
    subscription_id: int
    topic: str
    uri: str
    name: str | None
    event_id: str
    triggered_at: datetime
    body: str
    state: str = "pending"
    due: datetime = EPOCH
    attempts: list[Attempt] = field(default_factory=list)
