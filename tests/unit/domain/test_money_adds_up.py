"""Money adds up to the cent, in every shipping, price, tax and currency mode.

Orders are made up with discounts, taxes and refunds; their units are dealt to several sources and
parts; the pushes are carried out in any sequence, some of them failing first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.drafts import Cargo, Draft, Route, build_draft
from core.domain.money import Money, cent, total
from core.domain.orders import Order, OrderLine, ShippingLine, Tax
from core.domain.pricing import Exchange, exchange_for, units_before
from core.domain.push_settings import (
    ConnectionSettings,
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    ShippingTier,
    TaxMethod,
)
from core.domain.pushes import SETTLED, Push, PushId, PushLine, PushState
from core.domain.shipping import asks, carries
from core.domain.stores import StoreId
from tests.unit.domain.makers import NORTH, SOUTH, line, order, push, store
from tests.unit.soak import examples

SOURCES = (NORTH, SOUTH)
CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KWD"])
MANY = settings(max_examples=examples(50, 1_000), deadline=None, derandomize=True)


def amounts(currency: str, most: int = 100_000) -> st.SearchStrategy[Money]:
    return st.integers(0, most).map(lambda cents: Money(cents * cent(currency), currency))


def taxes(currency: str) -> st.SearchStrategy[tuple[Tax, ...]]:
    one = st.builds(Tax, st.just("VAT"), st.just(Decimal("0.19")), amounts(currency, 5000))
    return st.lists(one, max_size=2).map(tuple)


@st.composite
def lines(draw: st.DrawFn, number: int, currency: str) -> OrderLine:
    quantity = draw(st.integers(1, 7))
    return line(
        number,
        quantity=quantity,
        to_ship=draw(st.integers(1, quantity)),
        full_price=draw(amounts(currency, 10_000)),
        paid=draw(amounts(currency)),
        taxes=draw(taxes(currency)),
    )


@st.composite
def orders(draw: st.DrawFn) -> Order:
    currency = draw(CURRENCIES)
    many = draw(st.integers(1, 3))
    shipping = st.builds(
        ShippingLine, st.just("Standard"), st.none(), amounts(currency, 3000), taxes(currency)
    )
    return order(
        *(draw(lines(number, currency)) for number in range(1, many + 1)),
        currency=currency,
        total=draw(amounts(currency)),
        taxes_included=draw(st.booleans()),
        shipping_lines=tuple(draw(st.lists(shipping, max_size=2))),
    )


FEES = st.decimals(0, 30, places=2)
SHIPPING = st.one_of(
    st.builds(ShippingRule, st.sampled_from([ShippingMethod.FREE, ShippingMethod.ORIGINAL])),
    st.builds(ShippingRule, st.just(ShippingMethod.FLAT), FEES),
    st.builds(
        ShippingRule,
        st.just(ShippingMethod.TIERS),
        st.none(),
        st.lists(st.builds(ShippingTier, FEES, FEES), max_size=3).map(tuple),
    ),
)
PRICES = st.one_of(
    st.builds(PriceRule, st.sampled_from([PriceMethod.PAID, PriceMethod.FULL])),
    st.builds(PriceRule, st.just(PriceMethod.WHOLESALE), st.decimals(0, 100, places=1)),
)
SETTINGS = st.builds(
    ConnectionSettings,
    shipping=SHIPPING,
    prices=PRICES,
    taxes=st.sampled_from(TaxMethod),
    exchange_rate=st.one_of(st.none(), st.decimals(Decimal("0.001"), 200, places=4)),
)


@dataclass(frozen=True)
class World:
    """An order, what each source's connection says, and pushes that share the order's units."""

    order: Order
    settings: dict[StoreId, ConnectionSettings]
    currencies: dict[StoreId, str]
    pushes: tuple[Push, ...]
    turns: tuple[int, ...]

    def exchange(self, source: StoreId) -> Exchange:
        rate = self.settings[source].exchange_rate
        return exchange_for(self.order.currency, self.currencies[source], rate)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    found = draw(orders())
    shares: dict[tuple[StoreId, int], list[PushLine]] = {}
    for one in found.lines:
        left = one.to_ship
        while left:
            units = draw(st.integers(1, left))
            key = draw(st.sampled_from(SOURCES)), draw(st.integers(1, 2))
            portion = PushLine(one.gid, "A", "Item", units, "v", f"place {left}")
            shares.setdefault(key, []).append(portion)
            left -= units
    numbers = draw(st.permutations(range(1, len(shares) + 1)))
    fees = st.one_of(st.none(), FEES)
    pushes = tuple(
        push(PushState.QUEUED, of, part, source, id=PushId(number), shipping_fee=draw(fees))
        for number, ((source, part), of) in zip(numbers, shares.items(), strict=True)
    )
    ends = st.lists(st.integers(0, len(pushes) - 1), max_size=6).map(tuple)
    every = draw(st.permutations(range(len(pushes))))
    return World(
        found,
        {source: draw(SETTINGS) for source in SOURCES},
        {source: draw(CURRENCIES) for source in SOURCES},
        pushes,
        (*draw(ends), *every),
    )


def rules(world: World) -> dict[StoreId, ShippingRule]:
    return {source: found.shipping for source, found in world.settings.items()}


def sent(world: World, one: Push, pushes: Sequence[Push]) -> Draft:
    """As `core.usecases.drafting` builds it."""
    source = store(one.source_id, currency=world.currencies[one.source_id])
    elsewhere = asks(one, rules(world)) and not one.carries_shipping
    before = units_before(one, pushes)
    cargo = Cargo(one.lines, one.part, one.shipping_fee, not elsewhere, before)
    route = Route(store(), source, world.settings[one.source_id])
    return build_draft(route, world.order, cargo, "https://x")


def carried_out(world: World) -> list[tuple[Push, Draft]]:
    """Each push sent in its turn: a first turn fails, or leaves it in doubt, the last succeeds."""
    now = list(world.pushes)
    made: dict[int, Draft] = {}
    last = {at: turn for turn, at in enumerate(world.turns)}
    for turn, at in enumerate(world.turns):
        trying = replace(now[at], state=PushState.QUEUED)
        now[at] = trying
        claimed = replace(trying, carries_shipping=carries(trying, now, rules(world)))
        made[at] = sent(world, claimed, now)
        end = PushState.PUSHED if last[at] == turn else PushState.FAILED
        now[at] = replace(claimed, state=end)
        having = [one for one in now if one.state in SETTLED and one.carries_shipping]
        assert len(having) <= 1, "the order's shipping is charged twice"
    return [(one, made[at]) for at, one in enumerate(now)]


def cents(amount: Money) -> Decimal:
    return amount.amount / cent(amount.currency)


@MANY
@given(worlds())
def test_every_draft_is_whole_cents_of_one_currency_and_adds_up(world: World) -> None:
    for one, draft in carried_out(world):
        parts = [line.unit_price for line in draft.lines] + [x.price for x in draft.shipping]
        parts += [tax.amount for line in draft.lines for tax in line.taxes]
        parts += [tax.amount for x in draft.shipping for tax in x.taxes]
        assert {part.currency for part in parts} == {draft.currency}
        assert all(cents(part) == int(cents(part)) >= 0 for part in parts)
        assert len(draft.lines) <= 2 * len(one.lines)
        for wanted in one.lines:
            units = [x.quantity for x in draft.lines if x.line_gid == wanted.line_gid]
            of_line = [x.quantity for x in one.lines if x.line_gid == wanted.line_gid]
            assert sum(units) == sum(of_line)
            assert min(units) > 0


@MANY
@given(worlds())
def test_paid_prices_and_taxes_of_all_pushes_are_the_customers(world: World) -> None:
    """One rule for both sources: then what falls on the units that go is what was paid for them."""
    same = _alike(world, PriceRule())
    drafts = [draft for _, draft in carried_out(same)]
    exchange = same.exchange(NORTH)
    for one in same.order.lines:
        made = [x for draft in drafts for x in draft.lines if x.line_gid == one.gid]
        assert sum(x.quantity for x in made) == one.to_ship
        worth = total((x.unit_price * x.quantity for x in made), exchange.currency)
        _falls_on_the_units(worth, exchange.of(one.paid), one)
        for number, tax in enumerate(one.taxes):
            carried = total((x.taxes[number].amount for x in made), exchange.currency)
            _falls_on_the_units(carried, exchange.of(tax.amount), one)


@MANY
@given(worlds(), PRICES.filter(lambda rule: rule.method is not PriceMethod.PAID))
def test_taxes_of_all_pushes_are_those_of_the_price_by_rule(world: World, rule: PriceRule) -> None:
    same = _alike(world, rule)
    drafts, exchange = [draft for _, draft in carried_out(same)], same.exchange(NORTH)
    percent = Decimal(100) if rule.percent is None else rule.percent
    for one in (each for each in same.order.lines if each.paid.amount):
        price = one.full_price.amount * one.quantity * percent / 100
        made = [x for draft in drafts for x in draft.lines if x.line_gid == one.gid]
        for number, tax in enumerate(one.taxes):
            carried = total((x.taxes[number].amount for x in made), exchange.currency)
            exact = tax.amount.amount * price / one.paid.amount * exchange.rate
            share = exact / cent(exchange.currency) * one.to_ship / one.quantity
            assert abs(cents(carried) - share) <= Decimal("1.5")


def _alike(world: World, prices: PriceRule) -> World:
    """The world with one rule for both sources, and the customer's taxes."""
    settings_ = replace(world.settings[NORTH], prices=prices, taxes=TaxMethod.ORIGINAL)
    currencies = dict.fromkeys(SOURCES, world.currencies[NORTH])
    return replace(world, settings=dict.fromkeys(SOURCES, settings_), currencies=currencies)


