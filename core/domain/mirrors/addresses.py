"""Where the parcels go: carried to the source order when the customer's changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from core.domain.drafts import Draft
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import UNSAVED, Kind, Mirror, State
from core.domain.orders import Address, order_gid
from core.domain.push_settings import Contact, ContactRule
from core.domain.pushes import PushId
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class Note:
    """The address that the source order has: nothing is to be done."""

    fingerprint: str


@dataclass(frozen=True, slots=True)
class Change:
    """Send what is not shipped yet there."""

    mirror: Mirror
    address: Address
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TooLate:
    """All of it was shipped to the address before, or edits are not carried."""

    mirror: Mirror
    fingerprint: str
    shipped: bool


Step = Note | Change | TooLate


def step(pair: Pair) -> Step | None:
    """What is to be done; None where the address is the one that was carried last."""
    address = pair.order.address
    if address is None or pair.is_over or pair.order.cancelled_at is not None:
        return None
    mark = fingerprint(pair.order.gid, address)
    mirror = pair.one(Kind.ADDRESS)
    if mirror is None:
        return Note(mark)
    if mirror.key == mark:
        return None
    waiting = bool(pair.source.open_units)
    if not waiting or not pair.settings.back.edits:
        return TooLate(mirror, mark, shipped=not waiting)
    phone = _phone(pair.settings.phone, address, pair.store)
    return Change(mirror, replace(address, phone=phone), mark)


def carried_to(push_id: PushId, draft: Draft) -> Mirror:
    """The address that a source order was made with."""
    gid = order_gid(draft.identity.order_legacy_id)
    mark = fingerprint(gid, draft.shipping_address)
    return Mirror(UNSAVED, push_id, Kind.ADDRESS, gid, "", State.DONE, (), key=mark)


def fingerprint(order_gid: str, address: Address) -> str:
    """Tells one address of an order from another without keeping either; the phone number does not
    count, since it travels by a setting of its own."""
    known = {**asdict(address), "phone": None, "order": order_gid}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:32]


def _phone(rule: ContactRule, address: Address, store: Store) -> str | None:
    match rule.method:
        case Contact.CUSTOMER:
            return address.phone
        case Contact.STORE:
            return store.phone
        case Contact.OTHER:
            return rule.value
        case Contact.NONE:
            return None
