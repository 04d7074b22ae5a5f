"""What is sent, what is signed, what is read."""

import base64
import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from core.domain.drafts import Draft
from core.domain.errors import OutcomeUnknown, Rejected, SyncError, Throttled
from core.domain.money import Money
from core.domain.orders import Address
from core.domain.pricing import DraftLine
from core.domain.push_settings import SourceMails
from core.domain.pushes import Identity
from core.domain.shipping import DraftShipping
from core.shopify import documents, generated, mapping
from core.shopify.client import as_json
from core.shopify.documents import Document, source
from core.shopify.drafting import KEY, options, order_input, refusal
from core.shopify.signatures import WebhookSignatures

IDENTITY = Identity("dest.myshopify.com", "820982911946154508", 1)

FOLDER = Path(documents.__file__).parent / "documents"


def draft(price: str = "19.90", fee: Money | None = None) -> Draft:
    return Draft(
        identity=IDENTITY,
        lines=(DraftLine("gid://v/1", "gid://l/9", 2, Money(Decimal(price), "USD"), False),),
        currency="USD",
        shipping_address=Address(last_name="Doe", city="Kyiv", country_code="UA", zip=""),
        shipping=(DraftShipping("Shipping", "synctec", fee or Money(Decimal(0), "USD")),),
        taxes_included=False,
        email=None,
        phone=None,
        mails=SourceMails(),
        tags=("Dest", "#1001", IDENTITY.tag),
        note="a note",
        test=True,
        processed_at=datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC),
        source_url="https://x.example/1",
    )


def test_only_what_was_set_is_sent() -> None:
    sent = as_json(order_input(draft()))
    assert sent["shippingAddress"] == {"lastName": "Doe", "city": "Kyiv", "countryCode": "UA"}
    assert sent["metafields"] == [
        {"namespace": "$app", "key": KEY, "type": "id", "value": str(IDENTITY)}
    ]
    assert set(sent) == {
        *("currency", "presentmentCurrency", "sourceIdentifier", "sourceUrl", "metafields"),
        *("tags", "note", "test", "processedAt", "financialStatus", "shippingAddress"),
        *("shippingLines", "lineItems", "taxesIncluded"),
    }


def test_stock_is_taken_and_nobody_is_mailed() -> None:
    assert as_json(options(draft())) == {
        "inventoryBehaviour": "DECREMENT_OBEYING_POLICY",
        "sendReceipt": False,
        "sendFulfillmentReceipt": False,
    }


@pytest.mark.parametrize(
    ("email", "mails", "sent"),
    [
        ("ada@example.com", SourceMails(), (False, False)),
        ("ada@example.com", SourceMails(confirmation=True), (True, False)),
        ("ada@example.com", SourceMails(shipping_updates=True), (False, True)),
        (None, SourceMails(confirmation=True, shipping_updates=True), (False, False)),
    ],
)
def test_the_source_store_mails_what_it_may_to_whoever_is_there(
    email: str | None, mails: SourceMails, sent: tuple[bool, bool]
) -> None:
    made = as_json(options(replace(draft(), email=email, mails=mails)))
    assert (made["sendReceipt"], made["sendFulfillmentReceipt"]) == sent


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("+1 416-555-0101", "+14165550101"), ("(0)30 901820", None), ("+1 416 555 0101 x2", None)],
)
def test_a_number_shopify_would_refuse_stands_in_the_address_only(
    phone: str, dialled: str | None
) -> None:
    place = replace(draft().shipping_address, phone=phone)
    sent = as_json(order_input(replace(draft(), phone=phone, shipping_address=place)))
    assert sent["shippingAddress"]["phone"] == phone
    assert sent.get("phone") == dialled


def test_an_explicit_null_is_sent_as_null() -> None:
    webhook = generated.WebhookSubscriptionInput(uri="https://x", include_fields=None)
    assert as_json(webhook) == {"uri": "https://x", "includeFields": None}


@pytest.mark.parametrize(("amount", "written"), [("19.90", "19.90"), ("1E+2", "100"), ("0", "0")])
def test_amounts_are_exact_and_written_out(amount: str, written: str) -> None:
    sent = as_json(order_input(draft(amount, Money(Decimal(amount), "USD"))))
    for price in (sent["lineItems"][0]["priceSet"], sent["shippingLines"][0]["priceSet"]):
        assert price["shopMoney"] == {"amount": written, "currencyCode": "USD"}
        assert price["presentmentMoney"] == price["shopMoney"]