def _falls_on_the_units(found: Money, whole: Money, one: OrderLine) -> None:
    if one.to_ship == one.quantity:
        assert found == whole
    # What was refunded is not charged: the rest is its share, cut to the cent.
    share = cents(whole) * one.to_ship / one.quantity
    assert share - 1 < cents(found) <= share


@MANY
@given(worlds())
def test_full_and_wholesale_prices_are_the_rules_for_every_unit(world: World) -> None:
    full = {one.gid: one.full_price for one in world.order.lines}
    for one, draft in carried_out(world):
        rule = world.settings[one.source_id].prices
        if rule.method is PriceMethod.PAID:
            continue
        percent = rule.percent if rule.method is PriceMethod.WHOLESALE else Decimal(100)
        assert percent is not None
        for made in draft.lines:
            expected = world.exchange(one.source_id).of(full[made.line_gid], percent / 100)
            assert made.unit_price == expected


@MANY
@given(worlds())
def test_the_orders_shipping_is_charged_once(world: World) -> None:
    done = carried_out(world)
    asking = [one for one, _ in done if asks(one, rules(world))]
    having = [(one, draft) for one, draft in done if one.carries_shipping]
    assert len(having) == (1 if asking else 0)
    for one, draft in done:
        if not one.carries_shipping:
            [free] = draft.shipping
            assert not free.price.amount
            assert not free.taxes
    for one, draft in having:
        charged = [x.price for x in draft.shipping]
        assert total(charged, draft.currency) == total(_wanted(world, one), draft.currency)


def _wanted(world: World, one: Push) -> list[Money]:
    exchange = world.exchange(one.source_id)
    rule, currency = world.settings[one.source_id].shipping, world.order.currency
    if one.shipping_fee is not None:
        return [exchange.of(Money(one.shipping_fee, currency))]
    if rule.method is ShippingMethod.ORIGINAL:
        return [exchange.of(x.price) for x in world.order.shipping_lines]
    if rule.method is ShippingMethod.FLAT:
        return [exchange.of(Money(rule.fee or Decimal(0), currency))]
    reached = [tier for tier in rule.tiers if tier.from_value <= world.order.total.amount]
    highest = max((tier.from_value for tier in reached), default=None)
    fees = [tier.fee for tier in reached if tier.from_value == highest]
    return [exchange.of(Money(fee, currency)) for fee in fees[:1]]


@MANY
@given(worlds())
def test_nothing_depends_on_the_sequence_of_the_pushes(world: World) -> None:
    again = world.pushes[::-1]
    for one in world.pushes:
        assert units_before(one, again) == units_before(one, world.pushes)
        assert carries(one, again, rules(world)) == carries(one, world.pushes, rules(world))
