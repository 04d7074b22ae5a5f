"""The keys of an order's webhook body that say nothing here: present, as Shopify sends them."""

from typing import Any

_NULLS = (
    "app_id",
    "browser_ip",
    "cart_token",
    "checkout_token",
    "client_details",
    "current_total_additional_fees_set",
    "current_total_duties_set",
    "device_id",
    "landing_site",
    "landing_site_ref",
    "merchant_of_record_app_id",
    "original_total_additional_fees_set",
    "original_total_duties_set",
    "payment_terms",
    "reference",
    "referring_site",
    "user_id",
)
_ZEROS = (
    "total_cash_rounding_payment_adjustment_set",
    "total_cash_rounding_refund_adjustment_set",
)


def order_blanks(zero: dict[str, Any]) -> dict[str, Any]:
    """Those keys, with `zero` for sums of nothing."""
    return {
        **dict.fromkeys(_NULLS),
        **dict.fromkeys(_ZEROS, zero),
        "buyer_accepts_marketing": False,
        "customer_locale": "en",
        "discount_applications": [],
        "duties_included": False,
        "estimated_taxes": False,
        "line_item_groups": [],
        "total_tip_received": "0.00",
        "total_weight": 0,
    }
