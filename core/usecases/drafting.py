"""What a push sends, worked out while the order's row is locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.drafts import Cargo, Draft, Route, build_draft
from core.domain.links import AdminLinks
from core.domain.pricing import units_before
from core.domain.push_settings import ShippingRule
from core.domain.pushes import Push
from core.domain.shipping import asks
from core.domain.stores import StoreId
from core.usecases.judgement import Judged


def shipping_rules(judged: Judged) -> Mapping[StoreId, ShippingRule]:
    """The shipping rule of every connected source."""
    return {one.source_id: one.settings.shipping for one in judged.connections}


def draft_of(push: Push, judged: Judged, pushes: Sequence[Push], links: AdminLinks) -> Draft:
    """The source order of a push that is being claimed; `pushes` are all of its order.

    Raises:
        KeyError: its source is not connected any more.
    """
    connected = {one.source_id: one for one in judged.connections}
    settings = connected[push.source_id].settings
    route = Route(judged.store, judged.sources[push.source_id], settings)
    elsewhere = asks(push, shipping_rules(judged)) and not push.carries_shipping
    cargo = Cargo(
        lines=push.lines,
        part=push.part,
        fee=push.shipping_fee,
        shipping=not elsewhere,
        before=units_before(push, pushes),
    )
    return build_draft(route, judged.order, cargo, links.order(judged.store, judged.order.gid))