PLACE = ["order", "metafields", "0"]
REFUSED, TAKEN = (Rejected, "refused_by_shopify"), (OutcomeUnknown, "outcome_unknown")


@pytest.mark.parametrize(
    ("field", "message", "code", "expected"),
    [
        (["order"], "Unable to claim", "INVENTORY_CLAIM_FAILED", (Rejected, "stock_refused")),
        ([*PLACE, "value"], "Value has already been taken", "INVALID", TAKEN),
        (None, "Metafield value must be unique", None, TAKEN),
        ([*PLACE, "type"], "Type is invalid", "INVALID", REFUSED),
        (["order", "name"], "Name has already been taken", "INVALID", REFUSED),
        (None, "Too many attempts. Try again later.", "INVALID", (Throttled, "store_throttled")),
        (["order"], "No", "TAX_LINE_RATE_MISSING", REFUSED),
    ],
)
def test_each_refusal(
    field: list[str] | None, message: str, code: str | None, expected: tuple[type[SyncError], str]
) -> None:
    given = generated.CreateOrderOrderCreateUserErrors.model_validate(
        {"field": field, "message": message, "code": code}
    )
    found = refusal("north", [given])
    assert (type(found), found.reason.code) == expected


def sign(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def test_signatures_of_both_secrets_of_a_rotation_hold() -> None:
    auth, body = WebhookSignatures(), b'{"id": 1}'
    assert auth.signed(body, sign(body, "new"), ["new", "old"])
    assert auth.signed(body, sign(body, "old"), ["new", "old"])
    assert not auth.signed(body, sign(body, "other"), ["new", "old"])
    assert not auth.signed(body + b" ", sign(body, "new"), ["new", "old"])
    assert not auth.signed(body, sign(body, ""), ["", ""])
    assert not auth.signed(body, sign(body, "new"), [])


@pytest.mark.parametrize("signature", ["", "=", "ü", "not base64!", "QQ", "\x00", "QUJD"])
def test_a_signature_that_is_none_is_false_and_no_error(signature: str) -> None:
    assert not WebhookSignatures().signed(b"body", signature, ["secret"])


def pushed(**values: object) -> generated.Pushed:
    plain = {
        "id": "gid://shopify/Order/1",
        "name": "#1",
        "createdAt": "2026-11-22T00:00:00Z",
        "updatedAt": "2026-11-22T00:00:00Z",
        "cancelledAt": None,
        "displayFulfillmentStatus": "UNFULFILLED",
        "sourceIdentifier": None,
        "identity": None,
    }
    return generated.Pushed.model_validate({**plain, **values})


def test_an_order_is_ours_by_its_identifier_or_by_its_metafield() -> None:
    assert not mapping.carries(pushed(), IDENTITY)
    assert mapping.carries(pushed(sourceIdentifier=str(IDENTITY)), IDENTITY)
    assert mapping.carries(pushed(identity={"value": str(IDENTITY)}), IDENTITY)
    assert not mapping.carries(pushed(sourceIdentifier=f"{IDENTITY}1"), IDENTITY)


def test_an_order_that_stands_is_chosen_before_one_that_was_cancelled() -> None:
    ours = str(IDENTITY)
    gone = pushed(id="gone", sourceIdentifier=ours, cancelledAt="2026-11-22T01:00:00Z")
    stands = pushed(id="stands", sourceIdentifier=ours)
    chosen = mapping.chosen([gone, stands, pushed(id="other")], IDENTITY)
    assert chosen is not None
    assert chosen.gid == "stands"
    alone = mapping.chosen([gone], IDENTITY)
    assert alone is not None
    assert alone.cancelled_at is not None


def test_every_document_has_its_fragments_once() -> None:
    every = [one for one in vars(documents).values() if isinstance(one, Document)]
    files = {path.stem for path in FOLDER.glob("*.graphql")} - {"fragments"}
    assert {one.file for one in every} == files
    for document in every:
        text = source(document.file)
        assert text.startswith(("query ", "mutation "))
        for fragment in ("Price", "Place", "Line", "Pushed"):
            assert text.count(f"fragment {fragment} ") == (f"...{fragment}" in text)
    once = {
        *("create_order", "create_fulfillment", "create_refund", "create_return"),
        *("set_levels", "adjust_levels", "activate_level"),
    }
    assert {one.file for one in every if one.once} == once
