"""Settings as people type them, and what becomes of two who change them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.push_settings import (
    ConnectionSettings,
    Contact,
    ContactRule,
    Mode,
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    ShippingTier,
    SourceMails,
    StoreSettings,
    TaxMethod,
)
from core.domain.setting_changes import Unusable, change, mark, marks_of
from core.domain.setting_table import BY_KEY, SETTINGS, Belongs, Subject, nearest_key, settings_of
from core.domain.stores import Connection, ConnectionId, Role, Store, StoreId
from tests.unit.domain.makers import PROPERTY


def store(handle: str, name: str, role: Role, **more: Any) -> Store:
    return Store(StoreId(1), handle, handle, name, role, "USD", "Europe/Berlin", **more)


DEST = store("dest", "Dest Boutique", Role.DESTINATION, email="shop@dest.example")
NORTH = store("north", "North Supply", Role.SOURCE)
LINK = Connection(ConnectionId(1), DEST.id, NORTH.id)
BOTH = Subject(DEST, NORTH, LINK)
FEE = Decimal("4.90")
TIERS = ShippingRule(
    ShippingMethod.TIERS,
    tiers=(ShippingTier(Decimal("50.00"), FEE), ShippingTier(Decimal("100.00"), Decimal("0.00"))),
)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("order_push", " ON ", True),
        ("test_orders", "no", False),
        ("left_out_tags", "B2B,  wholesale  deal ,b2b,", ("b2b", "wholesale deal")),
        ("left_out_channels", "none", ()),
        ("left_out_channels", "", ()),
        ("mode", "Automatic", Mode.AUTOMATIC),
        ("waiting_minutes", "0,5", timedelta(seconds=30)),
        ("waiting_minutes", "0", timedelta(0)),
        ("email", "Customer", ContactRule(Contact.CUSTOMER)),
        ("email", "store", ContactRule(Contact.STORE)),
        ("email", " a.b@shop.example ", ContactRule(Contact.OTHER, "a.b@shop.example")),
        ("phone", "+49 (30) 123-4567", ContactRule(Contact.OTHER, "+49301234567")),
        ("shipping", "FREE", ShippingRule()),
        ("shipping", "original", ShippingRule(ShippingMethod.ORIGINAL)),
        ("shipping", "flat $4,9", ShippingRule(ShippingMethod.FLAT, fee=FEE)),
        ("shipping", "flat 4.90 usd", ShippingRule(ShippingMethod.FLAT, fee=FEE)),
        (
            "shipping",
            "flat 1500000",
            ShippingRule(ShippingMethod.FLAT, fee=Decimal("1500000.00")),
        ),
        ("shipping", "tiers 100=0; from 50.00 = 4.90", TIERS),
        ("shipping", "tiers from 50: 4,90\n\n from 100 → 0 ", TIERS),
        ("prices", "wholesale 62.50%", PriceRule(PriceMethod.WHOLESALE, Decimal("62.5"))),
        ("prices", "full", PriceRule(PriceMethod.FULL)),
        ("taxes", "original", TaxMethod.ORIGINAL),
        ("exchange_rate", "0,92", Decimal("0.92")),
        ("exchange_rate", "none", None),
        ("tags", "{store}, {order},", ("{store}", "{order}")),
        ("tags", "", ()),
        ("note", "  For {order}.\nThanks ", "For {order}.\nThanks"),
    ],
)
def test_understood(key: str, typed: str, value: object) -> None:
    assert BY_KEY[key].read(typed, BOTH) == value


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("order_push", "maybe", "on or off"),
        ("left_out_tags", ",".join(map(str, range(51))), "50 at most"),
        ("mode", "auto", "manual or automatic"),
        ("waiting_minutes", "soon", "minutes"),
        ("waiting_minutes", "-1", "minutes"),
        ("waiting_minutes", "1e3", "minutes"),
        ("waiting_minutes", "10081", "7 days: 10080 minutes"),
        ("email", "other", "the address or number itself"),
        ("email", "", "one e-mail address"),
        ("email", "a@b.example, c@d.example", "one e-mail address"),
        ("phone", "030 1234567", "country's code"),
        ("phone", "store", "Dest Boutique has no phone number"),
        ("shipping", "flat", "4.90"),
        ("shipping", "flat 1,234.50", "4.90"),
        ("shipping", "flat EUR 4.90", "Amounts are in USD here, not in EUR."),
        ("shipping", "flat 4.90 €", "Amounts are in USD here, not in €."),
        ("shipping", "tiers $50 = £4.90", "Amounts are in USD here, not in £."),
        ("shipping", "free 4.90", "Choose free"),
        ("shipping", "tiers", "from 50.00 = 4.90"),
        ("shipping", "tiers 50 = cheap", "“50 = cheap” is no step"),
        ("shipping", "tiers 50=1; 50.00=2", "Two steps begin at 50.00"),
        ("prices", "wholesale", "percentage"),
        ("prices", "wholesale 101", "100 at most"),
        ("taxes", "some", "none or original"),
        ("exchange_rate", "0", "more than zero"),
        ("exchange_rate", "1.123456789", "0.92"),
        ("tags", "{customer}", "{customer}"),
        ("tags", "{store} this is a rather long tag of ours", "40"),
        ("note", "x" * 1001, "1,000"),
    ],
)
def test_refused_with_a_sentence(key: str, typed: str, said: str) -> None:
    with pytest.raises(Unusable) as caught:
        change(BOTH, {key: typed})
    assert list(caught.value.mistakes) == [key]
    assert said in caught.value.mistakes[key]


cents = st.decimals(0, 999999, places=2)
tiers = st.lists(
    st.builds(ShippingTier, cents, cents), min_size=1, max_size=5, unique_by=lambda t: t.from_value
).map(lambda found: tuple(sorted(found, key=lambda tier: tier.from_value)))
contacts = st.sampled_from(
    [
        ContactRule(),
        ContactRule(Contact.CUSTOMER),
        ContactRule(Contact.OTHER, "a@b.example"),
    ]
)
words = st.lists(
    st.text("abcÄß 1-", min_size=1, max_size=8).map(lambda text: " ".join(text.split())),
    max_size=4,
    unique_by=str.casefold,
).map(lambda found: tuple(word for word in found if word))
stores = st.builds(
    StoreSettings,
    order_push=st.booleans(),
    email_required=st.booleans(),
    test_orders=st.booleans(),
    high_risk=st.booleans(),
    left_out_tags=words,
    left_out_channels=words,
)
connections = st.builds(
    ConnectionSettings,
    mode=st.sampled_from(Mode),
    waiting_time=st.integers(0, 10080 * 2).map(lambda halves: timedelta(seconds=30 * halves)),
    email=contacts,
    phone=st.just(ContactRule(Contact.OTHER, "+49301234567")),
    mails=st.builds(SourceMails, st.booleans(), st.booleans()),
    shipping=st.one_of(
        st.sampled_from([ShippingRule(), ShippingRule(ShippingMethod.ORIGINAL)]),
        cents.map(lambda fee: ShippingRule(ShippingMethod.FLAT, fee=fee)),
        tiers.map(lambda found: ShippingRule(ShippingMethod.TIERS, tiers=found)),
    ),
    prices=st.one_of(
        st.just(PriceRule()),
        st.decimals(0, 100, places=2).map(lambda each: PriceRule(PriceMethod.WHOLESALE, each)),
    ),
    taxes=st.sampled_from(TaxMethod),
    exchange_rate=st.none() | st.decimals(Decimal("0.00000001"), 9999, places=8),
    tags=st.sampled_from([(), ("{store}", "{order}"), ("x",)]),
    note=st.sampled_from(["", "Pushed, {order}", "two\nlines"]),
)


@PROPERTY
@given(stores, connections, stores, connections)
def test_whatever_is_written_is_read_back_equal(
    old_store: StoreSettings,
    old: ConnectionSettings,
    new_store: StoreSettings,
    new: ConnectionSettings,
) -> None:
    before, after = _with(old_store, old), _with(new_store, new)
    texts = {setting.key: setting.text(setting.of(after)) for setting in SETTINGS}
    changed = change(before, texts, marks_of(before))
    assert changed.subject.settings == after.settings
    assert {each.setting.key for each in changed.changes} == {
        setting.key for setting in SETTINGS if setting.of(before) != setting.of(after)
    }
    assert change(after, texts).changes == ()


def _with(of_store: StoreSettings, of_connection: ConnectionSettings) -> Subject:
    return Subject(replace(DEST, settings=of_store), NORTH, replace(LINK, settings=of_connection))


def test_every_field_has_its_place_in_the_table_but_plan_and_pause() -> None:
    fields = {setting.path[0] for setting in SETTINGS}
    every = {*StoreSettings.__dataclass_fields__, *ConnectionSettings.__dataclass_fields__}
    assert every - fields == {"plan", "paused"}
    assert len(BY_KEY) == len(SETTINGS)


def test_a_store_alone_has_no_settings_of_a_connection() -> None:
    assert {each.belongs for each in settings_of(Subject(DEST))} == {Belongs.STORE}
    with pytest.raises(KeyError):
        change(Subject(DEST), {"mode": "automatic"})


def test_a_change_is_said_in_words() -> None:
    entered = {"mode": "automatic", "waiting_minutes": "5", "note": "", "left_out_tags": "b2b"}
    changed = change(BOTH, entered)
    assert [each.said for each in changed.changes] == [
        "left-out tags none → b2b",
        "mode manual → automatic",
        "waiting time 2 min → 5 min",
        "note “Pushed by SyncTec from {store}, order {order}{part}.” → none",
    ]
    assert [each.setting.key for each in changed.of(Belongs.STORE)] == ["left_out_tags"]
    (long,) = change(BOTH, {"note": "word " * 100}).changes
    assert len(long.said) < 250
    assert long.said.endswith("…")


def test_what_was_left_as_it_was_shown_does_not_undo_anothers_change() -> None:
    shown = marks_of(BOTH)
    now = change(BOTH, {"mode": "automatic"}).subject
    changed = change(now, {"mode": "manual", "taxes": "original"}, shown)
    assert [each.setting.key for each in changed.changes] == ["taxes"]
    assert changed.subject.connection is not None
    assert changed.subject.connection.settings.mode is Mode.AUTOMATIC


def test_what_another_changed_meanwhile_is_told_and_nothing_is_changed() -> None:
    shown = marks_of(BOTH)
    now = change(BOTH, {"shipping": "flat 3"}).subject
    changed = change(now, {"shipping": "flat 5", "taxes": "original"}, shown)
    (clash,) = changed.clashes
    assert (clash.setting.key, clash.theirs, clash.yours) == ("shipping", "flat 3.00", "flat 5.00")
    assert changed.subject == now
    assert changed.changes == ()


def test_two_who_want_the_same_are_at_one() -> None:
    shown = marks_of(BOTH)
    now = change(BOTH, {"mode": "automatic"}).subject
    changed = change(now, {"mode": "automatic"}, shown)
    assert (changed.changes, changed.clashes) == ((), ())


def test_what_is_kept_and_no_longer_fits_stands_in_nobodys_way() -> None:
    long = replace(DEST, name="A Boutique With Quite A Long Name In Its Admin")
    subject = Subject(long, NORTH, LINK)
    shown = marks_of(subject)
    entered = {"tags": "{store}, {order}", "mode": "automatic"}
    assert len(change(subject, entered, shown).changes) == 1
    assert mark("{store}, {order}") == shown["tags"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("mod", "mode"), ("waiting-minuts", "waiting_minutes"), ("Tag", "tags"), ("zzz", None)],
)
def test_the_nearest_key(typed: str, meant: str | None) -> None:
    assert nearest_key(typed) == meant


def test_the_documentation_lists_every_setting_with_whose_it_is_and_what_it_is_at_first() -> None:
    text = (Path(__file__).parents[3] / "docs/settings.md").read_text("utf-8")
    rows = [line.split(" | ") for line in text.partition("## Order push")[2].splitlines()]
    told = {row[0].strip("| `"): (row[1], row[2].strip("`")) for row in rows if len(row) > 3}
    for setting in SETTINGS:
        at_first = setting.text(setting.of(BOTH)) or "none"
        assert told[setting.key] == (setting.belongs.value, at_first)


def test_orders_are_judged_by_every_setting_of_the_store_and_three_of_a_connection() -> None:
    judged = {each.key for each in SETTINGS if each.judged}
    of_store = {each.key for each in SETTINGS if each.belongs is Belongs.STORE}
    assert judged == of_store | {"mode", "waiting_minutes", "exchange_rate"}
