"""Amounts: a bag of the shop's and the customer's money, which are one here."""

from decimal import Decimal
from typing import Any

from sandbox.shopify.orders import Order, TaxLine


def bag(amount: Decimal, currency: str) -> dict[str, Any]:
    """A `MoneyBag`."""
    money = {"amount": amount, "currencyCode": currency}
    return {"shopMoney": money, "presentmentMoney": money}


def taxes(order: Order, lines: list[TaxLine]) -> list[dict[str, Any]]:
    """`TaxLine`s."""
    return [
        {
            "title": one.title,
            "rate": float(one.rate),
            "ratePercentage": float(one.rate * 100),
            "channelLiable": one.channel_liable,
            "source": None,
            "price": one.amount,
            "priceSet": bag(one.amount, order.currency),
        }
        for one in lines
    ]
